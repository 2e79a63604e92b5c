"""The call slot: ground, icon, words and timer change together; its place and height never do."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.customers import CallerOutcome, Tier
from agent_desktop.ui.call_bar.buttons import CallButtons
from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, border_token, soft_token, text_token
from agent_desktop.ui.widgets.at_once import laid_out_once
from agent_desktop.ui.widgets.chips import Badge, Chip
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS, clock_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.ring_countdown import RingCountdown
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel
from telephony.contract import AgentState, NumberCheck

SLOT_HEIGHT: Final = 78


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
        SlotKind.CONNECTING: _Look(Kind.INFO, "ph.phone-call-fill", Token.INFO_FILL),
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
    """

    action_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._theme = theme
        self._ticker = ticker
        self._state = CallSlotState()
        self._announced = ""
        self._badge = Badge(theme)
        self._name = TextLabel(role=Role.TITLE, elided=True)
        self._tier = Chip(theme)
        self._tier.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # a long name gives way to it
        self._number = TextLabel(role=Role.BODY_STRONG)
        self._check_icon = IconView(theme, "", size=15)
        self._check = TextLabel(role=Role.BODY_STRONG, elided=True)
        self._queue_word = TextLabel(tone=Token.TEXT_2)
        self._queue = TextLabel(role=Role.BODY_STRONG, elided=True)
        self._waited = TextLabel(tone=Token.TEXT_2)
        self._waited_time = TextLabel(role=Role.BODY_STRONG)
        self._path_icon = IconView(theme, "ph.tree-structure", Token.TEXT_2, 14)
        self._path = TextLabel(tone=Token.TEXT_2, elided=True)
        self._ring = RingCountdown(theme, ticker)
        self._timer = TimerLabel(ticker, role=Role.TIMER)
        self._caption = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._buttons = CallButtons(theme, monotonic)
        self._buttons.action_chosen.connect(self.action_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.display(self._state)

    def display(self, state: CallSlotState) -> None:
        """Draw `state`."""
        self._state = state
        with laid_out_once(self, self._why):
            self._draw_head()
            self._draw_queue()
            self._draw_timer()
            self._buttons.display(state)
        self.update()
        self._announce()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = _LOOKS[self._state.kind]
        colour = self._theme.colour
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(soft_token(look.kind) if look.kind is not Kind.PLAIN else Token.SURFACE))
        painter.setPen(QPen(colour(border_token(look.kind)), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.fillRect(QRectF(0, 0, 4, self.height()), colour(text_token(look.kind)))
        painter.end()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._badge)
        first.addWidget(self._name)
        first.addWidget(self._tier)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self._number)
        second.addSpacing(2)
        second.addWidget(self._check_icon)
        second.addWidget(self._check)
        second.addStretch(1)
        who = QVBoxLayout()
        who.setContentsMargins(0, 0, 0, 0)
        who.setSpacing(2)
        who.addStretch(1)
        who.addLayout(first)
        who.addLayout(second)
        who.addStretch(1)
        self._why = QWidget()
        why = QVBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.setSpacing(1)
        why.addStretch(1)
        why.addLayout(row_of(self._queue_word, self._queue, self._waited, self._waited_time))
        why.addLayout(row_of(self._path_icon, self._path))
        why.addStretch(1)
        self._divider = line("v")
        clock = QVBoxLayout()
        clock.setContentsMargins(0, 0, 0, 0)
        clock.setSpacing(0)
        clock.addStretch(1)
        clock.addWidget(self._timer)
        clock.addWidget(self._caption)
        clock.addStretch(1)
        for label in (self._timer, self._caption):
            label.setAlignment(label.alignment().AlignRight | label.alignment().AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._ring)
        row.addLayout(who, 1)
        row.addWidget(self._divider)
        row.addSpacing(4)
        row.addWidget(self._why, 1)
        row.addLayout(clock)
        row.addSpacing(4)
        row.addWidget(self._buttons)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(SLOT_HEIGHT))
        self.update()

    def _draw_head(self) -> None:
        state = self._state
        look = _LOOKS[state.kind]
        word = self._kind_word()
        if look.fill is not None:
            self._badge.show_badge(word, look.icon, look.fill, Token.ON_FILL)
        else:
            ground = Token.SURFACE if look.kind is Kind.PLAIN else soft_token(look.kind)
            edge = None if look.kind is Kind.PLAIN else text_token(look.kind)
            self._badge.show_badge(word, look.icon, ground, text_token(look.kind), edge)
        self._name.set_text(self._who())
        tier = state.kind is not SlotKind.NONE and bool(state.caller_name) and state.tier is not Tier.STANDARD
        self._tier.setVisible(tier)
        if tier:
            self._tier.show_chip(self._tier_word(state.tier), TIER_KINDS[state.tier], TIER_ICONS[state.tier])
        self._draw_number()

    def _draw_number(self) -> None:
        state = self._state
        self._number.set_text(state.number_masked)
        self._number.setVisible(bool(state.number_masked))
        icon, token, text = "", Token.TEXT_2, ""
        if state.problem is not None:
            icon, token, text = "ph.warning-circle-fill", Token.PROBLEM, problem_text(state.problem)
        elif state.kind is SlotKind.NONE:
            text = ""
        elif state.kind is SlotKind.LINE_LOST:
            icon, token, text = "ph.arrow-clockwise", Token.PROBLEM, self.tr("Joining your line again")
        elif state.kind is SlotKind.WRAP_UP:
            text = self.tr("Finish your notes and choose an outcome")
        elif state.kind is SlotKind.HOLD:
            text = self.tr("Hears music")
        elif state.number_check is NumberCheck.PASSED:
            icon, token, text = "ph.check-circle-fill", Token.GOOD, self.tr("Number verified")
        elif state.number_check is NumberCheck.FAILED:
            icon, token, text = "ph.warning-fill", Token.CAUTION, self.tr("Number may be false")
        self._check_icon.setVisible(bool(icon))
        self._check_icon.show_icon(icon, token)
        self._check.set_text(text)
        self._check.set_tone(token)
        self._check.setVisible(bool(text))

    def _draw_queue(self) -> None:
        state = self._state
        # What went wrong takes the place of where the caller came from: it is read in full.
        shown = state.kind is not SlotKind.NONE and bool(state.queue_name) and state.problem is None
        self._why.setVisible(shown)
        self._divider.setVisible(shown)
        self._queue_word.set_text(self.tr("Queue"))
        self._queue.set_text(words(state.queue_name))
        self._waited.set_text("· " + self.tr("waited"))
        self._waited_time.set_text(clock_text(state.waited_seconds))
        steps = [words(step) for step in state.menu_path]
        if steps:
            steps[-1] = self.tr("“{reason}”").format(reason=steps[-1])
        self._path.set_text("  ›  ".join(steps))
        self._path.setVisible(bool(steps))
        self._path_icon.setVisible(bool(steps))

    def _draw_timer(self) -> None:
        state = self._state
        ringing = state.kind is SlotKind.RINGING
        self._ring.setVisible(ringing)
        self._ring.count(state.expires_at if ringing else None, state.ring_seconds)
        self._timer.setVisible(not ringing)
        self._timer.count_up(None if ringing else state.since_at, state.caution_at, state.problem_at)
        caption = self._caption_words()
        self._caption.set_text(caption)
        self._caption.setVisible(bool(caption))

    def _caption_words(self) -> str:
        state = self._state
        if state.link_lost:
            return self.tr("No link, the call goes on")
        if state.muted and state.kind is SlotKind.CONNECTED:
            return self.tr("You are muted")
        return ""

    def _kind_word(self) -> str:
        return {
            SlotKind.NONE: self.tr("No call"),
            SlotKind.RINGING: self.tr("Incoming"),
            SlotKind.CONNECTING: self.tr("Connecting"),
            SlotKind.CONNECTED: self.tr("Connected"),
            SlotKind.HOLD: self.tr("On hold"),
            SlotKind.WRAP_UP: self.tr("Wrap-up"),
            SlotKind.LINE_LOST: self.tr("Line lost"),
        }[self._state.kind]

    def _tier_word(self, tier: Tier) -> str:
        return {
            Tier.STANDARD: self.tr("Standard"),
            Tier.GOLD: self.tr("Gold"),
            Tier.PLATINUM: self.tr("Platinum"),
        }[tier]

    def _who(self) -> str:
        state = self._state
        if state.kind is SlotKind.NONE:
            return self._waiting_for()
        if state.caller_name:
            return state.caller_name
        return {
            CallerOutcome.SEVERAL: self.tr("One of several customers"),
            CallerOutcome.UNKNOWN: self.tr("Unknown caller"),
            CallerOutcome.WITHHELD: self.tr("Number withheld"),
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
        text = f"{self._kind_word()} {self._who()}".strip()
        self.setAccessibleName(text)
        if text != self._announced:
            self._announced = text
            if self.isVisible():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
