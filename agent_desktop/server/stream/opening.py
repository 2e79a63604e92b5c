"""How a stream begins: who it is, what they may hear, and where they stand. Synchronous; run off the event loop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.repository import RefreshTokenRepository, UserRepository
from agent_desktop.server.auth.rules import CALL_ROLES, STREAM_ROLES, may_hear
from agent_desktop.server.auth.service import person_of
from agent_desktop.server.auth.tokens import AccessClaims, AccessTokens
from agent_desktop.server.errors import NotAllowedError, SignedOutError
from agent_desktop.server.stream.encoding import EncodedEvent, encode_events
from telephony.clock import BusinessClock
from telephony.contract import DeskSnapshot, StreamMessage
from telephony.events.journal import FLOOR_TOPIC, agent_topic, queue_topic
from telephony.events.repository import EventRepository
from telephony.queues.repository import MemberRepository

RESUME_LIMIT = 1000
"""Events sent again after a break; who has missed more gets a new snapshot, which is smaller."""

DeskOf = Callable[[Session, UUID, datetime], DeskSnapshot]


@dataclass(frozen=True, slots=True)
class Listening:
    """Who listens to what."""

    claims: AccessClaims
    person: Person
    topics: frozenset[str]

    @property
    def takes_calls(self) -> bool:
        """Whether they have a place in telephony: a desk, and a seat at one desktop."""
        return bool(self.person.roles & CALL_ROLES)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a stream begins. `snapshot` or `missed` comes first; `up_to` is the journal's number that both include.

    `number` is the last number of the subscription before `missed`; `topics` are what they may hear as of that moment.
    """

    number: int
    up_to: int
    snapshot: str | None
    missed: tuple[EncodedEvent, ...]
    topics: frozenset[str]


class Openings:
    """Reads what the beginning of a stream needs."""

    def __init__(
        self,
        engine: Engine,
        sessions: sessionmaker[Session],
        tokens: AccessTokens,
        clock: BusinessClock,
        desk_of: DeskOf,
    ) -> None:
        self._engine = engine
        self._sessions = sessions
        self._tokens = tokens
        self._clock = clock
        self._desk_of = desk_of

    def admit(self, access_token: str) -> Listening:
        """Say who it is and what they may hear.

        Raises:
            SignedOutError: The token is wrong or has run out, or the sign-in has ended.
            NotAllowedError: The person has no place in telephony, and looks after nobody who has.
        """
        claims = self._tokens.read(access_token)
        with self._sessions() as session:
            user = UserRepository(session).find_person(claims.user_id, claims.family_id)
            if user is None:
                raise SignedOutError
            person = person_of(user)
            topics = _topics_of(session, person)
        if not person.roles & STREAM_ROLES:
            raise NotAllowedError
        return Listening(claims, person, topics)

    def begin(self, listening: Listening, resume_after: int | None) -> Start:
        """Read the snapshot, or what was missed since `resume_after`, as of one moment.

        The stream must be in the hub already: then what is committed after this moment waits there.
        """
        with (
            self._engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
            Session(connection) as session,
        ):
            events = EventRepository(session)
            up_to = events.last_number()
            now = self._clock.now()
            topics = _topics_of(session, listening.person)  # they may have been given a queue since they were admitted
            if resume_after is not None and events.can_resume_after(resume_after):
                rows = events.list_after(resume_after, topics=topics, limit=RESUME_LIMIT + 1)
                if len(rows) <= RESUME_LIMIT:
                    return Start(resume_after, up_to, None, tuple(encode_events(rows, server_at=now)), topics)
            desk = self._desk_of(session, listening.person.user_id, now) if listening.takes_calls else None
        message = StreamMessage(type="snapshot", number=up_to, server_at=now, desk=desk)
        return Start(up_to, up_to, message.model_dump_json(exclude_none=True), (), topics)

    def open_families(self, family_ids: frozenset[UUID]) -> set[UUID]:
        """Return those sign-ins that are still open."""
        with self._sessions() as session:
            return RefreshTokenRepository(session).list_open_families(list(family_ids))


def _topics_of(session: Session, person: Person) -> frozenset[str]:
    queue_ids = MemberRepository(session).list_queue_ids_of(person.user_id)
    topics = {FLOOR_TOPIC, agent_topic(person.user_id), *(queue_topic(queue_id) for queue_id in queue_ids)}
    return frozenset(topic for topic in topics if may_hear(topic, person, queue_ids))
