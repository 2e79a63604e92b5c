"""The caller hung up while it rang here: the card says who it was, and notes that they are to be called back."""

from datetime import timedelta
from uuid import UUID

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.callback_wishes import CallbackWish, WishCallback
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.caller_gone.presenter import CallerGonePresenter, CallerGoneState
from telephony.contract import CallSnapshot, CallState, DeskChange, EndCause, OfferOutcome
from tests.client.support import AWAY, START, HeldTasks, call, desk, event, offer, snapshot
from tests.client.test_desk import Reader


class Server:
    def __init__(self) -> None:
        self.commands: list[tuple[UUID, WishCallback]] = []
        self.problem: ClientError | None = None

    def wish_callback(self, call_id: UUID, command: WishCallback) -> CallbackWish:
        self.commands.append((call_id, command))
        if self.problem is not None:
            raise self.problem
        return CallbackWish(call_id=call_id, wished_at=START, with_contact=True)


class Bench:
    def __init__(self) -> None:
        self.server, self.tasks = Server(), HeldTasks()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = CallerGonePresenter(self.desk, self.server, self.tasks)
        self.desk.receive(snapshot(desk()))

    def ring(self) -> CallSnapshot:
        ringing = call(CallState.RINGING)
        self.desk.receive(event(DeskChange(call=ringing, offer=offer(ringing))))
        return ringing

    def offer_ends(self, ringing: CallSnapshot, **call_changes: object) -> None:
        ended = offer(ringing).model_copy(update={"outcome": OfferOutcome.WITHDRAWN, "ended_at": START})
        left = ringing.model_copy(update={"version": ringing.version + 1, **call_changes})
        self.desk.receive(event(DeskChange(call=left, offer=ended, call_gone=True, offer_gone=True)))

    def caller_goes(self, **more: object) -> CallSnapshot:
        ringing = self.ring()
        gone_at = START + timedelta(seconds=9)
        ended = {"state": CallState.ENDED, "end_cause": EndCause.ABANDONED_RINGING, "ended_at": gone_at}
        self.offer_ends(ringing, waited_seconds=9, **ended, **more)
        return ringing

    @property
    def state(self) -> CallerGoneState:
        return self.presenter.state


def test_a_caller_who_gives_up_leaves_a_card_with_who_it_was() -> None:
    bench = Bench()

    gone = bench.caller_goes()

    state = bench.state
    assert (state.visible, state.call_id, state.waited_seconds) == (True, gone.call_id, 9)
    assert state.gone_at == START + timedelta(seconds=9)
    assert not state.wished


def test_an_offer_that_ends_otherwise_leaves_none() -> None:
    bench = Bench()
    ringing = bench.ring()

    bench.offer_ends(ringing, state=CallState.QUEUED)

    assert not bench.state.visible


def test_the_wish_is_noted_once_and_a_repeat_after_a_lost_answer_is_the_same_command() -> None:
    bench = Bench()
    gone = bench.caller_goes()
    bench.server.problem = AWAY
    bench.presenter.note_callback()
    bench.presenter.note_callback()
    assert bench.state.noting
    bench.tasks.run_all()
    assert (bench.state.problem, bench.state.noting) == (Problem(ErrorCode.SERVER_AWAY), False)

    bench.server.problem = None
    bench.presenter.note_callback()
    bench.tasks.run_all()
    bench.presenter.note_callback()

    assert (bench.state.wished, bench.state.with_contact, bench.state.problem) == (True, True, None)
    assert [call_id for call_id, _ in bench.server.commands] == [gone.call_id] * 2
    assert len({command.command_id for _, command in bench.server.commands}) == 1


def test_what_the_caller_asked_for_themselves_is_not_asked_again() -> None:
    bench = Bench()
    bench.caller_goes(callback_wished_at=START)

    assert (bench.state.wished, bench.state.wished_themselves) == (True, True)
    bench.presenter.note_callback()
    assert bench.tasks.held == []


def test_the_next_call_takes_the_cards_place_and_an_answer_that_comes_late_is_dropped() -> None:
    bench = Bench()
    bench.caller_goes()
    bench.presenter.note_callback()

    bench.ring()
    bench.tasks.run_all()

    assert bench.state == CallerGoneState()


def test_the_card_is_put_away_and_does_not_come_back() -> None:
    bench = Bench()
    bench.caller_goes()

    bench.presenter.dismiss()
    bench.desk.receive(event(DeskChange()))

    assert bench.state == CallerGoneState()
