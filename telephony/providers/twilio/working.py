"""Brings rooms to be as they are wished: one worker a room at a time, whichever server it is in.

What is about to be asked of Twilio is committed before it is asked, and no lock is held meanwhile: webhooks of the room
are taken as they come. A worker that dies leaves the room to the next one, which asks the same.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from telephony.deps import Deps
from telephony.errors import CarrierAwayError, CarrierRefusedError
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.providers.base import OrderKind
from telephony.providers.twilio.errors import CarrierBusyError, OutcomeUnknownError, PartyGoneError
from telephony.providers.twilio.hands import Done, Hands
from telephony.providers.twilio.happenings import Seen, after
from telephony.providers.twilio.models import TwilioRoomRow
from telephony.providers.twilio.obeying import taken_back
from telephony.providers.twilio.reporting import keep
from telephony.providers.twilio.repository import RoomRepository, TicketRepository, WorkRepository
from telephony.providers.twilio.rooms import Room
from telephony.providers.twilio.steps import (
    Call,
    End,
    Hold,
    Mute,
    Step,
    ToConference,
    ToQueue,
    ToSurvey,
    accepted,
    next_step,
    submitted,
    was_gone,
    was_refused,
    was_unknown,
)
from telephony.providers.twilio.tickets import new_ticket

HELD_SECONDS: Final = 30.0
"""How long a worker has a room to itself: longer than any one request takes."""
AGAIN_SECONDS: Final = 2.0
"""After how long a room is looked at again whose last request had no answer."""
MOST_STEPS: Final = 50

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of working on a room. `refused`: the label of the leg, or the kind of step, that Twilio refused."""

    refused: tuple[str, ...] = ()


