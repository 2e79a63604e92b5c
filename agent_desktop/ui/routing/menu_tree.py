"""The entry menu as a tree: what is of all of it, and each step with its choices, in the order in which callers meet
them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from agent_desktop.client.menu_text import MenuText, levels_of
from agent_desktop.contract.routing import MenuChecked, Problem
from agent_desktop.ui.routing.words import name_in, problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token

MOST_LEVELS: Final = 3
"""As `telephony.menu.checks` has it; a test holds the two together."""

_NODE: Final = Qt.ItemDataRole.UserRole


class NodeKind(StrEnum):
    GENERAL = "general"
    MESSAGES = "messages"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the tree: of a step its number, and of one of its choices that one's."""

    kind: NodeKind
    step: int = -1
    choice: int = -1


@dataclass(frozen=True, slots=True)
class _Line:
    node: Node
    depth: int
    text: str
    wrong: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


def problems_at(menu: MenuText, problems: Sequence[Problem]) -> Mapping[Node, list[Problem]]:
    """Return problems by the node that they stand beside: by the line of the text."""
    found: dict[Node, list[Problem]] = {}
    for problem in problems:
        step = menu.step_at(problem.line)
        choice = menu.choice_at(step, problem.line) if step >= 0 else -1
        kind = NodeKind.STEP if step >= 0 else NodeKind.GENERAL
        found.setdefault(Node(kind, step, choice), []).append(problem)
    return found


class MenuTree(QListWidget):
    """A mark stands before what is wrong, with the words in the tooltip; the form says them too.

    Signals:
        chosen: Show this `Node`.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[_Line] = []
        self.currentItemChanged.connect(self._item_changed)

    def display(self, menu: MenuText, checked: MenuChecked | None, shown: Node) -> None:
        """Draw the tree with `shown` marked."""
        wrong = problems_at(menu, checked.problems if checked is not None else ())
        warned = problems_at(menu, checked.warnings if checked is not None else ())
        lines = [
            _Line(
                each.node,
                each.depth,
                each.text,
                tuple(problem_words(problem) for problem in wrong.get(each.node, ())),
                (*each.warned, *(problem_words(problem) for problem in warned.get(each.node, ()))),
            )
            for each in self._walk(menu)
        ]
        self.blockSignals(True)
        if lines != self._lines:
            self._lines = lines
            self._fill()
        row = next((number for number, line in enumerate(lines) if line.node == shown), -1)
        if row != self.currentRow():
            self.setCurrentRow(row)
        self.blockSignals(False)

    def retranslate(self) -> None:
        """Take up the language of the screen with the next text."""
        self.setAccessibleName(self.tr("The menu as a tree"))
        self._lines = []

    def _walk(self, menu: MenuText) -> Sequence[_Line]:
        lines = [
            _Line(Node(NodeKind.GENERAL), 0, self.tr("Whole menu")),
            _Line(Node(NodeKind.MESSAGES), 0, self.tr("What callers hear besides")),
        ]
        levels, drawn = levels_of(menu), set[str]()
        numbers = {str(step["id"]): number for number, step in enumerate(menu.steps)}

        def step(code: str, depth: int) -> None:
            number = numbers[code]
            again = code in drawn
            drawn.add(code)
            deep = levels.get(code, 1) > MOST_LEVELS and not again
            warned = (self.tr("Callers have to choose {count} times to get here").format(count=levels[code] - 1),)
            text = self.tr("{step} (as above)").format(step=code) if again else code
            lines.append(_Line(Node(NodeKind.STEP, number), depth, text, (), warned if deep else ()))
            if again:
                return
            of = menu.steps[number]
            for place, choice in enumerate(of.get("choices", ())):
                if not isinstance(choice, dict):
                    continue
                label = choice.get("label")
                name = name_in(label if isinstance(label, dict) else {}, "…")
                words = f"{choice.get('key', '?')}  {name}"
                lines.append(_Line(Node(NodeKind.STEP, number, place), depth + 1, words))
                if str(choice.get("next", "")) in numbers:
                    step(str(choice["next"]), depth + 2)
            keyed = of.get("number")
            if isinstance(keyed, dict) and str(keyed.get("next", "")) in numbers:
                step(str(keyed["next"]), depth + 1)

        step(str(menu.steps[0]["id"]), 0)
        for code in numbers:
            if code not in drawn:
                step(code, 0)
        return lines

    def _fill(self) -> None:
        self.clear()
        for line in self._lines:
            item = QListWidgetItem("    " * line.depth + line.text)
            item.setData(_NODE, line.node)
            item.setSizeHint(QSize(0, self._theme.px(26)))
            if line.node.choice < 0:
                item.setFont(self._theme.font(Role.BODY_BOLD))
            told = (*line.wrong, *line.warned)
            if told:
                icon = "ph.warning-circle-fill" if line.wrong else "ph.warning-fill"
                item.setIcon(self._theme.icon(icon, Token.PROBLEM if line.wrong else Token.CAUTION))
                item.setToolTip("\n".join(told))
            self.addItem(item)

    def _item_changed(self, item: QListWidgetItem | None) -> None:
        node = item.data(_NODE) if item is not None else None
        if isinstance(node, Node):
            self.chosen.emit(node)
