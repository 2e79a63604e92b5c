"""What a person has before them while they have no call: who asks for them, what they owe, what came of their cases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.home import ConsultWaiting, HandedCase, Home
from agent_desktop.contract.owed_calls import OwedCall
from agent_desktop.ui.home.presenter import HomeState
from agent_desktop.ui.home.rows import Line, OwedLine, case_rows, consult_row, owed_row, skills_row
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.formats import day_time_text, language_now, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.ticker import Ticker

_SIDE: Final = 300


class _Section(QFrame):
    """A head with a count, and rows under it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.title = TextLabel(role=Role.PANEL_TITLE)
        self.count = CountChip(theme, "", Kind.INFO)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 4)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._rows)

    def show_rows(
        self, title: str, rows: list[QWidget], none: str, kind: Kind = Kind.INFO, count: int | None = None
    ) -> None:
        """Show rows, or `none` in their place. `count` is how many of them are still to be done."""
        count = len(rows) if count is None else count
        self.title.set_text(title)
        self.count.show_count(str(count), kind)
        self.count.setVisible(count > 0)
        clear_layout(self._rows)
        for place, row in enumerate(rows or [TextLabel(none, role=Role.SMALL, tone=Token.TEXT_2, wrap=True)]):
            if place:
                self._rows.addWidget(line("h"))
            self._rows.addWidget(row)
        self.setAccessibleName(title)


class HomeView(QFrame):
    """Draws a `HomeState`.

    Signals:
        call_chosen: Preview the call that is owed (`OwedCall`).
        done_chosen: It was made, or not after all (`OwedCall`, `bool`).
        customer_chosen: Show this customer (`UUID`).
        retry_chosen: Ask again.
    """

    call_chosen = Signal(object)
    done_chosen = Signal(object, bool)
    customer_chosen = Signal(object)
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._theme, self._ticker = theme, ticker
        self._state = HomeState()
        self._drawn: tuple[object, ...] = ()
        self._owed_rows: tuple[OwedLine, ...] = ()
        self._notice = Notice(theme)
        self._notice.setContentsMargins(14, 6, 14, 6)
        self._consults, self._owed = _Section(theme), _Section(theme)
        self._follow_ups, self._given = _Section(theme), _Section(theme)
        self._mine = _Section(theme)
        self._work, self._between = QWidget(), line("v")
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(0)
        for section in (self._consults, self._owed, self._follow_ups):
            work.addWidget(section)
        work.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self._mine)
        side.addWidget(self._given)
        side.addStretch(1)
        self._side.setMinimumWidth(theme.px(_SIDE))
        inside = QWidget()
        inside.setProperty("ground", "clear")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._work, 3)
        row.addWidget(self._between)
        row.addWidget(self._side, 2)
        scroll = scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(scroll, 1)
        self._notice.action_chosen.connect(self.retry_chosen)
        ticker.ticked.connect(self._tick)
        self.display(self._state)

    def display(self, state: HomeState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        # A ringing call changes these alone, and its caller is to be seen first.
        if before is not state and replace(before, may_dial=state.may_dial, agent=state.agent) == state:
            self._enable()
        else:
            self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def said(self) -> Iterator[str]:
        """Yield each row in words."""
        for row in self.findChildren(Line):
            yield row.said

    def _tick(self) -> None:
        home = self._state.home
        if home is not None and home.consults and self.isVisible():
            self._draw()  # how long they wait

    def _draw(self) -> None:
        state = self._state
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem, button=self.tr("Try again"))
        home = state.home or Home()
        waits = tuple(self._ticker.seconds_since(each.since_at) for each in home.consults)
        is_first = state.home is None and state.loading
        drawn = (state.is_specialist, home, is_first, waits, language_now())
        if drawn == self._drawn:
            self._enable()
            return
        self._drawn = drawn
        waiting = self.tr("Getting what is before you") if is_first else ""
        self.setAccessibleName(self.tr("What is before you"))
        self._draw_work(home, waiting)
        self._draw_side(home, waiting)
        self._enable()

    def _enable(self) -> None:
        """Say what may be pressed now: a ringing call changes this alone, and no row is made anew for it."""
        may_dial, may_settle = self._state.may_dial, self._state.busy is None
        for row in self._owed_rows:
            row.set_enabled(call=may_dial, done=may_settle)

    def _draw_work(self, home: Home, waiting: str) -> None:
        specialist = self._state.is_specialist
        self._consults.show_rows(
            self.tr("Asked of you"),
            [self._consult(each) for each in home.consults],
            waiting or self.tr("Nobody waits for a word with you."),
            Kind.CAUTION if any(each.rings for each in home.consults) else Kind.INFO,
        )
        self._consults.setVisible(specialist or bool(home.consults))
        self._owed_rows = tuple(self._owed_call(each) for each in home.owed)
        self._owed.show_rows(
            self.tr("Call-backs you owe"),
            list(self._owed_rows),
            waiting or self.tr("You owe no customer a call."),
            Kind.PROBLEM if any(each.is_late for each in home.owed) else Kind.CAUTION,
            sum(each.done_at is None for each in home.owed),
        )
        self._owed.setVisible(specialist or bool(home.owed))
        self._follow_ups.show_rows(
            self.tr("Handed to you, a word still owed"),
            [self._case(each, given=False) for each in home.follow_ups],
            waiting or self.tr("No case that was handed to you waits for a word."),
            Kind.CAUTION,
        )
        self._follow_ups.setVisible(specialist or bool(home.follow_ups))
        has_work = specialist or bool(home.consults or home.owed or home.follow_ups)
        for each in (self._work, self._between):  # alone, what came of calls passed on takes the whole width
            each.setVisible(has_work)

    def _draw_side(self, home: Home, waiting: str) -> None:
        specialist = self._state.is_specialist
        self._mine.show_rows(self.tr("Your skills and load"), [skills_row(self._theme, home)], "")
        self._mine.count.hide()
        self._mine.setVisible(specialist)
        self._given.show_rows(
            self.tr("What came of calls you passed on"),
            [self._case(each, given=True) for each in home.given],
            waiting or self.tr("You have passed on no call in the last 14 days."),
        )

    def _consult(self, waits: ConsultWaiting) -> QWidget:
        return consult_row(self._theme, waits, self._ticker.seconds_since(waits.since_at))

    def _owed_call(self, owed: OwedCall) -> OwedLine:
        row = owed_row(self._theme, owed, self._when(owed.due_at), self._when(owed.done_at))
        row.call_chosen.connect(lambda: self.call_chosen.emit(owed))
        row.done_chosen.connect(lambda done: self.done_chosen.emit(owed, done))
        return row

    def _case(self, case: HandedCase, *, given: bool) -> QWidget:
        row = case_rows(self._theme, case, self._when(case.at), given=given)
        row.opened.connect(lambda: self.customer_chosen.emit(case.customer_id))
        return row

    def _when(self, at: datetime | None) -> str:
        if at is None:
            return ""
        local, today = self._ticker.local(at), self._ticker.local(self._ticker.now())
        if local.date() == today.date():
            return time_text(local)
        return day_time_text(local, today.date())
