from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks, Tasks
from agent_desktop.contract.customers import CallerCard
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import (
    AgentState,
    CallSnapshot,
    CallState,
    DeskChange,
    DeskSnapshot,
    EventKind,
    OfferOutcome,
    QueueSnapshot,
    apply_change,
)
from tests.client.support import (
    QUEUE_ID,
    Clock,
    HeldTasks,
    agent,
    call,
    card,
    desk,
    event,
    offer,
    profile,
    snapshot,
)

UP = LinkState(LinkStatus.UP)


class Reader:
    def __init__(self) -> None:
        self.desk_now: DeskSnapshot | None = None
        self.cards: dict[UUID, CallerCard] = {}
        self.problem: ClientError | None = None
        self.asked_cards = 0

    def desk(self) -> DeskSnapshot:
        if self.problem or self.desk_now is None:
            raise self.problem or ClientError(ErrorCode.SERVER_AWAY)
        return self.desk_now

    def caller(self, call_id: UUID) -> CallerCard:
        self.asked_cards += 1
        if self.problem:
            raise self.problem
        return self.cards[call_id]


class Bench:
    def __init__(self, tasks: Tasks | None = None) -> None:
        self.reader, self.clock = Reader(), Clock()
        self.model = DeskModel(self.reader, tasks or ImmediateTasks(), monotonic=self.clock.monotonic)
        self.seen: list[DeskView] = []
        self.model.watch(self.seen.append)

    def view(self) -> DeskView:
        return self.model.view

    def known(self) -> DeskSnapshot:
        assert self.model.view.desk is not None
        return self.model.view.desk


def test_the_offers_card_comes_with_the_offer_and_stays_with_the_call() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    shown = card(ringing.call_id, profile())
    bench.model.receive(snapshot(desk()))
    bench.model.receive(event(DeskChange(call=ringing, offer=offer(ringing, shown)), EventKind.CALL_OFFERED))
    assert bench.view().card == shown
    assert bench.view().accepted_call is None

    talking = ringing.model_copy(update={"state": CallState.TALKING, "version": 2})
    bench.model.receive(event(DeskChange(call=talking, offer_gone=True), EventKind.CALL_ANSWERED))

    assert bench.view().card == shown
    assert bench.view().accepted_call == talking
    assert bench.reader.asked_cards == 0


def test_what_goes_ahead_shows_nothing_and_the_offer_is_the_view_that_was_made_ready() -> None:
    bench = Bench()
    ready: list[DeskView] = []
    bench.model.watch_ahead(ready.append)
    ringing = call(CallState.RINGING)
    change = DeskChange(call=ringing, offer=offer(ringing, card(ringing.call_id, profile())))
    coming = event(change, EventKind.CALL_OFFERED)
    bench.model.receive(snapshot(desk()))
    before = bench.view()

    bench.model.receive(coming.model_copy(update={"type": "ahead", "number": 0}))
    assert bench.view() is before
    assert [view.offer for view in ready] == [change.offer]

    bench.model.receive(coming)
    assert bench.view() is ready[0]


def test_what_was_taken_back_or_comes_while_another_call_rings_is_not_made_ready() -> None:
    bench = Bench()
    ready: list[DeskView] = []
    bench.model.watch_ahead(ready.append)
    one, two = call(CallState.RINGING), call(CallState.RINGING)
    first, second = (DeskChange(call=each, offer=offer(each, card(each.call_id, profile()))) for each in (one, two))
    bench.model.receive(snapshot(desk()))
    bench.model.receive(event(first, EventKind.CALL_OFFERED).model_copy(update={"type": "ahead"}))
    bench.model.receive(
        event(DeskChange(), EventKind.CALL_OFFERED).model_copy(update={"type": "ahead", "change": None})
    )
    assert [view.offer for view in ready] == [first.offer, None]
    assert bench.view().offer is None

    bench.model.receive(event(second, EventKind.CALL_OFFERED))
    assert bench.view().offer == second.offer
    assert bench.view() is not ready[0]

    bench.model.receive(event(first, EventKind.CALL_OFFERED).model_copy(update={"type": "ahead"}))
    assert len(ready) == 2


