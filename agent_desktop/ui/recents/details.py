"""One contact beside the list: what it was, what was written down, and the way to its customer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from agent_desktop.client.errors import Problem
from agent_desktop.contract.contacts import PRESENT, AgentContact, ContactState
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.prospects import Attached
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.recents.presenter import RecentsState
from agent_desktop.ui.recents.table import LOOKS, state_word, who_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.formats import clock_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.prospects import unnamed


@dataclass(frozen=True, slots=True)
class LastWord:
    """What was last said of whom a call was with (`done`), or why it could not be."""

    done: Attached | None = None
    problem: Problem | None = None


class ContactDetails(QFrame):
    """Draws the chosen contact of a `RecentsState`.

    Signals:
        open_chosen: Show its customer, or the caller on the line.
        call_chosen: Preview a call to whoever it was with.
        attach_chosen: Say whom it was with.
        undo_chosen: Take the last word on that back.
    """

    open_chosen = Signal()
    call_chosen = Signal()
    attach_chosen = Signal()
    undo_chosen = Signal()

    def __init__(self, theme: Theme, when: Callable[[datetime], str]) -> None:
        super().__init__()
        self.setProperty("panel", "alt")
        self.setMinimumWidth(theme.px(220))
        self._when = when
        self._who = TextLabel(role=Role.TITLE, wrap=True)
        self._chip = Chip(theme)
        self._facts = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._note_head = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._note = TextField()
        self._note.setReadOnly(True)
        self._none = TextLabel(role=Role.SMALL, tone=Token.TEXT_3, wrap=True)
        self._open = CommandButton(theme, keys="Enter", look=Look.PRIMARY, small=True)
        self._call = CommandButton(theme, keys="Ctrl+D", icon="ph.phone-outgoing", small=True)
        self._attach = CommandButton(theme, keys="Alt+K", icon="ph.user-plus", small=True)
        self._attached = Notice(theme)
        self._last = LastWord()
        self._chosen: UUID | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._who)
        column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._facts)
        column.addSpacing(4)
        column.addWidget(self._note_head)
        column.addWidget(self._note, 1)
        column.addWidget(self._none)
        column.addStretch(0)
        column.addWidget(self._attached)
        column.addWidget(self._attach, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._call, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self._open.clicked.connect(self.open_chosen)
        self._call.clicked.connect(self.call_chosen)
        self._attach.clicked.connect(self.attach_chosen)
        self._attached.action_chosen.connect(self.undo_chosen)

    def display(self, state: RecentsState) -> None:
        """Draw the chosen contact; nothing where there is none."""
        contact = state.chosen
        self._chosen = contact.call_id if contact is not None else None
        self._draw_attached()
        self.setVisible(contact is not None)
        if contact is None:
            return
        kind, icon = LOOKS[contact.state]
        self._who.set_text(who_text(contact))
        self._chip.show_chip(state_word(contact.state), kind, icon)
        self._facts.set_text("\n".join(self._lines(contact)))
        self._note_head.set_text(self.tr("Your note"))
        self._note.setAccessibleName(self.tr("Your note"))
        note = state.note or ""
        if self._note.toPlainText() != note:
            self._note.setPlainText(note)
        self._note.setVisible(bool(note))
        self._none.set_text(self._instead(state, contact))
        self._none.setVisible(not note)
        present = contact.state in PRESENT
        self._open.set_words(self.tr("Back to this call") if present else self.tr("Open the customer"), "Enter")
        self._open.setVisible(present or contact.customer_id is not None)
        known = contact.customer_id is not None
        self._attach.set_words(self.tr("It was somebody else") if known else self.tr("Who was it?"), "Alt+K")
        self._call.set_words(self.tr("Call them"), "Ctrl+D")
        self._call.setVisible(state.can_be_called)
        self._call.setEnabled(state.may_dial)
        why_not = self.tr("Possible when you have no call, and are ready or not ready")
        self._call.setToolTip("" if state.may_dial else why_not)

    def display_attached(self, last: LastWord) -> None:
        """Draw what was last said of whom a call was with, and what came of it."""
        self._last = last
        self._draw_attached()

    def _draw_attached(self) -> None:
        done, problem = self._last.done, self._last.problem
        if problem is not None:
            self._attached.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem_text(problem))
            return
        if done is None or done.call_id != self._chosen or done.deed_id is None:
            self._attached.show_notice("ph.check-circle-fill", Token.GOOD, "")
            return
        words = self.tr("The call is now with {name}.").format(name=done.customer_name or unnamed())
        if done.stayed:
            words += " " + self.tr("A colleague had put their part right: it stays as it is.")
        self._attached.show_notice("ph.check-circle-fill", Token.GOOD, words, button=self.tr("Undo"))

    def _instead(self, state: RecentsState, contact: AgentContact) -> str:
        if state.note_problem is not None:
            return problem_text(state.note_problem)
        if contact.has_note and state.note is None:
            return self.tr("Getting your note")
        return self.tr("Nothing written down")

    def _lines(self, contact: AgentContact) -> list[str]:
        lines = [self._when(contact.at)]
        if contact.customer_name and contact.number_masked:
            lines.append(contact.number_masked)
        outgoing = self.tr("Outgoing") if contact.direction is Direction.OUTBOUND else ""
        lines.append(" · ".join(filter(None, (outgoing, words(contact.queue_name), words(contact.about)))))
        if contact.rings > 1:
            lines.append(self.tr("Rang here {count} times").format(count=contact.rings))
        if contact.talk_seconds:
            lines.append(self.tr("Talked for {time}").format(time=clock_text(contact.talk_seconds)))
        if contact.outcome:
            lines.append(self.tr("Outcome: {outcome}").format(outcome=words(contact.outcome)))
        elif contact.state is ContactState.UNFINISHED:
            lines.append(self.tr("Nobody has said what it came to"))
        if contact.later_outcome:
            lines.append(self.tr("Whoever took it over: {outcome}").format(outcome=words(contact.later_outcome)))
        if contact.decline_reason:
            lines.append(self.tr("Declined: {reason}").format(reason=words(contact.decline_reason)))
        if contact.callback_wished:
            lines.append(self.tr("To be called back"))
        if contact.customer_id is None:
            lines.append(self.tr("Not linked to a customer"))
        return [line for line in lines if line]
