"""Taking back a decision: exactly what was before stands again, or nothing is done and it is said why."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.consolidation.deeds import standing_of
from agent_desktop.records.consolidation.errors import (
    DecisionNotFoundError,
    DecisionOvertakenError,
    DocumentsDifferError,
)
from agent_desktop.records.consolidation.run import consolidate
from agent_desktop.records.consolidation.service import (
    decide_pair,
    merge_accounts,
    review_list,
    take_back_decision,
    unmerge_account,
)
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.server.database import session_factory
from tests.records.consolidation.test_service import BY, GRACE, OPTIONS, TWIN
from tests.records.trial import NOW, TrialBank

LATER = NOW + timedelta(minutes=5)
SOMEBODY = uuid4()


def _two_groups(bank: TrialBank) -> list[UUID]:
    """Two groups of two that a person merged, each with a number of its own that no document speaks for or against."""
    accounts = []
    for place, source in enumerate(("crm", "cards", "wealth", "loans")):
        phones = {f"+8526123410{place // 2}": "mobile"}
        accounts.append(
            bank.customer(str(place), source_code=source, **GRACE | {"document_number": "", "phones": phones})
        )
    for one, other in (accounts[:2], accounts[2:]):
        merge_accounts(bank.session, one, other, reason="", at=NOW, by=BY, options=OPTIONS)
    return accounts


def _run(bank: TrialBank, engine: sa.Engine) -> None:
    bank.session.commit()
    consolidate(session_factory(engine), OPTIONS, now=lambda: LATER, progress=lambda step, number, steps: None)
    bank.session.expire_all()


def _pair(session: Session) -> UUID:
    return review_list(session, limit=1, skip=0).pairs[0].pair_id


def test_a_merge_of_two_groups_comes_apart_into_the_two_groups(bank: TrialBank, session: Session) -> None:
    accounts = _two_groups(bank)
    before = standing_of(session, accounts)

    merged = merge_accounts(session, accounts[3], accounts[0], reason="", at=LATER, by=SOMEBODY, options=OPTIONS)
    assert len(merged.accounts) == 4
    assert merged.decision_id is not None
    take_back_decision(session, merged.decision_id, at=LATER, by=SOMEBODY, options=OPTIONS)

    assert standing_of(session, accounts) == before  # who leads, when and by whom each was merged, what was said
    entries = session.scalars(sa.select(AuditRow).where(AuditRow.by_user_id == SOMEBODY)).all()
    assert {entry.what for entry in entries} == {"accounts.merged", "accounts.unmerged", "decision.taken_back"}
    assert {entry.detail.get("decision_id") for entry in entries} == {None, str(merged.decision_id)}


def test_an_account_that_was_taken_out_is_put_back_where_it_was(bank: TrialBank, session: Session) -> None:
    accounts = _two_groups(bank)
    merge_accounts(session, accounts[3], accounts[0], reason="", at=NOW, by=BY, options=OPTIONS)
    before = standing_of(session, accounts)
    lead = UUID(before["groups"][0]["lead_id"])

    taken_out = unmerge_account(session, lead, reason="a slip", at=LATER, by=SOMEBODY, options=OPTIONS)
    assert taken_out.decision_id is not None
    take_back_decision(session, taken_out.decision_id, at=LATER, by=SOMEBODY, options=OPTIONS)

    assert standing_of(session, accounts) == before


@pytest.mark.parametrize("is_same", [True, False])
def test_a_pair_that_was_decided_waits_again_as_it_did(
    bank: TrialBank, session: Session, engine: sa.Engine, is_same: bool
) -> None:
    pair = [bank.customer("1", source_code="crm", **GRACE), bank.customer("K1", source_code="cards", **TWIN)]
    _run(bank, engine)
    before = standing_of(session, pair)

    decided = decide_pair(session, _pair(session), is_same=is_same, reason="", at=LATER, by=BY, options=OPTIONS)
    assert standing_of(session, pair)["pairs"] == []
    _run(bank, engine)  # a run in between that changes nothing of these accounts is nothing that happened to them
    assert decided.decision_id is not None
    take_back_decision(session, decided.decision_id, at=LATER, by=SOMEBODY, options=OPTIONS)

    assert standing_of(session, pair) == before
    _run(bank, engine)
    assert standing_of(session, pair) == before


def test_an_earlier_word_is_said_again_where_the_later_one_is_taken_back(bank: TrialBank, session: Session) -> None:
    crm, cards = bank.customer("1", source_code="crm", **GRACE), bank.customer("2", source_code="cards", **GRACE)
    first = merge_accounts(session, crm, cards, reason="her card", at=NOW, by=BY, options=OPTIONS)
    before = standing_of(session, [crm, cards])
    second = unmerge_account(session, cards, reason="her sister's", at=LATER, by=SOMEBODY, options=OPTIONS)
    assert first.decision_id is not None
    assert second.decision_id is not None

    with pytest.raises(DecisionOvertakenError):  # the last one goes first
        take_back_decision(session, first.decision_id, at=LATER, by=BY, options=OPTIONS)
    take_back_decision(session, second.decision_id, at=LATER, by=BY, options=OPTIONS)

    assert standing_of(session, [crm, cards]) == before
    assert before["decisions"][0]["reason"] == "her card"
    take_back_decision(session, first.decision_id, at=LATER, by=BY, options=OPTIONS)
    assert standing_of(session, [crm, cards]) == {"groups": [], "decisions": [], "pairs": []}


def test_a_decision_is_not_taken_back_after_something_else_happened_to_its_accounts(
    bank: TrialBank, session: Session
) -> None:
    accounts = _two_groups(bank)
    other = bank.customer("9", source_code="web", **GRACE | {"document_number": ""})
    merged = merge_accounts(session, accounts[0], accounts[2], reason="", at=NOW, by=BY, options=OPTIONS)
    assert merged.decision_id is not None
    merge_accounts(session, accounts[3], other, reason="", at=LATER, by=SOMEBODY, options=OPTIONS)
    before = standing_of(session, [*accounts, other])

    with pytest.raises(DecisionOvertakenError):
        take_back_decision(session, merged.decision_id, at=LATER, by=BY, options=OPTIONS)

    assert standing_of(session, [*accounts, other]) == before


def test_a_decision_about_an_account_that_is_gone_is_not_taken_back(bank: TrialBank, session: Session) -> None:
    crm, cards = bank.customer("1", source_code="crm", **GRACE), bank.customer("2", source_code="cards", **GRACE)
    merge_accounts(session, crm, cards, reason="", at=NOW, by=BY, options=OPTIONS)
    apart = unmerge_account(session, cards, reason="", at=NOW, by=BY, options=OPTIONS)
    session.execute(sa.delete(CustomerRow).where(CustomerRow.customer_id == cards))
    assert apart.decision_id is not None

    with pytest.raises(DecisionOvertakenError):
        take_back_decision(session, apart.decision_id, at=LATER, by=BY, options=OPTIONS)


def test_what_must_never_be_one_by_now_is_not_put_together_again(bank: TrialBank, session: Session) -> None:
    crm = bank.customer("1", source_code="crm", **GRACE)
    wealth = bank.customer("2", source_code="wealth", **GRACE | {"document_number": ""})
    merge_accounts(session, crm, wealth, reason="", at=NOW, by=BY, options=OPTIONS)
    apart = unmerge_account(session, wealth, reason="", at=NOW, by=BY, options=OPTIONS)
    assert apart.decision_id is not None
    told = {"document_number": "Q349638(0)"}  # an import brings it, seen by the bank
    session.execute(sa.update(CustomerRow).where(CustomerRow.customer_id == wealth).values(**told))
    before = standing_of(session, [crm, wealth])

    with pytest.raises(DocumentsDifferError):
        take_back_decision(session, apart.decision_id, at=LATER, by=BY, options=OPTIONS)

    assert standing_of(session, [crm, wealth]) == before


def test_a_run_that_took_the_accounts_elsewhere_stands_in_the_way(
    bank: TrialBank, session: Session, engine: sa.Engine
) -> None:
    crm, twin = bank.customer("1", source_code="crm", **GRACE), bank.customer("K1", source_code="cards", **TWIN)
    merged = merge_accounts(session, crm, twin, reason="", at=NOW, by=BY, options=OPTIONS)
    bank.customer("W1", source_code="wealth", **GRACE)
    _run(bank, engine)
    assert merged.decision_id is not None

    with pytest.raises(DecisionOvertakenError):
        take_back_decision(session, merged.decision_id, at=LATER, by=BY, options=OPTIONS)


def test_a_decision_is_taken_back_once(bank: TrialBank, session: Session) -> None:
    crm = bank.customer("1", source_code="crm", **GRACE | {"birth_date": date(1980, 6, 21)})
    cards = bank.customer("2", source_code="cards", **GRACE)
    merged = merge_accounts(session, crm, cards, reason="", at=NOW, by=BY, options=OPTIONS)
    assert merged.decision_id is not None
    take_back_decision(session, merged.decision_id, at=LATER, by=BY, options=OPTIONS)

    for decision_id in (merged.decision_id, uuid4()):
        with pytest.raises(DecisionNotFoundError):
            take_back_decision(session, decision_id, at=LATER, by=BY, options=OPTIONS)
