"""A callback is made once for a person and reason, at a lawful time, and nothing of it vanishes."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import DoNotCallScope, Shift
from agent_desktop.contract.callbacks import CallbackEventKind, CallbackKind, CallbackState, PlaceBasis
from agent_desktop.records.callbacks.changing import NewPlace, cancel_callback, move_callback, reopen_callback
from agent_desktop.records.callbacks.do_not_call import add_do_not_call, end_do_not_call
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import AttemptRepository
from agent_desktop.records.callbacks.shifts import put_shifts
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.interactions.linking import link_customer, undo_link
from tests.records.callbacks.made import NOON, Office, book

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(session: Session) -> Office:
    return Office(session)


def history(office: Office, callback_id: UUID) -> list[CallbackEventKind]:
    return [row["kind"] for row in AttemptRepository(office.session).history_of(callback_id)]


def test_without_a_time_it_is_due_in_half_an_hour_in_a_window_at_a_place_that_is_assumed_and_said(
    office: Office,
) -> None:
    row = office.make(office.customer()).row

    assert (row.due_at, row.window_from, row.window_to) == (
        NOON + 30 * MINUTE, NOON + 15 * MINUTE, NOON + 45 * MINUTE
    )  # fmt: skip
    assert (row.region, row.basis, row.zones) == ("HK", PlaceBasis.ADDRESS, ["Asia/Hong_Kong"])
    assert (row.owner_until, row.expires_at) == (NOON + 40 * MINUTE, NOON + 105 * MINUTE)
    assert (row.queue_code, row.attempts_most, row.version) == ("general", 3, 1)
    assert office.told("callback.changed") == [office.me]
    assert history(office, row.callback_id) == [CallbackEventKind.MADE]


def test_a_second_one_for_the_same_joins_with_its_word_and_moves_only_to_a_time_that_was_said(office: Office) -> None:
    customer_id = office.customer()
    first = office.make(customer_id).row

    joined = office.make(customer_id, reason="And the fee", due_at=None)
    assert (joined.joined, joined.row.callback_id) == (True, first.callback_id)
    assert (joined.row.reason, joined.row.due_at) == ("The loan / And the fee", NOON + 30 * MINUTE)
    moved = office.make(customer_id, reason="The loan", due_at=NOON + timedelta(days=1))
    assert moved.row.due_at == NOON + timedelta(days=1)
    assert not office.make(customer_id, reason_code="card").joined
    assert not office.make(office.customer("2")).joined
    assert history(office, first.callback_id) == [CallbackEventKind.MADE, *[CallbackEventKind.JOINED] * 2]
    words = [each["words"] for each in AttemptRepository(office.session).history_of(first.callback_id)]
    assert words == ["The loan", "And the fee", "The loan"]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"due_at": NOON - MINUTE}, "time_past"),
        ({"due_at": NOON + timedelta(days=30, minutes=1)}, "time_too_far"),
        ({"due_at": NOON + timedelta(hours=10)}, "unlawful_hour"),
        ({"due_at": NOON + timedelta(hours=8, minutes=15)}, "against_wish"),
        ({"number": ""}, "no_number"),
        ({"reason_code": "nothing"}, "reason_unknown"),
        ({"reason_code": "visit"}, "reason_unknown"),  # of another kind
    ],
)
def test_what_cannot_be_kept_is_refused_with_why(office: Office, values: dict[str, object], problem: str) -> None:
    customer_id = office.customer(wishes=[{"en": "No calls after 20:00", "zh": "20:00后请勿致电"}])

    with pytest.raises(CallbackRefusedError) as refused:
        office.make(customer_id, **values)

    assert refused.value.problem == problem
    if problem in ("unlawful_hour", "against_wish"):  # tomorrow at nine in Hong Kong
        assert refused.value.details["next_at"] == datetime(2026, 6, 17, 1, tzinfo=UTC).isoformat()


def test_late_in_the_evening_it_is_due_in_the_morning_and_the_hours_are_those_of_where_they_are(
    office: Office,
) -> None:
    office.at = datetime(2026, 6, 16, 13, 30, tzinfo=UTC)  # half past nine in the evening in Hong Kong
    at_home = office.make(office.customer()).row
    abroad = office.make(office.customer("2", "+85261230002"), region="GB", number="+85261230002").row

    assert at_home.due_at == datetime(2026, 6, 17, 1, tzinfo=UTC)
    assert at_home.window_from == at_home.due_at  # not a minute before
    assert (abroad.due_at, abroad.region, abroad.basis) == (
        datetime(2026, 6, 16, 14, tzinfo=UTC), "GB", PlaceBasis.GIVEN
    )  # fmt: skip


def test_no_call_on_a_holiday_that_forbids_it_and_none_to_who_wishes_none(office: Office) -> None:
    office.book = book(date(2026, 6, 17))
    office.at = datetime(2026, 6, 16, 21, tzinfo=UTC)
    paris = office.customer(address="3 Rue du Lac, Paris, France")
    assert office.make(paris).row.due_at == datetime(2026, 6, 18, 8, tzinfo=UTC)

    office.at = NOON
    other = office.customer("2", "+85261230002")
    entry = add_do_not_call(
        office.session, customer_id=other, number="", scope=DoNotCallScope.MARKETING, words="", by=office.me, at=NOON
    )
    visit = {"kind": CallbackKind.RELATIONSHIP, "reason_code": "visit", "number": "+85261230002"}
    with pytest.raises(CallbackRefusedError, match="callback_refused"):
        office.make(other, **visit)
    assert office.make(other, number="+85261230002").row.state is CallbackState.OPEN  # what they asked for themselves
    waits = office.make(other, reason_code="card", number="+85261230002").row
    waits.to_sync = False
    assert end_do_not_call(office.session, entry, words="They asked", by=office.me, at=NOON)
    assert office.row(waits.callback_id).to_sync  # telephony hears of it
    assert not end_do_not_call(office.session, entry, words="Again", by=office.me, at=NOON)
    assert office.make(other, **visit).row.state is CallbackState.OPEN
    quiet = office.customer("3", "+85261230003", wishes=[{"en": "No sales calls", "zh": "请勿推销"}])
    with pytest.raises(CallbackRefusedError):
        office.make(quiet, **visit | {"number": "+85261230003"})


def test_the_owners_shift_counts_where_it_is_known(office: Office) -> None:
    tomorrow = NOON + timedelta(hours=22)
    shifts = [Shift(from_at=tomorrow, until_at=tomorrow + timedelta(hours=8))]
    day = timedelta(days=2)
    assert put_shifts(
        office.session, office.me, from_at=NOON - day, until_at=NOON + day, shifts=shifts, by=office.me, at=NOON
    )
    backwards = [Shift(from_at=tomorrow, until_at=tomorrow - MINUTE)]
    assert not put_shifts(
        office.session, office.me, from_at=NOON, until_at=NOON + day, shifts=backwards, by=office.me, at=NOON
    )
    office.at = datetime(2026, 6, 16, 13, 30, tzinfo=UTC)  # at night: the next lawful time is looked for

    assert office.make(office.customer()).row.due_at == tomorrow


def test_nobody_known_is_called_back_by_the_number_and_it_is_the_customers_once_they_are_known(office: Office) -> None:
    unknown = office.make(None).row
    assert unknown.person_id is None
    assert office.make(None, reason="Again").joined

    customer_id = office.customer()
    known = office.make(customer_id)

    assert (known.joined, known.row.callback_id, known.row.person_id) == (True, unknown.callback_id, customer_id)


def test_the_database_itself_holds_one_open_for_a_person_and_reason_and_a_history_that_only_grows(
    office: Office,
) -> None:
    row = office.make(office.customer()).row
    columns = {each.key: getattr(row, each.key) for each in sa.inspect(CallbackRow).columns}
    with pytest.raises(sa.exc.IntegrityError), office.session.begin_nested():
        office.session.execute(sa.insert(CallbackRow).values(**columns | {"callback_id": uuid4()}))
    for change in ("DELETE FROM callback_events", "UPDATE callback_events SET words = 'x'"):
        with pytest.raises(sa.exc.IntegrityError), office.session.begin_nested():
            office.session.execute(sa.text(change))


def test_accounts_that_are_merged_bring_their_callbacks_together_and_no_word_is_lost(office: Office) -> None:
    one, other = office.customer(), office.customer("2", "+85261230002")
    first = office.make(one, due_at=NOON + timedelta(hours=2)).row
    second = office.make(other, reason="The fee", number="+85261230002").row
    apart = office.make(other, reason_code="card", number="+85261230002").row

    office.session.add_all(MergedAccountRow(customer_id=each, lead_id=one, merged_at=NOON) for each in (one, other))
    office.session.flush()

    first, second, apart = (office.row(each.callback_id) for each in (first, second, apart))
    assert (second.state, second.person_id, second.reason) == (CallbackState.OPEN, one, "The fee / The loan")
    assert (first.state, first.joined_into) == (CallbackState.JOINED, second.callback_id)
    assert (apart.state, apart.person_id) == (CallbackState.OPEN, one)
    assert history(office, first.callback_id)[-1] is CallbackEventKind.JOINED_AWAY
    assert history(office, second.callback_id)[-1] is CallbackEventKind.JOINED
    assert office.make(one, reason="Third").row.callback_id == second.callback_id

    office.session.execute(sa.delete(MergedAccountRow))
    assert office.row(second.callback_id).person_id == other


def test_it_goes_with_the_call_in_which_it_was_made_when_that_was_another_customers(office: Office) -> None:
    wrong, right = office.customer(), office.customer("2", "+85261230002")
    call_id = uuid4()
    link_customer(office.session, call_id=call_id, customer_id=wrong, at=NOON, by=office.me, events=office.events)
    row = office.make(wrong, call_id=call_id).row
    waiting = office.make(right, reason="The fee", number="+85261230002").row

    later = NOON + timedelta(minutes=1)
    linked = link_customer(
        office.session, call_id=call_id, customer_id=right, at=later, by=office.me, events=office.events
    )

    row, waiting = office.row(row.callback_id), office.row(waiting.callback_id)
    assert (row.customer_id, row.state, row.joined_into) == (right, CallbackState.JOINED, waiting.callback_id)
    assert waiting.reason == "The fee / The loan"
    assert linked.deed_id is not None
    other = office.make(right, reason_code="card", call_id=call_id).row
    undo_link(office.session, call_id=call_id, deed_id=linked.deed_id, at=later, by=office.me, events=office.events)
    assert office.row(other.callback_id).customer_id == wrong


def test_moved_cancelled_and_opened_again_with_history(office: Office) -> None:
    row = office.make(office.customer()).row
    move_callback(
        office.doing(), row, NOON + timedelta(days=2, hours=6), NewPlace("GB"), words="Abroad", by_supervisor=False
    )
    assert (row.region, row.basis) == ("GB", PlaceBasis.GIVEN)
    with pytest.raises(CallbackRefusedError, match="callback_refused"):
        cancel_callback(office.doing(), row, words="")
    cancel_callback(office.doing(), row, words="They wrote")
    assert (row.state, row.next_at) == (CallbackState.CANCELLED, None)
    office.at += timedelta(days=3)
    reopen_callback(office.doing(), row, words="After all")

    assert (row.state, row.ended_at, row.due_at) == (CallbackState.OPEN, None, office.at + timedelta(hours=3))
    kinds = [CallbackEventKind.MADE, CallbackEventKind.MOVED, CallbackEventKind.CANCELLED, CallbackEventKind.REOPENED]
    assert history(office, row.callback_id) == kinds
    cancel_callback(office.doing(), row, words="Again")
    office.make(row.customer_id)
    with pytest.raises(CallbackRefusedError) as refused:
        reopen_callback(office.doing(), row, words="")
    assert refused.value.problem == "open_already"
