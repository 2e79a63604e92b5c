"""The tab of a customer's callbacks: what they were promised, and what came of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem

from agent_desktop.client.profile_parts import ProfilePart
from agent_desktop.contract.callback_lists import Callbacks
from agent_desktop.contract.callbacks import OPEN_STATES, Callback, CallbackEnd, CallbackState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.callback_words import (
    KIND_ICONS,
    about_text,
    due_look,
    due_text,
    outcome_word,
    whose_text,
)
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.filled_table import FilledTable
from agent_desktop.ui.widgets.listed_panel import ListedPanel, ListedWords
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.ticker import Ticker

_COLUMNS = (Column(96), Column(140, 8), Column(96, 4), Column(46), Column(140, 4))


def in_order(callbacks: tuple[Callback, ...]) -> tuple[Callback, ...]:
    """Return the open ones by when they are due, then those that are over, the newest first."""
    is_open = [each for each in callbacks if each.state in OPEN_STATES]
    over = [each for each in callbacks if each.state not in OPEN_STATES]
    return (*is_open, *sorted(over, key=lambda each: each.ended_at or each.due_at, reverse=True))


class CustomerCallbacksTable(FilledTable):
    """Due, reason, whose, tries, and how it stands or ended."""

    def __init__(self, ticker: Ticker) -> None:
        super().__init__(len(_COLUMNS), None)
        self._ticker = ticker

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("Due"), self.tr("Reason"), self.tr("Whose"), self.tr("Tries"), self.tr("How it stands"))

    def show(self, callbacks: tuple[Callback, ...]) -> None:
        """Fill the model."""
        for cells, callback in zip(self._rows(len(callbacks)), callbacks, strict=True):
            self._fill(cells, callback)

    def _fill(self, cells: list[QStandardItem], callback: Callback) -> None:
        due, reason, whose, tries, stands = cells
        is_open = callback.state in OPEN_STATES
        local = self._ticker.local
        icon, tone = due_look(callback) if is_open else ("", Token.TEXT_2)
        shown = callback if is_open else callback.model_copy(update={"is_late": False, "minutes": -1, "rests": False})
        fill(
            due,
            due_text(shown, local(callback.due_at), local(self._ticker.now())),
            icon=icon or None,
            icon_tone=tone.value,
            tone=(Token.TEXT if is_open and tone is Token.TEXT_2 else tone).value,
            key=str(callback.callback_id),
        )
        bold = Role.BODY_BOLD if is_open else Role.BODY
        fill(
            reason, about_text(callback), icon=KIND_ICONS[callback.kind], icon_tone=Token.TEXT_3.value, type=bold.value
        )
        fill(whose, whose_text(callback), tone=Token.TEXT_2.value)
        fill(tries, str(callback.attempts), tone=Token.TEXT_2.value)
        last = outcome_word(callback.last_outcome) if callback.last_outcome is not None and is_open else None
        fill(stands, self._stands(callback), tone=Token.TEXT_2.value, second=last)
        due.setData(", ".join(cell.text() for cell in cells), Qt.ItemDataRole.AccessibleTextRole)

    def _stands(self, callback: Callback) -> str:
        if callback.ended_as is not None:
            return {
                CallbackEnd.REACHED: self.tr("Reached"),
                CallbackEnd.REFUSED: self.tr("They do not wish it"),
                CallbackEnd.CALLED_IN: self.tr("They called first"),
                CallbackEnd.BY_HAND: self.tr("Done otherwise"),
                CallbackEnd.CANCELLED: self.tr("Called off"),
                CallbackEnd.JOINED: self.tr("Goes on in another one"),
            }[callback.ended_as]
        return {
            CallbackState.OPEN: self.tr("Promised"),
            CallbackState.DUE: self.tr("Due"),
            CallbackState.OFFERED: self.tr("Somebody has it before them"),
            CallbackState.DIALLING: self.tr("Is being called"),
            CallbackState.EXPIRED: self.tr("Waits for a supervisor"),
            CallbackState.DONE: self.tr("Done otherwise"),
            CallbackState.CANCELLED: self.tr("Called off"),
            CallbackState.JOINED: self.tr("Goes on in another one"),
        }[callback.state]


class CustomerCallbacksView(ListedPanel):
    """Draws what is known of a customer's callbacks."""

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        rows = CustomerCallbacksTable(ticker)
        super().__init__(
            theme,
            rows.model,
            _COLUMNS,
            icon="ph.phone-outgoing",
            keys="Alt+L",
            show_at_once=show_at_once,
        )
        rows.setParent(self)
        self._lines = rows
        self.table.setObjectName("customer-callbacks")
        self._part: ProfilePart[Callbacks] = ProfilePart()

    def display(self, part: ProfilePart[Callbacks]) -> None:
        """Draw `part`."""
        self._part = part
        self._redraw()

    def _draw(self) -> None:
        known = in_order(self._part.value.callbacks) if self._part.value is not None else ()
        count = sum(each.state in OPEN_STATES for each in known)
        self._lines.retranslate()
        self._lines.show(known)
        self._show_rows(
            self._part.kind,
            self._part.problem,
            ListedWords(
                name=self.tr("Callbacks"),
                coming=self.tr("Getting callbacks"),
                none=self.tr("No callback so far"),
                none_text=self.tr("Nobody has promised the customer a call."),
                count=self.tr("{count} open, {over} over").format(count=count, over=len(known) - count),
                step=self.tr("Promise a call"),
            ),
        )
