"""``/v1/mends``: what a supervisor sees of what is stuck, and does about it, at the real server."""

import pytest
import sqlalchemy as sa

from agent_desktop.contract.mends import LiveList, Mends
from agent_desktop.contract.sessions import Role
from telephony.contract import AgentState
from tests.server.floor import Desk, Floor
from tests.server.support import error_code, until


@pytest.fixture
def supervisor(floor: Floor) -> Desk:
    floor.add_person("ada", Role.SUPERVISOR)
    return floor.sign_in("ada")


def live(supervisor: Desk, **wanted: str) -> LiveList:
    response = supervisor.http.get("/v1/mends/live", params=wanted)
    assert response.status_code == 200, response.text
    return LiveList.model_validate(response.json())


def test_what_is_live_is_listed_with_what_looks_stuck_and_what_a_mend_would_do(floor: Floor, supervisor: Desk) -> None:
    may, amy = floor.agent("may"), floor.agent("amy")
    may.go_ready()
    floor.ring()
    may.take_call()
    amy.go_ready()
    floor.ring("+85261234568")
    amy.until_offered()
    floor.ring("+85261234569")
    until(lambda: live(supervisor, which="calls").total == 3)
    with floor.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE calls SET enqueued_at = enqueued_at - interval '1 hour' WHERE state='queued'")
        )

    stuck = live(supervisor)
    agents = {each.agent_name: each for each in live(supervisor, which="agents").lives}
    calls = live(supervisor, which="calls").lives

    assert [(each.kind, each.state, each.doubt) for each in stuck.lives] == [("call", "queued", "long_wait")]
    assert (stuck.total, stuck.stuck) == (1, 1)
    assert stuck.database_looked_at is not None
    assert stuck.carrier_looked_at is not None
    assert (agents["May"].free, agents["May"].end) == ((), ("talk_is_cut_off",))
    assert agents["Amy"].free == ("offer_returns", "agent_not_ready")
    assert [each.state for each in calls] == ["queued", "talking", "ringing"]
    assert [each.agent_name for each in live(supervisor, which="agents", find="AM").lives] == ["Amy"]
    assert live(supervisor, which="calls", find="nothing").total == 0
    assert error_code(may.http.get("/v1/mends/live")) == "not_allowed"


def test_nothing_is_done_where_something_else_would_come_of_it_than_what_was_told(
    floor: Floor, supervisor: Desk
) -> None:
    may = floor.agent("may")
    may.go_ready()
    sid = floor.ring()
    may.until_offered()
    told = next(each for each in live(supervisor, which="agents").lives).free
    free = {"deed": "free_agent", "agent_id": str(may.agent_id), "reason": "frozen"}
    floor.hang_up(sid)
    until(lambda: may.snapshot().offer is None)

    overtaken = supervisor.post("/v1/mends", **free, told=told)
    done = supervisor.post("/v1/mends", **free, told=["agent_not_ready"])

    assert error_code(overtaken) == "mend_overtaken"
    assert done.status_code == 200, done.text
    assert may.snapshot().agent.state is AgentState.NOT_READY


def test_what_was_set_right_is_listed_by_whom_and_for_what_and_page_by_page(floor: Floor, supervisor: Desk) -> None:
    may = floor.agent("may")
    may.go_ready()
    supervisor.post("/v1/mends", deed="free_agent", agent_id=str(may.agent_id), reason="frozen")
    with floor.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO mends (mend_id, at, finding, deed) SELECT gen_random_uuid(), now() - n * interval '1 s',"
                " 'timer_not_run', 'run_timer' FROM generate_series(1, 150) n"
            )
        )

    def listed(**wanted: str) -> Mends:
        return Mends.model_validate(supervisor.http.get("/v1/mends", params=wanted).json())

    by_hand, first = listed(by_hand="true"), listed(by_hand="false")
    last = first.mends[-1]
    older = listed(by_hand="false", before_at=last.at.isoformat(), before_id=str(last.mend_id))

    assert [(each.agent_name, each.by_name, each.reason) for each in by_hand.mends] == [("May", "Ada", "frozen")]
    assert (len(first.mends), first.more, len(older.mends), older.more) == (100, True, 50, False)
    assert not {each.mend_id for each in first.mends} & {each.mend_id for each in older.mends}
    assert listed(finding="caller_alone").mends == ()
