"""What the customer has with the bank, as one figure and one bar."""

from decimal import Decimal

from PySide6.QtCore import QEvent

from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.ui.holdings.presenter import HoldingsState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.figure_card import FigureCard
from agent_desktop.ui.widgets.formats import DASH, amount_text, short_amount_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel

_OWED = (HoldingGroup.CARDS, HoldingGroup.LOANS)


class ValueCard(FigureCard):
    """Draws what is held and owed in a `HoldingsState`, and names each part that is not in the figure."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._state = HoldingsState()
        self._held = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._owed = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self.foot.addWidget(self._held)
        self.foot.addStretch(1)
        self.foot.addWidget(self._owed)
        self.display(self._state)

    def display(self, state: HoldingsState) -> None:
        """Draw the totals of `state`."""
        self._state = state
        held, owed = self._sums()
        shown = bool(state.parts)
        unknown = [words(part.system_name) for part in state.parts if part.is_unknown]
        self.show_figure(
            self.tr("Held with us"),
            f"{state.total_currency} {short_amount_text(held)}" if shown else DASH,
            whole=f"{state.total_currency} {amount_text(held)}" if shown else "",
            aside=self.tr("without {systems}").format(systems=self.tr(", ").join(unknown)) if unknown else "",
        )
        self.bar.show_shares(((float(held), Token.ACCENT_FILL), (float(owed), Token.BORDER_STRONG)))
        self._held.set_text(self.tr("Held {amount}").format(amount=short_amount_text(held)) if shown else "")
        self._owed.set_text(self.tr("Owed {amount}").format(amount=short_amount_text(owed)) if shown else "")

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _sums(self) -> tuple[Decimal, Decimal]:
        held, owed = Decimal(0), Decimal(0)
        for part in self._state.parts:
            total = part.total or Decimal(0)
            if total < 0 or part.group in _OWED:
                owed -= total
            else:
                held += total
        return held, max(owed, Decimal(0))
