"""A stand-in, a desk that answers its webhooks, and the SDK between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from twilio.rest import Client

from tests.twilio_cloud.cloud import Cloud, Line
from tests.twilio_cloud.desk import Desk
from tests.twilio_cloud.loopback import client_of, close

NUMBER = "+15550001111"
CALLER = "+447700900123"
AGENT = "sip:agent7@bank.sip.twilio.com"
COLLEAGUE = "sip:agent8@bank.sip.twilio.com"
OUTSIDE = "+442079460000"
PUBLIC = "https://desk.test"


@dataclass
class Played:
    """All three, and the steps that most tests begin with."""

    cloud: Cloud
    desk: Desk
    client: Client

    def ring(self, voice: str = "<Enqueue waitUrl='/wait' action='/queue-exit'>cc-main</Enqueue>", **how: Any) -> Line:
        """The customer calls; `voice` is what the desk answers."""
        self.desk.documents |= {"/voice": voice, "/wait": "<Play>https://desk.test/music.mp3</Play>"}
        line = self.cloud.ring(NUMBER, CALLER, **how)
        self.cloud.advance(2)
        return line

    def conference(self, label: str, *, starts: bool, ends: bool, more: str = "", name: str = "room-1") -> str:
        """Return a document that puts somebody into a conference, with all events told to `/conf`."""
        words = {True: "true", False: "false"}
        return (
            f'<Response><Dial action="{PUBLIC}/after" method="POST"><Conference participantLabel="{label}" beep="false"'
            f' startConferenceOnEnter="{words[starts]}" endConferenceOnExit="{words[ends]}" waitUrl=""'
            f' statusCallback="{PUBLIC}/conf" statusCallbackEvent="start end join leave mute hold modify announcement"'
            f" {more}>{name}</Conference></Dial></Response>"
        )

    def connect(self, line: Line, *, more: str = "") -> str:
        """Put the customer into a conference and call the agent into it; return the conference's id."""
        self.client.calls(line.sid).update(twiml=self.conference("caller", starts=False, ends=True, more=more))
        self.cloud.advance(1)
        sid = str(self.client.conferences.list(friendly_name="room-1")[0].sid)
        self.call(sid, AGENT, "agent-7")
        self.cloud.advance(4)
        return sid

    def call(self, conference: str, to: str, label: str, **more: Any) -> Any:
        """Call somebody into a conference, as the product does."""
        how = {"beep": "false", "end_conference_on_exit": False, "status_callback": f"{PUBLIC}/leg"} | more
        how.setdefault("status_callback_event", ["initiated", "ringing", "answered", "completed"])
        return self.client.conferences(conference).participants.create(from_=NUMBER, to=to, label=label, **how)


@pytest.fixture
def played() -> Iterator[Played]:
    with Desk() as desk, Cloud() as cloud:
        cloud.world.post.hosts[PUBLIC] = desk.url

        def set_up(stage: Any) -> None:
            stage.add_number(NUMBER, VoiceUrl=f"{PUBLIC}/voice", StatusCallback=f"{PUBLIC}/number")
            for address in (AGENT, COLLEAGUE, OUTSIDE):
                stage.person(address)

        cloud.do(set_up)
        client = client_of(cloud)
        yield Played(cloud, desk, client)
        close(client)
