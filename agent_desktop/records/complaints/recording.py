"""A complaint, suggestion or praise is recorded, joined into another one, taken back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.complaint_parts import RedressState
from agent_desktop.contract.complaint_work import LinkKind, Move
from agent_desktop.contract.complaints import (
    ComplaintChannel,
    ComplaintKind,
    ComplaintProblem,
    ComplaintState,
    RecordComplaint,
    SettledAtOnce,
    Severity,
)
from agent_desktop.contract.customers import Channel
from agent_desktop.records.complaints.access import Asking, Colleague, get_readable, lock_row, lock_rows
from agent_desktop.records.complaints.checks import NOTHING
from agent_desktop.records.complaints.concerned import named_in
from agent_desktop.records.complaints.due import NO_CLOCK, facts_of, keep_standing
from agent_desktop.records.complaints.ending import drop_parts
from agent_desktop.records.complaints.errors import (
    ComplaintFieldsError,
    ComplaintNotFoundError,
    JoinRefusedError,
    NotUndoableError,
    OwnerUnknownError,
    SecondPersonNeededError,
)
from agent_desktop.records.complaints.fields import Fields, SubjectRepository, kept_reply, problems_of
from agent_desktop.records.complaints.finding import words_of
from agent_desktop.records.complaints.following import PLACES, follow_clocks, set_state
from agent_desktop.records.complaints.history import Happened, add_event, tell
from agent_desktop.records.complaints.models import ComplaintRedressRow, ComplaintRow
from agent_desktop.records.complaints.owning import owner_columns, proposed_owner
from agent_desktop.records.complaints.past import graver
from agent_desktop.records.complaints.recalling import undo_until
from agent_desktop.records.complaints.region import region_of
from agent_desktop.records.complaints.repository import ComplaintRepository, LinkRepository, next_running
from agent_desktop.records.complaints.states import END_STATES
from agent_desktop.records.contacts.repository import RECORD_KEY, ContactRepository
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.records.own import OWN_SOURCE

_P: Final = ComplaintProblem
_CONTACTS: Final[Mapping[ComplaintKind, LocalText]] = {
    ComplaintKind.COMPLAINT: {"en": "Complaint", "zh": "投诉"},
    ComplaintKind.SUGGESTION: {"en": "Suggestion", "zh": "建议"},
    ComplaintKind.PRAISE: {"en": "Praise", "zh": "表扬"},
}
_CHANNELS: Final[Mapping[ComplaintChannel, Channel]] = {
    ComplaintChannel.PHONE: Channel.PHONE,
    ComplaintChannel.BRANCH: Channel.BRANCH,
    ComplaintChannel.APP: Channel.APP,
    ComplaintChannel.EMAIL: Channel.EMAIL,
    ComplaintChannel.LETTER: Channel.LETTER,
    ComplaintChannel.SOCIAL: Channel.WEB,
    ComplaintChannel.REGULATOR: Channel.LETTER,
}


def record_complaint(session: Session, command: RecordComplaint, asking: Asking) -> ComplaintRow:
    """Record one. The same `complaint_id` again changes nothing.

    Raises:
        CustomerNotFoundError: No such customer.
        ComplaintFieldsError: Something is missing or wrong.
        SecondPersonNeededError: It is settled at once, and critical.
        OwnerUnknownError: `owner_id` is nobody who deals with complaints.
    """
    row, is_new = _recorded(session, command, asking)
    if is_new:
        if command.settled is not None and command.kind is ComplaintKind.COMPLAINT:
            _settle(session, row, command.settled, asking)
        _tell_all(row, asking)
    return row


def join_into(session: Session, into_id: UUID, command: RecordComplaint, asking: Asking) -> ComplaintRow:
    """Keep what was typed as a record of its own that goes on in an open one; return that one.

    Raises:
        ComplaintNotFoundError: No such complaint, or it is not this person's to see.
        JoinRefusedError: same_complaint, other_customer, has_ended, other_kind, other_region, received_earlier.
        ComplaintFieldsError: Something is missing or wrong.
    """
    lock_rows(session, {into_id, command.complaint_id, *command.kept_apart})
    _expect_joinable(session, command.complaint_id, command.customer_id, command.kind, into_id, asking)
    row, is_new = _recorded(session, command, asking)
    if is_new:
        join(session, row, into_id, asking)
    into = lock_row(session, into_id)
    if into is None:
        raise ComplaintNotFoundError(into_id)
    return into


def join(session: Session, row: ComplaintRow, into_id: UUID, asking: Asking, *, words: str = "") -> None:
    """Have a complaint go on in another one, which takes over all that its dates go by. Both rows are locked.

    Raises:
        ComplaintNotFoundError: No such complaint, or it is not this person's to see.
        JoinRefusedError: same_complaint, other_customer, has_ended, other_kind, other_region, received_earlier.
    """
    into = _expect_joinable(session, row.complaint_id, row.customer_id, row.kind, into_id, asking)
    if row.region is not into.region:
        raise JoinRefusedError("other_region")
    if row.received_at < into.received_at:
        raise JoinRefusedError("received_earlier")
    before, by = row.state, asking.who.user_id
    set_state(row, ComplaintState.JOINED, asking)
    row.joined_into = into_id
    drop_parts(session, row, asking)
    repository = LinkRepository(session)
    repository.add_link(row.complaint_id, LinkKind.JOINED, by=by, at=asking.at, other_id=into_id)
    if row.call_id is not None:
        repository.add_link(into_id, LinkKind.CONTACT, by=by, at=asking.at, call_id=row.call_id)
    changes: dict[str, tuple[Any, Any]] = {"state": (before, row.state), "joined_into": (None, into_id)}
    detail: dict[str, JsonValue] = {"move": Move.JOIN.value, "into_id": str(into_id)}
    add_event(session, row, Happened(EventKind.MOVED, asking.at, by, words=words, changes=changes, detail=detail))
    follow_clocks(session, row, asking)
    came: dict[str, JsonValue] = {"link": "joined_by", "other_id": str(row.complaint_id), "number": row.number}
    covered = _cover(into, row)
    linked = Happened(EventKind.LINKED, asking.at, by, words=row.what_happened, changes=covered, detail=came)
    add_event(session, into, linked)
    if covered:
        follow_clocks(session, into, asking)
    tell(asking.events, into, by)
    tell(asking.events, row, by)


def _cover(into: ComplaintRow, row: ComplaintRow) -> dict[str, tuple[Any, Any]]:
    """Have a complaint be as grave, and by as many rules, as one that goes on in it; return what that changed."""
    wanted: dict[str, Any] = {
        "severity": graver(into.severity, row.severity),
        "vulnerable": into.vulnerable or row.vulnerable,
        "regulatory": into.regulatory or row.regulatory,
        "legal": into.legal or row.legal,
        "flags": sorted({*into.flags, *row.flags}),
    }
    changes = {name: (getattr(into, name), value) for name, value in wanted.items() if getattr(into, name) != value}
    for name, (_, value) in changes.items():
        setattr(into, name, value)
    return changes


def undo_recording(session: Session, complaint_id: UUID, asking: Asking) -> ComplaintRow:
    """Take back a record that was just made. Its number is never given again, and its history says why it is gone.

    Raises:
        ComplaintNotFoundError: No such complaint, or it is not this person's to see.
        NotUndoableError: The time is over, somebody has begun with it, or it is another's.
    """
    known = get_readable(session, complaint_id, asking.who)
    lock_rows(session, {complaint_id, *({known.joined_into} if known.joined_into is not None else ())})
    row = lock_row(session, complaint_id)
    if row is None or undo_until(session, row, asking) is None:
        raise NotUndoableError
    before, into_id = row.state, row.joined_into
    ContactRepository(session).drop(complaint_id)
    row.joined_into = None
    set_state(row, ComplaintState.UNDONE, asking)
    drop_parts(session, row, asking)
    changes = {"state": (before, row.state)}
    add_event(session, row, Happened(EventKind.UNDONE, asking.at, asking.who.user_id, changes=changes))
    follow_clocks(session, row, asking)
    into = lock_row(session, into_id) if into_id is not None else None
    if into is not None:
        gone: dict[str, JsonValue] = {"link": "joined_taken_back", "other_id": str(complaint_id)}
        add_event(session, into, Happened(EventKind.LINKED, asking.at, asking.who.user_id, detail=gone))
        tell(asking.events, into, asking.who.user_id)
    tell(asking.events, row, asking.who.user_id)
    return row


def _recorded(session: Session, command: RecordComplaint, asking: Asking) -> tuple[ComplaintRow, bool]:
    known = lock_row(session, command.complaint_id)
    if known is not None:
        if known.recorded_by != asking.who.user_id:
            raise ComplaintNotFoundError(command.complaint_id)
        return known, False
    if command.customer_id is not None and not CustomerRepository(session).exists(command.customer_id):
        raise CustomerNotFoundError(command.customer_id)
    repository, subjects = ComplaintRepository(session), SubjectRepository(session)
    kept = subjects.rows_of(command.subjects, command.customer_id)
    _expect_right(session, command, asking, subjects_are_theirs=kept is not None)
    if command.settled is not None and command.severity is Severity.CRITICAL:
        raise SecondPersonNeededError
    about_user_id = command.about_user_id or named_in(command.about_whom, asking)
    owner = _owner(session, command, asking, about_user_id)
    received_at = min(command.received_at or asking.at, asking.at)
    repeat_of = None
    if command.customer_id is not None and command.kind is ComplaintKind.COMPLAINT:
        since = asking.at - timedelta(days=asking.book.plan.repeat_days)
        repeat_of = repository.find_repeated(command.customer_id, command.category_code.partition(".")[0], since)
    year = asking.options.day_of(asking.at).year
    prefix = asking.book.plan.numbers[command.kind]
    lock_rows(session, {*command.kept_apart, *({repeat_of} if repeat_of is not None else ())})
    running = next_running(session, prefix, year)  # after every other lock: whoever records next waits for it
    what = command.what_happened.strip().replace("\x00", "")
    values: dict[str, Any] = {
        "complaint_id": command.complaint_id,
        "version": 1,
        "prefix": prefix,
        "year": year,
        "running": running,
        "number": f"{prefix}-{year % 100:02d}-{running:05d}",
        "kind": command.kind,
        "state": ComplaintState.REGISTERED,
        "state_place": PLACES[ComplaintState.REGISTERED],
        "state_since": asking.at,
        "customer_id": command.customer_id,
        "person_name": command.person_name.strip(),
        "call_id": command.call_id,
        "script_run": command.script_run,
        "channel": command.channel,
        "category_code": command.category_code,
        "product_code": command.product_code,
        "severity": command.severity,
        "what_happened": what,
        "happened_on": command.happened_on,
        "amount": command.amount,
        "currency": command.currency,
        "asked_amount": command.asked_amount,
        "asked_why": command.asked_why.strip(),
        "outcomes": list(command.outcomes),
        "about_whom": command.about_whom.strip(),
        "about_user_id": about_user_id,
        "reply": kept_reply(command.reply),
        "vulnerable": command.vulnerable,
        "regulatory": command.regulatory,
        "legal": command.legal,
        "flags": sorted(set(command.flags)),
        "region": command.region or region_of(session, command.customer_id, asking),
        "note": command.note.strip(),
        "attach_recording": command.attach_recording,
        "recorded_by": asking.who.user_id,
        "registered_at": asking.at,
        "received_at": received_at,
        "repeat_of": repeat_of,
        "due_order": NO_CLOCK,
        **owner_columns(owner, asking.book.team_of(command.category_code)),
    }
    repository.insert(values, words_of(what, command.note, command.about_whom, command.person_name))
    subjects.put(command.complaint_id, kept or ())
    row = lock_row(session, command.complaint_id)
    if row is None:
        raise ComplaintNotFoundError(command.complaint_id)
    _link(session, row, command, asking)
    _add_contact(session, row)
    detail: dict[str, JsonValue] = {"category_code": row.category_code, "owner_id": str(row.owner_id or "")}
    happened = Happened(EventKind.RECORDED, asking.at, asking.who.user_id, detail=detail)
    add_event(session, row, happened, is_first=True)
    session.flush()
    by, at, events = asking.who.user_id, asking.at, asking.events
    keep_standing(row, asking.clocks.start_clocks(session, facts_of(row), by=by, at=at, events=events))
    session.flush()
    return row, True


def _expect_right(session: Session, command: RecordComplaint, asking: Asking, *, subjects_are_theirs: bool) -> None:
    fields = Fields(
        kind=command.kind,
        category_code=command.category_code,
        what_happened=command.what_happened,
        happened_on=command.happened_on,
        amount=command.amount,
        currency=command.currency,
        asked_amount=command.asked_amount,
        asked_why=command.asked_why,
        outcomes=command.outcomes,
        root_cause=command.settled.root_cause if command.settled is not None else "",
        result=command.settled.result if command.settled is not None else "",
    )
    problems = problems_of(fields, asking.book, asking.options.day_of(asking.at))
    if not subjects_are_theirs:
        problems["subjects"] = _P.NOT_THEIRS
    repository = ComplaintRepository(session)
    apart = repository.list_by_id(command.kept_apart)
    same = all(repository.is_same_person(each.customer_id, command.customer_id) for each in apart)
    if len(apart) < len(set(command.kept_apart)) or not same:
        problems["kept_apart"] = _P.NOT_THEIRS
    if command.settled is not None and command.kind is not ComplaintKind.COMPLAINT:
        problems["settled"] = _P.NOT_FOR_THIS_KIND
    about = command.about_user_id
    if about is not None and asking.people.find(about) is None:
        problems["about_user_id"] = _P.UNKNOWN
    if command.settled is not None and asking.who.user_id in (about, named_in(command.about_whom, asking)):
        problems["settled"] = _P.CONCERNED
    if problems:
        raise ComplaintFieldsError(problems)


def _owner(session: Session, command: RecordComplaint, asking: Asking, about_user_id: UUID | None) -> Colleague | None:
    if command.owner_id is not None and command.owner_id == about_user_id:
        raise ComplaintFieldsError({"owner_id": _P.CONCERNED})
    if command.settled is not None and command.owner_id is None and asking.who.user_id != about_user_id:
        return asking.people.find(asking.who.user_id)
    if command.owner_id is None:
        return proposed_owner(session, asking, command.category_code, about_user_id)
    owner = asking.people.find(command.owner_id)
    if owner is None or not owner.deals_with_complaints:
        raise OwnerUnknownError
    return owner


def _link(session: Session, row: ComplaintRow, command: RecordComplaint, asking: Asking) -> None:
    repository, by, at = LinkRepository(session), asking.who.user_id, asking.at
    for other_id in dict.fromkeys(command.kept_apart):
        repository.add_link(row.complaint_id, LinkKind.KEPT_APART, by=by, at=at, other_id=other_id)
    if row.repeat_of is not None:
        repository.add_link(row.complaint_id, LinkKind.REPEAT_OF, by=by, at=at, other_id=row.repeat_of)
    if row.call_id is not None:
        repository.add_link(row.complaint_id, LinkKind.CONTACT, by=by, at=at, call_id=row.call_id)


def _add_contact(session: Session, row: ComplaintRow) -> None:
    """Have the timeline of the customer tell of what came without a call of ours."""
    if row.customer_id is None or row.call_id is not None:
        return
    names = _CONTACTS[row.kind]
    ContactRepository(session).add(
        {
            "contact_id": row.complaint_id,
            "source_code": OWN_SOURCE,
            "source_key": f"{RECORD_KEY}{row.complaint_id}",
            "customer_id": row.customer_id,
            "interaction_id": None,
            "at": row.received_at,
            "channel": _CHANNELS[row.channel],
            "subject": {language: f"{name} {row.number}" for language, name in names.items()},
            "outcome": {},
            "duration_seconds": None,
        }
    )


def _settle(session: Session, row: ComplaintRow, settled: SettledAtOnce, asking: Asking) -> None:
    """The customer took an answer in the contact: where the rules let it, that is the end of it."""
    by, at = asking.who.user_id, asking.at
    row.answer, row.root_cause, row.result = settled.answer.strip(), settled.root_cause, settled.result
    row.answer_proposed_by, row.answer_proposed_at, row.answered_at = by, at, at
    row.first_contact = True
    before = row.state
    ends = row.region in asking.book.plan.settled_ends_at_once and row.asked_amount is None
    set_state(row, ComplaintState.CLOSED if ends else ComplaintState.ACCEPTED, asking)
    if ends:
        nothing = ComplaintRedressRow(
            complaint_id=row.complaint_id, kind=NOTHING, state=RedressState.APPROVED, reason=settled.answer[:500],
            proposed_by=by, proposed_at=at, decided_by=by, decided_at=at, approved_at=at,
        )  # fmt: skip
        session.add(nothing)
    changes: dict[str, tuple[Any, Any]] = {
        "state": (before, row.state),
        "answer": ("", row.answer),
        "root_cause": ("", row.root_cause),
        "result": ("", row.result),
    }
    detail: dict[str, JsonValue] = {"move": Move.SETTLE.value, "first_contact": True}
    add_event(session, row, Happened(EventKind.MOVED, at, by, changes=changes, detail=detail))
    follow_clocks(session, row, asking)


def _tell_all(row: ComplaintRow, asking: Asking) -> None:
    others: list[UUID] = []
    if asking.book.plan.severities[row.severity].tells_supervisor:
        others += asking.people.supervisors(row.team) or asking.people.supervisors("")
    tell(asking.events, row, asking.who.user_id, *(each for each in others if each != row.about_user_id))


def _expect_joinable(
    session: Session, complaint_id: UUID, customer_id: UUID | None, kind: ComplaintKind, into_id: UUID, asking: Asking
) -> ComplaintRow:
    lock_row(session, into_id)
    into = get_readable(session, into_id, asking.who)
    if into_id == complaint_id:
        raise JoinRefusedError("same_complaint")
    if into.kind is not kind:
        raise JoinRefusedError("other_kind")
    if not ComplaintRepository(session).is_same_person(customer_id, into.customer_id):
        raise JoinRefusedError("other_customer")
    if into.state in END_STATES:
        raise JoinRefusedError("has_ended")
    return into
