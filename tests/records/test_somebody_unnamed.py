"""Somebody unnamed to try a script with is of the kind that was wished for, and of none that would tell who it is."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import HoldingGroup, Tier
from agent_desktop.contract.script_trials import FEWEST_ALIKE, TrialAge, TrialKind, TrialProduct
from agent_desktop.records.customers.unnamed import any_customer
from agent_desktop.records.errors import TooFewAlikeError
from tests.records.trial import TrialBank

TODAY: Final = date(2026, 6, 16)
OLD: Final = date(1961, 6, 16)  # 65 on this very day
YOUNG: Final = date(1961, 6, 17)
KIND: Final = TrialKind(Tier.GOLD, "zh", TrialProduct.LOAN, TrialAge.OLDER)
LIKE: Final[Mapping[str, Any]] = {"tier": Tier.GOLD, "languages": ["yue", "en"], "birth_date": OLD}
UNLIKE: Final[tuple[Mapping[str, Any], ...]] = (
    {**LIKE, "tier": Tier.STANDARD},
    {**LIKE, "languages": ["en", "yue"]},
    {**LIKE, "birth_date": YOUNG},
    {**LIKE, "birth_date": None},
    {**LIKE, "prospect": {}},
)


@pytest.fixture
def bank(session: Session) -> TrialBank:
    made = TrialBank(session)
    made.source("core", HoldingGroup.DEPOSITS)
    for number, columns in enumerate(UNLIKE):
        _with_a_loan(made, f"unlike{number}", columns)
    made.customer("no-loan", **LIKE)
    return made


def _with_a_loan(bank: TrialBank, number: str, columns: Mapping[str, Any]) -> UUID:
    customer = bank.customer(number, **columns)
    bank.holding("core", f"loan-{number}", customer, group=HoldingGroup.LOANS)
    return customer


def _alike(bank: TrialBank, count: int) -> set[UUID]:
    return {_with_a_loan(bank, f"like{number}", LIKE) for number in range(count)}


def test_who_is_drawn_is_of_the_kind_that_was_wished_for(session: Session, bank: TrialBank) -> None:
    alike = _alike(bank, FEWEST_ALIKE)

    assert {any_customer(session, KIND, today=TODAY) for _ in range(30)} <= alike


def test_of_a_kind_that_would_tell_who_it_is_nobody_is_drawn(session: Session, bank: TrialBank) -> None:
    _alike(bank, FEWEST_ALIKE - 1)

    with pytest.raises(TooFewAlikeError) as refused:
        any_customer(session, KIND, today=TODAY)

    assert refused.value.details == {"fewest": FEWEST_ALIKE}
    assert any_customer(session, TrialKind(tier=Tier.GOLD), today=TODAY) is not None


def test_without_a_wish_a_bank_of_one_has_that_one_and_an_empty_one_nobody(session: Session) -> None:
    bank = TrialBank(session)
    assert any_customer(session, TrialKind(), today=TODAY) is None
    only = bank.customer("1", **LIKE)

    assert any_customer(session, TrialKind(), today=TODAY) == only


def test_each_product_and_the_younger_are_found_by_what_they_have(session: Session, bank: TrialBank) -> None:
    holdings: dict[TrialProduct, Mapping[str, Any]] = {
        TrialProduct.CARD: {"group": HoldingGroup.CARDS},
        TrialProduct.TIME_DEPOSIT: {"group": HoldingGroup.DEPOSITS, "matures_on": date(2026, 9, 1)},
    }
    for product, columns in holdings.items():
        having = set()
        for number in range(FEWEST_ALIKE):
            having.add(customer := bank.customer(f"{product}{number}", birth_date=YOUNG))
            bank.holding("core", f"{product}-{number}", customer, **columns)
            bank.holding("core", f"savings-{product}-{number}", bank.customer(f"other-{product}{number}"))

        drawn = any_customer(session, TrialKind(product=product, age=TrialAge.YOUNGER), today=TODAY)

        assert drawn in having
