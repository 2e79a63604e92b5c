"""The call slot while three or four have to do with each other: a box a party, and no way to drop the caller by
mistake."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.call_bar.buttons import DEAF_SECONDS
from agent_desktop.ui.call_bar.party_box import PartyBox, PartyLink, you_box
from agent_desktop.ui.call_bar.recording_mark import RecordingMark
from agent_desktop.ui.call_bar.state import CallSlotState, PartyShown
from agent_desktop.ui.call_bar.supervised_words import supervised_words
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LinkButton, Look
from agent_desktop.ui.widgets.call_button import CallButton
from agent_desktop.ui.widgets.formats import clock_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel
from agent_desktop.ui.widgets.transfer_words import told_text, transfer_text
from telephony.contract import CallAction, CallRole, PartyView, TransferState

CONSULT_HEIGHT: Final = 104
RECOVER_KEYS: Final = "Alt+R"
GUEST_KEYS: Final = "Shift+F8"
_A: Final = CallAction


class ConsultSlot(QWidget):
    """Draws a `CallSlotState` that is `consulting`.

    Signals:
        action_chosen: The person pressed a button; a `CallAction`. To complete is asked for also where the note is not
            sent yet: then the note says so.
    """

    action_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._theme, self._monotonic = theme, monotonic
        self._state = CallSlotState()
        self._deaf_until = 0.0
        self._caller = PartyBox(theme, ticker)
        self._other = PartyBox(theme, ticker)
        self._guest = PartyBox(theme, ticker)
        self._take_out = LinkButton(theme, icon="ph.user-minus")
        self._guest.foot.addWidget(self._take_out, 0, Qt.AlignmentFlag.AlignRight)
        self._recover = LinkButton(theme, icon="ph.lifebuoy")
        self._caller.foot.addWidget(self._recover, 0, Qt.AlignmentFlag.AlignRight)
        self._note = ""
        self._you = TextLabel(role=Role.BODY_BOLD)
        self._mic_icon = IconView(theme, "ph.microphone", Token.GOOD, 15)
        self._mic = TextLabel(role=Role.SMALL, tone=Token.GOOD)
        self._listening = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._own = you_box(theme)
        self._links = PartyLink(theme), PartyLink(theme)
        self._timer = TimerLabel(ticker, role=Role.TIMER)
        self._caption = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._mark = RecordingMark(theme)
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        self._buttons = {
            _A.COMPLETE_TRANSFER: CallButton(theme, look=Look.PRIMARY, minimum_width=108),
            _A.CONFER: CallButton(theme, minimum_width=82),
            _A.HOLD: CallButton(theme, minimum_width=74),
            _A.END_CONSULT: CallButton(theme, minimum_width=92),
        }
        self._build()
        self._recover.clicked.connect(self._recover_pressed)
        self._take_out.clicked.connect(self._take_out_pressed)
        self._buttons[_A.COMPLETE_TRANSFER].clicked.connect(self._complete_pressed)
        self._buttons[_A.CONFER].clicked.connect(self._confer_pressed)
        self._buttons[_A.HOLD].clicked.connect(self._swap_pressed)
        self._buttons[_A.END_CONSULT].clicked.connect(self._end_pressed)
        self.hide()

    def display(self, state: CallSlotState) -> None:
        """Draw `state`; hidden where nobody consults."""
        before, self._state = self._state, state
        if not state.consulting:
            self.hide()
            return
        if (state.kind, self._transfer_state()) != (before.kind, before.transfer and before.transfer.state):
            self._deaf_until = self._monotonic() + DEAF_SECONDS
        self._draw()
        self.show()

    def show_note(self, said: str) -> None:
        """Say in the specialist's box how the note stands: that they read it."""
        self._note = said
        if self._state.consulting:
            self._draw_other(self._other_party())

    def said(self) -> str:
        """Return what a screen reader is told of it, without the times."""
        return ". ".join(box.accessibleName() for box in (self._caller, self._other, self._guest) if not box.isHidden())

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.consulting:
            self._draw()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(Token.SURFACE))
        painter.setPen(QPen(self._theme.colour(Token.BORDER), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _build(self) -> None:
        own = QVBoxLayout(self._own)
        own.setContentsMargins(11, 6, 11, 6)
        own.setSpacing(2)
        own.addWidget(self._you)
        mic = QHBoxLayout()
        mic.setSpacing(6)
        mic.addWidget(self._mic_icon)
        mic.addWidget(self._mic, 1)
        mic.addWidget(KeyCap(self._theme, "F4"))
        own.addLayout(mic)
        own.addWidget(self._listening)
        clock = QVBoxLayout()
        clock.setSpacing(0)
        clock.addStretch(1)
        clock.addWidget(self._timer, 0, Qt.AlignmentFlag.AlignRight)
        clock.addWidget(self._caption, 0, Qt.AlignmentFlag.AlignRight)
        clock.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignRight)
        clock.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 11, 12, 12)
        row.setSpacing(4)
        for widget, stretch in (
            (self._caller, 6),
            (self._links[0], 0),
            (self._own, 0),
            (self._links[1], 0),
            (self._other, 6),
            (self._guest, 6),
        ):
            row.addWidget(widget, stretch)
        row.addWidget(self._problem, 2)
        row.addSpacing(8)
        row.addLayout(clock)
        row.addSpacing(6)
        for button in self._buttons.values():
            button.lie_on(Token.SURFACE)
            button.setMinimumHeight(self._theme.px(78))
            row.addWidget(button)

    def _draw(self) -> None:
        state = self._state
        self._draw_caller(state.party("caller"))
        self._draw_other(self._other_party())
        self._draw_guest(state.party("guest"))
        muted = state.muted
        self._you.set_text(self.tr("You"))
        self._mic_icon.show_icon("ph.microphone-slash" if muted else "ph.microphone", self._mic_tone())
        self._mic.set_text(self.tr("Muted") if muted else self.tr("Mic on"))
        self._mic.set_tone(self._mic_tone())
        own = self._own_party()
        hears_music = own is not None and own.state is PartyView.HELD
        self._listening.set_text(self.tr("You hear music") if hears_music else "")
        self._listening.setVisible(hears_music)
        self._own.setAccessibleName(", ".join((self._you.full_text(), self._mic.full_text())))
        self._timer.count_up(state.call_since_at)
        four = state.party("guest") is not None  # four boxes need the room; the time of the call is over the slot too
        self._timer.setVisible(not four)
        told = supervised_words(state.supervised) or ("" if four else self.tr("whole call"))
        self._caption.set_text(self.tr("No link") if state.link_lost else told)
        self._mark.show_recording(state.recording)
        self._problem.set_text(deed_text(state.problem) if state.problem is not None else "")
        self._problem.setVisible(state.problem is not None)
        self._draw_buttons()

    def _mic_tone(self) -> Token:
        return Token.CAUTION if self._state.muted else Token.GOOD

    def _draw_caller(self, party: PartyShown | None) -> None:
        state = self._state
        self._caller.setVisible(party is not None)
        self._links[0].setVisible(party is not None)
        if party is None:
            return
        told = told_text(state.transfer.told) if state.transfer is not None else ""
        hears = self.tr("hears music") if party.state is PartyView.HELD and not told else told
        self._caller.show_party(party.state, party.since_at, party.name or self.tr("The caller"), hears)
        limit = state.hold_limit_at
        if limit is not None:
            allowed = int((limit - party.since_at).total_seconds())
            said = self.tr("of {limit}").format(limit=clock_text(allowed))
            self._caller.show_limit(party.since_at, limit, said)
        self._links[0].show_link(self._between(party))
        may = _A.RECOVER_CALLER in state.enabled
        self._recover.set_words(self.tr("Recover caller"))
        self._recover.setAccessibleDescription(RECOVER_KEYS)
        self._recover.setToolTip(RECOVER_KEYS)
        self._recover.setVisible(may and state.role is CallRole.OWN)

    def _between(self, party: PartyShown) -> PartyView:
        """How this desk's person and `party` hear each other: whoever is on hold hears nobody."""
        own = self._own_party()
        held = own is not None and own.state is PartyView.HELD
        return PartyView.HELD if held and party.state is PartyView.TALKING else party.state

    def _draw_other(self, party: PartyShown | None) -> None:
        state, transfer = self._state, self._state.transfer
        self._other.setVisible(party is not None)
        self._links[1].setVisible(party is not None)
        if party is None:
            return
        name = party.name or state.colleague_name or self.tr("The specialist")
        talks = party.state is PartyView.TALKING and transfer is not None
        word = transfer_text(transfer.state) if talks and transfer is not None else ""
        self._other.show_party(party.state, party.since_at, name, word=word)
        if party.state is PartyView.RINGING and transfer is not None and transfer.expires_at is not None:
            self._other.show_count_down(transfer.expires_at)
            self._other.show_more("ph.timer", self.tr("then back to you"))
        else:
            self._other.show_more("ph.eye", self._note)
        self._links[1].show_link(self._between(party))

    def _draw_guest(self, party: PartyShown | None) -> None:
        state = self._state
        self._guest.setVisible(party is not None)
        if party is None:
            return
        for link in self._links:  # each box says how it stands
            link.hide()
        name = party.name or self.tr("A colleague")
        self._guest.show_party(party.state, party.since_at, name, word=self.tr("In the call too"))
        self._take_out.set_words(self.tr("Take out"))
        self._take_out.setAccessibleDescription(GUEST_KEYS)
        self._take_out.setToolTip(GUEST_KEYS)
        self._take_out.setVisible(_A.REMOVE_GUEST in state.enabled and state.role is CallRole.OWN)

    def _other_party(self) -> PartyShown | None:
        """Who is in the call besides the caller, a guest and this desk's person."""
        others = (each for each in self._state.parties if each.kind not in ("caller", "guest"))
        return next((each for each in others if not each.you), None)

    def _own_party(self) -> PartyShown | None:
        return next((each for each in self._state.parties if each.you), None)

    def _transfer_state(self) -> TransferState | None:
        return self._state.transfer.state if self._state.transfer is not None else None

    def _draw_buttons(self) -> None:
        state, buttons = self._state, self._buttons
        own = state.role is CallRole.OWN
        conferring = self._transfer_state() is TransferState.CONFERRING
        leaves = _A.LEAVE_CONFERENCE in state.enabled
        rings = self._transfer_state() is TransferState.RINGING
        complete = self.tr("Send now") if rings else self.tr("Complete transfer")
        complete = self.tr("Leave to them") if leaves else complete
        buttons[_A.COMPLETE_TRANSFER].show_words(complete, "ph.phone-outgoing-fill", "Ctrl+F7")
        adds = _A.KEEP_GUEST in state.enabled or state.pending is _A.KEEP_GUEST
        confer = self.tr("Add another") if adds else self.tr("Conference")
        buttons[_A.CONFER].show_words(confer, "ph.user-plus" if adds else "ph.users-three", "Ctrl+F8")
        buttons[_A.HOLD].show_words(self.tr("Swap"), "ph.swap", "Shift+F3")
        if own:
            buttons[_A.END_CONSULT].show_words(self.tr("Cancel & return"), "ph.arrow-u-up-left", "Shift+F7")
        else:
            buttons[_A.END_CONSULT].show_words(self.tr("Leave"), "ph.phone-disconnect", "Shift+F12")
        for action in (_A.COMPLETE_TRANSFER, _A.CONFER, _A.HOLD):
            buttons[action].setVisible(own)
        ready = bool({_A.COMPLETE_TRANSFER, _A.LEAVE_CONFERENCE} & state.enabled) or self.may_ask_to_complete()
        self._show_use(_A.COMPLETE_TRANSFER, ready, _A.COMPLETE_TRANSFER, _A.LEAVE_CONFERENCE)
        confers = bool({_A.CONFER, _A.KEEP_GUEST} & state.enabled)
        self._show_use(_A.CONFER, confers, _A.CONFER, _A.KEEP_GUEST, on=conferring and not adds)
        swaps = bool({_A.HOLD, _A.RESUME} & state.enabled)
        self._show_use(_A.HOLD, swaps, _A.HOLD, _A.RESUME)
        ends = (_A.END_CONSULT if own else _A.HANG_UP) in state.enabled
        self._show_use(_A.END_CONSULT, ends, _A.END_CONSULT, _A.HANG_UP)

    def may_ask_to_complete(self) -> bool:
        """Whether only the note is missing: then the button leads to it."""
        state = self._state
        talks = self._transfer_state() in (TransferState.RINGING, TransferState.CONSULTING, TransferState.CONFERRING)
        return talks and state.role is CallRole.OWN and state.pending is None and not state.link_lost

    def _show_use(self, place: CallAction, enabled: bool, *actions: CallAction, on: bool = False) -> None:
        state = self._state
        waiting = state.pending in actions
        self._buttons[place].show_use(enabled=enabled, on=on, waiting=waiting, reason=self._reason(waiting=waiting))

    def _reason(self, *, waiting: bool) -> str:
        state = self._state
        if waiting:
            return self.tr("Waiting for the telephone system")
        if state.pending is not None:
            return self.tr("Another action is under way")
        if state.link_lost:
            return self.tr("No link to the server. The call goes on.")
        if self._transfer_state() in (TransferState.STARTING, TransferState.RINGING):
            return self.tr("Once the specialist is on the line")
        return self.tr("Not possible just now")

    def _complete_pressed(self) -> None:
        leaves = _A.LEAVE_CONFERENCE in self._state.enabled
        self._chosen(_A.LEAVE_CONFERENCE if leaves else _A.COMPLETE_TRANSFER)

    def _confer_pressed(self) -> None:
        self._chosen(_A.KEEP_GUEST if _A.KEEP_GUEST in self._state.enabled else _A.CONFER)

    def _swap_pressed(self) -> None:
        self._chosen(_A.RESUME if _A.RESUME in self._state.enabled else _A.HOLD)

    def _end_pressed(self) -> None:
        self._chosen(_A.END_CONSULT if self._state.role is CallRole.OWN else _A.HANG_UP)

    def _take_out_pressed(self) -> None:
        self._chosen(_A.REMOVE_GUEST)

    def _recover_pressed(self) -> None:
        self._chosen(_A.RECOVER_CALLER)

    def _chosen(self, action: CallAction) -> None:
        if self._monotonic() >= self._deaf_until:
            self.action_chosen.emit(action)
