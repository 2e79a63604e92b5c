"""The call slot: one place, in which only ground, icon, words, timer and buttons change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.asking import Asking
from agent_desktop.client.clock import Now
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.link import LinkStatus
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.timer_limits import TimerBook
from agent_desktop.client.watched import Shows
from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.ui.call_bar.state import CallSlotState as CallSlotState
from agent_desktop.ui.call_bar.state import PartyShown as PartyShown
from agent_desktop.ui.call_bar.state import SlotKind as SlotKind
from telephony.contract import (
    AgentState,
    CallAction,
    CallCommand,
    CallDirection,
    CallRole,
    CallSnapshot,
    CallState,
    Colleague,
    ColleagueState,
    DeclineReason,
    DeskSnapshot,
    PartySnapshot,
)

JOIN_SECONDS: Final = 5.0
"""How long the carrier may take to join the agent's line before the slot says that the line is lost."""


class Names(Protocol):
    """Knows colleagues' names."""

    def name_of(self, agent_id: UUID | None) -> str: ...

    def watch(self, watcher: Callable[[tuple[Colleague, ...] | None], None]) -> Callable[[], None]: ...


class CallCommands(Protocol):
    """Asks the server to act on a call."""

    def call_command(self, call_id: UUID, command: CallCommand) -> DeskSnapshot: ...


class Dials(Protocol):
    """Dials a callback that the agent looks at; what it shows is what is wrong with the last attempt."""

    def dial(self) -> None: ...

    def show_to(self, display: Callable[[Problem | None], None]) -> object: ...


