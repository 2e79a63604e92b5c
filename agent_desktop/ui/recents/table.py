"""The item model of the agent's contacts, filled in place."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.contacts import AgentContact, ContactState
from agent_desktop.contract.interactions import Direction
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.formats import DASH, clock_text, day_time_text, time_text, words
from agent_desktop.ui.widgets.rows import fill

STATE, WHO, QUEUE, OUTCOME, WHEN = range(5)
_S: Final = ContactState

LOOKS: Final[dict[ContactState, tuple[Kind, str]]] = {
    _S.RINGING: (Kind.INFO, "ph.phone-incoming-fill"),
    _S.PREVIEWING: (Kind.INFO, "ph.eye"),
    _S.DIALLING: (Kind.INFO, "ph.phone-outgoing-fill"),
    _S.ALERTING: (Kind.INFO, "ph.phone-outgoing-fill"),
    _S.CONNECTING: (Kind.INFO, "ph.phone-call-fill"),
    _S.TALKING: (Kind.INFO, "ph.phone-call-fill"),
    _S.HELD: (Kind.CAUTION, "ph.pause-fill"),
    _S.WRAP_UP: (Kind.CAUTION, "ph.hourglass-medium-fill"),
    _S.HANDLED: (Kind.GOOD, "ph.check-circle-fill"),
    _S.UNFINISHED: (Kind.CAUTION, "ph.warning-fill"),
    _S.NOT_REACHED: (Kind.PLAIN, "ph.phone-x"),
    _S.NOT_CONNECTED: (Kind.PROBLEM, "ph.warning-circle-fill"),
    _S.MISSED: (Kind.PROBLEM, "ph.phone-x-fill"),
    _S.DECLINED: (Kind.PLAIN, "ph.phone-x"),
    _S.CALLER_GAVE_UP: (Kind.CAUTION, "ph.phone-disconnect-fill"),
    _S.LINE_FAILED: (Kind.PROBLEM, "ph.warning-octagon-fill"),
    _S.TAKEN_BACK: (Kind.PLAIN, "ph.arrow-u-up-left"),
    _S.GIVEN_BACK: (Kind.PLAIN, "ph.arrow-u-up-left"),
}
"""Meaning and icon of each state; its word always stands beside them."""


def state_word(state: ContactState) -> str:
    """Return the name of `state` in the language now shown."""
    translate = QCoreApplication.translate
    return {
        _S.RINGING: translate("Contacts", "Ringing"),
        _S.PREVIEWING: translate("Contacts", "Before the call"),
        _S.DIALLING: translate("Contacts", "Dialling"),
        _S.ALERTING: translate("Contacts", "Ringing there"),
        _S.CONNECTING: translate("Contacts", "Connecting"),
        _S.TALKING: translate("Contacts", "On the line"),
        _S.HELD: translate("Contacts", "On hold"),
        _S.WRAP_UP: translate("Contacts", "Wrap-up"),
        _S.HANDLED: translate("Contacts", "Handled"),
        _S.UNFINISHED: translate("Contacts", "No outcome"),
        _S.NOT_REACHED: translate("Contacts", "Not reached"),
        _S.NOT_CONNECTED: translate("Contacts", "Not connected"),
        _S.MISSED: translate("Contacts", "Missed"),
        _S.DECLINED: translate("Contacts", "Declined"),
        _S.CALLER_GAVE_UP: translate("Contacts", "Caller gave up"),
        _S.LINE_FAILED: translate("Contacts", "Line failed"),
        _S.TAKEN_BACK: translate("Contacts", "Taken back"),
        _S.GIVEN_BACK: translate("Contacts", "Given back"),
    }[state]


def about_text(contact: AgentContact) -> str:
    """Return what the call was about: what they chose in the menu, else the queue; or that we called them."""
    about = words(contact.about) or words(contact.queue_name)
    if contact.direction is not Direction.OUTBOUND:
        return about
    outgoing = QCoreApplication.translate("Contacts", "Outgoing")
    return f"{outgoing} · {about}" if about else outgoing


def who_text(contact: AgentContact) -> str:
    """Return who called, as far as anybody knows."""
    withheld = QCoreApplication.translate("Contacts", "Number withheld")
    return contact.customer_name or contact.number_masked or withheld


class RecentsTable(QObject):
    """Owns the model; rows are reused from page to page."""

    def __init__(self, local: Callable[[datetime], datetime], now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._local = local
        self._now = now
        self.model = QStandardItemModel(0, 5, self)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        heads = (self.tr("State"), self.tr("Who"), self.tr("About"), self.tr("Outcome"), self.tr("When"))
        for column, head in enumerate(heads):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))

    def show(self, contacts: tuple[AgentContact, ...]) -> None:
        """Fill the model with `contacts`."""
        model = self.model
        if model.rowCount() > len(contacts):
            model.removeRows(len(contacts), model.rowCount() - len(contacts))
        while model.rowCount() < len(contacts):
            cells = [QStandardItem() for _ in range(5)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for number, contact in enumerate(contacts):
            self._fill(number, contact)

    def row_of(self, contacts: tuple[AgentContact, ...], call_id: object) -> int:
        """Return the row of a call, -1 where it is not listed."""
        return next((number for number, each in enumerate(contacts) if each.call_id == call_id), -1)

    def _fill(self, number: int, contact: AgentContact) -> None:
        state, who, queue, outcome, when = (self.model.item(number, column) for column in range(5))
        kind, icon = LOOKS[contact.state]
        fill(state, state_word(contact.state), chip=kind.value, icon=icon, key=str(contact.call_id))
        second = contact.number_masked if contact.customer_name else None
        fill(who, who_text(contact), second=second, type=Role.BODY_BOLD.value)
        sign = "ph.phone-outgoing" if contact.direction is Direction.OUTBOUND else None
        fill(queue, about_text(contact), tone=Token.TEXT_2.value, icon=sign, icon_tone=Token.TEXT_2.value)
        fill(outcome, words(contact.outcome) or words(contact.decline_reason) or DASH, tone=Token.TEXT_2.value)
        talk = clock_text(contact.talk_seconds) if contact.talk_seconds else None
        fill(when, self.when(contact.at), tone=Token.TEXT_2.value, second=talk)

    def when(self, at: datetime) -> str:
        """Return when a contact was, as people say it."""
        local, today = self._local(at), self._local(self._now())
        if local.date() == today.date():
            return self.tr("Today {time}").format(time=time_text(local))
        return day_time_text(local, today.date())
