"""Who may be calling: the number identifies, keyed digits outrank it, and nobody is chosen silently."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerOutcome, Channel, HoldingGroup, Tier
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.customers.matching import MOST_CANDIDATES, CallerMatch, find_caller
from agent_desktop.records.customers.options import OwnNumbers
from agent_desktop.server.standing.service import find_standing
from tests.records.trial import GRACE_MOBILE, NOW, OPTIONS, SHARED_NUMBER, TrialBank, counted_trips


def _find(session: Session, number: str = "", keyed: str = "") -> CallerMatch:
    return find_caller(session, number, keyed, at=NOW, options=OPTIONS)


@pytest.mark.parametrize("number", [GRACE_MOBILE, "6123 4182", "+852 6123-4182"])
def test_a_number_of_one_customer_matches(session: Session, bank: TrialBank, number: str) -> None:
    grace = bank.grace()

    with counted_trips() as statements:
        match = _find(session, number)

    assert match == CallerMatch(CallerOutcome.MATCHED, (grace,))
    assert len(statements) == 1


def test_a_number_of_nobody_is_unknown(session: Session, bank: TrialBank) -> None:
    bank.grace()

    assert _find(session, "+85299999999") == CallerMatch(CallerOutcome.UNKNOWN)
    assert _find(session, "anonymous") == CallerMatch(CallerOutcome.UNKNOWN)


def test_no_number_is_withheld(session: Session) -> None:
    assert _find(session, "") == CallerMatch(CallerOutcome.WITHHELD)


def test_a_shared_number_gives_ranked_candidates_with_reasons(session: Session, bank: TrialBank) -> None:
    grace = bank.grace()
    husband = bank.customer(
        "88003001", phones={SHARED_NUMBER: "home"}, title="Mr", name_latin="Ho Kwok Keung", tier=Tier.GOLD
    )
    son = bank.customer("88003002", phones={SHARED_NUMBER: "mobile"}, title="Mr", name_latin="Ho Ka Ming")
    bank.contact(husband, NOW - timedelta(days=1), Channel.PHONE)
    bank.contact(son, NOW - timedelta(hours=1), Channel.APP)

    match = _find(session, SHARED_NUMBER)

    assert match.outcome is CallerOutcome.SEVERAL
    assert match.customer_ids == (husband, grace, son)
    assert [(each.name, each.number_masked, each.reason["en"]) for each in match.candidates] == [
        ("Mr Ho Kwok Keung", "•••• •••• 3001", "Their home number · last call 15 Jun"),
        ("Ms Grace Ho Wing Sze", "•••• •••• 2086", "Their home number · last call 12 Jun"),
        ("Mr Ho Ka Ming", "•••• •••• 3002", "Their mobile number · no call before"),
    ]
    assert match.candidates[0].reason["zh"] == "住宅电话 · 上次来电 6月15日"


def test_without_calls_a_mobile_number_says_more_than_one_at_home(session: Session, bank: TrialBank) -> None:
    at_home = bank.customer("1001", phones={SHARED_NUMBER: "home"}, tier=Tier.PLATINUM)
    mobile = bank.customer("1002", phones={SHARED_NUMBER: "mobile"})

    assert _find(session, SHARED_NUMBER).customer_ids == (mobile, at_home)


def test_the_list_of_candidates_is_as_long_as_the_keys(session: Session, bank: TrialBank) -> None:
    people = [bank.customer(f"20000{number:02}", phones={SHARED_NUMBER: "work"}) for number in range(12)]

    match = _find(session, SHARED_NUMBER)

    assert set(match.customer_ids) == set(people)
    assert len(match.candidates) == MOST_CANDIDATES


class TestKeyedDigits:
    @pytest.fixture
    def people(self, bank: TrialBank) -> tuple[UUID, UUID]:
        return bank.grace(), bank.customer("77001234", phones={"+85290001234": "mobile"})

    @pytest.mark.parametrize("keyed", ["88002086", "1#88002086#", "012345670382", "2 4000000000004417"])
    def test_a_whole_number_outranks_the_calling_number(
        self, session: Session, people: tuple[UUID, UUID], keyed: str
    ) -> None:
        match = _find(session, "+85290001234", keyed)

        assert match == CallerMatch(CallerOutcome.MATCHED, (people[0],), by_key=True)

    def test_they_tell_who_it_is_when_the_number_is_withheld(self, session: Session, people: tuple[UUID, UUID]) -> None:
        assert _find(session, "", "77001234").customer_ids == (people[1],)

    @pytest.mark.parametrize("keyed", ["1", "2086", "12 3", "99999999", "8800208", "880020860"])
    def test_part_of_a_number_or_a_menu_choice_says_nothing(
        self, session: Session, people: tuple[UUID, UUID], keyed: str
    ) -> None:
        assert _find(session, "+85290001234", keyed) == CallerMatch(CallerOutcome.MATCHED, (people[1],))

    def test_an_account_of_two_is_told_apart_by_the_calling_number(self, session: Session, bank: TrialBank) -> None:
        bank.source("core", HoldingGroup.DEPOSITS)
        owner = bank.customer("1001", phones={"+85290000001": "mobile"})
        second = bank.customer("1002", phones={"+85290000002": "mobile"})
        account = bank.holding("core", "55000001", owner)
        bank.party(account, second, "disponent", "55000001")

        assert _find(session, "+85290000002", "55000001").customer_ids == (second,)
        nobody = _find(session, "+85290000009", "55000001")
        assert nobody.outcome is CallerOutcome.SEVERAL
        assert nobody.candidates[0].reason["en"] == "Keyed number · no call before"


def _merged(session: Session, lead: UUID, *others: UUID) -> None:
    session.add_all(MergedAccountRow(customer_id=each, lead_id=lead, merged_at=NOW) for each in (lead, *others))
    session.flush()


def test_a_candidate_of_several_accounts_is_told_by_all_of_them(session: Session, bank: TrialBank) -> None:
    lead = bank.customer("1001", phones={SHARED_NUMBER: "work"}, name_latin="Ho Kwok Keung")
    cards = bank.customer("K1", source_code="cards", phones={SHARED_NUMBER: "mobile"}, name_latin="Ho K K")
    other = bank.customer("1002", phones={SHARED_NUMBER: "home"}, name_latin="Ho Ka Ming")
    bank.contact(cards, NOW - timedelta(days=1), Channel.PHONE)
    bank.contact(other, NOW - timedelta(days=3), Channel.PHONE)
    _merged(session, lead, cards)

    match = _find(session, SHARED_NUMBER)

    assert match.customer_ids == (lead, other)
    assert match.candidates[0].reason["en"] == "Their mobile number · last call 15 Jun"


def test_a_candidate_whose_other_account_has_the_number_is_told_by_it(session: Session, bank: TrialBank) -> None:
    lead = bank.customer("1001", name_latin="Ho Kwok Keung")
    cards = bank.customer("K1", source_code="cards", phones={SHARED_NUMBER: "home"}, name_latin="Ho K K")
    bank.customer("1002", phones={SHARED_NUMBER: "work"}, name_latin="Ho Ka Ming")
    _merged(session, lead, cards)

    assert _find(session, SHARED_NUMBER).candidates[0].reason["en"] == "Their home number · no call before"


def test_a_number_of_the_banks_own_is_nobodys_even_where_a_record_has_it(session: Session, bank: TrialBank) -> None:
    grace = bank.grace()
    options = replace(OPTIONS, own_numbers=OwnNumbers({GRACE_MOBILE}))

    def found(keyed: str = "") -> CallerMatch:
        return find_caller(session, "6123 4182", keyed, at=NOW, options=options)

    assert found() == CallerMatch(CallerOutcome.OWN)
    assert found("88002086") == CallerMatch(CallerOutcome.MATCHED, (grace,), by_key=True)
    assert (
        find_standing(session, GRACE_MOBILE, "", at=NOW, since=NOW, promises=(), options=options) is None
    )  # nor is the caller let in front of others
