"""The fields of a complaint are edited; what two people do at once is merged, and what cannot be is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind, Right
from agent_desktop.contract.complaint_work import CaseField, ChangeComplaint, Edit
from agent_desktop.contract.complaints import ComplaintProblem, ComplaintState, Region, SubjectWish
from agent_desktop.records.complaints.access import Asking, lock_workable
from agent_desktop.records.complaints.concerned import named_in, part_with
from agent_desktop.records.complaints.errors import ComplaintFieldsError, MoveNotPossibleError, NotYoursToDoError
from agent_desktop.records.complaints.fields import Fields, SubjectRepository, kept_reply, kept_subjects, problems_of
from agent_desktop.records.complaints.finding import words_of
from agent_desktop.records.complaints.following import follow_clocks, set_state
from agent_desktop.records.complaints.history import Happened, add_event, as_json, list_since, tell
from agent_desktop.records.complaints.merging import Clash, changed_since, merge
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.complaints.rights import REGION_CHANGERS, WHO_MAY
from agent_desktop.records.complaints.states import END_STATES
from agent_desktop.records.errors import StaleVersionError

_F: Final = CaseField
_EDIT: Final = "edit"
_WORDS: Final = frozenset({_F.WHAT_HAPPENED, _F.NOTE, _F.ABOUT_WHOM})
_EMPTY: Final[Mapping[CaseField, Any]] = {
    _F.PRODUCT_CODE: "",
    _F.ASKED_WHY: "",
    _F.ABOUT_WHOM: "",
    _F.NOTE: "",
    _F.ANSWER: "",
    _F.ROOT_CAUSE: "",
    _F.RESULT: "",
    _F.OUTCOMES: [],
    _F.FLAGS: [],
}
"""What a field is that is emptied; of others nothing."""
_NEEDED: Final = frozenset(
    {
        _F.CATEGORY_CODE,
        _F.SEVERITY,
        _F.WHAT_HAPPENED,
        _F.VULNERABLE,
        _F.REGULATORY,
        _F.LEGAL,
        _F.REGION,
        _F.CHANNEL,
    }
)


_APPROVED: Final = frozenset({_F.ANSWER, _F.ROOT_CAUSE, _F.RESULT, _F.SEVERITY})
"""What an approval rests on: once it is changed, nothing is approved."""
_GIVEN: Final = frozenset({ComplaintState.ANSWERED, ComplaintState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an edit. With `clashes` nothing was changed."""

    row: ComplaintRow
    merged: frozenset[CaseField] = frozenset()
    clashes: tuple[Clash, ...] = ()


def change_complaint(session: Session, complaint_id: UUID, command: ChangeComplaint, asking: Asking) -> Edited:
    """Write new values of fields. What others changed since `seen_version` stays; a field that both changed to
    different values is a clash, and then nothing is written.

    Raises:
        ComplaintNotFoundError: No such complaint, or it is not this person's to see.
        NotYoursToDoError: They may see it and not edit it, or not take it out of the rules of its region.
        MoveNotPossibleError: It has ended, or the customer has the answer that was to be changed.
        StaleVersionError: `seen_version` is none that there was.
        ComplaintFieldsError: The values are wrong, alone or together with the others; or clocks of the law would be
            dropped, and nobody says why (`reason`).
    """
    row, actors = lock_workable(session, complaint_id, asking.who, WHO_MAY[Right.EDIT])
    if row.state in END_STATES:
        raise MoveNotPossibleError(row.state.value, _EDIT)
    if command.seen_version > row.version:
        raise StaleVersionError(current_version=row.version)
    subjects = SubjectRepository(session)
    before = _values(row, subjects)
    wanted = {field: _wanted(field, command.edit) for field in command.fields}
    _expect_needed(wanted)
    current = {field.value: as_json(value) for field, value in before.items()}
    since = changed_since(list_since(session, complaint_id, command.seen_version))
    merged = merge(current, {field.value: as_json(value) for field, value in wanted.items()}, since)
    others = frozenset(field for field in CaseField if field.value in merged.merged)
    if merged.clashes:
        return Edited(row, others, merged.clashes)
    applied = {field: value for field, value in wanted.items() if field.value in merged.apply}
    if not applied:
        return Edited(row, others)
    leaves = applied.get(_F.REGION, row.region) != row.region and row.region is not Region.HOUSE
    if leaves and not actors & REGION_CHANGERS:
        raise NotYoursToDoError  # the law's own clocks would be dropped
    reason = command.reason.strip()
    if leaves and not reason:
        raise ComplaintFieldsError({"reason": ComplaintProblem.MISSING})
    if _F.ABOUT_WHOM in applied and _F.ABOUT_USER_ID not in wanted:
        named = named_in(applied[_F.ABOUT_WHOM], asking)
        if named is not None and named != row.about_user_id:
            applied[_F.ABOUT_USER_ID] = named
    about = applied.get(_F.ABOUT_USER_ID)
    if about is not None and about == asking.who.user_id:
        raise NotYoursToDoError  # whoever it is about has somebody else say so
    if about is not None and asking.people.find(about) is None:
        raise ComplaintFieldsError({_F.ABOUT_USER_ID.value: ComplaintProblem.UNKNOWN})
    if _F.ANSWER in applied and row.state in _GIVEN:
        raise MoveNotPossibleError(row.state.value, _EDIT)
    _expect_right(session, row, {**before, **applied}, applied, asking)
    state = row.state
    _write(session, row, applied, subjects)
    changes: dict[str, tuple[Any, Any]] = {field.value: (before[field], applied[field]) for field in sorted(applied)}
    parted = part_with(row, about) if about is not None else {}
    changes |= parted
    unapproved = applied.keys() & _APPROVED or "answer_approved_by" in parted
    if state is ComplaintState.ANSWER_APPROVED and unapproved:
        row.answer_proposed_by = row.answer_proposed_at = row.answer_approved_by = None
        set_state(row, ComplaintState.INVESTIGATING, asking)
        changes["state"] = (state, row.state)
    dropped = follow_clocks(session, row, asking).dropped
    if dropped and not reason:
        raise ComplaintFieldsError({"reason": ComplaintProblem.MISSING})  # no date of the law goes without a word
    by = asking.who.user_id
    detail: dict[str, JsonValue] = {"dropped": list(dropped)} if dropped else {}
    add_event(session, row, Happened(EventKind.EDITED, asking.at, by, words=reason, changes=changes, detail=detail))
    above = (asking.people.supervisors(row.team) or asking.people.supervisors("")) if dropped or parted else ()
    tell(asking.events, row, by, *(each for each in above if each != row.about_user_id))
    return Edited(row, others)


