"""What the records know of an agent's calls: with whom, what was written down, what they came to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.customers.names import shown_name
from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import CallLinkRow, InteractionRow

_CUSTOMERS: Final = table_of(CustomerRow)
_LINKS: Final = table_of(CallLinkRow)
_PARTS: Final = table_of(InteractionRow)
_LATER: Final = _PARTS.alias("later")
_LATER_OUTCOME: Final = (
    sa.select(_LATER.c.disposition_code)
    .where(
        _LATER.c.call_id == _PARTS.c.call_id,
        _LATER.c.agent_id != _PARTS.c.agent_id,
        _LATER.c.started_at > _PARTS.c.started_at,
        _LATER.c.disposition_code != "",
    )
    .order_by(_LATER.c.started_at.desc())
    .limit(1)
    .correlate(_PARTS)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class KnownCall:
    """`customer_id` is of whom the agent's own part was with, or else of whom the call is linked to.

    `unfinished`: the work is over, and nobody has said what it came to. `later_disposition_code` is what it came to at
    whoever took it over from this agent.
    """

    customer_id: UUID | None = None
    customer_name: str = ""
    disposition_code: str = ""
    unfinished: bool = False
    has_note: bool = False
    later_disposition_code: str = ""


def known_calls(session: Session, call_ids: Collection[UUID], agent_id: UUID) -> Mapping[UUID, KnownCall]:
    """Return what is known of each of these calls as it was for this agent; a call nobody knows is not among them."""
    if not call_ids:
        return {}
    wanted = sa.func.unnest(sa.cast(sorted(call_ids), sa.ARRAY(sa.Uuid())))
    ids = wanted.table_valued(sa.column("call_id", sa.Uuid()), name="asked").render_derived()
    call_id = ids.c.call_id
    # A part that is this agent's own says with whom it was, also where that is nobody.
    customer = sa.case((_PARTS.c.interaction_id.is_not(None), _PARTS.c.customer_id), else_=_LINKS.c.customer_id)
    query = (
        sa.select(
            call_id.label("call_id"),
            _CUSTOMERS.c.customer_id,
            _CUSTOMERS.c.title,
            _CUSTOMERS.c.name_latin,
            _CUSTOMERS.c.name_chinese,
            _PARTS.c.disposition_code,
            _PARTS.c.system_outcome,
            _PARTS.c.note,
            _LATER_OUTCOME.label("later_disposition_code"),
        )
        .select_from(ids)
        .outerjoin(_LINKS, _LINKS.c.call_id == call_id)
        .outerjoin(_PARTS, sa.and_(_PARTS.c.call_id == call_id, _PARTS.c.agent_id == agent_id))
        .outerjoin(_CUSTOMERS, _CUSTOMERS.c.customer_id == customer)
    )
    return {
        row.call_id: KnownCall(
            customer_id=row.customer_id,
            customer_name=shown_name(row.title, row.name_latin, row.name_chinese) if row.customer_id else "",
            disposition_code=row.disposition_code or "",
            unfinished=row.system_outcome is not None and not row.disposition_code,
            has_note=bool(row.note),
            later_disposition_code=row.later_disposition_code or "",
        )
        for row in session.execute(query)
    }
