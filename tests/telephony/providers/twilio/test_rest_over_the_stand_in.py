"""The same verbs over real HTTP, with the real SDK, at the stand-in: what is asked does what it says, and once."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pytest

from telephony.errors import CarrierRefusedError, SignatureWrongError
from telephony.providers.twilio.errors import CredentialsRefusedError, OutcomeUnknownError, PartyGoneError
from telephony.providers.twilio.limits import RestLimits
from telephony.providers.twilio.rest import TwilioAccount, TwilioRest
from telephony.providers.twilio.rest_calls import CallWish
from telephony.providers.twilio.rest_others import MessageWish
from telephony.providers.twilio.rest_participants import ParticipantWish
from telephony.providers.twilio.rest_recordings import RecordingOf, RecordingWish
from telephony.providers.twilio.retrying import Machine, RetryRule
from telephony.providers.twilio.signing import SigningKeys, TwilioSignatures
from tests.twilio_cloud.cloud import Cloud
from tests.twilio_cloud.conftest import AGENT, CALLER, NUMBER, OUTSIDE, PUBLIC, Played, played

__all__ = ["played"]  # a fixture

WISH = ParticipantWish(
    label="listen-9", to=OUTSIDE, from_number=NUMBER, status_url=f"{PUBLIC}/leg?label=listen-9", muted=True
)


@dataclass
class Both:
    played: Played
    rest: TwilioRest

    def requests(self, method: str, part: str) -> int:
        return sum(each["method"] == method and part in each["path"] for each in self.played.cloud.requests)

    def fail(self, kind: str, method: str = "", path: str = "", times: int = 1) -> None:
        if kind == "silence":  # which is waited through
            self.rest.close()
            self.rest = rest_at(self.played.cloud, request_seconds=1.0)
        self.played.cloud.do(lambda stage: stage.fail_rest(kind, method, path, times))


def rest_at(cloud: Cloud, secret: str = "", request_seconds: float = 10.0) -> TwilioRest:
    ours = cloud.credentials
    return TwilioRest(
        TwilioAccount(ours.account_sid, ours.key_sid, secret or ours.key_secret),
        limits=RestLimits(calls_per_second=100, burst=10),
        rule=RetryRule(request_seconds=request_seconds, total_seconds=30, first_seconds=0.01),
        machine=Machine(unix_time=lambda: cloud.world.clock.now.timestamp()),
        api_url=cloud.url,
    )


@pytest.fixture
def both(played: Played) -> Iterator[Both]:
    both = Both(played, rest_at(played.cloud))
    yield both
    both.rest.close()
    assert played.cloud.problems == []


def test_a_call_is_claimed_held_listened_to_and_ended(both: Both) -> None:
    played, rest = both.played, both.rest
    line = played.ring()
    room = played.connect(line)

    (found,) = rest.conferences.list_named(rest.conferences.fetch(room).name)
    assert (found.sid, found.is_live) == (room, True)
    held = rest.participants.update(room, "caller", hold=True, hold_url=f"{PUBLIC}/hold")
    assert held.hold
    assert played.cloud.hears() == {CALLER: [], AGENT: []}
    rest.participants.update(room, "caller", hold=False)
    made = rest.participants.create(room, WISH)
    played.cloud.advance(4)

    assert {each.label for each in rest.participants.list_all(room)} == {"caller", "agent-7", "listen-9"}
    assert rest.participants.fetch(room, "listen-9").call_sid == made.value.call_sid
    rest.participants.remove(room, "listen-9")
    played.cloud.advance(1)
    with pytest.raises(PartyGoneError):
        rest.participants.remove(room, "listen-9")
    rest.conferences.end(room)
    played.cloud.advance(1)
    for ended in (
        lambda: rest.conferences.end(room),
        lambda: rest.participants.update(room, "caller", hold=True),
        lambda: rest.calls.end(line.sid),
        lambda: rest.calls.redirect(line.sid, twiml="<Response><Hangup/></Response>"),
        lambda: rest.participants.create(room, WISH),
    ):
        with pytest.raises(PartyGoneError):
            ended()


@pytest.mark.parametrize("fault", ["cut", "silence"])
def test_a_leg_is_called_once_though_the_answer_is_lost(both: Both, fault: str) -> None:
    room = both.played.connect(both.played.ring())
    both.fail(fault, "POST", "Participants")

    made = both.rest.participants.create(room, WISH)

    both.played.cloud.advance(4)
    assert made.found
    assert made.value.label == "listen-9"
    assert both.requests("POST", "Participants.json") == 2  # the agent's, and this one
    assert len(both.rest.participants.list_all(room)) == 3


def test_a_leg_that_is_called_a_second_time_by_its_label_is_the_first_one(both: Both) -> None:
    room = both.played.connect(both.played.ring())
    first = both.rest.participants.create(room, WISH)

    again = both.rest.participants.create(room, WISH)

    assert again.found
    assert again.value.call_sid == first.value.call_sid
    assert len(both.rest.participants.list_all(room)) == 3


def test_a_second_attempt_at_a_call_finds_the_first_one(both: Both) -> None:
    wish = CallWish("agent-8", OUTSIDE, NUMBER, url=f"{PUBLIC}/screen")
    first = both.rest.calls.create(wish)
    both.played.cloud.advance(1)

    again = both.rest.calls.create(wish, look_first=True)

    assert again.found
    assert again.value.sid == first.value.sid


def test_another_lines_call_of_the_same_minute_to_the_same_number_is_not_taken_for_ours(both: Both) -> None:
    theirs = both.rest.calls.create(CallWish("agent-7", OUTSIDE, NUMBER, url=f"{PUBLIC}/screen")).value.sid
    wish = CallWish("agent-8", OUTSIDE, NUMBER, url=f"{PUBLIC}/screen")
    both.fail("503", "POST", "Calls.json")
    with pytest.raises(OutcomeUnknownError):
        both.rest.calls.create(wish, is_others=lambda sid: sid == theirs)
    both.fail("cut", "POST", "Calls.json")
    ours = both.rest.calls.create(wish, is_others=lambda sid: sid == theirs)

    assert ours.found
    assert ours.value.sid != theirs
    both.played.cloud.advance(1)
    found = both.rest.calls.find_live(OUTSIDE, NUMBER, is_others=lambda sid: sid == ours.value.sid)
    assert found is not None
    assert found.sid == theirs


@pytest.mark.parametrize("fault", ["cut", "silence"])
def test_a_call_and_a_message_are_made_once_though_the_answer_is_lost(both: Both, fault: str) -> None:
    both.fail(fault, "POST", "Calls.json")
    call = both.rest.calls.create(CallWish("agent-8", OUTSIDE, NUMBER, url=f"{PUBLIC}/screen"))
    both.fail(fault, "POST", "Messages.json")
    message = both.rest.messages.create(MessageWish("text-1", OUTSIDE, NUMBER, "Hello", f"{PUBLIC}/message"))

    assert (call.found, message.found) == (True, True)
    assert both.rest.messages.fetch(message.value.sid).sid == message.value.sid
    both.rest.calls.cancel(call.value.sid)
    assert both.rest.calls.fetch(call.value.sid).status == "canceled"


@pytest.mark.parametrize("fault", ["429", "500", "503", "cut"])
def test_an_update_comes_through_what_fails_two_times(both: Both, fault: str) -> None:
    room = both.played.connect(both.played.ring())
    both.fail(fault, "POST", "Participants/caller", times=2)

    assert both.rest.participants.update(room, "caller", hold=True, hold_url=f"{PUBLIC}/hold").hold


def test_a_call_is_recorded_paused_resumed_fetched_and_deleted(both: Both) -> None:
    line = both.played.ring()
    both.played.connect(line)
    rest = both.rest.recordings
    both.fail("cut", "POST", "Recordings.json")
    started = rest.start(line.sid, RecordingWish(f"{PUBLIC}/rec"))
    assert started.found
    sid = started.value.sid

    both.played.cloud.advance(5)
    assert rest.pause(RecordingOf.CALL, line.sid, sid).status == "paused"
    assert rest.resume(RecordingOf.CALL, line.sid, sid).status == "in-progress"
    both.played.cloud.advance(5)
    rest.stop(RecordingOf.CALL, line.sid, sid)
    both.played.cloud.advance(5)

    assert [each.sid for each in rest.list_of(RecordingOf.CALL, line.sid)] == [sid]
    assert rest.fetch(sid).status == "completed"
    with rest.media(sid) as media:
        sound = io.BytesIO(b"".join(media.chunks)).getvalue()
    assert sound[:4] == b"RIFF"
    rest.delete(sid)
    with pytest.raises(PartyGoneError), rest.media(sid):
        pytest.fail("there is no sound any more")


def test_live_rooms_and_waiting_callers_are_listed(both: Both) -> None:
    waiting = both.played.ring()
    (queue,) = both.rest.queues.list_all()
    assert [each.call_sid for each in both.rest.queues.list_members(queue.sid)] == [waiting.sid]
    assert both.rest.queues.allow(queue.sid, 5000).most == 5000

    room = both.played.connect(waiting)

    assert room in {each.sid for each in both.rest.conferences.list_live().items}
    assert both.rest.queues.list_members(queue.sid) == ()


def test_wrong_credentials_and_wrong_wishes_are_refused(both: Both) -> None:
    with pytest.raises(CredentialsRefusedError):
        rest_at(both.played.cloud, secret="another").calls.fetch("CA" + "0" * 32)
    with pytest.raises(CarrierRefusedError):
        both.rest.calls.create(CallWish("agent-8", "no number", NUMBER, url=f"{PUBLIC}/screen"))


def test_every_webhook_of_a_call_is_signed_as_we_check_it(both: Both) -> None:
    played = both.played
    line = played.ring()
    played.connect(line)
    line.hang_up()
    played.cloud.advance(1)
    ours = played.cloud.credentials
    signatures = TwilioSignatures(PUBLIC, ours.account_sid, SigningKeys(auth_token=ours.auth_token))
    others = TwilioSignatures(PUBLIC, ours.account_sid, SigningKeys(auth_token="another"))

    assert len(played.desk.got) > 8
    for got in played.desk.got:
        address = f"{got.path}?{got.query}" if got.query else got.path
        content = urlencode(got.params).encode() if got.method == "POST" else b""
        assert dict(signatures.check(got.method, address, got.headers, content)) == got.params
        with pytest.raises(SignatureWrongError):
            others.check(got.method, address, got.headers, content)


def test_how_long_a_call_waits_at_twilio_is_known_until_its_turn(played: Played) -> None:
    cloud, ours = played.cloud, played.cloud.credentials
    room = played.connect(played.ring())
    cloud.advance(5)

    def at() -> float:
        return cloud.world.clock.now.timestamp()

    account = TwilioAccount(ours.account_sid, ours.key_sid, ours.key_secret)
    limits = RestLimits(calls_per_second=100, burst=10)  # which is more than the account has
    rest = TwilioRest(account, limits=limits, machine=Machine(at, unix_time=at), api_url=cloud.url)
    assert rest.turn_seconds(0) == 0
    for label in ("first", "second", "third"):
        rest.participants.create(room, replace(WISH, label=label))

    assert rest.turn_seconds(0) == pytest.approx(2)
    cloud.advance(1.5)
    assert rest.turn_seconds(0) == pytest.approx(0.5)
    rest.close()
