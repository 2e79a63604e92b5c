"""A person whose accounts are merged is met as one: by numbers, products and contacts, and in a search."""

from datetime import time, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from agent_desktop.contract.customers import CallerOutcome, Channel, HoldingGroup
from agent_desktop.records.calling.service import target_of_customer
from agent_desktop.records.consolidation.service import merge_accounts, unmerge_account
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.customers.service import (
    ask_profile_of_number,
    compose_profile,
    find_caller,
    profile_of,
    search_customers,
)
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow
from tests.records.consolidation.test_service import OPTIONS
from tests.records.trial import NOW, TrialBank
from tests.records.trial import OPTIONS as PROFILE

MOBILE, HOME = "+85261234182", "+85223456789"


@pytest.fixture
def accounts(bank: TrialBank) -> tuple[UUID, UUID]:
    """One person's two accounts: the mobile is known to both, the home phone, a card and a call to the second alone."""
    bank.source("crm", HoldingGroup.DEPOSITS)
    bank.source("cards", HoldingGroup.CARDS)
    one = bank.customer("1", source_code="crm", name_latin="Ho Sze Wing", phones={MOBILE: "mobile"})
    other = bank.customer("K1", source_code="cards", name_latin="Sze Wing Ho", phones={MOBILE: "mobile", HOME: "home"})
    bank.holding("crm", "012345670382", one)
    bank.holding("cards", "4000000000009021", other, group=HoldingGroup.CARDS, balance=Decimal("-86240.18"))
    bank.contact(other, NOW - timedelta(days=1), Channel.PHONE)
    return one, other


def test_merged_accounts_are_one_caller_with_one_profile_until_they_are_taken_apart(
    bank: TrialBank, accounts: tuple[UUID, UUID]
) -> None:
    session, (one, other) = bank.session, accounts

    def caller(number: str) -> tuple[CallerOutcome, tuple[UUID, ...]]:
        match = find_caller(session, number, "", at=NOW, options=PROFILE)
        return match.outcome, match.customer_ids

    assert caller(MOBILE)[0] is CallerOutcome.SEVERAL
    merge_accounts(session, one, other, reason="", at=NOW, by=uuid4(), options=OPTIONS)

    assert caller(MOBILE) == caller(HOME) == (CallerOutcome.MATCHED, (one,))
    at_once = profile_of(ask_profile_of_number(session, HOME, at=NOW, options=PROFILE), at=NOW, options=PROFILE)
    profile = compose_profile(session, one, at=NOW, options=PROFILE)
    assert at_once is not None
    assert at_once[0] == profile
    assert [len(part.holdings) for part in profile.parts] == [1, 1]
    assert profile.contact_count == 1

    unmerge_account(session, other, reason="", at=NOW, by=uuid4(), options=OPTIONS)
    assert caller(MOBILE)[0] is CallerOutcome.SEVERAL
    assert caller(HOME) == (CallerOutcome.MATCHED, (other,))
    assert len(compose_profile(session, one, at=NOW, options=PROFILE).parts) == 1


def test_any_of_the_accounts_opens_the_whole_person_and_a_shared_holding_counts_once(
    bank: TrialBank, accounts: tuple[UUID, UUID]
) -> None:
    session, (one, other) = bank.session, accounts
    shared = session.scalars(sa.select(HoldingRow.holding_id).where(HoldingRow.source_code == "crm")).one()
    session.add(HoldingPartyRow(holding_id=shared, customer_id=other, role="authorised"))
    session.flush()
    merge_accounts(session, one, other, reason="", at=NOW, by=uuid4(), options=OPTIONS)

    profile = compose_profile(session, other, at=NOW, options=PROFILE)

    assert profile == compose_profile(session, one, at=NOW, options=PROFILE)
    assert profile.customer_id == one
    assert profile.contact_count == 1
    assert [[holding.role for holding in part.holdings] for part in profile.parts] == [["owner"], ["owner"]]


def test_a_call_to_any_of_the_accounts_knows_the_numbers_and_the_wishes_of_all(
    bank: TrialBank, accounts: tuple[UUID, UUID]
) -> None:
    session, (one, other) = bank.session, accounts
    wish = {"en": "No calls after 20:00", "zh": "20:00后不要来电"}
    session.execute(sa.update(CustomerRow).where(CustomerRow.customer_id == other).values(wishes=[wish]))
    merge_accounts(session, one, other, reason="", at=NOW, by=uuid4(), options=OPTIONS)
    hours = (time(9), time(20))

    from_one, from_other = (
        target_of_customer(session, customer_id, at=NOW, hours=hours) for customer_id in (one, other)
    )

    assert sorted(from_one.numbers.values()) == [HOME, MOBILE]
    assert from_one.preview.wishes == (wish,)
    assert from_one.customer_id == from_other.customer_id == one
    assert sorted(from_other.numbers.values()) == [HOME, MOBILE]


def test_a_search_and_a_keyed_account_lead_to_the_person(bank: TrialBank, accounts: tuple[UUID, UUID]) -> None:
    session, (one, other) = bank.session, accounts
    merge_accounts(session, one, other, reason="", at=NOW, by=uuid4(), options=OPTIONS)

    assert [hit.customer_id for hit in search_customers(session, "ho sze")] == [one]
    assert [hit.customer_id for hit in search_customers(session, "9021")] == [one]
    assert find_caller(session, "", "4000000000009021", at=NOW, options=PROFILE).customer_ids == (one,)
