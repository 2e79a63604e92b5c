"""Several callers wait for one busy colleague: who asked first is rung first, and all see how the line stands."""

from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.contract import AskedNext, CallAction, CallState, DeskSnapshot, apply_change
from telephony.errors import (
    ColleagueAskedEnoughError,
    ColleagueElsewhereError,
    ColleagueNotFreeError,
    NotYourCallError,
    QueueElsewhereError,
)
from telephony.events.journal import agent_topic
from telephony.queues.service import ensure_queues
from telephony.transfers.keeping import ask_next, stop_asking
from telephony.transfers.models import AskedNextRow
from tests.telephony.support import CARDS, LOANS, SETTINGS, Centre
from tests.telephony.transfers.scene import CONSULT, Scene, talking
from tests.telephony.transfers.test_cold import Kind, busy_specialist


@pytest.fixture
def roomy(engine: sa.Engine) -> Centre:
    return Centre(engine, replace(SETTINGS, consult_limit=4, ask_next_limit=3))


def asks(centre: Centre, agent: UUID, call_id: UUID, colleague: UUID) -> None:
    centre.clock.advance(1)
    centre.do(lambda session, deps: ask_next(session, deps, call_id, agent, colleague))


def another_asks(centre: Centre, scene: Scene) -> tuple[UUID, UUID]:
    """Somebody else has a caller and asks for the same specialist; return who, and their call."""
    agent = centre.agent()
    call_id = centre.answered(agent)
    asks(centre, agent, call_id, scene.specialist)
    return agent, call_id


def told(centre: Centre, agent_id: UUID, before: DeskSnapshot, since: int) -> DeskSnapshot:
    """The desk as it was, and what the agent was told from then on."""
    desk = before
    for appended in centre.appended[since:]:
        for entry in appended.entries:
            if agent_topic(agent_id) in entry.topics and entry.change is not None:
                desk = apply_change(desk, entry.change)
    return desk


def line_of(desk: DeskSnapshot) -> list[tuple[UUID, int]]:
    return [(each.call_id, each.place) for each in desk.agent.asked]


def place(desk: DeskSnapshot) -> int | None:
    return desk.call.asks_next.place if desk.call is not None and desk.call.asks_next is not None else None


def is_free(centre: Centre, agent_id: UUID, call_id: object) -> None:
    """The specialist's own caller hangs up, and their work on that call is done."""
    centre.caller_hangs_up(call_id)  # type: ignore[arg-type]
    centre.host.outcomes.add(call_id)  # type: ignore[arg-type]
    centre.finish(agent_id, call_id)  # type: ignore[arg-type]
    centre.run()


def test_the_line_is_told_as_it_moves_and_a_desktop_that_starts_anew_sees_the_same(roomy: Centre) -> None:
    scene, _ = busy_specialist(roomy)
    desks = {each: roomy.desk(each) for each in (scene.agent, scene.specialist)}
    since = len(roomy.appended)
    second, second_call = another_asks(roomy, scene)
    third, third_call = another_asks(roomy, scene)

    assert line_of(roomy.desk(scene.specialist)) == [(scene.call_id, 1), (second_call, 2), (third_call, 3)]
    assert [place(roomy.desk(each)) for each in (scene.agent, second, third)] == [1, 2, 3]
    asks_next = roomy.desk(second).call.asks_next  # type: ignore[union-attr]
    assert asks_next is not None
    assert (asks_next.agent_id, asks_next.by_agent_id) == (scene.specialist, second)

    desks |= {each: roomy.desk(each) for each in (second, third)}
    marks = dict.fromkeys(desks, since) | dict.fromkeys((second, third), len(roomy.appended))
    roomy.do(lambda session, deps: stop_asking(session, deps, scene.call_id, scene.agent))

    assert [place(roomy.desk(each)) for each in (scene.agent, second, third)] == [None, 1, 2]
    for agent_id, before in desks.items():
        now = roomy.desk(agent_id)
        followed = told(roomy, agent_id, before, marks[agent_id])
        assert (followed.agent, followed.call) == (now.agent, now.call)


