"""The page of learning: why complaints come, how many, whether they come again, who is in time, and what is done."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid4

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.client.typed_words import TypedStore
from agent_desktop.contract.exports import ExportedList
from agent_desktop.contract.learning import Period, Prevention, PreventionState, SavePrevention
from agent_desktop.ui.complaints.cases.case.form_host import FormHost, Progress
from agent_desktop.ui.complaints.learning import report as charts
from agent_desktop.ui.complaints.learning.chart_card import AskPlace, ChartCard
from agent_desktop.ui.complaints.learning.levels import LevelChart
from agent_desktop.ui.complaints.learning.presenter import LearningPresenter, LearningState, as_command, last_months
from agent_desktop.ui.complaints.learning.preventions import (
    PreventionsCard,
    done_form,
    drop_form,
    effect_text,
    prevention_form,
)
from agent_desktop.ui.complaints.small_form import SmallForm, Values
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.chart import ColumnChart
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.ticker import Ticker

_WIDE: Final = 900
_SPANS: Final = {"3": 3, "6": 6, "12": 12}
_WEEKS: Final = 12


class LearningView(QFrame):
    """Draws a `LearningState`.

    Signals:
        list_wanted: The list behind a chart as a file (`ExportedList`).
    """

    list_wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        ticker: Ticker,
        presenter: LearningPresenter,
        *,
        ask_place: AskPlace | None = None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._theme, self._ticker, self.presenter = theme, ticker, presenter
        self._state = LearningState()
        self._marked: Prevention | None = None
        self._about = ""
        self._drawing = False
        self._drawn_choices: object = None
        self.span = SegmentedChoice(theme)
        self.category, self.team = ChoiceField(theme), ChoiceField(theme)
        self._words = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._notice = Notice(theme)
        self.form = SmallForm(theme)
        self.host = FormHost(self.form, self, self._form_changed)
        self.pareto = ChartCard(theme, "ph.chart-bar", ColumnChart(theme), ask_place)
        self.trend = ChartCard(theme, "ph.chart-line", ColumnChart(theme), ask_place)
        self.repeats = ChartCard(theme, "ph.arrow-counter-clockwise", ColumnChart(theme), ask_place)
        self.teams = ChartCard(theme, "ph.users-three", LevelChart(theme), ask_place)
        self.preventions = PreventionsCard(theme, self._today)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 10, 30, show_at_once=show_at_once)
        self._build()
        self._join()
        self.retranslate()
        presenter.show_to(self.display)

    def display(self, state: LearningState) -> None:
        """Draw `state`."""
        self._state = state
        report = state.report
        failed = report is None and state.problem is not None and not state.reading
        self._pages.setCurrentIndex(1 if state.locked or failed else 0 if report is not None else 2)
        if state.locked or failed:
            self._draw_empty()
        self._draw_bar()
        self.preventions.display(state.preventions)
        self.host.renew()
        if report is None:
            return
        none = self.tr("No complaint in these days has this.")
        without = self.tr("{count} of {all} have no root cause yet")
        self.pareto.display(
            charts.pareto(report),
            self.tr("No complaint of these days has a root cause yet."),
            without.format(count=report.without_cause, all=report.total) if report.without_cause else "",
        )
        marked = self._marked
        done_on = marked.done_on if marked is not None else None
        said = words(marked.root_cause_name) if marked is not None else ""
        self.trend.display(charts.trend(report, mark=done_on, mark_said=said), none)
        share = report.repeat_percent
        again = self.tr("{count}, that is {percent}%")
        self.repeats.display(
            charts.repeats(report),
            self.tr("Nobody complained of the same again within 90 days."),
            again.format(count=report.repeat_complaints, percent=f"{share:.1f}") if share is not None else "",
        )
        self.teams.display(charts.timeliness(report), self.tr("Nothing was due in these days."))

    def new_prevention(self, cause: str = "") -> None:
        """Ctrl+N: write a prevention down."""
        told = self._state.preventions
        if told is not None and told.may_change:
            self._about = "prevention/new"
            self.host.open(prevention_form(told, self._state.form, None, cause), self._keep_new, self._progress)

    def keep_words(self, words: TypedStore) -> None:
        """Keep what is typed on this computer until it is sent."""
        self.host.keep_in(words, lambda: self._about)

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self._skeleton.set_words(self.tr("Counting complaints"))
        self._drawn_choices = None
        self.category.setAccessibleName(self.tr("Category"))
        self.team.setAccessibleName(self.tr("Team"))
        self.span.setAccessibleName(self.tr("Which days"))
        self.display(self._state)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(self.span)
        bar.addWidget(self.category)
        bar.addWidget(self.team)
        self.category.setMaximumWidth(self._theme.px(220))
        self.team.setMaximumWidth(self._theme.px(180))
        bar.addWidget(self._words, 1)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        for card in (self.pareto, self.trend, self.repeats):
            card.setMinimumHeight(self._theme.px(270))
        scroll = scrolled(inside)
        loading = QWidget()
        waits = QVBoxLayout(loading)
        waits.addWidget(self._skeleton)
        waits.addStretch(1)
        self._pages = QStackedWidget()
        for page in (scroll, self._empty, loading):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(bar)
        column.addWidget(self._notice)
        column.addWidget(self.form)
        column.addWidget(self._pages, 1)
        self._arrange()

    def _join(self) -> None:
        self.span.chosen.connect(self._span_chosen)
        self.category.currentIndexChanged.connect(self._narrowed)
        self.team.currentIndexChanged.connect(self._narrowed)
        self._empty.action_chosen.connect(self.presenter.open)
        self._notice.action_chosen.connect(self.presenter.open)
        self.pareto.chart.place_chosen.connect(self.new_prevention)  # type: ignore[union-attr]
        self.preventions.new_chosen.connect(self.new_prevention)
        self.preventions.change_chosen.connect(self._change)
        self.preventions.done_chosen.connect(self._done)
        self.preventions.drop_chosen.connect(self._drop)
        self.preventions.shown.connect(self._show_mark)
        for card, listed in (
            (self.pareto, ExportedList.ROOT_CAUSES),
            (self.trend, ExportedList.COMPLAINT_TREND),
            (self.repeats, ExportedList.REPEATS),
            (self.teams, ExportedList.TIMELINESS),
        ):
            card.file_wanted.connect(_Wanted(self, listed))

    def _arrange(self) -> None:
        wide = self.width() >= self._theme.px(_WIDE)
        cards: tuple[QWidget, ...] = (self.pareto, self.trend, self.repeats, self.teams)
        for place, card in enumerate(cards):
            row, side = divmod(place, 2) if wide else (place, 0)
            self._grid.addWidget(card, row, side)
        rows = 2 if wide else 4
        self._grid.addWidget(self.preventions, rows, 0, 1, 2 if wide else 1)
        self._grid.setRowStretch(5, 1)
        for side in (0, 1):
            self._grid.setColumnStretch(side, 1 if wide or side == 0 else 0)

    def _draw_bar(self) -> None:
        state, asked = self._state, self._state.asked
        self._drawing = True
        spans = (
            ("weeks", self.tr("12 weeks")),
            ("3", self.tr("3 months")),
            ("6", self.tr("6 months")),
            ("12", self.tr("A year")),
        )
        months = (asked.last.year - asked.first.year) * 12 + asked.last.month - asked.first.month + 1
        chosen = "weeks" if asked.by is Period.WEEK else str(months)
        self.span.show_options(spans, chosen)
        teams = tuple(each.team for each in state.report.teams) if state.report is not None else ()
        choices = (state.form.digest if state.form is not None else "", teams, asked.team, asked.category)
        if choices != self._drawn_choices:
            self._drawn_choices = choices
            self.category.clear()
            self.category.addItem(self.tr("All categories"), "")
            for each in state.form.categories if state.form is not None else ():
                self.category.addItem("\u2003" * each.code.count(".") + words(each.name), each.code)
            self.category.setCurrentIndex(max(0, self.category.findData(asked.category)))
            self.team.clear()
            self.team.addItem(self.tr("All teams"), "")
            for team in dict.fromkeys((*teams, asked.team)):
                if team:
                    self.team.addItem(team, team)
            self.team.setCurrentIndex(max(0, self.team.findData(asked.team)))
        self._drawing = False
        report = state.report
        text = self.tr("Counting") if state.reading else ""
        if report is not None and not state.reading:
            text = self.tr("{count} complaints").format(count=f"{report.total:,}")
        self._words.set_text(text)
        marked = self._marked
        old = report is not None and state.problem is not None
        if old and state.problem is not None:
            said = self.tr("These numbers may be old. {why}").format(why=deed_text(state.problem))
            self._notice.show_notice("ph.clock-fill", Token.CAUTION, said, button=self.tr("Try again"), keys="Ctrl+R")
        elif marked is not None:
            said = f"{words(marked.root_cause_name)}: {effect_text(marked.effect)}"
            self._notice.show_notice("ph.shield-check", Token.INFO, said)
        else:
            self._notice.show_notice("", Token.INFO, "")

    def _draw_empty(self) -> None:
        state = self._state
        if state.locked:
            text = self.tr("Supervisors and the people who deal with complaints see it.")
            self._empty.show_state(StateKind.LOCKED, self.tr("These numbers are not open to you"), text)
            return
        why = deed_text(state.problem) if state.problem is not None else ""
        title, again = self.tr("The numbers cannot be read now"), self.tr("Try again")
        self._empty.show_state(StateKind.ERROR, title, why, button=again, keys="Ctrl+R")

    def _today(self) -> date:
        return self._ticker.local(self._ticker.now()).date()

    def _span_chosen(self, code: str) -> None:
        asked, today = self._state.asked, self._today()
        if code == "weeks":
            monday = today - timedelta(days=today.weekday(), weeks=_WEEKS - 1)
            wanted = asked.model_copy(update={"first": monday, "last": today, "by": Period.WEEK})
        else:
            months = last_months(today, _SPANS[code])
            wanted = asked.model_copy(update={"first": months.first, "last": today, "by": Period.MONTH})
        self.presenter.ask(wanted)

    def _narrowed(self) -> None:
        if not self._drawing:
            changes = {"category": str(self.category.currentData() or ""), "team": str(self.team.currentData() or "")}
            self.presenter.ask(self._state.asked.model_copy(update=changes))

    # preventions

    def _progress(self) -> Progress:
        state = self.presenter.state
        return Progress(state.deeds, state.busy, state.wrong)

    def _form_changed(self) -> None:
        if not self.host.is_open:
            self.preventions.add.setFocus()

    def _keep_new(self, values: Values) -> None:
        self.presenter.save(SavePrevention(command_id=uuid4(), seen_version=0, **_wish(values)))  # type: ignore[arg-type]

    def _change(self, prevention: Prevention) -> None:
        told = self._state.preventions
        if told is not None:
            self._about = f"prevention/{prevention.prevention_id}"
            self.host.open(
                prevention_form(told, self._state.form, prevention),
                lambda values: self.presenter.save(as_command(prevention, **_wish(values)), prevention),
                self._progress,
            )

    def _done(self, prevention: Prevention) -> None:
        def keep(values: Values) -> None:
            done = as_command(prevention, state=PreventionState.DONE, done_on=values["done_on"])
            self.presenter.save(done, prevention)

        self._about = f"prevention/{prevention.prevention_id}"
        self.host.open(done_form(prevention, self._today()), keep, self._progress)

    def _drop(self, prevention: Prevention) -> None:
        def keep(values: Values) -> None:
            dropped = as_command(prevention, state=PreventionState.DROPPED, dropped_why=values["dropped_why"])
            self.presenter.save(dropped, prevention)

        self._about = f"prevention/{prevention.prevention_id}"
        self.host.open(drop_form(prevention), keep, self._progress)

    def _show_mark(self, prevention: Prevention) -> None:
        """Mark in the trend of its root cause when a prevention came into force."""
        self._marked = None if self._marked == prevention else prevention
        cause = prevention.root_cause if self._marked is not None else ""
        self.presenter.ask(self._state.asked.model_copy(update={"root_cause": cause}))


def _wish(values: Values) -> dict[str, object]:
    return {
        "root_cause": values["root_cause"],
        "action": values["action"],
        "owner_id": UUID(str(values["owner_id"])),
        "due_on": values["due_on"],
    }


class _Wanted:
    """Which list stands behind a chart."""

    def __init__(self, view: LearningView, listed: ExportedList) -> None:
        self._emit, self._listed = view.list_wanted.emit, listed

    def __call__(self) -> None:
        self._emit(self._listed)
