"""Who serves which queue, and what they can, from level 1 to 5."""

from collections.abc import Mapping
from datetime import tzinfo
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from agent_desktop.ui.routing.save_row import SaveRow, failure_words
from agent_desktop.ui.routing.state import ServingState
from agent_desktop.ui.routing.words import serving_words, short_time
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox

LEVELS = tuple((str(level), str(level) if level else "–") for level in range(6))


class AgentsPage(QWidget):
    """People at the left, the chosen one's queues and skills beside them.

    Signals:
        person_chosen: Show this `UUID`.
        queue_ticked: A queue's code, and whether the person is to serve it.
        skill_set: A skill, and its level; 0 takes it away.
        save_asked: Make it so, for the reason given.
    """

    person_chosen = Signal(object)
    queue_ticked = Signal(str, bool)
    skill_set = Signal(str, int)
    save_asked = Signal(str)

    def __init__(self, theme: Theme, zone: tzinfo | None) -> None:
        super().__init__()
        self._zone = zone
        self.setProperty("ground", "clear")
        self._theme = theme
        self._state = ServingState()
        self._queues: Mapping[str, str] = {}
        self._known: Mapping[str, str] = {}
        self._ids: list[UUID] = []
        self._list = QListWidget()
        self._list.setProperty("choices", True)
        self._list.setFixedWidth(theme.px(220))
        self._name = TextLabel(role=Role.PANEL_TITLE)
        self._queue_title = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._skill_title = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._boxes = QVBoxLayout()
        self._skills = QGridLayout()
        self._skills.setHorizontalSpacing(12)
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._history_title = TextLabel(role=Role.PANEL_TITLE)
        self._history = QVBoxLayout()
        self._history.setSpacing(6)
        self.save_row = SaveRow(theme)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 14)
        inside.setSpacing(8)
        inside.addWidget(self._name)
        inside.addWidget(self._queue_title)
        inside.addLayout(self._boxes)
        inside.addWidget(self._skill_title)
        inside.addLayout(self._skills)
        inside.addWidget(self._hint)
        inside.addWidget(self.save_row)
        past = frame("card")
        below = QVBoxLayout(past)
        below.setContentsMargins(16, 12, 16, 14)
        below.setSpacing(8)
        below.addWidget(self._history_title)
        below.addLayout(self._history)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(card)
        right.addWidget(past)
        right.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 16)
        outer.setSpacing(12)
        outer.addWidget(self._list)
        outer.addLayout(right, 1)
        self._list.currentRowChanged.connect(self._row_changed)
        self.save_row.save_asked.connect(self.save_asked)

    def show_queues(self, queues: Mapping[str, str], skills: Mapping[str, str]) -> None:
        """Know the queues and the skills there are, names by code."""
        if (queues, skills) != (self._queues, self._known):
            self._queues, self._known = queues, skills
            self._draw()

    def display(self, state: ServingState) -> None:
        """Draw who is chosen, and what they are to serve."""
        people_changed = [each.user_id for each in state.people] != self._ids
        self._state = state
        if people_changed:
            self._ids = [each.user_id for each in state.people]
            self._list.blockSignals(True)
            self._list.clear()
            for each in state.people:
                item = QListWidgetItem(each.display_name or each.name)
                item.setToolTip(each.team)
                item.setSizeHint(QSize(0, self._theme.px(28)))
                self._list.addItem(item)
            self._list.blockSignals(False)
        if state.chosen is not None and state.chosen.user_id in self._ids:
            self._list.blockSignals(True)
            self._list.setCurrentRow(self._ids.index(state.chosen.user_id))
            self._list.blockSignals(False)
        self._draw()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._queue_title.set_text(self.tr("Serves these queues"))
        self._skill_title.set_text(self.tr("Skills, from 1 (a little) to 5 (very well)"))
        self._hint.set_text(self.tr("More skills are listed under Skills, at the left."))
        self._history_title.set_text(self.tr("Who gave what"))
        self._list.setAccessibleName(self.tr("Agents"))
        self.save_row.retranslate()
        self._draw()

    def _draw(self) -> None:
        state = self._state
        chosen = state.chosen
        team = f" · {chosen.team}" if chosen is not None and chosen.team else ""
        self._name.set_text("" if chosen is None else f"{chosen.display_name or chosen.name}{team}")
        clear_layout(self._boxes)
        for code, name in self._queues.items():
            box = _QueueBox(self._theme, code, name)
            box.setChecked(code in state.queues)
            box.setEnabled(state.may_edit)
            box.ticked.connect(self.queue_ticked)
            self._boxes.addWidget(box)
        clear_layout(self._skills)
        for row, skill in enumerate(
            [*self._known, *(each for each in sorted(state.skills) if each not in self._known)]
        ):
            name = self._known.get(skill, skill)
            self._skills.addWidget(TextLabel(name), row, 0)
            levels = _Levels(self._theme, skill, name, state.skills.get(skill, 0))
            levels.setEnabled(state.may_edit)
            levels.level_chosen.connect(self.skill_set)
            self._skills.addWidget(levels, row, 1, Qt.AlignmentFlag.AlignLeft)
        self._skills.setColumnStretch(1, 1)
        self._hint.setVisible(state.may_edit)
        self._draw_history()
        told = self.tr("Saved. It counts at once.") if state.saved else ""
        self.save_row.display(
            may_save=state.is_changed and state.may_edit and not state.saving,
            told=told,
            failure=failure_words(state.failure),
            shown=state.may_edit,
        )

    def _row_changed(self, row: int) -> None:
        if 0 <= row < len(self._ids):
            self.person_chosen.emit(self._ids[row])

    def _draw_history(self) -> None:
        history = self._state.history
        clear_layout(self._history)
        for change in history or ():
            who = " · ".join(
                part for part in (short_time(change.at, self._zone), change.by_name, change.reason) if part
            )
            self._history.addWidget(TextLabel(who, role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
            self._history.addWidget(TextLabel(serving_words(change, self._queues, self._known), wrap=True))
        if not history:
            none = "" if history is None else self.tr("Nothing was given or taken here yet.")
            self._history.addWidget(TextLabel(none, role=Role.SMALL, tone=Token.TEXT_2, wrap=True))


class _QueueBox(TickBox):
    ticked = Signal(str, bool)

    def __init__(self, theme: Theme, code: str, name: str) -> None:
        super().__init__(theme, name)
        self._code = code
        self.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        self.ticked.emit(self._code, self.isChecked())


class _Levels(SegmentedChoice):
    level_chosen = Signal(str, int)

    def __init__(self, theme: Theme, skill: str, name: str, level: int) -> None:
        super().__init__(theme)
        self._skill = skill
        self.setAccessibleName(name)
        self.show_options(LEVELS, str(level))
        self.chosen.connect(self._chosen)

    def _chosen(self, level: str) -> None:
        self.level_chosen.emit(self._skill, int(level))
