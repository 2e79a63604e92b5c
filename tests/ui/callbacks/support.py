"""A desk, a clock and a server for the presenters of callbacks, all held still."""

from datetime import UTC, datetime
from uuid import UUID

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.outcome_keeper import OutcomeKeeper
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.callback_lists import CallbackForm, CallbackPlan, Callbacks, CallbackScope, PlanCallback
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackDetail,
    CallbackMade,
    CallbackPreview,
    CallbackState,
    ChangeCallback,
    FinishCallback,
    MakeCallback,
    SayFirst,
    TakeCallback,
)
from agent_desktop.demo import screen_callbacks as shown
from telephony.contract import AgentState, CallState, DeskChange
from tests.client.note_bench import MemoryJournal
from tests.client.support import Clock, HeldTasks, agent, call, desk, event, snapshot
from tests.client.test_desk import Reader

DUE = shown.DUE.callbacks or ()
ME = UUID(int=1)
DAY_END = datetime(2026, 6, 16, 16, 0, tzinfo=UTC)


class Server:
    """Answers from what stands in it, and keeps what it was asked."""

    def __init__(self) -> None:
        self.listed: tuple[Callback, ...] = DUE
        self.asked: list[object] = []
        self.problem: ClientError | None = None
        self.planned: CallbackPlan | None = shown.PROMISE.plan
        assert shown.PROMISE.form is not None
        self.forms: CallbackForm = shown.PROMISE.form

    def _answer(self, asked: object) -> None:
        self.asked.append(asked)
        if self.problem is not None:
            raise self.problem

    def list(
        self,
        scope: CallbackScope,
        *,
        from_at: datetime | None = None,
        until_at: datetime | None = None,
        customer_id: UUID | None = None,
        also_ended: bool = False,
        count_only: bool = False,
    ) -> Callbacks:
        self._answer((scope, from_at, until_at, customer_id, also_ended, count_only))
        return Callbacks(counts=shown.DUE.counts, callbacks=self.listed, total=len(self.listed))

    def detail(self, callback_id: UUID) -> CallbackDetail:
        self._answer(callback_id)
        return CallbackDetail(
            callback=next(each for each in self.listed if each.callback_id == callback_id), history=shown.HISTORY
        )

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback:
        self._answer(command)
        return self._one(callback_id)

    def take(self, callback_id: UUID, command: TakeCallback) -> CallbackPreview:
        self._answer(command)
        return CallbackPreview(
            detail=CallbackDetail(callback=self._one(callback_id)), say_first=SayFirst(opening={}, to_others={})
        )

    def finish(self, callback_id: UUID, command: FinishCallback) -> Callback:
        self._answer(command)
        return self._one(callback_id)

    def form(self) -> CallbackForm:
        self._answer("form")
        return self.forms

    def plan(self, asked: PlanCallback) -> CallbackPlan:
        self._answer(asked)
        assert self.planned is not None
        return self.planned

    def make(self, command: MakeCallback) -> CallbackMade:
        self._answer(command)
        return CallbackMade(callback=DUE[0])

    def _one(self, callback_id: UUID) -> Callback:
        return next(each for each in self.listed if each.callback_id == callback_id)

    def commands(self, kind: type[object]) -> tuple[object, ...]:
        return tuple(each for each in self.asked if isinstance(each, kind))


class Stage:
    """The desk of one agent without a call, the link up."""

    def __init__(self) -> None:
        self.server, self.tasks, self.clock = Server(), HeldTasks(), Clock()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.journal = MemoryJournal()
        self.keeper = OutcomeKeeper(self.journal, ImmediateTasks(), self.clock.now, monotonic=self.clock.monotonic)
        self.desk.link_changed(LinkState(LinkStatus.UP))
        self.desk.receive(snapshot(desk()))

    def on_call(self) -> None:
        talking = call(CallState.TALKING)
        self.desk.receive(event(DeskChange(agent=agent(AgentState.ON_CALL, version=2), call=talking)))

    def call_over(self) -> None:
        self.desk.receive(snapshot(desk(agent=agent(AgentState.READY, version=3)), number=3))


def held(callback: Callback) -> Callback:
    """Return one that this person has called."""
    return callback.model_copy(update={"state": CallbackState.DIALLING, "held_by_me": True})
