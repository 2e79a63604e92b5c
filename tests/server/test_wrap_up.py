"""Wrap-up over HTTP: the outcome is kept at once, and the server's clock acts on it."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import Interaction, SystemOutcome, UnfinishedWork
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.contacts.models import ContactRow
from telephony.contract import AgentState, DeskSnapshot, WrapUpMode
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueRow
from tests.server.floor import Desk, Floor
from tests.server.support import error_code, until


def every_queue(floor: Floor, **values: Any) -> None:
    with Session(floor.engine) as session:
        session.execute(sa.update(QueueRow).values(**values))
        session.commit()


def in_wrap_up(floor: Floor, desk: Desk, **ringing: Any) -> Interaction:
    """The agent has talked with somebody, who has hung up."""
    if desk.snapshot().agent.state is not AgentState.READY:
        desk.go_ready()
    call_sid = floor.ring(**ringing)
    call = desk.take_call()
    floor.hang_up(call_sid)
    until(lambda: desk.snapshot().call is None or desk.snapshot().agent.state is AgentState.WRAP_UP)
    return interaction_of(desk, call.call_id)


def interaction_of(desk: Desk, call_id: UUID) -> Interaction:
    return Interaction.model_validate(desk.http.get(f"/v1/calls/{call_id}/interaction").json())


def until_ready(desk: Desk) -> DeskSnapshot:
    def ready() -> DeskSnapshot | None:
        now = desk.snapshot()
        return now if now.agent.state is AgentState.READY else None

    return until(ready)


def test_an_outcome_is_kept_as_it_is_chosen_and_the_timer_ends_the_wrap_up_with_it(floor: Floor) -> None:
    floor.add_customer()
    every_queue(floor, wrap_up_mode=WrapUpMode.TIMED, wrap_up_seconds=60)
    desk = floor.agent()
    part = in_wrap_up(floor, desk)

    for code in ("resolved", "card_blocked"):
        chosen = desk.put(f"/v1/interactions/{part.interaction_id}/outcome", disposition_code=code)
        assert chosen.status_code == 200, chosen.text
    with floor.engine.begin() as connection:  # its minute is over
        over = "now() - interval '1 second'"
        connection.execute(sa.text(f"UPDATE agents SET wrap_up = wrap_up || jsonb_build_object('limit_at', {over})"))
        connection.execute(sa.text(f"UPDATE timers SET due_at = {over}"))

    assert until_ready(desk).day.handled == 1
    with Session(floor.engine) as session:
        assert session.scalars(sa.select(ContactRow.outcome)).one()["en"] == "Card blocked"
    noted = desk.put(f"/v1/interactions/{part.interaction_id}/note", seen_version=0, text="Typed as it ended.")
    assert noted.status_code == 200, noted.text


def test_a_desk_is_read_as_of_one_moment_though_the_wrap_up_ends_meanwhile(floor: Floor) -> None:
    desk = floor.agent()
    part = in_wrap_up(floor, desk)
    path = f"/v1/interactions/{part.interaction_id}/finish"
    ended: list[int] = []

    def end_wrap_up(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        """The figures of the day have been asked for; who the agent is comes next."""
        if not ended and "FROM agents LEFT OUTER JOIN offers" in statement:
            ended.append(0)
            ended.append(desk.post(path, disposition_code="resolved").status_code)

    sa.event.listen(floor.engine, "before_cursor_execute", end_wrap_up)
    meanwhile, after = desk.snapshot(), desk.snapshot()

    assert ended == [0, 200]
    assert (meanwhile.agent.state, meanwhile.day.handled) == (AgentState.WRAP_UP, 0)
    assert (after.agent.state, after.day.handled) == (AgentState.READY, 1)


def test_a_required_outcome_keeps_the_agent_past_the_limit_and_frees_them_once_chosen(floor: Floor) -> None:
    every_queue(floor, wrap_up_mode=WrapUpMode.TIMED, wrap_up_seconds=0)
    desk = floor.agent()
    part = in_wrap_up(floor, desk)

    until(lambda: (plan := desk.snapshot().agent.wrap_up) is not None and plan.overdue)
    answer = desk.put(f"/v1/interactions/{part.interaction_id}/outcome", disposition_code="resolved")

    assert DeskSnapshot.model_validate(answer.json()).agent.state is AgentState.READY


def test_without_a_required_outcome_the_call_is_unfinished_work_that_may_be_finished_later(floor: Floor) -> None:
    floor.add_customer()
    every_queue(floor, wrap_up_mode=WrapUpMode.OPTIONAL, outcome_required=False)
    desk = floor.agent()
    part = in_wrap_up(floor, desk)

    until_ready(desk)
    left = interaction_of(desk, part.call_id)
    assert (left.system_outcome, left.disposition_code) == (SystemOutcome.NOT_CHOSEN, "")
    path = f"/v1/interactions/{part.interaction_id}/outcome"
    assert desk.put(path, disposition_code="resolved").status_code == 200

    assert interaction_of(desk, part.call_id).disposition_code == "resolved"
    assert error_code(desk.put(path, disposition_code="information")) == "interaction_finished"
    with Session(floor.engine) as session:
        assert session.scalars(sa.select(ContactRow.outcome)).one()["en"] == "Resolved"


def test_an_agents_calls_without_an_outcome_are_listed_until_each_has_one(floor: Floor) -> None:
    floor.add_customer()
    every_queue(floor, wrap_up_mode=WrapUpMode.OPTIONAL, outcome_required=False)
    desk = floor.agent()
    menu = [{"en": "Cards", "zh": "信用卡"}, {"en": "A charge", "zh": "一笔消费"}]
    parts = [in_wrap_up(floor, desk, menu_path=menu), in_wrap_up(floor, desk)]
    until_ready(desk)

    def left(of: Desk) -> UnfinishedWork:
        return UnfinishedWork.model_validate(of.http.get("/v1/interactions/unfinished").json())

    counted = desk.http.get("/v1/interactions/unfinished", params={"count_only": True})
    assert UnfinishedWork.model_validate(counted.json()) == UnfinishedWork(count=2)
    found = left(desk)
    assert found.count == 2
    assert [each.interaction_id for each in found.parts] == [each.interaction_id for each in parts]
    assert found.parts[0].customer_name == "Mr Chan Tai Man"
    assert (found.parts[0].subject, found.parts[1].subject) == (menu[-1], {})
    assert left(floor.agent("ken")) == UnfinishedWork()
    with Session(floor.engine) as session:
        looks = sa.select(AuditRow.detail).where(AuditRow.what == "unfinished_work.shown")
        assert len(session.scalars(looks).one()["customer_ids"]) == 2

    for part in parts:
        path = f"/v1/interactions/{part.interaction_id}/outcome"
        assert desk.put(path, disposition_code="resolved").status_code == 200

    assert left(desk) == UnfinishedWork()


def test_an_agent_may_finish_without_an_outcome_only_where_none_is_required(floor: Floor) -> None:
    every_queue(floor, wrap_up_mode=WrapUpMode.AGENT_ENDS)
    desk = floor.agent()
    part = in_wrap_up(floor, desk)
    path = f"/v1/interactions/{part.interaction_id}/finish"
    assert error_code(desk.post(path, disposition_code="")) == "disposition_needed"
    assert desk.post(path, disposition_code="resolved").status_code == 200

    every_queue(floor, outcome_required=False)
    part = in_wrap_up(floor, desk)
    done = desk.post(f"/v1/interactions/{part.interaction_id}/finish", disposition_code="")
    assert DeskSnapshot.model_validate(done.json()).agent.state is AgentState.READY


def test_a_fixed_wrap_up_is_not_finished_early_and_nothing_of_the_attempt_is_kept(floor: Floor) -> None:
    every_queue(floor, wrap_up_mode=WrapUpMode.FIXED, wrap_up_seconds=600)
    desk = floor.agent()
    part = in_wrap_up(floor, desk)

    refused = desk.post(f"/v1/interactions/{part.interaction_id}/finish", disposition_code="resolved")

    assert (refused.status_code, error_code(refused)) == (409, "wrap_up_not_over")
    assert interaction_of(desk, part.call_id).finished_at is None


def test_an_agent_chooses_what_comes_after_the_call_over_http(floor: Floor) -> None:
    desk = floor.agent()
    part = in_wrap_up(floor, desk)
    wish = {"action": "go_not_ready", "reason": "lunch", "planned_seconds": 1800, "after_call": True}
    chosen = DeskSnapshot.model_validate(desk.post("/v1/agent/commands", **wish).json())
    assert chosen.agent.next is not None

    done = desk.post(f"/v1/interactions/{part.interaction_id}/finish", disposition_code="resolved")

    after = DeskSnapshot.model_validate(done.json()).agent
    assert (after.state, after.reason) == (AgentState.NOT_READY, "lunch")
    assert after.planned_end_at is not None


@pytest.mark.parametrize("reason", ["no_answer", "connection", "signed_in"])
def test_nobody_can_ask_for_a_reason_of_the_systems(floor: Floor, reason: str) -> None:
    answer = floor.agent().post("/v1/agent/commands", action="go_not_ready", reason=reason)

    assert (answer.status_code, error_code(answer)) == (422, "request_not_understood")


def test_a_call_is_declined_for_one_of_the_reasons_of_the_settings(floor: Floor) -> None:
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    call_id = desk.until_offered()
    reasons = desk.http.get("/v1/decline-reasons").json()
    assert {"en", "zh"} <= set(reasons[0]["name"])
    path = f"/v1/calls/{call_id}/commands"

    assert error_code(desk.post(path, action="decline")) == "decline_reason_needed"
    assert desk.post(path, action="decline", reason=reasons[0]["code"]).status_code == 200
    with Session(floor.engine) as session:
        assert session.scalars(sa.select(OfferRow.decline_reason)).one() == reasons[0]["code"]
