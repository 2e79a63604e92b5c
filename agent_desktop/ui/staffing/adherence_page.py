"""The page of adherence: each agent's day against the plan."""

from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.rules import GIVEN_REASONS
from agent_desktop.contract.staffing import AgentAdherence, PlanActivity
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.staffing.adherence_presenter import LATE_SECONDS, AdherencePresenter, AdherenceState
from agent_desktop.ui.staffing.day_bar import DayBar
from agent_desktop.ui.staffing.presenter import StaffingKind
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.away_words import away_word
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.filled_table import FilledTable
from agent_desktop.ui.widgets.formats import clock_text, time_text
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.views import RowTable

_TABLE, _EMPTY, _LOADING = range(3)
_GOOD: Final = 0.9
_POOR: Final = 0.8


class AdherenceTable(FilledTable):
    """The model; filled in place."""

    def __init__(self, parent: QObject, zone: tzinfo | None) -> None:
        super().__init__(9, parent, at_right=frozenset({5, 6, 7, 8}))
        self._zone = zone

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(
            self.tr("Agent"),
            self.tr("Shift"),
            self.tr("Planned now"),
            self.tr("Does"),
            self.tr("Adherence"),
            self.tr("Conformance"),
            self.tr("Late"),
            self.tr("Gone early"),
            self.tr("Breaks"),
        )

    def show(self, agents: tuple[AgentAdherence, ...], as_of: datetime | None) -> None:
        """Fill the model."""
        for cells, each in zip(self._rows(len(agents)), agents, strict=True):
            self._fill(cells, each, as_of)

    def _fill(self, cells: list[QStandardItem], each: AgentAdherence, as_of: datetime | None) -> None:
        fill(cells[0], each.agent_name, second=each.team, type=Role.BODY_STRONG.value)
        fill(cells[1], self._shift(each), tone=Token.TEXT_2.value)
        fill(cells[2], "" if each.now is None else self.activity(each.now, each.now_reason), tone=Token.TEXT_2.value)
        state = self._state(each)
        if each.state_since_at is not None and as_of is not None and each.state not in ("", "offline"):
            state += "  " + clock_text(int((as_of - each.state_since_at).total_seconds()))
        if each.is_adherent is False:
            fill(cells[3], state, chip=Kind.PROBLEM.value)
        else:
            fill(cells[3], state, tone=Token.TEXT.value)
        share = each.adherence
        if share is None:
            fill(cells[4], "–", tone=Token.TEXT_3.value)
        else:
            tone = Token.GOOD if share >= _GOOD else Token.CAUTION if share >= _POOR else Token.PROBLEM
            fill(cells[4], f"{100 * share:.1f} %", bar=round(100 * share), bar_tone=tone.value)
        conformance = "–" if each.conformance is None else f"{100 * each.conformance:.1f} %"
        fill(cells[5], conformance, tone=Token.TEXT_2.value)
        for cell, seconds in ((cells[6], each.late_seconds), (cells[7], each.early_seconds)):
            late = seconds >= LATE_SECONDS
            fill(
                cell,
                clock_text(int(seconds)) if seconds >= 1 else "–",
                tone=(Token.PROBLEM if late else Token.TEXT_2).value,
            )
        over = each.break_seconds > each.break_planned_seconds + LATE_SECONDS
        text = self.tr("{taken} of {planned}").format(
            taken=clock_text(int(each.break_seconds)), planned=clock_text(int(each.break_planned_seconds))
        )
        fill(cells[8], text, tone=(Token.PROBLEM if over else Token.TEXT_2).value)

    def _shift(self, each: AgentAdherence) -> str:
        shifts = [planned for planned in each.plan if planned.activity is PlanActivity.WORK]
        return self.tr(", ").join(
            f"{time_text(one.from_at.astimezone(self._zone))}–{time_text(one.until_at.astimezone(self._zone))}"
            for one in shifts
        )

    def activity(self, activity: PlanActivity, reason: str = "") -> str:
        """Return what is planned, in words."""
        return {
            PlanActivity.WORK: self.tr("Calls"),
            PlanActivity.BREAK: self.tr("Break"),
            PlanActivity.MEAL: self.tr("Meal"),
            PlanActivity.TRAINING: self.tr("Training"),
            PlanActivity.MEETING: self.tr("Meeting"),
            PlanActivity.AWAY: away_word(reason),
        }[activity]

    def _state(self, each: AgentAdherence) -> str:
        states = {
            "ready": self.tr("Ready"),
            "on_call": self.tr("On a call"),
            "wrap_up": self.tr("Wrap-up"),
            "offline": self.tr("Signed out"),
        }
        if each.state == "not_ready":
            given = each.state_reason in ("", *GIVEN_REASONS)
            return self.tr("Not ready") if given else away_word(each.state_reason)
        return states.get(each.state, "")


