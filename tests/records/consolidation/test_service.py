"""What a person says of accounts takes effect at once, is written down, and outlives the next consolidation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.consolidation.errors import (
    AccountsClashError,
    DocumentsDifferError,
    KeptApartError,
    KindsDifferError,
    NotMergedError,
    PairNotFoundError,
)
from agent_desktop.records.consolidation.evidence import CROWD, Crowds
from agent_desktop.records.consolidation.repository import AccountRepository
from agent_desktop.records.consolidation.run import Consolidated, consolidate
from agent_desktop.records.consolidation.service import (
    account_group,
    decide_pair,
    merge_accounts,
    pair_evidence,
    review_list,
    unmerge_account,
)
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.database import session_factory
from agent_desktop.settings import load_settings
from tests.records.trial import NOW, TrialBank

SHIPPED = link_options(load_settings(None))
OPTIONS = replace(SHIPPED, verified_by=frozenset({"crm", "wealth"}))
BY = uuid4()
GRACE: dict[str, Any] = {
    "name_latin": "Ho Sze Wing",
    "name_chinese": "何詩詠",
    "gender": "F",
    "birth_date": date(1980, 6, 21),
    "document_number": "Q349637(2)",
    "email": "grace@mail.example.com",
    "phones": {"+85261234182": "mobile"},
}
TWIN = {
    **GRACE,
    "name_latin": "Ho Sze Man",
    "name_chinese": "何詩敏",
    "document_number": "",
    "email": "",
}


@pytest.fixture
def run(bank: TrialBank, engine: sa.Engine) -> Callable[[], Consolidated]:
    def run() -> Consolidated:
        bank.session.commit()
        return consolidate(session_factory(engine), OPTIONS, now=lambda: NOW, progress=lambda step, number, steps: None)

    return run


def _add(bank: TrialBank, source: str, number: str, **columns: Any) -> UUID:
    return bank.customer(number, source_code=source, **{**GRACE, **columns})


def _group(session: Session, customer_id: UUID) -> list[UUID]:
    return [each.account.customer_id for each in account_group(session, customer_id).accounts]


def _said(session: Session) -> list[str]:
    return list(session.scalars(sa.select(AuditRow.what).order_by(AuditRow.at, AuditRow.what)))


def test_a_consolidation_merges_audits_and_changes_nothing_the_second_time(
    bank: TrialBank, session: Session, run: Callable[[], Consolidated]
) -> None:
    cards = _add(
        bank, "cards", "K1", name_latin="HE SHIYONG", name_chinese="", email="", customer_since=date(2001, 1, 1)
    )
    crm = _add(bank, "crm", "1")

    first, second = run(), run()

    assert (first.groups, first.changed, second.groups, second.changed) == (1, 2, 1, 0)
    assert _group(session, cards) == [crm, cards]  # the leading account is where the document was seen
    entries = session.scalars(sa.select(AuditRow).where(AuditRow.record_kind == "customer")).all()
    assert [(each.what, each.record_id, each.by_user_id) for each in entries] == [("accounts.merged", crm, None)]
    assert entries[0].detail["accounts"] == sorted([str(cards), str(crm)])


def test_an_account_taken_out_stays_out_of_the_next_consolidation_until_a_person_merges_it_again(
    bank: TrialBank, session: Session, run: Callable[[], Consolidated]
) -> None:
    crm, cards, wealth = _add(bank, "crm", "1"), _add(bank, "cards", "K1"), _add(bank, "wealth", "W1")
    run()

    unmerge_account(session, cards, reason="her sister's", at=NOW, by=BY, options=OPTIONS)
    session.commit()
    run()
    session.expire_all()
    assert (_group(session, cards), set(_group(session, crm))) == ([], {crm, wealth})

    with pytest.raises(KeptApartError):  # it was also kept apart from the third account
        merge_accounts(session, cards, crm, reason="", at=NOW, by=BY, options=OPTIONS)
    unmerge_account(session, wealth, reason="", at=NOW, by=BY, options=OPTIONS)
    merge_accounts(session, cards, crm, reason="a mistake", at=NOW, by=BY, options=OPTIONS)
    session.commit()
    run()

    session.expire_all()
    assert set(_group(session, cards)) == {crm, cards}
    assert _said(session).count("accounts.unmerged") == 2
    assert _said(session).count("accounts.merged") == 2


def test_a_decision_outlives_an_account_that_is_removed_and_loaded_again(
    bank: TrialBank, session: Session, run: Callable[[], Consolidated]
) -> None:
    crm, cards = _add(bank, "crm", "1"), _add(bank, "cards", "K1")
    run()
    unmerge_account(session, cards, reason="", at=NOW, by=BY, options=OPTIONS)
    customers = table_of(CustomerRow)
    row = session.execute(sa.select(customers).where(customers.c.customer_id == cards)).mappings().one()
    session.execute(sa.delete(customers).where(customers.c.customer_id == cards))
    session.execute(sa.insert(customers).values(**row))  # an import makes the id from system and key: it is the same
    session.commit()

    run()

    assert _group(session, crm) == []


def test_twins_wait_with_the_evidence_of_both_sides_masked(
    bank: TrialBank, session: Session, run: Callable[[], Consolidated]
) -> None:
    crm, cards = _add(bank, "crm", "1"), bank.customer("K1", source_code="cards", **TWIN)

    run()
    waiting = review_list(session, limit=10, skip=0)
    shown = pair_evidence(session, waiting.pairs[0].pair_id, at=NOW, by=BY)

    assert (waiting.total, len(waiting.pairs)) == (1, 1)
    fields = {each.field.value: each for each in shown.fields}
    assert fields["name"].agreement.value == "near"
    assert fields["birth"].agreement.value == "same"
    text = shown.model_dump_json()
    assert not any(clear in text for clear in ("Q349637", "61234182", "-06-21", "grace@"))
    assert {(row.what, row.record_id) for row in session.scalars(sa.select(AuditRow))} == {
        ("pair.shown", crm),
        ("pair.shown", cards),
    }


def test_a_pair_that_was_decided_waits_no_more(
    bank: TrialBank, session: Session, run: Callable[[], Consolidated]
) -> None:
    crm, cards = _add(bank, "crm", "1"), bank.customer("K1", source_code="cards", **TWIN)
    run()
    pair_id = review_list(session, limit=10, skip=0).pairs[0].pair_id

    decide_pair(session, pair_id, is_same=False, reason="twins", at=NOW, by=BY, options=OPTIONS)
    session.commit()
    assert run().doubtful == 0
    with pytest.raises(PairNotFoundError):
        decide_pair(session, pair_id, is_same=True, reason="", at=NOW, by=BY, options=OPTIONS)

    assert _group(session, crm) == []
    assert "accounts.kept_apart" in _said(session)
    merge_accounts(session, crm, cards, reason="", at=NOW, by=BY, options=OPTIONS)  # and may be taken back
    assert set(_group(session, crm)) == {crm, cards}


def test_nobody_brings_two_together_whom_they_have_not_looked_at(bank: TrialBank, session: Session) -> None:
    crm, between = _add(bank, "crm", "1"), _add(bank, "wealth", "W1", document_number="")
    older = _add(bank, "cards", "K1", document_number="", birth_date=date(1950, 1, 1))
    merge_accounts(session, crm, between, reason="", at=NOW, by=BY, options=OPTIONS)

    with pytest.raises(AccountsClashError):
        merge_accounts(session, older, between, reason="", at=NOW, by=BY, options=OPTIONS)

    assert set(_group(session, crm)) == {crm, between}


def test_the_audit_names_the_leading_account_that_left(bank: TrialBank, session: Session) -> None:
    accounts = [_add(bank, source, "1", document_number="") for source in ("crm", "cards", "wealth")]
    for other in accounts[1:]:
        merge_accounts(session, accounts[0], other, reason="", at=NOW, by=BY, options=OPTIONS)
    lead = _group(session, accounts[0])[0]

    unmerge_account(session, lead, reason="", at=NOW, by=BY, options=OPTIONS)

    said = session.scalars(sa.select(AuditRow).where(AuditRow.what == "accounts.unmerged")).all()
    assert any(str(lead) in str(row.detail) for row in said)


def test_nobody_merges_what_is_never_one_person(bank: TrialBank, session: Session) -> None:
    crm, cards = _add(bank, "crm", "1"), _add(bank, "cards", "K1", document_number="")
    wealth = _add(bank, "wealth", "W1", document_number="Q349638(0)")
    firm = _add(bank, "crm", "2", kind="business", document_number="")
    merge_accounts(session, crm, cards, reason="", at=NOW, by=BY, options=OPTIONS)

    for other, refusal in ((wealth, DocumentsDifferError), (firm, KindsDifferError)):
        with pytest.raises(refusal):
            merge_accounts(session, cards, other, reason="", at=NOW, by=BY, options=OPTIONS)  # by way of the group
    with pytest.raises(NotMergedError):
        unmerge_account(session, wealth, reason="", at=NOW, by=BY, options=OPTIONS)
    assert set(_group(session, crm)) == {crm, cards}


def test_a_document_that_a_crowd_has_keeps_nobody_apart(bank: TrialBank, session: Session) -> None:
    real = _add(bank, "crm", "1", phones={})
    written = ("A123456(3)", "a1234563", "Ａ123456（3）")  # what a system writes where it knows none, in its ways
    unknown = [
        _add(bank, "wealth", f"W{place}", document_number=written[place % 3], email="", phones={})
        for place in range(13)
    ]
    session.execute(sa.delete(CustomerRow).where(CustomerRow.customer_id == unknown[12]))
    with pytest.raises(DocumentsDifferError):  # twelve may be a family of accounts, and so it is a document
        merge_accounts(session, real, unknown[0], reason="", at=NOW, by=BY, options=OPTIONS)

    _add(bank, "wealth", "W13", document_number=written[0], email="", phones={})
    merge_accounts(session, real, unknown[0], reason="", at=NOW, by=BY, options=OPTIONS)

    assert set(_group(session, real)) == {real, unknown[0]}


def test_what_a_crowd_shares_is_counted_among_all_accounts(bank: TrialBank, session: Session) -> None:
    shared = {"email": "Info@Bank.example ", "phones": {"+85221234567": "work"}}
    first = _add(bank, "crm", "1", **shared)
    for place in range(CROWD):
        _add(bank, "cards", f"K{place}", **(shared | {"email": "info@bank.example"}))
    repository = AccountRepository(session)

    crowds = repository.crowds_among_all(repository.list_accounts([first]))

    assert crowds == Crowds(
        numbers=frozenset({"+85221234567"}),
        emails=frozenset({"info@bank.example"}),
        documents=frozenset({"q3496372"}),
    )
