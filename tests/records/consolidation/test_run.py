"""What happens to groups while a consolidation runs: it judges only the accounts that it has read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.consolidation.run import Consolidated, LinkStep, consolidate
from agent_desktop.records.consolidation.service import (
    account_group,
    decide_pair,
    merge_accounts,
    review_list,
    unmerge_account,
)
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.database import session_factory
from agent_desktop.settings import load_settings
from tests.records.consolidation.test_service import GRACE, TWIN
from tests.records.trial import NOW, TrialBank

OPTIONS = replace(link_options(load_settings(None)), verified_by=frozenset({"crm", "wealth"}))
BY = uuid4()
Deed = Callable[[TrialBank], object]
RunWhile = Callable[[LinkStep, Deed], Consolidated]


@pytest.fixture
def run_while(bank: TrialBank, engine: sa.Engine) -> RunWhile:
    """Consolidate, and do something in another transaction as a step begins."""

    def run(when: LinkStep, deed: Deed) -> Consolidated:
        bank.session.commit()

        def progress(step: LinkStep, number: int, steps: int) -> None:
            if step is when:
                with Session(engine) as session, session.begin():
                    deed(TrialBank(session))

        return consolidate(session_factory(engine), OPTIONS, now=lambda: NOW, progress=progress)

    return run


def _add(bank: TrialBank, source: str, number: str, **columns: Any) -> UUID:
    return bank.customer(number, source_code=source, **{**GRACE, **columns})


def _group(session: Session, customer_id: UUID) -> set[UUID]:
    session.expire_all()
    return {each.account.customer_id for each in account_group(session, customer_id).accounts}


def test_what_a_person_merged_with_an_account_that_came_during_the_run_stays_merged(
    bank: TrialBank, session: Session, run_while: RunWhile
) -> None:
    crm = bank.customer("1", source_code="crm", name_latin="Clara Hartley")
    came: list[UUID] = []

    def import_and_merge(later: TrialBank) -> None:
        came.append(later.customer("N1", source_code="cards", name_latin="Klara Hartlei"))
        merge_accounts(later.session, crm, came[0], reason="", at=NOW, by=BY, options=OPTIONS)

    done = run_while(LinkStep.SCORING, import_and_merge)

    assert _group(session, crm) == {crm, came[0]}
    assert (done.changed, done.left) == (0, 0)
    assert session.scalars(sa.select(MergedAccountRow.by_user_id).distinct()).all() == [BY]


def test_a_group_that_the_run_knows_in_part_is_neither_torn_nor_added_to(
    bank: TrialBank, session: Session, run_while: RunWhile
) -> None:
    crm, cards = _add(bank, "crm", "1"), _add(bank, "cards", "K1")
    merge_accounts(session, crm, cards, reason="", at=NOW, by=BY, options=OPTIONS)
    wealth = _add(bank, "wealth", "W1")
    came: list[UUID] = []

    def import_and_merge(later: TrialBank) -> None:
        came.append(_add(later, "web", "B1"))
        merge_accounts(later.session, cards, came[0], reason="", at=NOW, by=BY, options=OPTIONS)

    run_while(LinkStep.WRITING, import_and_merge)
    assert (_group(session, crm), _group(session, wealth)) == ({crm, cards, came[0]}, set())

    run_while(LinkStep.READING, lambda _: None)  # the next one knows all four
    assert _group(session, wealth) == {crm, cards, came[0], wealth}


def test_a_pair_with_an_account_of_such_a_group_waits_on(
    bank: TrialBank, session: Session, run_while: RunWhile
) -> None:
    crm, twin = _add(bank, "crm", "1"), bank.customer("K1", source_code="cards", **TWIN)
    run_while(LinkStep.READING, lambda _: None)
    (before,) = review_list(session, limit=10, skip=0).pairs

    def import_and_merge(later: TrialBank) -> None:
        other = later.customer("N1", source_code="web", name_latin="Ho Sze Wing")
        merge_accounts(later.session, crm, other, reason="", at=NOW, by=BY, options=OPTIONS)

    run_while(LinkStep.WRITING, import_and_merge)

    session.expire_all()
    (after,) = review_list(session, limit=10, skip=0).pairs
    assert after.pair_id == before.pair_id
    decide_pair(session, after.pair_id, is_same=False, reason="", at=NOW, by=BY, options=OPTIONS)
    assert twin not in _group(session, crm)


def test_what_a_person_takes_apart_during_the_run_stays_apart(
    bank: TrialBank, session: Session, run_while: RunWhile
) -> None:
    crm, cards = _add(bank, "crm", "1"), _add(bank, "cards", "K1")
    run_while(LinkStep.READING, lambda _: None)
    assert _group(session, crm) == {crm, cards}

    def take_apart(later: TrialBank) -> None:
        unmerge_account(later.session, cards, reason="", at=NOW, by=BY, options=OPTIONS)

    run_while(LinkStep.WRITING, take_apart)

    assert _group(session, crm) == set()
