"""Who somebody is to a complaint, and so what they may see and do."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.records.complaint_clocks.facts import ClockKeeper
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.errors import ComplaintNotFoundError, NotYoursToDoError
from agent_desktop.records.complaints.models import ComplaintRow, ComplaintTaskRow
from agent_desktop.records.complaints.states import Actor
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.lawful_hours.places import Places

DEALS_WITH: Final = frozenset({Role.COMPLAINT_HANDLER, Role.SUPERVISOR, Role.COMPLIANCE})
"""Whose a complaint may be."""
SEES_ALL: Final = DEALS_WITH | {Role.ADMINISTRATOR}

_OF_ROLE: Final[Mapping[Role, Actor]] = {
    Role.COMPLAINT_HANDLER: Actor.HANDLER,
    Role.SUPERVISOR: Actor.SUPERVISOR,
    Role.COMPLIANCE: Actor.COMPLIANCE,
    Role.ADMINISTRATOR: Actor.ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who asks."""

    user_id: UUID
    roles: frozenset[Role]
    team: str = ""

    @property
    def sees_all(self) -> bool:
        return bool(self.roles & SEES_ALL)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may sign in. `other_name` is the name in the other script."""

    user_id: UUID
    name: str
    team: str
    roles: frozenset[Role]
    other_name: str = ""

    @property
    def deals_with_complaints(self) -> bool:
        return bool(self.roles & DEALS_WITH)


class People(Protocol):
    """The people of the centre, whom the records do not know."""

    def names_of(self, user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return names by id, also of people who may sign in no more."""
        ...

    def find(self, user_id: UUID) -> Colleague | None: ...

    def find_named(self, name: str) -> Colleague | None:
        """Return the one colleague of this name, in either script; None where there is none, or several."""
        ...

    def everybody(self) -> Collection[Colleague]:
        """Return all who may sign in, by name."""
        ...

    def handlers(self) -> Collection[Colleague]:
        """Return everybody with the role of a complaint handler."""
        ...

    def supervisors(self, team: str) -> Collection[UUID]:
        """Return the supervisors of a team; without a team all there are."""
        ...


@dataclass(frozen=True, slots=True)
class Asking:
    """One request: who asks, when, by what file and words it is answered, and what is told."""

    who: Who
    at: datetime
    book: ComplaintBook
    options: ProfileOptions
    people: People
    clocks: ClockKeeper
    events: RecordEvents
    places: Places | None = None


def actors_of(session: Session, row: ComplaintRow, who: Who) -> frozenset[Actor]:
    """Return what somebody is to a complaint; nothing, where they may not even see it."""
    return actors_of_each(session, [row], who)[row.complaint_id]


def actors_of_each(session: Session, rows: Iterable[ComplaintRow], who: Who) -> Mapping[UUID, frozenset[Actor]]:
    """Return what somebody is to each of some complaints."""
    rows = list(rows)
    on_line = _on_line(session, {row.customer_id for row in rows if row.customer_id is not None}, who.user_id)
    return {row.complaint_id: _actors(row, who, on_line) for row in rows}


def is_about(row: ComplaintRow, who: Who) -> bool:
    """Say whether a complaint is about whoever asks: they are nothing to it, whatever else they are."""
    return row.about_user_id is not None and row.about_user_id == who.user_id


def _actors(row: ComplaintRow, who: Who, on_line: Collection[UUID]) -> frozenset[Actor]:
    if is_about(row, who):
        return frozenset()
    actors = {_OF_ROLE[role] for role in who.roles if role in _OF_ROLE}
    if who.user_id == row.recorded_by:
        actors.add(Actor.RECORDER)
        if row.first_contact:
            actors.add(Actor.SETTLER)
    if who.user_id in (row.owner_id, row.backup_id):
        actors.add(Actor.OWNER)
    if row.customer_id in on_line:
        actors.add(Actor.ON_LINE)
    return frozenset(actors)


