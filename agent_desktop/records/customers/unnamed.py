"""A customer whom nobody names: what a script needs to know of a call, and nothing by which somebody is recognised."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.contract.script_trials import FEWEST_ALIKE, OLD_FROM, TrialAge, TrialKind, TrialProduct
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.errors import TooFewAlikeError
from agent_desktop.records.formatting import both
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow

_CUSTOMERS: Final = table_of(CustomerRow)
_HOLDINGS: Final = table_of(HoldingRow)
_PARTIES: Final = table_of(HoldingPartyRow)
_IDS: Final = sa.select(_CUSTOMERS.c.customer_id).where(_CUSTOMERS.c.prospect.is_(None))
_CHINESE: Final = ("zh%", "yue%", "cmn%")  # as `talk_language` takes them
_GROUPS: Final = {
    TrialProduct.CARD: HoldingGroup.CARDS,
    TrialProduct.LOAN: HoldingGroup.LOANS,
    TrialProduct.TIME_DEPOSIT: HoldingGroup.DEPOSITS,
}

NO_NAME: Final[LocalText] = both("A customer, unnamed", "某位客户（不显示姓名）")
_NO_ENDING: Final = "0000"
_IN_PLACE: Final[Mapping[str, LocalText]] = {
    "customer_name": both("Ms Sample", "某女士"),
    "customer_full_name": both("Ms Sample", "某女士"),
    "card_ending": both(_NO_ENDING, _NO_ENDING),
    "last_transaction_place": both("Sampletown", "某地"),
}
"""What stands in texts for what would tell who it is."""


def any_customer(session: Session, kind: TrialKind, *, today: date) -> UUID | None:
    """Return some customer of the bank's of that kind, another one each time; None where the bank has none at all.

    Raises:
        TooFewAlikeError: A kind is wished for, and fewer than `FEWEST_ALIKE` are of it.
    """
    start, fewest = uuid4(), FEWEST_ALIKE if kind.wishes else 1
    ids = _IDS.where(*_conditions(kind, today)).order_by(_CUSTOMERS.c.customer_id)
    found: list[UUID] = list(session.scalars(ids.where(_CUSTOMERS.c.customer_id >= start).limit(fewest)))
    if len(found) < fewest:
        found += session.scalars(ids.where(_CUSTOMERS.c.customer_id < start).limit(fewest - len(found)))
    if kind.wishes and len(found) < fewest:
        raise TooFewAlikeError(fewest)
    return next(iter(found), None)


def _conditions(kind: TrialKind, today: date) -> Iterator[sa.ColumnElement[bool]]:
    columns = _CUSTOMERS.c
    if kind.tier is not None:
        yield columns.tier == kind.tier
    if kind.language is not None:
        first = columns.languages.op("->>", return_type=sa.Text())(0)
        yield sa.or_(*(first.like(each) for each in (_CHINESE if kind.language == "zh" else (f"{kind.language}%",))))
    if kind.age is not None:
        born = date(today.year - OLD_FROM, today.month, min(today.day, 28))
        yield columns.birth_date <= born if kind.age is TrialAge.OLDER else columns.birth_date > born
    if kind.product is not None:
        held = sa.select(sa.literal(1)).select_from(
            _PARTIES.join(_HOLDINGS, _HOLDINGS.c.holding_id == _PARTIES.c.holding_id)
        )
        held = held.where(_PARTIES.c.customer_id == columns.customer_id, _HOLDINGS.c.group == _GROUPS[kind.product])
        if kind.product is TrialProduct.TIME_DEPOSIT:
            held = held.where(_HOLDINGS.c.matures_on.is_not(None))
        yield held.exists()


def without_name(facts: Mapping[str, LocalText]) -> dict[str, LocalText]:
    """Return facts in words without those that tell who somebody is: a made-up word stands for each that was known."""
    return {name: dict(_IN_PLACE.get(name, text)) for name, text in facts.items()}


def values_without_name(values: Mapping[str, str]) -> dict[str, str]:
    """Return typed facts without those that tell who somebody is."""
    kept = {name: text for name, text in values.items() if name not in _IN_PLACE}
    return kept | ({"card_ending": _NO_ENDING} if "card_ending" in values else {})
