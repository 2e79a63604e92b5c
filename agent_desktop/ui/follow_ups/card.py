"""The card of follow-ups on the page of tasks: what is to be done by day, week, month; what came of referrals."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.follow_ups import FollowUp, FollowUpSpan, FollowUpState, FollowUpStep
from agent_desktop.ui.follow_ups.presenter import FollowUpsState
from agent_desktop.ui.follow_ups.words import (
    end_words,
    giver_words,
    name_words,
    phase_words,
    step_words,
    when_tone,
    when_words,
    whose_words,
)
from agent_desktop.ui.messages import deed_text, problem_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.panel import PanelFrame, clear_layout
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind
from agent_desktop.ui.widgets.prospects import interest_words
from agent_desktop.ui.widgets.rows import CellRole, fill
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable

_COLUMNS: Final = (Column(86), Column(120, 6), Column(110), Column(150, 10), Column(100, 4))
_MOST_ROWS: Final = 8
_TIER_ICONS: Final = {Tier.PLATINUM: "ph.crown-simple-fill", Tier.GOLD: "ph.star-fill"}
_TABLE, _EMPTY = range(2)


class FollowUpsCard(PanelFrame):
    """Draws a `FollowUpsState`.

    Signals:
        selected: Look at this one (`UUID`).
        span_chosen: List until then (`FollowUpSpan`).
        plan_chosen: Show the customer of the selected one, and plan on.
        take_chosen: Make the selected one, which is anybody's, one's own.
        seen_chosen: It was seen what came of this referral (`UUID`).
        retry_chosen: Read the list again.
    """

    selected = Signal(object)
    span_chosen = Signal(object)
    plan_chosen = Signal()
    take_chosen = Signal()
    seen_chosen = Signal(object)
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._theme, self._ticker = theme, ticker
        self._state = FollowUpsState()
        self._shown: tuple[object, ...] = ()
        self._model = QStandardItemModel(0, 5, self)
        self.table = RowTable(theme, self._model)
        self.table.setObjectName("follow_ups")
        self.table.set_columns(_COLUMNS)
        self._late = CountChip(theme, "", Kind.PROBLEM)
        self.span = SegmentedChoice(theme, compact=True)
        self.plan = CommandButton(theme, small=True, icon="ph.handshake")
        self.take = CommandButton(theme, small=True)
        self._told = Notice(theme)
        self._told.setContentsMargins(14, 4, 14, 4)
        self._results = QVBoxLayout()
        self._pages = QStackedWidget()
        self._empty = EmptyState(theme)
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.table.row_chosen.connect(lambda _: self.plan_chosen.emit())
        self.span.chosen.connect(lambda span: self.span_chosen.emit(FollowUpSpan(span)))
        self.plan.clicked.connect(self.plan_chosen)
        self.take.clicked.connect(self.take_chosen)
        self._empty.action_chosen.connect(self.retry_chosen)
        self._told.action_chosen.connect(self.retry_chosen)
        theme.changed.connect(self._measure)
        self.display(self._state)

    def display(self, state: FollowUpsState) -> None:
        """Draw `state`; without anything to be done the card is not there."""
        self._state = state
        self.setVisible(not state.is_empty or state.list_problem is not None)
        self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._shown = ()
            self._draw()

    def _build(self) -> None:
        self.head_row.insertWidget(self.head_row.count() - 1, self._late)
        for part in (self.span, self.take, self.plan):
            self.head_row.addWidget(part)
        results = QWidget()
        results.setProperty("ground", "clear")
        results.setLayout(self._results)
        self._results.setContentsMargins(14, 4, 14, 6)
        self._results.setSpacing(4)
        self._results_box = results
        for page in (self.table, self._empty):
            self._pages.addWidget(page)
        self.body.addWidget(results)
        self.body.addWidget(self._told)
        self.body.addWidget(self._pages)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _draw(self) -> None:
        state, listed = self._state, self._state.listed
        self.set_title(self.tr("Follow-ups"))
        day, week, month = (0, 0, 0) if listed is None else (listed.day, listed.week, listed.month)
        self.span.show_options(
            (
                (FollowUpSpan.DAY.value, self.tr("Today {count}").format(count=day)),
                (FollowUpSpan.WEEK.value, self.tr("Week {count}").format(count=week)),
                (FollowUpSpan.MONTH.value, self.tr("Month {count}").format(count=month)),
            ),
            state.span.value,
        )

        self._late.show_count(self.tr("{count} late").format(count=0 if listed is None else listed.late), Kind.PROBLEM)
        self._late.setVisible(listed is not None and listed.late > 0)
        plan = state.follow_up
        self.plan.set_words(self.tr("Plan on"))
        self.plan.setEnabled(plan is not None)
        self.take.set_words(self.tr("Take it"))
        self.take.setVisible(plan is not None and FollowUpStep.TAKE in plan.steps)
        self.take.setEnabled(not state.busy)
        self.table.setAccessibleName(self.tr("Follow-ups, the latest first"))
        self._draw_told()
        self._draw_results(() if listed is None else listed.results)
        self._draw_list(() if listed is None else listed.follow_ups)
        self._measure()

    def _draw_told(self) -> None:
        state = self._state
        if state.problem is not None:
            self._told.show_notice("ph.warning-circle-fill", Token.PROBLEM, deed_text(state.problem))
        elif state.list_problem is not None and state.listed is not None:
            why = problem_text(state.list_problem)
            text = self.tr("The list may not be up to date. {why}").format(why=why)
            self._told.show_notice("ph.clock-fill", Token.CAUTION, text, button=self.tr("Try again"))
        else:
            self._told.show_notice("", Token.TEXT, "")

    def _draw_results(self, results: tuple[FollowUp, ...]) -> None:
        self._results_box.setVisible(bool(results))
        ids = tuple((each.follow_up_id, each.version) for each in results)
        if ids == self._shown:
            return
        self._shown = ids
        clear_layout(self._results)
        for each in results:
            notice = Notice(self._theme)
            self._results.addWidget(notice)  # first: shown by itself it would be a window
            won = each.state is FollowUpState.WON
            text = self.tr("{name}: {result} – your referral, {whose}").format(
                name=name_words(each),
                result=" · ".join(filter(None, (end_words(each.state), each.result))),
                whose=whose_words(each),
            )
            notice.show_notice(
                "ph.check-circle-fill" if won else "ph.info-fill",
                Token.GOOD if won else Token.TEXT_2,
                text,
                button=self.tr("Seen"),
            )
            notice.action_chosen.connect(lambda _=False, each=each: self.seen_chosen.emit(each.follow_up_id))

    def _draw_list(self, listed: tuple[FollowUp, ...]) -> None:
        for column, head in enumerate(
            (self.tr("Day"), self.tr("Customer"), self.tr("Phase"), self.tr("Next step"), self.tr("Whose"))
        ):
            self._model.setHorizontalHeaderItem(column, QStandardItem(head))
        if not listed:
            self._draw_empty()
            self._pages.setCurrentIndex(_EMPTY)
            return
        model, table = self._model, self.table
        selection = table.selectionModel()
        was_blocked = selection.blockSignals(True)
        if model.rowCount() > len(listed):
            model.removeRows(len(listed), model.rowCount() - len(listed))
        while model.rowCount() < len(listed):
            cells = [QStandardItem() for _ in range(5)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        today = self._ticker.local(self._ticker.now()).date()
        for number, plan in enumerate(listed):
            when, who, phase, step, whose = (model.item(number, column) for column in range(5))
            tone = when_tone(plan)
            fill(when, when_words(plan, today), tone=tone.value, key=str(plan.follow_up_id))
            fill(who, name_words(plan), icon=_TIER_ICONS.get(plan.tier), icon_tone=Token.TEXT_2.value)
            fill(phase, phase_words(plan.phase), tone=Token.TEXT_2.value)
            fill(step, f"{interest_words(plan.topic)}: {step_words(plan)}")
            fill(whose, giver_words(plan) or whose_words(plan), tone=Token.TEXT_2.value)
        ids = [each.follow_up_id for each in listed]
        row = ids.index(self._state.selected) if self._state.selected in ids else -1
        if row >= 0 and table.currentIndex().row() != row:
            table.selectRow(row)
        selection.blockSignals(was_blocked)
        table.viewport().update()
        table.fit_columns()
        self._pages.setCurrentIndex(_TABLE)

    def _draw_empty(self) -> None:
        problem = self._state.list_problem
        if problem is not None and self._state.listed is None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("Follow-ups cannot be read now"),
                problem_text(problem),
                button=self.tr("Try again"),
            )
            return
        self._empty.show_state(
            StateKind.QUIET,
            self.tr("Nothing to follow up in this time"),
            self.tr("Plans stand here when the day of their next step comes."),
            icon="ph.handshake",
        )

    def _measure(self) -> None:
        rows = min(max(len(self._state.listed.follow_ups) if self._state.listed else 0, 3), _MOST_ROWS)
        self._pages.setFixedHeight(self.table.height_for(rows))

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = current.siblingAtColumn(0).data(CellRole.KEY) if current.isValid() else None
        if key:
            self.selected.emit(UUID(str(key)))
