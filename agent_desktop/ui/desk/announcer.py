"""What a screen reader is told: changes of state, the offer, a hold over its limit, the last seconds. No timers."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.caller_gone.presenter import CallerGoneState
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.widgets.formats import clock_text, words
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentState

LAST_SECONDS: Final = 5


def say_through(window: QObject) -> Callable[[str], None]:
    """Return what hands words to the screen reader, where one is listening."""

    def say(text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(window, text))

    return say


class Announcer(QObject):
    """Follows the states and says each change once."""

    def __init__(self, ticker: Ticker, say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._ticker = ticker
        self._say = say
        self._offer = OfferState()
        self._slot = CallSlotState()
        self._gone: UUID | None = None
        self._agent: AgentState | None = None
        self._hurried: UUID | None = None
        self._hold_told = False
        ticker.ticked.connect(self._tick)

    def offer_shown(self, state: OfferState) -> None:
        """An offer is there, or none is."""
        before, self._offer = self._offer, state
        if state.visible and state.offer_id != before.offer_id:
            name = state.profile.name if state.profile is not None else self.tr("unknown caller")
            why = words(state.why)
            if state.callback is not None:
                said = self.tr("Taken: {name}") if state.preview else self.tr("Callback for you: {name}")
                why = words(state.callback.detail.callback.reason_name)
            else:
                said = self.tr("Call for you: {name}")
            self._say(said.format(name=f"{name}, {why}" if why else name))

    def caller_gone_shown(self, state: CallerGoneState) -> None:
        """A caller has given up, or the card of it is put away."""
        before, self._gone = self._gone, state.call_id
        if state.visible and state.call_id != before:
            self._say(self.tr("The caller hung up before you answered."))

    def slot_shown(self, state: CallSlotState) -> None:
        """The call is in this state."""
        before, self._slot = self._slot, state
        if state.kind is before.kind:
            return
        self._hold_told = False
        said = {
            SlotKind.CONNECTED: self.tr("Connected"),
            SlotKind.HOLD: self.tr("On hold"),
            SlotKind.WRAP_UP: self.tr("Wrap-up"),
            SlotKind.LINE_LOST: self.tr("Line lost"),
        }.get(state.kind, "")
        if said:
            self._say(said)

    def presence_shown(self, state: PresenceState) -> None:
        """The agent is in this state."""
        before, self._agent = self._agent, state.state
        if before is None or before is state.state:
            return
        said = {
            AgentState.READY: self.tr("Ready"),
            AgentState.NOT_READY: self.tr("Not ready"),
            AgentState.OFFLINE: self.tr("Offline"),
        }
        if state.state in said:
            self._say(said[state.state])

    def _tick(self) -> None:
        offer, slot = self._offer, self._slot
        rings = offer.visible and not offer.preview
        if rings and offer.expires_at is not None and offer.offer_id != self._hurried:
            left = self._ticker.seconds_until(offer.expires_at)
            if 0 < left <= LAST_SECONDS:
                self._hurried = offer.offer_id
                self._say(self.tr("{seconds} seconds left to answer").format(seconds=left))
        over = slot.caution_at is not None and self._ticker.now() >= slot.caution_at
        if slot.kind is SlotKind.HOLD and over and slot.since_at is not None and not self._hold_told:
            self._hold_told = True
            held = clock_text(self._ticker.seconds_since(slot.since_at))
            self._say(self.tr("On hold for {time}").format(time=held))
