"""The forms of the lists of which all parts are shown at once: the numbers we call from, and the skills there are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from pydantic import JsonValue
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.routing_draft import Place, parts_of
from agent_desktop.contract.routing import Problem
from agent_desktop.contract.routing_checks import skill_warnings
from agent_desktop.ui.routing.form import Bound, FormCard, LineBound, Options, draw_fields
from agent_desktop.ui.routing.pages import FormPage
from agent_desktop.ui.routing.state import RoutingState
from agent_desktop.ui.routing.words import name_in, problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.tick_box import TickBox


class QueueTicks(Bound):
    """Some of the queues; one that is not there any more is shown too, to be taken out."""

    def __init__(self, theme: Theme, path: tuple[str, ...], queues: Callable[[], Options]) -> None:
        super().__init__(path)
        self._theme, self._queues = theme, queues
        self._boxes: dict[str, TickBox] = {}
        self._drawn: object = None
        box = QWidget()
        self._flow = FlowLayout(16)
        box.setLayout(self._flow)
        self._put_in(theme, box)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`."""
        chosen = [str(each) for each in value] if isinstance(value, list) else []
        options = list(self._queues())
        options += [(code, code) for code in chosen if code not in dict(options)]
        if options != self._drawn:
            self._drawn = options
            clear_layout(self._flow)
            self._boxes = {code: TickBox(self._theme, name) for code, name in options}
            for box in self._boxes.values():
                self._flow.addWidget(box)
                box.clicked.connect(self._clicked)
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)
            box.setEnabled(may_edit)

    def _clicked(self) -> None:
        self.put.emit(self.path, [code for code, box in self._boxes.items() if box.isChecked()])


class _PartCard(QWidget):
    """One part of the list: its fields, a line about it, and a button that takes it away.

    Signals:
        put: A place below the list, and its new value.
        removed: This number.
    """

    put = Signal(tuple, object)
    removed = Signal(int)

    def __init__(self, theme: Theme, number: int, fields: Sequence[Bound], columns: int) -> None:
        super().__init__()
        self._number = number
        self.form = FormCard(theme, fields, columns=columns)
        self.remove = IconButton(theme, "ph.trash")
        self.note = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.warning = Notice(theme)
        self.form.add_aside(self.remove)
        self.form.add_below(self.note)
        self.form.add_below(self.warning)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.remove.clicked.connect(self._remove_pressed)
        for each in fields:
            each.put.connect(self._put)

    def _put(self, path: tuple[str, ...], value: object) -> None:
        self.put.emit((self._number, *path), value)

    def _remove_pressed(self) -> None:
        self.removed.emit(self._number)


class ListPage(FormPage):
    """All parts of one list. Cards are made anew only where there are more or fewer, so that what is typed stays.

    Signals:
        added: One more is wanted.
        removed: Number so and so is to go.
    """

    added = Signal()
    removed = Signal(int)

    def __init__(self, theme: Theme, part: str, *, columns: int) -> None:
        super().__init__()
        self._theme, self.part, self._in_a_row = theme, part, columns
        self._state: RoutingState | None = None
        self.cards: list[_PartCard] = []
        self._head = TextLabel(role=Role.PANEL_TITLE)
        self._about = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.add = CommandButton(theme, small=True, icon="ph.plus")
        self._warned = Notice(theme)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        for widget in (self._head, self._about, self._warned):
            self._column.addWidget(widget)
        self._column.addLayout(self._list)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        self.add.clicked.connect(self.added)

    def base_of(self, state: RoutingState) -> Place:  # noqa: ARG002  all of the list
        """See `FormPage.base_of`."""
        return (self.part,)

    def display(self, state: RoutingState) -> None:
        """Draw every part of the list."""
        if state.draft is None:
            return
        self._state = state
        self._document = state.draft.document
        parts = parts_of(self._document, self.part)
        while len(self.cards) > len(parts):
            card = self.cards.pop()
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        while len(self.cards) < len(parts):
            self._new_card()
        saved = {each.get("code") for each in parts_of(state.draft.base, self.part)}
        for number, (card, part) in enumerate(zip(self.cards, parts, strict=True)):
            code = part.get("code")
            place: Place = (self.part, number)
            draw_fields(card.form.fields, self._document, place, state.problems, may_edit=state.may_edit)
            for each in card.form.fields:
                if each.path == ("code",):  # what counts is known by its code, to agents and calls
                    each.draw(code, may_edit=state.may_edit and code not in saved)
            name: Any = part.get("name")
            card.form.set_heading(name_in(name if isinstance(name, dict) else {}, str(code)))
            card.remove.setVisible(state.may_edit)
        self.add.setVisible(state.may_edit)
        self._draw_notes(parts)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        for card in self.cards:
            self._name_card(card)
        if self._state is not None:
            self.display(self._state)

    def _fields(self) -> Sequence[Bound]:
        """Return the fields of one part."""
        raise NotImplementedError  # each kind has its own; a QWidget cannot be an ABC, their metaclasses differ

    def _draw_notes(self, parts: Sequence[Mapping[str, Any]]) -> None:
        """Say what is to be said about each part."""

    def _new_card(self) -> None:
        card = _PartCard(self._theme, len(self.cards), self._fields(), self._in_a_row)
        card.put.connect(self._part_put)
        card.removed.connect(self.removed)
        self._name_card(card)
        self._list.addWidget(card)
        self.cards.append(card)

    def _name_card(self, card: _PartCard) -> None:
        for each in card.form.fields:
            each.retranslate()
        card.remove.set_name(self.tr("Take it away"))

    def _part_put(self, place: Place, value: object) -> None:
        self.put.emit((self.part, *place), value)


