"""How an action of a script stands, and what may be asked of it next. Nothing here asks the bank."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import ClassVar, Final
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customer_mails import UNDO_SECONDS
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.scripts import ActionResult, ActionState
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.bank_systems.actions import BankAnswer, BankOutcome
from agent_desktop.records.errors import RecordsError
from agent_desktop.records.script_actions.models import NOBODY, ScriptActionRow
from agent_desktop.records.script_actions.repository import ScriptActionRepository
from agent_desktop.service_scripts.deeds import counts_anywhere
from agent_desktop.service_scripts.schema import ActionKind

UNDER_WAY: Final = timedelta(seconds=15)
"""How long an action that was asked for may still be on its way: before then the bank is not asked what became of it,
since it might say that it never came, and then it comes."""

_UNDO: Final = timedelta(seconds=UNDO_SECONDS)
TAKEN_BACK: Final = "taken_back"
NOT_RECEIVED: Final = "not_received"
ALSO_BY_HAND: Final = "also_by_hand"
"""Of what is done: an agent has ticked it as done by hand before the bank's system answered. It may be done twice."""


class ScriptActionRefusedError(RecordsError):
    """`reason` is one of unknown_action, step_not_reached, must_say_first, by_hand_only, not_allowed,
    not_theirs, value_missing, already_settled, under_way."""

    code: ClassVar[ErrorCode] = ErrorCode.SCRIPT_ACTION_REFUSED

    def __init__(self, action: str, reason: str) -> None:
        super().__init__(action=action, reason=reason)


class Next(Enum):
    """What follows when an action is asked for."""

    DO = auto()
    ASK_BANK = auto()  # what became of it
    NOTHING = auto()  # it stands as it stands


@dataclass(frozen=True, slots=True)
class Asked:
    """One wish for an action: of which talk, by whom, and with what (`made_of`: the digest; `given`: masked).
    `undone_by_others`: what it did may be so no more, so that it is done anew where somebody presses anew."""

    call_id: UUID
    interaction_id: UUID
    customer_id: UUID | None
    script_id: str
    script_version: str
    action_id: str
    made_of: str
    kind: str
    attempt_id: UUID
    by: UUID
    at: datetime
    system: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    undone_by_others: bool = False


def ask(session: Session, asked: Asked) -> tuple[ScriptActionRow, Next]:
    """Note that somebody wants an action, before anything is done, and say what follows.

    Whoever comes second finds what the first has noted. What was refused may be asked for anew, under another attempt;
    what is unknown is asked about and never repeated, and what is done is done anew only where it may have been undone.
    """
    repository = ScriptActionRepository(session)
    row = _lock(repository, asked)
    if row is None:
        row = ScriptActionRow(
            call_id=asked.call_id,
            script_id=asked.script_id,
            action_id=asked.action_id,
            bank_id=uuid4(),
            **_of(asked),
        )
        repository.add(row)
    elif row.attempt_id != asked.attempt_id and (
        row.state is ActionState.REFUSED or (row.state is ActionState.DONE and asked.undone_by_others)
    ):
        is_same = row.made_of == asked.made_of and row.customer_id == (asked.customer_id or NOBODY)
        if row.reason != NOT_RECEIVED or not is_same:  # the system has this one, or another had its id
            row.bank_id = uuid4()
        for name, value in _of(asked).items():
            setattr(row, name, value)
        row.answered_at, row.reason, row.detail = None, "", {}
        session.flush()
    elif row.state in (ActionState.ASKED, ActionState.UNKNOWN) and row.system:
        return row, Next.NOTHING if asked.at - row.asked_at < UNDER_WAY else Next.ASK_BANK
    else:
        return row, Next.NOTHING
    _audit(session, row, "script_action.asked", asked.by, asked.at)
    return row, Next.DO


def settle(
    session: Session,
    row: ScriptActionRow,
    state: ActionState,
    *,
    at: datetime,
    reason: str = "",
    detail: object = None,
    by: UUID | None = None,
) -> None:
    """Keep what an action came to, by whoever asked for it unless `by` is named."""
    row.state, row.reason, row.answered_at = state, reason, at
    row.detail = {str(name): str(text) for name, text in detail.items()} if isinstance(detail, dict) else {}
    session.flush()
    _audit(session, row, f"script_action.{state.value}", by or row.by_user_id, at)


def take_back(session: Session, bank_id: UUID, *, by: UUID, at: datetime) -> None:
    """Keep that what an action had begun was taken back before it came about; nothing where no action began it."""
    row = ScriptActionRepository(session).lock_known_as(bank_id)
    if row is not None and row.state is ActionState.DONE:
        settle(session, row, ActionState.REFUSED, at=at, reason=TAKEN_BACK, by=by)


