"""Participants: the legs in a conference. Each is known by a label of ours, which no other in the room has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from twilio.base.exceptions import TwilioException

from telephony.providers.twilio.asking import Asker, Made
from telephony.providers.twilio.errors import Failure, Fate
from telephony.providers.twilio.rest_calls import LEG_EVENTS
from telephony.providers.twilio.rest_conferences import STATUSES
from telephony.providers.twilio.values import TwilioParticipant, checked, participant_from

CONFERENCE_EVENTS: Final = ("start", "end", "join", "leave", "mute", "hold", "modify", "announcement")

CHANGES: Final = frozenset(
    {
        "muted",
        "hold",
        "hold_url",
        "hold_method",
        "announce_url",
        "announce_method",
        "wait_url",
        "wait_method",
        "coaching",
        "call_sid_to_coach",
    }
)
"""What may be changed of a leg. `end_conference_on_exit` is none of it: Twilio ignores the change while the leg is on
hold, and says 200 (telephony.md 0.3)."""

_SID: Final = re.compile(r"CF[0-9a-f]{32}")

_EXTRAS: Final = frozenset(
    {
        "sip_auth_username",
        "sip_auth_password",
        "caller_display_name",
        "call_token",
        "call_reason",
        "byoc",
        "region",
        "jitter_buffer_size",
        "machine_detection",
        "machine_detection_timeout",
        "amd_status_callback",
        "amd_status_callback_method",
        "wait_url",
        "wait_method",
        "conference_record",
        "conference_recording_status_callback",
        "conference_recording_status_callback_method",
        "conference_recording_status_callback_event",
    }
)


@dataclass(frozen=True, slots=True)
class ParticipantWish:
    """A leg to call into a conference. `to` is a number, ``sip:…`` or ``client:…``.

    `conference_url` hears of the room, and counts only where this leg is its first. `coached_call_sid` makes it a
    whisper. Seconds: it rings for `ring_seconds`; after `longest_seconds` it ends by itself.
    """

    label: str
    to: str = field(repr=False)
    from_number: str = field(repr=False)
    status_url: str = ""
    conference_url: str = ""
    ring_seconds: int = 25
    longest_seconds: int = 14_400
    muted: bool = False
    starts_conference: bool = True
    ends_conference: bool = False
    early_media: bool = True
    coached_call_sid: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)  # of `_EXTRAS`


class RestParticipants:
    """Safe to use from several threads; raises as `Asker` does. `who` is a label or a CallSid."""

    def __init__(self, client: Any, asker: Asker) -> None:
        self._client = client
        self._asker = asker

    def create(self, conference: str, wish: ParticipantWish, *, look_first: bool = False) -> Made[TwilioParticipant]:
        """Call somebody into a conference. A name that is no sid makes the room where there is none of that name.

        Raises:
            OutcomeUnknownError: The answer was lost, and nobody of that label is there.
        """
        asked = _asked(wish)
        made = self._asker.make(
            lambda: participant_from(self._of(conference).create(**asked)),
            lambda: self._find(conference, wish.label),
            label=wish.label,
            is_call=True,
            look_first=look_first,
        )
        self._asker.calls.queued(0.0 if made.found else made.value.queue_seconds)
        return made

    def fetch(self, conference_sid: str, who: str) -> TwilioParticipant:
        return self._asker.ask(lambda: participant_from(self._one(conference_sid, who).fetch()))

    def list_all(self, conference_sid: str) -> tuple[TwilioParticipant, ...]:
        """Return everybody who is in the room, or is called into it."""
        return self._asker.ask(
            lambda: tuple(participant_from(each) for each in self._of(conference_sid).list(page_size=250))
        )

    def update(self, conference_sid: str, who: str, **changes: Any) -> TwilioParticipant:
        """Change a leg: what `CHANGES` names. A URL is fetched by POST unless its method is given.

        Raises:
            OutcomeUnknownError: No clear answer to an announcement, which is not asked for again.
            ValueError: Another change was given, or none.
        """
        asked = checked(changes, CHANGES)
        if not asked:
            raise ValueError("no change")
        for name in ("hold", "announce", "wait"):
            if f"{name}_url" in asked:
                asked.setdefault(f"{name}_method", "POST")

        def change() -> TwilioParticipant:
            return participant_from(self._one(conference_sid, who).update(**asked))

        return self._asker.tell(change, label=who) if "announce_url" in asked else self._asker.ask(change)

    def announce(self, conference_sid: str, who: str, url: str) -> None:
        """Let one leg hear what `url` gives, once: it may be tones, and a key pressed twice is another number.

        Raises:
            OutcomeUnknownError: No clear answer; they may have heard it.
        """
        leg = self._one(conference_sid, who)
        self._asker.make(
            lambda: participant_from(leg.update(announce_url=url, announce_method="POST")),
            lambda: None,  # there is nothing that it could be found by
            label=who,
            is_call=False,
        )

    def remove(self, conference_sid: str, who: str) -> None:
        """Take a leg out of the room; its call goes on with what comes next in its document."""
        leg = self._one(conference_sid, who)
        self._asker.end(leg.delete, lambda: participant_from(leg.fetch()).status in ("complete", "failed"))

    def _of(self, conference: str) -> Any:
        return self._client.conferences(conference).participants

    def _one(self, conference_sid: str, who: str) -> Any:
        return self._client.conferences(conference_sid).participants(who)

    def _find(self, conference: str, label: str) -> TwilioParticipant | None:
        """Look for a leg by its label. A room named by its name is looked for first: a fetch knows sids only."""
        for sid in [conference] if _SID.fullmatch(conference) else self._sids_of(conference):
            try:
                return participant_from(self._one(sid, label).fetch())
            except TwilioException as error:
                if Failure(error).fate is not Fate.GONE:
                    raise
        return None

    def _sids_of(self, name: str) -> list[str]:
        listed = (self._client.conferences.list(friendly_name=name, status=status, limit=20) for status in STATUSES)
        return [each.sid for found in listed for each in found if each.friendly_name == name]


def _asked(wish: ParticipantWish) -> dict[str, Any]:
    given: dict[str, Any] = {
        "label": wish.label,
        "to": wish.to,
        "from_": wish.from_number,
        "status_callback": wish.status_url,
        "status_callback_method": "POST" if wish.status_url else "",
        "status_callback_event": list(LEG_EVENTS) if wish.status_url else "",
        "conference_status_callback": wish.conference_url,
        "conference_status_callback_method": "POST" if wish.conference_url else "",
        "conference_status_callback_event": list(CONFERENCE_EVENTS) if wish.conference_url else "",
        "timeout": wish.ring_seconds,
        "time_limit": wish.longest_seconds,
        "beep": "false",
        "muted": wish.muted,
        "start_conference_on_enter": wish.starts_conference,
        "end_conference_on_exit": wish.ends_conference,
        "early_media": wish.early_media,
        "call_sid_to_coach": wish.coached_call_sid,
        "coaching": True if wish.coached_call_sid else "",
        **checked(wish.more, _EXTRAS),
    }
    return {name: value for name, value in given.items() if value != ""}
