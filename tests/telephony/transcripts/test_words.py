"""What is said in a call, written down for its note: only while it is recorded, and until the work is finished."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from telephony.contract import CallAction, EventKind, RecordingState, Speaker
from telephony.errors import NotYourCallError
from telephony.events.models import EventRow
from telephony.providers.base import OrderKind
from telephony.providers.twilio.errors import CredentialsRefusedError
from telephony.providers.twilio.rest_transcripts import TranscriptWish
from telephony.providers.twilio.scribing import Scribing
from telephony.transcripts.models import CallWordsRow
from telephony.transcripts.port import WordsReport
from telephony.transcripts.service import take_words, words_of
from tests.telephony.providers.twilio_centre import TwilioCentre, opened_centre
from tests.telephony.recordings.support import SERVICE, recording_centre, shown
from tests.telephony.support import NINE, SETTINGS, Centre

SCRIBED = replace(SERVICE, transcribes=True, agent_may_stop=True)
C, A = Speaker.CUSTOMER, Speaker.AGENT


def words(centre: Centre, call_id: UUID, agent: UUID) -> list[tuple[Speaker, str]]:
    with centre.open_work() as work:
        return [(line.speaker, line.text) for line in words_of(work.session, call_id, agent).lines]


def said(centre: Centre, call_id: UUID, text: str, *, event_id: str = "", seconds: int = 0) -> None:
    sid, at = centre.call(call_id).call_sid, NINE + timedelta(seconds=seconds)
    report = WordsReport(event_id or uuid4().hex, sid, C, text, at)
    centre.do(lambda session, deps: take_words(session, deps, "simulator", report))


def test_lines_are_kept_once_in_the_order_in_which_they_were_said_and_their_agent_is_told(engine: sa.Engine) -> None:
    centre = recording_centre(engine, SCRIBED)
    may, ken = centre.agent(), centre.agent()
    call_id = centre.answered(may)
    assert shown(centre, may).transcribed
    assert [each.transcribe for each in centre.carrier.orders if each.kind is OrderKind.RECORD_START] == ["any"]
    said(centre, call_id, "later", event_id="2", seconds=9)
    said(centre, call_id, "first", event_id="1", seconds=3)
    said(centre, call_id, "first", event_id="1", seconds=3)
    said(centre, call_id, "  ")

    assert words(centre, call_id, may) == [(C, "first"), (C, "later")]
    with centre.open_work() as work:
        events = sa.select(sa.func.count()).where(
            EventRow.kind == EventKind.WORDS_HEARD, EventRow.subject_id == call_id
        )
        assert work.session.scalar(events) == 2
    with pytest.raises(NotYourCallError):
        words(centre, call_id, ken)


def test_nothing_is_kept_while_it_is_paused_or_stopped_nor_of_a_call_that_nobody_has_written_down(
    engine: sa.Engine,
) -> None:
    centre = recording_centre(engine, SCRIBED)
    may = centre.agent()
    call_id = centre.answered(may)
    centre.act(may, call_id, CallAction.PAUSE_RECORDING)
    said(centre, call_id, "between the wish and the carrier's word")
    centre.run()
    said(centre, call_id, "4929 1234 5678 9012")
    assert not shown(centre, may).transcribed
    centre.act(may, call_id, CallAction.RESUME_RECORDING)
    centre.run()
    said(centre, call_id, "it went on")
    centre.act(may, call_id, CallAction.STOP_RECORDING)
    centre.run()
    said(centre, call_id, "after it was stopped")
    assert words(centre, call_id, may) == [(C, "it went on")]

    plain = recording_centre(engine, SERVICE)
    other = plain.answered(ken := plain.agent())
    said(plain, other, "a policy that does not say so")
    assert words(plain, other, ken) == []
    assert [each.transcribe for each in plain.carrier.orders if each.kind is OrderKind.RECORD_START] == [""]


def test_it_is_forgotten_when_the_work_after_the_call_is_finished(engine: sa.Engine) -> None:
    centre = recording_centre(engine, SCRIBED)
    may = centre.agent()
    call_id = centre.answered(may)
    said(centre, call_id, "my address is")
    centre.caller_hangs_up(call_id)
    said(centre, call_id, "after the call")
    assert words(centre, call_id, may) == [(C, "my address is")]

    centre.choose(may, call_id)
    if centre.desk(may).call is not None:
        centre.finish(may, call_id)

    with centre.open_work() as work:
        assert work.session.scalar(sa.select(sa.func.count()).select_from(CallWordsRow)) == 0


@pytest.fixture
def twilio(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine, settings=replace(SETTINGS, recording_policies=(SCRIBED,))) as centre:
        yield centre
        assert centre.cloud.problems == []


def talking(centre: TwilioCentre) -> tuple[UUID, UUID, str]:
    agent = centre.agent()
    line = centre.caller()
    call_id = centre.call_by_sid(line.sid).call_id
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.wait(30, step=5)  # they hear first that they are recorded
    return agent, call_id, line.sid


def scribes(centre: TwilioCentre) -> list[str]:
    return [each["status"] for each in centre.cloud.world.transcriptions.values()]


def test_twilio_writes_both_sides_down_and_stops_before_the_recording_does(twilio: TwilioCentre) -> None:
    agent, call_id, sid = talking(twilio)
    twilio.cloud.line(sid).say("My card is gone")
    twilio.line_of(agent).say("When did you see it last?")
    twilio.run()
    assert words(twilio, call_id, agent) == [(C, "My card is gone"), (A, "When did you see it last?")]

    twilio.act(agent, call_id, CallAction.PAUSE_RECORDING)
    twilio.run()
    asked = [each["path"].rpartition("/")[2] for each in twilio.cloud.requests if each["method"] == "POST"]
    assert asked[-2].startswith("ad-words-1")
    assert asked[-1].startswith("RE")
    twilio.cloud.line(sid).say("4929 1234 5678 9012")
    twilio.run()
    assert (shown(twilio, agent).state, scribes(twilio)) == (RecordingState.PAUSED, ["stopped"])
    twilio.act(agent, call_id, CallAction.RESUME_RECORDING)
    twilio.run()
    twilio.cloud.line(sid).say("Yesterday evening")
    twilio.run()

    assert scribes(twilio) == ["stopped", "in-progress"]
    assert [text for _, text in words(twilio, call_id, agent)][2:] == ["Yesterday evening"]
    inbox = str(list(twilio.cloud.deliveries("transcription")))
    assert "Yesterday evening" in inbox
    with twilio.open_work() as work:
        kept = work.session.execute(sa.text("SELECT params::text FROM twilio_inbox")).scalars().all()
    assert "Yesterday" not in "".join(kept), "what is said stands in one table"


def test_where_twilio_does_not_stop_writing_the_recording_counts_as_not_paused_and_no_word_is_kept(
    twilio: TwilioCentre,
) -> None:
    agent, call_id, sid = talking(twilio)
    twilio.cloud.do(lambda stage: stage.fail_rest("500", "POST", "/Transcriptions/", 200))
    twilio.act(agent, call_id, CallAction.PAUSE_RECORDING)
    twilio.wait(8, step=4)
    twilio.cloud.line(sid).say("4929 1234 5678 9012")
    twilio.run()

    assert shown(twilio, agent).state is RecordingState.ON
    assert shown(twilio, agent).problem is not None
    assert words(twilio, call_id, agent) == []


def test_a_twilio_that_writes_nothing_down_records_all_the_same(twilio: TwilioCentre) -> None:
    twilio.cloud.do(lambda stage: stage.fail_rest("404", "POST", "/Transcriptions.json", 5))
    agent, call_id, _ = talking(twilio)

    assert (shown(twilio, agent).state, scribes(twilio)) == (RecordingState.ON, [])
    assert words(twilio, call_id, agent) == []


def test_the_language_is_that_of_the_menu_or_the_first() -> None:
    asked: list[TranscriptWish] = []

    class Twilio:
        def start(self, call_sid: str, wish: TranscriptWish) -> None:
            asked.append(wish)
            raise CredentialsRefusedError

        def stop(self, call_sid: str, name: str) -> None:
            raise AssertionError

    scribing = Scribing({"zh-HK": "yue-Hant-HK", "en": "en-GB"}, engine="deepgram")
    for language in ("en", "any"):
        scribing.start(Twilio(), "CA1", language, 7, "https://desk.test/transcript")
    assert [(each.name, each.language, each.engine) for each in asked] == [
        ("ad-words-7", "en-GB", "deepgram"),
        ("ad-words-7", "yue-Hant-HK", "deepgram"),
    ]
