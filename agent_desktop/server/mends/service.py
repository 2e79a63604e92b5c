"""The reconciler of this server, and what a person has it do."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.mends import HandDeed, Live, LiveList, LiveWhich, Mend, Mends
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated
from telephony.app import Telephony
from telephony.reconciling import live as telephony_live
from telephony.reconciling.carrier import end_call_by_hand
from telephony.reconciling.live import LiveKind, list_live
from telephony.reconciling.repository import MendRepository
from telephony.reconciling.rounds import CARRIER_SECONDS, DATABASE_SECONDS, Reconciler
from telephony.reconciling.service import free_agent
from telephony.reconciling.states import Finding

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
    told: Collection[str] | None = None,
) -> None:
    """Do what a supervisor, or who sits at the server (`by` None), asks; for a look ask the reconciler.

    `told` are the effects that they were told of; None where nobody was.

    Raises:
        AgentNotFoundError, CallNotFoundError: There is no such one.
        AgentTransitionRefusedError: Offline, or on a call that is on.
        CallTransitionRefusedError: The call has ended.
        MendOvertakenError: Something else than what was told would come of it now.
    """
    deps = telephony.deps(work.journal)
    if deed is HandDeed.FREE_AGENT and agent_id is not None:
        free_agent(work.session, deps, agent_id, by=by, reason=reason, told=told)
    elif deed is HandDeed.END_CALL and call_id is not None:
        end_call_by_hand(work.session, deps, call_id, by=by, reason=reason, told=told)


def mends_of(
    session: Session,
    at: datetime,
    *,
    by_hand: bool | None = None,
    finding: Finding | None = None,
    before: tuple[datetime, UUID] | None = None,
) -> Mends:
    """Return what was set right lately: by hand only, by itself only, for one finding, or before another one."""
    repository = MendRepository(session)
    rows = repository.list_newest(NEWEST + 1, by_hand=by_hand, finding=finding, before=before)
    shown = rows[:NEWEST]
    people = {each for row in shown for each in (row.agent_id, row.by_user_id) if each is not None}
    names = UserRepository(session).list_display_names(people)
    queues = repository.list_queue_names({row.call_id for row in shown if row.call_id is not None})
    return Mends(
        mends=tuple(
            Mend(
                mend_id=row.mend_id,
                at=row.at,
                finding=row.finding.value,
                deed=row.deed.value,
                agent_id=row.agent_id,
                call_id=row.call_id,
                offer_id=row.offer_id,
                by=row.by_user_id,
                reason=row.reason,
                agent_name=names.get(row.agent_id, "") if row.agent_id is not None else "",
                by_name=names.get(row.by_user_id, "") if row.by_user_id is not None else "",
                queue=dict(queues.get(row.call_id, {})) if row.call_id is not None else {},
            )
            for row in shown
        ),
        counts=dict(repository.count_since(at - COUNTED)),
        more=len(rows) > NEWEST,
    )


def live_of(session: Session, at: datetime, which: LiveWhich, find: str) -> LiveList:
    """Return what is live, or looks stuck, whose agent or queue has `find` in its name; the longest so first."""
    lives = list_live(session, at)
    stuck = [each for each in lives if each.looks_stuck]
    of_kind = {LiveWhich.AGENTS: LiveKind.AGENT, LiveWhich.CALLS: LiveKind.CALL}
    listed = stuck if which is LiveWhich.STUCK else [each for each in lives if each.kind is of_kind[which]]
    people = {each.agent_id for each in listed if each.agent_id is not None}
    names = UserRepository(session).list_display_names(people)
    wanted = find.strip().casefold()
    found = [
        (each, name)
        for each, name in ((each, names.get(each.agent_id, "") if each.agent_id else "") for each in listed)
        if not wanted or any(wanted in text.casefold() for text in (name, *each.queue.values()))
    ]
    looks = MendRepository(session).list_looks()
    return LiveList(
        lives=tuple(_as_told(each, name) for each, name in found[:NEWEST]),
        total=len(found),
        stuck=len(stuck),
        database_looked_at=looks.get("database"),
        carrier_looked_at=looks.get("carrier"),
    )


def _as_told(live: telephony_live.Live, agent_name: str) -> Live:
    return Live(
        kind=live.kind.value,
        subject_id=live.subject_id,
        state=live.state,
        since_at=live.since_at,
        agent_id=live.agent_id,
        call_id=live.call_id,
        agent_name=agent_name,
        queue=dict(live.queue),
        reason=live.reason,
        finding="" if live.finding is None else live.finding.value,
        doubt="" if live.doubt is None else live.doubt.value,
        free=tuple(each.value for each in live.free),
        end=tuple(each.value for each in live.end),
    )


def _looks(look: Callable[..., int]) -> Callable[[], None]:
    started = False

    def run() -> None:
        nonlocal started
        first, started = not started, True
        look(now=first)

    return run
