"""The call slot: ground, icon, words and timer change together; its place and height never do."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.client.timer_limits import WRAP_UP_WARNING
from agent_desktop.contract.customers import CallerOutcome, Tier
from agent_desktop.ui.call_bar.buttons import TALK_KINDS, CallButtons
from agent_desktop.ui.call_bar.colleague_words import colleague_words, why_not_reached
from agent_desktop.ui.call_bar.consult_slot import CONSULT_HEIGHT, ConsultSlot
from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.call_bar.recording_mark import RecordingMark, alarm_hint
from agent_desktop.ui.call_bar.refusing import ask_refusal
from agent_desktop.ui.call_bar.state_words import kind_word, tier_word
from agent_desktop.ui.call_bar.supervised_words import supervised_words
from agent_desktop.ui.call_bar.words import (
    Badge,
    CallerWords,
    ReasonWords,
    carried_words,
    compose_who,
    compose_why,
    least_of_who,
    least_of_why,
    most_of_who,
    most_of_why,
)
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, border_token, soft_token, text_token
from agent_desktop.ui.widgets.at_once import laid_out_once
from agent_desktop.ui.widgets.drawing import Drawing
from agent_desktop.ui.widgets.drawn_panel import DrawnPanel
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS, clock_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ring_countdown import RingCountdown
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel
from telephony.contract import AgentState, CallAction, CallDirection, NumberCheck

SLOT_HEIGHT: Final = 78
_EDGE: Final = 8
_BETWEEN: Final = 29
"""From who calls to why: a hairline, with 12 pixels before it and 16 after."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How one kind of slot is dressed. `fill` is the badge's ground, None for words without one."""

    kind: Kind
    icon: str
    fill: Token | None


_LOOKS: Final = MappingProxyType(
    {
        SlotKind.NONE: _Look(Kind.PLAIN, "ph.headset", None),
        SlotKind.RINGING: _Look(Kind.INFO, "ph.phone-incoming-fill", Token.INFO_FILL),
        SlotKind.PREVIEW: _Look(Kind.INFO, "ph.phone-outgoing-fill", None),
        SlotKind.CONNECTING: _Look(Kind.INFO, "ph.phone-call-fill", Token.INFO_FILL),
        SlotKind.DIALLING: _Look(Kind.INFO, "ph.phone-outgoing-fill", Token.INFO_FILL),
        SlotKind.ALERTING: _Look(Kind.INFO, "ph.phone-outgoing-fill", Token.INFO_FILL),
        SlotKind.CONSULT: _Look(Kind.AWAY, "ph.users-fill", None),
        SlotKind.CONNECTED: _Look(Kind.GOOD, "ph.phone-call-fill", Token.GOOD_FILL),
        SlotKind.HOLD: _Look(Kind.CAUTION, "ph.pause-fill", None),
        SlotKind.WRAP_UP: _Look(Kind.CAUTION, "ph.hourglass-medium-fill", None),
        SlotKind.LINE_LOST: _Look(Kind.PROBLEM, "ph.wifi-slash", None),
    }
)


