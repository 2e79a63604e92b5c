"""Filters that somebody keeps under a name, for themselves."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_lists import SavedFilter, SavedFilters, SaveFilter
from agent_desktop.records.complaints.models import ComplaintFilterRow
from agent_desktop.records.database import table_of

MOST: Final = 50
_FILTERS: Final = table_of(ComplaintFilterRow)


def save_filter(session: Session, filter_id: UUID, command: SaveFilter, user_id: UUID) -> SavedFilters:
    """Keep a filter; one of the same name gives way to it."""
    name = command.name.strip()
    session.execute(
        sa.delete(_FILTERS).where(
            _FILTERS.c.user_id == user_id, _FILTERS.c.name == name, _FILTERS.c.filter_id != filter_id
        )
    )
    query = command.model_dump(mode="json", include={"filter", "sort", "descending"})
    put = insert(_FILTERS).values(filter_id=filter_id, user_id=user_id, name=name, query=query)
    changed = put.on_conflict_do_update(
        index_elements=[_FILTERS.c.filter_id],
        set_={"name": put.excluded.name, "query": put.excluded.query},
        where=_FILTERS.c.user_id == user_id,
    )
    session.execute(changed)
    return list_filters(session, user_id)


def drop_filter(session: Session, filter_id: UUID, user_id: UUID) -> SavedFilters:
    """Keep a filter no more."""
    session.execute(sa.delete(_FILTERS).where(_FILTERS.c.filter_id == filter_id, _FILTERS.c.user_id == user_id))
    return list_filters(session, user_id)


def list_filters(session: Session, user_id: UUID) -> SavedFilters:
    """Return somebody's own, by name."""
    query = sa.select(_FILTERS).where(_FILTERS.c.user_id == user_id).order_by(_FILTERS.c.name).limit(MOST)
    return SavedFilters(
        filters=tuple(
            SavedFilter.model_validate({"filter_id": row["filter_id"], "name": row["name"], **row["query"]})
            for row in session.execute(query).mappings()
        )
    )
