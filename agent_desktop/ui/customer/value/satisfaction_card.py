"""The card of the overview with what a customer answered in surveys, and how likely the bank is to lose them."""

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QEvent, Qt

from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.valuation import SurveyAnswer
from agent_desktop.ui.customer.value.words import MAY_LEAVE, gap_text, no_data, plain_number
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.figure_card import FigureCard
from agent_desktop.ui.widgets.formats import DASH, day_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker

_WORST: Final = 1.0
_BEST: Final = 5.0
"""The least and the most that a survey's answer can be."""
_TENTH: Final = Decimal("0.1")


class SatisfactionCard(FigureCard):
    """Draws the satisfaction, how it went and the loss risk of a `Relationship`; without data it says so, and never a
    number."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._part: ProfilePart[Relationship] = ProfilePart()
        self._risk = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._last = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._last.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.foot.setSpacing(8)
        self.foot.addWidget(self._risk)
        self.foot.addWidget(self._last, 1)
        self._draw()

    def display(self, part: ProfilePart[Relationship]) -> None:
        """Draw what `part` has."""
        if part is not self._part:
            self._part = part
            self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _draw(self) -> None:
        part = self._part
        value = part.value.value if part.value is not None else None
        is_known = part.value is not None
        mean = value.satisfaction if value is not None else None
        if mean is not None:
            figure = plain_number(mean.quantize(_TENTH))
        else:
            figure = no_data() if is_known else DASH
        gap = value.satisfaction_gap if value is not None else None
        beside = self._beside_words(mean, gap) if is_known else ""
        self.show_figure(
            self.tr("Satisfaction"),
            figure,
            aside=self.tr("did not come") if part.kind is PartKind.FAILED else "",
            beside=beside,
            tone=Token.PROBLEM if gap is not None and gap < 0 else Token.TEXT_2,
        )
        self.bar.show_shares(
            ((float(mean), Token.ACCENT_FILL), (_BEST - float(mean), Token.SUNKEN)) if mean is not None else ()
        )
        risk = value.loss_risk if value is not None else None
        said = no_data() if risk is None else f"{risk} %"
        self._risk.set_text(self.tr("Loss risk {risk}").format(risk=said) if is_known else "")
        self._risk.set_tone(Token.PROBLEM if risk is not None and risk >= MAY_LEAVE else Token.TEXT_2)
        answers = part.value.surveys if part.value is not None else ()
        self.course.show_course(
            [(place / (len(answers) - 1), float(each.perceived)) for place, each in enumerate(answers)]
            if len(answers) > 1
            else (),
            span=(_WORST, _BEST),
            every=True,
        )
        self.show_as_course(len(answers) > 1)
        self._last.set_text(self._last_words(answers[-1]) if answers else "")
        described = (beside, self._risk.full_text(), self._last.full_text())
        self.setAccessibleDescription(" · ".join(text for text in described if text))

    def _beside_words(self, mean: Decimal | None, gap: Decimal | None) -> str:
        if mean is None:
            return self.tr("no survey answered")
        if gap is None:
            return self.tr("of 5 · expected: {mean}").format(mean=no_data())
        return self.tr("of 5 · {gap} to expected").format(gap=gap_text(gap.quantize(_TENTH)))

    def _last_words(self, answer: SurveyAnswer) -> str:
        today = self._ticker.local(self._ticker.now()).date()
        day = day_text(self._ticker.local(answer.at).date(), today)
        return self.tr("{day}: {mean}").format(day=day, mean=plain_number(answer.perceived))
