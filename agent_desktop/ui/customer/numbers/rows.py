"""One number in the list: what it is, what can be done with it, and the question why it ends."""

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.phone_numbers import CurrentNumber, EndedNumber, NumberEnd
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import day_text, words
from agent_desktop.ui.widgets.labels import TextLabel, line


class NumberRow(QFrame):
    """One number.

    Signals:
        chosen: What its button does, for this number (`UUID`).
        end_chosen: Why it ends (`NumberEnd`).
        kept: It does not end.
    """

    chosen = Signal(object)
    end_chosen = Signal(object)
    kept = Signal()

    def __init__(
        self, theme: Theme, key: UUID, label: LocalText, masked: str, aside: str, *, gone: bool = False
    ) -> None:
        super().__init__()
        self.key = key
        self.is_asking = False
        self._theme = theme
        self._number = TextLabel(
            masked, role=Role.BODY if gone else Role.BODY_BOLD, tone=Token.TEXT_2 if gone else Token.TEXT
        )
        self._label = TextLabel(words(label), role=Role.SMALL, tone=Token.TEXT_2)
        self._aside = TextLabel(aside, role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._aside.setVisible(bool(aside))
        self._chip = Chip(theme)
        self._chip.hide()
        self._buttons: list[CommandButton] = []
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self._number)
        self._head.addWidget(self._label)
        self._head.addWidget(self._chip)
        self._head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addLayout(self._head)
        self._column.addWidget(self._aside)
        self._column.addSpacing(3)
        self._column.addWidget(line("h"))

    def buttons(self) -> list[CommandButton]:
        """Return what can be pressed, in the order of the arrows."""
        return self._buttons

    def told(self) -> str:
        """Return the row as it is read aloud."""
        told = (self._label, self._number, self._aside)
        return ", ".join(filter(None, (*(each.full_text() for each in told), self._chip.text())))

    def show_calling(self, calling: bool) -> None:
        """Say that the call comes from this number."""
        if calling:
            self._chip.show_chip(self.tr("This call"), Kind.INFO, "ph.phone-incoming")
        self._chip.setVisible(calling)

    def offer(self, text: str, *, on: bool) -> None:
        """Offer one thing to do with it."""
        button = self._button(text, "", on=on)
        button.clicked.connect(self._chosen)
        self._head.addWidget(button)

    def ask_why(self, *, busy: bool) -> None:
        """Ask why it ends, under it."""
        self.is_asking = True
        question = TextLabel(self.tr("Why is it not theirs?"), role=Role.BODY)
        ways = FlowLayout(8)
        was = self._button(self.tr("It was, and is no longer"), "1", on=not busy)
        never = self._button(self.tr("It never was"), "2", on=not busy)
        keep = self._button(self.tr("It is theirs"), "Esc", on=not busy)
        was.clicked.connect(partial(self.end_chosen.emit, NumberEnd.NO_LONGER))
        never.clicked.connect(partial(self.end_chosen.emit, NumberEnd.NEVER))
        keep.clicked.connect(self.kept)
        for button in self._buttons:
            ways.addWidget(button)
        place = self._column.count() - 2
        self._column.insertWidget(place, question)
        self._column.insertLayout(place + 1, ways)

    def _button(self, text: str, keys: str, *, on: bool) -> CommandButton:
        button = CommandButton(self._theme, text, small=True, keys=keys)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleDescription(
            ", ".join(filter(None, (self._label.full_text(), self._number.full_text(), keys)))
        )
        button.setEnabled(on)
        self._buttons.append(button)
        return button

    def _chosen(self) -> None:
        self.chosen.emit(self.key)


def current_line(number: CurrentNumber, today: date) -> str:
    """Return what is told of a number that identifies the customer."""
    translate = QCoreApplication.translate
    since = (
        translate("Numbers", "since {day}").format(day=day_text(number.valid_from, today))
        if number.valid_from is not None
        else ""
    )
    noted = translate("Numbers", "noted by an agent") if number.noted else ""
    if number.others == 1:
        others = translate("Numbers", "one other person has it too")
    else:
        others = translate("Numbers", "{count} other people have it too").format(count=number.others)
    return " · ".join(filter(None, (since, noted, others if number.others else "")))


def ended_line(number: EndedNumber, today: date) -> str:
    """Return what is told of a number that identifies the customer no longer."""
    translate = QCoreApplication.translate
    until = translate("Numbers", "until {day}").format(day=day_text(number.valid_until, today))
    why = {
        None: translate("Numbers", "the source has it no more"),
        NumberEnd.NO_LONGER: translate("Numbers", "ended here"),
        NumberEnd.NEVER: translate("Numbers", "ended here: it never was theirs"),
    }[number.end]
    kept_out = translate("Numbers", "the source still has it") if number.kept_out else ""
    return " · ".join(filter(None, (until, why, kept_out)))
