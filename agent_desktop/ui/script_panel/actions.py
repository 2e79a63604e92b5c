"""Having done what a script offers: asked about first where the script wants that, then told to the server."""

from collections.abc import Callable, Mapping
from typing import Final

from agent_desktop.client.script_standing import StandingModel
from agent_desktop.ui.script_panel.state import ActionDrawn, ActionStage, ScriptState
from telephony.contract import TransferSnapshot, TransferState

_TO_ASK = (
    ActionStage.READY, ActionStage.REFUSED, ActionStage.UNKNOWN, ActionStage.FAILED, ActionStage.NOT_ALLOWED,
)  # fmt: skip
_TO_TICK = (ActionStage.HAND_ONLY, ActionStage.REFUSED, ActionStage.UNKNOWN, ActionStage.FAILED)
_REACHED: Final = (
    TransferState.CONSULTING, TransferState.CONFERRING, TransferState.COMPLETING, TransferState.DONE,
)  # fmt: skip


class ScriptActions:
    """Does what is pressed, as the state drawn last allows. `state` gives that, `redraw` draws another."""

    def __init__(self, standing: StandingModel, state: Callable[[], ScriptState], redraw: Callable[[], None]) -> None:
        self._standing = standing
        self._state = state
        self._redraw = redraw
        self._open_directory: Callable[[], None] | None = None
        self._open_complaint: Callable[[Mapping[str, str]], bool] | None = None
        self._transfer: TransferSnapshot | None = None
        self._told: set[tuple[object, ...]] = set()
        self.confirming = ""
        """The action that is asked about before it is done."""

    def pass_on_with(self, open_directory: Callable[[], None]) -> None:
        """Have `open_directory` called where the script passes the caller on: there the agent chooses to whom."""
        self._open_directory = open_directory

    def complain_with(self, open_complaint: Callable[[Mapping[str, str]], bool]) -> None:
        """Have `open_complaint` called, with the fields that the script has filled in, where the script records a
        complaint; it says whether the form is open now. Where it is not, one was recorded in this call already."""
        self._open_complaint = open_complaint

    def complaint_recorded(self) -> None:
        """One was recorded in this call: a step that wanted one has it."""
        state = self._state()
        for drawn in state.actions:
            if drawn.complaint is not None and drawn.stage in _TO_ASK and not state.read_only:
                self._standing.do((state.script_id, drawn.action_id, drawn.made_of))

    def transfer_stands(self, transfer: TransferSnapshot | None) -> None:
        """Take how the call's transfer stands: once somebody has come, a step that wanted one has it."""
        self._transfer = transfer
        state = self._state()
        if transfer is None or transfer.state not in _REACHED or state.read_only:
            return
        for drawn in state.actions:
            told = (transfer.transfer_id, state.script_id, drawn.action_id, drawn.made_of)
            if drawn.passes_on and drawn.stage in _TO_ASK and told not in self._told:
                self._told.add(told)
                self._standing.do((state.script_id, drawn.action_id, drawn.made_of))

    def choose(self, action_id: str) -> None:
        """Have it done, or ask what became of it; where the script asks first, ask."""
        state = self._state()
        drawn = _drawn(state, action_id)
        if drawn is None or drawn.stage not in _TO_ASK or state.read_only:
            return
        if drawn.stage is ActionStage.READY and any(drawn.confirm.values()):
            self.confirming = action_id
            self._redraw()
        else:
            self._do(state, drawn)

    def confirm(self, action_id: str) -> None:
        """Yes, do it."""
        state = self._state()
        drawn = _drawn(state, action_id)
        if drawn is not None and drawn.stage is ActionStage.CONFIRM and not state.read_only:
            self.confirming = ""
            self._do(state, drawn)
            self._redraw()

    def keep(self, _action_id: str = "") -> None:
        """No, leave it."""
        if self.confirming:
            self.confirming = ""
            self._redraw()

    def undo(self, action_id: str) -> None:
        """Take back what waits to go out."""
        state = self._state()
        drawn = _drawn(state, action_id)
        if drawn is not None and drawn.undo_until is not None and not state.read_only:
            self._standing.take_back((state.script_id, action_id, drawn.made_of))

    def by_hand(self, action_id: str) -> None:
        """The agent has done it elsewhere."""
        state = self._state()
        drawn = _drawn(state, action_id)
        if drawn is not None and drawn.stage in _TO_TICK and not state.read_only:
            self._standing.by_hand((state.script_id, action_id, drawn.made_of))

    def _do(self, state: ScriptState, drawn: ActionDrawn) -> None:
        reached = self._transfer is not None and self._transfer.state in _REACHED
        if drawn.passes_on and self._open_directory is not None and not reached:
            self._open_directory()
        elif drawn.complaint is not None and self._open_complaint is not None and self._open_complaint(drawn.complaint):
            return
        else:
            self._standing.do((state.script_id, drawn.action_id, drawn.made_of))


def _drawn(state: ScriptState, action_id: str) -> ActionDrawn | None:
    return next((each for each in state.actions if each.action_id == action_id), None)
