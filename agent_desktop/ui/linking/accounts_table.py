"""The item model of a person's accounts, of those that may be theirs and of those found; filled in place."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.consolidation import GroupedAccount, LinkSide, PossibleAccount
from agent_desktop.contract.customers import SearchHit
from agent_desktop.ui.linking.accounts_presenter import AccountsState, Row
from agent_desktop.ui.linking.words import doubt_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import day_text, words
from agent_desktop.ui.widgets.rows import fill

_COLUMNS = 3
_NO_FLAGS = Qt.ItemFlag.NoItemFlags


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: a head where `row` is None."""

    row: Row | None
    account_id: UUID | None
    cells: tuple[str, str, str]


class AccountsTable(QObject):
    """Owns the model: name, where the account is, and what is to be known of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.model = QStandardItemModel(0, _COLUMNS, self)
        self._lines: list[_Line] = []

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        for column, head in enumerate((self.tr("Name"), self.tr("Account"), self.tr("Remark"))):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))

    def show(self, state: AccountsState, now: datetime, zone: tzinfo | None) -> None:
        """Fill the model with what `state` lists."""
        self._lines = self._listed(state, now, zone)
        model = self.model
        if model.rowCount() > len(self._lines):
            model.removeRows(len(self._lines), model.rowCount() - len(self._lines))
        while model.rowCount() < len(self._lines):
            cells = [QStandardItem() for _ in range(_COLUMNS)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for number, line in enumerate(self._lines):
            items = [model.item(number, column) for column in range(_COLUMNS)]
            is_head = line.row is None
            for item in items:
                # The keys pass over what is not enabled.
                item.setFlags(_NO_FLAGS if is_head else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            key = "" if is_head else f"{line.row}:{line.account_id}"
            kind = Role.SMALL_STRONG if is_head else Role.BODY
            tone = Token.TEXT_2.value if is_head else Token.TEXT.value
            fill(items[0], line.cells[0], key=key, type=kind.value, tone=tone, note=is_head)
            fill(items[1], line.cells[1], tone=Token.TEXT_2.value)
            fill(items[2], line.cells[2], tone=Token.TEXT_2.value)

    def row_of(self, row: Row, account_id: UUID) -> int:
        """Return where an account is listed, -1 for nowhere."""
        places = (n for n, line in enumerate(self._lines) if (line.row, line.account_id) == (row, account_id))
        return next(places, -1)

    def _listed(self, state: AccountsState, now: datetime, zone: tzinfo | None) -> list[_Line]:
        lines: list[_Line] = []
        person = state.person
        if person is not None:
            lines.append(_head(self.tr("Accounts of this person")))
            lines.extend(self._own(each, now, zone) for each in person.accounts)
            if person.possible:
                lines.append(_head(self.tr("Possibly the same person")))
                lines.extend(_possible(each) for each in person.possible)
        if state.searched:
            lines.append(_head(self.tr("Found") if state.others else self.tr("Nobody else was found")))
            lines.extend(_found(hit) for hit in state.others)
        return lines

    def _own(self, each: GroupedAccount, now: datetime, zone: tzinfo | None) -> _Line:
        account = each.account
        known = self.tr("Not merged")
        if each.merged_at is not None:
            day = day_text(each.merged_at.astimezone(zone).date(), now.astimezone(zone).date())
            by = self.tr("{day}, by a person") if each.by_person else self.tr("{day}, by likeness")
            known = by.format(day=day)
        return _Line(Row.OWN, account.customer_id, (_both(account.name, account.name_chinese), _where(account), known))


def _head(text: str) -> _Line:
    return _Line(None, None, (text, "", ""))


def _possible(each: PossibleAccount) -> _Line:
    account = each.account
    cells = (_both(account.name, account.name_chinese), _where(account), doubt_word(each.doubt))
    return _Line(Row.POSSIBLE, account.customer_id, cells)


def _found(hit: SearchHit) -> _Line:
    return _Line(Row.FOUND, hit.customer_id, (_both(hit.name, hit.name_chinese), hit.number_masked, ""))


def _where(account: LinkSide) -> str:
    """The system and the last digits, which is what tells two accounts apart in a narrow column."""
    return " ".join((words(account.source), *(f"··{end}" for end in account.number_masked.split()[-1:])))


def _both(latin: str, chinese: str) -> str:
    return " ".join(part for part in (latin, chinese) if part)
