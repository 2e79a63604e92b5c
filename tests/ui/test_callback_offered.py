"""A callback on the desktop: offered, looked at, dialled or given back; by keys, and without a focus taken."""

from datetime import timedelta
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.shown_customer import ShownCustomerModel
from agent_desktop.client.tasks import ImmediateTasks, Tasks
from agent_desktop.contract.callback_cards import CallbackCard
from agent_desktop.contract.callbacks import CallbackState, DialCallback
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_previews import OFFER
from agent_desktop.ui.call_bar.presenter import CallBarPresenter, SlotKind
from agent_desktop.ui.offer.presenter import OfferPresenter
from agent_desktop.ui.outgoing.callback_presenter import CallbackDialler
from telephony.contract import (
    AgentState,
    CallAction,
    CallDirection,
    CallSnapshot,
    CallState,
    DeskChange,
    DeskSnapshot,
)
from tests.client.support import START, Clock, HeldTasks, agent, call, desk, event, offer, profile, snapshot
from tests.client.test_desk import Reader
from tests.ui.test_call_bar_presenter import Server


class Callbacks:
    def __init__(self) -> None:
        self.dialled: list[tuple[UUID, DialCallback]] = []
        self.problem: ClientError | None = None
        self.answer: DeskSnapshot = desk()

    def dial(self, callback_id: UUID, command: DialCallback) -> DeskSnapshot:
        self.dialled.append((callback_id, command))
        if self.problem is not None:
            raise self.problem
        return self.answer


class Bench:
    """The call bar, the card and what dials, over one desk."""

    def __init__(self, cards: Tasks | None = None) -> None:
        """`cards` reads the cards of callers, at once where nothing is said."""
        self.reader, self.server, self.callbacks = Reader(), Server(), Callbacks()
        self.tasks, clock = HeldTasks(), Clock()
        self.desk = DeskModel(self.reader, cards or ImmediateTasks(), monotonic=clock.monotonic)
        self.customers = ShownCustomerModel(self.desk, self.reader, ImmediateTasks())  # type: ignore[arg-type]
        self.bar = CallBarPresenter(self.desk, self.server, self.tasks, clock.now)
        self.card = OfferPresenter(self.desk)
        self.dialler = CallbackDialler(self.desk, self.callbacks, self.tasks)
        self.bar.dial_by(self.dialler)
        self.waits = call(
            CallState.RINGING,
            direction=CallDirection.OUTBOUND,
            item_id=uuid4(),
            allowed=frozenset({CallAction.ANSWER, CallAction.DECLINE}),
        )

    def offered(self) -> None:
        self.desk.receive(snapshot(desk(call=self.waits, offer=offer(self.waits, self.payload()))))

    def payload(self) -> CallbackCard:
        assert OFFER.card is not None
        assert OFFER.callback is not None
        shown = profile()
        return CallbackCard.model_validate(
            {**dict(OFFER.card), "call_id": self.waits.call_id, "profile": shown, "callback": OFFER.callback}
        )

    def held(self, version: int = 1) -> CallbackCard:
        """The card once the agent has it before them, changed so often since it was offered."""
        card = self.payload()
        callback = card.callback.detail.callback
        changed = {"held_by_me": True, "state": CallbackState.OFFERED, "version": callback.version + version}
        detail = card.callback.detail.model_copy(update={"callback": callback.model_copy(update=changed)})
        return card.model_copy(update={"callback": card.callback.model_copy(update={"detail": detail})})

    def looked_at(self) -> CallSnapshot:
        return self.waits.model_copy(
            update={
                "state": CallState.PREVIEWING,
                "since_at": START,
                "preview_ends_at": START + timedelta(seconds=120),
                "allowed": frozenset({CallAction.DIAL, CallAction.GIVE_BACK}),
                "version": self.waits.version + 1,
            }
        )

    def taken(self) -> None:
        self.reader.cards.setdefault(self.waits.call_id, self.held())
        self.offered()
        change = DeskChange(agent=agent(AgentState.ON_CALL), call=self.looked_at(), offer_gone=True)
        self.desk.receive(event(change))


def test_an_offered_callback_says_whom_to_call_and_why_and_is_taken_like_a_call() -> None:
    bench = Bench()
    bench.offered()

    assert (bench.bar.state.kind, bench.bar.state.direction) == (SlotKind.RINGING, CallDirection.OUTBOUND)
    assert bench.card.state.visible
    assert bench.card.state.callback == OFFER.callback
    assert not bench.card.state.preview

    bench.bar.action_chosen(CallAction.ANSWER)
    bench.tasks.run_all()
    ((call_id, command),) = bench.server.commands
    assert (call_id, command.action) == (bench.waits.call_id, CallAction.ANSWER)


