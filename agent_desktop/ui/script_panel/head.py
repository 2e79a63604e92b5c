"""The head of the guide: which script, which version, which step."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.contract.scripts import ListedScript
from agent_desktop.ui.script_panel.presenter import ScriptState, StepStatus
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.menu_button import MenuButton
from agent_desktop.ui.widgets.step_bar import StepBar, StepLook, StepShown

_LOOKS = {
    StepStatus.DONE: StepLook.DONE,
    StepStatus.CURRENT: StepLook.CURRENT,
    StepStatus.TO_DO: StepLook.TO_DO,
    StepStatus.BLOCKED: StepLook.BLOCKED,
    StepStatus.SKIPPED: StepLook.SKIPPED,
}


class ScriptHead(QFrame):
    """Title and version of the script, the other scripts to change to, and the step bar.

    Signals:
        script_chosen: Another script (`ScriptChoice`).
    """

    script_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choices: tuple[ListedScript, ...] = ()
        self._current = ""
        self._compact = False
        self._state = ScriptState()
        self._saving_words = ""
        self._title = TextLabel(role=Role.PANEL_TITLE, elided=True)
        self._version = Chip(theme)
        self._change = MenuButton(theme)
        self._step = TextLabel(role=Role.BODY_STRONG, elided=True)
        self._saving = TextLabel(role=Role.SMALL, tone=Token.CAUTION)
        self._left = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._bar = StepBar(theme)
        self._name = frame("head")
        self._name.setMinimumHeight(theme.px(39))
        self._name_row = QHBoxLayout(self._name)
        self._name_row.setContentsMargins(14, 0, 8, 0)
        self._name_row.setSpacing(8)
        self._name_row.addWidget(IconView(theme, "ph.path", Token.ACCENT, 17))
        self._name_row.addWidget(self._title, 1)
        self._name_row.addWidget(self._version)
        self._name_row.addWidget(self._change)
        self._steps = frame("head")
        self._steps_column = QVBoxLayout(self._steps)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(self._step, 1)
        self._line.addWidget(self._saving)
        self._line.addWidget(self._left)
        self._steps_column.addLayout(self._line)
        self._steps_column.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._steps)
        self._space()
        self._change.clicked.connect(self._open_menu)

    def display(self, state: ScriptState, saving: str) -> None:
        """Draw the head of `state`; `saving` says how the run is kept, empty where all is well."""
        self._state, self._saving_words = state, saving
        self._choices, self._current = state.choices, state.script_id
        title = words(state.title) or self.tr("Script")
        self._title.set_text(title)
        self._version.show_chip(f"v{state.version}", Kind.PLAIN)
        self._version.setVisible(bool(state.version))
        self._saving.set_text(saving)
        self._saving.setVisible(bool(saving))
        # Without steps there is nothing but the name.
        one_line = self._compact and bool(state.steps)
        self._name.setVisible(not one_line)
        self._change.show_alone(one_line, self.tr("Change"), self.tr("Change the script: {title}").format(title=title))
        self._change.setVisible(len(state.choices) > 1 and not state.read_only)
        self._steps.setVisible(bool(state.steps))
        step = self.tr("Step {number} of {count}").format(number=state.step_number, count=len(state.steps))
        shown = f"{state.step_number}/{len(state.steps)}" if one_line else step
        self._step.set_text(f"{shown} · {words(state.step_title)}")
        left = self.tr("about {count} min left").format(count=state.minutes_left) if state.minutes_left else ""
        self._left.set_text(left)
        # A low column has no room for it beside the switch of the language.
        self._left.setVisible(bool(left) and not one_line and not saving)
        marks = tuple(StepShown(words(mark.title), _LOOKS[mark.status]) for mark in state.steps)
        self._bar.show_steps(marks, f"{step}, {words(state.step_title)}")

    def set_compact(self, compact: bool, say_switch: QWidget) -> None:
        """In a low column show step, `say_switch` and Change in one line, over bars without words."""
        self._compact = compact
        self._bar.set_words_shown(not compact)
        if compact:
            self._line.addWidget(say_switch)
            self._line.addWidget(self._change)
        else:
            self._name_row.addWidget(self._change)
        self._space()
        self.display(self._state, self._saving_words)

    def _space(self) -> None:
        low = self._compact
        self._steps_column.setContentsMargins(14, 4 if low else 10, 14, 7 if low else 8)
        self._steps_column.setSpacing(3 if low else 6)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self._choices:
            action = menu.addAction(words(choice.title))
            action.setData(choice)
            action.setCheckable(True)
            action.setChecked(choice.script_id == self._current)
        menu.triggered.connect(self._picked)
        menu.popup(self._change.mapToGlobal(QPoint(0, self._change.height())))

    def _picked(self, action: QAction) -> None:
        chosen = action.data()
        if isinstance(chosen, ScriptChoice) and chosen.script_id != self._current:
            self.script_chosen.emit(chosen)
