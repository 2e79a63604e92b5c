"""The item model of past contacts, filled in place."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.customers import Channel, ContactOwedCall, ContactRow
from agent_desktop.contract.interactions import Direction
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.timeline.channels import CHANNEL_ICONS, channel_word
from agent_desktop.ui.widgets.formats import DASH, day_text, time_text, words
from agent_desktop.ui.widgets.rows import fill

WHEN, CHANNEL, SUBJECT, OUTCOME = range(4)


class ContactsTable(QObject):
    """Owns the model; rows are reused from customer to customer."""

    def __init__(self, local: Callable[[datetime], datetime], now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._local = local
        self._now = now
        self.model = QStandardItemModel(0, 4, self)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        heads = (self.tr("When"), self.tr("Channel"), self.tr("What it was about"), self.tr("Outcome"))
        for column, head in enumerate(heads):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))

    def show(self, rows: tuple[ContactRow, ...]) -> None:
        """Fill the model with `rows`."""
        model = self.model
        if model.rowCount() > len(rows):
            model.removeRows(len(rows), model.rowCount() - len(rows))
        while model.rowCount() < len(rows):
            cells = [QStandardItem() for _ in range(4)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for number, row in enumerate(rows):
            self._fill(number, row)

    def _fill(self, number: int, row: ContactRow) -> None:
        when, channel, subject, outcome = (self.model.item(number, column) for column in range(4))
        fill(when, self._when(row.at), tone=Token.TEXT_2.value, key=str(row.contact_id))
        outgoing = row.channel is Channel.PHONE and row.direction is Direction.OUTBOUND
        icon = "ph.phone-outgoing" if outgoing else CHANNEL_ICONS[row.channel]
        direction = self.tr("Outgoing") if outgoing else None
        fill(channel, channel_word(row.channel), icon=icon, icon_tone=Token.TEXT_2.value, second=direction)
        lasted = several = ""
        if row.duration_seconds is not None:
            lasted = self.tr("{minutes} min").format(minutes=max(1, round(row.duration_seconds / 60)))
        if row.leg_count > 1:
            several = self.tr("{count} agents").format(count=row.leg_count)
        fill(subject, words(row.subject), second=" · ".join(filter(None, (lasted, several))) or None)
        recorded = row.complaint.number if row.complaint is not None else None
        second = " · ".join(filter(None, (recorded, self._owed(row.owed_call)))) or None
        fill(outcome, words(row.outcome) or DASH, tone=Token.TEXT_2.value, type=Role.BODY.value, second=second)

    def _owed(self, owed: ContactOwedCall | None) -> str | None:
        """Say who calls the customer back, or has."""
        if owed is None:
            return None
        if owed.done_at is not None:
            return self.tr("{name} called back").format(name=owed.owner_name)
        return self.tr("{name} calls back by {when}").format(name=owed.owner_name, when=self._when(owed.due_at))

    def _when(self, at: datetime) -> str:
        local, today = self._local(at), self._local(self._now())
        if local.date() == today.date():
            return self.tr("Today {time}").format(time=time_text(local))
        if local.year != today.year:
            return day_text(local.date(), today.date())
        return f"{day_text(local.date(), today.date())} {time_text(local)}"