def _values(row: ComplaintRow, subjects: SubjectRepository) -> dict[CaseField, Any]:
    """Return all that can be edited, as it is."""
    values: dict[CaseField, Any] = {
        field: getattr(row, field.value) for field in CaseField if field is not CaseField.SUBJECTS
    }
    wishes = [
        SubjectWish(holding_id=each["holding_id"], transaction_id=each["transaction_id"], text=each["text"])
        for each in subjects.list_of([row.complaint_id])
    ]
    values[_F.SUBJECTS] = kept_subjects(wishes)
    return values


def _wanted(field: CaseField, edit: Edit) -> Any:
    """Return what a field is to be, as it is kept."""
    value = getattr(edit, field.value)
    match field:
        case CaseField.SUBJECTS:
            return kept_subjects(value or ())
        case CaseField.REPLY:
            return kept_reply(value)
        case CaseField.FLAGS:
            return sorted(set(value or ()))
        case CaseField.OUTCOMES:
            return list(value or ())
    if value is None:
        return _EMPTY.get(field)
    return value.strip().replace("\x00", "") if type(value) is str else value


def _expect_needed(wanted: Mapping[CaseField, Any]) -> None:
    missing = {
        field.value: ComplaintProblem.MISSING
        for field, value in wanted.items()
        if field in _NEEDED and value in (None, "")
    }
    if missing:
        raise ComplaintFieldsError(missing)


def _expect_right(
    session: Session,
    row: ComplaintRow,
    values: Mapping[CaseField, Any],
    applied: Mapping[CaseField, Any],
    asking: Asking,
) -> None:
    fields = Fields(
        kind=row.kind,
        category_code=values[_F.CATEGORY_CODE],
        what_happened=values[_F.WHAT_HAPPENED],
        happened_on=values[_F.HAPPENED_ON],
        amount=values[_F.AMOUNT],
        currency=values[_F.CURRENCY],
        asked_amount=values[_F.ASKED_AMOUNT],
        asked_why=values[_F.ASKED_WHY],
        outcomes=values[_F.OUTCOMES],
        root_cause=values[_F.ROOT_CAUSE],
        result=values[_F.RESULT],
    )
    problems = problems_of(fields, asking.book, asking.options.day_of(asking.at), old_category=row.category_code)
    if _F.SUBJECTS in applied and _subject_rows(session, row, applied[_F.SUBJECTS]) is None:
        problems["subjects"] = ComplaintProblem.NOT_THEIRS
    if problems:
        raise ComplaintFieldsError(problems)


def _subject_rows(session: Session, row: ComplaintRow, kept: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    wishes = [SubjectWish.model_validate(each) for each in kept]
    return SubjectRepository(session).rows_of(wishes, row.customer_id)


def _write(session: Session, row: ComplaintRow, applied: Mapping[CaseField, Any], subjects: SubjectRepository) -> None:
    for field, value in applied.items():
        if field is not _F.SUBJECTS:
            setattr(row, field.value, value)
    if _F.SUBJECTS in applied:
        subjects.put(row.complaint_id, _subject_rows(session, row, applied[_F.SUBJECTS]) or ())
    if _F.ANSWER in applied:  # whoever approves has not seen these words
        row.answer_proposed_by = row.answer_proposed_at = row.answer_approved_by = None
    session.flush()
    if applied.keys() & _WORDS:
        found_by = words_of(row.what_happened, row.note, row.about_whom, row.person_name)
        ComplaintRepository(session).set_words(row.complaint_id, found_by)
