"""The cards of the entry menu's forms: what callers hear, a choice, and the fields they are made of."""

from collections.abc import Callable, Sequence
from typing import Final

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.routing_draft import Place
from agent_desktop.ui.routing.form import Bound, ChoiceBound, FormCard, LineBound, Options
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import IconButton
from agent_desktop.ui.widgets.fields import TextField

translate = QCoreApplication.translate
NEW_CHOICES: Final = "+choices"
NEW_NUMBER: Final = "+number"
"""Among what a choice may lead to: a step that is not there yet."""

_SAID_HEIGHT: Final = 72


def spoken_word(language: str) -> str:
    """Return what a language that callers hear is called."""
    return {
        "zh-HK": translate("Routing", "Cantonese"),
        "zh-CN": translate("Routing", "Mandarin"),
        "en": translate("Routing", "English"),
    }.get(language, language)


def named(bound: Bound, label: Callable[[], str]) -> Bound:
    """Return a field under a name of its own."""
    bound.label = label
    return bound


class SaidBound(Bound):
    """What callers hear: several lines."""

    def __init__(self, theme: Theme, path: tuple[str, ...]) -> None:
        super().__init__(path)
        self._field = TextField()
        self._field.setFixedHeight(theme.px(_SAID_HEIGHT))
        self._field.setTabChangesFocus(True)
        self._put_in(theme, self._field)
        self._field.textChanged.connect(self._edited)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`."""
        text = "" if value is None else str(value)
        if text != self._field.toPlainText():
            self._field.blockSignals(True)
            self._field.setPlainText(text)
            self._field.blockSignals(False)
        self._field.setReadOnly(not may_edit)

    def _edited(self) -> None:
        # A line break would be one more silence for the carrier's voice, and nothing to the eye.
        self.put.emit(self.path, self._field.toPlainText().replace("\n", " "))


def said_card(
    theme: Theme, prompt: tuple[str, ...], languages: Sequence[str], recordings: Sequence[str] = ()
) -> FormCard:
    """Return a card of what callers hear, in each language; beside the text, where there are `recordings`, which of
    them is played in its stead."""

    def text(language: str) -> Bound:
        return named(SaidBound(theme, (*prompt, "text", language)), lambda: spoken_word(language))

    def options() -> Options:
        return [("", translate("Routing", "None: the text is spoken")), *((each, each) for each in recordings)]

    def file(language: str) -> Bound:
        field = ChoiceBound(theme, (*prompt, "file", language), options)
        return named(
            field, lambda: translate("Routing", "Recording, {language}").format(language=spoken_word(language))
        )

    if not recordings:
        return FormCard(theme, [text(each) for each in languages], columns=1)
    return FormCard(theme, [field(each) for each in languages for field in (text, file)])


def choice_fields(
    theme: Theme, languages: Callable[[], Options], queues: Callable[[], Options], ends: Callable[[], Options]
) -> tuple[Bound, ...]:
    """Return the fields of one choice; `ends` are the steps that it may lead to."""
    return (
        named(LineBound(theme, ("key",)), lambda: translate("Routing", "Key")),
        named(LineBound(theme, ("label", "en")), lambda: translate("Routing", "Agents read, in English")),
        named(LineBound(theme, ("label", "zh")), lambda: translate("Routing", "Agents read, in Chinese")),
        named(ChoiceBound(theme, ("next",), ends), lambda: translate("Routing", "Leads to")),
        named(ChoiceBound(theme, ("language",), languages), lambda: translate("Routing", "Language from here on")),
        named(LineBound(theme, ("reason",)), lambda: translate("Routing", "Reason")),
        named(ChoiceBound(theme, ("queue",), queues), lambda: translate("Routing", "Queue")),
    )


class ChoiceCard(QWidget):
    """One choice of a step.

    Signals:
        put: A place below the choice, and its new value.
        moved: This number, up (-1) or down (1).
        removed: This number.
    """

    put = Signal(int, tuple, object)
    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, theme: Theme, number: int, fields: Sequence[Bound]) -> None:
        super().__init__()
        self.number = number
        self.form = FormCard(theme, fields, columns=3)
        self.up, self.down = IconButton(theme, "ph.arrow-up"), IconButton(theme, "ph.arrow-down")
        self.remove = IconButton(theme, "ph.trash")
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        self.form.add_aside(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        for each in fields:
            each.put.connect(self._put)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.remove.clicked.connect(self._remove)

    def name(self, title: str) -> None:
        """Name everything in the language of the screen."""
        self.form.set_title(title)
        self.up.set_name(self.tr("Move it up"))
        self.down.set_name(self.tr("Move it down"))
        self.remove.set_name(self.tr("Take it away"))

    def allow(self, *, may_edit: bool, last: int) -> None:
        """Say what can be done with it; `last` is the number of the last choice."""
        self._buttons.setVisible(may_edit)
        self.up.setEnabled(self.number > 0)
        self.down.setEnabled(self.number < last)

    def _put(self, path: Place, value: object) -> None:
        self.put.emit(self.number, path, value)

    def _up(self) -> None:
        self.moved.emit(self.number, -1)

    def _down(self) -> None:
        self.moved.emit(self.number, 1)

    def _remove(self) -> None:
        self.removed.emit(self.number)
