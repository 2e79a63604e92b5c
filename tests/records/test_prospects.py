"""Callers who are no customers yet: kept once, found again, counted; nobody is kept a second time unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerOutcome, CustomerKind
from agent_desktop.contract.prospect_cards import ConsentChannel, Interest
from agent_desktop.contract.prospects import DuplicateReason
from agent_desktop.records.customers.matching import find_caller
from agent_desktop.records.customers.models import FormerNumberRow
from agent_desktop.records.customers.options import OwnNumbers
from agent_desktop.records.customers.search import search_customers
from agent_desktop.records.customers.service import compose_profile
from agent_desktop.records.errors import (
    NotAProspectError,
    ProspectDuplicateError,
    ProspectUnknownError,
    StaleVersionError,
)
from agent_desktop.records.prospects.duplicates import find_duplicates, typed_in
from agent_desktop.records.prospects.service import change_prospect, keep_prospect, note_number, prospect_figures
from agent_desktop.server.database import session_factory
from tests.records.trial import NOW, OPTIONS, TrialBank

AMY = uuid4()
NUMBER = "+85291234567"


def keep(
    session: Session, name: str = "何詩詠 Ho Sze Wing", number: str = NUMBER, document: str = "", *seen: UUID
) -> UUID:
    return keep_prospect(
        session,
        typed_in(name, number, document, OPTIONS),
        interests=[Interest.MORTGAGES, Interest.CARDS],
        note="Buys in Tai Po",
        agreed=[ConsentChannel.PHONE],
        seen=seen,
        at=NOW,
        by=AMY,
        call_id=None,
        options=OPTIONS,
    )


def reasons(session: Session, name: str = "", number: str = "", document: str = "") -> list[list[DuplicateReason]]:
    found = find_duplicates(session, typed_in(name, number, document, OPTIONS))
    return [list(each.reasons) for each in found]


class TestKeeping:
    def test_a_caller_is_found_again_by_the_number_with_what_was_kept(self, session: Session) -> None:
        kept = keep(session)

        match = find_caller(session, "9123 4567", "", at=NOW, options=OPTIONS)
        assert (match.outcome, match.customer_ids) == (CallerOutcome.MATCHED, (kept,))
        profile = compose_profile(session, kept, at=NOW, options=OPTIONS)
        assert (profile.kind, profile.name, profile.name_chinese) == (CustomerKind.PROSPECT, "Ho Sze Wing", "何詩詠")
        assert profile.prospect is not None
        assert profile.prospect.interests == (Interest.CARDS, Interest.MORTGAGES)
        assert profile.prospect.note == "Buys in Tai Po"
        assert set(profile.prospect.agreed) == {ConsentChannel.PHONE}

    @pytest.mark.parametrize("text", ["何诗咏", "sze wing", "heshiyong", "4567", "Ho Sze Wnig"])
    def test_a_caller_is_found_again_by_search(self, session: Session, text: str) -> None:
        kept = keep(session)

        hits = search_customers(session, text)

        assert [(hit.customer_id, hit.kind) for hit in hits] == [(kept, CustomerKind.PROSPECT)]

    def test_of_whom_nothing_is_known_nothing_is_kept(self, session: Session) -> None:
        with pytest.raises(ProspectUnknownError):
            keep(session, "", "")

    def test_who_is_already_on_record_is_not_kept_again_before_they_were_seen(
        self, session: Session, bank: TrialBank
    ) -> None:
        other = bank.customer("1001", name_latin="Chan Tai Man", phones={NUMBER: "mobile"})
        with pytest.raises(ProspectDuplicateError):
            keep(session)

        assert keep(session, "Chan Siu Ming", NUMBER, "", other) != other

    def test_two_agents_who_keep_the_same_caller_at_once_make_one_record(self, engine: sa.Engine) -> None:
        def attempt(_: int) -> bool:
            with session_factory(engine)() as session, session.begin():
                try:
                    keep(session)
                except ProspectDuplicateError:
                    return False
                return True

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(attempt, range(4))) == [False, False, False, True]

    def test_two_who_write_the_same_name_in_another_order_make_one_record(self, engine: sa.Engine) -> None:
        def attempt(name: str) -> bool:
            with session_factory(engine)() as session, session.begin():
                try:
                    keep(session, name, "")
                except ProspectDuplicateError:
                    return False
                return True

        with ThreadPoolExecutor(4) as pool:
            made = pool.map(attempt, ["Ho Sze Wing", "sze wing HO", "Sze-Wing Ho", "HO, Sze Wing"])
            assert sorted(made) == [False, False, False, True]

    def test_the_seventh_of_the_same_name_is_told_of_too_before_a_card_is_kept(
        self, session: Session, bank: TrialBank
    ) -> None:
        unseen, *seen = [bank.customer(str(each), name_latin="Ho Sze Wing") for each in range(9)]
        seen.append(bank.customer("10", name_chinese="何诗咏"))
        same = {unseen, *seen}
        bank.customer("11", name_latin="Grace Ho Sze Wing")
        found = find_duplicates(session, typed_in("Sze Wing Ho 何詩詠", "", "", OPTIONS))

        assert {each.customer_id for each in found if each.sure} == same
        assert len(found) == len(same)
        with pytest.raises(ProspectDuplicateError) as refused:
            keep(session, "Sze Wing Ho", "", "", *seen)
        assert refused.value.details == {"count": 1}
        assert keep(session, "Sze Wing Ho", "", "", *same) not in same


class TestDuplicates:
    def test_number_document_and_name_tell_in_that_order_of_weight(self, session: Session, bank: TrialBank) -> None:
        bank.customer("1", name_latin="Lee Ka Yan", document_number="Z123453(6)")
        bank.customer("2", name_latin="Wong Mei", phones={NUMBER: "home"})
        bank.customer("3", name_latin="HO Sze Wing")
        bank.customer("4", name_latin="Ho Sze Wing Grace")

        assert reasons(session, "sze wing ho", "9123 4567", "z123453 6") == [
            [DuplicateReason.DOCUMENT],
            [DuplicateReason.NUMBER],
            [DuplicateReason.SAME_NAME],
            [DuplicateReason.LIKE_NAME],
        ]

    def test_a_name_in_both_scripts_finds_records_that_have_one(self, session: Session, bank: TrialBank) -> None:
        bank.customer("1", name_chinese="何诗咏")
        bank.customer("2", name_latin="Ho Sze Wing")

        assert reasons(session, "何詩詠 Ho Sze Wing") == [[DuplicateReason.SAME_NAME]] * 2

    def test_a_number_that_was_somebodys_counts_less_and_says_until_when(
        self, session: Session, bank: TrialBank
    ) -> None:
        until = date(2024, 5, 3)
        owner = bank.customer("1", name_latin="Lee Ka Yan")
        session.add(FormerNumberRow(customer_id=owner, number=NUMBER, kind="mobile", valid_until=until))
        session.flush()

        (found,) = find_duplicates(session, typed_in("", NUMBER, "", OPTIONS))

        assert (found.reasons, found.former_until, found.sure) == ((DuplicateReason.FORMER_NUMBER,), until, False)
        assert find_caller(session, NUMBER, "", at=NOW, options=OPTIONS).outcome is CallerOutcome.UNKNOWN

    def test_the_banks_own_number_is_nobodys(self) -> None:
        own = typed_in("", NUMBER, "", type(OPTIONS)("HKD", {}, OPTIONS.zone, own_numbers=OwnNumbers({NUMBER})))

        assert own.is_empty


class TestChanging:
    def _change(self, session: Session, kept: UUID, *agreed: ConsentChannel, seen_version: int = 1) -> None:
        change_prospect(
            session,
            kept,
            seen_version=seen_version,
            interests=[Interest.LOANS],
            note="",
            agreed=agreed,
            at=NOW + timedelta(days=1),
            by=AMY,
        )

    def test_a_consent_that_is_withdrawn_stays_on_record_with_its_end(self, session: Session) -> None:
        kept = keep(session)

        self._change(session, kept, ConsentChannel.EMAIL)

        card = compose_profile(session, kept, at=NOW, options=OPTIONS).prospect
        assert card is not None
        assert card.agreed == {ConsentChannel.EMAIL}
        assert [(each.channel, each.withdrawn_at) for each in card.consents] == [
            (ConsentChannel.PHONE, NOW + timedelta(days=1)),
            (ConsentChannel.EMAIL, None),
        ]
        assert (card.interests, card.kept_at) == ((Interest.LOANS,), NOW)

    def test_a_stale_change_and_one_of_a_customer_are_refused(self, session: Session, bank: TrialBank) -> None:
        kept, customer = keep(session), bank.customer("1001")
        self._change(session, kept)

        with pytest.raises(StaleVersionError):
            self._change(session, kept)
        with pytest.raises(NotAProspectError):
            self._change(session, customer)


def test_a_number_noted_by_an_agent_tells_the_next_call_from_it(session: Session, bank: TrialBank) -> None:
    customer = bank.customer("1001", name_latin="Chan Tai Man")
    session.add(FormerNumberRow(customer_id=customer, number=NUMBER, kind="mobile", valid_until=date(2024, 5, 3)))
    session.flush()

    def note() -> bool:
        return note_number(session, customer, NUMBER, at=NOW, by=AMY, call_id=None, options=OPTIONS)

    assert (note(), note()) == (True, False)
    assert find_caller(session, NUMBER, "", at=NOW, options=OPTIONS).customer_ids == (customer,)
    assert session.scalars(sa.select(FormerNumberRow)).all() == []


def test_prospects_are_counted_by_day_and_interest(session: Session) -> None:
    keep(session)
    keep(session, "Tam Hoi", "+85298887777")

    figures = prospect_figures(session, since=date(2026, 6, 1), until=date(2026, 6, 16), options=OPTIONS)

    assert (figures.kept, figures.consenting, figures.became) == (2, 2, 0)
    assert [(each.day, each.interest, each.count) for each in figures.by_day] == [
        (date(2026, 6, 16), Interest.CARDS, 2),
        (date(2026, 6, 16), Interest.MORTGAGES, 2),
    ]
    assert prospect_figures(session, since=date(2026, 6, 1), until=date(2026, 6, 15), options=OPTIONS).kept == 0
