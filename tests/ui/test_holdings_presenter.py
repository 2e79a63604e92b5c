from decimal import Decimal

from agent_desktop.contract.customers import Freshness
from agent_desktop.ui.holdings.presenter import HoldingsPresenter, HoldingsState
from tests.client.support import START, HeldTasks, profile
from tests.client.test_customers_on_screen import Bench as Models
from tests.client.test_customers_on_screen import part


def test_the_tree_counts_what_is_still_asked_for_and_shows_each_part_as_it_comes() -> None:
    tasks = HeldTasks()
    models = Models(tasks)
    presenter = HoldingsPresenter(models.holdings)
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
    presenter = HoldingsPresenter(models.holdings)
    models.talk_to(profile(parts=(part("core"), part("cards", total=None))))

    assert presenter.state.total is None
    assert presenter.state.total_currency == "HKD"


def test_a_part_that_failed_is_away_with_its_old_figures_and_is_tried_again_alone() -> None:
    models = Models()
    models.bank.away = {"cards"}
    presenter = HoldingsPresenter(models.holdings)
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
