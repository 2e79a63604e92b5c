"""What administrators do with people. Nothing here commits; every change is in the audit, no password is."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.people import PersonDeed, PersonForm, PersonKept, PersonMove
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.service import record_change
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.repository import RefreshTokenRepository, UserRepository
from agent_desktop.server.auth.rules import CALL_ROLES
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.configuration.versions import ConfigurationStaleError
from agent_desktop.server.people.checks import differences, problems_of, tidied
from agent_desktop.server.people.errors import PersonFieldsError, PersonNotFoundError, PersonRefusedError
from agent_desktop.server.people.repository import PeopleRepository
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.agents.repository import AgentRepository
from telephony.agents.service import sign_out_agent
from telephony.agents.states import BUSY
from telephony.app import Telephony
from telephony.seats.repository import SeatRepository
from telephony.seats.service import leave_seat
from telephony.supervision.repository import SupervisionRepository

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for another one."""
_GROUPS, _LONG = 4, 4
_DEEDS: Final = {
    PersonMove.DISABLE: PersonDeed.DISABLED,
    PersonMove.ENABLE: PersonDeed.ENABLED,
    PersonMove.NEW_PASSWORD: PersonDeed.PASSWORD_SET,
    PersonMove.UNLOCK: PersonDeed.UNLOCKED,
    PersonMove.END_SIGN_INS: PersonDeed.SIGNED_OUT,
}


