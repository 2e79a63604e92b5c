"""What people have said of accounts, so that the last of it can be taken back: exactly what was before stands again.

A decision is kept with how its accounts stood before and after. It is taken back only where they still stand as it left
them; so of several decisions about the same accounts the last one goes first. Never commits.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.records.audit.service import record_change
from agent_desktop.records.consolidation.deed_repository import DeedRepository, StandingRepository
from agent_desktop.records.consolidation.errors import DecisionNotFoundError, DecisionOvertakenError
from agent_desktop.records.consolidation.grouping import Pair, pair_of
from agent_desktop.records.consolidation.groups import regroup
from agent_desktop.records.consolidation.models import LinkDeedRow
from agent_desktop.records.consolidation.repository import GroupRepository


class Deed(StrEnum):
    """What a person said."""

    MERGED = "merged"
    KEPT_APART = "kept_apart"
    UNMERGED = "unmerged"


def standing_of(session: Session, accounts: Collection[UUID]) -> dict[str, Any]:
    """Return how these accounts stand, as JSON: their groups whole, decisions about any of them, pairs among them."""
    repository = StandingRepository(session)
    return {
        "groups": repository.groups_of(accounts),
        "decisions": repository.decisions_about(accounts),
        "pairs": repository.pairs_among(accounts),
    }


def keep_deed(
    session: Session, deed: Deed, accounts: Collection[UUID], before: dict[str, Any], *, at: datetime, by: UUID
) -> UUID:
    """Keep a decision that was carried out just now, with how the accounts stood `before`; return its id."""
    deed_id = uuid4()
    DeedRepository(session).add(
        LinkDeedRow(
            deed_id=deed_id,
            deed=deed.value,
            at=at,
            by_user_id=by,
            accounts=sorted(str(account) for account in accounts),
            before=before,
            after=standing_of(session, accounts),
        )
    )
    return deed_id


def take_back(
    session: Session, deed_id: UUID, *, at: datetime, by: UUID, may_join: Callable[[set[Pair]], None]
) -> UUID:
    """Have groups, decisions and waiting pairs stand as before a decision; return one of its accounts.

    Args:
        may_join: Is given the pairs that come together again, and raises where two of them must never be one.

    Raises:
        DecisionNotFoundError: There is none, or it was taken back already.
        DecisionOvertakenError: Something else was said or done about these accounts since, or one of them is gone.
    """
    GroupRepository(session).lock()
    row = DeedRepository(session).find(deed_id)
    if row is None or row.taken_back_at is not None:
        raise DecisionNotFoundError
    accounts = [UUID(account) for account in row.accounts]
    standing = StandingRepository(session)
    now = standing_of(session, accounts)
    if _decisive(now) != _decisive(row.after) or not standing.are_there(accounts):
        raise DecisionOvertakenError
    may_join(_together(_leads(row.before)) - _together(_leads(now)))
    detail: dict[str, JsonValue] = {"decision_id": str(deed_id), "decision": row.deed}
    regroup(session, _leads(now), _leads(row.before), at=at, by=by, detail=detail)
    standing.restore_groups(row.before["groups"])
    standing.restore_decisions(accounts, row.before["decisions"])
    standing.restore_pairs(row.before["pairs"])
    row.taken_back_at, row.taken_back_by = at, by
    named: list[JsonValue] = [*row.accounts]
    record_change(
        session,
        at=at,
        by=by,
        what="decision.taken_back",
        record_kind="customer",
        record_id=accounts[0],
        detail={**detail, "accounts": named},
    )
    session.flush()
    return accounts[0]


def _decisive(standing: dict[str, Any]) -> tuple[object, object]:
    """What must not have changed since: who is with whom, and what was said. A run may find a pair again meanwhile."""
    return _leads(standing), standing["decisions"]


def _together(leads: dict[UUID, UUID]) -> set[Pair]:
    return {pair_of(one, other) for one, other in combinations(leads, 2) if leads[one] == leads[other]}


def _leads(standing: dict[str, Any]) -> dict[UUID, UUID]:
    return {UUID(row["customer_id"]): UUID(row["lead_id"]) for row in standing["groups"]}
