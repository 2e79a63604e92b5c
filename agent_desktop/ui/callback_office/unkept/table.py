"""The item model of callbacks as supervisors see them, filled in place."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.callbacks import Callback
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.callback_words import (
    KIND_ICONS,
    due_look,
    due_text,
    outcome_word,
    whose_text,
)
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.rows import fill

COLUMNS = 6


def who_text(callback: Callback, unknown: str) -> str:
    """Return whom to call, in the script of the language shown where both are known."""
    chinese = callback.name_chinese if language_now() == "zh" else ""
    return chinese or callback.customer_name or unknown


class UnkeptTable(QObject):
    """Owns the model; rows are reused from one reading to the next."""

    def __init__(self, local: Callable[[datetime], datetime], now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._local, self._now = local, now
        self.model = QStandardItemModel(0, COLUMNS, self)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        heads = (
            self.tr("Due"),
            self.tr("Customer"),
            self.tr("Reason"),
            self.tr("Queue"),
            self.tr("Tries"),
            self.tr("Whose"),
        )
        for column, head in enumerate(heads):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))

    def show(self, callbacks: tuple[Callback, ...], queues: Mapping[str, str]) -> None:
        """Fill the model with `callbacks`; `queues` are names by code."""
        model = self.model
        if model.rowCount() > len(callbacks):
            model.removeRows(len(callbacks), model.rowCount() - len(callbacks))
        while model.rowCount() < len(callbacks):
            cells = [QStandardItem() for _ in range(COLUMNS)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for number, callback in enumerate(callbacks):
            self._fill(number, callback, queues)

    def _fill(self, number: int, callback: Callback, queues: Mapping[str, str]) -> None:
        due, who, reason, queue, tries, whose = (self.model.item(number, column) for column in range(COLUMNS))
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
        fill(who, who_text(callback, self.tr("Not a customer we know")))
        fill(
            reason,
            callback.reason or words(callback.reason_name),
            icon=KIND_ICONS[callback.kind],
            icon_tone=Token.TEXT_3.value,
        )
        fill(queue, queues.get(callback.queue_code, callback.queue_code), tone=Token.TEXT_2.value)
        used = callback.attempts >= callback.attempts_most
        tried = str(callback.attempts)
        if callback.last_outcome is not None:
            tried = f"{tried} · {outcome_word(callback.last_outcome)}"
        fill(tries, tried, tone=(Token.PROBLEM if used else Token.TEXT_2).value)
        fill(whose, whose_text(callback), tone=Token.TEXT_2.value)
