"""Value over HTTP and by command: calls that cost, lines that explain, a file that is checked, and the nights."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.contract.valuation import Section, ValueExplanation
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.errors import ValuationUnderWayError
from agent_desktop.records.valuation.models import CustomerValueRow, ValuationRow
from agent_desktop.records.valuation.repository import ValuationRepository
from agent_desktop.server.composition import Clocks
from agent_desktop.server.errors import FileNotWritableError
from agent_desktop.server.schedule import schedule_of
from agent_desktop.server.valuation.command import run_value
from agent_desktop.server.valuation.formula import ValueFileError, check_formula, formula_file, load_formula
from agent_desktop.server.valuation.nightly import NightlyValuation
from agent_desktop.settings import Settings, load_settings
from agent_desktop.words import LANGUAGES, Language
from telephony.contract import AgentState, CallState
from tests.records.trial import OPTIONS
from tests.records.valuation.valued import FORMULA, reckoned
from tests.server.floor import SECRETS, Floor, opened_floor
from tests.server.support import HandClock, until
from tests.server.test_wrap_up import interaction_of, until_ready

DUE = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
"""04:00 on 2 March in Hong Kong."""


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def hour(database_url: str, clock: HandClock) -> Iterator[Floor]:
    """A floor whose business time stands until a test moves it."""
    with opened_floor(database_url, clocks=Clocks(clock, lambda: datetime.now(UTC), time.time)) as floor:
        yield floor


def test_a_call_costs_its_talk_its_hold_and_its_wrap_up(hour: Floor, clock: HandClock) -> None:
    customer, desk = hour.add_customer(), hour.agent()
    desk.go_ready()
    sid = hour.ring()
    call = desk.take_call()
    clock.move(120)
    desk.act(call.call_id, "hold")
    desk.until_call(CallState.HELD)
    clock.move(60)
    hour.hang_up(sid)
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    clock.move(90)
    part = interaction_of(desk, call.call_id)
    assert desk.put(f"/v1/interactions/{part.interaction_id}/outcome", disposition_code="resolved").status_code == 200
    until_ready(desk)
    reckoned(hour.engine, at=clock.now() + timedelta(hours=1))

    answer = desk.http.get(f"/v1/customers/{customer}/value")
    assert answer.status_code == 200, answer.text
    explained = ValueExplanation.model_validate(answer.json())
    assert explained.value is not None
    counted = {line.name["en"]: line.amount for line in explained.lines if line.section is Section.COST}
    assert (counted["Calls with this centre"], counted["Minutes of these calls"]) == (Decimal(1), Decimal("4.5"))
    assert explained.value.cost == 9 + Decimal("22.5")
    with Session(hour.engine) as session:
        looks = session.scalars(sa.select(AuditRow.record_id).where(AuditRow.what == "value.shown")).all()
    assert looks == [customer]


def test_who_reads_no_customers_reads_no_value(floor: Floor) -> None:
    customer = floor.add_customer()
    floor.add_person("kim", Role.AUTHOR)

    assert floor.sign_in("kim").http.get(f"/v1/customers/{customer}/value").status_code == 403


def _settings(floor: Floor) -> Settings:
    sections = floor.settings.model_dump()
    sections["database"]["url"] = floor.engine.url.render_as_string(hide_password=False)
    return Settings.model_validate(sections)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_tells_each_step_and_what_came_of_it(floor: Floor, tmp_path: Path, language: Language) -> None:
    floor.add_customer()
    told: list[str] = []
    figures = tmp_path / "figures.json"

    assert run_value(_settings(floor), SECRETS, figures, language, told.append) == 0
    assert len(told) == 8
    assert "7" in told[6]
    assert "1" in told[7]
    written = json.loads(figures.read_text(encoding="utf-8"))
    assert (written["people"], written["changed"], written["noted"]) == (1, 1, 1)
    assert set(written) > {"machine", "seconds", "tiers", "tiers_left"}


def test_a_file_that_cannot_be_written_is_told_before_anything_is_done(floor: Floor, tmp_path: Path) -> None:
    with pytest.raises(FileNotWritableError):
        run_value(_settings(floor), SECRETS, tmp_path / "none" / "figures.json", "en", lambda _: None)


# The file of the formulas


def test_the_formulas_that_come_with_the_program_are_right() -> None:
    told: list[str] = []
    assert check_formula(load_settings(None), None, "en", told.append)
    assert told == ["main.yaml: nothing is wrong."]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("measure: deposits, weight: 1,", "measure: gold, weight: 1,", "measure"),
        ("weight: 0.012", "weight: much", "weight"),
        ("weight: 60,", "weight: -60,", "≥ 0"),
        ("measure: bookings, weight: 0.4", "measure: satisfaction_gap, weight: 0.4", "satisfaction_gap"),
        ("name: {en: Deposits, zh: 存款}", "name: {en: Deposits}", "zh"),
        ("platinum: {relationship_value: 1000000,", "platinum: {relationship_value: 1,", "relationship_value"),
        ("gold: {relationship_value: 200000, profit: 15000}", "gold: {}", "gold"),
        ("{below: 0.15, points: 20}", "{below: 0.05, points: 20}", "rising"),
        ("{points: 60}", "{below: 1, points: 60}", "last"),
        ("{below: 0.05, points: 0}", "{points: 0}", "below"),
        ("least_known: 3", "least_known: 8", "7"),
        ("trend_days: 90", "trend_days: 400", "365"),
        ("look", "look", ""),
    ],
)
def test_a_mistake_in_the_formulas_is_told_by_line_and_column(
    tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    text = formula_file(load_settings(None)).read_text(encoding="utf-8")
    file = tmp_path / "value.yaml"
    file.write_text(text.replace(was, becomes, 1) if said else "days: [", encoding="utf-8")
    line = text[: text.index(was)].count("\n") + 1 if said else 1

    for language in LANGUAGES:
        told: list[str] = []
        assert not check_formula(load_settings(None), file, language, told.append)
        assert told[0].startswith("value.yaml")
        if language == "en":
            assert f", line {line}, column " in told[0]
            assert said in told[0]
    own = load_settings(None)
    wrong = own.model_copy(update={"valuation": own.valuation.model_copy(update={"formula_file": str(file)})})
    with pytest.raises(ValueFileError) as refused:
        load_formula(wrong)
    assert (refused.value.line, refused.value.code) == (line, "value_file_wrong")


# The nights


@pytest.fixture
def night(engine: sa.Engine) -> Callable[[HandClock], NightlyValuation]:
    schedule = schedule_of("04:00", ZoneInfo("Asia/Hong_Kong"))
    assert schedule is not None
    return lambda clock: NightlyValuation(engine.url, FORMULA, OPTIONS, schedule, clock.now)


def _nights(session: Session) -> list[date | None]:
    session.rollback()
    return list(session.scalars(sa.select(ValuationRow.night).order_by(ValuationRow.finished_at)))


def test_of_several_servers_one_values_customers_each_night(
    engine: sa.Engine, session: Session, night: Callable[[HandClock], NightlyValuation], floor: Floor
) -> None:
    floor.add_customer()
    clock = HandClock(DUE - timedelta(minutes=1))
    one, two = night(clock), night(clock)
    one.look()
    assert _nights(session) == []
    clock.move(60)
    one.look()
    two.look()
    clock.move(3600)
    one.look()
    assert _nights(session) == [date(2026, 3, 2)]
    assert session.scalar(sa.select(sa.func.count()).select_from(CustomerValueRow)) == 1

    clock.move(24 * 3600)
    two.look()
    assert _nights(session) == [date(2026, 3, 2), date(2026, 3, 3)]


def test_a_night_that_another_server_has_is_left_to_it_and_begun_where_that_one_is_gone(
    session: Session, night: Callable[[HandClock], NightlyValuation]
) -> None:
    clock = HandClock(DUE)
    assert ValuationRepository(session).lock()
    night(clock).look()
    assert _nights(session) == []  # that asked took the lock's transaction back, as a killed server's end does
    night(clock).look()
    assert _nights(session) == [date(2026, 3, 2)]


def test_a_server_that_stops_ends_its_night_at_once_and_keeps_nothing_of_it(
    engine: sa.Engine, session: Session, night: Callable[[HandClock], NightlyValuation]
) -> None:
    session.execute(sa.text("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE"))
    worker = night(HandClock(DUE))
    worker.start()
    waits = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        until(lambda: other.scalar(waits))
    worker.stop()
    assert not worker.alive
    assert _nights(session) == []


def test_a_server_with_a_time_for_it_values_customers_by_itself(database_url: str) -> None:
    clock = HandClock(DUE)
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, valuation={"nightly_at": "04:00"}) as floor:
        customer = floor.add_customer()
        with Session(floor.engine) as session:
            until(lambda: _nights(session))
            assert isinstance(customer, UUID)


def test_two_by_hand_are_refused_by_name(floor: Floor, session: Session) -> None:
    assert ValuationRepository(session).lock()
    with pytest.raises(ValuationUnderWayError) as refused:
        run_value(_settings(floor), SECRETS, None, "en", lambda _: None)
    assert refused.value.code == "valuation_under_way"