class NumbersPage(ListPage):
    """The numbers of ours that customers see when an agent calls them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "outgoing_numbers", columns=2)

    def retranslate(self) -> None:
        """See `ListPage.retranslate`."""
        self._head.set_text(self.tr("Numbers we call from"))
        self._about.set_text(
            self.tr("Customers see one of these when an agent calls them. Without any, nobody calls a customer.")
        )
        self.add.set_words(self.tr("Add a number"))
        super().retranslate()

    def _fields(self) -> Sequence[Bound]:
        theme = self._theme
        return (
            LineBound(theme, ("name", "en")),
            LineBound(theme, ("name", "zh")),
            LineBound(theme, ("number",), _number),
            LineBound(theme, ("code",)),
            QueueTicks(theme, ("queues",), lambda: self._queues(empty="")),
        )


class SkillsPage(ListPage):
    """The skills that agents may have and queues may need."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "skills", columns=3)
        self._levels: Collection[Mapping[str, int]] = ()

    def show_levels(self, levels: Collection[Mapping[str, int]]) -> None:
        """Know what agents can: skills by level, an agent each."""
        self._levels = levels
        if self._state is not None:
            self.display(self._state)

    def retranslate(self) -> None:
        """See `ListPage.retranslate`."""
        self._head.set_text(self.tr("Skills"))
        self._about.set_text(
            self.tr("What agents can, from level 1 to 5, and what queues need. Who can what is said under Agents.")
        )
        self.add.set_words(self.tr("Add a skill"))
        super().retranslate()

    def _fields(self) -> Sequence[Bound]:
        theme = self._theme
        return (LineBound(theme, ("name", "en")), LineBound(theme, ("name", "zh")), LineBound(theme, ("code",)))

    def _draw_notes(self, parts: Sequence[Mapping[str, Any]]) -> None:
        warnings = skill_warnings(self._document, self._levels)
        for number, (card, part) in enumerate(zip(self.cards, parts, strict=True)):
            code = str(part.get("code"))
            card.note.set_text(self._used(code))
            mine = [each for each in warnings if each.place == ("skills", number)]
            card.warning.show_notice("ph.warning-fill", Token.CAUTION, _told(mine))
        self._warned.show_notice(
            "ph.warning-fill", Token.CAUTION, _told([each for each in warnings if each.place == ("skills",)])
        )

    def _used(self, code: str) -> str:
        held = sum(1 for each in self._levels if code in each)
        queues = [
            self.tr("{queue} from level {level}").format(queue=name_in(each["name"], str(each["code"])), level=level)
            for each in self._parts("queues")
            if (level := each.get("needs", {}).get(code)) is not None
        ]
        agents = self.tr("1 agent has it") if held == 1 else self.tr("{count} agents have it").format(count=held)
        needed = self.tr("needed by {queues}").format(queues=", ".join(queues)) if queues else ""
        return " · ".join(each for each in (agents, needed) if each)


def _told(problems: Sequence[Problem]) -> str:
    return " ".join(problem_words(each) for each in problems)


def _number(text: str) -> JsonValue:
    """Read a number as people write it: without the spaces and signs between its digits."""
    return "".join(each for each in text if each not in " -()\u00a0")
