"""A short message is asked for, given to the carrier, and followed. Nothing here commits.

Who may be written to, and what, is the host's to say, before.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.contract import EventKind
from telephony.deps import Deps
from telephony.errors import MessageReusedError
from telephony.events.journal import agent_topic
from telephony.messages.models import MessageRow
from telephony.messages.port import MessageAnswer, MessageReport
from telephony.messages.repository import MessageRepository
from telephony.messages.states import Message, MessageProblem, MessageState


def ask_message(
    session: Session,
    deps: Deps,
    message_id: UUID,
    *,
    provider: str,
    to_number: str,
    text: str,
    from_number: str = "",
) -> MessageRow:
    """Have a message be sent once this is committed, and return it; asked again it is the same one.

    Raises:
        MessageReusedError: The id is that of a message to somebody else.
    """
    at, messages = deps.now(), MessageRepository(session)
    row = MessageRow(
        message_id=message_id,
        provider=provider,
        message_sid=None,
        to_number=to_number,
        from_number=from_number,
        text=text,
        state=MessageState.WAITING,
        problem=MessageProblem.NONE,
        asked_at=at,
        due_at=at,
        since_at=at,
        ended_at=None,
        attempts=0,
    )
    is_new = messages.add(row)
    known = messages.find(message_id)
    if known is None or known.to_number != to_number:
        raise MessageReusedError(message_id=str(message_id))
    if is_new:  # a doorbell for whoever carries it; there is nothing in it
        deps.journal.add(EventKind.MESSAGE_CHANGED, message_id, topics=[], at=at)
    return known


def take_answer(session: Session, deps: Deps, row: MessageRow, answer: MessageAnswer) -> None:
    """The carrier has taken the message, or refused it. The row is locked."""
    if answer.message_sid:
        row.message_sid = answer.message_sid
    _follow(session, deps, row, status_of(row).after(answer.state, answer.problem, answer.carrier_code), deps.now())
    row.text = ""


def give_up(session: Session, deps: Deps, row: MessageRow) -> None:
    """The carrier could not be given the message for too long. The row is locked."""
    _follow(session, deps, row, status_of(row).after(MessageState.FAILED, MessageProblem.CARRIER_AWAY), deps.now())
    row.text = ""


def receive_message_report(session: Session, deps: Deps, provider: str, report: MessageReport) -> bool:
    """Store a verified report of a message and follow it; say whether it was new. One about a message of which nobody
    here knows is kept and changes nothing."""
    messages = MessageRepository(session)
    if not messages.store_report(provider, report, deps.now()):
        return False
    row = messages.lock_of_report(provider, report)
    if row is None:
        return True
    if row.message_sid is None:
        row.message_sid = report.message_sid  # the answer to the sending is still on its way, or was lost
        row.text = "" if report.state is not MessageState.WAITING else row.text
    at = min(deps.now(), max(report.at, row.since_at))
    _follow(session, deps, row, status_of(row).after(report.state, report.problem, report.carrier_code), at)
    return True


def status_of(row: MessageRow) -> Message:
    """Return the part of a row that the state table decides on."""
    return Message(row.state, row.problem, row.carrier_code)


def _follow(session: Session, deps: Deps, row: MessageRow, step: Message, at: datetime) -> None:
    if step == status_of(row):
        return
    row.state, row.problem, row.carrier_code = step.state, step.problem, step.carrier_code[:20]
    row.since_at = max(at, row.since_at)
    row.ended_at = row.since_at if step.is_over else None
    if step.state is not MessageState.WAITING:
        row.text = ""
    session.flush()
    who = deps.host.message_changed(session, message_id=row.message_id, state=step.state, problem=step.problem, at=at)
    topics = [] if who is None else [agent_topic(who)]
    deps.journal.add(EventKind.MESSAGE_CHANGED, row.message_id, topics=topics, at=at)
