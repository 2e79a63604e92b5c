"""Who may call a route or hear a topic. Every route and every topic has a rule; a test walks them all.

A rule is a dependency of its route: ``person: Annotated[Person, Depends(AGENTS)]``. `rules_of` finds it again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Final, Protocol, runtime_checkable
from uuid import UUID

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.service import person_of
from agent_desktop.server.auth.tokens import AccessClaims, AccessTokens
from agent_desktop.server.errors import NotAllowedError, SignedOutError
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.errors import SeatElsewhereError


@runtime_checkable
class Rule(Protocol):
    """What a route's rule has in common: words that say who may call it."""

    @property
    def who(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Public:
    """Anybody who reaches the server; `reason` says why that is right."""

    reason: str

    @property
    def who(self) -> str:
        return f"anybody: {self.reason}"

    async def __call__(self) -> None:
        """Let the request in. On the event loop: there is nothing to wait for, and a thread costs."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A signed-in person with one of `roles`, or with any role where `roles` is empty.

    `seated`: at their active desktop. It is asked with the person, in one statement; a command that was let in before
    another desktop took the seat is one that came before.
    """

    roles: frozenset[Role] = frozenset()
    seated: bool = False

    @property
    def who(self) -> str:
        who = ", ".join(sorted(self.roles)) or "anybody signed in"
        return f"{who}, at their active desktop" if self.seated else who

    def __call__(
        self, request: Request, work: Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]
    ) -> Person:
        """Return the person who asks.

        Raises:
            SignedOutError: No token, a wrong one, one that ran out, or the sign-in has ended.
            NotAllowedError: The person has none of the roles.
            SeatElsewhereError: Another desktop of theirs is the active one.
        """
        claims = claims_of(request)
        users, seat = UserRepository(work.session), None
        if self.seated:
            user, seat = users.find_seated(claims.user_id, claims.family_id)
        else:
            user = users.find_person(claims.user_id, claims.family_id)
        if user is None:
            raise SignedOutError
        person = person_of(user)
        request.scope["user_id"] = str(person.user_id)  # for the log's line of this request
        if self.roles and not self.roles & person.roles:
            raise NotAllowedError
        if seat is not None and seat.session_id not in (None, claims.family_id):
            raise SeatElsewhereError(taken_at=seat.taken_at.isoformat())
        return person


@dataclass(frozen=True, slots=True)
class TokenInHello:
    """The stream's rule: its first message carries the access token, for an address is logged."""

    who: str = "agent, specialist, supervisor: by the token in the first message"

    def __call__(self) -> None:
        """Let the connection in; `Openings.admit` asks for the token and the roles."""


ANYBODY: Final = SignedIn()
AGENTS: Final = SignedIn(frozenset({Role.AGENT, Role.SPECIALIST}))
SEATED: Final = SignedIn(AGENTS.roles, seated=True)
"""Agents who act: at their active desktop only."""
SUPERVISORS: Final = SignedIn(frozenset({Role.SUPERVISOR}))
ADMINISTRATORS: Final = SignedIn(frozenset({Role.ADMINISTRATOR}))
RULE_KEEPERS: Final = SignedIn(frozenset({Role.ADMINISTRATOR, Role.COMPLIANCE}))
"""Who has new rules of the house reach complaints that are older."""
CONFIGURATION_READERS: Final = SignedIn(frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}))
SCRIPT_AUTHORS: Final = SignedIn(frozenset({Role.AUTHOR, Role.ADMINISTRATOR}))
"""Who writes scripts and publishes what another has written."""
SCRIPT_READERS: Final = SignedIn(SCRIPT_AUTHORS.roles | {Role.SUPERVISOR})
LISTENERS: Final = SignedIn(frozenset({Role.AGENT, Role.SPECIALIST, Role.SUPERVISOR}))
"""Who may see what is recorded of a call; which of it they may play is asked for each recording."""
CUSTOMER_READERS: Final = SignedIn(frozenset({Role.AGENT, Role.SPECIALIST, Role.SUPERVISOR}))
COMPLAINT_READERS: Final = SignedIn(
    frozenset(
        {
            Role.AGENT,
            Role.SPECIALIST,
            Role.SUPERVISOR,
            Role.ADMINISTRATOR,
            Role.COMPLAINT_HANDLER,
            Role.COMPLIANCE,
        }
    )
)
"""Who may see a complaint at all; which of them is asked for each one."""
COMPLAINT_RECORDERS: Final = SignedIn(COMPLAINT_READERS.roles - {Role.ADMINISTRATOR})
"""Who may record one, and so see what the bank holds of the customer who complains."""

RECORD_KEEPERS: Final = SignedIn(frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}))
"""Who says which accounts are one person's: back office, not whoever has the customer on the line."""

CALL_ROLES: Final = frozenset({Role.AGENT, Role.SPECIALIST})
"""Who has a place in telephony: calls can be offered to them."""

STREAM_ROLES: Final = CALL_ROLES | SUPERVISORS.roles
"""Who may open a stream: those, and whoever looks after them."""


def claims_of(request: Request) -> AccessClaims:
    """Read the access token of a request.

    Raises:
        SignedOutError: There is none, or it is wrong or has run out.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise SignedOutError
    tokens: AccessTokens = request.app.state.parts.tokens
    return tokens.read(token.strip())


def desktop_of(request: Request) -> UUID:
    """Return which desktop of the person's asks: each has a sign-in of its own.

    Raises:
        SignedOutError: There is no token, or it is wrong or has run out.
    """
    return claims_of(request).family_id


def rules_of(dependant: Dependant) -> Iterator[Rule]:
    """Yield the rules a route declares, itself or through what it depends on."""
    for part in dependant.dependencies:
        call: object = part.call
        if isinstance(call, Rule):
            yield call
        yield from rules_of(part)


class TopicRule(Protocol):
    """Says whether a person may hear the topic of `subject_id`; `queue_ids` are the queues they serve."""

    def __call__(self, person: Person, subject_id: UUID, queue_ids: frozenset[UUID]) -> bool: ...


def _own_desk(person: Person, subject_id: UUID, queue_ids: frozenset[UUID]) -> bool:  # noqa: ARG001  one signature
    return subject_id == person.user_id and bool(person.roles & CALL_ROLES)


def _served_queue(person: Person, subject_id: UUID, queue_ids: frozenset[UUID]) -> bool:  # noqa: ARG001
    return subject_id in queue_ids


def _floor(person: Person, subject_id: UUID, queue_ids: frozenset[UUID]) -> bool:  # noqa: ARG001
    return bool(person.roles & SUPERVISORS.roles)


TOPIC_RULES: Final[Mapping[str, TopicRule]] = MappingProxyType(
    {"agent": _own_desk, "queue": _served_queue, "floor": _floor}
)
"""The rule of each kind of topic; a topic is ``kind:id``."""


def may_hear(topic: str, person: Person, queue_ids: frozenset[UUID]) -> bool:
    """Say whether `person` may be told what happens under `topic`. A topic without a rule is nobody's."""
    kind, _, subject = topic.partition(":")
    rule = TOPIC_RULES.get(kind)
    try:
        return rule is not None and rule(person, UUID(subject), queue_ids)
    except ValueError:
        return False
