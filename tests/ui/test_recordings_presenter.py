"""What was recorded is played with a reason, one at a time, and heard no more once it is put away."""

from datetime import UTC, datetime
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.recordings import CallRecordings, KeptState, ListenReason, Recording
from agent_desktop.ui.recordings.presenter import Playing, RecordingsPresenter, RecordingsState
from tests.client.support import HeldTasks

CONTACT = UUID(int=1)
ONE, OTHER = UUID(int=11), UUID(int=12)


def recording(recording_id: UUID, *, playable: bool = True) -> Recording:
    return Recording(
        recording_id=recording_id,
        state=KeptState.STORED,
        began_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        seconds=60,
        playable=playable,
    )


class Reader:
    def __init__(self) -> None:
        self.asked: list[tuple[UUID, ListenReason]] = []
        self.found = CallRecordings(recordings=(recording(ONE), recording(OTHER)))
        self.refuses: ErrorCode | None = None

    def recordings(self, contact_id: UUID) -> CallRecordings:
        if self.refuses is not None:
            raise ClientError(self.refuses)
        return self.found

    def sound(self, recording_id: UUID, reason: ListenReason) -> bytes:
        self.asked.append((recording_id, reason))
        if self.refuses is not None:
            raise ClientError(self.refuses)
        return recording_id.bytes


class FakePlayer:
    def __init__(self) -> None:
        self.did: list[object] = []

    def play(self, sound: bytes) -> None:
        self.did.append(sound)

    def go_on(self) -> None:
        self.did.append("on")

    def pause(self) -> None:
        self.did.append("pause")

    def seek(self, position_ms: int) -> None:
        self.did.append(position_ms)

    def forget(self) -> None:
        self.did.append("forget")


class Bench:
    def __init__(self) -> None:
        self.reader, self.player, self.tasks = Reader(), FakePlayer(), HeldTasks()
        self.presenter = RecordingsPresenter(self.reader, self.player, self.tasks)

    def opened(self) -> "Bench":
        self.presenter.open(CONTACT)
        self.tasks.run_all()
        return self

    @property
    def state(self) -> RecordingsState:
        return self.presenter.state


def test_nothing_is_played_before_somebody_says_why() -> None:
    bench = Bench().opened()
    bench.presenter.play_pressed(ONE)
    bench.tasks.run_all()
    assert bench.state.reason_missing
    assert bench.reader.asked == []

    bench.presenter.reason_chosen(ListenReason.COMPLAINT)
    assert bench.presenter.state.reason_missing is False
    bench.presenter.play_pressed(ONE)
    bench.presenter.play_pressed(OTHER)  # one at a time
    assert bench.state.fetching
    bench.tasks.run_all()

    assert bench.reader.asked == [(ONE, ListenReason.COMPLAINT)]
    assert bench.player.did[-1] == ONE.bytes


def test_the_same_button_pauses_and_goes_on_and_the_arrows_stay_inside() -> None:
    bench = Bench().opened()
    bench.presenter.step(1)  # nothing plays
    bench.presenter.reason_chosen(ListenReason.QUALITY)
    bench.presenter.play_pressed(ONE)
    bench.tasks.run_all()
    bench.player.did.clear()
    bench.presenter.heard(Playing(3_000, 60_000, is_on=True))
    bench.presenter.play_pressed(ONE)
    bench.presenter.heard(Playing(3_000, 60_000))
    bench.presenter.play_pressed(ONE)
    bench.presenter.step(-1)
    bench.presenter.heard(Playing(58_000, 60_000, is_on=True))
    bench.presenter.step(1)

    assert bench.player.did == ["pause", "on", 0, 60_000]
    assert len(bench.reader.asked) == 1  # it is here: nothing is asked, or audited, again


def test_what_is_put_away_is_heard_no_more_whatever_comes_late() -> None:
    bench = Bench().opened()
    bench.presenter.reason_chosen(ListenReason.QUALITY)
    bench.presenter.play_pressed(ONE)
    bench.presenter.close()
    bench.player.did.clear()
    bench.tasks.run_all()
    bench.presenter.heard(Playing(1, 2, is_on=True))

    assert bench.player.did == []
    assert not bench.state.open
    assert bench.state.reason is None  # the next call is another reason


def test_a_refusal_is_said_and_what_may_not_be_played_is_not_asked_for() -> None:
    bench = Bench()
    bench.reader.refuses = ErrorCode.SERVER_AWAY
    assert bench.opened().state.list_problem is not None
    bench.reader.refuses = None
    bench.reader.found = CallRecordings(recordings=(recording(ONE), recording(OTHER, playable=False)))
    bench.presenter.retry()
    bench.tasks.run_all()
    assert not bench.presenter.state.list_problem

    bench.presenter.reason_chosen(ListenReason.DISPUTE)
    bench.presenter.play_pressed(OTHER)
    bench.reader.refuses = ErrorCode.RECORDING_DAMAGED
    bench.presenter.play_pressed(ONE)
    bench.tasks.run_all()

    assert [each for each, _ in bench.reader.asked] == [ONE]
    problem = bench.state.problem
    assert problem is not None
    assert problem.code is ErrorCode.RECORDING_DAMAGED
    assert bench.state.chosen is None
