"""Whose a complaint is, by its number: for the search over customers."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.records.complaints.finding import number_sought
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of

_COMPLAINTS: Final = table_of(ComplaintRow)
_CUSTOMERS: Final = table_of(CustomerRow)
_SHOWN: Final = ("customer_id", "kind", "title", "gender", "name_latin", "name_chinese", "tier", "customer_number")


def customers_of_number(session: Session, text: str, limit: int) -> Sequence[sa.RowMapping]:
    """Return the people whose complaints have this number, by their leading accounts. A running number alone is none:
    it might be the end of an account."""
    sought = number_sought(text)
    if sought is None or (sought.year is None and not sought.prefix):
        return ()
    query = (
        sa.select(*(_CUSTOMERS.c[name] for name in _SHOWN))
        .select_from(_COMPLAINTS)
        .join(_CUSTOMERS, _CUSTOMERS.c.customer_id == person_of(_COMPLAINTS.c.customer_id))
        .where(_COMPLAINTS.c.running == sought.running, _COMPLAINTS.c.state != ComplaintState.UNDONE)
        .distinct()
        .limit(limit)
    )
    if sought.year is not None:
        query = query.where(_COMPLAINTS.c.year == sought.year)
    if sought.prefix:
        query = query.where(_COMPLAINTS.c.prefix == sought.prefix)
    return session.execute(query).mappings().all()
