"""What a test, or a trial, does with the stand-in: people ring, press and hang up, time passes, things go wrong.

All of it belongs to the stand-in's own event loop; `cloud.Cloud` brings it there from a test's thread.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.twilio_cloud import hearing, lines, recordings
from tests.twilio_cloud.faults import DeliveryFault, RestFault
from tests.twilio_cloud.people import Does, Person
from tests.twilio_cloud.things import Call, Callback, Hook, Message, Settings, Source
from tests.twilio_cloud.twiml.player import live
from tests.twilio_cloud.twiml.transcribing import heard_words
from tests.twilio_cloud.world import World

RATES = frozenset(
    {"late", "repeated", "reordered", "lost", "late_seconds", "unheard", "unanswered", "rest", "wrong_events_accepted"}
)


class Stage:
    """The network around one account."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_number(self, number: str, **settings: str) -> str:
        """Own a number; `settings` go by the names of the REST form, such as `VoiceUrl`."""
        return self._add(self.world.numbers, "PN", {"PhoneNumber": number, "FriendlyName": number} | settings)

    def add_application(self, **settings: str) -> str:
        """Have a TwiML application."""
        return self._add(self.world.applications, "AP", settings)

    def add_domain(self, name: str, **settings: str) -> str:
        """Have a SIP domain such as `bank.sip.twilio.com` (telephony.md 5.3)."""
        return self._add(self.world.domains, "SD", {"DomainName": name, "FriendlyName": name} | settings)

    def person(self, address: str, **traits: Any) -> Person:
        """Return who is at an address, changed by `traits` (see `people.Person`)."""
        person = lines.person_at(self.world, address)
        for name, value in traits.items():
            if not hasattr(person, name):
                raise ValueError(name)
            setattr(person, name, [Does(one) for one in value] if name == "next_does" else value)
        person.does = Does(person.does)
        return person

    def ring(
        self,
        to: str,
        from_: str,
        *,
        keys: Sequence[str] = (),
        stir: str = "",
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, str] | None = None,
        **traits: Any,
    ) -> Call:
        """Somebody calls a number of ours. `from_` may be a word such as `anonymous` (telephony.md 1.1); `headers` are
        those of a SIP caller, `X-…` (6.8)."""
        number = next((one for one in self.world.numbers.values() if one.values["PhoneNumber"] == to), None)
        if number is None:
            raise LookupError(to)
        hook = number.hook()
        if number.values.get("VoiceApplicationSid"):
            hook = self.world.applications[number.values["VoiceApplicationSid"]].hook()
        more = {"CallToken": self.world.sids.make("TK"), **({"StirVerstat": stir} if stir else {}), **(extra or {})}
        more |= {f"SipHeader_{name}": value for name, value in (headers or {}).items()}
        call = self._arrive(to, from_, hook, more, keys, traits)
        call.number_sid = number.sid
        if number.values.get("StatusCallback"):
            method = number.values.get("StatusCallbackMethod", "POST")
            call.status_hook = Callback(number.values["StatusCallback"], method, ("completed",))
        return call

    def dial_in(
        self,
        to: str,
        from_: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        keys: Sequence[str] = (),
        **traits: Any,
    ) -> Call:
        """An agent's own phone calls in (telephony.md 0.2): a SIP phone `sip:…@a domain of ours`, or a softphone
        `app:AP…` with `params` of its own (5.1)."""
        if to.startswith("app:"):
            hook = self.world.applications[to.removeprefix("app:")].hook()
            return self._arrive("", from_, hook, dict(params or {}), keys, traits)
        user, _, host = to.removeprefix("sip:").partition("@")
        domain = next((one for one in self.world.domains.values() if one.values["DomainName"] == host), None)
        if domain is None or not user:
            raise LookupError(to)
        extra = {
            "SipDomain": host,
            "SipUsername": from_.removeprefix("sip:").partition("@")[0],
            "SipCallId": self.world.sids.make("XX")[2:],
            "SipSourceIp": "192.0.2.7",
        }
        extra |= {f"SipHeader_{name}": value for name, value in (headers or {}).items()}
        return self._arrive(to, from_, domain.hook(), extra, keys, traits)

    def hang_up(self, sid: str) -> None:
        """Whoever is at the far end hangs up, or gives up while it rings."""
        call = self.world.calls[sid]
        rings = call.answered is None and call.direction != "inbound"
        lines.over(self.world, call, "busy" if rings else "completed" if call.answered else "no-answer")

    def pick_up(self, sid: str) -> None:
        """Whoever it rings at answers."""
        self.world.calls[sid].pick_up.fire()

    def press(self, sid: str, digits: str) -> None:
        """Whoever is at the far end presses keys."""
        lines.press(self.world.calls[sid], digits)

    def say(self, sid: str, words: str) -> None:
        """Whoever is at the far end says something: those who hear them do, and transcriptions of both ends."""
        speaker = self.world.calls[sid]
        heard_words(self.world, speaker, words, by_call=True)
        for listener, speakers in hearing.heard(self.world.calls, self.world.rooms).items():
            if sid in speakers:
                self.world.calls[listener].told.append(f"heard: {words}")
                heard_words(self.world, self.world.calls[listener], words, by_call=False)

    def text(self, to: str, from_: str, body: str) -> str:
        """Somebody writes to a number of ours. Twilio handles STOP and START itself (telephony.md 6.7)."""
        world = self.world
        number = next(one for one in world.numbers.values() if one.values["PhoneNumber"] == to)
        message = Message(world.sids.make("SM"), from_, to, body, world.now, "inbound", "received")
        world.messages[message.sid] = message
        word = body.strip().upper()
        if word in ("STOP", "START"):
            (world.stopped.add if word == "STOP" else world.stopped.discard)(from_)
        if number.values.get("SmsUrl"):
            params = {"MessageSid": message.sid, "SmsSid": message.sid, "AccountSid": world.credentials.account_sid}
            params |= {"From": from_, "To": to, "Body": body, "NumMedia": "0", "NumSegments": "1"}
            params |= {"ApiVersion": "2010-04-01", "SmsStatus": "received"}
            method = number.values.get("SmsMethod", "POST")
            world.post.tell(message.sid, "message", number.values["SmsUrl"], method, params)
        return message.sid

    def hears(self) -> dict[str, list[str]]:
        """Return who hears whom, by the addresses of those whose leg is answered."""
        names = self._names()
        table = hearing.heard(self.world.calls, self.world.rooms)
        return {names[sid]: sorted(names[one] for one in heard) for sid, heard in table.items() if sid in names}

    def sounds(self) -> dict[str, str]:
        """Return what else each of them hears: music, ringing, what is said or played, or silence."""
        found = {}
        for sid, name in self._names().items():
            call = self.world.calls[sid]
            room = self.world.rooms.get(call.room_sid)
            if room is None:
                queued = hearing.MUSIC if call.queue_sid else hearing.SILENCE
                found[name] = call.sound or queued
                continue
            waiting = [self.world.calls[one.call_sid] for one in room.participants.values() if not one.here]
            rings = any(one.status == "ringing" and one.wish and one.wish.early_media for one in waiting)
            found[name] = call.sound or hearing.sound_in_room(room, room.participants[sid], rings=rings)
        return found

    def recorded(self) -> dict[str, list[str]]:
        """Return, by recording, whose words go into it now."""
        names = self._names()
        return {
            one.sid: sorted(names[sid] for sid in recordings.recorded_now(self.world, one) if sid in names)
            for one in self.world.recordings.values()
            if one.running
        }

    def fail_rest(self, kind: str, method: str = "", path: str = "", times: int = 1, skip: int = 0) -> None:
        """Have coming REST requests fail: `404 429 500 503`, or carried out and `cut` or `silence`."""
        self.world.faults.next_rest.append(RestFault(str(kind), method, path, times, skip))

    def fail_delivery(
        self, kind: str, about: str = "", fields: Mapping[str, str] | None = None, times: int = 1, late: float = 5
    ) -> None:
        """Have coming deliveries of events `lost`, `repeated` or `late`."""
        if kind not in ("lost", "repeated", "late"):
            raise ValueError(kind)
        self.world.faults.next_deliveries.append(DeliveryFault(kind, about, dict(fields or {}), times, late))

    def set_faults(self, **rates: Any) -> None:
        """Set rates of faults (see `faults.Faults`), 0 to 1."""
        for name, value in rates.items():
            if name not in RATES:
                raise ValueError(name)
            setattr(self.world.faults, name, value)

    def calls(self) -> list[dict[str, Any]]:
        """List all calls as JSON."""
        return [
            {
                "sid": one.sid,
                "from": one.from_,
                "to": one.to,
                "direction": one.direction,
                "status": one.status,
                "room": one.room_sid,
                "queue": one.queue_sid,
                "told": one.told[-5:],
            }
            for one in self.world.calls.values()
        ]

    def line(self, sid: str) -> dict[str, Any]:
        """Return how a call stands for whoever is at its far end, as JSON."""
        world, call = self.world, self.world.calls[sid]
        room = world.rooms.get(call.room_sid)
        return {
            "status": call.status,
            "queued": bool(call.queue_sid),
            "in_room": room is not None,
            "held": room is not None and sid in room.participants and room.participants[sid].held,
            "hears": sorted(hearing.heard(world.calls, world.rooms).get(sid, ())),
            "sound": call.sound,
            "asked": call.asked,
            "pressed": call.pressed,
        }

    def _arrive(
        self, to: str, from_: str, hook: Hook, extra: dict[str, str], keys: Sequence[str], traits: Mapping[str, Any]
    ) -> Call:
        call = lines.new_call(self.world, from_, to, "inbound", "ringing")
        call.extra, call.scripted_keys = extra, list(keys)
        call.person = Person(from_, **traits)
        call.fallback = Hook(hook.fallback_url, hook.fallback_method)
        if not hook.url:
            self.world.blame(21405, f"{to} has no voice URL", call)
            lines.over(self.world, call, "failed")
            return call
        call.job = self.world.clock.start_job(live(self.world, call, Source(hook.url, hook.method)))
        return call

    def _add(self, known: dict[str, Settings], prefix: str, values: Mapping[str, str]) -> str:
        one = Settings(self.world.sids.make(prefix), self.world.now, dict(values))
        known[one.sid] = one
        return one.sid

    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        used: dict[str, int] = {}
        for call in self.world.calls.values():
            if call.status != "in-progress":
                continue
            used[call.far_end] = used.get(call.far_end, 0) + 1
            again = used[call.far_end]
            names[call.sid] = call.far_end if again == 1 else f"{call.far_end} ({again})"
        return names
