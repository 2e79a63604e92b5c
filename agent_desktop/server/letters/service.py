"""Letters about complaints: what may be written, how it reads, and that it went out."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent_desktop.contract.base import Language
from agent_desktop.contract.letters import (
    LetterPreview,
    LetterRefusal,
    Letters,
    LetterTemplate,
    LetterWay,
    LetterWord,
    SendLetter,
    SentLetter,
    WriteLetter,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.attachments.repository import AttachmentRepository
from agent_desktop.records.attachments.service import AttachmentStore
from agent_desktop.records.complaints.access import lock_row
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.customers.masking import mask_address, mask_email
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.letters.composing import ComposedLetter, LetterFacts, clean, compose, suggested
from agent_desktop.records.letters.errors import LetterRefusedError
from agent_desktop.records.letters.mailing import LetterMailRepository
from agent_desktop.records.letters.models import LetterRow
from agent_desktop.records.letters.repository import LetterRepository
from agent_desktop.records.letters.schema import Letter, LetterBook
from agent_desktop.records.letters.service import (
    check_sendable,
    facts_of,
    keep_letter,
    letter_of,
    lines_of,
    recipient_of,
)
from agent_desktop.records.letters.writing import LetterWriter
from agent_desktop.records.messages.service import written_language_of
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.letters.by_email import ask_to_mail
from agent_desktop.server.letters.going_out import Marked, went_out
from agent_desktop.server.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LetterDesk:
    """Everything that letters are made from. `mails`: the server can send them by e-mail."""

    book: LetterBook
    writer: LetterWriter
    store: AttachmentStore
    complaints: ComplaintBook
    options: ProfileOptions
    marked: Marked
    mails: bool = False

    def letters_of(self, work: UnitOfWork, person: Person, row: ComplaintRow, *, may_write: bool) -> Letters:
        """Return what may be written about a complaint, and what was sent."""
        language = self._language_of(work, row)
        recipient = recipient_of(work.session, row, language)
        facts = self._facts(work, person, row, language)
        ways = {LetterWay.COUNTER: "", LetterWay.SECURE_INBOX: ""}
        if self._mails and recipient.email:
            ways[LetterWay.EMAIL] = mask_email(recipient.email)
        if recipient.lines:
            ways = {LetterWay.POST: mask_address(", ".join(recipient.lines)), **ways}
        return Letters(
            templates=tuple(
                _template(letter, row, facts, language)
                for letter in self.book.letters
                if may_write and (not letter.regions or row.region in letter.regions)
            ),
            sent=self.sent(work, LetterRepository(work.session).list_of_complaint(row.complaint_id)),
            language=language,
            ways=ways,
            to_name=recipient.name,
            is_set_up=self.store.files is not None,
        )

    def preview(self, work: UnitOfWork, person: Person, row: ComplaintRow, asked: WriteLetter) -> LetterPreview:
        """Return a letter as it would go out.

        Raises:
            TemplateUnknownError, LetterRefusedError, LettersNotSetUpError: It cannot be written so.
        """
        _, composed, facts = self._compose(work, person, row, asked)
        written = self.writer.write(composed, facts.today)
        return LetterPreview(
            template=asked.template,
            language=asked.language,
            digest=composed.digest,
            pdf=b64encode(written.pdf),
            pages=written.pages,
            missing=composed.missing,
        )

    def send(self, work: UnitOfWork, person: Person, row: ComplaintRow, command: SendLetter) -> SentLetter:
        """Keep a letter as sent; asked again it is the same one.

        Raises:
            TemplateUnknownError, LetterRefusedError, LettersNotSetUpError: It cannot go out so.
            AttachmentsNotSetUpError: No files are kept here.
        """
        session, at = work.session, work.now()
        lock_row(session, row.complaint_id)  # what it says and whether it may go out cannot change meanwhile
        known = LetterRepository(session).find(command.letter_id)
        if known is not None:
            if known.sent_by != person.user_id or known.complaint_id != row.complaint_id:
                raise LetterRefusedError(problem=LetterRefusal.TEXT_CHANGED.value)
            return self.sent(work, [known])[0]
        letter, composed, facts = self._compose(work, person, row, command)
        is_mail, email = command.way is LetterWay.EMAIL, recipient_of(session, row, command.language).email
        if is_mail and not self._mails:
            raise LetterRefusedError(problem=LetterRefusal.WAY_NOT_SET_UP.value)
        check_sendable(letter, composed, facts, email, command, row.state)
        written = self.writer.write(composed, facts.today)
        kept = keep_letter(
            session,
            self.store,
            letter,
            written,
            facts,
            command,
            complaint_id=row.complaint_id,
            customer_id=row.customer_id,
            email=email,
            by=person.user_id,
            at=at,
        )
        if is_mail:
            ask_to_mail(work, self.book, letter, kept, facts)
        else:
            went_out(work, kept, self.marked)
        return self.sent(work, [kept])[0]

    def sent(self, work: UnitOfWork, rows: Sequence[LetterRow]) -> tuple[SentLetter, ...]:
        """Return letters as desktops show them."""
        names = UserRepository(work.session).list_display_names({row.sent_by for row in rows})
        attachments = AttachmentRepository(work.session)
        mails = LetterMailRepository(work.session).of_letters(
            [row.letter_id for row in rows if row.way is LetterWay.EMAIL]
        )
        return tuple(
            SentLetter(
                letter_id=row.letter_id,
                template=row.template,
                name=row.name,
                language="zh" if row.language == "zh" else "en",
                way=row.way,
                to_name=row.to_name,
                to_masked=_masked(row),
                sent_at=row.sent_at,
                sent_by=row.sent_by,
                sent_by_name=names.get(row.sent_by, ""),
                attachment_id=row.attachment_id,
                pages=row.pages,
                checksum=attachments.get(row.attachment_id).checksum,
                mail=mails[row.letter_id].state if row.letter_id in mails else None,
                mail_why=mails[row.letter_id].why if row.letter_id in mails else "",
            )
            for row in rows
        )

    @property
    def _mails(self) -> bool:
        return self.mails and self.book.email is not None

    def _compose(
        self, work: UnitOfWork, person: Person, row: ComplaintRow, asked: WriteLetter
    ) -> tuple[Letter, ComposedLetter, LetterFacts]:
        letter = letter_of(self.book, asked.template)
        facts = self._facts(work, person, row, asked.language)
        if name := clean(asked.to_name):
            facts = replace(facts, name=name)
        if address := clean(asked.to_address):
            facts = replace(facts, lines=lines_of(address))
        return letter, compose(self.book, letter, asked.language, facts, asked.words), facts

    def _facts(self, work: UnitOfWork, person: Person, row: ComplaintRow, language: Language) -> LetterFacts:
        return facts_of(
            work.session,
            row,
            recipient_of(work.session, row, language),
            book=self.complaints,
            options=self.options,
            writer=person.display_name,
            at=work.now(),
        )

    def _language_of(self, work: UnitOfWork, row: ComplaintRow) -> Language:
        written = "en" if row.customer_id is None else written_language_of(work.session, row.customer_id)
        return "zh" if written == "zh" else "en"


def _masked(row: LetterRow) -> str:
    if row.way is LetterWay.EMAIL:
        return mask_email(row.to_address)
    return mask_address(row.to_address.replace("\n", ", ")) if row.to_address else ""


def _template(letter: Letter, row: ComplaintRow, facts: LetterFacts, language: Language) -> LetterTemplate:
    return LetterTemplate(
        code=letter.code,
        name=letter.name,
        languages=("en", "zh"),
        words=tuple(
            LetterWord(
                code=word.code,
                name=word.name,
                hint=word.hint,
                kind=word.kind,
                needed=word.needed,
                suggested=suggested(word, facts, language),
            )
            for word in letter.words
        ),
        fits_now=row.state in letter.fits,
    )
