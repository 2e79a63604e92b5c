from datetime import timedelta

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.ui.offer.presenter import OfferPresenter, OfferState
from telephony.contract import AgentDay, CallState, DeskChange, OfferOutcome, OfferSnapshot
from tests.client.support import START, agent, call, card, choice, desk, event, offer, profile, snapshot
from tests.client.test_customers_on_screen import part
from tests.client.test_desk import Reader


class Bench:
    def __init__(self) -> None:
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = OfferPresenter(self.desk)

    def state(self) -> OfferState:
        return self.presenter.state

    def ring(self) -> OfferSnapshot:
        ringing = call(CallState.RINGING)
        contact = {"contact_id": ringing.call_id, "at": START, "channel": "app", "subject": {"en": "Asked"}}
        shown = profile(parts=(part("core"), part("loans", total="-1846200.00")), contacts=(contact,))
        rang = offer(ringing, card(ringing.call_id, shown, script=choice()))
        self.desk.receive(snapshot(desk(agent=agent(misses=1), call=ringing, offer=rang, day=AgentDay(missed=1))))
        return rang


def test_the_card_says_who_why_what_is_owed_and_what_was_last() -> None:
    bench = Bench()
    rang = bench.ring()

    state = bench.state()
    assert state.visible
    assert state.profile is not None
    assert state.why == {"en": "I don't know this charge"}
    assert [owed.system for owed in state.owed] == ["loans"]
    assert state.last_contact is not None
    assert state.script == choice()
    assert (state.expires_at, state.ring_seconds) == (START + timedelta(seconds=20), 20)
    assert (state.misses, state.miss_limit, state.missed_today) == (1, 2, 1)
    assert state.offer_id == rang.offer_id


def test_how_the_offer_ended_stands_until_the_next_one() -> None:
    bench = Bench()
    rang = bench.ring()
    missed = rang.model_copy(update={"outcome": OfferOutcome.NOT_ANSWERED})
    bench.desk.receive(event(DeskChange(offer=missed, offer_gone=True, call_gone=True)))
    assert not bench.state().visible
    assert bench.state().ended is OfferOutcome.NOT_ANSWERED

    bench.ring()
    assert bench.state().ended is None
    assert bench.state().visible


def test_an_offer_without_its_payload_shows_that_it_is_loading_or_why_not() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    bench.desk.receive(snapshot(desk(call=ringing, offer=offer(ringing))))

    assert bench.state().visible
    assert bench.state().card is None
    assert bench.state().problem is not None


def test_a_call_that_rang_here_before_says_so_by_the_servers_word_or_by_what_was_seen_here() -> None:
    bench = Bench()
    first = bench.ring()
    assert not bench.state().again
    ringing = bench.desk.view.call
    assert ringing is not None
    bench.desk.receive(event(DeskChange(offer=first), number=3))  # the stream repeats itself
    assert not bench.state().again

    bench.desk.receive(event(DeskChange(offer_gone=True, call_gone=True), number=4))
    bench.desk.receive(event(DeskChange(call=ringing, offer=offer(ringing)), number=5))
    assert bench.state().again

    other = call(CallState.RINGING)
    bench.desk.receive(event(DeskChange(call=other, offer=offer(other, pops=False)), number=6))
    assert bench.state().again
