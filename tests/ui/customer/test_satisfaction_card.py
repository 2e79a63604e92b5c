"""Satisfaction and loss risk on the overview: what surveys and the scorecard say, or that there is no data."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.valuation import CustomerValue, SurveyAnswer
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.customer.value.satisfaction_card import SatisfactionCard
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker

_VALUE = CustomerValue(reckoned_at=NOW, currency="HKD", days=365)


@pytest.fixture
def card(qtbot: QtBot, theme: Theme, ticker: Ticker) -> SatisfactionCard:
    card = SatisfactionCard(theme, ticker)
    qtbot.addWidget(card)
    return card


def said(card: SatisfactionCard) -> list[str]:
    return [text for label in card.findChildren(TextLabel) if (text := label.full_text())]


def _of(value: CustomerValue | None) -> ProfilePart[Relationship]:
    return ProfilePart(PartKind.READY, value=Relationship(customer_id=uuid4(), value=value))


def test_how_it_was_is_said_with_what_was_expected_and_the_loss_risk(card: SatisfactionCard) -> None:
    figures = {"satisfaction": Decimal("3.1"), "satisfaction_gap": Decimal("-1.4"), "loss_risk": 68}
    card.display(_of(_VALUE.model_copy(update=figures)))

    assert said(card) == ["Satisfaction", "3.1", "of 5 · −1.4 to expected", "Loss risk 68 %"]


def test_how_answers_went_is_drawn_with_the_last_in_words(card: SatisfactionCard) -> None:
    told = [(400, "4.5"), (90, "2.5"), (4, "2")]
    surveys = tuple(
        SurveyAnswer(at=NOW - timedelta(days=days), perceived=Decimal(mean), expected=None) for days, mean in told
    )
    value = _VALUE.model_copy(update={"satisfaction": Decimal("3.04")})
    card.display(ProfilePart(PartKind.READY, value=Relationship(customer_id=uuid4(), value=value, surveys=surveys)))

    assert said(card) == ["Satisfaction", "3", "of 5 · expected: no data", "Loss risk no data", "12 Jun: 2"]
    assert card.course.drawn == ((0.0, 4.5), (0.5, 2.5), (1.0, 2.0))
    assert card.course.isVisibleTo(card)
    assert not card.bar.isVisibleTo(card)
    assert "12 Jun: 2" in card.accessibleDescription()

    card.display(ProfilePart(PartKind.LOADING))
    assert not card.course.isVisibleTo(card)


@pytest.mark.parametrize("value", [None, _VALUE])
def test_without_answers_and_scores_it_says_so_in_both_languages(
    card: SatisfactionCard, language: LanguageSwitch, value: CustomerValue | None
) -> None:
    card.display(_of(value))
    assert said(card) == ["Satisfaction", "no data", "no survey answered", "Loss risk no data"]

    language.use("zh")
    card.display(_of(value))

    assert said(card) == ["满意度", "无数据", "无问卷答复", "流失风险 无数据"]


def test_nothing_is_said_of_a_value_that_is_not_there_yet_or_did_not_come(card: SatisfactionCard) -> None:
    card.display(ProfilePart(PartKind.LOADING))
    assert said(card) == ["Satisfaction", "—"]

    card.display(ProfilePart(PartKind.FAILED))

    assert said(card) == ["Satisfaction", "did not come", "—"]