class CallBarView(QWidget):
    """Draws a `CallSlotState`.

    Signals:
        action_chosen: The person pressed a call button; a `CallAction`.
        decline_chosen: They decline, for the reason with this code.
        outcome_wanted: They want to choose what the call comes to.
        keypad_wanted: They want the keypad, or it away.
    """

    action_chosen = Signal(object)
    decline_chosen = Signal(str)
    outcome_wanted = Signal()
    keypad_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._theme = theme
        self._ticker = ticker
        self._state = CallSlotState()
        self._announced = ""
        self._ready: CallSlotState | None = None
        self._ringing_width = 0
        self._words = DrawnPanel(theme, self._compose, flow=False)
        self._ring = RingCountdown(theme, ticker)
        self._timer = TimerLabel(ticker, role=Role.TIMER)
        self._caption = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._mark = RecordingMark(theme)
        self._buttons = CallButtons(theme, monotonic)
        self._consult = ConsultSlot(theme, ticker, monotonic)
        self._consult.setParent(self)
        self._consult.action_chosen.connect(self.action_chosen)
        self._buttons.action_chosen.connect(self.action_chosen)
        self._buttons.decline_chosen.connect(self.decline_chosen)
        self._buttons.outcome_wanted.connect(self.outcome_wanted)
        self._buttons.keypad_wanted.connect(self.keypad_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing under it need be painted
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.display(self._state)

    def decline(self) -> None:
        """Shift+F2."""
        self._buttons.decline()

    def refuse_recording(self, add_keys: Callable[[QDialog], None]) -> None:
        """Shift+F9: the caller does not want to be recorded. Asked first: what was recorded is thrown away."""
        if CallAction.REFUSE_RECORDING in self._state.enabled and ask_refusal(self._theme, self, add_keys):
            self.action_chosen.emit(CallAction.REFUSE_RECORDING)

    def show_outcome(self, chosen: str, problem: str = "", *, kept: bool = True) -> None:
        """Say which outcome of the call is `chosen`, empty if none, whether the server has it, and what is wrong."""
        self._buttons.show_outcome(chosen, problem, kept=kept)

    def show_note(self, said: str) -> None:
        """Say how the hand-over note stands at the specialist's: that they read it."""
        self._consult.show_note(said)

    def make_ready(self, state: CallSlotState) -> None:
        """Work out the words of a call that is probably shown next."""
        self._ready = None
        self._words.forget_ready()
        if state.kind is not SlotKind.RINGING or not self._ringing_width:
            return
        shown, self._state = self._state, state
        self._words.make_ready(self._ringing_width, self._ground())
        self._state, self._ready = shown, state

    def display(self, state: CallSlotState) -> None:
        """Draw `state`."""
        is_ready, self._ready = state == self._ready, None
        self._state = state
        with laid_out_once(self):
            self._draw_timer()
            self._buttons.display(state, self._ground())
            self._show_consult()
        if (layout := self.layout()) is not None:
            layout.activate()  # now the words have the room that they will be painted in
        self._words.redraw(is_ready=is_ready)
        if state.kind is SlotKind.RINGING:
            self._ringing_width = self._words.width()
        self.update()
        self._announce()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._ready = None
            self.display(self._state)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = _LOOKS[self._state.kind]
        colour = self._theme.colour
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._ground()))
        painter.setPen(QPen(colour(border_token(look.kind)), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.fillRect(QRectF(0, 0, 4, self.height()), colour(text_token(look.kind)))
        painter.end()

    def _ground(self) -> Token:
        kind = _LOOKS[self._state.kind].kind
        return Token.SURFACE if kind is Kind.PLAIN else soft_token(kind)

    def _build(self) -> None:
        clock = QVBoxLayout()
        clock.setContentsMargins(0, 0, 0, 0)
        clock.setSpacing(0)
        clock.addStretch(1)
        clock.addWidget(self._timer, 0, Qt.AlignmentFlag.AlignRight)
        clock.addWidget(self._caption)
        clock.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignRight)
        clock.addStretch(1)
        for label in (self._timer, self._caption):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, _EDGE, 12, _EDGE)
        row.setSpacing(12)
        row.addWidget(self._ring)
        row.addWidget(self._words, 1)
        row.addLayout(clock)
        row.addSpacing(4)
        row.addWidget(self._buttons)

    def _restyle(self) -> None:
        self._show_consult()
        self.update()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._consult.setGeometry(self.rect())

    def _show_consult(self) -> None:
        """While three have to do with each other they have the slot, which is then higher; what is under it cannot be
        reached."""
        consulting = self._state.consulting
        self._consult.display(self._state)
        self.setFixedHeight(self._theme.px(CONSULT_HEIGHT if consulting else SLOT_HEIGHT))
        self._consult.raise_()
        for each in (self._words, self._timer, self._caption, self._mark, self._buttons):
            each.setEnabled(not consulting)
        if consulting:
            self._buttons.hide()

    def _compose(self, drawing: Drawing, width: int) -> int:
        """Who calls at the left, why at the right of a hairline: each has half of the width, or what it cannot miss;
        and why has what who leaves of its half."""
        state, height = self._state, self._theme.px(SLOT_HEIGHT) - 2 * _EDGE
        # What went wrong takes the place of where the caller came from: it is read in full.
        plain = state.between_colleagues or not state.queue_name
        if state.kind is SlotKind.NONE or plain or state.problem is not None:
            compose_who(drawing, QRect(0, 0, width - 4, height), self._caller_words())
            return height
        caller, reason = self._caller_words(), self._reason_words()
        room = width - _BETWEEN
        left = max(room - room // 2, least_of_who(drawing, caller))
        wanted = most_of_why(drawing, reason)
        if wanted > room - left:  # what the caller's words leave of their half is the reason's
            left = min(left, max(most_of_who(drawing, caller), room - wanted))
        left = max(0, min(left, room - least_of_why(drawing, reason)))
        compose_who(drawing, QRect(0, 0, left, height), caller)
        drawing.rule(QRect(left + 12, 0, 1, height))
        compose_why(drawing, QRect(left + _BETWEEN, 0, room - left, height), reason)
        return height

    def _caller_words(self) -> CallerWords:
        state = self._state
        look = _LOOKS[state.kind]
        if look.fill is not None:
            # Who called whom is seen as long as the two are on the line, not only while it rings.
            icon = "ph.phone-outgoing-fill" if state.direction is CallDirection.OUTBOUND else look.icon
            badge = Badge(kind_word(self._state), icon, look.fill, Token.ON_FILL)
        else:
            ground = Token.SURFACE if look.kind is Kind.PLAIN else soft_token(look.kind)
            edge = None if look.kind is Kind.PLAIN else text_token(look.kind)
            badge = Badge(kind_word(self._state), look.icon, ground, text_token(look.kind), edge)
        named = bool(state.caller_name) and not state.between_colleagues
        known = state.kind is not SlotKind.NONE and named and state.tier is not Tier.STANDARD
        tier = (tier_word(state.tier), TIER_KINDS[state.tier], TIER_ICONS[state.tier]) if known else None
        return CallerWords(badge, self._who(), tier, state.number_masked, *self._check())

    def _check(self) -> tuple[str, Token, str]:
        """Return icon, colour and words of what stands behind the number."""
        state = self._state
        if state.problem is not None:
            return "ph.warning-circle-fill", Token.PROBLEM, deed_text(state.problem)
        if state.kind is SlotKind.NONE:
            return "", Token.TEXT_2, ""
        if self._mark.is_alarm() and state.kind in TALK_KINDS:
            return "ph.warning-fill", Token.PROBLEM, alarm_hint(state.recording)
        if state.kind is SlotKind.LINE_LOST:
            return "ph.arrow-clockwise", Token.PROBLEM, self.tr("Joining your line again")
        said = colleague_words(state)
        if said:
            return "ph.users", Token.TEXT_2, said
        not_reached = why_not_reached(state) if state.kind is SlotKind.WRAP_UP else ""
        if not_reached:
            return "ph.phone-x", Token.CAUTION, not_reached
        if state.kind is SlotKind.PREVIEW:
            return "", Token.TEXT_2, self.tr("Nobody is called yet")
        if state.kind in (SlotKind.DIALLING, SlotKind.ALERTING):
            seen = self.tr("They see {number}").format(number=state.outgoing_number) if state.outgoing_number else ""
            return "", Token.TEXT_2, seen
        if state.kind is SlotKind.WRAP_UP:
            return "", Token.TEXT_2, self.tr("Finish your notes and choose an outcome")
        if state.kind is SlotKind.HOLD:
            return "", Token.TEXT_2, self.tr("Hears music")
        if state.number_check is NumberCheck.PASSED:
            return "ph.check-circle-fill", Token.GOOD, self.tr("Number verified")
        if state.number_check is NumberCheck.FAILED:
            return "ph.warning-fill", Token.CAUTION, self.tr("Number may be false")
        return "", Token.TEXT_2, ""

    def _reason_words(self) -> ReasonWords:
        state = self._state
        came_to_us = state.direction is CallDirection.INBOUND
        steps = [words(step) for step in state.menu_path]
        if steps:
            steps[-1] = self.tr("“{reason}”").format(reason=steps[-1])
        return ReasonWords(
            self.tr("Queue"),
            words(state.queue_name),
            "· " + self.tr("waited") if came_to_us else "",
            clock_text(state.waited_seconds) if came_to_us else "",
            "  ·  ".join(["  ›  ".join(steps)] * bool(steps) + [carried_words(*each) for each in state.carried]),
        )

    def _draw_timer(self) -> None:
        state = self._state
        ringing = state.kind is SlotKind.RINGING
        self._ring.setVisible(ringing)
        self._ring.count(state.expires_at if ringing else None, state.ring_seconds)
        self._timer.setVisible(not ringing)
        if state.limit_at is not None:
            self._timer.count_down(state.limit_at, state.limit_at - WRAP_UP_WARNING)
        else:
            self._timer.count_up(None if ringing else state.since_at, state.caution_at, state.problem_at)
        self._mark.show_recording(state.recording if state.kind in TALK_KINDS else None)
        caption = self._caption_words()
        self._caption.set_text(caption)
        self._caption.setVisible(bool(caption))

    def _caption_words(self) -> str:
        state = self._state
        if state.link_lost and state.kind in TALK_KINDS:
            return self.tr("No link, the call goes on")
        muted = state.muted and state.kind is SlotKind.CONNECTED
        told = supervised_words(state.supervised)
        if muted and told:
            return self.tr("You are muted · {told}").format(told=told)
        if muted or told:
            return told or self.tr("You are muted")
        return self.tr("left") if state.limit_at is not None else ""

    def _who(self) -> str:
        state = self._state
        if state.kind is SlotKind.NONE:
            return self._waiting_for()
        if state.between_colleagues:
            return state.colleague_name or self.tr("A colleague")
        if state.caller_name:
            return state.caller_name
        if state.direction is CallDirection.OUTBOUND:
            return self.tr("Unknown number")
        return {
            CallerOutcome.SEVERAL: self.tr("One of several customers"),
            CallerOutcome.UNKNOWN: self.tr("Unknown caller"),
            CallerOutcome.WITHHELD: self.tr("Number withheld"),
            CallerOutcome.OWN: self.tr("One of our own numbers"),
        }.get(state.outcome or CallerOutcome.UNKNOWN, self.tr("Unknown caller"))

    def _waiting_for(self) -> str:
        state = self._state
        queues = self.tr(", ").join(words(name) for name in state.queue_names)
        if state.agent_state is AgentState.READY:
            return self.tr("Ready for {queues}").format(queues=queues) if queues else self.tr("Ready")
        if state.agent_state is AgentState.NOT_READY:
            return self.tr("Choose Ready to take calls")
        return ""

    def _announce(self) -> None:
        # Said when the state changes, not each second: design.md section 9.
        text = self._consult.said() if self._state.consulting else f"{kind_word(self._state)} {self._who()}".strip()
        text = ". ".join(filter(None, (text, self._mark.text())))
        self.setAccessibleName(text)
        self.setAccessibleDescription("\n".join(self._words.texts()))
        if text != self._announced:
            self._announced = text
            if self.isVisible():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