class AdherencePage(QWidget):
    """Draws an `AdherenceState`, and tells the presenter what the person did."""

    def __init__(
        self, theme: Theme, adherence: AdherencePresenter, zone: tzinfo | None, *, show_at_once: bool = False
    ) -> None:
        super().__init__()
        self._adherence, self._zone = adherence, zone
        self._state = AdherenceState()
        self.bar = DayBar(theme)
        self._summary = TextLabel(role=Role.BODY, tone=Token.TEXT_2)
        self._lines = AdherenceTable(self, zone)
        self.table = RowTable(theme, self._lines.model)
        self.table.set_columns(
            (
                Column(150, 8),
                Column(100, 2),
                Column(84, 1),
                Column(120, 4),
                Column(104),
                Column(92),
                Column(70),
                Column(80),
                Column(120),
            )
        )
        self.empty = EmptyState(theme)
        self._trouble = Notice(theme)
        self._skeleton = SkeletonRows(theme, 10, 30, show_at_once=show_at_once)
        self._build()
        self.bar.moved.connect(adherence.move_day)
        self.bar.today_wanted.connect(self._today_wanted)
        self.empty.action_chosen.connect(adherence.open)
        self.retranslate()
        adherence.show_to(self.display)

    def display(self, state: AdherenceState) -> None:
        """Draw `state`."""
        self._state = state
        self.bar.show_day(state.day, self._adherence.today)
        agents = state.agents
        self._lines.show(agents, None if state.found is None else state.found.as_of)
        self.table.fit_columns()
        failed = state.kind is StaffingKind.FAILED and state.problem is not None
        if failed and state.problem is not None:
            self.empty.show_state(
                StateKind.ERROR,
                self.tr("Adherence cannot be read now"),
                deed_text(state.problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
        elif state.found is not None and not agents:
            self.empty.show_state(
                StateKind.QUIET,
                self.tr("Nobody has a shift on this day"),
                self.tr("Bring a shift plan in on the third page; then each agent's day is compared with it."),
                icon="ph.calendar-check",
            )
        page = _EMPTY if failed or (state.found is not None and not agents) else _TABLE if agents else _LOADING
        self._pages.setCurrentIndex(page)
        self._summary.set_text(self._summary_words(state))
        problem = deed_text(state.problem) if state.problem is not None and state.found is not None else ""
        self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)

    def _summary_words(self, state: AdherenceState) -> str:
        if state.found is None or state.mean is None:
            return ""
        text = self.tr("{count} agents, adherence {share} %").format(
            count=len(state.found.agents), share=f"{100 * state.mean:.1f}"
        )
        if state.out_of_adherence:
            text += self.tr(", ") + self.tr("{count} not as planned now").format(count=state.out_of_adherence)
        as_of = time_text(state.found.as_of.astimezone(self._zone))
        return text + self.tr(", ") + self.tr("as of {time}").format(time=as_of)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(12)
        bar.addWidget(self.bar)
        bar.addStretch(1)
        bar.addWidget(self._summary)
        loading = QWidget()
        waits = QVBoxLayout(loading)
        waits.addWidget(self._skeleton)
        waits.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self.empty, loading):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(bar)
        column.addWidget(self._trouble)
        column.addWidget(self._pages, 1)

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.bar.retranslate()
        self._lines.retranslate()
        self.table.setAccessibleName(self.tr("Agents against their plan, those who do not as planned first"))
        self._skeleton.set_words(self.tr("Getting the agents"))
        self.display(self._state)

    def _today_wanted(self) -> None:
        self._adherence.choose_day(self._adherence.today)
