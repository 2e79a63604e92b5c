"""Shift plans: previewed, brought in as they were seen, read by callbacks; and the day of agents against them."""

import time
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.rules import RuleKind
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.staffing import (
    AdherenceDay,
    AgentAdherence,
    PlanActivity,
    ShiftImportDetail,
    ShiftImports,
    ShiftPlanPreview,
    StaffingDay,
)
from agent_desktop.records.callbacks.shifts import is_off
from agent_desktop.server.composition import Clocks
from agent_desktop.server.rules.books import document_in_file
from telephony.contract import AgentState, ChosenReason
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.staffing.past import put_states
from tests.server.support import HandClock, error_code, until

NINE = datetime(2026, 3, 30, 1, 0, tzinfo=UTC)  # a Monday, nine in Hong Kong
PLAN = """agent,date,start,end,activity
may,2026-03-30,09:00,17:00,work
may,2026-03-30,11:00,11:15,break
may,2026-03-30,13:00,14:00,meal
ken,2026-03-30,22:00,06:00,
"""


class Centre:
    def __init__(self, floor: Floor, clock: HandClock) -> None:
        self.floor, self.clock = floor, clock
        self.may, self.ken = floor.agent("may"), floor.agent("ken")
        floor.add_person("sam", Role.SUPERVISOR)
        self.sam = floor.sign_in("sam")

    def preview(self, content: str) -> ShiftPlanPreview:
        answer = self.sam.http.post(
            "/v1/staffing/shift-plan/preview", json={"file_name": "plan.csv", "content": content}
        )
        assert answer.status_code == 200, answer.text
        return ShiftPlanPreview.model_validate(answer.json())

    def bring_in(self, content: str, fingerprint: str) -> httpx.Response:
        return self.sam.post("/v1/staffing/shift-plan", file_name="plan.csv", content=content, fingerprint=fingerprint)

    def adherence(self) -> AdherenceDay:
        return AdherenceDay.model_validate(self.sam.http.get("/v1/staffing/adherence/2026-03-30").json())


@pytest.fixture
def centre(database_url: str) -> Iterator[Centre]:
    clock = HandClock(NINE - timedelta(hours=1))
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, staffing={"calendar": ""}) as floor:
        yield Centre(floor, clock)


def is_off_at(centre: Centre, desk: Desk, at: datetime) -> bool:
    with Session(centre.floor.engine) as session:
        return is_off(session, desk.agent_id, at)


def test_a_plan_is_seen_brought_in_once_replaced_by_day_and_kept_as_it_was(centre: Centre) -> None:
    seen = centre.preview(PLAN)
    assert (seen.problems, seen.agents, seen.shifts, seen.replaced) == ((), 2, 2, 0)
    assert [(each.agent_name, len(each.after)) for each in seen.changes] == [("Ken", 1), ("May", 3)]
    assert error_code(centre.bring_in(PLAN, "another")) == "shift_plan_changed"
    assert centre.bring_in(PLAN, seen.fingerprint).status_code == 200

    assert not is_off_at(centre, centre.may, NINE + timedelta(hours=1))
    assert is_off_at(centre, centre.ken, NINE + timedelta(hours=1))
    assert not is_off_at(centre, centre.ken, NINE + timedelta(hours=20))  # the shift goes on after midnight

    assert error_code(centre.bring_in(PLAN, seen.fingerprint)) == "shift_plan_changed"  # shifts are there by now
    shorter = "坐席;日期;开始;结束\nmay;2026-03-30;10:00;12:00\n"
    centre.clock.move(60)
    second = centre.preview(shorter)
    assert (second.replaced, second.untouched, len(second.changes[0].before)) == (1, ("Ken",), 3)
    assert centre.bring_in(shorter, second.fingerprint).status_code == 200
    assert is_off_at(centre, centre.may, NINE)
    assert not is_off_at(centre, centre.ken, NINE + timedelta(hours=14))

    imports = ShiftImports.model_validate(centre.sam.http.get("/v1/staffing/shift-plan/imports").json()).imports
    assert [(each.by_name, each.shifts, each.replaced) for each in imports] == [("Sam", 1, 1), ("Sam", 2, 0)]
    path = f"/v1/staffing/shift-plan/imports/{imports[1].shift_import_id}"
    first = ShiftImportDetail.model_validate(centre.sam.http.get(path).json())
    assert first.changes == seen.changes
    assert error_code(centre.sam.http.get(path[:-1] + ("0" if path[-1] != "0" else "1"))) == "shift_import_not_found"