def test_before_the_call_the_card_stays_the_profile_shows_and_the_time_runs_down() -> None:
    bench = Bench()
    bench.taken()

    assert bench.bar.state.kind is SlotKind.PREVIEW
    assert bench.bar.state.limit_at == START + timedelta(seconds=120)
    assert bench.bar.state.enabled == {CallAction.DIAL, CallAction.GIVE_BACK}
    assert (bench.card.state.preview, bench.card.state.offer_id) == (True, None)  # nothing rings any more
    assert bench.card.state.callback == bench.held().callback
    assert bench.customers.shown.profile is not None
    assert bench.customers.shown.call_id is None  # nobody is on the line: there is nothing to link or to note
    assert bench.desk.view.accepted_call is None
    assert not bench.desk.view.may_dial


def test_f2_dials_the_callback_once_whatever_is_pressed_meanwhile() -> None:
    bench = Bench()
    bench.taken()

    bench.bar.action_chosen(CallAction.ANSWER)
    bench.bar.action_chosen(CallAction.ANSWER)
    assert bench.dialler.asked
    bench.tasks.run_all()

    ((callback_id, command),) = bench.callbacks.dialled
    assert OFFER.callback is not None
    assert callback_id == OFFER.callback.detail.callback.callback_id
    assert command.seen_version == OFFER.callback.detail.callback.version + 1, "as it is since it was taken"
    assert bench.server.commands == []


def test_a_press_before_the_card_of_the_taken_callback_is_here_dials_as_it_comes() -> None:
    cards = HeldTasks()
    bench = Bench(cards)
    bench.taken()

    bench.bar.action_chosen(CallAction.ANSWER)
    bench.tasks.run_all()
    assert bench.callbacks.dialled == [], "what came with the offer is of before it was taken"
    cards.run_all()
    bench.tasks.run_all()

    ((_, command),) = bench.callbacks.dialled
    assert command.seen_version == bench.held().callback.detail.callback.version


def test_where_that_card_does_not_come_the_press_goes_to_the_server_all_the_same() -> None:
    bench = Bench()
    bench.reader.problem = ClientError(ErrorCode.SERVER_AWAY)
    bench.taken()

    bench.bar.action_chosen(CallAction.ANSWER)
    bench.tasks.run_all()
    assert len(bench.callbacks.dialled) == 1


def test_one_that_somebody_changed_is_read_again_and_the_next_press_is_of_that() -> None:
    bench = Bench()
    bench.taken()
    bench.callbacks.problem = ClientError(ErrorCode.STALE_VERSION, {"current_version": 5})
    bench.reader.cards[bench.waits.call_id] = bench.held(2)  # a colleague has added a word

    bench.bar.action_chosen(CallAction.ANSWER)
    bench.tasks.run_all()
    assert bench.bar.state.problem is not None
    assert bench.card.state.callback == bench.held(2).callback
    bench.callbacks.problem = None
    bench.bar.action_chosen(CallAction.ANSWER)
    bench.tasks.run_all()

    first, second = (command for _, command in bench.callbacks.dialled)
    assert second.seen_version == first.seen_version + 1
    assert second.command_id != first.command_id


def test_what_speaks_against_it_at_the_last_moment_is_said_and_the_same_press_is_repeated_as_one_command() -> None:
    bench = Bench()
    bench.taken()
    bench.callbacks.problem = ClientError(ErrorCode.CALLBACK_REFUSED, {"problem": "unlawful_hour"})

    bench.bar.action_chosen(CallAction.ANSWER)
    bench.tasks.run_all()
    assert bench.bar.state.problem is not None
    assert bench.bar.state.problem.code == ErrorCode.CALLBACK_REFUSED
    assert bench.bar.state.kind is SlotKind.PREVIEW

    bench.bar.action_chosen(CallAction.ANSWER)
    bench.tasks.run_all()
    first, second = (command for _, command in bench.callbacks.dialled)
    assert first.command_id == second.command_id


def test_giving_back_is_a_deed_of_the_call_and_the_card_goes_with_it() -> None:
    bench = Bench()
    bench.taken()

    bench.bar.action_chosen(CallAction.GIVE_BACK)
    bench.tasks.run_all()
    ((_, command),) = bench.server.commands
    assert command.action is CallAction.GIVE_BACK

    bench.desk.receive(event(DeskChange(agent=agent(AgentState.READY, version=9), call_gone=True)))
    assert not bench.card.state.visible
    assert bench.bar.state.kind is SlotKind.NONE
    assert bench.customers.shown.profile is None


def test_after_a_restart_the_card_of_what_is_looked_at_is_asked_for() -> None:
    bench = Bench()
    bench.reader.cards[bench.waits.call_id] = bench.payload()

    bench.desk.receive(snapshot(desk(agent=agent(AgentState.ON_CALL), call=bench.looked_at())))

    assert bench.card.state.callback == OFFER.callback
