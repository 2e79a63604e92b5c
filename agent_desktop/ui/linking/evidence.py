"""Both sides of a pair, a value a line, and between them how far the two agree."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from agent_desktop.contract.consolidation import ComparedField, LinkField, LinkSide
from agent_desktop.ui.linking.words import AGREEMENT_LOOKS, agreement_word, field_word, gender_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import IconButton
from agent_desktop.ui.widgets.formats import DASH, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line

_LABEL, _LEFT, _ICON, _WORD, _RIGHT, _EYE = range(6)


class SideBySide(Protocol):
    """What is drawn: a pair of the review list, or any two accounts."""

    @property
    def left(self) -> LinkSide: ...

    @property
    def right(self) -> LinkSide: ...

    @property
    def fields(self) -> tuple[ComparedField, ...]: ...


class _Side:
    """The head of one side: name, Chinese name, system and number."""

    def __init__(self) -> None:
        self.name = TextLabel(role=Role.FORM_TITLE, wrap=True)
        self.chinese = TextLabel(role=Role.BODY)
        self.source = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)


class EvidenceView(QWidget):
    """Draws two accounts side by side; its rows are made once and filled.

    Signals:
        reveal_chosen: Show this value of both sides clear (`LinkField`).
    """

    reveal_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sides = (_Side(), _Side())
        self._rows: dict[LinkField, tuple[TextLabel, TextLabel, IconView, TextLabel, TextLabel]] = {}
        self.eyes: dict[LinkField, IconButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for column, share in ((_LEFT, 5), (_WORD, 3), (_RIGHT, 5)):
            grid.setColumnStretch(column, share)
        for side, column in zip(self._sides, (_LEFT, _RIGHT), strict=True):
            for row, label in enumerate((side.name, side.chinese, side.source)):
                grid.addWidget(label, row, column)
        row = 3
        for each in LinkField:
            grid.addWidget(line("h"), row, 0, 1, _EYE + 1)
            cells = (
                TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True),
                TextLabel(wrap=True),
                IconView(theme, "ph.minus", Token.TEXT_3, 16),
                TextLabel(role=Role.SMALL, wrap=True),
                TextLabel(wrap=True),
            )
            for column, cell in enumerate(cells):
                grid.addWidget(cell, row + 1, column, Qt.AlignmentFlag.AlignVCenter)
            eye = IconButton(theme, "ph.eye")
            eye.clicked.connect(partial(self.reveal_chosen.emit, each))
            grid.addWidget(eye, row + 1, _EYE)
            self._rows[each], self.eyes[each] = cells, eye
            row += 2
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def display(self, evidence: SideBySide | None, clear: Mapping[LinkField, tuple[str, str]]) -> None:
        """Draw both sides, with the values that are shown clear; nothing where no evidence has come."""
        self.setVisible(evidence is not None)
        if evidence is None:
            return
        for side, account in zip(self._sides, (evidence.left, evidence.right), strict=True):
            self._head(side, account)
        for each in evidence.fields:
            self._fill(each, clear.get(each.field))

    def _head(self, side: _Side, account: LinkSide) -> None:
        side.name.set_text(account.name)
        side.chinese.set_text(account.name_chinese or DASH)
        parts = [words(account.source), account.number_masked]
        if account.grouped > 1:
            parts.append(self.tr("merged with {count} more").format(count=account.grouped - 1))
        side.source.set_text(" · ".join(part for part in parts if part))

    def _fill(self, each: ComparedField, clear: tuple[str, str] | None) -> None:
        label, left, icon, word, right = self._rows[each.field]
        values = clear if clear is not None else (each.left, each.right)
        if each.field is LinkField.GENDER:
            values = (gender_word(values[0]), gender_word(values[1]))
        name = field_word(each.field)
        label.set_text(name)
        left.set_text(values[0] or DASH)
        right.set_text(values[1] or DASH)
        shape, tone = AGREEMENT_LOOKS[each.agreement]
        icon.show_icon(shape, tone)
        word.set_text(agreement_word(each.field, each.agreement))
        word.set_tone(Token.TEXT_2 if tone is Token.TEXT_3 else tone)
        eye = self.eyes[each.field]
        eye.setVisible(each.revealable and clear is None)
        eye.set_name(self.tr("Show clear: {value}. It is recorded.").format(value=name))
