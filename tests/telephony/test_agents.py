"""Agents with the database: signing in and out, their state and what it does to an offer."""

import itertools
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentStateRow
from telephony.agents.service import sign_out_agent
from telephony.contract import AgentAction, AgentState, CallAction, CallState, ChosenReason, OfferOutcome, SystemReason
from telephony.errors import AgentNotFoundError, AgentTransitionRefusedError, ReasonNeededError
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueMemberRow
from telephony.queues.repository import QueueRepository
from telephony.queues.service import ensure_member, ensure_queues
from telephony.settings import QueueSettings
from tests.telephony.support import CARDS, Centre


def test_signing_in_makes_an_agent_not_ready_with_their_queues_on_the_desk(centre: Centre) -> None:
    agent = centre.agent("cards", "loans", ready=False)

    desk = centre.desk(agent)

    assert (desk.agent.state, desk.agent.reason) == (AgentState.NOT_READY, SystemReason.SIGNED_IN)
    assert desk.agent.allowed == {AgentAction.GO_READY, AgentAction.GO_NOT_READY, AgentAction.GO_OFFLINE}
    assert [queue.name["en"] for queue in desk.queues] == ["Cards", "Loans"]


def test_signing_in_again_in_the_middle_of_a_call_changes_nothing(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    before = centre.desk(agent)

    desk = centre.sign_in(agent)

    assert desk == before
    assert desk.call is not None
    assert desk.call.call_id == call_id


def test_an_agent_who_signs_in_again_after_going_offline_is_not_ready(centre: Centre) -> None:
    agent = centre.agent()
    centre.go(agent, AgentAction.GO_OFFLINE)

    desk = centre.sign_in(agent)

    assert (desk.agent.state, desk.agent.reason) == (AgentState.NOT_READY, SystemReason.SIGNED_IN)


def test_not_ready_needs_a_reason_one_may_choose(centre: Centre) -> None:
    agent = centre.agent()

    with pytest.raises(ReasonNeededError):
        centre.go(agent, AgentAction.GO_NOT_READY)
    desk = centre.go(agent, AgentAction.GO_NOT_READY, ChosenReason.LUNCH)
    assert (desk.agent.state, desk.agent.reason) == (AgentState.NOT_READY, ChosenReason.LUNCH)


def test_turning_not_ready_while_it_rings_declines_the_offer(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()

    desk = centre.go(agent, AgentAction.GO_NOT_READY, ChosenReason.BREAK)

    assert (desk.offer, desk.call, desk.agent.state) == (None, None, AgentState.NOT_READY)
    assert desk.day.missed == 0
    assert centre.call(call_id).state is CallState.QUEUED
    assert outcomes(centre) == [OfferOutcome.DECLINED]


def test_going_offline_while_it_rings_withdraws_the_offer_and_the_call_keeps_its_place(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    enqueued_at = centre.call(call_id).enqueued_at
    centre.clock.advance(5)

    centre.go(agent, AgentAction.GO_OFFLINE)

    assert outcomes(centre) == [OfferOutcome.WITHDRAWN]
    call = centre.call(call_id)
    assert (call.state, call.enqueued_at) == (CallState.QUEUED, enqueued_at)


@pytest.mark.parametrize("action", list(AgentAction))
def test_nobody_leaves_in_the_middle_of_a_call_or_its_wrap_up(centre: Centre, action: AgentAction) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)

    with pytest.raises(AgentTransitionRefusedError) as refusal:
        centre.go(agent, action, ChosenReason.BREAK)
    assert refusal.value.details["state"] == "on_call"
    centre.caller_hangs_up(call_id)
    with pytest.raises(AgentTransitionRefusedError) as refusal:
        centre.go(agent, action, ChosenReason.BREAK)
    assert refusal.value.details["state"] == "wrap_up"
    assert centre.desk(agent).agent.allowed == frozenset()


def test_signing_out_goes_offline_and_does_nothing_for_one_who_is(centre: Centre) -> None:
    agent = centre.agent()
    with centre.open_work() as work:
        sign_out_agent(work.session, centre.deps(work.journal), agent)
        sign_out_agent(work.session, centre.deps(work.journal), agent)
        sign_out_agent(work.session, centre.deps(work.journal), uuid4())

    assert centre.desk(agent).agent.state is AgentState.OFFLINE


def test_somebody_who_never_signed_in_has_no_desk(centre: Centre) -> None:
    with pytest.raises(AgentNotFoundError):
        centre.desk(uuid4())


def test_every_stretch_of_an_agents_day_is_kept_without_a_gap(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.clock.advance(2)
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()
    centre.clock.advance(30)
    centre.caller_hangs_up(call_id)
    centre.clock.advance(10)
    centre.finish(agent, call_id)

    with Session(centre.engine) as session:
        query = sa.select(AgentStateRow).where(AgentStateRow.agent_id == agent).order_by(AgentStateRow.began_at)
        stretches = [row for row in session.scalars(query) if row.ended_at != row.began_at]
    assert [stretch.state.value for stretch in stretches] == ["ready", "on_call", "wrap_up", "ready"]
    for earlier, later in itertools.pairwise(stretches):
        assert earlier.ended_at == later.began_at
    assert stretches[-1].ended_at is None


def test_the_days_figures_begin_anew_at_local_midnight(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.caller_hangs_up(call_id)
    assert centre.finish(agent, call_id).day.handled == 1

    centre.clock.advance(24 * 3600)

    assert centre.desk(agent).day.handled == 0


def test_the_settings_of_queues_can_change_and_come_twice(centre: Centre) -> None:
    with centre.open_work() as work:
        ensure_queues(work.session, [QueueSettings(code="cards", group="retail", name={"en": "Cards"}, ring_seconds=7)])
        ensure_queues(work.session, [QueueSettings(code="cards", group="retail", name={"en": "Cards"}, ring_seconds=7)])
    agent = centre.agent()
    centre.ring()

    offer = centre.desk(agent).offer
    assert offer is not None
    assert (offer.expires_at - offer.offered_at).total_seconds() == 7


def test_queues_that_share_an_agent_must_be_of_one_group(centre: Centre) -> None:
    agent = centre.agent("cards")
    other = QueueSettings(code="business", group="corporate", name={"en": "Business"})
    with centre.open_work() as work:
        ensure_queues(work.session, [CARDS, other])
        with pytest.raises(ValueError, match="another group"):
            ensure_member(work.session, agent, "business")


def outcomes(centre: Centre) -> list[OfferOutcome]:
    with Session(centre.engine) as session:
        return [offer.outcome for offer in session.scalars(sa.select(OfferRow).order_by(OfferRow.offered_at))]


def test_whoever_changes_groups_holds_both_in_one_order(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = QueueSettings(code="vip", group="private", name={"en": "Private"})
    with centre.open_work() as work:
        ensure_queues(work.session, [apart])
    there, back = centre.agent("cards", ready=False), centre.agent("vip", ready=False)
    for agent in (there, back):
        centre.go(agent, AgentAction.GO_OFFLINE)
    with centre.open_work() as work:
        work.session.execute(sa.delete(QueueMemberRow))
        ensure_member(work.session, there, "vip")
        ensure_member(work.session, back, "cards")
    locked: list[UUID] = []
    lock = QueueRepository.lock_group

    def watched(queues: QueueRepository, group_id: UUID) -> None:
        locked.append(group_id)
        lock(queues, group_id)

    monkeypatch.setattr(QueueRepository, "lock_group", watched)
    for agent in (there, back):
        centre.sign_in(agent)

    assert locked[:2] == locked[2:]
    assert len(set(locked)) == 2
