"""Forecast, the day by half hours and the next half hour, over HTTP on what calls there were."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.figures import LevelVariant
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.staffing import (
    Assumptions,
    ForecastCause,
    ForecastMethod,
    ForecastState,
    HistoryKind,
    NextHalfHour,
    StaffingDay,
)
from agent_desktop.records.figures.models import LevelDefinitionRow
from agent_desktop.records.staffing.library import LibraryAnswer, LibraryAwayError, Wish
from agent_desktop.records.staffing.reading import forecast_between
from agent_desktop.server.composition import Clocks
from agent_desktop.server.schedule import schedule_of
from agent_desktop.server.staffing.making import Forecasting, forecast_now
from agent_desktop.server.staffing.repository import StaffingRepository
from agent_desktop.server.staffing.rules import StaffingRules, staffing_rules
from agent_desktop.staffing.needs import agents_needed
from telephony.contract import EndCause
from telephony.statistics.records import Fate
from telephony.statistics.repository import StatisticsRepository
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.staffing.past import call, put_calls, queue_id
from tests.server.support import HandClock, error_code, until

NINE = datetime(2026, 3, 30, 1, 0, tzinfo=UTC)  # a Monday, nine in Hong Kong
HALF_HOUR = timedelta(minutes=30)


class Same:
    """A library that expects each day to be as a week before."""

    def ask(self, wishes: Sequence[Wish]) -> LibraryAnswer:
        answers = []
        for wish in wishes:
            days = list(wish.totals)
            for _ in range(wish.ahead):
                days.append(days[-7])
            answers.append(tuple(days[len(wish.totals) :]))
        return LibraryAnswer("same 1.0", tuple(answers))


class Away:
    def ask(self, wishes: Sequence[Wish]) -> LibraryAnswer:
        raise LibraryAwayError("not_installed")


@pytest.fixture
def floor(database_url: str) -> Iterator[Floor]:
    clocks = Clocks(HandClock(NINE + timedelta(hours=2, minutes=10)), lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, staffing={"calendar": ""}) as opened:
        yield opened


def put_four_weeks(floor: Floor) -> None:
    """Ten calls to cards in each half hour from nine to twelve of the days from Monday to Friday; four to fraud."""
    with Session(floor.engine) as session:
        cards, fraud = queue_id(session, "cards"), queue_id(session, "fraud")
        calls = []
        for day in range(28):
            if day % 7 >= 5:
                continue
            for number in range(6):
                begin = NINE - timedelta(days=28 - day) + number * HALF_HOUR
                calls += [call(cards, begin + timedelta(seconds=20 * each), talk=200) for each in range(10)]
                calls += [call(fraud, begin + timedelta(seconds=30 * each), talk=None) for each in range(4)]
        put_calls(session, calls)
        session.commit()


def define_level(floor: Floor, queue: str, *, target: int, seconds: int) -> None:
    with Session(floor.engine) as session, session.begin():
        session.add(
            LevelDefinitionRow(
                version=1,
                queue_code=queue,
                from_day=date(2026, 3, 30),
                variant=LevelVariant.STRICT,
                answer_seconds=seconds,
                short_seconds=5,
                target_percent=target,
                why="The contract.",
                made_by=uuid4(),
                made_at=NINE,
            )
        )


def rules_of(floor: Floor) -> StaffingRules:
    return staffing_rules(floor.settings)


def supervisor(floor: Floor) -> Desk:
    floor.add_person("sam", Role.SUPERVISOR)
    return floor.sign_in("sam")


def test_calls_are_offered_as_the_statistics_say(floor: Floor) -> None:
    with Session(floor.engine) as session:
        cards = queue_id(session, "cards")
        put_calls(
            session,
            [
                call(cards, NINE),
                call(cards, NINE, talk=None),
                call(cards, NINE, talk=None, cause=EndCause.ABANDONED_RINGING),
                call(cards, NINE, talk=None, wished=True),
                call(cards, NINE, talk=None, cause=EndCause.TURNED_AWAY_FULL),
                call(cards, NINE, talk=None, cause=EndCause.TURNED_AWAY_CLOSED),
                call(cards, NINE, talk=None, cause=EndCause.CARRIER_FAILED),
                call(cards, NINE + HALF_HOUR),
            ],
        )
        session.commit()
        counted = StatisticsRepository(session).list_calls(NINE, NINE + HALF_HOUR)
        fates = [each.fate for each in counted]
        came = StaffingRepository(session).came(NINE, NINE + timedelta(hours=3))
        history = StaffingRepository(session).history(date(2026, 3, 29), date(2026, 3, 30), rules_of(floor).zone)

    assert (came[NINE].answered, came[NINE].abandoned) == (fates.count(Fate.ANSWERED), fates.count(Fate.ABANDONED))
    assert came[NINE].offered == 3
    assert [history.calls["cards"][date(2026, 3, 30)][slot] for slot in (17, 18, 19, 20)] == [0, 3, 1, 0]
    assert history.handle_seconds["cards"] == pytest.approx(100)


def test_a_forecast_is_kept_with_where_it_is_from_and_the_day_shows_it_beside_what_came(floor: Floor) -> None:
    put_four_weeks(floor)
    kept = forecast_now(
        floor.engine, rules_of(floor), Same(), cause=ForecastCause.COMMAND, by=None, now=NINE - timedelta(hours=4)
    )
    assert kept is not None
    desk = supervisor(floor)
    with Session(floor.engine) as session:
        cards = queue_id(session, "cards")
        put_calls(session, [call(cards, NINE + timedelta(seconds=30 * each)) for each in range(60)])
        session.commit()
        read = forecast_between(session, NINE, NINE + timedelta(hours=1))
    assert read is not None
    assert read.by_half_hour() == {NINE: pytest.approx(14), NINE + HALF_HOUR: pytest.approx(14)}
    assert read.by_half_hour({"fraud"})[NINE] == pytest.approx(4)

    state = ForecastState.model_validate(desk.http.get("/v1/staffing/forecast").json())
    assert state.newest is not None
    assert (state.newest.history_kind, state.newest.history_calls) == (HistoryKind.CALLS, 20 * 6 * 14)
    assert (state.newest.library, state.newest.library_away) == ("same 1.0", "")
    assert {queue.queue_code: queue.method for queue in state.newest.queues} == {
        "cards": ForecastMethod.BASELINE,  # as good, and simpler
        "fraud": ForecastMethod.BASELINE,
    }
    assert state.newest.queues[0].errors[0].wape == pytest.approx(0, abs=1e-6)

    answer = desk.http.get("/v1/staffing/days/2026-03-30?queue=cards").json()
    day = StaffingDay.model_validate(answer)
    by_start = {each.start_at: each for each in day.half_hours}
    nine, ten, half_past_eleven = by_start[NINE], by_start[NINE + 2 * HALF_HOUR], by_start[NINE + 5 * HALF_HOUR]
    assert (nine.offered, nine.expected) == (60, None)
    assert nine.calls == pytest.approx(10)
    assert (ten.offered, half_past_eleven.offered) == (0, None)
    assert nine.handle_seconds == pytest.approx(200, abs=1)
    assert day.factor is not None
    assert day.factor.offered == 60
    assert day.factor.forecast == pytest.approx(40)
    assert half_past_eleven.expected == pytest.approx(10 * day.factor.factor)
    assert 1 < day.factor.factor < 1.5
    assert day.assumptions == Assumptions()
    assert not day.plan_known

    following = NextHalfHour.model_validate(desk.http.get("/v1/staffing/next?queue=cards").json())
    assert following.expected == pytest.approx(10 * day.factor.factor)  # 11:10 to 11:40, both of ten
    assert (following.ready, following.signed_in) == (0, 0)
    need = agents_needed(following.expected or 0, following.handle_seconds, day.assumptions)
    assert (following.needed, following.short) == (need.agents, need.agents)

    define_level(floor, "cards", target=95, seconds=10)
    own = StaffingDay.model_validate(desk.http.get("/v1/staffing/days/2026-03-30?queue=cards").json()).assumptions
    assert (own.target, own.target_seconds, own.model) == (0.95, 10, Assumptions().model)
    more = NextHalfHour.model_validate(desk.http.get("/v1/staffing/next?queue=cards").json())
    assert more.needed == agents_needed(following.expected or 0, following.handle_seconds, own).agents
    for queues in ("?queue=fraud", ""):  # nobody has defined theirs; the targets of all differ
        other = StaffingDay.model_validate(desk.http.get(f"/v1/staffing/days/2026-03-30{queues}").json())
        assert other.assumptions == Assumptions()

    assert error_code(desk.http.get("/v1/staffing/next?queue=nobody")) == "queue_unknown"
    floor.add_person("may", Role.AGENT)
    assert error_code(floor.sign_in("may").http.get("/v1/staffing/forecast")) == "not_allowed"


def test_a_supervisor_asks_for_a_forecast_and_is_told_when_there_is_too_little_to_make_one_from(floor: Floor) -> None:
    desk = supervisor(floor)
    assert desk.post("/v1/staffing/forecast").status_code == 200

    def told() -> ForecastState | None:
        state = ForecastState.model_validate(desk.http.get("/v1/staffing/forecast").json())
        return state if state.problem else None

    assert until(told).problem == "no_history"


def test_a_night_makes_one_forecast_whoever_looks_and_the_rest_wait_for_the_next(floor: Floor) -> None:
    put_four_weeks(floor)
    rules, clock = rules_of(floor), HandClock(NINE - timedelta(hours=7))  # two at night
    schedule = schedule_of("01:30", rules.zone)
    url = floor.engine.url.render_as_string(hide_password=False)
    servers = [Forecasting(url, rules, schedule, clock.now, Away()) for _ in range(2)]

    for server in servers:
        server.look()
    clock.move(1200)
    for server in servers:
        server.look()

    with Session(floor.engine) as session:
        days = session.connection().exec_driver_sql("SELECT count(*), min(cause) FROM forecasts").one()
    assert tuple(days) == (1, "night")
    clock.move(24 * 3600)
    servers[0].look()
    with Session(floor.engine) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM forecasts").scalar_one() == 2
        newest = forecast_between(session, NINE, NINE + HALF_HOUR)
    assert newest is not None
    assert newest.calls["cards", NINE] == pytest.approx(10)  # still that of the night before: today is not in the next


def test_nobody_makes_a_second_one_meanwhile(floor: Floor) -> None:
    put_four_weeks(floor)
    rules = rules_of(floor)

    class Slow(Same):
        def ask(self, wishes: Sequence[Wish]) -> LibraryAnswer:
            other = forecast_now(floor.engine, rules, Same(), cause=ForecastCause.ASKED, by=uuid4(), now=NINE)
            assert other is None
            return super().ask(wishes)

    assert forecast_now(floor.engine, rules, Slow(), cause=ForecastCause.ASKED, by=None, now=NINE) is not None
