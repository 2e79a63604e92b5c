"""A contact centre whose carrier is Twilio: the adapter and its routes over loopback, the stand-in at the other end.

It is driven as `Centre` is: one thread, and business time that only the test moves, for Twilio too.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uvicorn
from fastapi import Depends, FastAPI, Request, Response

from telephony.errors import SignatureWrongError, TelephonyError
from telephony.providers.models import OutboxRow
from telephony.providers.outbox import OutboxRunner
from telephony.providers.twilio.answers import Answers
from telephony.providers.twilio.hands import Hands
from telephony.providers.twilio.limits import RestLimits
from telephony.providers.twilio.lines import AgentLeg, Lines
from telephony.providers.twilio.models import TwilioRoomRow
from telephony.providers.twilio.provider import TwilioProvider
from telephony.providers.twilio.repository import RoomRepository
from telephony.providers.twilio.rest import TwilioAccount, TwilioRest
from telephony.providers.twilio.retrying import Machine, RetryRule
from telephony.providers.twilio.rooms import Room
from telephony.providers.twilio.routes import twilio_routes
from telephony.providers.twilio.sayings import Sayings
from telephony.providers.twilio.signing import SigningKeys, TwilioSignatures
from telephony.providers.twilio.taking import Taking
from telephony.providers.twilio.twiml import Style
from telephony.providers.twilio.wire import WebhookKind
from telephony.settings import TelephonySettings
from telephony.timers.models import TimerRow
from tests.telephony.support import SETTINGS, Centre
from tests.twilio_cloud import hearing
from tests.twilio_cloud.clock import START
from tests.twilio_cloud.cloud import Cloud, Line

_DUE = sa.select(
    sa.or_(
        sa.exists().where(OutboxRow.done_at.is_(None), OutboxRow.due_at <= sa.bindparam("now")),
        sa.exists().where(TwilioRoomRow.look_at <= sa.bindparam("now")),
        sa.exists().where(TimerRow.due_at <= sa.bindparam("now")),
    )
)

PUBLIC = "https://desk.test"
NUMBER = "+85228880000"
DOMAIN = "bank.sip.twilio.com"


class CloudClock:
    """The stand-in's time."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    def now(self) -> datetime:
        return self._cloud.world.clock.now

    def advance(self, seconds: float) -> None:
        self._cloud.advance(seconds)

    @property
    def at(self) -> datetime:
        return START


