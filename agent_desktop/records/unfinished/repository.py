"""Every query on the work that an agent has left without an outcome."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import InteractionRow

_PARTS: Final = table_of(InteractionRow)
_CUSTOMERS: Final = table_of(CustomerRow)
# As the index of unfinished work has it.
_UNFINISHED: Final = sa.and_(
    _PARTS.c.agent_id == sa.bindparam("of_agent"),
    _PARTS.c.system_outcome.is_not(None),
    _PARTS.c.disposition_code == "",
)
_LIST: Final = (
    sa.select(
        _PARTS.c.interaction_id,
        _PARTS.c.call_id,
        _PARTS.c.started_at,
        _PARTS.c.finished_at,
        _PARTS.c.note,
        _PARTS.c.customer_id,
        _CUSTOMERS.c.title,
        _CUSTOMERS.c.name_latin,
        _CUSTOMERS.c.name_chinese,
        sa.func.count().over().label("all_of_them"),
    )
    .select_from(_PARTS.outerjoin(_CUSTOMERS, _CUSTOMERS.c.customer_id == _PARTS.c.customer_id))
    .where(_UNFINISHED)
    .order_by(_PARTS.c.finished_at, _PARTS.c.interaction_id)
    .limit(sa.bindparam("most"))
)
_COUNT: Final = sa.select(sa.func.count()).select_from(_PARTS).where(_UNFINISHED)


class UnfinishedRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, agent_id: UUID, most: int) -> Sequence[sa.RowMapping]:
        """Return an agent's parts of calls that ended without an outcome, those that ended first before the others;
        `all_of_them` says how many there are beyond `most`."""
        return self._session.execute(_LIST, {"of_agent": agent_id, "most": most}).mappings().all()

    def count_of(self, agent_id: UUID) -> int:
        """Return how many parts of calls an agent has that ended without an outcome."""
        return self._session.execute(_COUNT, {"of_agent": agent_id}).scalar_one()
