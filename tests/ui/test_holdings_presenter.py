from decimal import Decimal
from uuid import uuid4

from agent_desktop.client.errors import ClientError
from agent_desktop.client.rates import RatesModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.customers import Freshness, Holding, HoldingGroup
from agent_desktop.contract.rates import ExchangeRates
from agent_desktop.ui.holdings.presenter import HoldingsPresenter, HoldingsState
from tests.client.support import AWAY, START, Clock, HeldTasks, profile
from tests.client.test_customers_on_screen import Bench as Models
from tests.client.test_customers_on_screen import part


def holding(currency: str, balance: str) -> Holding:
    return Holding(
        holding_id=uuid4(),
        group=HoldingGroup.DEPOSITS,
        product={"en": "Savings"},
        number_masked="•••• 1",
        currency=currency,
        balance=Decimal(balance),
    )


class Rates:
    """What the server says of currencies, and how often it was asked."""

    def __init__(self, problem: ClientError | None = None, **rates: str) -> None:
        self.problem, self.asked, self.clock = problem, 0, Clock()
        named = {"HKD": Decimal(1), **{code: Decimal(rate) for code, rate in rates.items()}}
        self.answer = ExchangeRates(base_currency="HKD", rates=named, valid_on=START.date(), source={"en": "treasury"})
        self.model = RatesModel(self, ImmediateTasks(), self.clock.now)

    def rates(self) -> ExchangeRates:
        self.asked += 1
        if self.problem is not None:
            raise self.problem
        return self.answer


def test_the_tree_counts_what_is_still_asked_for_and_shows_each_part_as_it_comes() -> None:
    tasks = HeldTasks()
    models = Models(tasks)
    presenter = HoldingsPresenter(models.holdings, Rates().model)
    assert presenter.state == HoldingsState()
    models.talk_to(profile(parts=(part("core"), part("cards"), part("loans"))))
    assert (presenter.state.loaded_count, len(presenter.state.parts)) == (0, 3)
    assert presenter.state.loading_since_at == START

    tasks.run_one()
    tasks.run_one()

    assert (presenter.state.loaded_count, presenter.state.loading_count) == (2, 1)
    assert [each.freshness for each in presenter.state.parts] == [Freshness.LIVE, Freshness.LIVE, Freshness.LOADED]
    assert presenter.state.total == Decimal("340.00")


def test_a_total_with_an_unknown_part_is_not_given() -> None:
    models = Models(HeldTasks())
    presenter = HoldingsPresenter(models.holdings, Rates().model)
    models.talk_to(profile(parts=(part("core"), part("cards", total=None))))

    assert presenter.state.total is None
    assert presenter.state.total_currency == "HKD"


def test_a_part_that_failed_is_away_with_its_old_figures_and_is_tried_again_alone() -> None:
    models = Models()
    models.bank.away = {"cards"}
    presenter = HoldingsPresenter(models.holdings, Rates().model)
    models.talk_to(profile(parts=(part("core"), part("cards"))))
    core, cards = presenter.state.parts
    assert (core.freshness, cards.freshness) == (Freshness.LIVE, Freshness.AWAY)
    assert (cards.tries, cards.failed_since_at) == (1, START)

    presenter.retry("cards")
    presenter.retry_all()
    models.bank.away = set()
    presenter.retry("cards")

    assert presenter.state.parts[1].freshness is Freshness.LIVE
    assert models.bank.asked.count("core") == 1


def test_totals_are_shown_in_the_currency_chosen_and_the_cards_follow() -> None:
    models = Models(HeldTasks())
    presenter = HoldingsPresenter(models.holdings, Rates(USD="7.8", CNY="1.08").model)
    presenter.choose_currency("USD")
    models.talk_to(profile(parts=(part("core", total="780.00"), part("cards", total="-100.00"))))

    state = presenter.state
    assert [each.total for each in state.parts] == [Decimal("100.00"), Decimal("-12.82")]
    assert (state.total, state.total_currency) == (Decimal("87.18"), "USD")
    assert (state.currencies, state.rates_on) == (("HKD", "CNY", "USD"), START.date())

    presenter.choose_currency("")
    assert (presenter.state.total, presenter.state.total_currency) == (Decimal("680.00"), "HKD")


def test_a_balance_in_another_currency_is_worth_something_in_the_one_shown_where_there_is_a_rate() -> None:
    dollars, baht = holding("USD", "100.00"), holding("THB", "100.00")
    models = Models(HeldTasks())
    presenter = HoldingsPresenter(models.holdings, Rates(USD="7.8", CNY="1.08").model)
    models.talk_to(profile(parts=(part("core").model_copy(update={"holdings": (dollars, baht)}),)))
    assert presenter.state.parts[0].converted == {dollars.holding_id: Decimal("780.00")}

    presenter.choose_currency("CNY")

    assert presenter.state.parts[0].converted == {dollars.holding_id: Decimal("722.22")}


def test_a_currency_without_a_rate_leaves_the_totals_as_they_are_and_says_so() -> None:
    models = Models(HeldTasks())
    presenter = HoldingsPresenter(models.holdings, Rates(USD="7.8").model)
    presenter.choose_currency("JPY")
    models.talk_to(profile(parts=(part("core"),)))

    state = presenter.state
    assert (state.total, state.total_currency, state.wanted_currency) == (Decimal("100.00"), "HKD", "JPY")


def test_rates_that_cannot_be_read_leave_the_banks_own_currency_and_are_asked_for_again() -> None:
    models, rates = Models(), Rates(AWAY, USD="7.8")
    presenter = HoldingsPresenter(models.holdings, rates.model)
    presenter.choose_currency("USD")
    models.talk_to(profile(parts=(part("core"),)))
    assert (presenter.state.total_currency, presenter.state.rates_problem) == ("HKD", AWAY.problem)

    rates.problem = None
    presenter.retry_all()

    assert presenter.state.total_currency == "USD"


def test_rates_are_read_anew_for_a_customer_where_they_are_an_hour_old() -> None:
    models, rates = Models(), Rates()
    HoldingsPresenter(models.holdings, rates.model)
    models.talk_to(profile(parts=(part("core"),)))
    models.talk_to(profile(parts=(part("core"),)))
    assert rates.asked == 1

    rates.clock.pass_seconds(3601)
    models.talk_to(profile(parts=(part("core"),)))

    assert rates.asked == 2
