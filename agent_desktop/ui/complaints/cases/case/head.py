"""The head of one complaint: its number, state and flags, whose it is, and the moves that are possible now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_cases import Case, Right
from agent_desktop.contract.complaint_work import Move, MoveOffer
from agent_desktop.ui.complaints.words import (
    MOVE_ICONS,
    SEVERITY_LOOKS,
    STATE_LOOKS,
    kind_word,
    lack_sentence,
    move_word,
    severity_word,
    state_word,
)
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import TextLabel

_LATER = frozenset({Move.WITHDRAW, Move.JOIN, Move.ESCALATE_INTERNAL, Move.ESCALATE_OMBUDSMAN, Move.SEND_BACK})
"""Moves that are seldom the next step: never the filled button."""


class CaseHead(QFrame):
    """Draws the head of a `Case`.

    Signals:
        back_chosen: Go back to the list.
        move_chosen: This `MoveOffer` is wanted.
        edit_chosen, hand_over_chosen, undo_chosen: What they say.
        customer_chosen: Show the customer.
    """

    back_chosen = Signal()
    move_chosen = Signal(object)
    edit_chosen = Signal()
    hand_over_chosen = Signal()
    undo_chosen = Signal()
    customer_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "bar")
        self._theme = theme
        self.back = LinkButton(theme, icon="ph.caret-left")
        self.number = TextLabel(role=Role.TITLE)
        self._chips = QWidget()
        chips = FlowLayout(6)
        self._chips.setLayout(chips)
        self._state, self._severity, self._flags = Chip(theme), Chip(theme), [Chip(theme) for _ in range(4)]
        for chip in (self._state, self._severity, *self._flags):
            chips.addWidget(chip)
        self._about = TextLabel(role=Role.BODY, tone=Token.TEXT_2, elided=True)
        self.customer = CommandButton(theme, keys="Ctrl+O", icon="ph.user", small=True)
        self._why_not = TextLabel(role=Role.SMALL, tone=Token.CAUTION, wrap=True)
        self._moves = QWidget()
        self._row = FlowLayout(8)
        self._moves.setLayout(self._row)
        self.moves: dict[Move, CommandButton] = {}
        self._offers: dict[Move, MoveOffer] = {}
        self.edit = CommandButton(theme, icon="ph.pencil-simple", keys="Ctrl+E")
        self.hand_over = CommandButton(theme, icon="ph.user-plus", keys="Alt+I")
        self.undo = CommandButton(theme, icon="ph.arrow-u-up-left")
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.back)
        first.addWidget(self.number)
        first.addWidget(self._chips, 1)
        first.addWidget(self.customer, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 12, 10)
        column.setSpacing(7)
        column.addLayout(first)
        column.addWidget(self._about)
        column.addWidget(self._moves)
        column.addWidget(self._why_not)
        self.back.clicked.connect(self.back_chosen)
        self.customer.clicked.connect(self.customer_chosen)
        self.edit.clicked.connect(self.edit_chosen)
        self.hand_over.clicked.connect(self.hand_over_chosen)
        self.undo.clicked.connect(self.undo_chosen)
        for button in (self.edit, self.hand_over, self.undo):
            self._row.addWidget(button)

    def display(self, case: Case, *, busy: bool, editing: bool) -> None:
        """Draw the head of `case`; while a wish is on its way, or a form is open, the buttons are off."""
        glance = case.glance
        self.back.set_words(self.tr("Cases"))
        self.number.set_text(glance.number)
        kind, icon = STATE_LOOKS[glance.state]
        self._state.show_chip(state_word(glance.state), kind, icon)
        look, sign = SEVERITY_LOOKS[glance.severity]
        self._severity.show_chip(severity_word(glance.severity), look, sign if look is not Kind.PLAIN else "")
        self._draw_flags(case)
        name = case.customer_name or case.person_name or self.tr("Not a customer we know")
        self._about.set_text(" · ".join(filter(None, (name, words(glance.category), glance.about))))
        self.customer.set_words(self.tr("Profile"))
        self.customer.setVisible(case.customer_id is not None)
        self._draw_moves(case, off=busy or editing)

    def focus_moves(self) -> None:
        """Put the focus on the first move that is possible."""
        target = next((each for each in self.moves.values() if each.isEnabled()), None) or self.hand_over
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _draw_flags(self, case: Case) -> None:
        flags = [
            (kind_word(case.glance.kind), Kind.INFO, "") if case.glance.kind.value != "complaint" else None,
            (self.tr("Vulnerable"), Kind.AWAY, "ph.heart") if case.vulnerable else None,
            (self.tr("Regulatory"), Kind.PROBLEM, "ph.scales") if case.regulatory else None,
            (self.tr("Legal"), Kind.PROBLEM, "ph.bank") if case.legal else None,
        ]
        for chip, flag in zip(self._flags, flags, strict=True):
            chip.setVisible(flag is not None)
            if flag is not None:
                chip.show_chip(*flag)

    def _draw_moves(self, case: Case, *, off: bool) -> None:
        offers = {each.move: each for each in case.moves}
        for move in [each for each in self.moves if each not in offers]:
            button = self.moves.pop(move)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for offer in case.moves:
            if offer.move not in self.moves:
                button = CommandButton(self._theme, icon=MOVE_ICONS[offer.move])
                button.clicked.connect(_Chosen(self, offer.move))
                self.moves[offer.move] = button
                self._row.insert(len(self.moves) - 1, button)
        self._offers = offers
        first = next((each.move for each in case.moves if not each.lacks and each.move not in _LATER), None)
        lacks: list[str] = []
        for offer in case.moves:
            button = self.moves[offer.move]
            why = " ".join(lack_sentence(need) for need in offer.lacks)
            primary = offer.move is first
            button.set_look(Look.PRIMARY if primary else Look.NORMAL)
            button.set_words(move_word(offer.move), "Alt+Q" if primary else "")
            button.set_off(why or (self.tr("Finish the form first") if off else ""))
            if why:
                lacks.append(f"{move_word(offer.move)}: {why}")
        self._why_not.set_text("\n".join(lacks))
        self._why_not.setVisible(bool(lacks))
        self.edit.set_words(self.tr("Change"))
        self.edit.setVisible(Right.EDIT in case.rights)
        self.edit.setEnabled(not off)
        self.hand_over.set_words(self.tr("Hand over") if case.owner is not None else self.tr("Assign"))
        self.hand_over.setVisible(Right.ASSIGN in case.rights)
        self.hand_over.setEnabled(not off)
        self.undo.set_words(self.tr("It was a mistake: take it back"))
        self.undo.setVisible(Right.UNDO in case.rights and case.undo_until_at is not None)
        self.undo.setEnabled(not off)

    def choose(self, move: Move) -> None:
        """The button of `move` was pressed."""
        offer: MoveOffer | None = self._offers.get(move)
        if offer is not None and not offer.lacks:
            self.move_chosen.emit(offer)


class _Chosen:
    """Which move a button is of."""

    def __init__(self, head: CaseHead, move: Move) -> None:
        self._head, self._move = head, move

    def __call__(self) -> None:
        self._head.choose(self._move)
