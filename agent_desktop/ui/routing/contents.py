"""What there is, at the left: queues, opening hours, and what is of all of them."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from agent_desktop.client.routing_draft import RoutingDraft
from agent_desktop.ui.routing.state import RoutingState, Section, Shown
from agent_desktop.ui.routing.words import name_in
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme

_ROLE: Final = Qt.ItemDataRole.UserRole


def parts_in(draft: RoutingDraft | None, part: str) -> list[dict[str, Any]]:
    """Return the queues, or the opening hours, of a draft."""
    found: Any = draft.document[part] if draft is not None else []
    return list(found)


class ContentsList(QListWidget):
    """A dot marks what has to be put right; beside a queue stands how many wait in it.

    Signals:
        chosen: Show this `Shown`.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._listed: object = None
        self._state = RoutingState()
        self._wrong: set[Section] = set()
        self.currentItemChanged.connect(self._item_changed)

    def mark(self, wrong: set[Section]) -> None:
        """Mark the rules beside the routing of which something has to be put right."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.display(self._state)

    def display(self, state: RoutingState) -> None:
        """Draw what there is, with what is shown marked."""
        self._state = state
        entries = self._entries(state)
        self.blockSignals(True)
        if entries != self._listed:  # never because another one was chosen: its item is still in use
            self._listed = entries
            self._fill(entries)
        row = next((number for number, (_, shown) in enumerate(entries) if shown == state.shown), -1)
        if row != self.currentRow():
            self.setCurrentRow(row)
        self.blockSignals(False)

    def retranslate(self) -> None:
        """Take up the language of the screen with the next state."""
        self.setAccessibleName(self.tr("Queues and routing"))
        self._listed = None

    def _fill(self, entries: Sequence[tuple[str, Shown | None]]) -> None:
        self.clear()
        for text, shown in entries:
            item = QListWidgetItem(text if shown is None else f"   {text}")
            item.setData(_ROLE, shown)
            item.setSizeHint(QSize(0, self._theme.px(28)))
            if shown is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setFont(self._theme.font(Role.SMALL_STRONG))
            self.addItem(item)

    def _entries(self, state: RoutingState) -> list[tuple[str, Shown | None]]:
        standings = {each.code: each for each in state.routing.standings} if state.routing is not None else {}
        wrong = {problem.place[:2] for problem in state.problems}
        entries: list[tuple[str, Shown | None]] = [(self.tr("Queues"), None)]
        for number, each in enumerate(parts_in(state.draft, "queues")):
            standing = standings.get(each["code"])
            waiting = f"  ({standing.callers})" if standing is not None and standing.callers else ""
            mark = " ●" if ("queues", number) in wrong else ""
            entries.append((f"{name_in(each['name'], each['code'])}{waiting}{mark}", Shown(Section.QUEUE, number)))
        entries.append((self.tr("Opening hours"), None))
        for number, each in enumerate(parts_in(state.draft, "hours")):
            mark = " ●" if ("hours", number) in wrong else ""
            entries.append((f"{each['code']}{mark}", Shown(Section.HOURS, number)))
        entries += [
            (self.tr("All together"), None),
            (self.tr("Priorities"), Shown(Section.PRIORITY)),
            (self._marked(self.tr("Numbers we call from"), "outgoing_numbers", wrong), Shown(Section.NUMBERS)),
            (self._marked(self.tr("Skills"), "skills", wrong), Shown(Section.SKILLS)),
            (self.tr("Agents"), Shown(Section.AGENTS)),
            (self.tr("Entry menu"), Shown(Section.MENU)),
            (self.tr("Rules of the centre"), None),
        ]
        for name, section in (
            (self.tr("Outcomes of calls"), Section.OUTCOMES),
            (self.tr("Reasons for not ready"), Section.AWAY_REASONS),
            (self.tr("Thresholds of the floor"), Section.FLOOR_ALERTS),
            (self.tr("Service levels"), Section.LEVELS),
        ):
            entries.append((f"{name} ●" if section in self._wrong else name, Shown(section)))
        return entries

    @staticmethod
    def _marked(name: str, part: str, wrong: set[tuple[str | int, ...]]) -> str:
        return f"{name} ●" if any(place[:1] == (part,) for place in wrong) else name

    def _item_changed(self, item: QListWidgetItem | None) -> None:
        shown = item.data(_ROLE) if item is not None else None
        if isinstance(shown, Shown):
            self.chosen.emit(shown)
