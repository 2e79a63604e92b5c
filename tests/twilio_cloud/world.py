"""All that the stand-in keeps, and what went wrong with what it was given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.twilio_cloud.clock import START, Clock
from tests.twilio_cloud.faults import Faults
from tests.twilio_cloud.sids import Sids
from tests.twilio_cloud.things import Call, Message, Queue, Recording, Room, Settings
from tests.twilio_cloud.webhooks import Post, Signer


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the product got wrong: Twilio's own error code, and where. Twilio shows these in its debugger."""

    code: int
    text: str
    call_sid: str = ""


@dataclass(slots=True)
class Credentials:
    """Whom REST requests are taken from: the account's token, or an API key (telephony.md 3.3)."""

    account_sid: str
    auth_token: str
    key_sid: str
    key_secret: str


@dataclass(slots=True)
class Limits:
    """Twilio's limits; a test may lower them (telephony.md 0.2, 3.1)."""

    calls_per_second: float = 1
    call_seconds: float = 4 * 3600
    participants: int = 250
    page_size: int = 50
    redirect_action_seconds: float = 0
    """How long after a redirect the interrupted Dial's action is fetched; about 0.3 was measured (1.2)."""
    redirect_seconds: float = 0
    """And the new document; about 0.35 more."""


class World:
    """One account and the telephone network around it."""

    def __init__(self, seed: int = 1, speed: float = 0, start: datetime = START) -> None:
        self.sids = Sids(seed)
        self.clock = Clock(start, speed)
        self.faults = Faults(seed)
        make = self.sids.make
        self.credentials = Credentials(make("AC"), make("XX")[2:], make("SK"), make("XX")[2:])
        self.post = Post(self.clock, self.faults, Signer(self.credentials.auth_token))
        self.limits = Limits()
        self.calls: dict[str, Call] = {}
        self.rooms: dict[str, Room] = {}
        self.queues: dict[str, Queue] = {}
        self.recordings: dict[str, Recording] = {}
        self.messages: dict[str, Message] = {}
        self.payments: dict[str, dict[str, Any]] = {}
        self.transcriptions: dict[str, dict[str, str]] = {}
        self.numbers: dict[str, Settings] = {}
        self.applications: dict[str, Settings] = {}
        self.domains: dict[str, Settings] = {}
        self.people: dict[str, Any] = {}
        self.everybody_answers = False
        """Whether whom nobody has named is there, and answers; else they are unreachable."""
        self.problems: list[Problem] = []
        self.next_call_at = 0.0
        self.stopped: set[str] = set()
        """Numbers whose owners have said STOP (telephony.md 6.7)."""
        self.room_names: dict[str, str] = {}

    @property
    def now(self) -> datetime:
        return self.clock.now

    def blame(self, code: int, text: str, call: Call | None = None) -> None:
        """Note what the product got wrong."""
        self.problems.append(Problem(code, text, call.sid if call is not None else ""))

    def live_call(self, sid: str) -> Call | None:
        """Return a call that is not over."""
        call = self.calls.get(sid)
        return call if call is not None and call.live else None

    def live_room(self, name_or_sid: str) -> Room | None:
        """Return the live conference of that id, or of that name: a name means the live one (telephony.md 0.4)."""
        room = self.rooms.get(name_or_sid) or self.rooms.get(self.room_names.get(name_or_sid, ""))
        return room if room is not None and room.live else None

    def queue_named(self, name: str) -> Queue:
        """Return a queue; it is made on demand (telephony.md 1.2)."""
        for queue in self.queues.values():
            if queue.name == name:
                return queue
        queue = Queue(self.sids.make("QU"), name, self.now)
        self.queues[queue.sid] = queue
        return queue
