"""Gets a database ready for a replay: one without calls, with agents who serve both queues of the replay."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Role
from agent_desktop.demo.replay.plan import QUEUE, QUEUE_AHEAD
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.configuration.routing import put_routing_of
from agent_desktop.server.database import shown
from agent_desktop.server.routing_settings import queues_from
from agent_desktop.server.start_errors import StartError
from agent_desktop.settings import Settings
from telephony.queues.service import ensure_member, ensure_queues

_CALLS = sa.text("SELECT count(*) FROM calls")
_NUMBERS = sa.text(
    "SELECT min(number) FROM customer_phone_numbers GROUP BY customer_id ORDER BY customer_id LIMIT :most"
)
_MOST_NUMBERS = 50_000


class CallsThereError(StartError):
    """`database`, `calls`: where a replay would be mixed with calls that are there, and how many."""

    code = ErrorCode.REPLAY_NEEDS_NO_CALLS


@dataclass(frozen=True, slots=True)
class ReplayAgent:
    """Somebody who signs in during a replay. `number` is theirs in the plan."""

    number: int
    agent_id: UUID
    name: str


def replay_settings(settings: Settings, **server: object) -> Settings:
    """Return the settings of a replay's server: both queues, no live reads, and what `server` and the rest leave.

    Keyword arguments are `port` and `simulator_url`, for a replay with processes of its own.
    """
    content = settings.model_dump()
    queue = {"group": "replay", "ring_seconds": 20, "wrap_up_seconds": 60}
    content["telephony"]["queues"] = [
        queue | {"code": QUEUE, "name": {"en": "Replay", "zh": "重播"}},
        queue | {"code": QUEUE_AHEAD, "name": {"en": "Replay, ahead", "zh": "重播（优先）"}, "urgent": True},
    ]
    # The log alone says who goes first.
    content["telephony"] |= {"tier_priority": {}, "promise_priority": 0}
    content["telephony"]["default_queue"] = QUEUE
    content["records"]["bank_systems_url"] = ""
    if "port" in server:
        content["server"] |= {"host": "127.0.0.1", "port": server["port"], "tls_certificate": "", "tls_key": ""}
    if "simulator_url" in server:
        content["telephony"]["simulator_url"] = server["simulator_url"]
    return Settings.model_validate(content)


def expect_no_calls(engine: sa.Engine) -> None:
    """See that nobody's calls are in the database: they could not be told from the replay's.

    Raises:
        CallsThereError: There are some.
    """
    with engine.connect() as connection:
        calls = int(connection.execute(_CALLS).scalar_one())
    if calls:
        raise CallsThereError(database=shown(engine.url), calls=calls)


def customers_known(engine: sa.Engine) -> list[str]:
    """List a number of each customer in the database, up to some; in an order that stays."""
    with engine.connect() as connection:
        return [str(number) for number in connection.scalars(_NUMBERS, {"most": _MOST_NUMBERS})]


def let_agents_in(engine: sa.Engine, settings: Settings, numbers: Sequence[int]) -> tuple[list[ReplayAgent], str]:
    """Have these agents, who serve both queues; return them and the password that all of them have for this replay."""
    password = secrets.token_urlsafe(18)
    passwords = Passwords()
    agents = []
    with Session(engine) as session, session.begin():
        ensure_queues(session, queues_from(settings))
        put_routing_of(session, settings)
        users = UserRepository(session)
        for number in numbers:
            name = f"replay-{number:02d}"
            user = users.find_user_by_name(name)
            if user is None:
                added = add_user(
                    session,
                    passwords,
                    name=name,
                    display_name=f"Agent {number}",
                    password=password,
                    roles=(Role.AGENT,),
                )
                user_id = added.user_id
            else:
                user.password_hash = passwords.hash(password)
                user_id = user.user_id
            for queue in settings.telephony.queues:
                ensure_member(session, user_id, queue.code)
            agents.append(ReplayAgent(number, user_id, name))
    return agents, password


def by_number(agents: Sequence[ReplayAgent]) -> Mapping[int, ReplayAgent]:
    """Return the agents by their number."""
    return {agent.number: agent for agent in agents}
