"""Accounts for tests: one person as a source has them, and what is changed."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from agent_desktop.records.consolidation.evidence import Account, Evidence, gather

VERIFIED_BY = frozenset({"crm", "wealth"})

GRACE = Account(
    account_id=UUID(int=1),
    source="crm",
    business=False,
    name_latin="Grace Ho Sze Wing",
    name_chinese="何詩詠",
    gender="F",
    birth_date=date(1980, 6, 21),
    document="Q349637(2)",
    email="grace@mail.example.com",
    address="Flat C, 18/F, Lotus Court, Kowloon Tong",
    phones=(("+85261234182", "mobile"), ("+85223456789", "home")),
)


def account(number: int, source: str = "cards", **changes: Any) -> Account:
    """Grace's account in another system, with what is changed."""
    return replace(GRACE, account_id=UUID(int=number), source=source, **changes)


def evidence_of(*accounts: Account) -> dict[UUID, Evidence]:
    return {each.account_id: each for each in gather(accounts, VERIFIED_BY)}
