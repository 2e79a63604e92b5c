"""The form of one node of the entry menu. It writes into the menu's text, which stands beside it as a second view."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client import menu_text
from agent_desktop.client.menu_text import MenuText
from agent_desktop.client.routing_draft import Place, value_at
from agent_desktop.contract.routing import MenuChecked
from agent_desktop.ui.routing.form import ChoiceBound, FormCard, LineBound, Options, draw_fields, words_of
from agent_desktop.ui.routing.menu_parts import (
    NEW_CHOICES,
    NEW_NUMBER,
    ChoiceCard,
    choice_fields,
    named,
    said_card,
    spoken_word,
    translate,
)
from agent_desktop.ui.routing.menu_tree import MOST_LEVELS, Node, NodeKind, problems_at
from agent_desktop.ui.routing.words import problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import FieldFrame, LineField
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice

_MESSAGES = (
    "not_understood",
    "please_wait",
    "degraded",
    "closed",
    "full",
    "transfer_wait",
    "transfer_looking",
    "transfer_coming",
    "transfer_queue",
    "transfer_back",
)
_Cards = list[tuple[FormCard, Place]]


class MenuForm(QWidget):
    """Draws one node. Cards are made anew only where another node shows, or one of another shape.

    Signals:
        written: The whole text as it is to be, and what was changed in it: what is typed at one place is one step.
        chosen: Show this `Node`.
    """

    written = Signal(str, object)
    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._menu: MenuText | None = None
        self._node = Node(NodeKind.GENERAL)
        self._may_edit = False
        self._queues: Mapping[str, str] = {}
        self._there: Sequence[str] = ()
        self._shape: object = None
        self._cards: _Cards = []
        self.choices: list[ChoiceCard] = []
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self.wrong, self.warned = Notice(theme), Notice(theme)
        self.code = LineField(theme)
        self._code = FieldFrame(theme, self.code)
        self.first = CommandButton(theme, small=True, icon="ph.arrow-line-up")
        self.remove = CommandButton(theme, small=True, icon="ph.trash")
        self.add = CommandButton(theme, small=True, icon="ph.plus")
        self._about_step = QWidget()
        about = QVBoxLayout(self._about_step)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(8)
        about.addWidget(self._code)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.first)
        row.addWidget(self.remove)
        row.addStretch(1)
        about.addLayout(row)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._title, self.wrong, self.warned, self._about_step):
            column.addWidget(widget)
        column.addLayout(self._body)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        self.code.editingFinished.connect(self._code_typed)
        self.first.clicked.connect(self._make_first)
        self.remove.clicked.connect(self._remove_step)
        self.add.clicked.connect(self._add_choice)

    def display(self, menu: MenuText, node: Node, checked: MenuChecked | None, *, may_edit: bool) -> None:
        """Draw `node`; a node that is gone shows the whole menu."""
        if node.step >= len(menu.steps):
            node = Node(NodeKind.GENERAL)
        self._menu, self._node, self._may_edit = menu, node, may_edit
        shape = self._shape_of(menu, node)
        if shape != self._shape:
            self._shape = shape
            self._build()
        for card, base in self._cards:
            draw_fields(card.fields, dict(menu.document), base, (), may_edit=may_edit)
        last = len(self.choices) - 1
        for each in self.choices:
            each.allow(may_edit=may_edit, last=last)
        self._draw_head(checked)

    def show_recordings(self, recordings: Sequence[str]) -> None:
        """Know the recordings there are; what shows them is drawn anew with the next node."""
        self._there = tuple(recordings)

    def show_queues(self, queues: Mapping[str, str]) -> None:
        """Know the queues there are, names by code."""
        self._queues = queues

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._code.set_label(self.tr("Step"))
        self.first.set_words(self.tr("Make it the first"))
        self.remove.set_words(self.tr("Delete the step"))
        self.add.set_words(self.tr("Add a choice"))
        self._shape = None

    # the shape

    def _shape_of(self, menu: MenuText, node: Node) -> object:
        step = menu.steps[node.step] if node.kind is NodeKind.STEP else {}
        sections = tuple(key for key in (*_MESSAGES, "callback", "place") if key in menu.document)
        return (
            (node.kind, node.step, tuple(menu.languages), sections),
            (len(step.get("choices", ())), "number" in step, self._recordings()),
        )

    def _build(self) -> None:
        clear_layout(self._body)
        self._cards, self.choices = [], []
        if self._menu is None:
            return
        kinds = {NodeKind.GENERAL: self._general, NodeKind.MESSAGES: self._messages, NodeKind.STEP: self._step}
        kinds[self._node.kind]()

    def _card(self, card: FormCard, title: str, base: Place = ()) -> None:
        card.set_title(title)
        for each in card.fields:
            each.put.connect(self._putter(base))
        self._cards.append((card, base))
        self._body.addWidget(card)

    def _putter(self, base: Place) -> Callable[[Place, object], None]:
        return lambda path, value: self._put((*base, *path), value)

    def _general(self) -> None:
        theme = self._theme
        fields = (
            named(
                LineBound(theme, ("languages",), words_of), lambda: translate("Routing", "Languages, in their order")
            ),
            named(LineBound(theme, ("wait_seconds",)), lambda: translate("Routing", "Silence counts after (seconds)")),
            named(LineBound(theme, ("tries",)), lambda: translate("Routing", "A step is played so often")),
        )
        self._card(FormCard(theme, fields), self.tr("All steps"))
        for key, title in (
            ("urgent", self.tr("Suspected fraud, at every step")),
            ("person", self.tr("A person, at every step")),
        ):
            fixed = (
                named(LineBound(theme, ("key",)), lambda: translate("Routing", "Key")),
                named(LineBound(theme, ("reason",)), lambda: translate("Routing", "Reason")),
                named(LineBound(theme, ("label", "en")), lambda: translate("Routing", "Agents read, in English")),
                named(LineBound(theme, ("label", "zh")), lambda: translate("Routing", "Agents read, in Chinese")),
                named(ChoiceBound(theme, ("queue",), self._queue_options), lambda: translate("Routing", "Queue")),
            )
            self._card(FormCard(theme, fixed), title, (key,))

    def _messages(self) -> None:
        menu, theme = self._menu, self._theme
        if menu is None:
            return
        titles = {
            "not_understood": self.tr("Before a step is played again"),
            "please_wait": self.tr("Before the queue"),
            "degraded": self.tr("While no server answers"),
            "closed": self.tr("Closed, and nowhere to go"),
            "full": self.tr("Full, and nowhere to go"),
            "transfer_wait": self.tr("Passed on: put on hold"),
            "transfer_looking": self.tr("Passed on: nobody has come yet"),
            "transfer_coming": self.tr("Passed on: put through"),
            "transfer_queue": self.tr("Passed on: in a queue again"),
            "transfer_back": self.tr("Passed on: the agent is back"),
        }
        for key in _MESSAGES:
            if key in menu.document:
                self._card(said_card(theme, (), menu.languages, self._recordings()), titles[key], (key,))
        if "place" in menu.document:
            every = named(LineBound(theme, ("every_seconds",)), lambda: translate("Routing", "Every (seconds)"))
            self._card(FormCard(theme, (every,)), self.tr("Place in the queue"), ("place",))
            said = said_card(theme, ("prompt",), menu.languages)
            self._card(said, self.tr("Place and minutes: {place}, {minutes}"), ("place",))
            alone = said_card(theme, ("prompt_place",), menu.languages)
            self._card(alone, self.tr("Place alone: {place}"), ("place",))
        if "callback" in menu.document:
            offer = (
                named(LineBound(theme, ("after_seconds",)), lambda: translate("Routing", "After (seconds)")),
                named(LineBound(theme, ("key",)), lambda: translate("Routing", "Key")),
                named(LineBound(theme, ("label", "en")), lambda: translate("Routing", "Agents read, in English")),
                named(LineBound(theme, ("label", "zh")), lambda: translate("Routing", "Agents read, in Chinese")),
            )
            self._card(FormCard(theme, offer), self.tr("A call back, offered while they wait"), ("callback",))
            for prompt, title in (("prompt", self.tr("The offer")), ("thanks", self.tr("Thanks"))):
                said = said_card(theme, (prompt,), menu.languages, self._recordings())
                self._card(said, title, ("callback",))

    def _step(self) -> None:
        menu, theme, number = self._menu, self._theme, self._node.step
        if menu is None:
            return
        base: Place = ("steps", number)
        said = said_card(theme, ("prompt",), menu.languages, self._recordings())
        self._card(said, self.tr("What callers hear"), base)
        step = menu.steps[number]
        if "number" in step:
            keyed = (
                named(LineBound(theme, ("shortest",)), lambda: translate("Routing", "Fewest digits")),
                named(LineBound(theme, ("longest",)), lambda: translate("Routing", "Most digits")),
                named(ChoiceBound(theme, ("next",), self._ends), lambda: translate("Routing", "Leads to")),
            )
            self._card(FormCard(theme, keyed), self.tr("They key a number"), (*base, "number"))
        for place in range(len(step.get("choices", ()))):
            fields = choice_fields(theme, self._languages, self._queue_options, self._ends)
            card = ChoiceCard(theme, place, fields)
            card.name(self.tr("Choice {number}").format(number=place + 1))
            card.put.connect(self._choice_put)
            card.moved.connect(self._move)
            card.removed.connect(self._remove_choice)
            self._cards.append((card.form, (*base, "choices", place)))
            self.choices.append(card)
            self._body.addWidget(card)

    # what may be chosen

    def _recordings(self) -> Sequence[str]:
        # One that the menu names stands among them, also where it is not there: else nobody could take it out.
        named_files = {str(file) for file in menu_text.files_in(self._menu)} if self._menu is not None else set()
        return tuple(sorted({*self._there, *named_files}))

    def _queue_options(self) -> Options:
        return [("", self.tr("As before")), *self._queues.items()]

    def _languages(self) -> Options:
        languages = self._menu.languages if self._menu is not None else ()
        return [("", self.tr("As before")), *((each, spoken_word(each)) for each in languages)]

    def _ends(self) -> Options:
        menu = self._menu
        steps = menu.steps if menu is not None else ()
        here = steps[self._node.step]["id"] if 0 <= self._node.step < len(steps) else ""
        return [
            ("", self.tr("The queue")),
            *((str(each["id"]), str(each["id"])) for each in steps if each["id"] != here),
            (NEW_CHOICES, self.tr("A new step with choices")),
            (NEW_NUMBER, self.tr("A new step for a number")),
        ]

    # what the person does

    def _put(self, place: Place, value: object) -> None:
        if self._menu is None or not self._may_edit:
            return
        if value in (NEW_CHOICES, NEW_NUMBER):
            self._new_step(place, is_number=value == NEW_NUMBER)
            return
        if value_at(dict(self._menu.document), place) != value:
            self.written.emit(menu_text.put(self._menu, place, value), place)

    def _choice_put(self, number: int, path: Place, value: object) -> None:
        self._put(("steps", self._node.step, "choices", number, *path), value)

    def _new_step(self, place: Place, *, is_number: bool) -> None:
        menu = self._menu
        if menu is None:
            return
        code = menu_text.free_code(menu, "number" if is_number else "step")
        text = menu_text.add_step(menu, code, number=is_number)
        with_step = menu_text.read_menu_text(text)
        if with_step is not None:
            self.written.emit(menu_text.put(with_step, place, code), None)
            self.chosen.emit(Node(NodeKind.STEP, len(menu.steps)))

    def _change(self, change: Callable[[MenuText], str]) -> None:
        if self._menu is not None and self._may_edit:
            self.written.emit(change(self._menu), None)

    def _add_choice(self) -> None:
        self._change(lambda menu: menu_text.add_choice(menu, self._node.step))

    def _remove_choice(self, number: int) -> None:
        self._change(lambda menu: menu_text.remove_choice(menu, self._node.step, number))

    def _move(self, number: int, by: int) -> None:
        self._change(lambda menu: menu_text.move_choice(menu, self._node.step, number, by))

    def _make_first(self) -> None:
        number = self._node.step
        self.chosen.emit(Node(NodeKind.STEP, 0))
        self._change(lambda menu: menu_text.make_first(menu, number))

    def _remove_step(self) -> None:
        number = self._node.step
        self.chosen.emit(Node(NodeKind.GENERAL))
        self._change(lambda menu: menu_text.remove_step(menu, number))

    def _code_typed(self) -> None:
        menu, number, code = self._menu, self._node.step, self.code.text().strip()
        if menu is None or not 0 <= number < len(menu.steps) or code == menu.steps[number]["id"]:
            return
        # One that another step has would have what leads there lead here too.
        if not code or any(each["id"] == code for each in menu.steps):
            self._code.show_problem(self.tr("Another step is called so.") if code else self.tr("A step needs a name."))
            return
        self._change(lambda now: menu_text.rename_step(now, number, code))

    # what is said of it

    def _draw_head(self, checked: MenuChecked | None) -> None:
        menu, node = self._menu, self._node
        if menu is None:
            return
        is_step = node.kind is NodeKind.STEP
        step: Mapping[str, Any] = menu.steps[node.step] if is_step else {}
        titles = {
            NodeKind.GENERAL: self.tr("Whole menu"),
            NodeKind.MESSAGES: self.tr("What callers hear besides"),
            NodeKind.STEP: str(step.get("id", "")),
        }
        self._title.set_text(titles[node.kind])
        self._about_step.setVisible(is_step)
        if is_step and not self.code.hasFocus():
            self.code.setText(str(step["id"]))
            self._code.show_problem("")
        self.code.set_read_only(not self._may_edit)
        self.first.setVisible(is_step and self._may_edit and node.step > 0)
        self.remove.setVisible(is_step and self._may_edit and len(menu.steps) > 1)
        self.add.setVisible(is_step and self._may_edit and "number" not in step)
        self._say(self.wrong, "ph.warning-circle-fill", Token.PROBLEM, self._told(menu, checked, wrong=True))
        warned = self._told(menu, checked, wrong=False)
        level = menu_text.levels_of(menu).get(str(step.get("id", "")), 0)
        if level > MOST_LEVELS:
            warned.append(self.tr("Callers have to choose {count} times to get here.").format(count=level - 1))
        self._say(self.warned, "ph.warning-fill", Token.CAUTION, warned)

    def _told(self, menu: MenuText, checked: MenuChecked | None, *, wrong: bool) -> list[str]:
        found = (checked.problems if wrong else checked.warnings) if checked is not None else ()
        told: list[str] = []
        for node, problems in problems_at(menu, found).items():
            here = node.kind is self._node.kind and node.step == self._node.step
            # What is said of no step stands with the whole menu: also what is wrong with a message.
            if not here and not (node.kind is NodeKind.GENERAL and self._node.kind is NodeKind.MESSAGES):
                continue
            which = self.tr("Choice {number}: ").format(number=node.choice + 1) if node.choice >= 0 else ""
            told += [which + problem_words(each) for each in problems]
        return told

    @staticmethod
    def _say(notice: Notice, icon: str, token: Token, told: Sequence[str]) -> None:
        notice.show_notice(icon, token, "\n".join(told))