class RoomWorker:
    """Safe to use from several threads and in several servers."""

    def __init__(
        self,
        open_work: WorkFactory,
        deps_for: Callable[[Journal], Deps],
        hands: Hands,
        machine_now: Callable[[], datetime],
    ) -> None:
        self._open_work = open_work
        self._deps_for = deps_for
        self._hands = hands
        self._now = machine_now

    def work(self, call_sid: str) -> Worked:
        """Ask Twilio for all that a room wants now. One that somebody else works on is left to them.

        Raises:
            CarrierAwayError: No answer in time; what was asked may be done. The room is looked at again.
        """
        room, step = self._begin(call_sid)
        refused: list[str] = []
        for _ in range(MOST_STEPS):
            if room is None or step is None:
                return Worked(tuple(refused))
            try:
                room, step = self._do(room, step, refused)
            except CarrierBusyError as busy:
                turn_in = busy.details.get("seconds")
                if not isinstance(turn_in, float):
                    self._leave(call_sid)
                    raise
                # No call may start now. The room's turn comes, and nobody waits for it here.
                self._leave(call_sid, again_seconds=turn_in)
                return Worked(tuple(refused))
            except CarrierAwayError:
                self._leave(call_sid)
                raise
        self._leave(call_sid)
        _log.error("room %s wants more than %d steps at once", call_sid, MOST_STEPS)
        return Worked(tuple(refused))

    def look(self, call_sid: str) -> bool:
        """Ask Twilio how a room is, and take that in; say whether anybody knows the room. What it then wants is done;
        while somebody else works on it, they know better.

        Raises:
            CarrierAwayError: No answer in time.
        """
        found, room = self._hold(call_sid)
        if room is None:
            return found  # somebody is at it
        try:
            seen = self._hands.see(room, self._now())
        except CarrierAwayError:
            self._leave(call_sid)
            raise
        with self._open_work() as work:
            self._take(work.session, self._deps_for(work.journal), room, seen)
        self.work(call_sid)
        return True

    def run_due(self) -> int:
        """Look after every room that wants it now; return how many that were."""
        done = 0
        while True:
            with self._open_work() as work:
                found = WorkRepository(work.session).next_to_look_at()
            if found is None or found[1] > self._now():
                return done
            self._attend(found[0])
            done += 1

    def next_due_at(self) -> datetime | None:
        """Return when the next room wants to be looked after, by the machine's time."""
        with self._open_work() as work:
            found = WorkRepository(work.session).next_to_look_at()
        return None if found is None else found[1]

    def _attend(self, call_sid: str) -> None:
        with self._open_work() as work:
            found = RoomRepository(work.session).lock_room(call_sid)
            if found is None:
                return
            row, room = found
            now = self._now()
            if row.held_until is not None and row.held_until > now:
                row.look_at = row.held_until
                return
            if row.look_at is None or row.look_at > now:
                return  # somebody else was quicker
            wants = next_step(room) is not None
            row.look_at = now + timedelta(seconds=HELD_SECONDS)  # should this worker die
        try:
            if wants:
                self.work(call_sid)
            else:
                self.look(call_sid)
        except (CarrierAwayError, CarrierRefusedError):
            self._leave(call_sid)

    def _begin(self, call_sid: str) -> tuple[Room | None, Step | None]:
        with self._open_work() as work:
            found = RoomRepository(work.session).lock_room(call_sid)
            if found is None:
                return None, None
            row, room = found
            now = self._now()
            if row.held_until is not None and row.held_until > now:
                return None, None
            return self._next(work.session, row, room, now)

    def _do(self, room: Room, step: Step, refused: list[str]) -> tuple[Room | None, Step | None]:
        gone = False
        done = Done()
        heard = self._hands.heard_seconds(step)
        try:
            label = step.leg.label if isinstance(step, Call) else ""
            done = self._hands.do(room, step, is_others=lambda sid: self._is_anothers(room, label, sid))
            gone = isinstance(step, Call) and step.again and self._is_anothers(room, label, done.call_sid)
        except PartyGoneError:
            gone = True
        except OutcomeUnknownError:
            if not isinstance(step, ToConference | ToQueue | ToSurvey | End):
                raise  # it is looked for before it is asked again
            moved = step
            return self._done(
                room.call_sid, lambda now_so: was_unknown(now_so, moved, at=self._now(), heard_seconds=heard)
            )
        except CarrierRefusedError as error:
            _log.warning("room %s: %s was refused: %s", room.call_sid, type(step).__name__, error.details)
            refused.append(step.leg.label if isinstance(step, Call) else type(step).__name__)
            return self._done(room.call_sid, lambda now_so: _refused(now_so, step, at=self._now()))
        if gone:
            return self._done(room.call_sid, lambda now_so: was_gone(now_so, step, at=self._now()))
        return self._done(
            room.call_sid,
            lambda now_so: accepted(
                now_so,
                step,
                call_sid=done.call_sid,
                conference_sid=done.conference_sid,
                by_ticket=done.by_ticket,
                heard_seconds=heard,
                recordings=done.recordings,
                at=self._now(),
            ),
            ticket_for=step.leg.label if done.by_ticket and isinstance(step, Call) else "",
        )

    def _is_anothers(self, room: Room, label: str, leg_sid: str) -> bool:
        """Say whether what was found by its number is known as another line."""
        if not leg_sid:
            return False
        with self._open_work() as work:
            return RoomRepository(work.session).find_call_of(leg_sid) not in (None, (room.call_sid, label))

    def _done(
        self, call_sid: str, change: Callable[[Room], Room], *, ticket_for: str = ""
    ) -> tuple[Room | None, Step | None]:
        with self._open_work() as work:
            session = work.session
            found = RoomRepository(session).lock_room(call_sid)
            if found is None:
                return None, None
            row, before = found
            now = self._now()
            deps = self._deps_for(work.journal)
            room = keep(session, deps, row, before, change(before), at=deps.now(), now=now)
            if ticket_for:
                self._issue_ticket(session, call_sid, ticket_for, now)
            return self._next(session, row, room, now)

    def _next(self, session: Session, row: TwilioRoomRow, room: Room, now: datetime) -> tuple[Room | None, Step | None]:
        """Choose the next step and hold the room for it, or let the room go."""
        step = next_step(room)
        if step is None:
            row.held_until = None
            return room, None
        turn_in = self._hands.seconds_to_turn(room, step)
        if turn_in > 0:
            row.held_until, row.look_at = None, now + timedelta(seconds=turn_in)
            return room, None
        row.held_until = row.look_at = now + timedelta(seconds=HELD_SECONDS)
        asked = submitted(room, step)
        if isinstance(step, Hold) and step.words:
            row.hold_spoken = [asdict(each) for each in step.words]
        RoomRepository(session).write(row, room, asked)
        return asked, step

    def _hold(self, call_sid: str) -> tuple[bool, Room | None]:
        """Have a room to itself: whether there is one, and the room, None where somebody else has it."""
        with self._open_work() as work:
            found = RoomRepository(work.session).lock_room(call_sid)
            if found is None:
                return False, None
            row, room = found
            now = self._now()
            if row.held_until is not None and row.held_until > now:
                return True, None
            row.held_until = row.look_at = now + timedelta(seconds=HELD_SECONDS)
            return True, room

    def _take(self, session: Session, deps: Deps, seen_room: Room, seen: Seen) -> None:
        found = RoomRepository(session).lock_room(seen_room.call_sid)
        if found is None:
            return
        row, before = found
        now = self._now()
        row.held_until = None
        if before == seen_room:
            keep(session, deps, row, before, after(before, seen), at=deps.now(), now=now)
        else:  # it has gone on meanwhile: what was seen is older than what is known
            row.look_at = now + timedelta(seconds=AGAIN_SECONDS)

    def _leave(self, call_sid: str, *, again_seconds: float = AGAIN_SECONDS) -> None:
        with self._open_work() as work:
            found = RoomRepository(work.session).lock_room(call_sid)
            if found is not None:
                row, _ = found
                row.held_until = None
                row.look_at = self._now() + timedelta(seconds=again_seconds)

    def _issue_ticket(self, session: Session, call_sid: str, label: str, now: datetime) -> None:
        if TicketRepository(session).find_ticket(call_sid, label) is None:
            session.add(new_ticket(call_sid, label, now))


def _refused(room: Room, step: Step, *, at: datetime) -> Room:
    """Return the room once Twilio has refused a step. What an order wished by it is wished no more: it would be asked
    again and again, and might come true when nobody expects it."""
    kinds = _ORDERS_OF.get(type(step), frozenset())
    if any(each.kind in kinds for each in room.awaited):
        room = taken_back(room, kinds)
        if next_step(room) != step:
            return room
    return was_refused(room, step, at=at)


_ORDERS_OF: Final = {
    Hold: frozenset({OrderKind.HOLD, OrderKind.RESUME, OrderKind.CONFER}),
    Mute: frozenset({OrderKind.MUTE, OrderKind.UNMUTE}),
    ToSurvey: frozenset({OrderKind.SURVEY}),
}