class CallBarPresenter(Shows[CallSlotState]):
    """Follows the server's word on the call; never guesses the next state."""

    def __init__(
        self,
        desk: DeskModel,
        commands: CallCommands,
        tasks: Tasks,
        now: Now,
        limits: TimerBook | None = None,
        *,
        reasons: Callable[[], tuple[DeclineReason, ...]] | None = None,
        names: Names | None = None,
    ) -> None:
        """`reasons` asks the server why a call may be declined; without it none is asked for. `limits` say when timers
        turn."""
        super().__init__(CallSlotState())
        self._tasks = tasks
        self._ask_reasons = reasons
        self._names = names
        self._limits = limits or TimerBook()
        self._limits.watch(lambda: self._draw(desk.view, self.state.problem))
        self._reasons: tuple[DeclineReason, ...] = ()
        self._desk = desk
        self._commands = commands
        self._now = now
        self._ahead: tuple[DeskView, CallSlotState] | None = None
        self._may_complete: Callable[[], bool] = lambda: True
        self._dial: Callable[[], None] = lambda: None
        self._asking: Asking[CallAction] = Asking(desk, tasks, lambda problem: self._draw(desk.view, problem))
        self._read_reasons()
        self._stop = desk.watch(self._desk_changed)
        desk.watch_ahead(self._look_ahead)
        if names is not None:
            names.watch(lambda _: self._draw(desk.view, self.state.problem))

    def complete_where(self, may_complete: Callable[[], bool]) -> None:
        """Ask the server to complete a transfer only where `may_complete` says so; it leads to what is missing."""
        self._may_complete = may_complete

    def dial_by(self, dialler: Dials) -> None:
        """Have a callback that is looked at dialled by this: it is no deed of the call, but a request of its own."""
        self._dial = dialler.dial
        dialler.show_to(self._not_dialled)

    def declined(self, reason: str) -> None:
        """Decline the call for the reason with this code."""
        self.action_chosen(CallAction.DECLINE, reason)

    def action_chosen(self, action: CallAction, reason: str = "") -> None:
        """Ask the server to act. Buttons stay off until its answer or event arrives; a second press is ignored."""
        call_id = self._call_id(self._desk.view)
        if CallAction.DIAL in self.state.enabled and action in (CallAction.ANSWER, CallAction.DIAL):
            self._dial()
            return
        # Before what is allowed is looked at: the server allows it once the note is sent, and this leads to the note.
        if action is CallAction.COMPLETE_TRANSFER and self.state.consulting and not self._may_complete():
            return
        if call_id is None or self._asking.action is not None or action not in self.state.enabled:
            return
        # Made once a press: a repeat after a lost answer is the same command.
        call = self._desk.view.call
        role = None if call is None else call.role
        command = CallCommand(command_id=uuid4(), action=action, reason=reason, role=role)
        self._show(replace(self.state, pending=action, enabled=frozenset(), problem=None))
        said = self._said(self._desk.view)
        self._asking.ask(action, said, lambda: self._commands.call_command(call_id, command))

    def hold_pressed(self) -> None:
        """F3: hold, or resume a held call."""
        self.action_chosen(CallAction.RESUME if CallAction.RESUME in self.state.enabled else CallAction.HOLD)

    def swap_pressed(self) -> None:
        """Shift+F3: turn from the colleague to the customer, or back; the other of the two is on hold then."""
        self.hold_pressed()

    def mute_pressed(self) -> None:
        """F4: mute, or unmute."""
        self.action_chosen(CallAction.UNMUTE if CallAction.UNMUTE in self.state.enabled else CallAction.MUTE)

    def recording_pressed(self) -> None:
        """F9: pause the recording, once more where the carrier has not done so; or let it go on."""
        pauses = CallAction.PAUSE_RECORDING in self.state.enabled
        self.action_chosen(CallAction.PAUSE_RECORDING if pauses else CallAction.RESUME_RECORDING)

    def tick(self) -> None:
        """Look at the clock: the carrier may be taking too long. Called a few times a second."""
        view = self._desk.view
        if self._slot_kind(view) is not self.state.kind:
            self._draw(view, self.state.problem)

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _not_dialled(self, problem: Problem | None) -> None:
        if self.state.kind is SlotKind.PREVIEW:
            self._draw(self._desk.view, problem)

    def _read_reasons(self) -> None:
        if self._ask_reasons is None:
            return
        ask, self._ask_reasons = self._ask_reasons, None  # one question at a time

        def came(reasons: tuple[DeclineReason, ...]) -> None:
            self._reasons = reasons
            self._draw(self._desk.view, self.state.problem)

        def failed(_: ClientError) -> None:
            self._ask_reasons = ask  # again with the next change of the desk

        self._tasks.run(ask, came, failed)

    def _desk_changed(self, view: DeskView) -> None:
        if view.link.is_up:
            self._read_reasons()
        self._asking.hear(self._said(view))
        problem = self.state.problem if self._slot_kind(view) is self.state.kind else None
        self._draw(view, problem)

    def _said(self, view: DeskView) -> tuple[UUID | None, int, int]:
        """What the server has said of the call on the slot: which it is, its version, and how often it was read."""
        return self._call_id(view), view.call.version if view.call is not None else -1, view.reads

    def _call_id(self, view: DeskView) -> UUID | None:
        if view.offer is not None:
            return view.offer.call_id
        return view.call.call_id if view.call is not None else None

    def _slot_kind(self, view: DeskView) -> SlotKind:
        if view.offer is not None:
            return SlotKind.RINGING
        if view.preview is not None:
            return SlotKind.PREVIEW
        call = view.line_call
        if call is None or view.desk is None:
            return SlotKind.NONE
        if call.state is CallState.DIALLING:
            return SlotKind.DIALLING
        if call.state is CallState.ALERTING:
            return SlotKind.ALERTING if call.role is CallRole.OWN else SlotKind.CONNECTING
        if call.state is CallState.CONNECTING:
            late = self._now() - call.since_at > timedelta(seconds=JOIN_SECONDS)
            return SlotKind.LINE_LOST if late else SlotKind.CONNECTING
        if call.state is CallState.ENDED:
            return SlotKind.WRAP_UP if view.desk.agent.state is AgentState.WRAP_UP else SlotKind.NONE
        if call.role is CallRole.COLLEAGUE:  # whoever called them into it turns to them while the customer is held
            if call.colleague is not ColleagueState.JOINED:
                return SlotKind.CONNECTING
            if any(each.kind == "guest" and each.agent_id == view.desk.agent.agent_id for each in call.parties):
                return SlotKind.CONNECTED  # a guest is never held
            away = call.state is CallState.TALKING and call.direction is not CallDirection.INTERNAL
            return SlotKind.HOLD if away else SlotKind.CONNECTED
        if call.state is CallState.HELD:
            return SlotKind.CONSULT if call.colleague is ColleagueState.JOINED else SlotKind.HOLD
        return SlotKind.CONNECTED

    def _look_ahead(self, view: DeskView) -> None:
        state = self._state_of(view, None)
        self._ahead = view, state
        self._show_soon(state)

    def _draw(self, view: DeskView, problem: Problem | None) -> None:
        coming, state = self._ahead or (None, None)
        self._ahead = None
        is_ready = coming is view and problem is None and self._asking.action is None
        if state is None or not is_ready or state.decline_reasons is not self._reasons:
            state = self._state_of(view, problem)
        self._show(state)

    def _state_of(self, view: DeskView, problem: Problem | None) -> CallSlotState:
        kind = self._slot_kind(view)
        pending, link_lost = self._asking.action, view.link.status is LinkStatus.LOST
        if view.desk is None:
            return CallSlotState(
                kind=kind,
                problem=problem,
                pending=pending,
                link_lost=link_lost,
                decline_reasons=self._reasons,
            )
        agent = view.desk.agent
        state = CallSlotState(
            kind=kind,
            problem=problem,
            pending=pending,
            link_lost=link_lost,
            decline_reasons=self._reasons,
            agent_state=agent.state,
            queue_names=tuple(queue.name for queue in view.desk.queues),
            since_at=agent.since_at,
            planned_end_at=agent.planned_end_at,
        )
        rules = agent.wrap_up
        if kind is SlotKind.WRAP_UP and rules is not None and rules.limit_at is not None and not rules.overdue:
            state = replace(state, limit_at=rules.limit_at)
        if kind is SlotKind.PREVIEW and view.preview is not None:
            state = replace(state, limit_at=view.preview.preview_ends_at)
        if kind is not SlotKind.NONE:
            state = self._with_call(self._with_caller(state, view), view)
        return state

    def _with_caller(self, state: CallSlotState, view: DeskView) -> CallSlotState:
        card = view.card
        if card is None:
            return state
        profile = card.profile
        return replace(
            state,
            outcome=card.outcome,
            number_masked=card.number_masked,
            number_country=card.number_country,
            caller_name=state.caller_name if profile is None else profile.name,
            name_chinese=state.name_chinese if profile is None else profile.name_chinese,
            salutation=state.salutation if profile is None else profile.salutation,
            tier=state.tier if profile is None else profile.tier,
        )

    def _with_colleague(self, state: CallSlotState, call: CallSnapshot) -> CallSlotState:
        name = "" if self._names is None else self._names.name_of(_other_of(call))
        return replace(
            state,
            direction=call.direction,
            role=call.role,
            colleague_name=name,
            colleague=call.colleague,
            colleague_outcome=call.colleague_outcome,
            outgoing_number=call.outgoing_number,
            parties=tuple(self._party(each, state, call) for each in call.parties),
            transfer=call.transfer,
            call_since_at=call.answered_at,
            supervised=call.supervised,
            recording=call.recording,
            decline_reasons=() if call.role is CallRole.COLLEAGUE else state.decline_reasons,
        )

    def _party(self, party: PartySnapshot, state: CallSlotState, call: CallSnapshot) -> PartyShown:
        you = party.agent_id is not None and party.agent_id == self._own_id
        if party.kind == "caller":
            name = state.caller_name
        elif party.kind == "outside":
            name = call.transfer.to_number_masked if call.transfer is not None else ""
        else:
            name = "" if you or self._names is None else self._names.name_of(party.agent_id)
        return PartyShown(party.kind, party.state, party.since_at, name, you)

    @property
    def _own_id(self) -> UUID | None:
        desk = self._desk.view.desk
        return desk.agent.agent_id if desk is not None else None

    def _with_call(self, state: CallSlotState, view: DeskView) -> CallSlotState:
        offer = view.offer
        call = view.call if offer is None or (view.call and view.call.call_id == offer.call_id) else None
        if call is not None:
            state = self._with_colleague(state, call)
            since_at, caution_at, problem_at = _timer(state.kind, call, state.planned_end_at, self._limits)
            state = replace(
                state,
                since_at=since_at,
                caution_at=caution_at,
                problem_at=problem_at,
                number_check=call.number_check,
                queue_name=call.queue_name,
                waited_seconds=call.waited_seconds,
                menu_path=call.menu_path,
                carried=tuple(call.carried.items()),
                muted=call.muted,
                end_cause=call.end_cause,
                pending=state.pending or call.pending,
                enabled=frozenset() if state.pending else call.allowed,
            )
        if offer is None:
            return state
        open_actions = call.allowed if call is not None else frozenset({CallAction.ANSWER, CallAction.DECLINE})
        return replace(
            state,
            since_at=offer.offered_at,
            expires_at=offer.expires_at,
            ring_seconds=(offer.expires_at - offer.offered_at).total_seconds(),
            enabled=frozenset() if state.pending else open_actions,
        )


def _other_of(call: CallSnapshot) -> UUID | None:
    return call.agent_id if call.role is CallRole.COLLEAGUE else call.colleague_id


def _timer(
    kind: SlotKind, call: CallSnapshot, planned_end_at: datetime | None, limits: TimerBook
) -> tuple[datetime, datetime | None, datetime | None]:
    match kind:
        case SlotKind.CONSULT | SlotKind.HOLD:
            return call.since_at, *limits.of(FloorMeasure.HOLD_SECONDS, call.queue_id).after(call.since_at)
        case SlotKind.CONNECTED:  # the talk goes on counting through holds
            return call.answered_at or call.since_at, None, None
        case SlotKind.WRAP_UP:
            ended_at = call.ended_at or call.since_at
            return ended_at, *limits.wrap_up(ended_at, planned_end_at, call.queue_id)
        case _:
            return call.since_at, None, None
