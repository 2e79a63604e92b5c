"""A customer's value on the screen: in three lines, and explained line by line when it is pressed."""

from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.valuation import CustomerValue, Quadrant, Unit, ValueExplanation
from agent_desktop.demo import screen_value as samples
from agent_desktop.demo.screen_customers import HO
from agent_desktop.ui.customer.relationship.value_block import ValueBlock
from agent_desktop.ui.customer.value.presenter import ExplanationPresenter
from agent_desktop.ui.customer.value.view import ExplanationView
from agent_desktop.ui.customer.value.words import figure_text, standing_of
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import DeskChange
from tests.client.support import AWAY, HeldTasks, event, profile
from tests.client.test_customers_on_screen import Bench as Models


class Bench(Models):
    """The explanation of whoever is on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks, self.asked = HeldTasks(), list[UUID]()
        self.failure: ClientError | None = None
        self.presenter = ExplanationPresenter(self.customers, self, self.tasks)

    def value(self, customer_id: UUID) -> ValueExplanation:
        self.asked.append(customer_id)
        if self.failure is not None:
            raise self.failure
        return samples.EXPLANATION


def test_a_value_is_explained_when_asked_for_and_not_before() -> None:
    bench = Bench()
    bench.presenter.open()
    assert not bench.presenter.state.open  # there is nobody
    shown = profile()
    bench.talk_to(shown)
    bench.tasks.run_all()
    assert bench.asked == []

    bench.presenter.open()
    assert (bench.presenter.state.open, bench.presenter.state.loading) == (True, True)
    bench.tasks.run_all()

    assert bench.asked == [shown.customer_id]
    assert bench.presenter.state.explanation == samples.EXPLANATION


def test_an_explanation_goes_with_its_customer_and_what_comes_later_is_passed_over() -> None:
    bench = Bench()
    bench.talk_to(profile())
    bench.presenter.open()
    bench.desk.receive(event(DeskChange(call_gone=True)))

    bench.tasks.run_all()

    assert bench.presenter.state == samples.NOT_EXPLAINED


def test_an_explanation_that_failed_says_why_and_is_asked_for_again() -> None:
    bench = Bench()
    bench.failure = AWAY
    bench.talk_to(profile())
    bench.presenter.open()
    bench.tasks.run_all()
    assert bench.presenter.state.problem == AWAY.problem

    bench.failure = None
    bench.presenter.retry()
    bench.tasks.run_all()

    assert bench.presenter.state.explanation == samples.EXPLANATION
    assert not bench.presenter.state.loading


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> ExplanationView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 800)
    host.show()
    return ExplanationView(theme, ticker, host)


def _said(view: QWidget) -> list[str]:
    return [label.full_text() for label in view.findChildren(TextLabel) if label.isVisible() and label.full_text()]


def test_every_figure_stands_with_what_it_was_made_of(view: ExplanationView) -> None:
    view.display(samples.EXPLAINED)

    said = _said(view)
    assert {"HKD 5,274,631.45", "1,912,761.05 × 1.2 %", "22,953.13", "48.5 min × 5", "69 %", "123 points"} <= set(said)
    assert "Q1: High value and potential" in said
    assert {"perceived less expected −1.4", "3.1 of 5", "expected 4.5"} <= set(said)
    assert said.index("Relationship value") < said.index("Cost to serve") < said.index("Profit") < said.index("Tier")
    assert view.lines.hasFocus()


def test_what_there_is_no_data_for_is_said_to_be_that(view: ExplanationView) -> None:
    view.display(samples.EXPLAINED_LITTLE)

    said = _said(view)
    assert said.count("no data") > 8
    assert "the bank’s own" in said


def test_before_the_first_reckoning_there_is_a_sentence(view: ExplanationView) -> None:
    view.display(samples.EXPLAINED_NOTHING)

    assert "No value was reckoned for this customer yet." in _said(view)


def test_a_failure_offers_another_try(qtbot: QtBot, view: ExplanationView) -> None:
    view.display(samples.EXPLANATION_FAILED)
    [retry] = [button for button in view.findChildren(CommandButton) if button.isVisible()]

    with qtbot.waitSignal(view.retry_chosen):
        retry.click()


def _part(value: CustomerValue | None) -> ProfilePart[Relationship]:
    return ProfilePart(PartKind.READY, HO.customer_id, Relationship(customer_id=HO.customer_id, value=value))


def test_the_block_says_value_and_danger_and_is_pressed_to_explain(qtbot: QtBot, theme: Theme) -> None:
    block = ValueBlock(theme)
    qtbot.addWidget(block)
    block.display(HO, _part(samples.VALUE))

    assert block.text() == "High value, may leave"
    assert block.accessibleDescription() == (
        "Value quadrant Q1  ·  Loss risk 69 %\nSatisfaction 3.1 of 5 (−1.4)  ·  Profit HKD 108K"
    )
    with qtbot.waitSignal(block.explain_chosen):
        block.click()


def test_a_block_without_a_value_says_why_and_is_not_pressed(qtbot: QtBot, theme: Theme) -> None:
    block = ValueBlock(theme)
    qtbot.addWidget(block)
    heights = set()
    parts: tuple[tuple[ProfilePart[Relationship], str], ...] = (
        (_part(None), "No value reckoned yet"),
        (ProfilePart(PartKind.LOADING, HO.customer_id), "Getting the value"),
        (ProfilePart(PartKind.FAILED, HO.customer_id), "The value did not come"),
        (ProfilePart(), "Value not read"),
    )
    for part, words in parts:
        block.display(HO, part)
        heights.add(block.sizeHint().height())
        assert (block.text(), block.isEnabled()) == (words, False)
    block.display(HO, _part(samples.VALUE))
    assert heights == {block.sizeHint().height()}


@pytest.mark.parametrize("quadrant", [*Quadrant, None])
@pytest.mark.parametrize("risk", [10, 50, None])
def test_every_standing_has_words(quadrant: Quadrant | None, risk: int | None) -> None:
    assert samples.VALUE is not None
    value = samples.VALUE.model_copy(update={"quadrant": quadrant, "loss_risk": risk})
    assert standing_of(value).lower().endswith("may leave") == (risk == 50)


def test_a_figure_is_written_in_its_unit() -> None:
    texts = [figure_text(unit, Decimal("0.25")) for unit in Unit]
    assert texts == ["0.25", "0.25", "0.25 min", "0.25 mo", "0.25 yr", "25 %", "0.25"]
    assert figure_text(Unit.POINTS, Decimal("-1.25")) == "−1.25"
