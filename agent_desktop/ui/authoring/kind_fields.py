"""Asks of what kind of customers somebody unnamed is wished: tier, language, product, age; each may stay open."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from agent_desktop.contract.base import Language
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.script_trials import OLD_FROM, TrialAge, TrialKind, TrialProduct
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame

translate = QCoreApplication.translate

_LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")


class KindFields(QWidget):
    """Four choices, each at *any* first."""

    def __init__(self, theme: Theme, kind: TrialKind) -> None:
        super().__init__()
        self.tier, self.language, self.product, self.age = (ChoiceField(theme) for _ in range(4))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, (field, label, words, chosen) in enumerate(
            (
                (self.tier, translate("KindFields", "Tier"), _tiers(), kind.tier),
                (self.language, translate("KindFields", "Language"), _languages(), kind.language),
                (self.product, translate("KindFields", "Has"), _products(), kind.product),
                (self.age, translate("KindFields", "Age"), _ages(), kind.age),
            )
        ):
            field.addItem(translate("KindFields", "Any"), None)
            for value, told in words.items():
                field.addItem(told, value)
            field.setCurrentIndex(max(0, field.findData(chosen)) if chosen is not None else 0)
            grid.addWidget(FieldFrame(theme, field, label), place // 2, place % 2)

    def kind(self) -> TrialKind:
        """Return what is chosen."""
        tier, product, age = self.tier.currentData(), self.product.currentData(), self.age.currentData()
        language = self.language.currentData()
        return TrialKind(
            tier=Tier(tier) if tier else None,
            language=next((each for each in _LANGUAGES if each == language), None),
            product=TrialProduct(product) if product else None,
            age=TrialAge(age) if age else None,
        )


def _tiers() -> Mapping[str, str]:
    return {
        Tier.STANDARD: translate("KindFields", "Standard"),
        Tier.GOLD: translate("KindFields", "Gold"),
        Tier.PLATINUM: translate("KindFields", "Platinum"),
    }


def _languages() -> Mapping[str, str]:
    return {"en": translate("KindFields", "English"), "zh": translate("KindFields", "Chinese")}


def _products() -> Mapping[str, str]:
    return {
        TrialProduct.CARD: translate("KindFields", "a card"),
        TrialProduct.LOAN: translate("KindFields", "a loan"),
        TrialProduct.TIME_DEPOSIT: translate("KindFields", "a time deposit"),
    }


def _ages() -> Mapping[str, str]:
    return {
        TrialAge.YOUNGER: translate("KindFields", "under {years}").format(years=OLD_FROM),
        TrialAge.OLDER: translate("KindFields", "{years} and over").format(years=OLD_FROM),
    }
