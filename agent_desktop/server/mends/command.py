"""``agent-desktop mend``: look for what is stuck, and set right by hand, from the machine of the server."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.mends import HandDeed
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.bank import open_bank
from agent_desktop.server.carriers import carrier_keys, open_carrier
from agent_desktop.server.configuration.live import ensure_configuration
from agent_desktop.server.database import session_factory
from agent_desktop.server.errors import ReasonMissingError
from agent_desktop.server.mends.service import mend_by_hand
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets, needed
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say
from telephony.app import Telephony
from telephony.clock import SystemClock
from telephony.errors import AgentNotFoundError
from telephony.reconciling.rounds import Reconciler


@dataclass(frozen=True, slots=True)
class MendWish:
    """What is to be done by hand before the look: free the `agent` of this name, end the call. Both want a `reason`."""

    agent: str = ""
    call_id: UUID | None = None
    reason: str = ""


def run_mend(
    settings: Settings, secrets: Secrets, wish: MendWish, language: Language, tell: Callable[[str], None]
) -> int:
    """Do what is wished, then look at the database and the carrier, and tell what was set right.

    A running server hears of each change as of one of its own. Returns the exit status.

    Raises:
        ReasonMissingError: Something is to be done by hand, and nobody says why.
        AgentNotFoundError, AgentTransitionRefusedError: No such agent, or one who cannot be freed now.
        CallNotFoundError, CallTransitionRefusedError: No such call, or one that has ended.
        SecretMissingError: A secret of the carrier is not set.
        ScriptFileError, MenuFileError, DispositionsFileError, SettingsError: As where a server starts.
    """
    if (wish.agent or wish.call_id) and not wish.reason.strip():
        raise ReasonMissingError
    for name in carrier_keys(settings):
        needed(secrets, name)  # before anything is done
    with ExitStack() as stack:
        engine = open_database(settings, secrets)
        stack.callback(engine.dispose)
        clock = SystemClock()
        units = UnitsOfWork(session_factory(engine), clock, after_commit=lambda _: None)
        with units.begin() as work:
            telephony = open_bank(settings, clock, *ensure_configuration(work, settings)).telephony
            carrier = open_carrier(settings, secrets, units, telephony, unix_time=time.time, machine_now=_machine_now)
            stack.callback(carrier.close)
            _do_by_hand(work, telephony, wish)
        reconciler = Reconciler(units.begin, telephony.deps, carrier.provider, _machine_now)
        reconciler.look_at_database(now=True)
        reconciler.look_at_carrier(now=True)
    counts = reconciler.counts
    for finding, count in sorted(counts.items()):
        tell(say("mend_found", language, finding=finding, count=count))
    tell(say("mend_done" if counts else "mend_nothing", language))
    return 0


def _machine_now() -> datetime:
    return datetime.now(UTC)


def _do_by_hand(work: UnitOfWork, telephony: Telephony, wish: MendWish) -> None:
    reason = wish.reason.strip()
    if wish.agent:
        agent_id = _agent_of(work.session, wish.agent)
        mend_by_hand(work, telephony, HandDeed.FREE_AGENT, agent_id=agent_id, by=None, reason=reason)
    if wish.call_id is not None:
        mend_by_hand(work, telephony, HandDeed.END_CALL, call_id=wish.call_id, by=None, reason=reason)


def _agent_of(session: Session, name: str) -> UUID:
    user = UserRepository(session).find_user_by_name(name)
    if user is None:
        raise AgentNotFoundError(name=name)
    return user.user_id
