"""Takes one verified webhook: once by its key, under the lock of its room, in the caller's transaction."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import event
from sqlalchemy.orm import Session

from telephony.deps import Deps
from telephony.providers.twilio.arrivals import arrival_of
from telephony.providers.twilio.happenings import LegMoved, after
from telephony.providers.twilio.reading import happening_of, is_end
from telephony.providers.twilio.reporting import keep
from telephony.providers.twilio.repository import RoomRepository, WorkRepository, new_caller
from telephony.providers.twilio.rooms import CALLER
from telephony.providers.twilio.scribing import words_of
from telephony.providers.twilio.steps import next_step
from telephony.providers.twilio.unknown import unknown_of
from telephony.providers.twilio.wire import NAME, Webhook, WebhookKind
from telephony.transcripts.service import take_words


class Taking:
    """`wake` is called after the commit where a room wants something of Twilio now. Safe to use from several
    threads."""

    def __init__(self, machine_now: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._machine_now = machine_now
        self._wake = wake

    def __call__(self, session: Session, deps: Deps, webhook: Webhook) -> None:
        """Bring a webhook to its room and report what it changes. One that is known, or of a call that nobody knows,
        changes nothing. Commits nothing."""
        rooms, work, now = RoomRepository(session), WorkRepository(session), self._machine_now()
        kept = unknown_of(webhook.params)
        if webhook.kind is WebhookKind.VOICE:
            work.await_arrival(webhook.room)
            if work.take_once(webhook.event_key, webhook.room, now, kept):
                rooms.add_room(new_caller(webhook.room, arrival_of(webhook)), now)
                self._end_if_over(session, deps, webhook, now)
            return
        call_sid, label = webhook.room, ""
        found = rooms.lock_room(call_sid)
        if found is None:
            # A leg's own callback that says no room: that of a telephone which has called in, for example.
            known = rooms.find_call_of(webhook.call_sid) if webhook.call_sid else None
            if known is not None:
                call_sid, label = known
                found = rooms.lock_room(call_sid)
            elif is_end(webhook) and call_sid == webhook.call_sid:
                # It may be that of a caller whose first webhook is still being worked on.
                work.await_arrival(call_sid)
                found = rooms.lock_room(call_sid)
                if found is None:
                    work.take_once(_early(call_sid), call_sid, now, {"CallStatus": webhook.params["CallStatus"]})
        if found is None or not work.take_once(webhook.event_key, call_sid, now, kept):
            return
        row, before = found
        if webhook.kind is WebhookKind.TRANSCRIPT:
            words = words_of(webhook, before)
            if words is not None:
                take_words(session, deps, NAME, words)
            return
        happening = happening_of(webhook, label=label)
        room = before if happening is None else after(before, happening)
        room = keep(session, deps, row, before, room, at=webhook.at, now=now)
        if next_step(room) is not None:
            event.listen(session, "after_commit", lambda _: self._wake(), once=True)

    def _end_if_over(self, session: Session, deps: Deps, webhook: Webhook, now: datetime) -> None:
        """End a new room whose caller had hung up before anything of them was kept."""
        early = WorkRepository(session).find_params(_early(webhook.room))
        found = None if early is None else RoomRepository(session).lock_room(webhook.room)
        if early is None or found is None:
            return
        row, before = found
        room = after(before, LegMoved(CALLER, webhook.room, early["CallStatus"]))
        keep(session, deps, row, before, room, at=webhook.at, now=now)


def _early(call_sid: str) -> str:
    return f"early:{call_sid}"
