"""The item model of callbacks, filled in place."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.callbacks import Callback
from agent_desktop.contract.customers import Tier
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.callback_words import (
    KIND_ICONS,
    about_text,
    due_look,
    due_text,
    who_text,
    whose_text,
)
from agent_desktop.ui.widgets.rows import fill

_TIER_ICONS = {Tier.PLATINUM: "ph.crown-simple-fill", Tier.GOLD: "ph.star-fill"}


class CallbackTable(QObject):
    """Owns the model; rows are reused from one reading to the next."""

    def __init__(self, local: Callable[[datetime], datetime], now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._local, self._now = local, now
        self.model = QStandardItemModel(0, 6, self)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        heads = (
            self.tr("Due"),
            self.tr("Customer"),
            self.tr("Reason"),
            self.tr("Number"),
            self.tr("Tries"),
            self.tr("Whose"),
        )
        for column, head in enumerate(heads):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))

    def show(self, callbacks: tuple[Callback, ...]) -> None:
        """Fill the model with `callbacks`."""
        model = self.model
        if model.rowCount() > len(callbacks):
            model.removeRows(len(callbacks), model.rowCount() - len(callbacks))
        while model.rowCount() < len(callbacks):
            cells = [QStandardItem() for _ in range(6)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for number, callback in enumerate(callbacks):
            self._fill(number, callback)

    def _fill(self, number: int, callback: Callback) -> None:
        due, who, reason, phone, tries, whose = (self.model.item(number, column) for column in range(6))
        icon, tone = due_look(callback)
        quiet = tone is Token.TEXT_2
        fill(
            due,
            due_text(callback, self._local(callback.due_at), self._local(self._now())),
            icon=icon,
            icon_tone=tone.value,
            tone=(Token.TEXT if quiet else tone).value,
            key=str(callback.callback_id),
        )
        tier = _TIER_ICONS.get(callback.tier)
        fill(who, who_text(callback, self.tr("Not a customer we know")), icon=tier, icon_tone=Token.TEXT_2.value)
        fill(reason, about_text(callback), icon=KIND_ICONS[callback.kind], icon_tone=Token.TEXT_3.value)
        fill(phone, callback.number_masked, tone=Token.TEXT_2.value)
        used = callback.attempts >= callback.attempts_most
        fill(tries, str(callback.attempts), tone=(Token.PROBLEM if used else Token.TEXT_2).value)
        strong = Role.BODY_BOLD if callback.is_mine else Role.BODY
        fill(whose, whose_text(callback), tone=Token.TEXT_2.value, type=strong.value)
