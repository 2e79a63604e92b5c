"""What its time brings to a callback, what attempts come to, and the figures of it all."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import (
    CallbackEnd,
    CallbackEventKind,
    CallbackOutcome,
    CallbackState,
    CallbackStep,
    Obstacle,
)
from agent_desktop.records.callbacks.attempting import (
    Said,
    dial_callback,
    dial_obstacles,
    finish_attempt,
    return_callback,
    take_callback,
)
from agent_desktop.records.callbacks.changing import NewOwner, NewPlace, called_in, hand_over_callback, move_callback
from agent_desktop.records.callbacks.deeds import around_row
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.figures import Looked, callback_figures
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.previewing import Around, preview_callback
from agent_desktop.records.callbacks.repository import AttemptRepository, CallbackRepository
from agent_desktop.records.callbacks.showing import show_callback
from tests.records.callbacks.made import NOON, NUMBER, Office, names_of
from tests.records.trial import TrialBank

_O = CallbackOutcome


@pytest.fixture
def office(session: Session) -> Office:
    return Office(session)


def kinds(office: Office, row: CallbackRow) -> list[CallbackEventKind]:
    return [each["kind"] for each in AttemptRepository(office.session).history_of(row.callback_id)]


def attempt(office: Office, row: CallbackRow, outcome: CallbackOutcome, **said: object) -> None:
    """Take it, dial, and say what it came to."""
    take_callback(office.doing(), row, office.me)
    dial_callback(office.doing(), row, office.me, number=row.number, call_id=uuid4())
    finish_attempt(office.doing(), row, Said(outcome, **said))  # type: ignore[arg-type]


def test_its_owner_is_reminded_then_it_is_the_teams_the_queues_and_the_supervisors_and_never_gone(
    office: Office,
) -> None:
    mate, other = uuid4(), uuid4()
    row = office.make(office.customer(), team="Service").row
    workable = CallbackRepository(office.session)

    def may(who: UUID, team: str = "", *queues: str) -> bool:
        reader = office.asking(who, team=team, queue_codes=frozenset(queues)).reader
        return workable.find_workable(row.callback_id, reader, office.at) is not None

    assert (may(office.me), may(mate, "Service"), may(other, "", "general")) == (True, False, False)
    office.later(minutes=29)
    assert (row.state, office.told("callback.reminded")) == (CallbackState.DUE, [office.me] * 2)
    office.later(minutes=1)
    assert office.told("callback.reminded") == [office.me] * 3
    office.later(minutes=11)
    assert (may(mate, "Service"), may(other, "", "general")) == (True, False)
    office.later(minutes=10)
    assert (may(mate, "Service"), may(other, "", "general")) == (True, True)
    assert (row.kept, row.judged_until, row.state) == (False, row.window_to, CallbackState.DUE)
    office.later(hours=2)
    assert row.state is CallbackState.EXPIRED
    assert may(office.me)
    made = [CallbackEventKind.MADE, CallbackEventKind.TO_TEAM, CallbackEventKind.TO_QUEUE, CallbackEventKind.EXPIRED]
    assert kinds(office, row) == made
    office.later(days=40)
    assert row.state is CallbackState.EXPIRED

    hand_over_callback(office.doing(), row, NewOwner(mate, name="Bea"), from_name="May", words="Yours")
    assert (row.state, row.owner_id, row.owner_until) == (CallbackState.OPEN, mate, office.at + timedelta(minutes=10))


def test_two_never_have_it_at_once_and_who_dials_nobody_loses_it(office: Office) -> None:
    row = office.make(office.customer()).row
    other = uuid4()
    take_callback(office.doing(), row, office.me)
    take_callback(office.doing(), row, office.me)
    with pytest.raises(CallbackRefusedError) as refused:
        take_callback(office.doing(other), row, other)
    assert refused.value.problem == "in_other_hands"
    with pytest.raises(CallbackRefusedError):
        dial_callback(office.doing(other), row, other, number=NUMBER, call_id=uuid4())
    office.later(minutes=16)
    assert (row.held_by, row.state) == (None, CallbackState.DUE)
    take_callback(office.doing(other), row, other)
    return_callback(office.doing(), row, office.me)  # has it no more
    assert row.held_by == other
    dial_callback(office.doing(other), row, other, number=NUMBER, call_id=uuid4())
    with pytest.raises(sa.exc.IntegrityError), office.session.begin_nested():
        office.session.execute(
            sa.text(
                "INSERT INTO callback_attempts (attempt_id, callback_id, at, by_id, number)"
                " VALUES (gen_random_uuid(), :id, now(), :id, '+85261234567')"
            ),
            {"id": row.callback_id},
        )
    around = around_row(office.doing(), row)
    found = dial_obstacles(office.doing(), row, office.me, around, number=NUMBER, on_line=False)
    assert found == (Obstacle.IN_OTHER_HANDS,)


def test_three_attempts_at_lawful_times_then_a_supervisor_decides(office: Office) -> None:
    row = office.make(office.customer()).row
    office.later(minutes=20)

    attempt(office, row, _O.BUSY)
    assert (row.due_at, row.attempts, row.kept) == (office.at + timedelta(minutes=15), 1, True)
    office.at = NOON + timedelta(hours=8, minutes=30)  # half past eight: an hour later is too late in the evening
    attempt(office, row, _O.FAILED)
    assert row.attempts == 1  # the carrier's failure is no attempt
    with pytest.raises(CallbackRefusedError) as refused, office.session.begin_nested():
        attempt(office, row, _O.NO_ANSWER, next_at=NOON + timedelta(hours=10))  # ten in the evening
    assert refused.value.problem == "unlawful_hour"
    row = office.row(row.callback_id)
    attempt(office, row, _O.NO_ANSWER)
    assert (row.due_at, row.attempts) == (NOON + timedelta(hours=21), 2)  # nine in the morning


def test_the_last_attempt_in_vain_is_the_supervisors_who_may_have_one_more(office: Office) -> None:
    row = office.make(office.customer()).row
    for _ in range(3):
        office.at = max(office.at, row.due_at)
        attempt(office, row, _O.MACHINE)
    assert (row.state, row.attempts, row.held_by) == (CallbackState.EXPIRED, 3, None)
    callback = show_callback(office.session, row.callback_id, office.asking())
    assert CallbackStep.TAKE not in callback.steps
    around = around_row(office.doing(), row)
    found = dial_obstacles(office.doing(), row, office.me, around, number=NUMBER, on_line=False)
    assert Obstacle.ATTEMPTS_USED in found
    later = NOON + timedelta(days=1)
    with pytest.raises(CallbackRefusedError):
        move_callback(office.doing(), row, later, NewPlace(), words="", by_supervisor=False)
    move_callback(office.doing(), row, later, NewPlace(), words="Once more", by_supervisor=True)
    assert (row.state, row.attempts_most) == (CallbackState.OPEN, 4)
    office.at = later
    attempt(office, row, _O.REACHED, note="Told them")
    assert (row.state, row.ended_as, row.next_at) == (CallbackState.DONE, CallbackEnd.REACHED, None)


def test_where_somebody_else_answers_another_number_is_tried_and_never_that_one(office: Office) -> None:
    phones = {NUMBER: "mobile", "+85223450001": "home"}
    customer_id = TrialBank(office.session).customer("9", phones=phones, address="Kowloon Tong")
    row = office.make(customer_id).row

    attempt(office, row, _O.WRONG_PERSON)
    assert (row.number, row.wrong_numbers) == ("+85223450001", [NUMBER])
    around = around_row(office.doing(), row)
    found = dial_obstacles(office.doing(), row, office.me, around, number=NUMBER, on_line=True)
    assert found == (Obstacle.WRONG_NUMBER, Obstacle.ON_THE_LINE)
    attempt(office, row, _O.WRONG_PERSON)
    assert row.state is CallbackState.EXPIRED  # there is no number left


def test_who_refuses_is_not_called_again_and_who_calls_first_closes_it(office: Office) -> None:
    row = office.make(office.customer()).row
    attempt(office, row, _O.REFUSED, do_not_call=True)
    assert row.ended_as is CallbackEnd.REFUSED
    with pytest.raises(CallbackRefusedError) as refused:
        office.make(row.customer_id, reason_code="card")
    assert refused.value.problem == "do_not_call"

    first = office.make(office.customer("2", "+85261230002"), number="+85261230002").row
    called_in(office.doing(), first, closes=False, words="Asks about the fee")
    assert (first.state, first.kept, first.reason) == (CallbackState.OPEN, True, "The loan / Asks about the fee")
    called_in(office.doing(), first, closes=True, words="Answered")
    assert (first.state, first.ended_as) == (CallbackState.DONE, CallbackEnd.CALLED_IN)


def test_nobody_says_what_it_came_to_and_the_supervisor_has_it(office: Office) -> None:
    row = office.make(office.customer()).row
    take_callback(office.doing(), row, office.me)
    dial_callback(office.doing(), row, office.me, number=NUMBER, call_id=uuid4())

    office.later(hours=3)
    assert row.state is CallbackState.DIALLING
    office.later(hours=2)

    assert (row.state, row.attempts, row.held_by) == (CallbackState.EXPIRED, 0, None)
    attempts = AttemptRepository(office.session)
    assert attempts.find_under_way(row.callback_id) is None
    assert [each.outcome for each in attempts.list_of(row.callback_id)] == [_O.FAILED]


def test_the_preview_says_what_may_be_said_and_what_speaks_against_it(office: Office) -> None:
    customer_id = office.customer(name_latin="Mei Lam", title="Ms")
    row = office.make(customer_id, told=True).row

    preview = preview_callback(office.session, row, office.asking(), Around(("hotline",)))

    assert preview.obstacles == (Obstacle.TOO_EARLY,)
    assert preview.detail.callback.number_masked != NUMBER
    assert "loan" not in str(preview.say_first).lower()
    assert "Ms Mei Lam" in preview.say_first.opening["en"]
    assert preview.detail.callback.place.region == "HK"
    assert [event.kind for event in preview.detail.history] == [CallbackEventKind.MADE]
    office.at = NOON + timedelta(minutes=20)
    assert preview_callback(office.session, row, office.asking(), Around()).obstacles == ()
    office.at = NOON + timedelta(hours=10)
    late = preview_callback(office.session, row, office.asking(), Around(on_line=True))
    assert late.obstacles == (Obstacle.UNLAWFUL_HOUR, Obstacle.ON_THE_LINE)
    assert late.next_at == NOON + timedelta(hours=21)


def test_figures_are_those_that_sql_written_by_hand_counts(office: Office) -> None:
    customers = [office.customer(str(each), f"+8526123000{each}") for each in range(6)]
    rows = [office.make(each, number=f"+8526123000{place}").row for place, each in enumerate(customers)]
    office.at = NOON + timedelta(minutes=20)
    attempt(office, rows[0], _O.REACHED)  # kept at once
    attempt(office, rows[1], _O.BUSY)
    office.at = NOON + timedelta(minutes=60)
    attempt(office, rows[1], _O.REACHED)  # kept, two attempts
    called_in(office.doing(), rows[2], closes=True, words="")  # 15 minutes late
    office.later(minutes=45)
    attempt(office, rows[3], _O.REACHED)  # an hour late
    office.later(minutes=1)  # rows 4 and 5: nobody

    figures = callback_figures(office.session, NOON, NOON + timedelta(days=1), at=office.at, names_of=names_of)

    by_hand = office.session.execute(
        sa.text(
            """
            SELECT count(*), count(*) FILTER (WHERE kept), count(*) FILTER (WHERE ended_as = 'reached'),
                (SELECT count(*) FROM callback_attempts a JOIN callbacks c USING (callback_id)
                 WHERE c.ended_as = 'reached')
            FROM callbacks WHERE judged_until IS NOT NULL
            """
        )
    ).one()
    assert tuple(by_hand) == (6, 2, 3, 4)
    assert (figures.all.promised, figures.all.kept, figures.all.kept_percent) == (6, 2, 33.3)
    assert (figures.all.reached, figures.all.attempts_to_reach) == (3, 1.33)
    assert figures.all.median_late_minutes == 7.5  # 0, 0, 15 and 60 minutes
    assert figures.all.open_late == 2
    assert [(each.key, each.promised) for each in figures.agents] == [(str(office.me), 6)]
    assert [(each.key, each.kept) for each in figures.queues] == [("general", 2)]
    assert [(each.key, each.name["en"]) for each in figures.kinds] == [("promised", "Promised")]
    assert (
        callback_figures(office.session, NOON - timedelta(days=1), NOON, at=NOON, names_of=names_of).all.promised == 0
    )
    for looked, promised, late in (
        (Looked(("general",), ()), 6, 2),
        (Looked((), (office.me,)), 6, 2),
        (Looked(("cards",), (uuid4(),)), 0, 0),
    ):
        day = (NOON, NOON + timedelta(days=1))
        seen = callback_figures(office.session, *day, at=office.at, names_of=names_of, looked=looked).all
        assert (seen.promised, seen.open_late) == (promised, late)