class TwilioCentre(Centre):
    """`lines` are the callers', by the call."""

    def __init__(
        self,
        engine: sa.Engine,
        cloud: Cloud,
        settings: TelephonySettings = SETTINGS,
        *,
        agent_leg: AgentLeg = AgentLeg.SIP,
        limits: RestLimits | None = None,
        sleeps: bool = False,
    ) -> None:
        super().__init__(engine, settings)
        self.cloud = cloud
        cloud.world.limits.calls_per_second = 1000
        self.clock = CloudClock(cloud)  # type: ignore[assignment]  # no test of Twilio's sets the time
        ours = cloud.credentials

        def unix_time() -> float:
            return self.clock.now().timestamp()

        # Limits that a test gives are kept by the stand-in's time, on which nobody can sleep.
        kept = Machine(unix_time=unix_time) if limits is None else Machine(unix_time, _never_sleep, unix_time=unix_time)
        if sleeps:  # whoever waits before they ask again lets the stand-in's time pass, and nobody else's
            kept = Machine(unix_time, self.clock.advance, unix_time=unix_time)
        self.rest = TwilioRest(
            TwilioAccount(ours.account_sid, ours.key_sid, ours.key_secret),
            api_url=cloud.url,
            rule=RetryRule(first_seconds=0.01),
            limits=limits or RestLimits(calls_per_second=1000, burst=1000),
            machine=kept,
        )
        style = Style(f"{PUBLIC}/carrier/twilio")
        lines = Lines(agent_leg, DOMAIN, NUMBER)
        sayings = Sayings(ours.auth_token)
        signatures = TwilioSignatures(PUBLIC, ours.account_sid, SigningKeys(auth_token=ours.auth_token))
        self.hands = Hands(self.rest, style, lines)
        self.provider = TwilioProvider(self.open_work, self.deps, self.hands, signatures, self.clock.now, sayings)
        self.woken = threading.Event()
        taking = Taking(self.clock.now, self.woken.set)
        self.answers = Answers(
            self.deps, self.open_work, RoomRepository, taking, style, sayings=sayings, machine_now=self.clock.now
        )
        self.outbox = OutboxRunner(self.open_work, self.deps, self.provider)
        self._settings = settings
        cloud.do(
            lambda stage: stage.add_number(
                NUMBER,
                VoiceUrl=style.address(WebhookKind.VOICE),
                StatusCallback=style.address(WebhookKind.LEG),
            )
        )
        cloud.do(lambda stage: stage.add_domain(DOMAIN, VoiceUrl=style.address(WebhookKind.AGENT)))

    def run(self) -> None:
        """Go on until nothing is under way on either side."""
        while True:
            self.cloud.advance(0.01)  # calls that are asked for in one moment start one after another
            if not self._is_anything_due():
                return
            if not (self.outbox.run_due() or self.provider.worker.run_due() or self.timers.run_due()):
                return

    def wait(self, seconds: float, step: float = 1) -> None:
        """Let time pass, and all that it brings."""
        while seconds > 0:
            self.cloud.advance(min(step, seconds))
            self.run()
            seconds -= step

    def agent(self, *queues: str, ready: bool = True) -> UUID:
        """Sign a new agent in, whose telephone answers at once."""
        agent_id = super().agent(*queues, ready=ready)
        self.cloud.do(lambda stage: stage.person(f"sip:{agent_id}@{DOMAIN}", answers_after=0))
        return agent_id

    def caller(self, from_: str = "+85291234567", **how: Any) -> Line:
        """Somebody calls; they are in the queue unless they hang up."""
        line = self.cloud.ring(NUMBER, from_, **how)
        self.run()
        return line

    def ring(self, number: str = "+85291234567", **arrival: object) -> UUID:
        return self.call_by_sid(self.caller(number, **arrival).sid).call_id

    def line_of(self, agent_id: UUID) -> Line:
        return self.cloud.line_to(f"sip:{agent_id}@{DOMAIN}")

    def heard(self, sid: str) -> dict[str, set[str]]:
        """Who of one call hears whom, by the kind of their leg, as Twilio has it."""
        labels = self._labels(sid)
        table = self.cloud.do(lambda stage: hearing.heard(stage.world.calls, stage.world.rooms))
        live = {one for one, call in self.cloud.world.calls.items() if call.status == "in-progress"}
        return {
            labels[who]: {labels[each] for each in whom} for who, whom in table.items() if who in labels.keys() & live
        }

    def room(self, sid: str) -> Room:
        with self.open_work() as work:
            found = RoomRepository(work.session).lock_room(sid)
        assert found is not None
        return found[1]

    def live_calls(self) -> list[str]:
        """Whose telephones ring or are off the hook, by address."""
        return sorted(str(call.far_end) for call in self.cloud.world.calls.values() if call.live)

    def _is_anything_due(self) -> bool:
        """Ask once for all three whether it is worth their asking: mostly nothing is."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return bool(connection.scalar(_DUE, {"now": self.clock.now()}))

    def _labels(self, sid: str) -> dict[str, str]:
        return {leg.call_sid: leg.label.partition("-")[0] for leg in self.room(sid).legs if leg.call_sid}


@contextmanager
def opened_centre(
    engine: sa.Engine,
    *,
    settings: TelephonySettings = SETTINGS,
    agent_leg: AgentLeg = AgentLeg.SIP,
    cloud: Cloud | None = None,
    limits: RestLimits | None = None,
    sleeps: bool = False,
) -> Iterator[TwilioCentre]:
    """Open it with nobody there. `sleeps`: the adapter waits by the stand-in's time, not by the machine's."""
    with cloud or Cloud() as opened:
        centre = TwilioCentre(engine, opened, settings, agent_leg=agent_leg, limits=limits, sleeps=sleeps)
        with _serving(centre) as url:
            opened.world.post.hosts[PUBLIC] = url
            yield centre


@contextmanager
def _serving(centre: TwilioCentre) -> Iterator[str]:
    app = FastAPI()
    waits = {"answer_seconds": 20.0, "tell_seconds": 20.0}  # a busy machine is none of Twilio's faults
    app.include_router(twilio_routes(centre.answers, centre.provider, rule=Depends(_anybody), **waits))
    app.add_exception_handler(TelephonyError, _refused)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def _never_sleep(seconds: float) -> None:
    raise AssertionError(f"a shared worker sleeps for {seconds} seconds")


def _anybody() -> None:
    return None


def _refused(request: Request, error: Exception) -> Response:
    return Response(status_code=403 if isinstance(error, SignatureWrongError) else 400)
