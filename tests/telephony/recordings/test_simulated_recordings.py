"""The simulator records as a carrier does: two channels, ready a while after the end, all of a call at once."""

import io
import wave
from collections.abc import Callable
from datetime import timedelta

from telephony.contract import RecordingState
from telephony.providers.base import CarrierReport, Order, OrderKind, OrderOutcome, PartState, ReportKind
from telephony.providers.simulator.recorder import Recorder, record_beside
from telephony.providers.simulator.recorder_conduct import RecordingConduct
from tests.telephony.lines import Line
from tests.telephony.support import NINE, FakeClock

K = OrderKind


def recorder_of(line: Line, clock: FakeClock) -> tuple[Recorder, list[Callable[[], None]], list[CarrierReport]]:
    """Return a recorder with what it has put off, and what it sends."""
    due: list[Callable[[], None]] = []
    sent: list[CarrierReport] = []
    send = lambda report: sent.append(report) if report is not None else None  # noqa: E731
    return Recorder(line.carrier, lambda _, do: due.append(do), send, clock.now), due, sent


def test_a_recording_that_was_paused_is_silent_there_and_can_be_fetched_once_it_is_ready() -> None:
    line, clock = Line(), FakeClock(NINE + timedelta(seconds=6))
    recorder, due, sent = recorder_of(line, clock)
    line.order(K.JOIN_AGENT)
    _, begun = line.order(K.RECORD_START)
    assert begun is not None
    assert (begun.kind, begun.room.recording) == (ReportKind.RECORDING_CHANGED, RecordingState.ON)
    recording = line.room.recordings[0]
    sid = recording.recording_sid
    recording.pauses.append((NINE + timedelta(seconds=2), NINE + timedelta(seconds=4)))
    ended = line.carrier.hang_up(line.room.call_sid, clock.now())
    assert ended is not None
    assert ended.room.recordings[0].state is PartState.STOPPED
    assert recorder.sound(line.room.call_sid, sid) is None  # not ready yet

    recorder.heard(ended)
    recorder.heard(ended)
    assert len(due) == 1
    due[0]()

    ready = sent[0].room.recordings[0]
    assert (ready.state, ready.seconds, ready.channels) == (PartState.READY, 6, 2)
    sound = recorder.sound(line.room.call_sid, sid)
    assert sound is not None
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (2, 8_000, 48_000)
        frames = file.readframes(48_000)
    loud = [len(set(frames[second * 16_000 : (second + 1) * 16_000])) > 1 for second in range(6)]
    assert loud == [True, True, False, False, True, True]
    assert recorder.delete(line.room.call_sid, sid)
    assert recorder.sound(line.room.call_sid, sid) is None
    assert not recorder.delete(line.room.call_sid, sid)


def test_orders_are_of_every_recording_and_one_that_runs_is_not_begun_twice() -> None:
    line = Line()
    line.order(K.JOIN_AGENT)
    line.order(K.RECORD_START)
    line.order(K.RECORD_START)
    assert len(line.room.recordings) == 1
    record_beside(line.carrier, line.room.call_sid, NINE)
    _, paused = line.order(K.RECORD_PAUSE)
    assert paused is not None
    assert paused.room.recording is RecordingState.PAUSED
    record_beside(line.carrier, line.room.call_sid, NINE)
    assert line.room.as_reported().recording is RecordingState.ON  # one that runs is enough

    line.order(K.RECORD_RESUME)
    _, stopped = line.order(K.RECORD_STOP)
    assert stopped is not None
    assert stopped.room.recording is RecordingState.OFF
    assert {each.state for each in stopped.room.recordings} == {PartState.STOPPED}
    assert line.order(K.RECORD_PAUSE)[0] is OrderOutcome.REFUSED
    line.order(K.RECORD_START)
    assert len(line.room.recordings) == 4  # another one: what is over does not go on


def test_a_carrier_told_to_misbehave_does_so_for_recordings_only() -> None:
    line, clock = Line(), FakeClock()
    recorder, _, _ = recorder_of(line, clock)
    recorder.behave(K.RECORD_PAUSE, RecordingConduct.REFUSES)
    recorder.behave(K.RECORD_STOP, RecordingConduct.SILENT)
    recorder.behave(K.HOLD, RecordingConduct.REFUSES)

    def instead(kind: OrderKind) -> OrderOutcome | None:
        return recorder.instead(Order(line.room.recordings, line.room.call_sid, kind, ""))  # type: ignore[arg-type]

    assert instead(K.RECORD_PAUSE) is OrderOutcome.REFUSED
    assert instead(K.RECORD_STOP) is OrderOutcome.DONE
    assert instead(K.RECORD_START) is None
    assert instead(K.HOLD) is None
