"""The page of shift plans: a file is chosen, looked at, and brought in; and the plans that were."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.staffing import PlanActivity, PlannedTime, PlanProblem, ShiftImport, ShiftPlanPreview
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.staffing.plan_presenter import FileProblem, PlanPresenter, PlanState
from agent_desktop.ui.staffing.plan_words import PlanWords
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.filled_table import FilledTable
from agent_desktop.ui.widgets.formats import day_text, day_time_text, time_text
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.views import RowTable

_NONE, _PROBLEMS, _CHANGES = range(3)


class _Lines(FilledTable):
    """A model of so many rows as there are things."""

    name, rows = FilledTable._name, FilledTable._rows


class PlanPage(QWidget):
    """Draws a `PlanState`, and tells the presenter what the person did."""

    def __init__(self, theme: Theme, plans: PlanPresenter, *, now: Callable[[], datetime], zone: tzinfo | None) -> None:
        super().__init__()
        self._plans, self._now, self._zone = plans, now, zone
        self._state = PlanState()
        self._words = PlanWords(self)
        self.choose = CommandButton(theme, look=Look.PRIMARY, keys="Alt+O", icon="ph.file-arrow-up")
        self.bring_in = CommandButton(theme, look=Look.PRIMARY, keys="Alt+S", icon="ph.check")
        self.put_away = CommandButton(theme)
        self._title = TextLabel(role=Role.TITLE)
        self._form = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._told = TextLabel(role=Role.BODY, wrap=True)
        self._left = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._done, self._trouble = Notice(theme), Notice(theme)
        self._problems, self._changes, self._imports = _Lines(3, self), _Lines(4, self), _Lines(5, self)
        self.problems = RowTable(theme, self._problems.model)
        self.problems.set_columns((Column(70), Column(120, 2), Column(260, 10)))
        self.changes = RowTable(theme, self._changes.model)
        self.changes.set_columns((Column(150, 6), Column(90), Column(160, 6), Column(200, 8)))
        self.imports = RowTable(theme, self._imports.model)
        self.imports.set_columns((Column(110), Column(120, 4), Column(150, 8), Column(130, 2), Column(150, 2)))
        self._nothing = EmptyState(theme)
        self._past = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._build()
        self.choose.clicked.connect(self.choose_pressed)
        self.bring_in.clicked.connect(plans.bring_in)
        self.put_away.clicked.connect(plans.put_away)
        self._nothing.action_chosen.connect(self.choose_pressed)
        self.retranslate()
        plans.show_to(self.display)

    def choose_pressed(self) -> None:
        """Ask which file."""
        kinds = self.tr("Shift plans (*.csv);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Bring a shift plan in"), "", kinds)
        if chosen:
            self._plans.choose_file(Path(chosen))

    def display(self, state: PlanState) -> None:
        """Draw `state`."""
        self._state = state
        preview = state.preview
        self._draw_preview(preview, state)
        self.bring_in.setVisible(state.may_import)
        self.bring_in.setEnabled(not state.working)
        self.put_away.setVisible(preview is not None)
        self.choose.set_look(Look.NORMAL if state.may_import else Look.PRIMARY)
        done = ""
        if state.done is not None:
            done = self.tr("{shifts} shifts of {agents} agents are in; {replaced} were replaced.").format(
                shifts=state.done.shifts, agents=state.done.agents, replaced=state.done.replaced
            )
        self._done.show_notice("ph.check-circle-fill", Token.GOOD, done)
        trouble = self._words.file_problem(state.file_problem) if state.file_problem is not FileProblem.NONE else ""
        if state.problem is not None:
            trouble = deed_text(state.problem)
        self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, trouble)
        self._fill_imports(state.imports or ())

    def _draw_preview(self, preview: ShiftPlanPreview | None, state: PlanState) -> None:
        if preview is None:
            self._told.set_text(self.tr("Reading {file}").format(file=state.file_name) if state.working else "")
            self._left.set_text("")
            self._nothing.show_state(
                StateKind.QUIET,
                self.tr("No file is chosen"),
                self.tr("Nothing changes before you have seen what a plan would change."),
                icon="ph.file-arrow-up",
            )
            self._pages.setCurrentIndex(_NONE)
            return
        if preview.problem_count:
            told = self.tr("{file}: {count} problems. Put them right in the file, and choose it again.").format(
                file=state.file_name, count=preview.problem_count
            )
            self._told.set_text(told)
            self._told.set_tone(Token.PROBLEM)
            self._left.set_text("")
            self._fill_problems(preview.problems)
            self._pages.setCurrentIndex(_PROBLEMS)
            return
        today = self._now().astimezone(self._zone).date()
        first, last = preview.first_day, preview.last_day
        days = "" if first is None or last is None else f"{day_text(first, today)} – {day_text(last, today)}"
        told = self.tr("{file}: {shifts} shifts of {agents} agents, {days}. {replaced} shifts are replaced.").format(
            file=state.file_name, shifts=preview.shifts, agents=preview.agents, days=days, replaced=preview.replaced
        )
        self._told.set_text(told)
        self._told.set_tone(Token.TEXT)
        left = ""
        if preview.untouched:
            names = self.tr(", ").join(preview.untouched[:8])
            more = len(preview.untouched) - 8
            left = self.tr("Not in the file, and left as they are: {names}").format(names=names)
            left += self.tr(" and {count} more").format(count=more) if more > 0 else ""
        self._left.set_text(left)
        self._fill_changes(preview)
        self._pages.setCurrentIndex(_CHANGES)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._title, 1)
        for button in (self.put_away, self.bring_in, self.choose):
            bar.addWidget(button)
        self._pages = QStackedWidget()
        for page in (self._nothing, self.problems, self.changes):
            self._pages.addWidget(page)
        shown = QFrame()
        shown.setProperty("panel", "card")
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(self._told)
        inside.addWidget(self._left)
        inside.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self._form)
        column.addWidget(self._done)
        column.addWidget(self._trouble)
        column.addWidget(shown, 3)
        column.addWidget(line("h"))
        column.addWidget(self._past)
        column.addWidget(self.imports, 2)

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self._title.set_text(self.tr("Shift plan"))
        self.choose.set_words(self.tr("Choose a file"), "Alt+O")
        self.bring_in.set_words(self.tr("Bring it in"), "Alt+S")
        self.put_away.set_words(self.tr("Leave it"))
        self._form.set_text(
            self.tr(
                "A CSV file with the columns agent, date, start, end and activity (work, break, meal, training, "
                "meeting). Each agent's days in it replace those of before."
            )
        )
        self._past.set_text(self.tr("Brought in before"))
        self._problems.name(self.tr("Row"), self.tr("Column"), self.tr("What is wrong"))
        self._changes.name(self.tr("Agent"), self.tr("Day"), self.tr("Before"), self.tr("After"))
        self._imports.name(self.tr("When"), self.tr("By"), self.tr("File"), self.tr("Days"), self.tr("Shifts"))
        self.problems.setAccessibleName(self.tr("What is wrong with the file"))
        self.changes.setAccessibleName(self.tr("What the plan changes"))
        self.imports.setAccessibleName(self.tr("Plans that were brought in before"))
        self.display(self._state)

    def _fill_problems(self, problems: Sequence[PlanProblem]) -> None:
        for (row, column, text), each in zip(self._problems.rows(len(problems)), problems, strict=True):
            fill(row, str(each.row), type=Role.BODY_STRONG.value)
            fill(column, self._words.column(each.column), tone=Token.TEXT_2.value)
            fill(text, self._words.problem(each))
        self.problems.fit_columns()

    def _fill_changes(self, preview: ShiftPlanPreview) -> None:
        today = self._now().astimezone(self._zone).date()
        for (agent, day, before, after), each in zip(
            self._changes.rows(len(preview.changes)), preview.changes, strict=True
        ):
            fill(agent, each.agent_name, type=Role.BODY_STRONG.value)
            fill(day, day_text(each.day, today), tone=Token.TEXT_2.value)
            fill(before, self._planned(each.before) or "–", tone=Token.TEXT_3.value)
            fill(after, self._planned(each.after))
        self.changes.fit_columns()

    def _fill_imports(self, imports: Sequence[ShiftImport]) -> None:
        today = self._now().astimezone(self._zone).date()
        for (when, by, name, days, shifts), each in zip(self._imports.rows(len(imports)), imports, strict=True):
            local = each.imported_at.astimezone(self._zone)
            fill(when, day_time_text(local, today), tone=Token.TEXT_2.value)
            fill(by, each.by_name)
            fill(name, each.file_name)
            fill(days, f"{day_text(each.first_day, today)} – {day_text(each.last_day, today)}")
            fill(
                shifts,
                self.tr("{shifts}, {replaced} replaced").format(shifts=each.shifts, replaced=each.replaced),
                tone=Token.TEXT_2.value,
            )
        self.imports.fit_columns()

    def _planned(self, planned: Sequence[PlannedTime]) -> str:
        texts = []
        for each in planned:
            begin, end = each.from_at.astimezone(self._zone), each.until_at.astimezone(self._zone)
            text = f"{time_text(begin)}–{time_text(end)}"
            if each.activity is not PlanActivity.WORK:
                text = f"{self._words.planned(each)} {text}"
            texts.append(text)
        return self.tr(", ").join(texts)
