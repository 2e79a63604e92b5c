"""The reconciler's rounds. Several servers share them, and each thing is set right in a transaction of its own."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.deps import Deps
from telephony.errors import CarrierAwayError
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.providers.base import LiveRoom, Provider
from telephony.reconciling.callbacks import mend_item
from telephony.reconciling.carrier import as_beside, end_lost_call, list_rooms, mend_room, take_last_report
from telephony.reconciling.repository import MendRepository, ReconcilingRepository
from telephony.reconciling.service import mend_agent, mend_call, mend_offer, offer_who_waits, run_late_timer
from telephony.reconciling.states import (
    DEEDS,
    SETTLES_IN,
    TIMER_LATE,
    CallBeside,
    Deed,
    Finding,
    agent_finding,
    call_finding,
    item_finding,
    offer_finding,
    room_finding,
)
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository

DATABASE_SECONDS: Final = 10.0
CARRIER_SECONDS: Final = 15.0
"""How often the database, and the carrier, are looked at; on the machine's clock."""

_EARLY: Final = 0.9
"""A round that comes by this much of its time counts: servers' clocks and threads are not exact."""

_log = logging.getLogger(__name__)

Mend = Callable[[Session, Deps], Finding | None]


class Reconciler:
    """Looks, and sets right. Safe to use from several threads and in several servers.

    `counts` are of this process since it began: each finding mended, ``carrier_away`` and ``not_mended``. `settles_in`
    is on the business clock, on which calls and the carrier tell their times.
    """

    def __init__(
        self,
        open_work: WorkFactory,
        deps_for: Callable[[Journal], Deps],
        provider: Provider,
        machine_now: Callable[[], datetime],
        *,
        settles_in: timedelta = SETTLES_IN,
    ) -> None:
        self._open_work = open_work
        self._deps_for = deps_for
        self._provider = provider
        self._machine_now = machine_now
        self._settles_in = settles_in
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> Mapping[str, int]:
        """What was found by this process, by name."""
        return dict(self._counts)

    def look_at_database(self, *, now: bool = False) -> int:
        """Set right what contradicts itself in the database, and return how much that was.

        Nothing where another server has just looked, unless it is to be `now`.
        """
        if not self._is_ours("database", DATABASE_SECONDS, now=now):
            return 0
        mends: list[tuple[str, Mend]] = []
        with self._open_work() as work:
            at = self._deps_for(work.journal).now()
            found = ReconcilingRepository(work.session)
            # Offers first, then calls, then agents: each leaves less for the next.
            for offer_id, offer in found.list_offer_facts().items():
                if offer_finding(offer) is not None:
                    mends.append((f"offer {offer_id}", _about(mend_offer, offer_id)))
            for call_id, call in found.list_call_facts().items():
                if call_finding(call) is not None:
                    mends.append((f"call {call_id}", _about(mend_call, call_id)))
            for agent_id, agent in found.list_agent_facts().items():
                if agent_finding(agent) is not None:
                    mends.append((f"agent {agent_id}", _about(mend_agent, agent_id)))
            for item_id, item in found.list_item_facts().items():
                if item_finding(item) is not None:
                    mends.append((f"callback {item_id}", _about(mend_item, item_id)))
            late = TimerRepository(work.session).list_due(at - TIMER_LATE)
            mends += [(f"timer {each.timer_id}", _timer(each.timer_id, each.kind, each.subject_id)) for each in late]
            groups = found.list_unoffered_groups(at - TIMER_LATE)
            mends += [(f"group {group_id}", _about(offer_who_waits, group_id)) for group_id in groups]
        return sum(self._mend(what, mend) for what, mend in mends)

    def look_at_carrier(self, *, now: bool = False) -> int:
        """Compare the carrier's rooms with our calls, set right what differs, and return how much that was.

        One that does not answer is asked again in the next round.
        """
        if not self._is_ours("carrier", CARRIER_SECONDS, now=now):
            return 0
        try:
            return self._compare()
        except CarrierAwayError:
            self._counts["carrier_away"] += 1
            _log.warning("the carrier does not tell which rooms are live")
            return 0

    def _compare(self) -> int:
        with self._open_work() as work:
            settled_before = self._deps_for(work.journal).now() - self._settles_in
        rooms = {room.call_sid: room for room in list_rooms(self._provider)}
        with self._open_work() as work:
            calls = ReconcilingRepository(work.session).list_beside(self._provider.name, rooms)
        done = 0
        for sid in sorted(rooms.keys() | calls.keys()):
            room, call = rooms.get(sid), calls.get(sid)
            finding = room_finding(call, None if room is None else as_beside(room), settled_before)
            if finding is not None:
                done += self._mend_room(sid, finding, call, room, settled_before)
        return done

    def _mend_room(
        self, sid: str, finding: Finding, call: CallBeside | None, room: LiveRoom | None, settled_before: datetime
    ) -> bool:
        what = f"room of call {None if call is None else call.call_id}"
        if DEEDS[finding] is Deed.LOOK_UP_ROOM:
            report = self._provider.look_up_room(sid)  # before anything is locked
            name = self._provider.name
            if report is not None:
                return self._mend(what, lambda session, deps: take_last_report(session, deps, name, finding, report))
            if call is None:
                return False  # it has ended and is forgotten, all since the list was made
            return self._mend(what, _about(end_lost_call, call.call_id))
        if call is None or room is None:
            return False
        beside, call_id = as_beside(room), call.call_id
        return self._mend(what, lambda session, deps: mend_room(session, deps, call_id, beside, settled_before))

    def _is_ours(self, kind: str, seconds: float, *, now: bool) -> bool:
        at = self._machine_now()
        not_after = at if now else at - timedelta(seconds=seconds * _EARLY)
        with self._open_work() as work:
            return MendRepository(work.session).claim_look(kind, at, not_after)

    def _mend(self, what: str, mend: Mend) -> bool:
        try:
            with self._open_work() as work:
                finding = mend(work.session, self._deps_for(work.journal))
        except Exception as error:  # noqa: BLE001 - the outermost loop over what looks wrong
            # One thing that cannot be set right must not stand before all others.
            self._counts["not_mended"] += 1
            _log.error("%s was not set right: %s", what, type(error).__name__)
            return False
        if finding is None:
            return False
        self._counts[finding.value] += 1
        _log.warning("%s was set right: %s", what, finding.value)
        return True


def _about(mend: Callable[[Session, Deps, UUID], Finding | None], subject_id: UUID) -> Mend:
    return lambda session, deps: mend(session, deps, subject_id)


def _timer(timer_id: UUID, kind: TimerKind, subject_id: UUID) -> Mend:
    return lambda session, deps: run_late_timer(session, deps, timer_id, kind, subject_id)