def seen_of(
    session: Session, rows: Iterable[ComplaintRow], who: Who, departments: Collection[str] = ()
) -> frozenset[UUID]:
    """Return which of some complaints somebody may see; see `may_see`."""
    rows = [row for row in rows if not is_about(row, who)]
    actors = actors_of_each(session, rows, who)
    seen = {complaint_id for complaint_id, each in actors.items() if each}
    return frozenset(seen | _with_task(session, actors.keys() - seen, departments))


def may_see(session: Session, row: ComplaintRow, who: Who, departments: Collection[str] = ()) -> bool:
    """Say whether somebody may see a complaint: who is anything to it, or whose department has an open task for it."""
    return row.complaint_id in seen_of(session, [row], who, departments)


def get_readable(session: Session, complaint_id: UUID, who: Who, departments: Collection[str] = ()) -> ComplaintRow:
    """Return a complaint that somebody may see. `departments` are the codes of those that they belong to.

    Raises:
        ComplaintNotFoundError: There is none, or they may not see it.
    """
    row = session.get(ComplaintRow, complaint_id, populate_existing=True)
    if row is None or not may_see(session, row, who, departments):
        raise ComplaintNotFoundError(complaint_id)
    return row


def lock_workable(
    session: Session, complaint_id: UUID, who: Who, allowed: Collection[Actor], departments: Collection[str] = ()
) -> tuple[ComplaintRow, frozenset[Actor]]:
    """Return a complaint for nobody else to change meanwhile, to somebody who is one of `allowed` to it.

    Raises:
        ComplaintNotFoundError: There is none, or they may not see it.
        NotYoursToDoError: They may see it and nothing more.
    """
    row = lock_row(session, complaint_id)
    actors = actors_of(session, row, who) if row is not None else frozenset()
    if row is None or is_about(row, who) or not (actors or _with_task(session, {complaint_id}, departments)):
        raise ComplaintNotFoundError(complaint_id)
    if not actors & frozenset(allowed):
        raise NotYoursToDoError
    return row, actors


def lock_row(session: Session, complaint_id: UUID) -> ComplaintRow | None:
    """Return a complaint as it stands now, locked until the transaction ends."""
    query = sa.select(ComplaintRow).where(ComplaintRow.complaint_id == complaint_id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def lock_rows(session: Session, complaint_ids: Collection[UUID]) -> None:
    """Lock several complaints before anything else, in one order: so nobody waits for who waits for them."""
    query = sa.select(ComplaintRow.complaint_id).where(ComplaintRow.complaint_id.in_(list(complaint_ids)))
    session.execute(query.order_by(ComplaintRow.complaint_id).with_for_update()).all()


def departments_of(book: ComplaintBook, team: str) -> tuple[str, ...]:
    """Return the codes of the departments that people of a team belong to."""
    return tuple(code for code, each in book.departments.items() if team and each.team == team)


def _on_line(session: Session, customer_ids: Collection[UUID], user_id: UUID) -> frozenset[UUID]:
    """Return those of some accounts with whose person somebody speaks, or wraps that call up."""
    if not customer_ids:
        return frozenset()
    accounts = CustomerRow.__table__
    spoken = sa.select(person_of(InteractionRow.__table__.c.customer_id)).where(
        InteractionRow.agent_id == user_id,
        InteractionRow.finished_at.is_(None),
        InteractionRow.customer_id.is_not(None),
    )
    query = sa.select(accounts.c.customer_id).where(
        accounts.c.customer_id.in_(list(customer_ids)), person_of(accounts.c.customer_id).in_(spoken)
    )
    return frozenset(session.scalars(query))


def _with_task(session: Session, complaint_ids: Set[UUID], departments: Collection[str]) -> frozenset[UUID]:
    """Return for which of some complaints one of some departments has still something to do."""
    if not departments or not complaint_ids:
        return frozenset()
    query = sa.select(ComplaintTaskRow.complaint_id).where(
        ComplaintTaskRow.complaint_id.in_(list(complaint_ids)),
        ComplaintTaskRow.department.in_(list(departments)),
        ComplaintTaskRow.ended_at.is_(None),
    )
    return frozenset(session.scalars(query))
