"""How service levels are counted: the queues at the left, the definition of one at the right."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from agent_desktop.ui.routing.form import fill_choice
from agent_desktop.ui.routing.rules.state import LevelsState
from agent_desktop.ui.routing.rules.words import (
    definition_words,
    field_word,
    queue_words,
    wrong_word,
)
from agent_desktop.ui.routing.save_row import failure_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel_states import Notice

translate = QCoreApplication.translate
_ROLE: Final = Qt.ItemDataRole.UserRole
_LINES: Final = ("answer_seconds", "short_seconds", "target_percent", "from_day")


class LevelsPage(QWidget):
    """Draws a `LevelsState`.

    Signals:
        chosen: Show this queue; empty is all that have none of their own.
        put: A field of the definition, and what was typed.
    """

    chosen = Signal(str)
    put = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._theme = theme
        self._state: LevelsState | None = None
        self._listed: object = None
        self._about = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._failure = Notice(theme)
        self.list = QListWidget()
        self.list.setProperty("choices", True)
        self._title, self._in_force = TextLabel(role=Role.PANEL_TITLE), TextLabel(role=Role.SMALL, wrap=True)
        self.variant = ChoiceField(theme)
        self.lines = {name: LineField(theme) for name in _LINES}
        self._frames = {"variant": FieldFrame(theme, self.variant)}
        self._frames |= {name: FieldFrame(theme, field) for name, field in self.lines.items()}
        self._formula = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._symbols = TextLabel(role=Role.BODY_BOLD, wrap=True)
        self._build()

    def display(self, state: LevelsState) -> None:
        """Draw the definitions, and what is typed."""
        self._state = state
        failure = failure_words(state.failure) if state.levels is None else ""
        self._failure.show_notice("ph.warning-circle-fill", Token.PROBLEM, failure)
        self._card.setVisible(state.form is not None)
        shown, form, levels = state.shown, state.form, state.levels
        if shown is None or form is None or levels is None:
            return
        self._draw_list(state)
        self._title.set_text(words(shown.name))
        counts = translate("Rules", "Counts today: {what}")
        if shown.queue and not shown.own:
            counts = translate(
                "Rules", "Counts today: {what}. It has none of its own: this is that of all other queues."
            )
        counts = counts.format(what=definition_words(state, shown.in_force))
        self._in_force.set_text(counts)
        fill_choice(self.variant, [(each.variant.value, words(each.name)) for each in levels.variants], form.variant)
        self.variant.setEnabled(state.may_edit)
        for name, field in self.lines.items():
            text = str(getattr(form, name))
            if field.text() != text:
                field.setText(text)
            field.set_read_only(not state.may_edit)
        wrong = dict(state.wrong)
        for name, each in self._frames.items():
            each.show_problem(wrong_word(state, wrong[name]) if name in wrong else "")
        chosen = next((each for each in levels.variants if each.variant == form.variant), None)
        self._formula.set_text("" if chosen is None else words(chosen.formula))
        self._symbols.set_text("" if chosen is None else chosen.symbols)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._about.set_text(
            translate(
                "Rules",
                "How the calls of each queue are counted. A definition counts from a day on and is never changed: old "
                "reports stay as they were. ● has one of its own.",
            )
        )
        self.list.setAccessibleName(translate("Rules", "Queues"))
        for name, each in self._frames.items():
            each.set_label(field_word(name))
        self._listed = None
        if self._state is not None:
            self.display(self._state)

    def _build(self) -> None:
        self.list.setFixedWidth(self._theme.px(250))
        self._card = frame("card")
        grid = QGridLayout(self._card)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(self._theme.px(10))
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(self._in_force, 1, 0, 1, 2)
        grid.addWidget(self._frames["variant"], 2, 0, 1, 2)
        grid.addWidget(self._formula, 3, 0, 1, 2)
        grid.addWidget(self._symbols, 4, 0, 1, 2)
        for number, name in enumerate(_LINES):
            grid.addWidget(self._frames[name], 5 + number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        right = QVBoxLayout()
        right.addWidget(self._card)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 16)
        outer.setSpacing(8)
        outer.addWidget(self._about)
        outer.addWidget(self._failure)
        outer.addLayout(row, 1)
        self.list.currentItemChanged.connect(self._item_changed)
        self.variant.activated.connect(self._variant_chosen)
        for name, field in self.lines.items():
            field.textEdited.connect(lambda text, name=name: self.put.emit(name, text))

    def _draw_list(self, state: LevelsState) -> None:
        levels = state.levels
        rows = [(each.queue, queue_words(each)) for each in (levels.every, *levels.queues)] if levels else []
        self.list.blockSignals(True)
        if rows != self._listed:
            self._listed = rows
            self.list.clear()
            for code, text in rows:
                item = QListWidgetItem(text)
                item.setData(_ROLE, code)
                item.setSizeHint(QSize(0, self._theme.px(28)))
                self.list.addItem(item)
        self.list.setCurrentRow(next((row for row, (code, _) in enumerate(rows) if code == state.queue), -1))
        self.list.blockSignals(False)

    def _item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_ROLE)))

    def _variant_chosen(self, index: int) -> None:
        self.put.emit("variant", str(self.variant.itemData(index)))
