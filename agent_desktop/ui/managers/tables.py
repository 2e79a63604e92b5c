"""The item models of managers, of one's customers, and of the last changes; filled in place."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItemModel

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.managers import ChangeKind, ManagedCustomer, ManagerChange, ManagerLine
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.filled_table import FilledTable
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS
from agent_desktop.ui.widgets.languages import language_words
from agent_desktop.ui.widgets.rows import fill


class ManagerTable(FilledTable):
    """Name, team, languages, and how many customers of how many."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(4, parent)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("Manager"), self.tr("Team"), self.tr("Languages"), self.tr("Customers"))

    def show(self, managers: Sequence[ManagerLine]) -> None:
        """Fill the model."""
        for (name, team, spoken, load), each in zip(self._rows(len(managers)), managers, strict=True):
            fill(name, each.name, key=each.name, type=Role.BODY_BOLD.value)
            known = each.user_id is not None
            tone = Token.TEXT_2 if known else Token.CAUTION
            fill(team, each.team if known else self.tr("Signs in nowhere"), tone=tone.value)
            fill(spoken, self.tr(", ").join(language_words(code) for code in each.languages), tone=Token.TEXT_2.value)
            full = each.most is not None and each.customers >= each.most
            text = f"{each.customers:,}"
            if each.most is not None:
                text = self.tr("{count} of {most}").format(count=text, most=f"{each.most:,}")
            tone, icon = (Token.CAUTION, "ph.warning-fill") if full else (Token.TEXT, None)
            fill(load, text, tone=tone.value, icon=icon)


class CustomerTable(FilledTable):
    """Name, tier, languages, and the end of the number."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(4, parent)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("Customer"), self.tr("Tier"), self.tr("Languages"), self.tr("Customer no."))

    def show(self, customers: Sequence[ManagedCustomer]) -> None:
        """Fill the model."""
        tiers = {Tier.STANDARD: self.tr("Standard"), Tier.GOLD: self.tr("Gold"), Tier.PLATINUM: self.tr("Platinum")}
        for (name, tier, spoken, number), each in zip(self._rows(len(customers)), customers, strict=True):
            shown = " ".join(part for part in (each.name, each.name_chinese) if part)
            fill(name, shown, key=str(each.customer_id), type=Role.BODY_BOLD.value)
            fill(tier, tiers[each.tier], chip=TIER_KINDS[each.tier].value, icon=TIER_ICONS[each.tier] or None)
            fill(spoken, self.tr(", ").join(language_words(code) for code in each.languages), tone=Token.TEXT_2.value)
            fill(number, each.number_masked, tone=Token.TEXT_2.value)


class ChangeTable(FilledTable):
    """When, what, why, and by whom."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(4, parent)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("When"), self.tr("What"), self.tr("Why"), self.tr("By"))

    def show(self, changes: Sequence[ManagerChange], when: Callable[[datetime], str]) -> None:
        """Fill the model; `when` says a time in words."""
        for (at, what, why, by), each in zip(self._rows(len(changes)), changes, strict=True):
            undone = each.undone_at is not None
            tone = (Token.TEXT_3 if undone else Token.TEXT).value
            fill(at, when(each.at), key=str(each.change_id), tone=tone)
            fill(what, self._what(each), tone=tone)
            fill(why, self.tr("Taken back") if undone else each.reason, tone=Token.TEXT_2.value)
            fill(by, each.by_name or self.tr("By rule"), tone=Token.TEXT_2.value)

    def _what(self, change: ManagerChange) -> str:
        count = f"{change.customers:,}"
        if change.kind is ChangeKind.ASSIGNED:
            return self.tr("{count} assigned").format(count=count)
        return self.tr("{count} from {old} to {new}").format(count=count, old=change.from_name, new=change.to_name)


def row_of(model: QStandardItemModel, key: str, role: int) -> int:
    """Return the row that stands for `key`, -1 for none."""
    return next((row for row in range(model.rowCount()) if model.item(row, 0).data(role) == key), -1)
