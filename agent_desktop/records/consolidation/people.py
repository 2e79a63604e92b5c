"""All accounts of one person, as conditions for the queries of other records.

A person goes by the leading account of their group. An account that is in no group is a person of its own.
"""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.database import table_of

_MERGED: Final = table_of(MergedAccountRow)


def of_person(account: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Return the condition that `account` is one of the person who has `of_customer`, a value bound by that name.

    That may be any of their accounts: what was linked before a merge names one that does not lead.

    The ids are put together once, as an array: every plan stays the one that a single id would have.
    """
    one: sa.BindParameter[UUID] = sa.bindparam("of_customer", type_=sa.Uuid())
    itself = _MERGED.alias("itself")
    together = sa.select(_MERGED.c.customer_id).where(
        _MERGED.c.lead_id == itself.c.lead_id, itself.c.customer_id == one
    )
    accounts = sa.union(sa.select(one), together)
    return account == sa.any_(sa.func.array(accounts.scalar_subquery()))


def of_lead(account: sa.ColumnElement[Any], lead: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Return the condition that `account` is one of the person whose leading account is the column `lead`.

    For a row of an enclosing statement; as in `of_person`, the ids are put together as an array, so that an index over
    `account` is used.
    """
    others = sa.select(_MERGED.c.customer_id).where(_MERGED.c.lead_id == lead).correlate_except(_MERGED)
    return account == sa.any_(
        sa.func.array_append(sa.func.array(others.scalar_subquery()), lead, type_=ARRAY(sa.Uuid()))
    )


def person_of(account: sa.ColumnElement[Any]) -> sa.ColumnElement[UUID]:
    """Return the leading account of `account`, itself where it is in no group."""
    lead = sa.select(_MERGED.c.lead_id).where(_MERGED.c.customer_id == account).scalar_subquery()
    return sa.func.coalesce(lead, account, type_=sa.Uuid())


def people_of(session: Session, accounts: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the leading account of those of `accounts` that are in a group."""
    rows = sa.select(_MERGED.c.customer_id, _MERGED.c.lead_id).where(_MERGED.c.customer_id.in_(list(accounts)))
    return {account: lead for account, lead in session.execute(rows)}  # noqa: C416  dict() takes no rows
