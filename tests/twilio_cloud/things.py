"""What the stand-in keeps: calls, conferences, queues, recordings, and what a number or an application is set to."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.twilio_cloud.clock import Job, Signal

LIVE = ("queued", "initiated", "ringing", "in-progress")


@dataclass(slots=True)
class Hook:
    """Where to ask or tell something. An empty `url`: nowhere."""

    url: str = ""
    method: str = "POST"
    fallback_url: str = ""
    fallback_method: str = "POST"


@dataclass(slots=True)
class Source:
    """What a call does next: a document to fetch, or one given with the request (`twiml`)."""

    url: str = ""
    method: str = "POST"
    twiml: str = ""
    params: dict[str, str] = field(default_factory=dict)
    fallback_url: str = ""
    fallback_method: str = "POST"


@dataclass(slots=True)
class Callback:
    """A status callback with the events that were asked for."""

    url: str = ""
    method: str = "POST"
    events: tuple[str, ...] = ()

    def wants(self, event: str) -> bool:
        return bool(self.url) and event in self.events


@dataclass(slots=True)
class Wish:
    """What whoever enters a conference asks for. The defaults are Twilio's (telephony.md 1.3): beep is true."""

    label: str = ""
    start_on_enter: bool = True
    end_on_exit: bool = False
    muted: bool = False
    beep: str = "true"
    wait: Hook | None = None
    coaching: bool = False
    call_sid_to_coach: str = ""
    max_participants: int = 250
    early_media: bool = True
    status: Callback = field(default_factory=Callback)
    record: bool = False
    recording: Callback = field(default_factory=Callback)


@dataclass(eq=False, slots=True)
class Call:
    """One leg. `told` is all it was told, in order; `sound` what it hears now outside of a room; `keys` wait to be
    gathered, `pressed` are all that ever were, `asked` those that a question takes now; `interrupt` fires with what to
    do instead, or with None when the call is over."""

    sid: str
    from_: str
    to: str
    direction: str
    created: datetime
    status: str = "queued"
    parent_sid: str = ""
    queue_ms: int = 0
    answered: datetime | None = None
    ended: datetime | None = None
    updated: datetime | None = None
    sequence: int = 0
    status_hook: Callback = field(default_factory=Callback)
    extra: dict[str, str] = field(default_factory=dict)
    time_limit: float | None = None
    timeout: float = 60
    number_sid: str = ""
    sip_code: int = 200
    answered_by: str = ""
    scripted_keys: list[str] = field(default_factory=list)
    person: Any = None
    told: list[str] = field(default_factory=list)
    sound: str = ""
    keys: list[str] = field(default_factory=list)
    key_signal: Signal = field(default_factory=Signal)
    pressed: str = ""
    asked: str = ""
    interrupt: Signal = field(default_factory=Signal)
    over: Signal = field(default_factory=Signal)
    pick_up: Signal = field(default_factory=Signal)
    job: Job | None = None
    room_sid: str = ""
    queue_sid: str = ""
    bridged_to: str = ""
    fallback: Hook = field(default_factory=Hook)
    api_leg_of: str = ""
    wish: Wish | None = None
    recordings: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)

    @property
    def live(self) -> bool:
        return self.status in LIVE

    @property
    def far_end(self) -> str:
        """The address of the person at the other end of the leg."""
        return self.from_ if self.direction == "inbound" else self.to


@dataclass(eq=False, slots=True)
class Participant:
    """Somebody in a conference, or on the way into it (`status`)."""

    call_sid: str
    wish: Wish
    created: datetime
    status: str = "connected"
    held: bool = False
    muted: bool = False
    coaching: bool = False
    call_sid_to_coach: str = ""
    end_on_exit: bool = False
    hold_music: str = ""
    updated: datetime | None = None
    left: Signal = field(default_factory=Signal)
    ever_joined: bool = False

    @property
    def here(self) -> bool:
        return self.status == "connected"


@dataclass(eq=False, slots=True)
class Room:
    """A conference. `status_hook` is its first participant's, whatever later ones bring (telephony.md 0.5)."""

    sid: str
    name: str
    created: datetime
    status: str = "init"
    status_hook: Callback = field(default_factory=Callback)
    recording: Callback = field(default_factory=Callback)
    record: bool = False
    max_participants: int = 250
    participants: dict[str, Participant] = field(default_factory=dict)
    sequence: int = 0
    reason_ended: str = ""
    ended_by_sid: str = ""
    updated: datetime | None = None
    ever_joined: bool = False
    recordings: list[str] = field(default_factory=list)
    started: Signal = field(default_factory=Signal)

    @property
    def live(self) -> bool:
        return self.status != "completed"

    @property
    def here(self) -> list[Participant]:
        return [one for one in self.participants.values() if one.here]


@dataclass(eq=False, slots=True)
class Member:
    """A call in a queue."""

    call_sid: str
    since: datetime
    leave: Signal = field(default_factory=Signal)


@dataclass(eq=False, slots=True)
class Queue:
    """A queue; 1000 may wait in it (telephony.md 1.2)."""

    sid: str
    name: str
    created: datetime
    max_size: int = 1000
    members: list[Member] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Recording:
    """A recording. `kept` seconds are done; `since` is when the present piece began, None while it is paused."""

    sid: str
    call_sid: str
    room_sid: str
    source: str
    created: datetime
    channels: int
    hook: Callback
    track: str = "both"
    status: str = "in-progress"
    kept: float = 0
    silent: float = 0
    since: datetime | None = None
    paused_at: datetime | None = None
    pause_behavior: str = "silence"
    heard: list[str] = field(default_factory=list)
    updated: datetime | None = None

    @property
    def running(self) -> bool:
        return self.status in ("in-progress", "paused")


@dataclass(eq=False, slots=True)
class Message:
    """A text message."""

    sid: str
    from_: str
    to: str
    body: str
    created: datetime
    direction: str = "outbound-api"
    status: str = "queued"
    status_url: str = ""
    service_sid: str = ""
    error_code: int | None = None
    sent: datetime | None = None
    send_at: str = ""


@dataclass(eq=False, slots=True)
class Settings:
    """What a number, an application or a SIP domain is set to, by the names of the REST form."""

    sid: str
    created: datetime
    values: dict[str, str] = field(default_factory=dict)

    def hook(self) -> Hook:
        """Where its voice URL is."""
        value = self.values.get
        return Hook(
            value("VoiceUrl", ""),
            value("VoiceMethod", "POST"),
            value("VoiceFallbackUrl", ""),
            value("VoiceFallbackMethod", "POST"),
        )
