"""A letter is composed from what is on record, kept as it went out, and remembered. Nothing here commits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.contract.letters import LetterRefusal, LetterWay, SendLetter
from agent_desktop.records.attachments.service import AttachmentStore, keep_made
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.customers.names import salutation_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import TemplateUnknownError
from agent_desktop.records.letters.composing import ComposedLetter, LetterFacts, clean
from agent_desktop.records.letters.errors import LetterRefusedError
from agent_desktop.records.letters.models import LetterRow
from agent_desktop.records.letters.repository import LetterRepository
from agent_desktop.records.letters.schema import Letter, LetterBook
from agent_desktop.records.letters.writing import WrittenLetter

MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "acknowledgement": "acknowledgement_sent",
        "holding": "holding_reply_sent",
        "final_answer": "final_answer_sent",
        "summary_resolution": "summary_sent",
    }
)
"""What a letter of each kind is to the clocks of its complaint."""

LINE_LENGTH: Final = 38
MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter is to. `lines` are of the address, none where none is known, as `email` is empty."""

    name: str
    salutation: LocalText
    lines: tuple[str, ...]
    email: str = ""


def letter_of(book: LetterBook, code: str) -> Letter:
    """Return the letter of this code.

    Raises:
        TemplateUnknownError: There is none.
    """
    found = next((each for each in book.letters if each.code == code), None)
    if found is None:
        raise TemplateUnknownError(template=code)
    return found


def recipient_of(session: Session, row: ComplaintRow, language: Language) -> Recipient:
    """Return whom a letter about a complaint is to, as on record."""
    customer = None if row.customer_id is None else LetterRepository(session).find_customer(row.customer_id)
    if customer is None:
        return Recipient(row.person_name, {}, ())
    latin = f"{customer.title} {customer.name_latin}".strip() if customer.name_latin else ""
    name = (customer.name_chinese or latin) if language == "zh" else (latin or customer.name_chinese)
    salutation = salutation_of(
        customer.kind, customer.title, customer.gender, customer.name_latin, customer.name_chinese
    )
    return Recipient(name, salutation, lines_of(customer.address), customer.email if "@" in customer.email else "")


def facts_of(
    session: Session,
    row: ComplaintRow,
    recipient: Recipient,
    *,
    book: ComplaintBook,
    options: ProfileOptions,
    writer: str,
    at: datetime,
) -> LetterFacts:
    """Return what a letter says of a complaint."""
    repository = LetterRepository(session)
    subjects = repository.list_subjects(row.complaint_id)
    product = {
        language: joint.join(
            f"{each.product.get(language) or each.text} {each.number_masked}".strip() for each in subjects
        )
        for language, joint in (("en", ", "), ("zh", "、"))
    }
    return LetterFacts(
        number=row.number,
        region=row.region.value,
        received_on=options.day_of(row.received_at),
        today=options.day_of(at),
        about=book.category_name(row.category_code),
        writer=writer,
        name=recipient.name,
        bank=options.bank_name or {"en": "Our bank", "zh": "本行"},
        salutation=recipient.salutation,
        lines=recipient.lines,
        product=product,
        answer_by=repository.find_answer_by(row.complaint_id),
        redress=tuple(repository.list_redress(row.complaint_id)),
        what_happened=row.what_happened,
        answer=row.answer,
        result=book.plan.results.get(row.result, {}),
    )


def lines_of(address: str) -> tuple[str, ...]:
    """Return an address in lines, as it stands on a letter: parted where it has line breaks or commas."""
    given = [each.strip() for each in address.splitlines() if each.strip()]
    if len(given) != 1:
        return tuple(given[:MOST_LINES])
    lines: list[str] = []
    for piece in re.split(r",\s*|，", given[0]):
        if lines and len(lines[-1]) + len(piece) + 2 <= LINE_LENGTH:
            lines[-1] = f"{lines[-1]}, {piece}"
        elif piece:
            lines.append(piece)
    return tuple(lines[:MOST_LINES])


FINAL: Final = frozenset({"final_answer", "summary_resolution"})
"""Kinds that end what the bank owes by law: they go out only once the answer is approved, and say it."""


def check_sendable(
    letter: Letter, composed: ComposedLetter, facts: LetterFacts, email: str, command: SendLetter, state: ComplaintState
) -> None:
    """See that a letter may go out as it is; `email` is the customer's address, empty for none.

    Raises:
        LetterRefusedError: Something is missing, it reads otherwise than it was seen, or it is final and the complaint
            is not, or it does not say the answer that was approved.
        TemplateUnknownError: It is one of other regions.
    """
    if letter.kind in FINAL:
        if state not in letter.fits:
            raise LetterRefusedError(problem=LetterRefusal.NOT_NOW.value)
        for word in letter.words:
            said = clean(command.words.get(word.code, "")).split()
            if word.asked_from == "answer" and facts.answer and said != clean(facts.answer).split():
                raise LetterRefusedError(problem=LetterRefusal.NOT_APPROVED.value, word=word.code)
    if composed.missing:
        raise LetterRefusedError(problem=LetterRefusal.WORD_MISSING.value, word=composed.missing[0])
    if command.way is LetterWay.EMAIL and not email:
        raise LetterRefusedError(problem=LetterRefusal.NO_EMAIL.value)
    if not facts.name or (command.way is LetterWay.POST and not facts.lines):
        raise LetterRefusedError(problem=LetterRefusal.NO_ADDRESS.value)
    if composed.digest != command.seen_digest:
        raise LetterRefusedError(problem=LetterRefusal.TEXT_CHANGED.value)
    if letter.regions and facts.region not in letter.regions:
        raise TemplateUnknownError(template=letter.code)


def keep_letter(
    session: Session,
    store: AttachmentStore,
    letter: Letter,
    written: WrittenLetter,
    facts: LetterFacts,
    command: SendLetter,
    *,
    complaint_id: UUID,
    customer_id: UUID | None,
    email: str,
    by: UUID,
    at: datetime,
) -> LetterRow:
    """Keep a letter that goes out, or is to go out to `email`, with its PDF as it is, and audit it.

    Raises:
        AttachmentsNotSetUpError: No files are kept here.
        OSError: It cannot be written.
    """
    attachment = keep_made(
        session,
        store,
        written.pdf,
        attachment_id=uuid5(command.letter_id, "pdf"),  # never one that whoever sends has chosen
        record=(RecordKind.COMPLAINT, complaint_id),
        name=f"{facts.number} {letter.name[command.language]}.pdf",
        by=by,
        at=at,
    )
    row = LetterRow(
        letter_id=command.letter_id,
        complaint_id=complaint_id,
        template=letter.code,
        kind=letter.kind,
        name=letter.name,
        language=command.language,
        way=command.way,
        to_name=facts.name,
        to_address={LetterWay.POST: "\n".join(facts.lines), LetterWay.EMAIL: email}.get(command.way, ""),
        sent_at=at,
        sent_by=by,
        attachment_id=attachment.attachment_id,
        pages=written.pages,
        digest=command.seen_digest,
    )
    LetterRepository(session).add(row)
    record_change(
        session,
        at=at,
        by=by,
        what="letter.asked" if command.way is LetterWay.EMAIL else "letter.sent",
        record_kind="complaint",
        record_id=complaint_id,
        detail={
            "letter": str(row.letter_id),
            "customer_id": None if customer_id is None else str(customer_id),
            "template": row.template,
            "language": row.language,
            "way": row.way.value,
            "checksum": attachment.checksum,
        },
    )
    return row
