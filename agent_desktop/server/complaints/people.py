"""The people of the centre, as the records of complaints ask for them."""

from collections.abc import Collection, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.complaints.access import Colleague, Who
from agent_desktop.records.database import table_of
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.repository import UserRepository

_USERS = table_of(UserRow)


class PeopleOfCentre:
    """`records.complaints.access.People`, looked up when they are needed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def names_of(self, user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return UserRepository(self._session).list_display_names(user_ids)

    def find(self, user_id: UUID) -> Colleague | None:
        found = self._list(_USERS.c.user_id == user_id)
        return found[0] if found else None

    def find_named(self, name: str) -> Colleague | None:
        wanted = name.strip().casefold()
        if not wanted:
            return None
        named = (sa.func.lower(_USERS.c.display_name) == wanted, sa.func.lower(_USERS.c.other_name) == wanted)
        found = self._list(sa.or_(*named))
        return found[0] if len(found) == 1 else None

    def everybody(self) -> Collection[Colleague]:
        return self._list()

    def handlers(self) -> Collection[Colleague]:
        return self._list(_USERS.c.roles.contains([Role.COMPLAINT_HANDLER.value]))

    def supervisors(self, team: str) -> Collection[UUID]:
        of_team = (_USERS.c.team == team,) if team else ()
        found = self._list(_USERS.c.roles.contains([Role.SUPERVISOR.value]), *of_team)
        return [each.user_id for each in found]

    def _list(self, *conditions: sa.ColumnElement[bool]) -> list[Colleague]:
        query = sa.select(
            _USERS.c.user_id, _USERS.c.display_name, _USERS.c.team, _USERS.c.roles, _USERS.c.other_name
        ).where(_USERS.c.disabled_at.is_(None), *conditions)
        return [
            Colleague(
                user_id=row.user_id,
                name=row.display_name,
                team=row.team,
                roles=roles_from(row.roles),
                other_name=row.other_name,
            )
            for row in self._session.execute(query.order_by(_USERS.c.display_name))
        ]


def roles_from(names: Collection[str]) -> frozenset[Role]:
    """Return roles as they are kept; one that this program does not know is none."""
    return frozenset(Role(name) for name in names if name in set(Role))


def who_of(person: Person) -> Who:
    """Return a signed-in person as the records know one."""
    return Who(person.user_id, person.roles, person.team)


def who_is(session: Session, user_id: UUID) -> Who:
    """Return somebody by their id; who may sign in no more has no rights."""
    found = PeopleOfCentre(session).find(user_id)
    return Who(user_id, found.roles, found.team) if found is not None else Who(user_id, frozenset())
