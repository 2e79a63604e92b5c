"""The item model of the holdings tree: one group a source system, filled in place."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.customers import Freshness, Holding, HoldingGroup, StatusKind
from agent_desktop.ui.holdings.ages import age_text
from agent_desktop.ui.holdings.presenter import HoldingsState, PartState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH, amount_text, language_now, money_text, words
from agent_desktop.ui.widgets.rows import CellRole, fill

PRODUCT, NUMBER, BALANCE, STATUS = range(4)
_INDENT = 14  # a product begins under its group's icon
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ICONS = {
    HoldingGroup.DEPOSITS: "ph.bank",
    HoldingGroup.CARDS: "ph.credit-card",
    HoldingGroup.LOANS: "ph.house-line",
    HoldingGroup.WEALTH: "ph.chart-line-up",
    HoldingGroup.INSURANCE: "ph.umbrella",
    HoldingGroup.ORDERS: "ph.repeat",
}
_CHIP_ICONS = {
    StatusKind.INFO: "ph.calendar-blank",
    StatusKind.GOOD: "ph.check-circle-fill",
    StatusKind.CAUTION: "ph.warning-fill",
    StatusKind.PROBLEM: "ph.warning-circle-fill",
}


class HoldingsTable(QObject):
    """Owns the model. Rows are reused: a group is known by its system, a product by its place in the group."""

    def __init__(self, local: Callable[[datetime], datetime], now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._local = local
        self._now = now
        self.model = QStandardItemModel(0, 4, self)
        self._filled: dict[int, tuple[PartState, str, date, str]] = {}

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        heads = (self.tr("Product"), self.tr("Number"), self.tr("Balance"), self.tr("Status"))
        for column, head in enumerate(heads):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))
        self.model.horizontalHeaderItem(BALANCE).setTextAlignment(_RIGHT)

    def show(self, state: HoldingsState) -> tuple[list[QStandardItem], bool]:
        """Fill the model from `state`; return the first cells of groups that are new, and whether anything changed."""
        wanted = [part.system for part in state.parts]
        root = self.model.invisibleRootItem()
        if wanted != [root.child(row, 0).data(CellRole.KEY) for row in range(root.rowCount())]:
            root.removeRows(0, root.rowCount())
            for part in state.parts:
                cells = _row()
                cells[0].setData(part.system, CellRole.KEY)
                cells[0].setData("closed", CellRole.CARET)
                root.appendRow(cells)
            new = [root.child(row, 0) for row in range(root.rowCount())]
        else:
            new = []
        if new:
            self._filled.clear()
        changed = bool(new)
        today = self._local(self._now()).date()
        for row, part in enumerate(state.parts):
            # One system after the other answers: the groups of those that have said nothing new stay as they are.
            drawn = (part, state.total_currency, today, language_now())
            if self._filled.get(row) != drawn:
                self._filled[row], changed = drawn, True
                self._fill_part(row, part, state.total_currency)
        return new, changed

    def _fill_part(self, row: int, part: PartState, currency: str) -> None:
        root = self.model.invisibleRootItem()
        first = root.child(row, PRODUCT)
        # Products first: a caret is shown only where there is something to open.
        age, rate = (self._age_note(part), "ph.clock-fill"), (self._rate_note(part), "ph.warning-fill")
        notes = [note for note in (age, rate) if note[0]]
        count = len(part.part.holdings) + len(notes)
        if first.rowCount() > count:
            first.removeRows(count, first.rowCount() - count)
        while first.rowCount() < count:
            first.appendRow(_row())
        for place, (note, icon) in enumerate(notes):
            self._fill_note(first, place, note, icon)
        for place, holding in enumerate(part.part.holdings, start=len(notes)):
            self._fill_holding(first, place, holding, currency, part.converted.get(holding.holding_id))
        caret = first.data(CellRole.CARET) or "closed"
        fill(
            first,
            self._group_word(part.group),
            type=Role.BODY_BOLD.value,
            icon=_ICONS[part.group],
            icon_tone=Token.TEXT_2.value,
            group=True,
            key=part.system,
            caret=caret if count else "closed",
            second=str(len(part.part.holdings)) if part.part.holdings else None,
        )
        number, balance, status = (root.child(row, column) for column in (NUMBER, BALANCE, STATUS))
        away = part.freshness is Freshness.AWAY and not part.loading
        if away:
            text = self.tr("No answer")
            icon = "ph.warning-circle-fill"
            fill(number, text, tone=Token.PROBLEM.value, type=Role.SMALL.value, icon=icon, group=True)
        else:
            fill(number, words(part.system_name), tone=Token.TEXT_2.value, type=Role.SMALL.value, group=True)
        total = amount_text(part.total) if part.total is not None else DASH if not away else ""
        fill(balance, total, type=Role.BODY_BOLD.value, group=True)
        self._fill_freshness(status, part)

    def _fill_freshness(self, cell: QStandardItem, part: PartState) -> None:
        small = Role.SMALL.value
        if part.loading:
            fill(cell, self.tr("Asking…"), type=small, tone=Token.TEXT_2.value, icon="ph.spinner", group=True)
            return
        match part.freshness:
            case Freshness.AWAY:
                text = self.tr("Try again")
                strong = Role.SMALL_STRONG.value
                fill(cell, text, type=strong, tone=Token.ACCENT.value, icon="ph.arrow-clockwise", group=True, link=True)
            case Freshness.LIVE:
                fill(cell, self.tr("Live"), type=small, tone=Token.GOOD.value, group=True)
            case Freshness.OLD:
                fill(cell, self._as_of(part), type=small, tone=Token.CAUTION.value, icon="ph.clock-fill", group=True)
            case Freshness.LOADED:
                fill(cell, self._as_of(part), type=small, tone=Token.TEXT_2.value, group=True)

    def _fill_note(self, first: QStandardItem, row: int, note: str, icon: str) -> None:
        cells = [first.child(row, column) for column in range(4)]
        small, tone = Role.SMALL.value, Token.CAUTION.value
        fill(cells[0], note, type=small, tone=tone, icon=icon, indent=_INDENT, note=True)
        for cell in cells[1:]:
            fill(cell, "")

    def _fill_holding(
        self, first: QStandardItem, row: int, holding: Holding, shown_currency: str, worth: Decimal | None
    ) -> None:
        """`worth` is the balance in the currency shown, where the product has another and there is a rate."""
        cells = [first.child(row, column) for column in range(4)]
        role = "" if holding.role == "owner" else self._role_word(holding.role)
        fill(cells[PRODUCT], words(holding.product), indent=_INDENT, key=str(holding.holding_id), second=role or None)
        fill(cells[NUMBER], holding.number_masked)
        if holding.currency == shown_currency:
            fill(cells[BALANCE], amount_text(holding.balance))
        else:
            fill(cells[BALANCE], money_text(holding.currency, holding.balance))
        status = words(holding.status)
        if not status and worth is not None:
            status = f"≈ {money_text(shown_currency, worth)}"
        if holding.status_kind is StatusKind.PLAIN:
            fill(cells[STATUS], status, type=Role.SMALL.value, tone=Token.TEXT_2.value)
        else:
            fill(cells[STATUS], status, chip=holding.status_kind.value, icon=_CHIP_ICONS[holding.status_kind])

    def _age_note(self, part: PartState) -> str:
        """Old figures are shown with their date, and the agent is told to say it."""
        if part.loading or part.freshness not in (Freshness.OLD, Freshness.AWAY) or not part.part.holdings:
            return ""
        when = self._as_of(part, begins=False)
        return self.tr("Figures as of {when}. Tell the caller the date.").format(when=when) if when else ""

    def _rate_note(self, part: PartState) -> str:
        """Where there is no rate there is no total: never one that leaves something out without a word."""
        if not part.part.rates_missing:
            return ""
        return self.tr("No rate from {currencies} to {base}: no total of this group.").format(
            currencies=self.tr(", ").join(part.part.rates_missing), base=part.part.total_currency
        )

    def _as_of(self, part: PartState, *, begins: bool = True) -> str:
        at = part.part.as_of_at
        return age_text(part.part, self._local(at), self._local(self._now()), begins=begins) if at is not None else ""

    def _group_word(self, group: HoldingGroup) -> str:
        return {
            HoldingGroup.DEPOSITS: self.tr("Deposits"),
            HoldingGroup.CARDS: self.tr("Cards"),
            HoldingGroup.LOANS: self.tr("Loans"),
            HoldingGroup.WEALTH: self.tr("Wealth"),
            HoldingGroup.INSURANCE: self.tr("Insurance"),
            HoldingGroup.ORDERS: self.tr("Standing orders"),
        }[group]

    def _role_word(self, role: str) -> str:
        return {
            "joint": self.tr("joint"),
            "disponent": self.tr("may use it"),
            "authorised": self.tr("may use it"),
            "guarantor": self.tr("guarantor"),
        }.get(role, role)


def _row() -> list[QStandardItem]:
    cells = [QStandardItem() for _ in range(4)]
    for cell in cells:
        cell.setEditable(False)
    cells[BALANCE].setTextAlignment(_RIGHT)
    return cells
