"""Managers given by rule, handed over and taken back, on the database; an import does not undo them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.errors import (
    ChangeNotUndoableError,
    HandOverReasonError,
    ManagerUnknownError,
    NobodyToHandOverError,
)
from agent_desktop.records.managers.planning import Manager
from agent_desktop.records.managers.repository import keep_given_managers
from agent_desktop.records.managers.schema import AssignmentRule, AssignmentRules
from agent_desktop.records.managers.service import Assigned, assign_managers, hand_over, undo_change
from tests.records.trial import NOW, TrialBank

SUE = uuid4()
RAY = Manager(uuid4(), "Raymond Lau", "Wealth", frozenset({"yue"}))
IVY = Manager(uuid4(), "Ivy Kwok", "Wealth", frozenset({"en"}))
RULES = AssignmentRules(
    rules=(
        AssignmentRule(
            name={"en": "Gold"}, tiers=(Tier.GOLD,), kinds=(CustomerKind.PERSONAL,), teams=("Wealth",), most=9
        ),
    ),
)


@pytest.fixture
def people(bank: TrialBank) -> list[UUID]:
    """Two without a manager, and one of Raymond's."""
    return [
        bank.customer("1", tier=Tier.GOLD, languages=["yue"]),
        bank.customer("2", tier=Tier.GOLD, languages=["en"]),
        bank.customer("3", tier=Tier.GOLD, manager_name=RAY.name),
    ]


def _assign(session: Session, *, dry_run: bool = False) -> Assigned:
    return assign_managers(session, [RAY, IVY], RULES, at=NOW, dry_run=dry_run)


def _managers(session: Session) -> list[str]:
    return list(session.scalars(sa.text("SELECT manager_name FROM customers ORDER BY customer_number")))


def _hand_over(session: Session, customers: list[UUID] | None = None, minutes: int = 1) -> UUID:
    at = NOW + timedelta(minutes=minutes)
    change_id, _ = hand_over(session, RAY.name, IVY, customer_ids=customers, reason="On leave", at=at, by=SUE)
    return change_id


def test_a_dry_run_plans_and_changes_nothing(session: Session, people: list[UUID]) -> None:
    planned = _assign(session, dry_run=True)

    assert len(planned.plan.assignments) == 2
    assert (planned.after[RAY.user_id], planned.after[IVY.user_id]) == (2, 1)
    assert _managers(session) == ["", "", RAY.name]


def test_customers_get_a_manager_by_rule_and_the_change_is_kept_and_audited(
    session: Session, people: list[UUID]
) -> None:
    done = _assign(session)

    assert _managers(session) == [RAY.name, IVY.name, RAY.name]
    assert _assign(session).plan.assignments == ()
    entry = session.scalars(sa.select(AuditRow)).one()
    assert (entry.what, entry.record_id, entry.detail) == ("managers.assigned", done.change_id, {"customers": 2})


def test_one_or_all_customers_are_handed_over_with_a_reason(session: Session, people: list[UUID]) -> None:
    _assign(session)

    _hand_over(session, [people[0]])
    assert _managers(session) == [IVY.name, IVY.name, RAY.name]
    _hand_over(session, None, 2)

    assert _managers(session) == [IVY.name] * 3
    with pytest.raises(NobodyToHandOverError):
        _hand_over(session, None, 3)
    with pytest.raises(HandOverReasonError):
        hand_over(session, IVY.name, RAY, customer_ids=None, reason=" ", at=NOW, by=SUE)
    with pytest.raises(ManagerUnknownError):
        hand_over(session, IVY.name, None, customer_ids=None, reason="Left", at=NOW, by=SUE)


def test_a_change_is_undone_but_for_customers_who_were_changed_since(session: Session, people: list[UUID]) -> None:
    done = _assign(session)
    assert done.change_id is not None
    handed = _hand_over(session, [people[0]])

    assert undo_change(session, done.change_id, at=NOW + timedelta(hours=1), by=SUE) == 1
    assert _managers(session) == [IVY.name, "", RAY.name]
    assert undo_change(session, handed, at=NOW + timedelta(hours=2), by=SUE) == 1
    assert _managers(session) == [RAY.name, "", RAY.name]
    with pytest.raises(ChangeNotUndoableError):
        undo_change(session, handed, at=NOW, by=SUE)


def test_an_import_does_not_take_a_manager_away_that_was_given_here(session: Session, people: list[UUID]) -> None:
    _assign(session)
    handed = _hand_over(session, [people[2]])
    session.execute(sa.text("UPDATE customers SET manager_name = 'The bank says'"))

    assert keep_given_managers(session) == 3
    assert _managers(session) == [RAY.name, IVY.name, IVY.name]

    undo_change(session, handed, at=NOW + timedelta(hours=1), by=SUE)
    session.execute(sa.text("UPDATE customers SET manager_name = 'The bank says' WHERE customer_number = '3'"))
    assert keep_given_managers(session) == 0  # it is the bank's word again
