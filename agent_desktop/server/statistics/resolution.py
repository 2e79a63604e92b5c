"""First-contact resolution: of the calls that customers made, after how many they did not have to call again.

It is counted on the whole contact: whoever had the call after whom, it is one, and what it came to is what its last
agent chose. **The method** is that of no repeat contact, net of what is known to be unfinished (Call Centre Helper,
first-call-contact-resolution; SQM asks customers instead, 280 of 400 calls = 70 %):

    resolved / counted, in percent, where
    counted  = calls from a known customer that an agent of this centre answered in the period, of which seven days have
               passed since
    resolved = those after which the same person, by whichever of their accounts, did not call again within seven days
               about the same thing (the same choice in the menu), and which did not end with a word still owed
               (a disposition of `promise_dispositions`, or none)

A call that rang in vain is no contact that could resolve anything, and it is a repeat of one that came before it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Direction
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import InteractionRow
from telephony.statistics.definitions import percent

REPEAT_WITHIN: Final = timedelta(days=7)

_CONTACTS: Final = table_of(ContactRow)
_FIRST: Final = _CONTACTS.alias("first")
_AGAIN: Final = _CONTACTS.alias("again")
_BEFORE: Final = _CONTACTS.alias("before")
_PARTS: Final = table_of(InteractionRow)


@dataclass(frozen=True, slots=True)
class Resolution:
    """`counted` calls, of which `repeated` were followed by another about the same, and `owing` ended with a word owed
    (some are both)."""

    counted: int = 0
    resolved: int = 0
    repeated: int = 0
    owing: int = 0

    @property
    def share(self) -> float | None:
        """First-contact resolution in percent; None where no call counts."""
        return percent(self.resolved, self.counted)


def resolution_of(
    session: Session, since: datetime, until: datetime, now: datetime, promises: Collection[str]
) -> Resolution:
    """Count the calls answered from `since` and before `until`; of those of the last seven days before `now` nobody
    knows yet."""
    first = _first_parts(since, min(until, now - REPEAT_WITHIN)).subquery()
    again = sa.exists().where(
        _AGAIN.c.channel == Channel.PHONE,
        _AGAIN.c.direction == Direction.INBOUND,
        person_of(_AGAIN.c.customer_id) == first.c.person_id,
        _AGAIN.c.subject == first.c.subject,
        _AGAIN.c.at > first.c.at,
        _AGAIN.c.at <= first.c.at + REPEAT_WITHIN,
        _AGAIN.c.call_id.is_distinct_from(first.c.call_id),
    )
    last = (
        sa.select(_PARTS.c.disposition_code)
        .where(_PARTS.c.call_id == first.c.call_id)
        .order_by(_PARTS.c.started_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    judged = sa.select(
        again.label("repeated"), sa.func.coalesce(last, "").in_([*promises, ""]).label("owing")
    ).select_from(first)
    rows = judged.subquery()
    count = sa.func.count()
    query = sa.select(
        count.label("counted"),
        count.filter(~rows.c.repeated, ~rows.c.owing).label("resolved"),
        count.filter(rows.c.repeated).label("repeated"),
        count.filter(rows.c.owing).label("owing"),
    )
    found = session.execute(query).one()
    return Resolution(found.counted, found.resolved, found.repeated, found.owing)


def _first_parts(since: datetime, until: datetime) -> sa.Select[Any]:
    """The first agent's part of each answered call of a known customer: what others did of it is the same contact."""
    is_later = sa.exists().where(
        _BEFORE.c.call_id == _FIRST.c.call_id,
        _BEFORE.c.customer_id == _FIRST.c.customer_id,
        sa.tuple_(_BEFORE.c.at, _BEFORE.c.contact_id) < sa.tuple_(_FIRST.c.at, _FIRST.c.contact_id),
    )
    return sa.select(
        _FIRST.c.at, _FIRST.c.call_id, _FIRST.c.subject, person_of(_FIRST.c.customer_id).label("person_id")
    ).where(
        _FIRST.c.channel == Channel.PHONE,
        _FIRST.c.direction == Direction.INBOUND,
        _FIRST.c.interaction_id.is_not(None),
        _FIRST.c.call_id.is_not(None),
        _FIRST.c.customer_id.is_not(None),
        _FIRST.c.at >= since,
        _FIRST.c.at < until,
        ~is_later,
    )
