"""The reconciler of this server, and what a person has it do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.mends import HandDeed, Mend, Mends
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated
from telephony.app import Telephony
from telephony.reconciling.carrier import end_call_by_hand
from telephony.reconciling.repository import MendRepository
from telephony.reconciling.rounds import CARRIER_SECONDS, DATABASE_SECONDS, Reconciler
from telephony.reconciling.service import free_agent

NEWEST: Final = 100
COUNTED: Final = timedelta(days=1)


def reconciling_workers(reconciler: Reconciler) -> list[Repeated]:
    """Return the workers of the rounds. The first round comes at once: at the start of a server."""
    return [
        Repeated("reconciler-database", _looks(reconciler.look_at_database), every_seconds=DATABASE_SECONDS),
        Repeated("reconciler-carrier", _looks(reconciler.look_at_carrier), every_seconds=CARRIER_SECONDS),
    ]


def mend_by_hand(
    work: UnitOfWork,
    telephony: Telephony,
    deed: HandDeed,
    *,
    agent_id: UUID | None = None,
    call_id: UUID | None = None,
    by: UUID | None,
    reason: str,
) -> None:
    """Do what a supervisor, or who sits at the server (`by` None), asks; for a look ask the reconciler.

    Raises:
        AgentNotFoundError, CallNotFoundError: There is no such one.
        AgentTransitionRefusedError: Offline, or on a call that is on.
        CallTransitionRefusedError: The call has ended.
    """
    deps = telephony.deps(work.journal)
    if deed is HandDeed.FREE_AGENT and agent_id is not None:
        free_agent(work.session, deps, agent_id, by=by, reason=reason)
    elif deed is HandDeed.END_CALL and call_id is not None:
        end_call_by_hand(work.session, deps, call_id, by=by, reason=reason)


def mends_of(session: Session, at: datetime) -> Mends:
    """Return what was set right lately."""
    repository = MendRepository(session)
    return Mends(
        mends=tuple(
            Mend(
                at=row.at,
                finding=row.finding.value,
                deed=row.deed.value,
                agent_id=row.agent_id,
                call_id=row.call_id,
                offer_id=row.offer_id,
                by=row.by_user_id,
                reason=row.reason,
            )
            for row in repository.list_newest(NEWEST)
        ),
        counts=dict(repository.count_since(at - COUNTED)),
    )


def _looks(look: Callable[..., int]) -> Callable[[], None]:
    started = False

    def run() -> None:
        nonlocal started
        first, started = not started, True
        look(now=first)

    return run
