"""A message to a customer is composed, kept and followed. Nothing here commits, and nothing here sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.customers import Channel, CustomerKind
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.messages import (
    MessagePreview,
    MessagePurpose,
    MessageStatus,
    SendMessage,
    SentMessage,
)
from agent_desktop.contract.prospect_cards import ConsentChannel, ProspectCard
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.errors import CustomerNotFoundError, MessageRefusedError
from agent_desktop.records.messages.models import SentMessageRow
from agent_desktop.records.messages.repository import MessageRepository
from agent_desktop.records.messages.rules import parts_of, refusal_of
from agent_desktop.records.messages.schema import Template
from agent_desktop.records.own import OWN_SOURCE

HIDDEN: Final = "••••"
OPTED_OUT: Final = "opted_out"
"""The problem of a message that its carrier would not send since its recipient wants none."""

_CUSTOMERS: Final = table_of(CustomerRow)
_CHINESE: Final = frozenset({"yue", "cmn", "zh"})

_OUTCOMES: Final[Mapping[MessageStatus, LocalText]] = MappingProxyType(
    {
        MessageStatus.WAITING: {"en": "Being sent", "zh": "正在发送"},
        MessageStatus.ACCEPTED: {"en": "Being sent", "zh": "正在发送"},
        MessageStatus.QUEUED: {"en": "Being sent", "zh": "正在发送"},
        MessageStatus.SENT: {"en": "Sent", "zh": "已发出"},
        MessageStatus.DELIVERED: {"en": "Delivered", "zh": "已送达"},
        MessageStatus.UNDELIVERED: {"en": "Not delivered", "zh": "未送达"},
        MessageStatus.FAILED: {"en": "Not sent", "zh": "发送失败"},
    }
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A message with the number it would go to, which stays on the server."""

    preview: MessagePreview
    purpose: MessagePurpose
    number: str


def compose(
    session: Session,
    template: Template,
    *,
    customer_id: UUID,
    language: str,
    number: str,
    variables: Mapping[str, str],
    surveys_sell: bool = True,
) -> Composed:
    """Compose a message to a customer at this number (E.164, empty for none) and see whether it may be sent. For
    `surveys_sell` see `rules.refusal_of`.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    text = template.text.get(language) or template.text["en"]
    shown = language if language in template.text else "en"
    kind, agreed = _standing_of(session, customer_id)
    opted_out = bool(number) and MessageRepository(session).has_opted_out(number)
    filled = text.format_map(dict(variables))
    return Composed(
        MessagePreview(
            template=template.code,
            language=shown,
            text=filled,
            to_masked=mask_phone(number) if number else "",
            parts=parts_of(filled),
            why_not=refusal_of(
                template.purpose,
                kind=kind,
                agreed=agreed,
                has_number=bool(number),
                opted_out=opted_out,
                surveys_sell=surveys_sell,
            ),
        ),
        template.purpose,
        number,
    )


def keep_message(
    session: Session,
    composed: Composed,
    command: SendMessage,
    template: Template,
    *,
    by: UUID | None,
    at: datetime,
    secret: str = "",
) -> SentMessage:
    """Keep a message that is about to be sent, with the contact on the customer's timeline, and audit it. What is
    `secret` in its text is kept as dots.

    Raises:
        MessageRefusedError: It may not be sent, or reads otherwise than it was seen.
    """
    preview = composed.preview
    if preview.why_not is not None:
        raise MessageRefusedError(problem=preview.why_not.value)
    if preview.text != command.seen_text:
        raise MessageRefusedError(problem="text_changed")
    row = SentMessageRow(
        message_id=command.message_id,
        customer_id=command.customer_id,
        call_id=command.call_id,
        by_user_id=by,
        template=preview.template,
        language=preview.language,
        purpose=composed.purpose,
        text=preview.text.replace(secret, HIDDEN) if secret else preview.text,
        number=composed.number,
        status=MessageStatus.WAITING,
        problem="",
        asked_at=at,
        since_at=at,
    )
    MessageRepository(session).add(row)
    ContactRepository(session).add(
        {
            "contact_id": command.message_id,
            "source_code": OWN_SOURCE,
            "source_key": _key_of(command.message_id),
            "customer_id": command.customer_id,
            "at": at,
            "channel": Channel.MESSAGE,
            "direction": Direction.OUTBOUND,
            "subject": dict(template.name),
            "outcome": dict(_OUTCOMES[MessageStatus.WAITING]),
        }
    )
    record_change(
        session,
        at=at,
        by=by,
        what="message.sent",
        record_kind="customer",
        record_id=command.customer_id,
        call_id=command.call_id,
        detail={"message": str(command.message_id), "template": preview.template, "language": preview.language},
    )
    return shown(row)


def follow_message(session: Session, message_id: UUID, status: str, problem: str, at: datetime) -> UUID | None:
    """Note how a message stands now, on the customer's timeline too; return who had sent it, None where nobody has, or
    it is not ours."""
    messages = MessageRepository(session)
    row = messages.find(message_id)
    if row is None:
        return None
    row.status, row.problem, row.since_at = MessageStatus(status), problem, max(at, row.since_at)
    session.flush()
    ContactRepository(session).set_outcome(OWN_SOURCE, _key_of(message_id), _OUTCOMES[row.status])
    if problem == OPTED_OUT:
        messages.note_opt_out(row.number, at)
    return row.by_user_id


def shown(row: SentMessageRow) -> SentMessage:
    """Return a message as a desktop shows it."""
    return SentMessage(
        message_id=row.message_id,
        customer_id=row.customer_id,
        template=row.template,
        language=row.language,
        text=row.text,
        to_masked=mask_phone(row.number),
        status=row.status,
        problem=row.problem,
        asked_at=row.asked_at,
        since_at=row.since_at,
    )


def written_language_of(session: Session, customer_id: UUID) -> str:
    """Return in which of ``en`` and ``zh`` a customer is written to: by the first language that they speak."""
    query = sa.select(_CUSTOMERS.c.languages).where(_CUSTOMERS.c.customer_id == customer_id)
    languages = session.execute(query).scalar_one_or_none()
    return language_written(languages or ())


def language_written(languages: Sequence[str]) -> Language:
    """Return in which language somebody is written to who speaks these, the first of them best."""
    return "zh" if languages and languages[0] in _CHINESE else "en"


def _standing_of(session: Session, customer_id: UUID) -> tuple[CustomerKind, frozenset[ConsentChannel]]:
    query = sa.select(_CUSTOMERS.c.kind, _CUSTOMERS.c.prospect).where(_CUSTOMERS.c.customer_id == customer_id)
    row = session.execute(query).one_or_none()
    if row is None:
        raise CustomerNotFoundError(customer_id)
    card = None if row.prospect is None else ProspectCard.model_validate(row.prospect)
    return row.kind, frozenset() if card is None else card.agreed


def _key_of(message_id: UUID) -> str:
    return f"message:{message_id}"
