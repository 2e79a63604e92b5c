"""What the customer has with the bank, as one figure, and how that went; or one bar where nobody knows."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QEvent

from agent_desktop.client.profile_parts import ProfilePart
from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.contract.relationships import Relationship
from agent_desktop.ui.holdings.presenter import HoldingsState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.figure_card import FigureCard
from agent_desktop.ui.widgets.formats import DASH, MINUS, amount_text, month_text, short_amount_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker

_OWED = (HoldingGroup.CARDS, HoldingGroup.LOANS)
_SHORT: Final = timedelta(days=7)
"""Of a value known for a shorter time nobody is told how it went."""


class ValueCard(FigureCard):
    """Draws what is held and owed in a `HoldingsState`, and names each part that is not in the figure; how the value of
    the relationship went comes with a `Relationship`."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._state = HoldingsState()
        self._part: ProfilePart[Relationship] = ProfilePart()
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
        went, change = self._course() if shown else ([], None)
        percent = self._percent_words(change[0]) if change is not None else ""
        since = self._since_words(change[1]) if change is not None else ""
        self.show_figure(
            self.tr("Held with us"),
            f"{state.total_currency} {short_amount_text(held)}" if shown else DASH,
            whole=f"{state.total_currency} {amount_text(held)}" if shown else "",
            aside=self.tr("without {systems}").format(systems=self.tr(", ").join(unknown)) if unknown else "",
            beside=percent,
            tone=Token.PROBLEM if change is not None and change[0] < 0 else Token.TEXT_2,
        )
        if since:
            described = (self.accessibleDescription(), f"{percent} {since}")
            self.setAccessibleDescription(" · ".join(text for text in described if text))
        self.course.show_course(went, steps=True)
        self.show_as_course(bool(went))
        self.bar.show_shares(((float(held), Token.ACCENT_FILL), (float(owed), Token.BORDER_STRONG)))
        held_words = self.tr("Held {amount}").format(amount=short_amount_text(held)) if shown else ""
        self._held.set_text(since or held_words)  # beside a course the figure above has said it
        self._owed.set_text(self.tr("Owed {amount}").format(amount=short_amount_text(owed)) if shown else "")

    def show_history(self, part: ProfilePart[Relationship]) -> None:
        """Draw how the value of the relationship went, where `part` has that."""
        if part is not self._part:
            self._part = part
            self.display(self._state)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _course(self) -> tuple[list[tuple[float, float]], tuple[Decimal, datetime] | None]:
        """Return how the value went, each point at its share of the time, and by how many percent it changed since
        when; nothing where that is too short a time to say."""
        known = self._part.value
        now = known.value if known is not None else None
        if known is None or now is None or now.relationship_value is None:
            return [], None
        went = [(point.at, point.relationship_value) for point in known.history if point.relationship_value is not None]
        if not went or now.reckoned_at - went[0][0] < _SHORT:
            return [], None
        went.append((now.reckoned_at, now.relationship_value))
        (began, first), (ended, last) = went[0], went[-1]
        whole = (ended - began).total_seconds()
        points = [((at - began).total_seconds() / whole, float(worth)) for at, worth in went]
        return points, ((last - first) / first * 100, began) if first > 0 else None

    @staticmethod
    def _percent_words(percent: Decimal) -> str:
        size = f"{abs(percent):.1f}"
        sign = "" if size == "0.0" else MINUS if percent < 0 else "+"
        return f"{sign}{size} %"

    def _since_words(self, since: datetime) -> str:
        return self.tr("since {month}").format(month=month_text(self._ticker.local(since).date()))

    def _sums(self) -> tuple[Decimal, Decimal]:
        held, owed = Decimal(0), Decimal(0)
        for part in self._state.parts:
            total = part.total or Decimal(0)
            if total < 0 or part.group in _OWED:
                owed -= total
            else:
                held += total
        return held, max(owed, Decimal(0))
