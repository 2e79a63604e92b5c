"""Hears the desktops' beats and looks after those that fall silent. All times are the machine's."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.seats.repository import SeatRepository
from telephony.seats.service import look_after_desktop, take_seat
from telephony.seats.states import COMING_BACK, LOST_AFTER, STATE_KEPT

LOOK_SECONDS: Final = 1.0
"""How often the beats are written and the silent looked after."""

LATE_LOOK: Final = timedelta(seconds=5)
"""A look later than this means that nobody could be heard meanwhile: the machine slept, or the database was away."""

_log = logging.getLogger(__name__)


class BeatBook:
    """The beats heard since the last look. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard: dict[UUID, UUID] = {}

    def heard(self, agent_id: UUID, session_id: UUID) -> None:
        """The desktop of this sign-in of the agent has beaten."""
        with self._lock:
            self._heard[session_id] = agent_id

    def drain(self) -> dict[UUID, UUID]:
        """Return the sign-ins that have beaten since the last time, each with its agent."""
        with self._lock:
            heard, self._heard = self._heard, {}
        return heard


class PresenceWatch:
    """One look after another, by one thread. Any number of servers may watch the same seats.

    `is_signed_in` says of an agent and a sign-in of theirs whether that is still open.
    """

    def __init__(
        self,
        open_work: WorkFactory,
        deps_for: Callable[[Journal], Deps],
        book: BeatBook,
        machine_now: Callable[[], datetime],
        monotonic: Callable[[], float],
        is_signed_in: Callable[[Session, UUID, UUID], bool] = lambda _session, _agent, _sign_in: True,
    ) -> None:
        self._open_work = open_work
        self._deps_for = deps_for
        self._book = book
        self._machine_now = machine_now
        self._monotonic = monotonic
        self._is_signed_in = is_signed_in
        self._able_since = machine_now()
        self._looked: tuple[datetime, float] | None = None

    def look(self) -> None:
        """Write the beats that were heard, and look after the desktops of which something is to be done. A desktop that
        is heard while nobody has its agent's seat takes it."""
        now, ticks = self._machine_now(), self._monotonic()
        able_since = self._hears_since(now, ticks)
        heard = self._book.drain()
        listening = now - able_since - COMING_BACK
        with self._open_work() as work:
            seats = SeatRepository(work.session)
            free: Sequence[UUID] = ()
            if heard:
                seats.note_beats(heard, now)
                free = seats.list_free(heard.values())
            due = seats.list_due(
                back_after=now - LOST_AFTER,
                lost_before=now - LOST_AFTER if listening >= LOST_AFTER else None,
                gone_before=now - STATE_KEPT if listening >= STATE_KEPT else None,
            )
        self._looked = (now, ticks)  # only now: beats that could not be written were not heard
        for session_id, agent_id in heard.items():
            if agent_id in free:  # or nobody would notice if the one desktop that is left fell silent
                self._each(agent_id, partial(self._sit_down, session_id=session_id, now=now))
        for agent_id in due:
            self._each(agent_id, partial(look_after_desktop, able_since=able_since, now=now))

    def _hears_since(self, now: datetime, ticks: float) -> datetime:
        """Return since when beats could be heard without a break, as of a look that is just beginning."""
        if self._looked is None or self._came_late(*self._looked, now, ticks):
            self._able_since = now
        return self._able_since

    @staticmethod
    def _came_late(looked_at: datetime, looked_ticks: float, now: datetime, ticks: float) -> bool:
        # By both clocks: one of them may have been set, and one may stand while the machine sleeps.
        on_time = timedelta(0) <= now - looked_at <= LATE_LOOK
        return not on_time or ticks - looked_ticks > LATE_LOOK.total_seconds()

    def _sit_down(self, session: Session, deps: Deps, agent_id: UUID, *, session_id: UUID, now: datetime) -> None:
        if self._is_signed_in(session, agent_id, session_id):  # its stream may live a little longer than the sign-in
            take_seat(session, deps, agent_id, session_id, now, only_if_free=True)

    def _each(self, agent_id: UUID, do: Callable[..., object]) -> None:
        try:
            with self._open_work() as work:
                do(work.session, self._deps_for(work.journal), agent_id)
        except Exception as error:  # noqa: BLE001 - the outermost loop over those of whom something is to be done
            # One who cannot be looked after must not stand before all others.
            _log.error("desktop of agent %s: %s", agent_id, type(error).__name__)