@pytest.mark.parametrize("how", ["takes the first", "declines the first"])
def test_who_asked_first_is_rung_first_and_the_next_one_after(roomy: Centre, how: str) -> None:
    scene, other = busy_specialist(roomy)
    second, second_call = another_asks(roomy, scene)
    waiting = roomy.ring("+85292220000")
    is_free(roomy, scene.specialist, other)
    offer = roomy.desk(scene.specialist).offer
    assert offer is not None
    assert (offer.call_id, place(roomy.desk(second))) == (scene.call_id, 1)

    if how == "takes the first":
        roomy.act(scene.specialist, scene.call_id, CallAction.ANSWER)
        roomy.run()
        assert scene.hears() == CONSULT
        scene.act(CallAction.END_CONSULT)
    else:
        roomy.act(scene.specialist, scene.call_id, CallAction.DECLINE)
        roomy.run()

    offer = roomy.desk(scene.specialist).offer
    assert offer is not None
    assert (offer.call_id, roomy.call(waiting).state) == (second_call, CallState.QUEUED)
    assert (line_of(roomy.desk(scene.specialist)), place(roomy.desk(second))) == ([], None)


def test_a_caller_who_is_gone_leaves_the_line_and_nobody_is_kept_for_nothing(roomy: Centre) -> None:
    scene, other = busy_specialist(roomy)
    second, second_call = another_asks(roomy, scene)
    roomy.caller_hangs_up(scene.call_id)
    assert (line_of(roomy.desk(scene.specialist)), place(roomy.desk(second))) == ([(second_call, 1)], 1)
    roomy.caller_hangs_up(second_call)
    is_free(roomy, scene.specialist, other)

    with Session(roomy.engine) as session:
        assert session.scalars(sa.select(AskedNextRow)).all() == []
        assert session.scalars(sa.select(AgentRow.kept_for_id).where(AgentRow.kept_for_id.is_not(None))).all() == []


@pytest.mark.parametrize(("consults", "line"), [(9, 1), (2, 8)])
def test_no_more_may_ask_for_one_colleague_than_the_settings_allow(engine: sa.Engine, consults: int, line: int) -> None:
    centre = Centre(engine, replace(SETTINGS, consult_limit=consults, ask_next_limit=line))
    scene, _ = busy_specialist(centre)
    with pytest.raises(ColleagueAskedEnoughError) as refused:
        another_asks(centre, scene)

    assert refused.value.details == {"asked": 1}
    asks(centre, scene.agent, scene.call_id, scene.specialist)  # again by who has a place: it is kept
    assert line_of(centre.desk(scene.specialist)) == [(scene.call_id, 1)]


def test_only_who_is_busy_is_asked_for_only_by_whose_call_it_is_and_another_choice_takes_the_place_of_the_first(
    roomy: Centre,
) -> None:
    scene, _ = busy_specialist(roomy)
    second, second_call = another_asks(roomy, scene)
    with pytest.raises(ColleagueNotFreeError):
        asks(roomy, second, second_call, roomy.agent())
    with pytest.raises(NotYourCallError):
        asks(roomy, second, scene.call_id, scene.specialist)
    with pytest.raises(NotYourCallError):
        roomy.do(lambda session, deps: stop_asking(session, deps, scene.call_id, second))
    asks(roomy, second, second_call, scene.agent)

    assert line_of(roomy.desk(scene.specialist)) == [(scene.call_id, 1)]
    assert roomy.desk(scene.agent).agent.asked == (
        AskedNext(call_id=second_call, agent_id=scene.agent, by_agent_id=second, asked_at=roomy.clock.now(), place=1),
    )


def test_a_queue_or_a_colleague_of_another_group_is_refused_by_its_own_name(centre: Centre) -> None:
    with centre.open_work() as work:
        ensure_queues(work.session, [CARDS, LOANS, replace(CARDS, code="bonds", group="markets")])
    scene = talking(centre)
    other = centre.agent("bonds")
    with pytest.raises(ColleagueElsewhereError):
        centre.consult(scene.agent, scene.call_id, other)
    with pytest.raises(ColleagueElsewhereError):
        asks(centre, scene.agent, scene.call_id, other)
    with pytest.raises(QueueElsewhereError):
        centre.transfer(scene.agent, scene.call_id, Kind.COLD_QUEUE, queue_code="bonds")
