"""Signing in, staying signed in, and who one is."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, Request


class Role(StrEnum):
    """What a person may do. Roles are data; a person may have several."""

    AGENT = "agent"
    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    AUTHOR = "author"
    ADMINISTRATOR = "administrator"
    COMPLAINT_HANDLER = "complaint_handler"
    COMPLIANCE = "compliance"


class SignIn(Request):
    """`POST /v1/sessions`."""

    name: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=1024)
    client_version: str


class Refresh(Request):
    """`POST /v1/sessions/refresh`. A refresh token is good once; the answer brings the next."""

    refresh_token: str
    client_version: str


class Person(Answer):
    """The person who is signed in."""

    user_id: UUID
    name: str
    display_name: str
    roles: frozenset[Role]
    extension: str = ""
    team: str = ""


class SessionTokens(Answer):
    """What a sign-in or a refresh gives.

    `draft_key` is the key of this person's encrypted journal on this workstation (urlsafe base64
    of 32 bytes, the form of a Fernet key); it is the same for the same person at each sign-in. `session_id` names
    this sign-in: the desktop knows by it whether it is the person's active one.
    """

    access_token: str
    access_seconds: int
    refresh_token: str
    draft_key: str
    person: Person
    server_version: str
    session_id: UUID | None = None
