"""Having done what a script offers: asked about first where the script wants that, then told to the server."""

from collections.abc import Callable

from agent_desktop.client.script_standing import StandingModel
from agent_desktop.ui.script_panel.state import ActionDrawn, ActionStage, ScriptState

_TO_ASK = (ActionStage.READY, ActionStage.REFUSED, ActionStage.UNKNOWN, ActionStage.FAILED)
_TO_TICK = (ActionStage.HAND_ONLY, ActionStage.REFUSED, ActionStage.UNKNOWN, ActionStage.FAILED)


class ScriptActions:
    """Does what is pressed, as the state drawn last allows. `state` gives that, `redraw` draws another."""

    def __init__(self, standing: StandingModel, state: Callable[[], ScriptState], redraw: Callable[[], None]) -> None:
        self._standing = standing
        self._state = state
        self._redraw = redraw
        self.confirming = ""
        """The action that is asked about before it is done."""

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
            self._standing.do((state.script_id, action_id, drawn.made_of))

    def confirm(self, action_id: str) -> None:
        """Yes, do it."""
        state = self._state()
        drawn = _drawn(state, action_id)
        if drawn is not None and drawn.stage is ActionStage.CONFIRM and not state.read_only:
            self.confirming = ""
            self._standing.do((state.script_id, action_id, drawn.made_of))
            self._redraw()

    def keep(self, _action_id: str = "") -> None:
        """No, leave it."""
        if self.confirming:
            self.confirming = ""
            self._redraw()

    def by_hand(self, action_id: str) -> None:
        """The agent has done it elsewhere."""
        state = self._state()
        drawn = _drawn(state, action_id)
        if drawn is not None and drawn.stage in _TO_TICK and not state.read_only:
            self._standing.by_hand((state.script_id, action_id, drawn.made_of))


def _drawn(state: ScriptState, action_id: str) -> ActionDrawn | None:
    return next((each for each in state.actions if each.action_id == action_id), None)
