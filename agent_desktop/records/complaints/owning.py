"""Whose a complaint is: who is proposed, an assignment, a hand-over, and of many at once with a way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind, Right
from agent_desktop.contract.complaint_lists import AssignMany, ManyDone, ManyOutcome
from agent_desktop.contract.complaint_work import AssignComplaint
from agent_desktop.contract.complaints import ComplaintProblem
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.complaints.access import Asking, Colleague, actors_of, lock_row, lock_workable
from agent_desktop.records.complaints.errors import (
    ComplaintFieldsError,
    ManyNotUndoableError,
    MoveNotPossibleError,
    NotYoursToDoError,
    OwnerUnknownError,
)
from agent_desktop.records.complaints.following import follow_clocks
from agent_desktop.records.complaints.history import Happened, add_event, list_since, tell
from agent_desktop.records.complaints.merging import changed_since
from agent_desktop.records.complaints.models import ComplaintDeedRow, ComplaintRow
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.complaints.rights import WHO_MAY, rights_of
from agent_desktop.records.complaints.states import END_STATES
from agent_desktop.records.customers.folding import has_han, sort_key_of
from agent_desktop.records.errors import StaleVersionError

_FIELDS: Final = ("owner_id", "backup_id", "team")
_ASSIGN: Final = "assign"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Whose it is to be. `team` None: that of the owner, else as it is."""

    owner: Colleague | None
    backup: Colleague | None
    team: str | None
    reason: str


def proposed_owner(
    session: Session, asking: Asking, category_code: str, about_user_id: UUID | None = None
) -> Colleague | None:
    """Return who is to deal with a new one: of the category's team whoever has fewest; of any team where it has nobody.
    Never whom it is about. None where everybody has as many as they may, or there is nobody."""
    ranked = [each for each in rank_owners(session, asking, category_code) if each[0].user_id != about_user_id]
    return ranked[0][0] if ranked and ranked[0][2] else None


def rank_owners(session: Session, asking: Asking, category_code: str) -> list[tuple[Colleague, int, bool]]:
    """Return everybody who handles complaints with how many they have open, and whether they may be proposed: those of
    the category's team first, who has fewest before the others."""
    handlers = asking.people.handlers()
    counts = ComplaintRepository(session).count_open_by_owner(each.user_id for each in handlers)
    team, most = asking.book.team_of(category_code), asking.book.plan.most_open

    def order(each: Colleague) -> tuple[bool, bool, int, str]:
        count = counts.get(each.user_id, 0)
        return bool(most) and count >= most, each.team != team, count, each.name

    return [
        (each, counts.get(each.user_id, 0), not most or counts.get(each.user_id, 0) < most)
        for each in sorted(handlers, key=order)
    ]


def owner_columns(owner: Colleague | None, team: str) -> dict[str, Any]:
    """Return the columns that say whose it is; without an owner it is the team's."""
    if owner is None:
        return {"owner_id": None, "owner_name": "", "owner_key": "", "team": team}
    return {
        "owner_id": owner.user_id,
        "owner_name": owner.name,
        "owner_key": _key(owner.name),
        "team": owner.team or team,
    }


def assign(session: Session, complaint_id: UUID, command: AssignComplaint, asking: Asking) -> ComplaintRow:
    """Have it be somebody's. Who gives away what somebody has says why.

    Raises:
        ComplaintNotFoundError: No such complaint, or it is not this person's to see.
        NotYoursToDoError: They may not assign.
        MoveNotPossibleError: It has ended.
        StaleVersionError: Somebody has assigned it since `seen_version`.
        OwnerUnknownError: Nobody who deals with complaints.
        ComplaintFieldsError: Owner and back-up are one, or the reason is missing.
    """
    row, _ = lock_workable(session, complaint_id, asking.who, WHO_MAY[Right.ASSIGN])
    if row.state in END_STATES:
        raise MoveNotPossibleError(row.state.value, _ASSIGN)
    wanted = _wanted(asking, command.owner_id, command.backup_id, command.team, command.reason)
    if row.owner_id is not None and row.owner_id != command.owner_id and not wanted.reason:
        raise ComplaintFieldsError({"reason": ComplaintProblem.MISSING})
    _expect_fresh(session, row, command.seen_version)
    _expect_not_about(row, wanted)
    _give(session, row, wanted, asking)
    return row


def assign_many(session: Session, command: AssignMany, asking: Asking) -> ManyDone:
    """Have many be somebody's; each is changed or not by itself, and says so.

    Raises:
        OwnerUnknownError: Nobody who deals with complaints.
        ComplaintFieldsError: Owner and back-up are one.
        NotYoursToDoError: This person sees no lists of others' complaints.
    """
    if not asking.who.sees_all:
        raise NotYoursToDoError
    wanted = _wanted(asking, command.owner_id, command.backup_id, command.team, command.reason)
    seen = {item.complaint_id: item.seen_version for item in command.items}
    outcomes: dict[UUID, ManyOutcome] = {}
    before: list[dict[str, Any]] = []
    for complaint_id in sorted(seen):  # in one order: two such commands wait for one another, and never for ever
        row = lock_row(session, complaint_id)
        if row is None:
            outcomes[complaint_id] = ManyOutcome(complaint_id=complaint_id, problem=ErrorCode.COMPLAINT_NOT_FOUND)
            continue
        problem = _problem(session, row, seen[complaint_id], asking)
        if not problem and _concerned(row, wanted):
            problem = ErrorCode.COMPLAINT_OWNER_UNKNOWN
        if not problem:
            was = _was(row)
            if _give(session, row, wanted, asking):
                before.append({**was, "complaint_id": str(complaint_id), "version": row.version})
        outcomes[complaint_id] = ManyOutcome(
            complaint_id=complaint_id, number=row.number, version=row.version, problem=problem
        )
    deed_id = uuid4() if before else None
    if deed_id is not None:
        session.add(
            ComplaintDeedRow(
                deed_id=deed_id, at=asking.at, by_user_id=asking.who.user_id, before=before, undone_at=None
            )
        )
        session.flush()
    return ManyDone(deed_id=deed_id, outcomes=tuple(outcomes[item.complaint_id] for item in command.items))


