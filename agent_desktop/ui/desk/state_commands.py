"""What Ctrl+K offers of the agent's own state."""

from PySide6.QtCore import QObject

from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.widgets.formats import words
from telephony.contract import AgentAction, AgentState


class StateCommands(QObject):
    """Lists the states that an agent may choose."""

    def listed(self, presenters: Presenters | None) -> tuple[PaletteCommand, ...]:
        """Return ready, every reason not to be, and offline, in the language now shown; now, or after the call."""
        if presenters is None:
            return ()
        state = presenters.presence.state
        possible = state.allowed | state.allowed_next
        later = bool(state.allowed_next)
        after_call = self.tr("After this call: {state}")
        reasons = tuple(
            PaletteCommand(
                f"not_ready:{reason.code}",
                (after_call.format(state=words(reason.name)))
                if later
                else self.tr("Not ready: {reason}").format(reason=words(reason.name)),
                icon="ph.pause-circle",
                enabled=AgentAction.GO_NOT_READY in possible,
                other_words=f"not ready {reason.code.replace('_', ' ')} 未就绪",
            )
            for reason in state.reasons
        )
        ready = PaletteCommand(
            "ready:",
            after_call.format(state=self.tr("ready")) if later else self.tr("Go ready"),
            icon="ph.check-circle",
            enabled=AgentAction.GO_READY in possible and state.state is not AgentState.READY,
            other_words="ready 就绪",
        )
        offline = PaletteCommand(
            "offline:",
            after_call.format(state=self.tr("offline")) if later else self.tr("Go offline"),
            icon="ph.power",
            enabled=AgentAction.GO_OFFLINE in possible,
            other_words="offline 离线",
        )
        return (ready, *reasons, offline)