def take_answer(
    session: Session, script_action_id: UUID, bank_id: UUID, answer: BankAnswer, at: datetime
) -> ScriptActionRow:
    """Keep what the bank said of an action; nothing where it is settled, or was asked for anew meanwhile."""
    row = ScriptActionRepository(session).lock_row(script_action_id)
    if row is None:
        raise ScriptActionRefusedError("", "unknown_action")
    came_not = row.state is ActionState.REFUSED and row.reason == NOT_RECEIVED
    by_hand = row.state is ActionState.BY_HAND
    is_late = (came_not or by_hand) and answer.outcome is BankOutcome.DONE
    if row.bank_id != bank_id or (row.state not in (ActionState.ASKED, ActionState.UNKNOWN) and not is_late):
        return row
    match answer.outcome:
        case BankOutcome.DONE:
            reason = ALSO_BY_HAND if by_hand else ""
            settle(session, row, ActionState.DONE, at=at, reason=reason, detail=answer.detail)
        case BankOutcome.REFUSED:
            reason = answer.reason or "not_possible"
            settle(session, row, ActionState.REFUSED, at=at, reason=reason, detail=answer.detail)
        case BankOutcome.NOT_RECEIVED:
            settle(session, row, ActionState.REFUSED, at=at, reason=NOT_RECEIVED)
        case BankOutcome.UNKNOWN if row.state is ActionState.ASKED:
            settle(session, row, ActionState.UNKNOWN, at=at)
    return row


def tick(session: Session, asked: Asked) -> ScriptActionRow:
    """Keep that the agent has done it elsewhere.

    Raises:
        ScriptActionRefusedError: already_settled: it is done here, or by hand; under_way: it may still come about.
    """
    repository = ScriptActionRepository(session)
    row = _lock(repository, asked)
    if row is None:
        row = ScriptActionRow(
            call_id=asked.call_id,
            script_id=asked.script_id,
            action_id=asked.action_id,
            **_of(asked),
        )
        repository.add(row)
    elif row.attempt_id == asked.attempt_id and row.state is ActionState.BY_HAND:
        return row
    elif row.state in (ActionState.ASKED, ActionState.UNKNOWN) and asked.at - row.asked_at < UNDER_WAY:
        raise ScriptActionRefusedError(asked.action_id, "under_way")
    elif row.state in (ActionState.DONE, ActionState.BY_HAND):
        raise ScriptActionRefusedError(asked.action_id, "already_settled")
    row.attempt_id, row.by_user_id = asked.attempt_id, asked.by
    settle(session, row, ActionState.BY_HAND, at=asked.at)
    return row


def shown(row: ScriptActionRow, by_name: str) -> ActionResult:
    """Return how an action stands, as the wire has it."""
    is_mail = row.kind == ActionKind.SEND_MESSAGE.value and row.given.get("channel") == "email"
    waits = is_mail and row.state is ActionState.DONE and row.answered_at is not None
    return ActionResult(
        script_id=row.script_id,
        action_id=row.action_id,
        kind=row.kind,
        made_of=row.made_of,
        attempt_id=row.attempt_id,
        state=row.state,
        at=row.answered_at or row.asked_at,
        by_name=by_name,
        reason=row.reason,
        detail=row.detail,
        given=row.given,
        mail_id=row.bank_id if waits else None,
        undo_until=row.answered_at + _UNDO if waits and row.answered_at is not None else None,
    )


def _lock(repository: ScriptActionRepository, asked: Asked) -> ScriptActionRow | None:
    place, anywhere = (asked.script_id, asked.action_id), counts_anywhere(asked.kind)
    return repository.lock(asked.call_id, asked.customer_id, place, asked.made_of, anywhere=anywhere)


def _of(asked: Asked) -> dict[str, object]:
    return {
        "interaction_id": asked.interaction_id,
        "customer_id": asked.customer_id or NOBODY,
        "made_of": asked.made_of,
        "script_version": asked.script_version,
        "kind": asked.kind,
        "attempt_id": asked.attempt_id,
        "system": asked.system,
        "state": ActionState.ASKED,
        "given": dict(asked.given),
        "by_user_id": asked.by,
        "asked_at": asked.at,
    }


def _audit(session: Session, row: ScriptActionRow, what: str, by: UUID, at: datetime) -> None:
    detail: dict[str, JsonValue] = {
        "script": row.script_id,
        "version": row.script_version,
        "action": row.action_id,
        "kind": row.kind,
        "attempt_id": str(row.attempt_id),
    }
    if row.reason:
        detail["reason"] = row.reason
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind="customer",
        record_id=row.customer_id if row.customer_id != NOBODY else None,
        call_id=row.call_id,
        detail=detail,
    )
