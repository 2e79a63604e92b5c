"""Recordings at Twilio: the customer's leg, every recording at once, and nothing paused that Twilio has not said is."""

import io
import wave
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
import sqlalchemy as sa

from telephony.contract import CallAction, CallState, RecordingProblem, RecordingState, RecordingStop
from telephony.errors import RecordingGoneError
from telephony.providers.base import PartState, RecordedPart
from telephony.providers.twilio.recording import RecordingTold, after_told, as_over, how_they_stand
from telephony.providers.twilio.rest_recordings import RecordingWish
from telephony.providers.twilio.sounds import TwilioRecordings
from telephony.recordings.models import CallRecordingRow
from tests.telephony.providers.twilio_centre import TwilioCentre, opened_centre
from tests.telephony.recordings.support import SERVICE, shown
from tests.telephony.support import NINE, SETTINGS

RECORDED = replace(SETTINGS, recording_policies=(SERVICE,))


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine, settings=RECORDED) as centre:
        yield centre
        assert centre.cloud.problems == []


def talking(centre: TwilioCentre) -> tuple[UUID, UUID, str]:
    """An agent talks with a caller; return agent, call and the carrier's name of it."""
    agent = centre.agent()
    line = centre.caller()
    call = centre.call_by_sid(line.sid)
    centre.act(agent, call.call_id, CallAction.ANSWER)
    centre.run()
    centre.wait(30)  # they hear first that they are recorded, in each language
    assert centre.call(call.call_id).state is CallState.TALKING
    return agent, call.call_id, line.sid


def rows(centre: TwilioCentre) -> list[CallRecordingRow]:
    with centre.open_work() as work:
        query = sa.select(CallRecordingRow).order_by(CallRecordingRow.began_at)
        found = list(work.session.scalars(query))
        work.session.expunge_all()
        return found


def statuses(centre: TwilioCentre) -> list[str]:
    return sorted(each.status for each in centre.cloud.world.recordings.values())


def test_a_call_is_recorded_both_sides_apart_paused_fetched_and_deleted(centre: TwilioCentre) -> None:
    agent, call_id, sid = talking(centre)
    assert shown(centre, agent).state is RecordingState.ON
    assert centre.call(call_id).recording_announced_at is not None
    centre.wait(5)

    centre.act(agent, call_id, CallAction.PAUSE_RECORDING)
    centre.run()
    assert (shown(centre, agent).state, statuses(centre)) == (RecordingState.PAUSED, ["paused"])
    centre.wait(4)
    centre.act(agent, call_id, CallAction.RESUME_RECORDING)
    centre.run()
    assert (shown(centre, agent).state, statuses(centre)) == (RecordingState.ON, ["in-progress"])
    centre.wait(2)
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.wait(2)

    row = rows(centre)[0]
    assert (row.state, row.channels, row.provider) == (PartState.READY, 2, "twilio")
    assert row.seconds is not None
    assert row.seconds >= 11
    store = TwilioRecordings(centre.rest.recordings)
    with store.open_recording(sid, row.recording_sid) as sound, wave.open(io.BytesIO(b"".join(sound))) as file:
        assert file.getnchannels() == 2
    store.delete_recording(sid, row.recording_sid)
    store.delete_recording(sid, row.recording_sid)  # it is not there any more, which is what is wanted
    with pytest.raises(RecordingGoneError), store.open_recording(sid, row.recording_sid):
        pass


def test_a_second_recording_of_the_call_is_paused_with_the_first(centre: TwilioCentre) -> None:
    agent, call_id, sid = talking(centre)
    centre.rest.recordings.start(sid, RecordingWish("https://desk.test/carrier/twilio/recording?room=" + sid))
    centre.run()

    centre.act(agent, call_id, CallAction.PAUSE_RECORDING)
    centre.run()

    assert statuses(centre) == ["paused", "paused"]
    assert shown(centre, agent).state is RecordingState.PAUSED
    assert len(rows(centre)) == 2


