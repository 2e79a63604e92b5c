"""What the call came to: chosen during the call already, or in the wrap-up after it, in place of the script."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.asking import Asking
from agent_desktop.client.current_interaction import InteractionModel
from agent_desktop.client.desk import RETRY_SECONDS, DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.timer_limits import WRAP_UP_SECONDS, WRAP_UP_WARNING, TimerBook
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import ChooseOutcome, Disposition, FinishWrapUp
from telephony.contract import (
    AgentAction,
    AgentCommand,
    AgentSnapshot,
    AgentState,
    CallSnapshot,
    CallState,
    DeskSnapshot,
    EndCause,
    NextState,
    WrapUp,
    WrapUpMode,
)


@dataclass(frozen=True, slots=True)
class WrapUpState:
    """Everything the form draws; not `visible` outside wrap-up. `in_call`: the call is on, and an outcome may be chosen
    already; there is nothing to finish yet.

    `chosen` is a disposition's code, empty before one was chosen; `kept` says that the server has it. The finish button
    stays on: pressed without a choice it brings DISPOSITION_NEEDED in `problem`. `busy` while the note and then the
    outcome are being saved. `disposition_problem` says why the list is not here; `retry` reads it again.
    Times are server time; caution at `late_at`, problem at `problem_at`. `rules` say how it goes by the mode of
    its queue; where they have a limit the timer counts down to it, and is caution for the last seconds, from
    `caution_at`. `next` is what comes after it. A `fixed` one cannot be finished before its limit.
    """

    visible: bool = False
    in_call: bool = False
    dispositions: tuple[Disposition, ...] = ()
    loading: bool = False
    chosen: str = ""
    kept: bool = False
    busy: bool = False
    problem: Problem | None = None
    disposition_problem: Problem | None = None
    caller_name: str = ""
    end_cause: EndCause | None = None
    since_at: datetime | None = None
    planned_end_at: datetime | None = None
    late_at: datetime | None = None
    problem_at: datetime | None = None
    rules: WrapUp | None = None
    caution_at: datetime | None = None
    can_extend: bool = False
    next: NextState | None = None

    @property
    def required(self) -> bool:
        """Whether the wrap-up cannot end without an outcome."""
        return self.rules is None or self.rules.outcome_required

    @property
    def overdue(self) -> bool:
        """Whether the time is up, and choosing an outcome ends it."""
        return self.rules is not None and self.rules.overdue

    @property
    def fixed(self) -> bool:
        """Whether only the clock ends it now."""
        return self.rules is not None and self.rules.mode is WrapUpMode.FIXED and not self.rules.overdue


class AgentCommands(Protocol):
    """Asks the server for more time."""

    def agent_command(self, command: AgentCommand) -> DeskSnapshot: ...


class Outcomes(Protocol):
    """The server's side of wrap-up."""

    def dispositions(self) -> tuple[Disposition, ...]: ...

    def choose_outcome(self, interaction_id: UUID, command: ChooseOutcome) -> DeskSnapshot: ...

    def finish(self, interaction_id: UUID, command: FinishWrapUp) -> DeskSnapshot: ...


class SavesItself(Protocol):
    """Something that must be on the server before the wrap-up ends."""

    def when_saved(self, on_saved: Callable[[], None], on_failed: Callable[[Problem], None]) -> None: ...


