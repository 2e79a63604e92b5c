"""Every control in every state on one sheet, to be held beside states-and-components.png."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.call_button import CallButton
from agent_desktop.ui.widgets.chips import Chip, CountChip
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField, TextField
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.masked_value import MaskedValue
from agent_desktop.ui.widgets.message_bar import MessageBar
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind
from agent_desktop.ui.widgets.ring_countdown import RingCountdown
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.state_chip import StateChip
from agent_desktop.ui.widgets.step_bar import StepBar, StepLook, StepShown
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker


class Gallery(QWidget):
    """The sheet of controls. Its words are samples and stay English."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._theme = theme
        self._ticker = ticker
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for title, part in (
            ("Agent states, tiers and flags", self._chips()),
            ("Buttons and fields", self._buttons()),
            ("Call buttons, countdown, choices", self._call_parts()),
            ("Panels with nothing, not yet, or not possible", self._states()),
            ("Window messages", self._messages()),
        ):
            column.addWidget(TextLabel(title, role=Role.PANEL_TITLE))
            card = frame("card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(14, 12, 14, 12)
            inside.addWidget(part)
            column.addWidget(card)
            column.addSpacing(6)
        column.addStretch(1)
        self.setFocus()  # not on the first button: each shows its own state

    def _chips(self) -> QWidget:
        now = self._ticker.now()
        states = [StateChip(self._theme, self._ticker) for _ in range(5)]
        for chip, (word, kind, icon, seconds) in zip(
            states,
            (
                ("Ready", Kind.GOOD, "ph.check-circle-fill", 46),
                ("On a call", Kind.INFO, "ph.phone-call-fill", 277),
                ("Wrap-up", Kind.CAUTION, "ph.hourglass-medium-fill", 21),
                ("Not ready", Kind.AWAY, "ph.pause-circle-fill", 725),
                ("Offline", Kind.PLAIN, "ph.power", None),
            ),
            strict=True,
        ):
            chip.show_state(word, kind, icon, None if seconds is None else now - timedelta(seconds=seconds))
        tiers = [
            Chip(self._theme, "Platinum", Kind.PLATINUM, "ph.crown-simple-fill"),
            Chip(self._theme, "Gold", Kind.GOLD, "ph.star-fill"),
            Chip(self._theme, "Standard"),
            Chip(self._theme, "Verified", Kind.GOOD, "ph.check-circle-fill"),
            Chip(self._theme, "Due in 2 days", Kind.CAUTION, "ph.timer-fill"),
            Chip(self._theme, "Late", Kind.PROBLEM, "ph.warning-octagon-fill"),
            Chip(self._theme, "Matures 30 Jun", Kind.INFO, "ph.calendar-blank"),
            CountChip(self._theme, "42"),
            CountChip(self._theme, "1 open", Kind.CAUTION),
            CountChip(self._theme, "3", Kind.PROBLEM),
        ]
        return _stack(row_of(*states), row_of(*tiers))

    def _buttons(self) -> QWidget:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column, word in enumerate(("Rest", "Hover", "Pressed", "Focus", "Off"), start=1):
            grid.addWidget(TextLabel(word, role=Role.SMALL, tone=Token.TEXT_2), 0, column)
        rows = (
            ("Primary", "Save", "Ctrl+S", Look.PRIMARY),
            ("Normal", "Hold", "F3", Look.NORMAL),
            ("Quiet", "Message", "", Look.QUIET),
            ("Danger", "Hang up", "", Look.DANGER),
        )
        for row, (name, word, keys, look) in enumerate(rows, start=1):
            grid.addWidget(TextLabel(name, role=Role.SMALL, tone=Token.TEXT_2), row, 0)
            for column, state in enumerate(("", "hover", "pressed", "focus", "off"), start=1):
                button = CommandButton(self._theme, word, keys=keys, look=look)
                grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignLeft)
                if state == "off":
                    button.set_off("No call")
                else:
                    button.force_state(state)
        toggles = len(rows) + 1
        grid.addWidget(TextLabel("Toggle on", role=Role.SMALL, tone=Token.TEXT_2), toggles, 0)
        for column, state in ((1, ""), (2, "hover"), (4, "focus")):
            toggle = CommandButton(self._theme, "On hold", icon="ph.pause-fill")
            toggle.setCheckable(True)
            toggle.setChecked(True)
            grid.addWidget(toggle, toggles, column, Qt.AlignmentFlag.AlignLeft)
            toggle.force_state(state)
        self._fields(grid, toggles + 1)
        grid.setColumnStretch(6, 1)
        return sheet

    def _fields(self, grid: QGridLayout, row: int) -> None:
        grid.addWidget(TextLabel("Field", role=Role.SMALL, tone=Token.TEXT_2), row, 0, Qt.AlignmentFlag.AlignTop)
        empty = LineField(self._theme, "Name")
        wrong = LineField(self._theme)
        wrong.setText("12,864")
        amount = FieldFrame(self._theme, wrong)
        amount.show_problem("More than the amount in dispute, 1,286.40. Check with the customer.")
        locked = LineField(self._theme)
        locked.setText("Ho")
        locked.set_read_only(True)
        choice = ChoiceField(self._theme)
        choice.addItems(["Resolved", "Card blocked"])
        off = LineField(self._theme)
        off.setText("Off")
        off.setEnabled(False)
        for column, field in enumerate((empty, choice, locked, off), start=1):
            field.setFixedWidth(150)
            grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
        wrong.setFixedWidth(150)
        grid.addWidget(amount, row + 1, 1, 1, 5)

    def _call_parts(self) -> QWidget:
        hold, mute, hang_up = (CallButton(self._theme) for _ in range(3))
        hold.show_words("Hold", "ph.pause", "F3")
        mute.show_words("Muted", "ph.microphone-slash", "F4")
        mute.show_use(enabled=True, on=True)
        hang_up = CallButton(self._theme, look=Look.DANGER)
        hang_up.show_words("Hang up", "ph.phone-disconnect-fill", "Shift+F12")
        waiting = CallButton(self._theme)
        waiting.show_words("Hold", "ph.pause", "F3")
        waiting.show_use(enabled=False, waiting=True)
        off = CallButton(self._theme)
        off.show_words("Mute", "ph.microphone-slash", "F4")
        off.show_use(enabled=False, reason="Not before the caller is connected")
        answer = CallButton(self._theme, look=Look.GOOD, wide=True, minimum_width=150)
        answer.show_words("Answer", "ph.phone-fill", "F2")
        decline = CallButton(self._theme, wide=True, minimum_width=145)
        decline.show_words("Decline", "ph.phone-x", "Shift+F2", Token.PROBLEM)
        ring, late = RingCountdown(self._theme, self._ticker), RingCountdown(self._theme, self._ticker)
        ring.count(self._ticker.now() + timedelta(seconds=14), 20)
        late.count(self._ticker.now() + timedelta(seconds=4), 20)
        first = row_of(ring, late, answer, decline, hold, mute, waiting, off, hang_up, spacing=8)
        yes_no = SegmentedChoice(self._theme)
        yes_no.show_options((("yes", "Yes"), ("no", "No")), "yes")
        said, left = (
            TickBox(self._theme, "“This call is recorded.”"),
            TickBox(self._theme, "Not yet said", Kind.CAUTION),
        )
        said.setChecked(True)
        masked, clear = (MaskedValue(self._theme, self._ticker) for _ in range(2))
        masked.show_masked("Mobile", "+852 •••• 4182")
        clear.show_clear("Mobile", "+852 6123 4182", self._ticker.now() + timedelta(seconds=9))
        masked.setFixedWidth(160)
        clear.setFixedWidth(160)
        steps = StepBar(self._theme)
        words = ("Greet", "Verify", "Confirm", "Block", "Dispute", "Explain", "Close")
        looks = (StepLook.DONE, StepLook.DONE, StepLook.CURRENT, *(StepLook.TO_DO,) * 4)
        shown = tuple(StepShown(word, look) for word, look in zip(words, looks, strict=True))
        steps.show_steps(shown, "Step 3 of 7, Confirm")
        steps.setFixedWidth(360)
        return _stack(first, row_of(yes_no, said, left, masked, clear, steps, spacing=14))

    def _states(self) -> QWidget:
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for kind, title, text, button, keys, primary in (
            (StateKind.EMPTY, "No callbacks left today", "New ones show up here.", "Add callback", "Alt+B", False),
            (StateKind.FILTERED, "Nobody matches “Fraud, Thai”", "11 match “Fraud”.", "Clear language", "", False),
            (StateKind.ERROR, "The card system did not answer", "Tried 3 times.", "Try again", "Ctrl+R", False),
            (StateKind.OLD, "Showing 15 June, 18:00", "Tell the caller the date.", "", "", False),
            (StateKind.LOCKED, "Verify the caller first", "Balances show after 2 checks.", "Verify", "Alt+V", True),
        ):
            state = EmptyState(self._theme)
            state.show_state(kind, title, text, button=button, keys=keys, primary=primary)
            card = frame("card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(state)
            card.setMinimumHeight(150)
            row.addWidget(card, 1)
        loading = SkeletonRows(self._theme, 4, 26, show_at_once=True)
        loading.set_words("Getting holdings, 2 of 5")
        row.addWidget(loading, 1)
        return sheet

    def _messages(self) -> QWidget:
        bars = [MessageBar(self._theme) for _ in range(4)]
        bars[0].show_message(
            Kind.PROBLEM,
            "Calls still work.",
            title="No link to the server.",
            aside="try 3 in 8 s",
            icon="ph.wifi-slash",
        )
        bars[1].show_message(Kind.CAUTION, "2 notes are kept on this computer and not sent.", icon="ph.pencil-simple")
        bars[2].show_message(Kind.GOOD, "Complaint CMP-26-01902 registered.", link="Open", keys="Alt+O")
        bars[3].show_message(Kind.INFO, "Script v3.3 is live. This call stays on v3.2.", closable=True)
        note = TextField()
        note.setPlainText("Customer at home in Kowloon Tong last night, card in purse. 客户昨晚在家。")
        note.setFixedHeight(60)
        return _stack(*bars, note)


def _stack(*parts: QWidget | QHBoxLayout) -> QWidget:
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return sheet
