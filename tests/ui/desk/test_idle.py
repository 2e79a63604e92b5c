"""A desktop that waits for a call wakes with the clock on its screen, and for nothing else."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent_desktop.client.clock import ServerClock
from agent_desktop.client.drafts import NoJournal
from agent_desktop.client.errors import Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.desk.signed_in import DeskSurroundings, SignedIn
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.tray.ring import SilentRing
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel
from agent_desktop.ui.window.on_screen import FirstPlace
from agent_desktop.ui.window.status_bar import StatusBar
from telephony.contract import AgentSnapshot, AgentState, DeskSnapshot, QueueSnapshot, StreamMessage
from tests.support.memory_desk import AGENT, START, MemoryApi, MemoryServer, StillStream
from tests.ui.reading import words_in

NEVER_MS: Final = 10_000
"""A timer that is due so seldom is not what a waiting desktop costs."""


class MovingClock(ServerClock):
    """Goes on when it is told to."""

    at = START

    def now(self) -> datetime:
        return self.at


class Events(QObject):
    """Counts what Qt has each widget do."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: Counter[str] = Counter()
        self.laid_out: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Paint:
            self.painted[type(watched).__name__] += 1
        elif event.type() == QEvent.Type.LayoutRequest:
            self.laid_out[type(watched).__name__] += 1
        return False


@pytest.fixture(scope="module")
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture(scope="module")
def waiting(dressed: Theme, tmp_path_factory: pytest.TempPathFactory, clock: MovingClock) -> Iterator[SignedIn]:
    """A desk whose agent is ready, and for whom nothing is drawn beforehand any more."""
    server = MemoryServer()
    store = QSettings(str(tmp_path_factory.mktemp("desk") / "s.ini"), QSettings.Format.IniFormat)
    surroundings = DeskSurroundings(dressed, clock, store, SilentRing(), UTC, with_tray=False)
    person = Person(user_id=AGENT, name="may", display_name="May Lee", roles=frozenset({Role.AGENT}))
    api = MemoryApi(server)
    tasks = ImmediateTasks()
    journal = NoJournal(Problem(ErrorCode.JOURNAL_NOT_WRITTEN))
    streams = lambda *_: StillStream()  # noqa: E731
    made = SignedIn(surroundings, person, api, journal, tasks, tasks, streams)  # type: ignore[arg-type]
    made.start(keyring=KeyringState.WORKING, journal=None)
    assert not made.rehearsal.done  # it has begun
    made.rehearsal.stop()
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def desk(waiting: SignedIn, clock: MovingClock) -> SignedIn:
    """The same, three minutes after the agent went ready."""
    clock.at = START + timedelta(minutes=3, seconds=-1)
    hear(waiting, None)
    beat(waiting, clock)  # with it all that is dressed and laid out for the first time
    return waiting


def hear(desk: SignedIn, longest_since_at: datetime | None) -> None:
    """Be ready, with one queue."""
    queue = QueueSnapshot(
        queue_id=AGENT,
        name={"en": "Cards", "zh": "信用卡"},
        waiting=0 if longest_since_at is None else 1,
        longest_enqueued_at=longest_since_at,
    )
    agent = AgentSnapshot(agent_id=AGENT, state=AgentState.READY, since_at=START)
    snapshot = DeskSnapshot(agent=agent, queues=(queue,))
    desk.presenters.desk.receive(StreamMessage(type="snapshot", number=1, server_at=START, desk=snapshot))


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def beat(desk: SignedIn, clock: MovingClock, seconds: int = 1) -> Events:
    """Let the clock go on, and tell what Qt did for it."""
    events = Events()
    app = QApplication.instance()
    assert app is not None
    settle()
    app.installEventFilter(events)
    for _ in range(seconds):
        clock.at += timedelta(seconds=1)
        desk._ticker.ticked.emit()
        settle()
    app.removeEventFilter(events)
    return events


def test_a_waiting_desktop_wakes_by_one_timer(desk: SignedIn, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.window.findChildren(FirstPlace)[0].is_looking)

    every = [*desk.findChildren(QTimer), *desk.window.findChildren(QTimer)]
    due = [timer for timer in every if timer.isActive() and timer.interval() < NEVER_MS]

    assert [type(timer.parent()) for timer in due] == [Ticker]


def test_a_second_of_waiting_paints_the_two_timers_and_lays_out_nothing(desk: SignedIn, clock: MovingClock) -> None:
    events = beat(desk, clock, seconds=3)

    # The call slot is what its timer stands on.
    assert events.painted == {"_ChipTimer": 3, "TimerLabel": 3, "CallBarView": 3}
    assert not events.laid_out


def test_a_second_of_waiting_shows_in_the_bar_and_in_the_call_slot(desk: SignedIn, clock: MovingClock) -> None:
    timer = desk.views.call_bar.findChildren(TimerLabel)[0]
    before = timer.text(), desk.views.top_bar.selector.grab().toImage()

    beat(desk, clock)

    assert (before[0], timer.text()) == ("03:00", "03:01")
    assert desk.views.top_bar.selector.grab().toImage() != before[1]
    assert desk.views.top_bar.selector.timer_text() == "03:01"


def test_the_longest_wait_counts_on_while_somebody_waits(desk: SignedIn, clock: MovingClock) -> None:
    hear(desk, clock.at)
    settle()

    beat(desk, clock, seconds=2)

    assert "00:02" in words_in(desk.views.top_bar)


def test_the_foot_of_the_window_tells_the_next_minute(desk: SignedIn, clock: MovingClock) -> None:
    foot = desk.window.findChildren(StatusBar)[0]
    assert "10:03" in words_in(foot)

    clock.at += timedelta(seconds=59)
    beat(desk, clock)

    assert "10:04" in words_in(foot)


def test_from_an_hour_on_the_bar_makes_room_for_the_hours(desk: SignedIn, clock: MovingClock) -> None:
    selector = desk.views.top_bar.selector
    before = selector.width()

    clock.at = START + timedelta(minutes=59, seconds=59)
    beat(desk, clock)

    assert selector.timer_text() == "1:00:00"
    assert selector.width() == selector.sizeHint().width() > before