def test_a_pause_that_twilio_does_not_do_is_told_as_not_paused_until_it_does(centre: TwilioCentre) -> None:
    agent, call_id, _ = talking(centre)
    centre.cloud.do(lambda stage: stage.fail_rest("500", "POST", "/Recordings/RE", 200))
    centre.act(agent, call_id, CallAction.PAUSE_RECORDING)
    centre.wait(8)
    told = shown(centre, agent)
    assert (told.state, told.problem) == (RecordingState.ON, RecordingProblem.NOT_PAUSED)
    assert statuses(centre) == ["in-progress"]

    centre.cloud.do(lambda stage: stage.world.faults.next_rest.clear())
    centre.wait(15)
    told = shown(centre, agent)
    assert (told.state, told.problem, statuses(centre)) == (RecordingState.PAUSED, None, ["paused"])


def test_a_pause_whose_answer_was_lost_is_looked_for_and_not_called_failed_for_ever(centre: TwilioCentre) -> None:
    agent, call_id, _ = talking(centre)
    centre.cloud.do(lambda stage: stage.fail_rest("cut", "POST", "/Recordings/RE", 1))
    centre.act(agent, call_id, CallAction.PAUSE_RECORDING)
    centre.wait(15)

    told = shown(centre, agent)
    assert (told.state, told.problem, statuses(centre)) == (RecordingState.PAUSED, None, ["paused"])


def test_who_refuses_is_recorded_no_more(centre: TwilioCentre) -> None:
    agent, call_id, _ = talking(centre)
    centre.act(agent, call_id, CallAction.REFUSE_RECORDING)
    centre.wait(1)

    assert statuses(centre) == ["completed"]
    assert (shown(centre, agent).state, shown(centre, agent).stopped_by) == (RecordingState.OFF, RecordingStop.CALLER)
    assert centre.host.recordings[-1].refused
    assert centre.call(call_id).state is CallState.TALKING


def test_a_recording_of_which_every_word_was_lost_is_found_by_a_look(centre: TwilioCentre) -> None:
    agent, call_id, sid = talking(centre)
    centre.cloud.do(lambda stage: stage.fail_delivery("lost", "recording", times=9))
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.wait(4)
    assert [each.state for each in rows(centre)] == [PartState.STOPPED]

    report = centre.provider.look_up_room(sid)

    assert report is not None
    assert [(each.state, each.channels) for each in report.room.recordings] == [(PartState.READY, 2)]
    assert [each.state for each in rows(centre)] == [PartState.READY]


def told(status: str, second: int, *, by_answer: bool = False) -> RecordingTold:
    at = NINE + timedelta(seconds=second)
    return RecordingTold("RE1", status, at, began_at=NINE, seconds=second or None, channels=2, by_answer=by_answer)


def test_whatever_the_order_of_deliveries_a_recording_ends_in_the_same_state() -> None:
    events = [told("in-progress", 0), told("in-progress", 0), told("stopped", 9, by_answer=True), told("completed", 9)]
    ends = set()
    for order in permutations(events):
        parts: tuple[RecordedPart, ...] = ()
        for each in order:
            parts = after_told(parts, each)
        ends.add(parts)

    assert len(ends) == 1
    (part,) = ends.pop()
    assert (part.state, part.seconds, part.channels, part.ended_at) == (
        PartState.READY, 9, 2, NINE + timedelta(seconds=9),
    )  # fmt: skip


def test_a_late_word_that_it_began_does_not_undo_a_pause_and_a_word_nobody_knows_changes_nothing() -> None:
    parts = after_told((), told("in-progress", 0))
    paused = after_told(parts, told("paused", 5, by_answer=True))

    assert how_they_stand(paused) is RecordingState.PAUSED
    assert after_told(paused, told("in-progress", 0)) == paused
    assert after_told(paused, told("transmogrified", 5)) == paused
    assert how_they_stand(after_told(paused, told("in-progress", 6, by_answer=True))) is RecordingState.ON
    assert [each.state for each in as_over(paused)] == [PartState.STOPPED]
    absent = after_told((), told("absent", 0))
    assert absent[0].state is PartState.FAILED