def test_every_problem_of_a_plan_is_named_by_row_and_column_and_nothing_is_brought_in(centre: Centre) -> None:
    wrong = (
        "agent,date,start,end,activity\n"
        "nobody,2026-03-30,09:00,17:00,work\n"
        "may,30.3.2026,09:00,17:00,work\n"
        "may,2026-03-30,9h,17:00,work\n"
        "may,2026-03-30,09:00,09:00,work\n"
        "may,2026-03-30,09:00,17:00,nap\n"
        "ken,2026-03-30,09:00,12:00,work\n"
        "ken,2026-03-30,11:00,13:00,work\n"
        "ken,2026-03-30,20:00,20:30,break\n"
        "ken,,09:00,12:00\n"
    )
    seen = centre.preview(wrong)

    assert [(each.row, each.column, each.code) for each in seen.problems] == [
        (2, "agent", "agent_unknown"),
        (3, "date", "date_wrong"),
        (4, "start", "time_wrong"),
        (5, "end", "no_time"),
        (6, "activity", "activity_unknown"),
        (8, "start", "overlaps"),
        (9, "start", "outside_shift"),
        (10, "", "cells"),
    ]
    assert error_code(centre.bring_in(wrong, seen.fingerprint)) == "shift_plan_changed"
    assert [(each.row, each.code) for each in centre.preview("name,day\n").problems] == [
        (1, "column_missing"), (1, "column_missing"), (1, "column_missing"), (1, "column_missing"),
        (1, "column_unknown"), (1, "column_unknown"),
    ]  # fmt: skip
    assert [each.code for each in centre.preview(" ").problems] == ["empty"]
    years = "agent,date,start,end\rmay,0001-01-01,00:00,05:00\rmay,9999-12-31,20:00,05:00\rmay,2026-03-30,09:00,17:00"
    assert [(each.row, each.code) for each in centre.preview(years).problems] == [(2, "date_wrong"), (3, "date_wrong")]
    unending = 'agent,date,start,end\nmay,2026-03-30,09:00,17:00\n"may,' + "x" * 140_000
    assert [(each.row, each.code) for each in centre.preview(unending).problems] == [(3, "cells")]


def test_an_agents_day_is_compared_with_the_plan_while_it_lasts(centre: Centre) -> None:
    with_night = PLAN + "ken,2026-03-31,02:00,02:30,break\n"
    seen = centre.preview(with_night)
    assert centre.bring_in(with_night, seen.fingerprint).status_code == 200
    minutes = {
        -60: (AgentState.OFFLINE, None),
        10: (AgentState.READY, None),  # ten minutes late
        120: (AgentState.NOT_READY, ChosenReason.BREAK),
        145: (AgentState.READY, None),  # ten minutes too long
    }
    with Session(centre.floor.engine) as session:
        put_states(
            session,
            centre.may.agent_id,
            [(NINE + timedelta(minutes=at), state, reason) for at, (state, reason) in minutes.items()],
        )
        night = {13: (AgentState.READY, None), 17: (AgentState.NOT_READY, ChosenReason.BREAK)}
        put_states(
            session,
            centre.ken.agent_id,
            [(NINE + timedelta(hours=at), state, reason) for at, (state, reason) in night.items()],
        )
        session.commit()
    centre.clock.move(4 * 3600)  # noon

    may = next(each for each in centre.adherence().agents if each.agent_name == "May")

    assert (may.planned_seconds, may.adherent_seconds) == (180 * 60, 160 * 60)
    assert may.adherence == pytest.approx(160 / 180)
    assert may.conformance == pytest.approx((110 + 35) / 165)
    assert (may.late_seconds, may.early_seconds) == (600, 0)
    assert (may.break_planned_seconds, may.break_seconds) == (15 * 60, 25 * 60)
    assert (may.now, may.is_adherent, may.state) == (PlanActivity.WORK, True, "ready")

    centre.clock.move(75 * 60)  # a quarter past one: at table
    assert [(each.now, each.is_adherent) for each in centre.adherence().agents if each.agent_name == "May"] == [
        (PlanActivity.MEAL, False)
    ]
    day = StaffingDay.model_validate(centre.sam.http.get("/v1/staffing/days/2026-03-30").json())
    by_start = {each.start_at: each for each in day.half_hours}
    assert day.plan_known
    assert [by_start[NINE + timedelta(hours=hours)].planned for hours in (0, 2, 4, 13)] == [1, 0.5, 0, 1]
    present = [by_start[NINE + timedelta(minutes=at)].present for at in (0, 30, 120)]
    assert present == [pytest.approx(2 / 3), 1, pytest.approx(5 / 30)]

    centre.clock.move((13 * 60 + 15) * 60)  # half past two in the night
    ken = next(each for each in centre.adherence().agents if each.agent_name == "Ken")
    assert (ken.planned_seconds, ken.adherent_seconds) == (4.5 * 3600, 4.5 * 3600)  # the break after midnight too
    assert (ken.break_planned_seconds, ken.break_seconds) == (1800, 1800)
    assert AdherenceDay.model_validate(centre.sam.http.get("/v1/staffing/adherence/2026-03-31").json()).agents == ()


