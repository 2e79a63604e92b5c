"""Alerts of the floor: raised by what is measured, once though several servers look, and dealt with by people."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.client.timer_limits import SHIPPED
from agent_desktop.contract.floor_alerts import (
    FloorAlert,
    FloorAlertHistory,
    FloorAlerts,
    FloorAlertSteps,
    FloorDeed,
    FloorLevel,
    FloorMeasure,
    FloorRules,
    FloorSubject,
    FloorUnit,
)
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.floor_alerts.models import FloorAlertRow
from agent_desktop.records.floor_alerts.repository import FloorAlertRepository
from agent_desktop.records.floor_alerts.schema import FloorBook
from agent_desktop.server.floor_alerts.limits import LimitsBook, timer_limits
from agent_desktop.server.floor_alerts.rules import load_floor_book
from agent_desktop.server.floor_alerts.service import list_on, look, see_alert
from telephony.contract import AgentAction, AgentState, CallAction, ChosenReason
from telephony.help.service import ask_help
from tests.server.floor import Floor
from tests.server.support import error_code, settings_for_tests, until
from tests.telephony.support import Centre

ADA = Person(user_id=uuid4(), name="ada", display_name="Ada", roles=frozenset({Role.SUPERVISOR}))
BOOK = load_floor_book(settings_for_tests())


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    """A contact centre with two queues of one group and nobody in it, at nine in the morning."""
    return Centre(engine)


class Watch:
    """A floor at which nobody looks but the test."""

    def __init__(self, centre: Centre, book: FloorBook = BOOK) -> None:
        self.centre, self.book = centre, book

    def look(self, seconds: float = 0) -> Sequence[UUID]:
        self.centre.clock.advance(seconds)
        changed: Sequence[UUID] = self.centre.do(lambda session, deps: look(session, self.book, deps.now(), UTC))
        return changed

    def on(self) -> dict[str, FloorLevel]:
        with Session(self.centre.engine) as session:
            found = list_on(session, ADA, self.centre.clock.now())
        return {each.rule: each.level for each in found.alerts}


def test_waits_calls_holds_wrap_ups_and_help_raise_alerts_that_become_worse_and_end(centre: Centre) -> None:
    watch = Watch(centre)
    assert watch.look() == []
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.do(lambda session, deps: ask_help(session, deps, agent))
    centre.ring()
    watch.look(30)
    assert watch.on() == {"help_waits": FloorLevel.WARN}
    watch.look(40)
    assert watch.on() == {"help_waits": FloorLevel.ACT, "longest_wait": FloorLevel.WARN}
    centre.act(agent, call_id, CallAction.HOLD)
    centre.run()
    watch.look(560)
    assert watch.on()["long_call"] is FloorLevel.WARN
    watch.look(340)
    assert watch.on() == {
        "help_waits": FloorLevel.ACT,
        "longest_wait": FloorLevel.ACT,
        "long_call": FloorLevel.ACT,
        "long_hold": FloorLevel.ACT,
        "occupancy": FloorLevel.ACT,  # a quarter of an hour with one call, and not a moment ready
    }

    centre.caller_hangs_up(call_id)
    watch.look(5)
    assert set(watch.on()) == {"help_waits", "longest_wait", "occupancy"}  # what the others were about is over
    watch.look(60)
    assert "wrap_up_over" not in watch.on(), "the board is coloured at once, and nobody called before half a minute"
    watch.look(30)
    assert watch.on()["wrap_up_over"] is FloorLevel.WARN
    watch.look(30)
    assert watch.on()["wrap_up_over"] is FloorLevel.ACT


def test_callers_whom_nobody_at_work_could_take_are_told_of_and_a_single_refused_order_is_not(centre: Centre) -> None:
    watch = Watch(centre)
    centre.ring()
    watch.look(61)
    assert watch.on()["nobody_ready"] is FloorLevel.ACT
    centre.agent("loans")  # serves another queue
    watch.look(1)
    assert "nobody_ready" in watch.on()
    centre.agent("cards")
    watch.look(1)
    watch.look(21)
    assert "nobody_ready" not in watch.on()
    with centre.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE provider_outbox SET failure = 'refused', done_at = :at"), {"at": centre.clock.now()}
        )
    watch.look(1)
    assert "carrier_faults" not in watch.on()


def test_a_call_for_help_that_nobody_answered_in_time_is_every_supervisor_s_to_look_after(centre: Centre) -> None:
    watch = Watch(centre)
    agent = centre.agent()
    elsewhere = ADA.model_copy(update={"team": "Somewhere else"})
    centre.do(lambda session, deps: ask_help(session, deps, agent))
    watch.look(30)
    for waited, rules in ((0, []), (31, ["help_waits"])):
        centre.clock.advance(waited)
        centre.run()
        with Session(centre.engine) as session:
            assert [each.rule for each in list_on(session, elsewhere, centre.clock.now()).alerts] == rules


def test_a_service_level_counts_from_so_many_calls_on_and_only_in_its_hours(centre: Centre) -> None:
    rule = next(each for each in BOOK.rules if each.measure is FloorMeasure.SERVICE_LEVEL)
    soon = rule.model_copy(update={"least": 2, "raise_after_seconds": 0, "code": "soon"})
    hours: dict[str, Any] = {"since": "20:00", "until": "21:00"}
    at_night = soon.model_copy(
        update={"code": "night", "hours": type(soon).model_validate(soon.model_dump() | {"hours": hours}).hours}
    )
    watch = Watch(centre, FloorBook(rules=(rule, soon, at_night)))
    calls = [centre.ring() for _ in range(2)]
    centre.clock.advance(100)
    for call_id in calls:
        centre.caller_hangs_up(call_id)

    watch.look()

    assert watch.on() == {"soon": FloorLevel.ACT}
    watch.look(soon.window_seconds + 5)  # nothing counts any more
    watch.look(soon.clear_after_seconds + 5)
    assert watch.on() == {}


def test_of_several_servers_one_looks_at_a_time_and_none_looks_twice(centre: Centre) -> None:
    now = centre.clock.now()
    with Session(centre.engine) as one, Session(centre.engine) as other:
        assert FloorAlertRepository(one).take_turn(now, now - timedelta(seconds=3))
        assert not FloorAlertRepository(other).take_turn(now, now - timedelta(seconds=3))
        one.commit()
        assert not FloorAlertRepository(other).take_turn(now, now - timedelta(seconds=3))
        assert FloorAlertRepository(other).take_turn(now + timedelta(seconds=4), now + timedelta(seconds=1))


def test_a_rule_that_names_a_queue_goes_before_one_for_all(centre: Centre) -> None:
    general = next(each for each in BOOK.rules if each.measure is FloorMeasure.LONGEST_WAIT)
    own = general.model_copy(update={"code": "own", "queues": ("cards",), "warn": 300.0, "act": 400.0})
    watch = Watch(centre, FloorBook(rules=(general, own)))
    centre.ring()
    watch.look(130)
    assert watch.on() == {}, "the queue has a rule of its own, and that is not reached"
    watch.look(200)
    assert watch.on() == {"own": FloorLevel.WARN}


def test_callers_who_give_up_and_agents_who_stay_away_raise_alerts(centre: Centre) -> None:
    rules = [each for each in BOOK.rules if each.measure in (FloorMeasure.ABANDONMENT, FloorMeasure.AWAY_OVER)]
    watch = Watch(centre, FloorBook(rules=tuple(each.model_copy(update={"least": 2}) for each in rules)))
    agent = centre.agent()
    centre.go(agent, AgentAction.GO_NOT_READY, ChosenReason.LUNCH, planned_seconds=300)
    calls = [centre.ring() for _ in range(2)]
    centre.clock.advance(100)
    for call_id in calls:
        centre.caller_hangs_up(call_id)
    watch.look()
    watch.look(60)
    assert watch.on() == {"abandonment": FloorLevel.ACT}  # both of two
    watch.look(60)
    watch.look(120)
    watch.look(60)
    assert watch.on() == {"abandonment": FloorLevel.ACT, "away_over": FloorLevel.WARN}
    centre.go(agent, AgentAction.GO_READY)
    watch.look(5)
    assert set(watch.on()) == {"abandonment"}


def test_agents_of_a_queue_who_have_no_breathing_space_raise_an_alert_until_they_have_some(centre: Centre) -> None:
    rule = next(each for each in BOOK.rules if each.measure is FloorMeasure.OCCUPANCY)
    watch = Watch(centre, FloorBook(rules=(rule,)))
    idle, agent = centre.agent("loans"), centre.agent("cards")
    call_id = centre.answered(agent)
    watch.look(600)
    watch.look(60)
    with Session(centre.engine) as session:
        (alert,) = list_on(session, ADA, centre.clock.now()).alerts
    assert (alert.queue, alert.level, alert.unit) == ("cards", FloorLevel.ACT, FloorUnit.PERCENT)
    assert alert.value > 95, "ringing is neither, and they were ready for a second"
    centre.caller_hangs_up(call_id)
    centre.choose(agent, call_id)
    centre.finish(agent, call_id)
    watch.look(200)
    watch.look(120)
    assert watch.on() == {}
    assert centre.desk(idle).agent.state is AgentState.READY


def test_what_a_board_shows_may_be_dealt_with_by_whoever_serves_a_queue_without_a_team(centre: Centre) -> None:
    sue = ADA.model_copy(update={"user_id": centre.agent("loans", ready=False), "team": ""})
    theirs, elsewhere = centre.agent("loans"), centre.agent("cards")
    with Session(centre.engine) as session, session.begin():
        session.execute(sa.text("UPDATE agents SET team = 'Else'"))
        loans = session.execute(sa.text("SELECT queue_id FROM queues WHERE code = 'loans'")).scalar_one()
        plain = {
            "rule": "some", "rule_name": {}, "subject_name": {}, "level": FloorLevel.WARN, "threshold": 1, "value": 1,
            "peak": 1, "seen_at": centre.clock.now(), "raised_at": centre.clock.now(),
            "level_since_at": centre.clock.now(),
        }  # fmt: skip
        for key, measure, subject, subject_id, team, held in (
            ("wraps up", FloorMeasure.WRAP_UP_OVER, FloorSubject.AGENT, theirs, "Else", True),
            ("not theirs", FloorMeasure.WRAP_UP_OVER, FloorSubject.AGENT, elsewhere, "Else", False),
            ("others", FloorMeasure.CALLBACKS_LATE, FloorSubject.QUEUE, None, "", True),
            ("loans", FloorMeasure.LONGEST_WAIT, FloorSubject.QUEUE, loans, "", True),
            ("complaint", FloorMeasure.COMPLAINT_CLOCK, FloorSubject.COMPLAINT, uuid4(), "Else", True),
        ):
            row = FloorAlertRow(
                subject_key=key, measure=measure, subject=subject, subject_id=subject_id, team=team,
                queue=str(held), **plain,
            )  # fmt: skip
            session.add(row)
    with Session(centre.engine) as session:
        listed = list_on(session, sue, centre.clock.now()).alerts
        rows = session.scalars(sa.select(FloorAlertRow)).all()
        for row in rows:
            seen = row.alert_id in {each.alert_id for each in listed}
            assert seen is (row.queue == "True"), row.subject_key
            if seen:
                assert see_alert(session, sue, row.alert_id) is row


def test_an_agent_s_desktop_begins_with_the_timers_of_the_file_that_comes_with_the_program() -> None:
    shipped = LimitsBook(UTC).at(BOOK, datetime.now(UTC))
    assert timer_limits(shipped, {"cards": uuid4()}) == SHIPPED


def plant_faults(floor: Floor) -> None:
    """A carrier has refused three orders just now."""
    query = sa.text(
        'INSERT INTO provider_outbox (outbox_id, provider, call_id, "order", asked_at, due_at, done_at, failure)'
        " SELECT gen_random_uuid(), 'simulator', gen_random_uuid(), '{}', now(), now(), now(), 'refused'"
        " FROM generate_series(1, 3)"
    )
    with floor.engine.begin() as connection:
        connection.execute(query)


def look_too(floor: Floor) -> None:
    """Look as another server would, unless one has just done so."""
    now = datetime.now(UTC)
    with Session(floor.engine) as session:
        if FloorAlertRepository(session).take_turn(now, now - timedelta(seconds=1)):
            look(session, BOOK, now, UTC)
        session.commit()


def test_a_supervisor_takes_acknowledges_and_snoozes_an_alert_and_each_step_is_kept(floor: Floor) -> None:
    floor.add_person("ada", Role.SUPERVISOR)
    ada = floor.sign_in("ada")
    may = floor.agent("may")
    rules = FloorRules.model_validate(ada.http.get("/v1/floor-alerts/rules").json()).rules
    assert {each.measure for each in rules} == set(FloorMeasure)
    assert error_code(may.http.get("/v1/floor-alerts")) == "not_allowed"
    plant_faults(floor)

    def there() -> FloorAlert | None:
        look_too(floor)
        found = FloorAlerts.model_validate(ada.http.get("/v1/floor-alerts").json())
        return found.alerts[0] if found.alerts else None

    alert = until(there)
    path = f"/v1/floor-alerts/{alert.alert_id}"

    def deed(what: str, version: int, **more: object) -> Any:
        return ada.http.post(f"{path}/{what}", json={"command_id": str(uuid4()), "seen_version": version, **more})

    seen = FloorAlert.model_validate(deed("acknowledgement", alert.version).raise_for_status().json())
    assert seen.acknowledged_by_name == "Ada"
    assert error_code(deed("owner", alert.version)) == "stale_version"
    owned = FloorAlert.model_validate(deed("owner", seen.version).raise_for_status().json())
    assert owned.owner_name == "Ada"
    put_off = FloorAlert.model_validate(deed("snooze", owned.version, minutes=30).raise_for_status().json())
    assert not put_off.on
    listed = FloorAlerts.model_validate(ada.http.get("/v1/floor-alerts").json())
    assert (listed.alerts, [each.alert_id for each in listed.snoozed]) == ((), [alert.alert_id])
    told = FloorAlertSteps.model_validate(ada.http.get(path).json())
    assert [each.deed for each in told.steps] == [
        FloorDeed.RAISED,
        FloorDeed.ACKNOWLEDGED,
        FloorDeed.OWNED,
        FloorDeed.SNOOZED,
    ]
    past = FloorAlertHistory.model_validate(ada.http.get("/v1/floor-alerts/history").json())
    assert past.alerts == ()
    gone = ada.http.get(f"/v1/floor-alerts/{uuid4()}")
    assert error_code(gone) == "floor_alert_not_found"
