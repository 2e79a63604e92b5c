"""Every query on past contacts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Channel
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.database import table_of
from agent_desktop.records.together import Question


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """How often one customer was in touch over one channel: ever, in the last 90 and in the last 7 days."""

    channel: Channel
    ever: int
    in_90_days: int
    in_7_days: int


_CONTACTS: Final = table_of(ContactRow)
_ADD: Final = sa.insert(_CONTACTS)
_SET_OUTCOME: Final = (
    sa.update(_CONTACTS)
    .where(_CONTACTS.c.source_code == sa.bindparam("of_source"), _CONTACTS.c.source_key == sa.bindparam("of_key"))
    .values(outcome=sa.bindparam("new_outcome", type_=_CONTACTS.c.outcome.type))
    .returning(_CONTACTS.c.contact_id)
)
_OF_CUSTOMER: Final = sa.and_(of_person(_CONTACTS.c.customer_id), _CONTACTS.c.at <= sa.bindparam("until"))
_LIST_NEWEST: Final = (
    sa.select(
        _CONTACTS.c.contact_id,
        _CONTACTS.c.at,
        _CONTACTS.c.channel,
        _CONTACTS.c.subject,
        _CONTACTS.c.outcome,
        _CONTACTS.c.duration_seconds,
    )
    .where(_OF_CUSTOMER)
    .order_by(_CONTACTS.c.at.desc(), _CONTACTS.c.contact_id)
    .limit(sa.bindparam("most"))
    .execution_options(later=True)
)
_COUNT_BY_CHANNEL: Final = (
    sa.select(
        _CONTACTS.c.channel,
        sa.func.count().label("ever"),
        sa.func.count().filter(_CONTACTS.c.at > sa.bindparam("after_90_days")).label("in_90_days"),
        sa.func.count().filter(_CONTACTS.c.at > sa.bindparam("after_7_days")).label("in_7_days"),
    )
    .where(_OF_CUSTOMER)
    .group_by(_CONTACTS.c.channel)
    .execution_options(later=True)
)


def newest_contacts(customer_id: UUID, at: datetime, limit: int) -> Question:
    """Return what reads the newest contacts up to `at`, newest first."""
    return _LIST_NEWEST, {"of_customer": customer_id, "until": at, "most": limit}


def counts_by_channel(customer_id: UUID, at: datetime) -> Question:
    """Return what reads a `ChannelCount` up to `at` for each channel that was ever used."""
    since = {"after_90_days": at - timedelta(days=90), "after_7_days": at - timedelta(days=7)}
    return _COUNT_BY_CHANNEL, {"of_customer": customer_id, "until": at, **since}


class ContactRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, contact: dict[str, Any]) -> None:
        """Add one contact, given by column."""
        self._session.execute(_ADD, contact)

    def set_outcome(self, source_code: str, source_key: str, outcome: LocalText) -> bool:
        """Have the contact of this origin end so; say whether there is one."""
        changed = {"of_source": source_code, "of_key": source_key, "new_outcome": dict(outcome)}
        return self._session.execute(_SET_OUTCOME, changed).first() is not None