def new_password() -> str:
    """Return a password by chance, in groups that can be read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(_GROUPS))


def form_of(user: UserRow) -> PersonForm:
    """Return what an administrator may change of a person, as it is."""
    return PersonForm.model_construct(
        name=user.name,
        display_name=user.display_name,
        other_name=user.other_name,
        roles=tuple(Role(role) for role in sorted(user.roles)),
        team=user.team,
        site=user.site,
        languages=tuple(user.languages),
        extension=user.extension,
        service_role=user.service_role,
    )


@dataclass(frozen=True, slots=True)
class PeopleOffice:
    """Changes people, for `by` whoever asks.

    `machine_now` is the machine's clock: sign-ins and locks run by it. `sites` are the codes of the directory's file.
    """

    telephony: Telephony
    machine_now: Callable[[], datetime]
    sites: frozenset[str]

    def add(
        self, work: UnitOfWork, passwords: Passwords, form: PersonForm, password: str, *, by: UUID, reason: str
    ) -> UserRow:
        """Let one more person sign in.

        Raises:
            PersonFieldsError: Something is wrong with a field, or somebody has the name already.
        """
        form = tidied(form)
        self._check(work, form, None)
        person = add_user(
            work.session,
            passwords,
            name=form.name,
            display_name=form.display_name,
            password=password,
            roles=form.roles,
            extension=form.extension,
            team=form.team,
            other_name=form.other_name,
            site=form.site,
            languages=form.languages,
            service_role=form.service_role,
        )
        after = form.model_dump(mode="json")
        self._note(work, PersonDeed.ADDED, person.user_id, by=by, reason=reason, after=after)
        return self.get(work, person.user_id)

    def save(
        self,
        work: UnitOfWork,
        user_id: UUID,
        form: PersonForm,
        seen: PersonForm | None,
        *,
        by: UUID,
        reason: str = "",
        undoes: UUID | None = None,
    ) -> UserRow:
        """Change a person; the same again changes nothing, and is not noted.

        Raises:
            PersonNotFoundError: Nobody of this id.
            ConfigurationStaleError: Somebody changed them since they were `seen` (None: any).
            PersonFieldsError: Something is wrong with a field.
            PersonRefusedError: person_last_administrator, person_own_role, person_in_call.
        """
        user, others = self._lock(work, user_id)
        before, form = form_of(user), tidied(form)
        if seen is not None and tidied(seen) != tidied(before):
            raise ConfigurationStaleError(current_version=0)
        old, new = differences(tidied(before), form)
        if not new:
            return user
        self._check(work, form, before)
        lost = set(before.roles) - set(form.roles)
        if Role.ADMINISTRATOR in lost:
            if user.disabled_at is None and not others:
                raise PersonRefusedError(problem="person_last_administrator")
            if user_id == by:
                raise PersonRefusedError(problem="person_own_role")
        if lost & CALL_ROLES and not set(form.roles) & CALL_ROLES:
            self._take_off_the_floor(work, user_id)
        values = form.model_dump(mode="json")
        for field in new:
            setattr(user, field, values[field])
        work.session.flush()
        self._note(work, PersonDeed.CHANGED, user_id, by=by, reason=reason, before=old, after=new, undoes=undoes)
        return user

    def move(
        self,
        work: UnitOfWork,
        user_id: UUID,
        move: PersonMove,
        *,
        seen_disabled: bool | None,
        by: UUID,
        password_hash: str = "",
        reason: str = "",
        undoes: UUID | None = None,
    ) -> UserRow:
        """Do something with somebody's signing in. A live call is never cut: while one is on, or its wrap-up, nobody is
        disabled or signed out, and the refusal says so.

        Raises:
            PersonNotFoundError: Nobody of this id.
            ConfigurationStaleError: Somebody disabled or enabled them meanwhile.
            PersonRefusedError: person_self, person_last_administrator, person_in_call, person_in_others_call.
        """
        user, others = self._lock(work, user_id)
        disabled = user.disabled_at is not None
        if seen_disabled is not None and disabled is not seen_disabled:
            raise ConfigurationStaleError(current_version=0)
        if user_id == by and move in (PersonMove.DISABLE, PersonMove.END_SIGN_INS):
            raise PersonRefusedError(problem="person_self")
        match move:
            case PersonMove.DISABLE:
                if disabled:
                    return user
                if not others and Role.ADMINISTRATOR.value in user.roles:
                    raise PersonRefusedError(problem="person_last_administrator")
                self._sign_out(work, user_id)
                user.disabled_at = work.now()
            case PersonMove.ENABLE:
                if not disabled:
                    return user
                user.disabled_at, user.failed_attempts, user.locked_until_at = None, 0, None
            case PersonMove.NEW_PASSWORD:
                user.password_hash, user.failed_attempts, user.locked_until_at = password_hash, 0, None
            case PersonMove.UNLOCK:
                user.failed_attempts, user.locked_until_at = 0, None
            case PersonMove.END_SIGN_INS:
                self._sign_out(work, user_id)
        work.session.flush()
        self._note(work, _DEEDS[move], user_id, by=by, reason=reason, undoes=undoes)
        return user

    def get(self, work: UnitOfWork, user_id: UUID) -> UserRow:
        """Return a person.

        Raises:
            PersonNotFoundError: Nobody of this id.
        """
        user = UserRepository(work.session).find_user(user_id)
        if user is None:
            raise PersonNotFoundError(user_id=str(user_id))
        return user

    def kept(self, user: UserRow, sign_ins: int, *, in_call: bool) -> PersonKept:
        """Return what the wire says of a person."""
        locked = user.locked_until_at
        return PersonKept(
            user_id=user.user_id,
            **form_of(user).model_dump(),
            disabled_at=user.disabled_at,
            locked_until_at=locked if locked is not None and locked > self.machine_now() else None,
            sign_ins=sign_ins,
            in_call=in_call,
        )

    def _lock(self, work: UnitOfWork, user_id: UUID) -> tuple[UserRow, int]:
        user, others = PeopleRepository(work.session).lock_with_administrators(user_id)
        if user is None:
            raise PersonNotFoundError(user_id=str(user_id))
        return user, others

    def _check(self, work: UnitOfWork, form: PersonForm, before: PersonForm | None) -> None:
        problems: dict[str, JsonValue] = {**problems_of(form, sites=self.sites, before=before)}
        renamed = "name" not in problems and (before is None or form.name != before.name)
        if renamed and UserRepository(work.session).find_user_by_name(form.name) is not None:
            problems["name"] = "person_name_taken"
        if problems:
            raise PersonFieldsError(fields=problems)

    def _sign_out(self, work: UnitOfWork, user_id: UUID) -> None:
        self._take_off_the_floor(work, user_id)
        RefreshTokenRepository(work.session).end_all_of(user_id, self.machine_now())

    def _take_off_the_floor(self, work: UnitOfWork, user_id: UUID) -> None:
        """Have an agent go offline and their seat be free. What rings at them goes back to its place in the queue.

        Raises:
            PersonRefusedError: They have a call or its wrap-up, or are in another agent's call.
        """
        session, agents = work.session, AgentRepository(work.session)
        if SupervisionRepository(session).find_of_supervisor(user_id) is not None:
            raise PersonRefusedError(problem="person_in_others_call")
        if agents.find_agent(user_id) is None:
            return
        if agents.lock_agent(user_id).state in BUSY:  # held until the commit: no call begins meanwhile
            raise PersonRefusedError(problem="person_in_call")
        deps = self.telephony.deps(work.journal)
        sign_out_agent(session, deps, user_id)
        seat = SeatRepository(session).find_seat(user_id)
        if seat is not None and seat.session_id is not None:
            leave_seat(session, deps, user_id, seat.session_id)

    @staticmethod
    def _note(
        work: UnitOfWork,
        deed: PersonDeed,
        user_id: UUID,
        *,
        by: UUID,
        reason: str,
        before: Mapping[str, JsonValue] | None = None,
        after: Mapping[str, JsonValue] | None = None,
        undoes: UUID | None = None,
    ) -> None:
        detail: dict[str, JsonValue] = {"reason": reason.strip()}
        detail |= {"before": dict(before or {}), "after": dict(after or {})}
        if undoes is not None:
            detail["undoes"] = str(undoes)
        record_change(
            work.session,
            at=work.now(),
            by=by,
            what=deed.value,
            record_kind="user",
            record_id=user_id,
            detail=detail,
        )
