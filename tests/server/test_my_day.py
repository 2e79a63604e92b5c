"""The six figures of an agent's own day, over HTTP: each by its own road, and equal to what reports count."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.callback_lists import Shift
from agent_desktop.contract.home import Home, MyDay
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.staffing import PlanActivity, PlannedTime
from agent_desktop.contract.surveys import SurveyState, SurveyWay
from agent_desktop.records.callbacks.shifts import put_shifts
from agent_desktop.records.staffing.plan import PlanRepository
from agent_desktop.records.surveys.models import SurveyRow, SurveyScoreRow
from agent_desktop.server.composition import Clocks
from telephony.contract import AgentState
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.support import HandClock, until

AIMS = {"calendar": "", "agent_calls_target": 40, "agent_ready_percent_target": 75}


class Centre:
    def __init__(self, floor: Floor, clock: HandClock) -> None:
        self.floor, self.clock = floor, clock

    def agent(self, name: str) -> Desk:
        """Sign somebody in who is of the team Cards."""
        self.floor.add_person(name, Role.AGENT)
        with self.floor.engine.begin() as connection:
            connection.execute(sa.text("UPDATE users SET team = 'Cards' WHERE name = :name"), {"name": name})
        return self.floor.sign_in(name)

    def handles(self, desk: Desk, seconds: float) -> None:
        """Have a call of so many seconds, and no wrap-up to speak of."""
        desk.go_ready()
        sid = self.floor.ring()
        call = desk.take_call()
        self.clock.move(seconds)
        self.floor.hang_up(sid)
        until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
        part = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()["interaction_id"]
        assert desk.post(f"/v1/interactions/{part}/finish", disposition_code="resolved").status_code == 200
        until(lambda: desk.snapshot().agent.state is not AgentState.WRAP_UP)
        desk.agent("go_not_ready", "break")

    def survey(self, agent_id: UUID, *scores: tuple[int, int], answered: bool = True, days_ago: int = 0) -> None:
        """Ask a customer about a call of somebody's; `scores` are what they answered, each of how many."""
        asked_at = self.clock.now() - timedelta(days=days_ago)
        with Session(self.floor.engine) as session, session.begin():
            customer = session.execute(sa.text("SELECT customer_id FROM customers LIMIT 1")).scalar_one()
            row = SurveyRow(
                survey_id=uuid4(),
                form="call",
                form_name={},
                record_kind=RecordKind.CALL,
                record_id=uuid4(),
                customer_id=customer,
                way=SurveyWay.PHONE,
                language="en",
                state=SurveyState.ANSWERED if answered else SurveyState.ASKED,
                asked_at=asked_at,
                ends_at=asked_at + timedelta(days=7),
                ended_at=asked_at if answered else None,
                agent_id=agent_id,
            )
            session.add(row)
            session.flush()
            for place, (score, scale) in enumerate(scores):
                session.add(
                    SurveyScoreRow(
                        survey_id=row.survey_id, question=f"q{place}", place=place, scale=scale, perceived=score
                    )
                )


@pytest.fixture
def centre(database_url: str) -> Iterator[Centre]:
    clock = HandClock(datetime(2026, 3, 2, 2, 0, tzinfo=UTC))  # a Monday, ten in Hong Kong
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, staffing=AIMS) as floor:
        yield Centre(floor, clock)


def day_of(desk: Desk) -> MyDay:
    return Home.model_validate(desk.http.get("/v1/home").raise_for_status().json()).figures


def test_before_anything_has_happened_there_is_nothing_to_say_but_what_is_aimed_at(centre: Centre) -> None:
    may = centre.agent("may")

    told = day_of(may)
    assert told == MyDay(levels=told.levels, handled_target=40, ready_target_percent=75)
    assert {(each.percent, each.seconds, each.warn_percent, each.act_percent) for each in told.levels} == {
        (None, 20, 80, 70)
    }


def test_an_agent_sees_their_own_day_beside_their_team_s(centre: Centre) -> None:
    centre.floor.add_customer()
    may, ken = centre.agent("may"), centre.agent("ken")
    centre.clock.move(100)  # not ready: they have just come
    centre.handles(may, 300)
    told = day_of(may)
    assert (told.team_average_seconds, told.ready_percent) == (300, 75)
    centre.handles(ken, 100)
    assert day_of(may).team_average_seconds == 200

    centre.survey(may.agent_id, (5, 5), (4, 5))
    centre.survey(may.agent_id, (10, 10))  # of ten: as 5 of five
    centre.survey(may.agent_id, answered=False)
    centre.survey(may.agent_id, (1, 5), days_ago=1)
    centre.survey(ken.agent_id, (1, 5))
    told = day_of(may)
    assert (told.satisfaction, told.surveys) == (4.67, 2)


def test_callbacks_of_the_day_count_what_was_ended_what_is_to_do_and_what_is_late(centre: Centre) -> None:
    may, ken = centre.agent("may"), centre.agent("ken")
    made = []
    for number, owner in enumerate((may, may, may, ken)):
        customer = centre.floor.add_customer(f"+852612345{number:02}", key=f"C{number + 1}")
        body = {"customer_id": str(customer), "reason_code": "question", "reason": "The loan"}
        answer = may.post("/v1/callbacks", **body, owner_id=str(owner.agent_id)).raise_for_status()
        made.append(answer.json()["callback"]["callback_id"])
    tomorrow = (centre.clock.now() + timedelta(days=1)).isoformat()
    changed = {"seen_version": 1, "step": "move", "due_at": tomorrow}
    assert may.post(f"/v1/callbacks/{made[0]}/changes", **changed).status_code == 200
    with centre.floor.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE callbacks SET state = 'done', ended_as = 'reached', ended_at = :at WHERE callback_id=:id"),
            {"at": centre.clock.now(), "id": made[1]},
        )
    told = day_of(may)
    assert (told.callbacks_done, told.callbacks_of, told.callbacks_late) == (1, 2, 0)
    centre.clock.move(50 * 60)
    told = day_of(may)
    assert (told.callbacks_done, told.callbacks_of, told.callbacks_late) == (1, 2, 1)


def test_the_next_break_is_the_one_that_is_on_or_comes_next_by_the_plan(centre: Centre) -> None:
    may, start = centre.agent("may"), centre.clock.now()

    def at(minutes: float) -> datetime:
        return start + timedelta(minutes=minutes)

    with Session(centre.floor.engine) as session, session.begin():
        shift = Shift(from_at=at(-60), until_at=at(400))
        assert put_shifts(
            session, may.agent_id, from_at=at(-60), until_at=at(400), shifts=[shift], by=may.agent_id, at=start
        )
        lying_in_it = [
            PlannedTime(from_at=at(30), until_at=at(60), activity=PlanActivity.TRAINING),
            PlannedTime(from_at=at(90), until_at=at(105), activity=PlanActivity.BREAK),
            PlannedTime(from_at=at(180), until_at=at(240), activity=PlanActivity.AWAY, reason="lunch"),
        ]
        PlanRepository(session).replace_activities(may.agent_id, at(-60), at(400), lying_in_it)
    found = []
    for moved in (0, 95, 60, 90):
        centre.clock.move(60 * moved)
        planned = day_of(may).next_break
        found.append(None if planned is None else (planned.from_at, planned.until_at))
    assert found == [(at(90), at(105)), (at(90), at(105)), (at(180), at(240)), None]
