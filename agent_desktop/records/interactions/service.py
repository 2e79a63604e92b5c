"""One agent's part of one call, from answering to the outcome: customer, note, disposition."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import NOTE_LIMIT, Direction, Disposition, Interaction, SystemOutcome
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.errors import (
    DispositionNeededError,
    DispositionUnknownError,
    InteractionFinishedError,
    InteractionNotFoundError,
    NoteTooLongError,
    StaleVersionError,
)
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.records.script_runs.repository import ScriptRunRepository, shown_run

NOTE_GRACE: Final = timedelta(minutes=5)
"""How long after the server ended a wrap-up its note is still taken: what was being typed then is not lost."""

_CALL: Final[LocalText] = {"en": "Call", "zh": "来电"}
_OUTGOING: Final[LocalText] = {"en": "Outgoing call", "zh": "呼出电话"}
_NOT_CHOSEN: Final[LocalText] = {"en": "No outcome chosen", "zh": "未选择结果"}


def open_interaction(
    session: Session, *, call_id: UUID, agent_id: UUID, at: datetime, direction: Direction = Direction.INBOUND
) -> None:
    """Open an agent's part of a call they have taken or made, with the call's customer.

    Again: what is open stays, and what they have finished is open again without its outcome, as where a caller whom
    they had passed on comes back to them. Note, customer and script stay.
    """
    InteractionRepository(session).open_once(call_id, agent_id, at, direction)


def get_interaction(session: Session, *, call_id: UUID, agent_id: UUID) -> Interaction:
    """Return an agent's part of a call, script run and all.

    Raises:
        InteractionNotFoundError: This agent has none of this call.
    """
    row = InteractionRepository(session).find(call_id, agent_id)
    if row is None:
        raise InteractionNotFoundError(call_id=str(call_id))
    return _shown(session, row)


def save_note(
    session: Session,
    *,
    interaction_id: UUID,
    by: UUID,
    seen_version: int,
    text: str,
    at: datetime,
    events: RecordEvents,
) -> Interaction:
    """Keep the note as it now is; its version goes up by one. Also possible during wrap-up, and for `NOTE_GRACE`
    after the server itself has ended that.

    Raises:
        InteractionNotFoundError: No such interaction, or it is another agent's.
        InteractionFinishedError: The wrap-up is over.
        StaleVersionError: The note was saved since `seen_version` was read; nothing is changed.
        NoteTooLongError: More than `NOTE_LIMIT` characters.
    """
    if len(text) > NOTE_LIMIT:
        raise NoteTooLongError(length=len(text), limit=NOTE_LIMIT)
    row = InteractionRepository(session).lock_own(interaction_id, by)
    if row.finished_at is not None and not (row.ended_by_server and at - row.finished_at <= NOTE_GRACE):
        raise InteractionFinishedError(interaction_id=str(interaction_id))
    if row.note_version != seen_version:
        raise StaleVersionError(current_version=row.note_version)
    row.note = text.replace("\x00", "")  # PostgreSQL has no NUL in texts
    row.note_version += 1
    row.note_saved_at = at
    session.flush()
    events.add("note.saved", interaction_id, agent_id=by, customer_id=row.customer_id)
    return _shown(session, row)


def finish_interaction(
    session: Session,
    *,
    interaction_id: UUID,
    by: UUID,
    disposition_code: str,
    dispositions: Sequence[Disposition],
    at: datetime,
    subject: LocalText | None = None,
    duration_seconds: int | None = None,
) -> None:
    """End an agent's part of a call with its outcome. The call joins the past contacts: of its
    customer, or of whoever is linked to it later.

    `dispositions` are those of the settings. `subject` is what the call was about (without one: *Call*).
    `duration_seconds` is how long the talk took; None takes the time since it was answered. Where the part was
    finished before and opened again, its one contact is written over, and lasts as long as both talks did.

    Raises:
        InteractionNotFoundError: No such interaction, or it is another agent's.
        InteractionFinishedError: It is finished already; the outcome stays.
        DispositionNeededError: `disposition_code` is empty.
        DispositionUnknownError: It is none of `dispositions`.
    """
    row = _lock_unfinished(session, interaction_id, by)
    disposition = _known(disposition_code, dispositions)
    row.disposition_code = disposition.code
    _end(session, row, disposition.name, at, subject, duration_seconds)
    _audit_end(session, row, by, at, {"disposition_code": disposition.code})


def choose_outcome(
    session: Session,
    *,
    interaction_id: UUID,
    by: UUID,
    disposition_code: str,
    dispositions: Sequence[Disposition],
    at: datetime,
) -> Interaction:
    """Keep what a call came to before the wrap-up is over, or after it ended without; the last choice counts.

    Raises:
        InteractionNotFoundError: No such interaction, or it is another agent's.
        InteractionFinishedError: It is finished with an outcome.
        DispositionNeededError: `disposition_code` is empty.
        DispositionUnknownError: It is none of `dispositions`.
    """
    row = InteractionRepository(session).lock_own(interaction_id, by)
    late = row.finished_at is not None
    if late and row.disposition_code:
        raise InteractionFinishedError(interaction_id=str(interaction_id))
    disposition = _known(disposition_code, dispositions)
    row.disposition_code = disposition.code
    session.flush()
    if late:  # the unfinished work is done
        ContactRepository(session).set_outcome(OWN_SOURCE, str(row.interaction_id), disposition.name)
        _audit_end(session, row, by, at, {"disposition_code": disposition.code, "late": True})
    return _shown(session, row)


def end_part(
    session: Session,
    *,
    call_id: UUID,
    agent_id: UUID,
    outcome_required: bool,
    dispositions: Sequence[Disposition],
    at: datetime,
    subject: LocalText | None = None,
    duration_seconds: int | None = None,
) -> bool:
    """End an agent's part of a call because its time is over: with the outcome they chose, or the system's own.

    Says False, and changes nothing, where an outcome is required and none was chosen.
    """
    row = InteractionRepository(session).find(call_id, agent_id, lock=True)
    if row is None or row.finished_at is not None:
        return True
    chosen = next((each for each in dispositions if each.code == row.disposition_code), None)
    if chosen is None and outcome_required:
        return False
    if chosen is None:
        row.disposition_code, row.system_outcome = "", SystemOutcome.NOT_CHOSEN
    row.ended_by_server = True
    _end(session, row, _NOT_CHOSEN if chosen is None else chosen.name, at, subject, duration_seconds)
    detail: dict[str, JsonValue] = {"system_outcome": SystemOutcome.NOT_CHOSEN.value}
    _audit_end(session, row, None, at, detail if chosen is None else {"disposition_code": chosen.code})
    return True


def _known(code: str, dispositions: Sequence[Disposition]) -> Disposition:
    if not code.strip():
        raise DispositionNeededError
    found = next((each for each in dispositions if each.code == code), None)
    if found is None:
        raise DispositionUnknownError(code)
    return found


def _end(
    session: Session,
    row: InteractionRow,
    outcome: LocalText,
    at: datetime,
    subject: LocalText | None,
    duration_seconds: int | None,
) -> None:
    row.finished_at = at
    session.flush()
    seconds = int((at - row.started_at).total_seconds()) if duration_seconds is None else duration_seconds
    ContactRepository(session).put(
        {
            "contact_id": uuid4(),
            "source_code": OWN_SOURCE,
            "source_key": str(row.interaction_id),
            "customer_id": row.customer_id,
            "interaction_id": row.interaction_id,
            "call_id": row.call_id,
            "at": row.started_at,
            "channel": Channel.PHONE,
            "direction": row.direction,
            "subject": dict(subject or (_OUTGOING if row.direction is Direction.OUTBOUND else _CALL)),
            "outcome": dict(outcome),
            "duration_seconds": max(seconds, 0),
        },
        goes_on=duration_seconds is not None,  # the time since it was answered holds what was before
    )


def _audit_end(
    session: Session, row: InteractionRow, by: UUID | None, at: datetime, detail: dict[str, JsonValue]
) -> None:
    record_change(
        session,
        at=at,
        by=by,
        what="interaction.finished",
        record_kind="interaction",
        record_id=row.interaction_id,
        call_id=row.call_id,
        detail=detail,
    )


def _lock_unfinished(session: Session, interaction_id: UUID, by: UUID) -> InteractionRow:
    row = InteractionRepository(session).lock_own(interaction_id, by)
    if row.finished_at is not None:
        raise InteractionFinishedError(interaction_id=str(interaction_id))
    return row


def _shown(session: Session, row: InteractionRow) -> Interaction:
    runs = ScriptRunRepository(session)
    run = runs.find(row.interaction_id)
    # Whoever gets a call that another agent had goes on at that one's step; what they save is a run of their own.
    come_to = run or (runs.find_of_call(row.call_id) if row.finished_at is None else None)
    return Interaction(
        interaction_id=row.interaction_id,
        call_id=row.call_id,
        agent_id=row.agent_id,
        customer_id=row.customer_id,
        direction=row.direction,
        started_at=row.started_at,
        finished_at=row.finished_at,
        note=row.note,
        note_version=row.note_version,
        note_saved_at=row.note_saved_at,
        script_run=shown_run(come_to) if come_to is not None else None,
        script_version_number=run.version if run is not None else 0,
        disposition_code=row.disposition_code,
        system_outcome=row.system_outcome,
    )
