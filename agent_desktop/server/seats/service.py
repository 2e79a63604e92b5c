"""The seats of the people who take calls, as sign-ins and streams tell of them."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork
from agent_desktop.server.workers import Repeated
from telephony.app import Telephony
from telephony.seats.service import leave_seat, take_seat
from telephony.seats.watch import LOOK_SECONDS, BeatBook, PresenceWatch


class DeskSeats:
    """Who sits where, and that they are there. `machine_now` is the machine's clock: beats and their limits run by it,
    also where business time runs faster."""

    def __init__(self, units: UnitsOfWork, telephony: Telephony, machine_now: Callable[[], datetime]) -> None:
        self._units = units
        self._telephony = telephony
        self._machine_now = machine_now
        self._book: Final = BeatBook()

    def taken(self, work: UnitOfWork, user_id: UUID, family_id: UUID) -> None:
        """The person has just signed in as an agent, or pressed the button for it: this desktop is the active one."""
        take_seat(work.session, self._telephony.deps(work.journal), user_id, family_id, self._machine_now())

    def signed_out(self, work: UnitOfWork, user_id: UUID, family_id: UUID) -> bool:
        """A sign-in has ended; say whether it was the one at the active desktop."""
        return leave_seat(work.session, self._telephony.deps(work.journal), user_id, family_id)

    def opened(self, user_id: UUID, family_id: UUID, *, takes_seat: bool) -> None:
        """See `stream.connection.Seats`: a desktop that comes back takes the seat only where nobody has it."""
        with self._units.begin() as work:
            deps, now = self._telephony.deps(work.journal), self._machine_now()
            take_seat(work.session, deps, user_id, family_id, now, only_if_free=not takes_seat)

    def beat(self, user_id: UUID, family_id: UUID) -> None:
        """See `stream.connection.Seats`."""
        self._book.heard(user_id, family_id)

    def watch(self) -> Repeated:
        """Return the worker that writes the beats and looks after desktops that are silent."""
        presence = PresenceWatch(
            self._units.begin,
            self._telephony.deps,
            self._book,
            self._machine_now,
            monotonic=time.monotonic,
            is_signed_in=lambda session, user_id, family_id: (
                UserRepository(session).find_person(user_id, family_id) is not None
            ),
        )
        return Repeated("presence", presence.look, every_seconds=LOOK_SECONDS)
