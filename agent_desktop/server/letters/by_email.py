"""Letters by e-mail, as a PDF. A letter has gone out once the mail server has taken it: only then clocks go by it."""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.mails import MailStage
from agent_desktop.records.attachments.errors import AttachmentNotFoundError, AttachmentsNotSetUpError
from agent_desktop.records.attachments.repository import AttachmentRepository
from agent_desktop.records.attachments.service import AttachmentStore, content_of
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.complaints.access import lock_row
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.letters.composing import LetterFacts, clean
from agent_desktop.records.letters.mailing import LetterMailRepository
from agent_desktop.records.letters.models import LetterMailRow, LetterRow
from agent_desktop.records.letters.schema import Letter, LetterBook
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.records.waiting_mails import WaitingMails
from agent_desktop.server.errors import log_failure
from agent_desktop.server.letters.going_out import Marked, note_letter, went_out
from agent_desktop.server.mail.port import Attached, Mail, MailSender
from agent_desktop.server.mail.rounds import AGAIN_AFTER, GIVEN_UP_AFTER, Begin, MailRounds, Taken
from agent_desktop.server.mail.smtp import LONGEST_SUBJECT
from agent_desktop.server.unit_of_work import UnitOfWork

AWAY: Final = "away"
FILE: Final = "file"
_SENT: Final[LocalText] = {"en": "Sent", "zh": "已发出"}
_PERHAPS: Final[LocalText] = {"en": "Perhaps sent", "zh": "可能已发出"}


def ask_to_mail(work: UnitOfWork, book: LetterBook, letter: Letter, row: LetterRow, facts: LetterFacts) -> None:
    """Have the e-mail wait that brings a letter, in the letter's language."""
    assert book.email is not None, "without it none is asked for"
    language: Language = "zh" if row.language == "zh" else "en"
    bank = facts.bank.get(language) or facts.bank["en"]
    values = {"bank": bank, "number": facts.number, "letter": letter.name[language]}
    joint = "" if language == "zh" else " "
    said = [
        joint.join(line.strip() for line in each.split("\n")).format_map(values)
        for each in book.email.text[language].split("\n\n")
        if each.strip()
    ]
    name = facts.salutation.get(language) or facts.name
    parts = [
        book.say.greeting[language].format_map({"name": name}),
        *said,
        book.say.closing[language],
        "\n".join((book.sender.unit[language], bank)),
    ]
    mail = LetterMailRow(
        letter_id=row.letter_id,
        state=MailStage.WAITING,
        asked_at=work.now(),
        due_at=work.now(),
        subject=clean(book.email.subject[language].format_map(values))[:LONGEST_SUBJECT],
        text=clean("\n\n".join(parts)) + "\n",
    )
    LetterMailRepository(work.session).add(mail)
    note_letter(work, row, MailStage.WAITING)


class LetterMails(MailRounds):
    """Sends the e-mails that bring letters."""

    def __init__(self, begin: Begin, mail: MailSender, store: AttachmentStore, marked: Marked) -> None:
        super().__init__(begin, mail)
        self._store = store
        self._marked = marked

    def _waiting(self, session: Session) -> WaitingMails:
        return LetterMailRepository(session)

    def _take(self, work: UnitOfWork) -> Taken | None:
        found = LetterMailRepository(work.session).lock_next(work.now())
        return None if found is None else (found[0].letter_id, self._written(work, *found))

    def _written(self, work: UnitOfWork, row: LetterRow, mail: LetterMailRow) -> Mail | None:
        """Return an e-mail, kept as being sent; None where it is not to be sent any more."""
        at = work.now()
        if at > mail.asked_at + GIVEN_UP_AFTER:
            self._end(work, row, mail, MailStage.NOT_SENT, AWAY)
            return None
        file = AttachmentRepository(work.session).get(row.attachment_id)
        try:
            with content_of(self._store, file) as content:
                pdf = b"".join(content)
        except (AttachmentNotFoundError, AttachmentsNotSetUpError, OSError) as error:
            log_failure("letter.not_sent", error, complaint_id=str(row.complaint_id))
            self._end(work, row, mail, MailStage.NOT_SENT, FILE)
            return None
        mail.state, mail.due_at = MailStage.SENDING, None
        work.session.flush()
        return Mail(
            mail_id=row.letter_id,
            to_address=row.to_address,
            to_name=row.to_name,
            subject=mail.subject,
            text=mail.text,
            at=at,
            language="zh" if row.language == "zh" else "en",
            attachments=(Attached(file.name, "application/pdf", pdf),),
        )

    def _keep(self, work: UnitOfWork, mail_id: UUID, stage: MailStage, why: str) -> None:
        row, mail = LetterMailRepository(work.session).lock_one(mail_id)
        if stage is MailStage.WAITING:
            mail.state, mail.due_at = stage, work.now() + AGAIN_AFTER
            work.session.flush()
        else:
            self._end(work, row, mail, stage, why)

    def _leave_unfinished(self, work: UnitOfWork) -> None:
        for row, mail in LetterMailRepository(work.session).lock_unfinished():
            self._end(work, row, mail, MailStage.UNCERTAIN, "")

    def _end(self, work: UnitOfWork, row: LetterRow, mail: LetterMailRow, stage: MailStage, why: str) -> None:
        session, at = work.session, work.now()
        mail.state, mail.due_at, mail.why = stage, None, why
        if stage is MailStage.SENT:
            row.sent_at = at
        session.flush()
        record_change(
            session, at=at, by=row.sent_by, what=f"letter.{stage.value}", record_kind="complaint",
            record_id=row.complaint_id, detail={"letter": str(row.letter_id), "way": row.way.value, "why": why},
        )  # fmt: skip
        if stage is MailStage.SENT:
            went_out(work, row, self._marked, stage)
        else:
            note_letter(work, row, stage)
        if stage is not MailStage.NOT_SENT:
            _on_timeline(work, row, _SENT if stage is MailStage.SENT else _PERHAPS)


def _on_timeline(work: UnitOfWork, row: LetterRow, outcome: LocalText) -> None:
    complaint = lock_row(work.session, row.complaint_id)
    if complaint is None or complaint.customer_id is None:
        return
    ContactRepository(work.session).put(
        {
            "contact_id": row.letter_id,
            "source_code": OWN_SOURCE,
            "source_key": f"letter:{row.letter_id}",
            "customer_id": complaint.customer_id,
            "interaction_id": None,
            "call_id": None,
            "at": work.now(),
            "channel": Channel.EMAIL,
            "direction": Direction.OUTBOUND,
            "subject": dict(row.name),
            "outcome": dict(outcome),
            "duration_seconds": None,
        },
        goes_on=False,
    )
