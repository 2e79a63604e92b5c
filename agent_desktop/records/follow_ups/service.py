"""Follow-up plans: made, referred, planned on, ended. Nothing here commits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from agent_desktop.contract.follow_ups import (
    FARTHEST_DAYS,
    ChangeFollowUp,
    FollowUpEventKind,
    FollowUpState,
    FollowUpStep,
    MakeFollowUp,
    Phase,
    Refer,
)
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.follow_ups.errors import FollowUpNotFoundError, FollowUpRefusedError
from agent_desktop.records.follow_ups.repository import FollowUpRepository, Reader
from agent_desktop.records.follow_ups.states import ENDS, NEEDS_WORDS, steps_of
from agent_desktop.records.outreach.service import Centre

CHANGED: Final = "follow_up.changed"
"""The event for whose a plan is, and for whoever gave it as a referral."""
_KINDS: Final = {
    FollowUpStep.WIN: FollowUpEventKind.WON,
    FollowUpStep.LOSE: FollowUpEventKind.LOST,
    FollowUpStep.CANCEL: FollowUpEventKind.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Doing:
    """One request: who asks, when, in which transaction. `teams` are who gets referrals of customers without a manager,
    the first that there is; `may_own` says whether somebody may have plans at all, `next_open_day` which day
    after another is the next on which the bank is open."""

    session: Session
    reader: Reader
    at: datetime
    options: ProfileOptions
    events: RecordEvents
    centre: Centre
    teams: tuple[str, ...]
    may_own: Callable[[UUID], bool]
    next_open_day: Callable[[date], date]

    @property
    def today(self) -> date:
        return self.options.day_of(self.at)

    @property
    def soon(self) -> date:
        """When something is to be done for which nobody has said a day."""
        return self.next_open_day(self.today)


def make_follow_up(doing: Doing, command: MakeFollowUp) -> UUID:
    """Make a plan, of whoever makes it. Where the person has an open one of the topic it is planned on, if it is
    theirs; else theirs stays, and the words are added to its history.

    Raises:
        FollowUpRefusedError: day_past, day_too_far.
    """
    _check_day(doing, command.next_on)
    repository = FollowUpRepository(doing.session)
    row = repository.lock_open(command.customer_id, command.topic)
    step = " ".join(command.next_step.split())
    planned = {"phase": command.phase, "next_step": step, "next_on": command.next_on}
    if row is None:
        follow_up_id = uuid4()
        values = {**planned, "owner_id": doing.reader.user_id, "topic": command.topic, "call_id": command.call_id}
        _add(doing, follow_up_id, command.customer_id, values)
        _note(doing, follow_up_id, command.customer_id, FollowUpEventKind.MADE, step, planned)
    else:
        follow_up_id = row["follow_up_id"]
        if row["owner_id"] == doing.reader.user_id:
            repository.change(follow_up_id, planned)
        else:
            planned = {}
            repository.change(follow_up_id, {})
        _note(doing, follow_up_id, row["customer_id"], FollowUpEventKind.PLANNED, step, planned)
        _tell(doing, follow_up_id, row["owner_id"], row["referred_by"])
    return follow_up_id


def refer(doing: Doing, command: Refer, *, due_on: date | None = None) -> UUID:
    """Hand a contact to the customer's relationship manager: as a new plan, or on the open one of the topic.

    `due_on` is when the next step is to be done, without it the next day on which the bank is open; an open plan that
    is due later is brought forward to it, with these words as its next step.

    Raises:
        FollowUpRefusedError: no_manager: nobody looks after them, and there is no team that would; day_past,
            day_too_far.
    """
    if due_on is not None:
        _check_day(doing, due_on)
    repository = FollowUpRepository(doing.session)
    row = repository.lock_open(command.customer_id, command.topic)
    words = " ".join(command.words.split())
    giving = {"referred_by": doing.reader.user_id, "referred_at": doing.at, "seen_at": None}
    if row is not None:
        follow_up_id: UUID = row["follow_up_id"]
        to = _addressee(doing, command.customer_id) if row["owner_id"] == doing.reader.user_id else {}
        if to.get("owner_id") == doing.reader.user_id:
            to = {}
        sooner = due_on is not None and due_on < row["next_on"]
        planned = {"next_step": words, "next_on": due_on} if sooner else {}
        repository.change(follow_up_id, {**to, **planned, **(giving if row["referred_by"] is None else {})})
        _note(doing, follow_up_id, row["customer_id"], FollowUpEventKind.REFERRED, words, planned, to.get("owner_id"))
        _tell(doing, follow_up_id, row["owner_id"], row["referred_by"], to.get("owner_id"))
        return follow_up_id
    to = _addressee(doing, command.customer_id)
    if not to:
        raise FollowUpRefusedError("no_manager")
    follow_up_id = uuid4()
    planned = {"phase": Phase.NEED, "next_step": words, "next_on": due_on or doing.soon}
    values = {**planned, **giving, **to, "topic": command.topic, "call_id": command.call_id}
    _add(doing, follow_up_id, command.customer_id, values)
    owner_id = to.get("owner_id")
    _note(doing, follow_up_id, command.customer_id, FollowUpEventKind.REFERRED, words, planned, owner_id)
    _tell(doing, follow_up_id, owner_id)
    return follow_up_id


def change_follow_up(doing: Doing, follow_up_id: UUID, command: ChangeFollowUp) -> None:
    """Do a step.

    Raises:
        FollowUpNotFoundError: No such plan.
        StaleVersionError: Somebody changed it since `seen_version` was read.
        FollowUpRefusedError: step_not_possible, words_needed, day_past, day_too_far, nobody_there.
    """
    repository = FollowUpRepository(doing.session)
    row = repository.lock(follow_up_id)
    if row is None:
        raise FollowUpNotFoundError(follow_up_id)
    if row["version"] != command.seen_version:
        raise StaleVersionError(current_version=row["version"])
    if command.step not in steps_for(doing.reader, row):
        raise FollowUpRefusedError("step_not_possible")
    words = " ".join(command.words.split())
    if command.step in NEEDS_WORDS and not words:
        raise FollowUpRefusedError("words_needed")
    me = doing.reader.user_id
    values: dict[str, Any] = {}
    kind, to_id = FollowUpEventKind.PLANNED, None
    match command.step:
        case FollowUpStep.PLAN:
            words, values = _planned(doing, row, command)
        case FollowUpStep.TAKE:
            kind, to_id, values = FollowUpEventKind.TAKEN, me, {"owner_id": me}
        case FollowUpStep.HAND_OVER:
            to_id = command.owner_id
            if to_id is None or not doing.may_own(to_id):
                raise FollowUpRefusedError("nobody_there")
            kind, values = FollowUpEventKind.HANDED_OVER, {"owner_id": to_id}
        case FollowUpStep.NOTICE:
            kind, values = FollowUpEventKind.NOTICED, {"seen_at": doing.at}
        case _:
            kind = _KINDS[command.step]
            values = {"state": ENDS[command.step], "ended_at": doing.at, "ended_by": me, "result": words}
            if row["referred_by"] == me:
                values["seen_at"] = doing.at  # one's own word is no news
    repository.change(follow_up_id, values)
    _note(doing, follow_up_id, row["customer_id"], kind, words, values, to_id)
    _tell(doing, follow_up_id, row["owner_id"], row["referred_by"], values.get("owner_id"))


def steps_for(reader: Reader, row: RowMapping) -> frozenset[FollowUpStep]:
    """Return what somebody may do to a plan."""
    return steps_of(
        row["state"],
        is_mine=row["owner_id"] == reader.user_id,
        is_free=row["owner_id"] is None and (reader.is_supervisor or row["team"] == reader.team),
        is_supervisor=reader.is_supervisor,
        gave_it=row["referred_by"] == reader.user_id,
        has_seen=row["seen_at"] is not None or row["state"] is FollowUpState.CANCELLED,
    )


def _planned(doing: Doing, row: RowMapping, command: ChangeFollowUp) -> tuple[str, dict[str, Any]]:
    step = " ".join(command.next_step.split())
    if not step or command.next_on is None:
        raise FollowUpRefusedError("words_needed")
    _check_day(doing, command.next_on)
    return step, {"phase": command.phase or row["phase"], "next_step": step, "next_on": command.next_on}


def _addressee(doing: Doing, customer_id: UUID) -> dict[str, Any]:
    """Return whose a referral becomes: the manager's, else the first team's that there is; nothing where nobody is."""
    name = FollowUpRepository(doing.session).manager_of(customer_id)
    manager = doing.centre.manager(name) if name else None
    if manager is not None:
        return {"owner_id": manager}
    team = next((each for each in doing.teams if doing.centre.has_team(each)), "")
    return {"owner_id": None, "team": team} if team else {}


def addressee_name(doing: Doing, customer_id: UUID) -> str:
    """Return who a referral would go to, by name; empty where there is nobody."""
    to = _addressee(doing, customer_id)
    if to.get("owner_id") is not None:
        return FollowUpRepository(doing.session).manager_of(customer_id)
    return str(to.get("team", ""))


def _check_day(doing: Doing, day: date) -> None:
    if day < doing.today:
        raise FollowUpRefusedError("day_past")
    if day > doing.today + timedelta(days=FARTHEST_DAYS):
        raise FollowUpRefusedError("day_too_far")


def _add(doing: Doing, follow_up_id: UUID, customer_id: UUID, values: dict[str, Any]) -> None:
    made = {"follow_up_id": follow_up_id, "customer_id": customer_id, "made_at": doing.at}
    FollowUpRepository(doing.session).add({**made, "made_by": doing.reader.user_id, **values})


def _note(
    doing: Doing,
    follow_up_id: UUID,
    customer_id: UUID,
    kind: FollowUpEventKind,
    words: str,
    values: dict[str, Any],
    to_id: UUID | None = None,
) -> None:
    FollowUpRepository(doing.session).add_event(
        {
            "follow_up_id": follow_up_id,
            "at": doing.at,
            "kind": kind,
            "by_id": doing.reader.user_id,
            "phase": values.get("phase"),
            "words": words,
            "next_on": values.get("next_on"),
            "to_id": to_id,
        }
    )
    detail: dict[str, JsonValue] = {"follow_up_id": str(follow_up_id)}
    record_change(
        doing.session, at=doing.at, by=doing.reader.user_id, what=f"follow_up.{kind.value}", record_kind="customer",
        record_id=customer_id, detail=detail,
    )  # fmt: skip


def _tell(doing: Doing, follow_up_id: UUID, *concerned: UUID | None) -> None:
    for who in dict.fromkeys((*concerned, doing.reader.user_id)):
        if who is not None:
            doing.events.add(CHANGED, follow_up_id, agent_id=who)
