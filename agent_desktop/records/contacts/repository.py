"""Every query on past contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel
from agent_desktop.records.contacts.models import ContactRow


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """How often one customer was in touch over one channel: ever, in the last 90 and in the last 7 days."""

    channel: Channel
    ever: int
    in_90_days: int
    in_7_days: int


class ContactRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_newest(self, customer_id: UUID, at: datetime, limit: int) -> Sequence[sa.RowMapping]:
        """Return the newest contacts up to `at`, newest first."""
        query = (
            sa.select(
                ContactRow.contact_id,
                ContactRow.at,
                ContactRow.channel,
                ContactRow.subject,
                ContactRow.outcome,
                ContactRow.duration_seconds,
            )
            .where(ContactRow.customer_id == customer_id, ContactRow.at <= at)
            .order_by(ContactRow.at.desc(), ContactRow.contact_id)
            .limit(limit)
        )
        return self._session.execute(query).mappings().all()

    def count_by_channel(self, customer_id: UUID, at: datetime) -> list[ChannelCount]:
        """Return the counts up to `at` of each channel that was ever used."""
        count = sa.func.count()
        query = (
            sa.select(
                ContactRow.channel,
                count.label("ever"),
                count.filter(ContactRow.at > at - timedelta(days=90)).label("in_90_days"),
                count.filter(ContactRow.at > at - timedelta(days=7)).label("in_7_days"),
            )
            .where(ContactRow.customer_id == customer_id, ContactRow.at <= at)
            .group_by(ContactRow.channel)
        )
        return [ChannelCount(*row) for row in self._session.execute(query)]

    def add(self, contact: dict[str, Any]) -> None:
        """Add one contact, given by column."""
        self._session.execute(sa.insert(ContactRow), [contact])