def undo_many(session: Session, deed_id: UUID, asking: Asking) -> ManyDone:
    """Give back what was assigned at once; what was assigned anew since stays.

    Raises:
        ManyNotUndoableError: There is no such deed of this person, or it was undone already.
    """
    query = sa.select(ComplaintDeedRow).where(ComplaintDeedRow.deed_id == deed_id).with_for_update()
    deed = session.scalar(query)
    if deed is None or deed.by_user_id != asking.who.user_id or deed.undone_at is not None:
        raise ManyNotUndoableError
    outcomes: list[ManyOutcome] = []
    for was in sorted(deed.before, key=lambda each: str(each["complaint_id"])):
        row = lock_row(session, UUID(was["complaint_id"]))
        if row is None:
            continue
        problem = _problem(session, row, was["version"], asking)
        if not problem:
            owner = asking.people.find(UUID(was["owner_id"])) if was["owner_id"] else None
            backup = asking.people.find(UUID(was["backup_id"])) if was["backup_id"] else None
            about = row.about_user_id  # said since: then it is nobody's, of its team
            owner = None if owner is not None and owner.user_id == about else owner
            backup = None if backup is not None and backup.user_id == about else backup
            _give(session, row, _Wanted(owner, backup, was["team"], ""), asking)
        outcomes.append(
            ManyOutcome(complaint_id=row.complaint_id, number=row.number, version=row.version, problem=problem)
        )
    deed.undone_at = asking.at
    session.flush()
    record_change(
        session, at=asking.at, by=asking.who.user_id, what="complaints.given_back", record_kind="complaint",
        record_id=None, detail={"deed_id": str(deed_id)},
    )  # fmt: skip
    return ManyDone(outcomes=tuple(outcomes))


def _wanted(asking: Asking, owner_id: UUID | None, backup_id: UUID | None, team: str | None, reason: str) -> _Wanted:
    if owner_id is not None and owner_id == backup_id:
        raise ComplaintFieldsError({"backup_id": ComplaintProblem.SAME_PERSON})
    found: list[Colleague | None] = []
    for user_id in (owner_id, backup_id):
        somebody = asking.people.find(user_id) if user_id is not None else None
        if user_id is not None and (somebody is None or not somebody.deals_with_complaints):
            raise OwnerUnknownError
        found.append(somebody)
    return _Wanted(found[0], found[1], team, reason.strip())


def _concerned(row: ComplaintRow, wanted: _Wanted) -> tuple[str, ...]:
    """Return which of the two is whom the complaint is about."""
    named = (("owner_id", wanted.owner), ("backup_id", wanted.backup))
    about = row.about_user_id
    return tuple(field for field, each in named if each is not None and about is not None and each.user_id == about)


def _expect_not_about(row: ComplaintRow, wanted: _Wanted) -> None:
    if concerned := _concerned(row, wanted):
        raise ComplaintFieldsError(dict.fromkeys(concerned, ComplaintProblem.CONCERNED))


def _problem(session: Session, row: ComplaintRow, seen_version: int, asking: Asking) -> str:
    if row.state in END_STATES:
        return ErrorCode.COMPLAINT_MOVE_REFUSED
    if Right.ASSIGN not in rights_of(row, actors_of(session, row, asking.who)):
        return ErrorCode.NOT_ALLOWED
    try:
        _expect_fresh(session, row, seen_version)
    except StaleVersionError:
        return ErrorCode.STALE_VERSION
    return ""


def _expect_fresh(session: Session, row: ComplaintRow, seen_version: int) -> None:
    since = changed_since(list_since(session, row.complaint_id, seen_version))
    if seen_version > row.version or since.keys() & set(_FIELDS):
        raise StaleVersionError(current_version=row.version)


def _give(session: Session, row: ComplaintRow, wanted: _Wanted, asking: Asking) -> bool:
    """Change whose it is; say whether that was a change."""
    was, before_owner = _was(row), row.owner_id
    columns = owner_columns(wanted.owner, row.team)
    if wanted.team is not None:
        columns["team"] = wanted.team
    columns["backup_id"] = wanted.backup.user_id if wanted.backup is not None else None
    for name, value in columns.items():
        setattr(row, name, value)
    now = _was(row)
    changes = {name: (was[name], now[name]) for name in _FIELDS if was[name] != now[name]}
    if not changes:
        return False
    by = asking.who.user_id
    add_event(session, row, Happened(EventKind.ASSIGNED, asking.at, by, words=wanted.reason, changes=changes))
    follow_clocks(session, row, asking)
    tell(asking.events, row, by, before_owner)
    return True


def _was(row: ComplaintRow) -> dict[str, Any]:
    return {
        "owner_id": str(row.owner_id) if row.owner_id else None,
        "backup_id": str(row.backup_id) if row.backup_id else None,
        "team": row.team,
    }


def _key(name: str) -> str:
    return sort_key_of(name_chinese=name) if has_han(name) else sort_key_of(name_latin=name)


def names_in(rows: Sequence[ComplaintRow]) -> set[UUID]:
    """Return the owners and back-ups of complaints."""
    return {each for row in rows for each in (row.owner_id, row.backup_id) if each is not None}
