"""A complaint is moved on by the table of transitions, and linked with calls and others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind, Right
from agent_desktop.contract.complaint_work import LinkComplaint, LinkKind, MakeMove, Move, Need
from agent_desktop.contract.complaints import ComplaintProblem
from agent_desktop.records.complaints.access import Asking, get_readable, lock_rows, lock_workable
from agent_desktop.records.complaints.checks import WITHDRAWN
from agent_desktop.records.complaints.ending import drop_parts, take_up_tasks
from agent_desktop.records.complaints.errors import (
    ComplaintFieldsError,
    JoinRefusedError,
    MoveLacksError,
    MoveNotPossibleError,
    NotYoursToDoError,
    SecondPersonNeededError,
)
from agent_desktop.records.complaints.following import follow_clocks, set_state
from agent_desktop.records.complaints.history import Happened, add_event, list_since, tell
from agent_desktop.records.complaints.merging import changed_since
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.needs import Facts, lacks
from agent_desktop.records.complaints.past import Past, past_of
from agent_desktop.records.complaints.recording import join
from agent_desktop.records.complaints.repository import ComplaintRepository, LinkRepository, PartRepository
from agent_desktop.records.complaints.rights import WHO_MAY
from agent_desktop.records.complaints.states import (
    Actor,
    MoveRefusedError,
    Transition,
    asks,
    conditions,
    transition,
    who_may,
)
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.letters.repository import LetterRepository

_N = Need
_RESTS_ON: Final[Mapping[Move, frozenset[str]]] = {
    Move.APPROVE_ANSWER: frozenset({"answer", "root_cause", "result", "severity"}),
    Move.SEND_BACK: frozenset({"answer"}),
    Move.ANSWER: frozenset({"answer"}),
}
"""What somebody must have seen as it is now to make a move, beside the state and the fields that the move writes."""
_WRITES: Final = ("state", "answer", "root_cause", "result", "waits_until", "first_contact", "joined_into")


@dataclass(frozen=True, slots=True)
class _Given:
    """What a move brings along, cleaned; what it does not say is as the complaint has it."""

    reason: str
    answer: str
    root_cause: str
    result: str


def make_move(session: Session, complaint_id: UUID, command: MakeMove, asking: Asking) -> ComplaintRow:
    """Move a complaint on. What others did since `seen_version` does not matter unless the move rests on it.

    Raises:
        ComplaintNotFoundError: No such complaint, or it is not this person's to see.
        MoveNotPossibleError: The state does not allow it.
        NotYoursToDoError: Others may make this move.
        StaleVersionError: The state, or something that the move rests on, was changed.
        MoveLacksError: Something that it needs is missing.
        SecondPersonNeededError: Whoever proposed the answer cannot approve it.
        ComplaintFieldsError: A code is unknown, or the day has passed.
        JoinRefusedError: The two cannot be joined.
    """
    if command.into_id is not None:
        lock_rows(session, {complaint_id, command.into_id})
    row, actors = lock_workable(session, complaint_id, asking.who, tuple(Actor))
    try:
        change = transition(row.kind, row.state, command.move)
    except MoveRefusedError:
        raise MoveNotPossibleError(row.state.value, command.move.value) from None
    past = past_of(session, row, asking.who.user_id)
    if not who_may(command.move, change, is_escalated=past.is_escalated) & actors:
        raise NotYoursToDoError
    given = _given(row, command, change)
    _expect_fresh(session, row, command)
    _expect_needs(session, row, command, given, change, past, asking)
    if command.move is Move.JOIN:
        if command.into_id is None:
            raise MoveLacksError((Need.INTO,))
        join(session, row, command.into_id, asking, words=given.reason)
        return row
    before, ended_at = {name: getattr(row, name) for name in _WRITES}, row.ended_at
    _do(session, row, command, given, change, asking)
    changes = {name: (before[name], getattr(row, name)) for name in _WRITES if before[name] != getattr(row, name)}
    detail: dict[str, JsonValue] = {"move": command.move.value}
    if command.told_by is not None:
        detail["told_by"] = command.told_by.value
    happened = Happened(
        EventKind.MOVED, asking.at, asking.who.user_id, words=given.reason, changes=changes, detail=detail
    )
    add_event(session, row, happened)
    if command.move is Move.REOPEN:
        take_up_tasks(session, row, ended_at, asking)
    follow_clocks(session, row, asking)
    tell(asking.events, row, asking.who.user_id)
    return row


def link(session: Session, complaint_id: UUID, command: LinkComplaint, asking: Asking) -> ComplaintRow:
    """Say that a call was about a complaint, or that it is another one's trouble again.

    Raises:
        ComplaintNotFoundError: One of them is not there, or not this person's to see.
        NotYoursToDoError: They may not link it.
        JoinRefusedError: same_complaint, other_customer, nothing_to_link.
    """
    row, _ = lock_workable(session, complaint_id, asking.who, WHO_MAY[Right.LINK])
    links, by = LinkRepository(session), asking.who.user_id
    if command.kind is LinkKind.CONTACT:
        if command.call_id is None or InteractionRepository(session).find(command.call_id, by) is None:
            raise JoinRefusedError("nothing_to_link")
        is_new = links.add_link(complaint_id, command.kind, by=by, at=asking.at, call_id=command.call_id)
        detail: dict[str, JsonValue] = {"link": command.kind.value, "call_id": str(command.call_id)}
    else:
        if command.other_id is None or command.kind is LinkKind.JOINED:
            raise JoinRefusedError("nothing_to_link")
        if command.other_id == complaint_id:
            raise JoinRefusedError("same_complaint")
        other = get_readable(session, command.other_id, asking.who)
        if not ComplaintRepository(session).is_same_person(row.customer_id, other.customer_id):
            raise JoinRefusedError("other_customer")
        is_new = links.add_link(complaint_id, command.kind, by=by, at=asking.at, other_id=command.other_id)
        detail = {"link": command.kind.value, "other_id": str(command.other_id)}
        if command.kind is LinkKind.REPEAT_OF:
            row.repeat_of = command.other_id
    if is_new:
        add_event(session, row, Happened(EventKind.LINKED, asking.at, by, detail=detail))
        tell(asking.events, row, by)
    return row


def _given(row: ComplaintRow, command: MakeMove, change: Transition) -> _Given:
    asked = asks(command.move, change.needs)
    answer = command.answer.strip() if Need.ANSWER in asked else ""
    return _Given(
        reason=command.reason.strip(),
        answer=answer or row.answer,
        root_cause=(command.root_cause if Need.ROOT_CAUSE in asked else None) or row.root_cause,
        result=(command.result if Need.RESULT in asked else None) or row.result,
    )


def _expect_fresh(session: Session, row: ComplaintRow, command: MakeMove) -> None:
    if command.seen_version > row.version:
        raise StaleVersionError(current_version=row.version)
    since = changed_since(list_since(session, row.complaint_id, command.seen_version))
    written = {
        "answer": command.answer.strip(),
        "root_cause": command.root_cause or "",
        "result": command.result or "",
    }
    rests_on = {"state"} | _RESTS_ON.get(command.move, frozenset())
    for name, theirs in since.items():
        if name in rests_on or (written.get(name) and theirs.now != written[name]):
            raise StaleVersionError(current_version=row.version)


def _expect_needs(
    session: Session,
    row: ComplaintRow,
    command: MakeMove,
    given: _Given,
    change: Transition,
    past: Past,
    asking: Asking,
) -> None:
    there = {
        _N.REASON: bool(given.reason),
        _N.ANSWER: bool(given.answer),
        _N.ROOT_CAUSE: bool(given.root_cause),
        _N.RESULT: bool(given.result),
        _N.UNTIL: command.until is not None,
        _N.TOLD_BY: command.told_by is not None,
        _N.INTO: command.into_id is not None,
    }
    missing = [need for need in asks(command.move, change.needs) if not there[need]]
    repository = PartRepository(session)
    ids = [row.complaint_id]
    tasks, redress = repository.list_tasks(ids), repository.list_redress(ids)
    letters = LetterRepository(session).list_kinds(row.complaint_id)
    facts = Facts(row, asking.who.user_id, tasks, redress, asking.book, past, letters)
    missing += lacks(facts, conditions(command.move, change.needs))
    if missing == [_N.SECOND_PERSON]:
        raise SecondPersonNeededError
    if missing:
        raise MoveLacksError(missing)
    problems: dict[str, ComplaintProblem] = {}
    if given.root_cause and given.root_cause not in asking.book.root_causes:
        problems["root_cause"] = ComplaintProblem.UNKNOWN
    if given.result and given.result not in asking.book.plan.results:
        problems["result"] = ComplaintProblem.UNKNOWN
    if command.until is not None and command.until < asking.options.day_of(asking.at):
        problems["until"] = ComplaintProblem.IN_PAST
    if problems:
        raise ComplaintFieldsError(problems)


def _do(
    session: Session, row: ComplaintRow, command: MakeMove, given: _Given, change: Transition, asking: Asking
) -> None:
    by, at = asking.who.user_id, asking.at
    row.waits_until = command.until if command.move in (Move.WAIT_FOR_CUSTOMER, Move.WAIT_FOR_THIRD_PARTY) else None
    row.answer, row.root_cause, row.result = given.answer, given.root_cause, given.result
    match command.move:
        case Move.PROPOSE_ANSWER:
            row.answer_proposed_by, row.answer_proposed_at, row.answer_approved_by = by, at, None
        case Move.APPROVE_ANSWER:
            row.answer_approved_by = by
        case Move.SEND_BACK:
            row.answer_proposed_by = row.answer_proposed_at = row.answer_approved_by = None
        case Move.ANSWER:
            row.answered_at = at
        case Move.SETTLE:
            row.answer_proposed_by, row.answer_proposed_at, row.answered_at = by, at, at
            row.first_contact = _is_same_contact(session, row, by)
        case Move.WITHDRAW:
            row.result = WITHDRAWN
        case Move.REOPEN | Move.DISPUTE:
            row.answer_proposed_by = row.answer_proposed_at = row.answer_approved_by = None
            row.answered_at = row.answered_at if command.move is Move.DISPUTE else None
    set_state(row, change.to, asking)
    if command.move is Move.WITHDRAW:
        drop_parts(session, row, asking)


def _is_same_contact(session: Session, row: ComplaintRow, by: UUID) -> bool:
    """Say whether whoever recorded it is still in the call in which they did."""
    if row.recorded_by != by or row.call_id is None:
        return False
    part = InteractionRepository(session).find(row.call_id, by)
    return part is not None and part.finished_at is None
