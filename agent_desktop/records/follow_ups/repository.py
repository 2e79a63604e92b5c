"""Every query on follow-up plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.follow_ups import FollowUpState
from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.records.consolidation.people import of_person, person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.follow_ups.models import FollowUpEventRow, FollowUpRow

_PLANS: Final = table_of(FollowUpRow)
_EVENTS: Final = table_of(FollowUpEventRow)
_CUSTOMERS: Final = table_of(CustomerRow)
_OPEN: Final = _PLANS.c.state == FollowUpState.OPEN
_ENDED_WELL: Final = (FollowUpState.WON, FollowUpState.LOST)

_SHOWN: Final = sa.select(
    *_PLANS.columns,
    _CUSTOMERS.c.customer_id.label("person_id"),
    _CUSTOMERS.c.title,
    _CUSTOMERS.c.gender,
    _CUSTOMERS.c.name_latin,
    _CUSTOMERS.c.name_chinese,
    _CUSTOMERS.c.tier,
).select_from(_PLANS.join(_CUSTOMERS, _CUSTOMERS.c.customer_id == person_of(_PLANS.c.customer_id)))

_FIGURES: Final = sa.text(
    """
    SELECT grouping(referred_by) AS no_giver, grouping(owner_id) AS no_manager, referred_by, owner_id,
        count(*) AS given, count(*) FILTER (WHERE state = 'won') AS won,
        count(*) FILTER (WHERE state = 'lost') AS lost, count(*) FILTER (WHERE state = 'open') AS open
    FROM follow_ups
    WHERE referred_at >= :since AND referred_at < :until AND state <> 'cancelled'
    GROUP BY GROUPING SETS ((), (referred_by), (owner_id))
    """
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. Supervisors have what was of those who are `gone`, and of teams that are none of
    `teams`: in those somebody works."""

    user_id: UUID
    team: str
    is_supervisor: bool = False
    gone: frozenset[UUID] = frozenset()
    teams: frozenset[str] = frozenset()


class FollowUpRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, values: dict[str, Any]) -> None:
        self._session.execute(sa.insert(_PLANS).values(**values))

    def change(self, follow_up_id: UUID, values: dict[str, Any]) -> None:
        changed = sa.update(_PLANS).where(_PLANS.c.follow_up_id == follow_up_id)
        self._session.execute(changed.values(version=_PLANS.c.version + 1, **values))

    def lock(self, follow_up_id: UUID) -> sa.RowMapping | None:
        query = sa.select(*_PLANS.columns).where(_PLANS.c.follow_up_id == follow_up_id).with_for_update()
        return self._session.execute(query).mappings().one_or_none()

    def lock_open(self, customer_id: UUID, topic: Interest) -> sa.RowMapping | None:
        """Return the open plan of a person about a topic; nobody else makes one before this transaction ends."""
        lead = sa.select(person_of(sa.literal(customer_id, sa.Uuid()))).scalar_subquery()
        key = sa.func.hashtextextended(sa.cast(lead, sa.Text) + sa.literal(f" {topic.value}"), 49)
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
        query = sa.select(*_PLANS.columns).where(_OPEN, _PLANS.c.topic == topic, of_person(_PLANS.c.customer_id))
        first = query.order_by(_PLANS.c.made_at, _PLANS.c.follow_up_id).limit(1).with_for_update()
        return self._session.execute(first, {"of_customer": customer_id}).mappings().one_or_none()

    def find(self, follow_up_id: UUID) -> sa.RowMapping | None:
        """Return one with its person's columns."""
        return self._session.execute(_SHOWN.where(_PLANS.c.follow_up_id == follow_up_id)).mappings().one_or_none()

    def add_event(self, values: dict[str, Any]) -> None:
        self._session.execute(sa.insert(_EVENTS).values(**values))

    def manager_of(self, customer_id: UUID) -> str:
        """Return the name of the person's relationship manager; empty where there is none."""
        lead = person_of(sa.literal(customer_id, sa.Uuid()))
        query = sa.select(_CUSTOMERS.c.manager_name).where(_CUSTOMERS.c.customer_id == lead)
        return self._session.execute(query).scalar_one_or_none() or ""


class FollowUpLists:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of_person(self, customer_id: UUID, most: int) -> Sequence[sa.RowMapping]:
        """Return those of a person: the open ones by their next day, then the newest that ended."""
        query = _SHOWN.where(of_person(_PLANS.c.customer_id)).order_by(
            ~_OPEN,
            sa.case((_OPEN, _PLANS.c.next_on)),
            _PLANS.c.ended_at.desc(),
            _PLANS.c.follow_up_id,
        )
        return self._session.execute(query.limit(most), {"of_customer": customer_id}).mappings().all()

    def list_for(self, reader: Reader, until: date, most: int) -> Sequence[sa.RowMapping]:
        """Return what somebody has to do until a day, and what anybody of their team has, the latest first."""
        query = _SHOWN.where(_OPEN, _is_for(reader), _PLANS.c.next_on <= until)
        return (
            self._session.execute(query.order_by(_PLANS.c.next_on, _PLANS.c.made_at, _PLANS.c.follow_up_id).limit(most))
            .mappings()
            .all()
        )

    def counts_for(self, reader: Reader, today: date, week: date, month: date) -> sa.RowMapping:
        """Count what is late, and what is to be done until each of these days, late ones among them."""
        on = _PLANS.c.next_on
        query = sa.select(
            sa.func.count().filter(on < today).label("late"),
            sa.func.count().filter(on <= today).label("day"),
            sa.func.count().filter(on <= week).label("week"),
            sa.func.count().filter(on <= month).label("month"),
        ).where(_OPEN, _is_for(reader))
        return self._session.execute(query).mappings().one()

    def list_results(self, user_id: UUID, most: int) -> Sequence[sa.RowMapping]:
        """Return the referrals that somebody gave, that came to an end, and of which they have not seen it."""
        ended = _PLANS.c.state.in_(_ENDED_WELL)
        query = _SHOWN.where(_PLANS.c.referred_by == user_id, ended, _PLANS.c.seen_at.is_(None))
        return (
            self._session.execute(query.order_by(_PLANS.c.ended_at.desc(), _PLANS.c.follow_up_id).limit(most))
            .mappings()
            .all()
        )

    def count_given(self, user_id: UUID) -> int:
        query = sa.select(sa.func.count()).where(_PLANS.c.referred_by == user_id, _OPEN)
        return self._session.execute(query).scalar_one()

    def figures(self, since: datetime, until: datetime) -> Sequence[sa.RowMapping]:
        return self._session.execute(_FIGURES, {"since": since, "until": until}).mappings().all()

    def list_events(self, follow_up_id: UUID) -> Sequence[sa.RowMapping]:
        query = sa.select(*_EVENTS.columns).where(_EVENTS.c.follow_up_id == follow_up_id)
        return self._session.execute(query.order_by(_EVENTS.c.event_no)).mappings().all()


def _is_for(reader: Reader) -> sa.ColumnElement[bool]:
    mine = _PLANS.c.owner_id == reader.user_id
    if reader.is_supervisor:
        of_nobody = sa.and_(_PLANS.c.owner_id.is_(None), _PLANS.c.team.not_in(sorted(reader.teams)))
        mine = sa.or_(mine, _PLANS.c.owner_id.in_(sorted(reader.gone)), of_nobody)
    if not reader.team:
        return mine
    return sa.or_(mine, sa.and_(_PLANS.c.owner_id.is_(None), _PLANS.c.team == reader.team))
