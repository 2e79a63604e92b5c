"""The people who may sign in, as administrators keep them: `/v1/people`."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field, JsonValue

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.sessions import Role

NAME_LIMIT: Final = 100
DISPLAY_NAME_LIMIT: Final = 200
TEAM_LIMIT: Final = 100
SITE_LIMIT: Final = 40
EXTENSION_LIMIT: Final = 20
REASON_LIMIT: Final = 200

SERVICE_ROLES: Final = ("assistant", "fund_manager", "currency_adviser")
"""What a person may be in the team that looks after a customer; empty for nothing of it."""

LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class PersonForm(Request):
    """What an administrator says of a person. `languages` are those they speak (ISO 639)."""

    name: str = Field(max_length=NAME_LIMIT)
    display_name: str = Field(max_length=DISPLAY_NAME_LIMIT)
    other_name: str = Field(default="", max_length=DISPLAY_NAME_LIMIT)
    roles: tuple[Role, ...] = ()
    team: str = Field(default="", max_length=TEAM_LIMIT)
    site: str = Field(default="", max_length=SITE_LIMIT)
    languages: tuple[LanguageCode, ...] = ()
    extension: str = Field(default="", max_length=EXTENSION_LIMIT)
    service_role: str = Field(default="", max_length=40)


class PersonKept(Answer):
    """One person. `locked_until_at` is still to come, else None. `sign_ins` counts the desktops where they are signed
    in; `in_call` says that a call or its wrap-up is theirs now."""

    user_id: UUID
    name: str
    display_name: str
    other_name: str = ""
    roles: tuple[Role, ...] = ()
    team: str = ""
    site: str = ""
    languages: tuple[str, ...] = ()
    extension: str = ""
    service_role: str = ""
    disabled_at: datetime | None = None
    locked_until_at: datetime | None = None
    sign_ins: int = 0
    in_call: bool = False

    def form(self) -> PersonForm:
        """Return what may be changed of this person, as it is."""
        return PersonForm.model_validate(self.model_dump(include=set(PersonForm.model_fields)))


class Site(Answer):
    """A place to work, by the code of the directory's file."""

    code: str
    name: LocalText


class People(Answer):
    """Everybody, by name, and what there is to choose from. `own_id` is who asks."""

    people: tuple[PersonKept, ...]
    teams: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    languages: tuple[str, ...] = ()
    own_id: UUID


class AddPerson(Request):
    """`POST /v1/people`."""

    command_id: UUID
    form: PersonForm
    reason: str = Field(default="", max_length=REASON_LIMIT)


class SavePerson(Request):
    """`PUT /v1/people/{user_id}`. `seen` is what was there when `form` was begun: STALE_VERSION where it is no more."""

    command_id: UUID
    form: PersonForm
    seen: PersonForm
    reason: str = Field(default="", max_length=REASON_LIMIT)


class PersonMove(StrEnum):
    """What may be done with somebody's signing in."""

    DISABLE = "disable"
    ENABLE = "enable"
    NEW_PASSWORD = "new_password"  # noqa: S105  a name, no secret
    UNLOCK = "unlock"
    END_SIGN_INS = "end_sign_ins"


class MovePerson(Request):
    """`POST /v1/people/{user_id}/moves`. `seen_disabled`: whether they were disabled when it was asked for."""

    command_id: UUID
    move: PersonMove
    seen_disabled: bool
    reason: str = Field(default="", max_length=REASON_LIMIT)


class UndoChange(Request):
    """`POST /v1/people/{user_id}/undo`. `change_id` is the change that was seen as the last one."""

    command_id: UUID
    change_id: UUID


class PersonAnswer(Answer):
    """The person afterwards. `password` is the new one: in the first answer only, and kept nowhere."""

    person: PersonKept
    password: str = ""


class PersonDeed(StrEnum):
    """What was done with a person, as the audit has it."""

    ADDED = "person.added"
    CHANGED = "person.changed"
    DISABLED = "person.disabled"
    ENABLED = "person.enabled"
    PASSWORD_SET = "person.password_set"  # noqa: S105  a name, no secret
    UNLOCKED = "person.unlocked"
    SIGNED_OUT = "person.signed_out"


class PersonChange(Answer):
    """One change. `before` and `after` have the fields that changed; `undoes` is the change that it took back."""

    change_id: UUID
    at: datetime
    by_name: str = ""
    deed: PersonDeed
    reason: str = ""
    before: Mapping[str, JsonValue] = {}
    after: Mapping[str, JsonValue] = {}
    undoes: UUID | None = None


class PersonHistory(Answer):
    """The changes of one person, the newest first; `undoable` is the last one where it can be taken back."""

    changes: tuple[PersonChange, ...]
    undoable: UUID | None = None