def test_adherence_and_plans_follow_the_reasons_that_are_published(centre: Centre) -> None:
    centre.floor.add_person("head", Role.ADMINISTRATOR)
    head = centre.floor.sign_in("head")
    planned = PLAN + "may,2026-03-30,10:00,10:30,一对一辅导\nmay,2026-03-30,11:30,11:45,training\n"
    assert [(each.row, each.code) for each in centre.preview(planned).problems] == [(6, "activity_unknown")]

    def publish(seen: int, **of_huddle: object) -> None:
        document = deepcopy(document_in_file(RuleKind.AWAY_REASONS, centre.floor.settings))
        listed: Any = document["reasons"]
        listed[2]["retired"] = True  # training: it stands in the records, and still counts
        coaching: dict[str, Any] = {"code": "coaching", "name": {"en": "Coaching", "zh": "一对一辅导"}}
        huddle: dict[str, Any] = {"code": "huddle", "name": {"en": "Huddle", "zh": "班前会"}, **of_huddle}
        document["reasons"] = [*listed, coaching, huddle]
        answer = head.put("/v1/rules/away_reasons", document=document, seen_version=seen, reason="As agreed")
        assert answer.status_code == 200, answer.text

    publish(1, planned_as="meal")
    until(lambda: not centre.preview(planned).problems)
    seen = centre.preview(planned)
    assert {each.reason for change in seen.changes for each in change.after} == {"", "coaching"}
    assert centre.bring_in(planned, seen.fingerprint).status_code == 200
    minutes = {
        0: (AgentState.READY, None),
        60: (AgentState.NOT_READY, "coaching"),  # as planned, by its name
        80: (AgentState.NOT_READY, "training"),  # planned was coaching
        90: (AgentState.READY, None),
        120: (AgentState.NOT_READY, "huddle"),  # a break was planned
        135: (AgentState.READY, None),
        150: (AgentState.NOT_READY, "training"),
        165: (AgentState.READY, None),
    }
    with Session(centre.floor.engine) as session:
        put_states(
            session,
            centre.may.agent_id,
            [
                (NINE + timedelta(minutes=at), state, None if reason is None else ChosenReason(reason))
                for at, (state, reason) in minutes.items()
            ],
        )
        session.commit()

    def may() -> AgentAdherence:
        return next(each for each in centre.adherence().agents if each.agent_name == "May")

    centre.clock.move((2 * 60 + 15) * 60)  # a quarter past ten
    assert (may().now, may().now_reason) == (PlanActivity.AWAY, "coaching")
    centre.clock.move(105 * 60)  # noon
    told = may()
    assert told.planned_seconds - told.adherent_seconds == 10 * 60
    assert (told.break_planned_seconds, told.break_seconds) == (15 * 60, 15 * 60)
    publish(2, planned_as="meeting")
    until(lambda: may().break_seconds == 0)
    assert may().planned_seconds - may().adherent_seconds == 25 * 60
    publish(3, planned_as="meal")
    until(lambda: may().break_seconds == 15 * 60)
    publish(4)  # nothing is said of it, and its code is none that comes with the program
    until(lambda: may().break_seconds == 0)


def test_a_supervisor_plans_for_whom_they_look_after_only(centre: Centre) -> None:
    with Session(centre.floor.engine) as session:
        session.connection().exec_driver_sql("UPDATE users SET team = 'north' WHERE name = 'sam'")
        session.connection().exec_driver_sql("UPDATE agents SET team = 'north' WHERE agent_id = %s", (_id(centre.may),))
        session.commit()

    assert [(each.row, each.code) for each in centre.preview(PLAN).problems] == [(5, "agent_not_yours")]
    only_may = "".join(PLAN.splitlines(keepends=True)[:-1])
    assert centre.bring_in(only_may, centre.preview(only_may).fingerprint).status_code == 200
    assert [each.agent_name for each in centre.adherence().agents] == ["May"]

    (brought_in,) = ShiftImports.model_validate(centre.sam.http.get("/v1/staffing/shift-plan/imports").json()).imports
    path = f"/v1/staffing/shift-plan/imports/{brought_in.shift_import_id}"
    with Session(centre.floor.engine) as session:
        session.connection().exec_driver_sql("UPDATE agents SET team = 'south' WHERE agent_id = %s", (_id(centre.may),))
        session.commit()
    assert ShiftImportDetail.model_validate(centre.sam.http.get(path).json()).changes == ()  # May is another's now


def _id(desk: Desk) -> UUID:
    return desk.agent_id