def test_keys_while_it_rings_bring_another_card_and_a_repeated_event_does_not_bring_back_an_older_one() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    keyed = ringing.model_copy(update={"version": ringing.version + 1})
    nobody, known = card(ringing.call_id), card(ringing.call_id, profile())
    linked = card(ringing.call_id, profile())
    first = offer(ringing, nobody)
    offered = DeskChange(call=ringing, offer=first)
    told = DeskChange(call=keyed, offer=offer(keyed, known, offer_id=first.offer_id))
    bench.model.receive(snapshot(desk()))
    bench.model.receive(event(offered, EventKind.CALL_OFFERED))
    assert bench.view().card == nobody

    bench.model.receive(event(told, EventKind.CALL_KEYED))
    assert bench.view().card == known

    bench.model.replace_card(linked)
    bench.model.receive(event(told, EventKind.CALL_KEYED))
    assert bench.view().card == linked
    assert bench.reader.asked_cards == 0


def test_after_a_restart_in_a_call_the_card_is_asked_for() -> None:
    bench = Bench()
    talking = call()
    shown = card(talking.call_id, profile())
    bench.reader.cards[talking.call_id] = shown

    bench.model.receive(snapshot(desk(call=talking)))

    assert bench.view().card == shown
    assert not bench.view().card_loading


def test_a_payload_that_is_not_understood_is_asked_for_instead() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    shown = card(ringing.call_id)
    bench.reader.cards[ringing.call_id] = shown

    bench.model.receive(snapshot(desk(call=ringing, offer=offer(ringing).model_copy(update={"payload": {"a": 1}}))))

    assert bench.view().card == shown


def test_a_card_that_did_not_come_is_asked_for_again_and_a_late_one_is_passed_over() -> None:
    bench = Bench()
    talking = call()
    bench.reader.problem = ClientError(ErrorCode.SERVER_AWAY)
    bench.model.receive(snapshot(desk(call=talking)))
    assert bench.view().card_problem is not None

    bench.reader.problem = None
    bench.reader.cards[talking.call_id] = card(talking.call_id)
    bench.clock.pass_seconds(3, bench.model.tick)
    assert bench.view().card is not None
    assert bench.view().card_problem is None

    tasks = HeldTasks()
    late = Bench(tasks)
    late.reader.cards[talking.call_id] = card(talking.call_id)
    late.model.receive(snapshot(desk(call=talking)))
    late.model.receive(event(DeskChange(call_gone=True)))
    tasks.run_all()
    assert late.view().card is None


def test_the_card_is_read_again_when_the_call_was_linked_elsewhere() -> None:
    bench = Bench()
    talking = call()
    bench.reader.cards[talking.call_id] = card(talking.call_id)
    bench.model.receive(snapshot(desk(call=talking)))

    linked = card(talking.call_id, profile())
    bench.reader.cards[talking.call_id] = linked
    bench.model.receive(event(DeskChange(), EventKind.CUSTOMER_LINKED))

    assert bench.view().card == linked


def test_an_answer_older_than_the_stream_is_passed_over_and_the_streams_queues_stay() -> None:
    bench = Bench()
    held = call(CallState.HELD, version=5)
    bench.reader.cards[held.call_id] = card(held.call_id)
    bench.model.link_changed(UP)
    bench.model.receive(snapshot(desk(call=held)))
    older = held.model_copy(update={"state": CallState.TALKING, "version": 4})
    bench.model.take_answer(desk(call=older))
    assert bench.view().call == held

    newer = held.model_copy(update={"state": CallState.TALKING, "version": 6})
    queues = (QueueSnapshot(queue_id=QUEUE_ID, name={"en": "Cards"}, waiting=99),)
    bench.model.take_answer(desk(call=newer, queues=queues))
    assert bench.view().call == newer
    assert bench.known().queues[0].waiting == 3


def test_an_old_answer_neither_takes_a_ringing_offer_away_nor_brings_an_ended_one_back() -> None:
    bench = Bench()
    before = desk()
    ringing = call(CallState.RINGING)
    offered = offer(ringing, card(ringing.call_id))
    bench.model.link_changed(UP)
    bench.model.receive(snapshot(before))
    bench.model.receive(event(DeskChange(call=ringing, offer=offered), EventKind.CALL_OFFERED))

    bench.model.take_answer(before)
    assert bench.view().offer == offered

    ended = offered.model_copy(update={"outcome": OfferOutcome.WITHDRAWN, "payload": None})
    gone = DeskChange(call=ringing, offer=ended, offer_gone=True, call_gone=True)
    bench.model.receive(event(gone, EventKind.OFFER_ENDED))
    bench.model.take_answer(desk(call=ringing, offer=offered))

    assert (bench.view().offer, bench.view().call) == (None, None)


