"""Beside the form: until when what is owed, which open complaints may be the same, and the earlier ones."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_form import SameComplaint, SameReason
from agent_desktop.contract.complaints import ComplaintGlance, ComplaintKind, ComplaintState
from agent_desktop.ui.complaints.form.clock_rail import ClockRail
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.complaints.form.words import ENDED, same_word, state_look, state_word
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.chips import Chip, CountChip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import day_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame, line
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.ticker import Ticker

_PAD: Final = 14
_MOST_EARLIER: Final = 6


class FormSide(QFrame):
    """Draws the right column of a `FormState`.

    Signals:
        join_chosen: What was typed goes on in this open complaint (`UUID`).
        apart_chosen: This open complaint is another matter (`UUID`).
        open_chosen: Show this complaint (`UUID`).
        retry_chosen: Ask again for what did not come.
    """

    join_chosen = Signal(object)
    apart_chosen = Signal(object)
    open_chosen = Signal(object)
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._ticker = theme, ticker
        self._state = FormState()
        self._clock_title = TextLabel(role=Role.PANEL_TITLE)
        self._set = Chip(theme)
        self._rail = ClockRail(theme)
        self._calendar = IconView(theme, "ph.calendar-blank", Token.TEXT_3, 14, theme.line(Role.SMALL))
        self._calendar_words = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._clock_notice = Notice(theme)
        self._same_band = frame("caution", name="band")
        self._same_title = TextLabel(role=Role.BODY_BOLD, tone=Token.CAUTION, wrap=True)
        self._same_count = CountChip(theme)
        self._same_cards: list[_SameCard] = []
        self._same_column = QVBoxLayout()
        self._earlier_title = TextLabel(role=Role.PANEL_TITLE)
        self._earlier_count = CountChip(theme)
        self._earlier_rows: list[_EarlierRow] = []
        self._earlier_column = QVBoxLayout()
        self._none = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._repeats = TextLabel(role=Role.SMALL, tone=Token.CAUTION, wrap=True)
        self._build()
        self._clock_notice.action_chosen.connect(self.retry_chosen)

    def display(self, state: FormState) -> None:
        """Draw `state`."""
        self._state = state
        self.setAccessibleName(self.tr("Clocks and earlier complaints"))
        self._draw_clocks(state)
        self._draw_same(state)
        self._draw_earlier(state)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _build(self) -> None:
        clocks = QVBoxLayout()
        clocks.setContentsMargins(_PAD, 11, _PAD, 10)
        clocks.setSpacing(5)
        head = row_of(IconView(self._theme, "ph.timer", Token.ACCENT, 17), self._clock_title, spacing=8)
        head.addWidget(self._set)
        clocks.addLayout(head)
        clocks.addWidget(self._rail)
        notes = QHBoxLayout()
        notes.setSpacing(6)
        notes.addWidget(self._calendar, 0, Qt.AlignmentFlag.AlignTop)
        notes.addWidget(self._calendar_words, 1)
        clocks.addLayout(notes)
        clocks.addWidget(self._clock_notice)
        same = QVBoxLayout(self._same_band)
        same.setContentsMargins(_PAD, 10, _PAD, 12)
        same.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconView(self._theme, "ph.copy", Token.CAUTION, 16), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._same_title, 1)
        head.addWidget(self._same_count, 0, Qt.AlignmentFlag.AlignTop)
        same.addLayout(head)
        self._same_column.setSpacing(8)
        same.addLayout(self._same_column)
        earlier = QVBoxLayout()
        earlier.setContentsMargins(_PAD, 11, _PAD, 10)
        earlier.setSpacing(4)
        icon = IconView(self._theme, "ph.clock-counter-clockwise", Token.TEXT_2, 17)
        earlier.addLayout(row_of(icon, self._earlier_title, self._earlier_count, spacing=8))
        earlier.addWidget(self._repeats)
        self._earlier_column.setSpacing(0)
        earlier.addLayout(self._earlier_column)
        earlier.addWidget(self._none)
        sheet = QWidget()
        sheet.setProperty("ground", "clear")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(clocks)
        column.addWidget(line("h"))
        column.addWidget(self._same_band)
        column.addLayout(earlier)
        column.addStretch(1)
        scroll = scrolled(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _draw_clocks(self, state: FormState) -> None:
        around = state.around
        now = self._ticker.local(self._ticker.now())
        self._clock_title.set_text(self.tr("Clocks by rule"))
        name = words(around.clocks.set_name) if around.clocks is not None else ""
        self._set.show_chip(name)
        self._set.setVisible(bool(name))
        self._rail.display(self._rail.steps_of(around.clocks, now))
        notes = self._rail.notes_of(around.clocks)
        if around.clocks is not None and not any(each.due_on for each in around.clocks.clocks):
            notes = self.tr("No rule sets a time for this.")
        elif around.clocks is None and around.clocks_problem is None:
            notes = self.tr("Reckoning the dates")
        self._calendar_words.set_text(notes)
        self._calendar.setVisible(bool(notes))
        self._calendar_words.setVisible(bool(notes))
        problem = around.clocks_problem
        wrong = self.tr("The dates did not come. {why}").format(why=problem_text(problem)) if problem else ""
        again = self.tr("Try again") if wrong else ""
        self._clock_notice.show_notice("ph.warning-circle-fill", Token.CAUTION, wrong, button=again, keys="Ctrl+R")

    def _draw_same(self, state: FormState) -> None:
        shown = () if state.is_recorded else state.same_shown
        self._same_band.setVisible(bool(shown))
        self._same_title.set_text(self.tr("The customer may have complained of this already"))
        self._same_count.show_count(str(len(shown)))
        while len(self._same_cards) < len(shown):
            card = _SameCard(self._theme, self._day)
            card.join_chosen.connect(self.join_chosen)
            card.apart_chosen.connect(self.apart_chosen)
            card.open_chosen.connect(self.open_chosen)
            self._same_cards.append(card)
            self._same_column.addWidget(card)
        for number, card in enumerate(self._same_cards):
            card.setVisible(number < len(shown))
            if number < len(shown):
                card.display(shown[number], off=state.is_locked)

    def _draw_earlier(self, state: FormState) -> None:
        prefill = state.prefill
        earlier = prefill.earlier if prefill is not None else ()
        count = prefill.earlier_count if prefill is not None else 0
        self._earlier_title.set_text(self.tr("Earlier complaints"))
        self._earlier_count.show_count(str(count or len(earlier)))
        self._earlier_count.setVisible(bool(earlier))
        repeats = prefill.repeats_90_days if prefill is not None else 0
        text = self.tr("{count} in 90 days: ask what was left unsolved.").format(count=repeats)
        self._repeats.set_text(text if repeats > 1 else "")
        self._repeats.setVisible(repeats > 1)
        while len(self._earlier_rows) < min(len(earlier), _MOST_EARLIER):
            row = _EarlierRow(self._theme, self._day)
            row.open_chosen.connect(self.open_chosen)
            self._earlier_rows.append(row)
            self._earlier_column.addWidget(row)
        for number, row in enumerate(self._earlier_rows):
            row.setVisible(number < len(earlier))
            if number < len(earlier):
                row.display(earlier[number], first=number == 0)
        said = state.words
        nobody = said is not None and said.customer_id is None
        none = self.tr("Nobody is known to look for.") if nobody else self.tr("None so far.")
        if prefill is None and state.loading:
            none = self.tr("Looking")
        elif prefill is None and state.problem is not None:
            none = self.tr("Not known now.")
        self._none.set_text(none)
        self._none.setVisible(not earlier)

    def _day(self, glance: ComplaintGlance) -> str:
        today = self._ticker.local(self._ticker.now()).date()
        return day_text(self._ticker.local(glance.recorded_at).date(), today)


class _SameCard(QFrame):
    """One open complaint that may be the same."""

    join_chosen = Signal(object)
    apart_chosen = Signal(object)
    open_chosen = Signal(object)

    def __init__(self, theme: Theme, day: Callable[[ComplaintGlance], str]) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._day = day
        self._id: UUID | None = None
        self._number = TextLabel(role=Role.BODY_BOLD)
        self._state = Chip(theme)
        self._about = TextLabel(wrap=True)
        self._line = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._why = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._join = CommandButton(theme, small=True)
        self._open = CommandButton(theme, small=True, look=Look.QUIET)
        self._apart = CommandButton(theme, small=True, look=Look.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 9, 11, 10)
        column.setSpacing(4)
        head = row_of(self._number)
        head.addWidget(self._state)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._line)
        column.addWidget(self._why)
        buttons = QWidget()
        flow = FlowLayout(6, 4)
        buttons.setLayout(flow)
        for button in (self._join, self._open, self._apart):
            flow.addWidget(button)
        column.addSpacing(3)
        column.addWidget(buttons)
        self._join.clicked.connect(self._join_pressed)
        self._open.clicked.connect(self._open_pressed)
        self._apart.clicked.connect(self._apart_pressed)

    def display(self, same: SameComplaint, *, off: bool) -> None:
        """Draw it."""
        glance = same.glance
        self._id = glance.complaint_id
        self._number.set_text(glance.number)
        kind, icon = state_look(glance.state)
        self._state.show_chip(state_word(glance.state), kind, icon)
        self._about.set_text(glance.about or words(glance.category))
        self._line.set_text(" · ".join(filter(None, (self._day(glance), glance.owner_name))))
        between = self.tr(", ")
        self._why.set_text(between.join(same_word(each) for each in SameReason if each in same.reasons))
        self._join.set_words(self.tr("Join to this one"))
        self._open.set_words(self.tr("Open"))
        self._apart.set_words(self.tr("Not the same"))
        for button in (self._join, self._apart):
            button.setEnabled(not off)
        self.setAccessibleName(f"{glance.number} {self._about.full_text()} {self._why.full_text()}")

    def _join_pressed(self) -> None:
        self.join_chosen.emit(self._id)

    def _open_pressed(self) -> None:
        self.open_chosen.emit(self._id)

    def _apart_pressed(self) -> None:
        self.apart_chosen.emit(self._id)


class _EarlierRow(QFrame):
    """One earlier complaint in two lines."""

    open_chosen = Signal(object)

    def __init__(self, theme: Theme, day: Callable[[ComplaintGlance], str]) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self._day = day
        self._id: UUID | None = None
        self._rule = line("h")
        self._about = TextLabel(elided=True)
        self._number = LinkButton(theme, role=Role.SMALL)
        self._when = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._icon = IconView(theme, "", size=14)
        self._state = TextLabel(role=Role.SMALL)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._about)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._number)
        below.addWidget(self._when, 1)
        left.addLayout(below)
        row = QHBoxLayout()
        row.setContentsMargins(0, 5, 0, 3)
        row.setSpacing(6)
        row.addLayout(left, 1)
        row.addWidget(self._icon)
        row.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._rule)
        column.addLayout(row)
        self._number.clicked.connect(self._pressed)

    def display(self, glance: ComplaintGlance, *, first: bool) -> None:
        """Draw it."""
        self._id = glance.complaint_id
        self._rule.setVisible(not first)
        about = words(glance.category)
        if glance.kind is not ComplaintKind.COMPLAINT:
            about = glance.about or about
        self._about.set_text(about)
        self._number.set_words(glance.number)
        self._when.set_text(f"· {self._day(glance)}")
        kind, icon = state_look(glance.state)
        text = state_word(glance.state)
        if glance.is_late and glance.state not in ENDED:
            kind, icon, text = Kind.PROBLEM, "ph.warning-circle-fill", self.tr("Late")
        elif glance.days is not None and glance.state is ComplaintState.CLOSED:
            day = self.tr("Closed · 1 day") if glance.days == 1 else self.tr("Closed · {count} days")
            text = day.format(count=glance.days)
        token = {Kind.GOOD: Token.GOOD, Kind.PROBLEM: Token.PROBLEM, Kind.INFO: Token.ACCENT}.get(kind, Token.TEXT_2)
        self._icon.show_icon(icon, token)
        self._state.set_text(text)
        self._state.set_tone(token)

    def _pressed(self) -> None:
        if self._id is not None:
            self.open_chosen.emit(self._id)
