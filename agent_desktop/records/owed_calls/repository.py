"""Every query on calls that colleagues owe customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import OPEN_STATES, CallbackState
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.handovers.models import HandoverRow
from agent_desktop.records.owed_calls.models import OwedCallRow

_OWED: Final = table_of(OwedCallRow)
_BACK: Final = table_of(CallbackRow)
_CUSTOMERS: Final = table_of(CustomerRow)
_NOTES: Final = table_of(HandoverRow)
_IS_OPEN: Final = _BACK.c.state.in_(sorted(OPEN_STATES))
_now_owed_by: Final = sa.func.coalesce(_BACK.c.owner_id, _OWED.c.owner_id, type_=sa.Uuid())
"""Whose it is now: it may have been handed over since it was promised."""
_SHOWN: Final = (
    sa.select(
        *_OWED.columns,
        _BACK.c.version,
        _BACK.c.number,
        _BACK.c.due_at,
        sa.case((_IS_OPEN, None), else_=_BACK.c.ended_at).label("done_at"),
        _now_owed_by.label("now_owed_by"),
        _BACK.c.state,
        _CUSTOMERS.c.customer_id.label("person_id"),
        _CUSTOMERS.c.title,
        _CUSTOMERS.c.name_latin,
        _CUSTOMERS.c.name_chinese,
        _NOTES.c.reason_code,
        _NOTES.c.summary,
        _NOTES.c.asked,
        _NOTES.c.promised,
    )
    .select_from(_OWED)
    .join(_BACK, _BACK.c.callback_id == _OWED.c.callback_id)
    .outerjoin(_CUSTOMERS, _CUSTOMERS.c.customer_id == _BACK.c.person_id)
    .outerjoin(_NOTES, _NOTES.c.handover_id == _OWED.c.handover_id)
)


class OwedCallRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, owner_id: UUID, done_since: datetime) -> Sequence[sa.RowMapping]:
        """Return what somebody owes, the first due first, then what they have done since."""
        is_done = sa.and_(_BACK.c.state == CallbackState.DONE, _BACK.c.ended_at >= done_since)
        query = _SHOWN.where(_now_owed_by == owner_id, sa.or_(_IS_OPEN, is_done))
        ordered = query.order_by(sa.not_(_IS_OPEN), _BACK.c.due_at, _OWED.c.owed_call_id)
        return self._session.execute(ordered).mappings().all()

    def find(self, owed_call_id: UUID) -> sa.RowMapping | None:
        return self._session.execute(_SHOWN.where(_OWED.c.owed_call_id == owed_call_id)).mappings().one_or_none()

    def find_open(self, call_id: UUID) -> UUID | None:
        """Return the open one of a call."""
        query = sa.select(_OWED.c.owed_call_id).join(_BACK, _BACK.c.callback_id == _OWED.c.callback_id)
        return self._session.scalar(query.where(_OWED.c.call_id == call_id, _IS_OPEN).limit(1))

    def list_of_call(self, call_id: UUID) -> Sequence[tuple[datetime, str]]:
        """Return when calls were promised in a call, and by whom."""
        query = sa.select(_OWED.c.asked_at, _OWED.c.owner_name).where(_OWED.c.call_id == call_id)
        return [(row.asked_at, row.owner_name) for row in self._session.execute(query.order_by(_OWED.c.asked_at))]

    def add(self, values: dict[str, Any]) -> None:
        self._session.execute(sa.insert(_OWED).values(**values))