def test_the_answer_to_a_press_on_answer_ends_the_ringing_at_once() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    bench.model.link_changed(UP)
    bench.model.receive(snapshot(desk()))
    bench.model.receive(
        event(DeskChange(call=ringing, offer=offer(ringing, card(ringing.call_id))), EventKind.CALL_OFFERED)
    )

    connecting = ringing.model_copy(update={"state": CallState.CONNECTING, "version": ringing.version + 1})
    bench.model.take_answer(desk(call=connecting, agent=agent(AgentState.ON_CALL, version=9)))

    assert (bench.view().offer, bench.view().call) == (None, connecting)


def test_events_repeated_after_a_break_do_not_bring_back_an_older_state() -> None:
    bench = Bench()
    talking = call(version=3)
    bench.reader.cards[talking.call_id] = card(talking.call_id)
    bench.model.receive(snapshot(desk(call=talking, agent=agent(AgentState.ON_CALL, version=2))))
    ended = talking.model_copy(update={"state": CallState.ENDED, "version": 4})
    bench.model.take_answer(desk(call=ended, agent=agent(AgentState.WRAP_UP, version=3)))

    held = talking.model_copy(update={"state": CallState.HELD, "version": 3})
    bench.model.receive(event(DeskChange(call=held, agent=agent(AgentState.ON_CALL, version=2))))

    assert bench.view().call == ended
    assert bench.known().agent.state is AgentState.WRAP_UP


def test_a_desk_that_could_not_be_read_is_read_again_until_it_comes() -> None:
    bench = Bench()
    bench.model.receive(snapshot(desk()))
    bench.reader.problem = ClientError(ErrorCode.SERVER_AWAY)
    bench.model.read_again()
    bench.reader.problem = None
    bench.reader.desk_now = desk(agent=agent(AgentState.NOT_READY, version=2))

    bench.clock.pass_seconds(3, bench.model.tick)

    assert bench.known().agent.state is AgentState.NOT_READY


def test_how_an_offer_ended_is_remembered() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    rang = offer(ringing, card(ringing.call_id))
    bench.model.receive(snapshot(desk(call=ringing, offer=rang)))

    missed = rang.model_copy(update={"outcome": OfferOutcome.NOT_ANSWERED, "payload": None})
    bench.model.receive(event(DeskChange(offer=missed, offer_gone=True, call_gone=True), EventKind.OFFER_ENDED))

    assert bench.view().ended_offer == missed
    assert bench.view().offer is None
    assert bench.view().card is None


changes = st.lists(
    st.one_of(
        st.builds(lambda state: DeskChange(agent=agent(state, version=9)), st.sampled_from(AgentState)),
        st.builds(lambda of: DeskChange(call=of), st.builds(call, st.sampled_from(CallState))),
        st.just(DeskChange(call_gone=True, offer_gone=True)),
    ),
    max_size=8,
)


@given(changes)
def test_the_model_says_what_snapshot_and_events_say(happened: list[DeskChange]) -> None:
    model = DeskModel(Reader(), HeldTasks())
    expected = desk(agent=agent(version=9))
    model.receive(snapshot(expected))
    for number, change in enumerate(happened):
        model.receive(event(change, number=number + 2))
        expected = apply_change(expected, change)

    assert model.view.desk == expected


def test_a_watcher_that_asks_for_more_gets_the_newest_view_last() -> None:
    bench = Bench()
    first: list[CallSnapshot | None] = []

    def ends_it(view: DeskView) -> None:
        if view.call is not None:
            bench.model.receive(event(DeskChange(call_gone=True)))

    model = DeskModel(bench.reader, HeldTasks())
    bench.model = model
    model.watch(ends_it)
    model.watch(lambda view: first.append(view.call))
    model.receive(snapshot(desk(call=call())))

    assert first[-1] is None