class WrapUpPresenter(Shows[WrapUpState]):
    """Asks for the outcome; saves note and script first, then ends the wrap-up."""

    def __init__(
        self,
        desk: DeskModel,
        interactions: InteractionModel,
        saved_first: Sequence[SavesItself],
        outcomes: Outcomes,
        commands: AgentCommands,
        tasks: Tasks,
        limits: TimerBook | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(WrapUpState())
        self._monotonic = monotonic
        self.on_chosen: Callable[[Disposition], None] = lambda _: None
        self._keep_again_at: float | None = None
        self._desk = desk
        self._interactions = interactions
        self._saved_first = tuple(saved_first)
        self._outcomes = outcomes
        self._commands = commands
        self._tasks = tasks
        self._limits = limits or TimerBook()
        self._limits.watch(lambda: self._desk_changed(desk.view))
        self._asking: Asking[AgentAction] = Asking(desk, tasks, self._extended)
        self._keeping = False
        self._kept = ""
        self._not_taken = ""
        self._call_id: UUID | None = None
        self._in_doubt: FinishWrapUp | None = None
        self._stops = (
            desk.watch(self._desk_changed),
            interactions.watch(lambda _: self._desk_changed(desk.view)),
        )
        self._read_dispositions()

    def disposition_chosen(self, code: str) -> None:
        """Choose what the call came to, in the call or after it: the server keeps it at once. Once the time is up it
        ends the wrap-up."""
        chosen = next((each for each in self.state.dispositions if each.code == code), None)
        if self.state.busy or chosen is None:
            return
        self._not_taken = ""
        self._show(replace(self.state, chosen=code, kept=code == self._kept, problem=None))
        if self.state.overdue:
            self.finish_pressed()
        else:
            self._keep()
        self.on_chosen(chosen)

    def extend_pressed(self) -> None:
        """Ask for the queue's one more stretch of time."""
        agent = self._desk.view.desk.agent if self._desk.view.desk is not None else None
        if agent is None or not self.state.can_extend or self._asking.action is not None:
            return
        command = AgentCommand(command_id=uuid4(), action=AgentAction.EXTEND_WRAP_UP)
        self._show(replace(self.state, can_extend=False))
        said = (agent.version, self._desk.view.reads)
        self._asking.ask(command.action, said, lambda: self._commands.agent_command(command))

    def finish_pressed(self) -> None:
        """Ctrl+Enter: save what is not saved, then the outcome. A second press is ignored meanwhile."""
        state, interaction = self.state, self._interactions.current.interaction
        if not state.visible or state.busy or state.fixed:
            return
        if not state.chosen and state.required:
            self._show(replace(state, problem=Problem(ErrorCode.DISPOSITION_NEEDED)))
            return
        if interaction is None:
            self._interactions.retry()
            problem = self._interactions.current.problem or Problem(ErrorCode.SERVER_AWAY)
            self._show(replace(state, problem=problem))
            return
        command = self._in_doubt
        if command is None or command.disposition_code != state.chosen:
            command = FinishWrapUp(command_id=uuid4(), disposition_code=state.chosen)
        self._show(replace(state, busy=True, problem=None))
        self._save_then_finish(interaction.interaction_id, command, self._saved_first)

    def retry(self) -> None:
        """Read the list of outcomes again."""
        if not self.state.loading:
            self._read_dispositions()

    def tick(self) -> None:
        """Have an outcome kept that the server did not take: the clock may end the wrap-up, and it counts as none then.
        Called a few times a second."""
        if self._keep_again_at is not None and self._monotonic() >= self._keep_again_at:
            self._keep()

    def stop(self) -> None:
        """Watch no longer."""
        for stop in self._stops:
            stop()

    def _keep(self) -> None:
        """Have the server keep the outcome; one that it does not take now is sent again, and when the link is back."""
        self._keep_again_at = None
        code, call_id, interaction = self.state.chosen, self._call_id, self._interactions.current.interaction
        if (
            self._keeping
            or not code
            or code in (self._kept, self._not_taken)
            or interaction is None
            or interaction.call_id != call_id
        ):
            return
        command = ChooseOutcome(command_id=uuid4(), disposition_code=code)
        self._keeping = True

        def kept(desk: DeskSnapshot) -> None:
            self._keeping = False
            if call_id == self._call_id:
                self._kept = code
                self._show(replace(self.state, kept=self.state.chosen == code))
            self._desk.take_answer(desk)
            self._keep()  # another was chosen meanwhile

        def not_kept(error: ClientError) -> None:
            self._keeping = False
            if error.code == ErrorCode.INTERACTION_FINISHED:
                self._desk.read_again()
            elif error.may_pass:
                self._keep_again_at = self._monotonic() + RETRY_SECONDS
            else:
                self._not_taken = code
                self._not_finished(call_id, error.problem)

        interaction_id = interaction.interaction_id
        self._tasks.run(lambda: self._outcomes.choose_outcome(interaction_id, command), kept, not_kept)

    def _extended(self, problem: Problem | None) -> None:
        self._show(replace(self.state, problem=problem or self.state.problem))
        self._desk_changed(self._desk.view)

    def _save_then_finish(
        self, interaction_id: UUID, command: FinishWrapUp, saved_first: tuple[SavesItself, ...]
    ) -> None:
        call_id = self._call_id
        if saved_first:
            saved_first[0].when_saved(
                lambda: self._save_then_finish(interaction_id, command, saved_first[1:]),
                lambda problem: self._not_finished(call_id, problem),
            )
            return
        self._tasks.run(
            lambda: self._outcomes.finish(interaction_id, command),
            lambda desk: self._finished(call_id, desk),
            lambda error: self._refused(call_id, command, error),
        )

    def _finished(self, call_id: UUID | None, desk: DeskSnapshot) -> None:
        if call_id == self._call_id:
            self._in_doubt = None
        self._desk.take_answer(desk)
        self._not_finished(call_id, None)

    def _refused(self, call_id: UUID | None, command: FinishWrapUp, error: ClientError) -> None:
        if error.code == ErrorCode.INTERACTION_FINISHED:  # an earlier press did it, and its answer was lost
            self._desk.read_again()
            self._not_finished(call_id, None)
            return
        if error.may_pass and call_id == self._call_id:
            self._in_doubt = command  # it may have been done: the next press is the same command
        self._not_finished(call_id, error.problem)

    def _not_finished(self, call_id: UUID | None, problem: Problem | None) -> None:
        if call_id == self._call_id:
            self._show(replace(self.state, busy=False, problem=problem))

    def _read_dispositions(self) -> None:
        self._show(replace(self.state, loading=True, disposition_problem=None))
        self._tasks.run(
            self._outcomes.dispositions,
            lambda dispositions: self._show(replace(self.state, dispositions=dispositions, loading=False)),
            lambda error: self._show(replace(self.state, loading=False, disposition_problem=error.problem)),
        )

    def _desk_changed(self, view: DeskView) -> None:
        call = view.accepted_call
        agent = view.desk.agent if view.desk is not None else None
        ended = call is not None and call.state is CallState.ENDED
        if agent is None or call is None or (ended and agent.state is not AgentState.WRAP_UP):
            self._call_id = None
            self._in_doubt = None
            self._show(self._blank())
            return
        if call.call_id != self._call_id:
            self._call_id = call.call_id
            self._in_doubt = None
            self._kept = self._not_taken = ""
            self._show(self._blank())
            if self.state.disposition_problem is not None:
                self.retry()
        self._asking.hear((agent.version, view.reads))
        self._take_kept(call.call_id)
        if ended:
            self._show_wrap_up(view, call, agent)
        else:
            self._show(replace(self.state, visible=False, in_call=True))
        if view.link.is_up:
            self._keep()

    def _blank(self) -> WrapUpState:
        state = self.state
        return WrapUpState(
            dispositions=state.dispositions, loading=state.loading, disposition_problem=state.disposition_problem
        )

    def _show_wrap_up(self, view: DeskView, call: CallSnapshot, agent: AgentSnapshot) -> None:
        limit_at = agent.wrap_up.limit_at if agent.wrap_up is not None and not agent.wrap_up.overdue else None
        ended_at = call.ended_at or call.since_at
        late_at, problem_at = self._limits.wrap_up(ended_at, agent.planned_end_at, call.queue_id)
        profile = view.card.profile if view.card is not None else None
        self._show(
            replace(
                self.state,
                visible=True,
                in_call=False,
                caller_name=profile.name if profile is not None else "",
                end_cause=call.end_cause,
                since_at=ended_at,
                planned_end_at=agent.planned_end_at or ended_at + timedelta(seconds=WRAP_UP_SECONDS),
                late_at=late_at,
                problem_at=problem_at,
                rules=agent.wrap_up,
                caution_at=None if limit_at is None else limit_at - WRAP_UP_WARNING,
                can_extend=AgentAction.EXTEND_WRAP_UP in agent.allowed and self._asking.action is None,
                next=agent.next,
            )
        )

    def _take_kept(self, call_id: UUID) -> None:
        """Show what the server keeps, where the person has not chosen anything here: chosen before a restart."""
        interaction = self._interactions.current.interaction
        if self.state.chosen or interaction is None or interaction.call_id != call_id:
            return
        code = interaction.disposition_code
        if any(each.code == code for each in self.state.dispositions):
            self._kept = code
            self._show(replace(self.state, chosen=code, kept=True))
