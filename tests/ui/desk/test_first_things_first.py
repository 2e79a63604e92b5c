"""What a call that comes draws first, and how seldom a desktop that waits looks for something to do."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent_desktop.client.clock import ServerClock
from agent_desktop.client.drafts import NoJournal
from agent_desktop.client.errors import Problem
from agent_desktop.client.pulse import Pulse
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.customers import CallerCard, CallerOutcome
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.demo.screen_customers import HO
from agent_desktop.ui.desk.signed_in import TICK_MS, DeskSurroundings, SignedIn
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.tray.ring import SilentRing
from telephony.contract import (
    AgentSnapshot,
    AgentState,
    CallAction,
    CallSnapshot,
    CallState,
    DeskSnapshot,
    OfferSnapshot,
    StreamMessage,
)
from tests.support.memory_desk import AGENT, START, MemoryApi, MemoryServer, StillStream

CALL: Final = uuid4()


class CountedPulse(Pulse):
    """Counts its beats."""

    beats = 0

    def beat(self) -> None:
        self.beats += 1
        super().beat()


@pytest.fixture
def pulse() -> CountedPulse:
    return CountedPulse()


@pytest.fixture
def desk(theme: Theme, qapp: QApplication, tmp_path: Path, pulse: CountedPulse) -> Iterator[SignedIn]:
    server = MemoryServer()
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    surroundings = DeskSurroundings(theme, ServerClock(), store, SilentRing(), UTC, with_tray=False)
    person = Person(user_id=AGENT, name="may", display_name="May Lee", roles=frozenset({Role.AGENT}))
    api = MemoryApi(server)
    tasks = ImmediateTasks()
    journal = NoJournal(Problem(ErrorCode.JOURNAL_NOT_WRITTEN))
    streams = lambda *_: StillStream()  # noqa: E731
    made = SignedIn(surroundings, person, api, journal, tasks, tasks, streams, pulse=pulse)  # type: ignore[arg-type]
    made.start(keyring=KeyringState.WORKING, journal=None)
    yield made
    made.stop()
    made.deleteLater()


def hear(desk: SignedIn, number: int, *, state: AgentState, offered: UUID | None = None) -> None:
    """Take a snapshot of the desk, with or without a call on offer."""
    agent = AgentSnapshot(agent_id=AGENT, state=state, since_at=START, version=number)
    call = offer = None
    if offered is not None:
        call = CallSnapshot(
            call_id=CALL,
            state=CallState.RINGING,
            queue_id=UUID(int=2),
            queue_name={"en": "Cards", "zh": "信用卡"},
            arrived_at=START,
            enqueued_at=START,
            since_at=START,
            allowed=frozenset({CallAction.ANSWER}),
            version=number,
        )
        card = CallerCard(call_id=CALL, outcome=CallerOutcome.MATCHED, number_masked="+852 6•••", profile=HO)
        offer = OfferSnapshot(
            offer_id=offered,
            call_id=CALL,
            agent_id=AGENT,
            offered_at=START,
            expires_at=START + timedelta(seconds=20),
            payload=card.model_dump(mode="json"),
        )
    whole = DeskSnapshot(agent=agent, call=call, offer=offer)
    desk.presenters.desk.receive(StreamMessage(type="snapshot", number=number, server_at=START, desk=whole))


def own_state(desk: SignedIn) -> str:
    """What the top bar says of the agent."""
    return desk.views.top_bar.selector.text()


def is_quick(desk: SignedIn) -> bool:
    """Whether is looked ten times a second for what is due."""
    timers = desk.findChildren(QTimer)
    return any(timer.isActive() for timer in timers if timer.parent() is desk and timer.interval() == TICK_MS)


def test_who_calls_is_drawn_before_the_agents_own_state(desk: SignedIn, qtbot: QtBot) -> None:
    hear(desk, 1, state=AgentState.READY)
    hear(desk, 2, state=AgentState.ON_CALL, offered=uuid4())

    assert HO.name in desk.views.offer.texts()
    assert own_state(desk) == "Ready"
    qtbot.waitUntil(lambda: own_state(desk) == "On a call")


def test_a_call_that_goes_before_the_own_state_is_drawn_leaves_what_the_server_said_last(
    desk: SignedIn, qtbot: QtBot
) -> None:
    hear(desk, 1, state=AgentState.READY)
    hear(desk, 2, state=AgentState.ON_CALL, offered=uuid4())
    hear(desk, 3, state=AgentState.NOT_READY)

    assert own_state(desk) == "Not ready"
    drawn: list[bool] = []
    QTimer.singleShot(20, lambda: drawn.append(True))
    qtbot.waitUntil(lambda: bool(drawn))
    assert own_state(desk) == "Not ready"


def test_a_change_of_state_without_a_new_offer_is_drawn_at_once(desk: SignedIn, qtbot: QtBot) -> None:
    offer = uuid4()
    hear(desk, 1, state=AgentState.READY, offered=offer)
    qtbot.waitUntil(lambda: own_state(desk) == "Ready")
    hear(desk, 2, state=AgentState.ON_CALL, offered=offer)

    assert own_state(desk) == "On a call"


def test_a_desktop_that_waits_looks_seldom_and_a_call_makes_it_quick_at_once(desk: SignedIn, qtbot: QtBot) -> None:
    hear(desk, 1, state=AgentState.READY)
    assert not is_quick(desk)

    hear(desk, 2, state=AgentState.ON_CALL, offered=uuid4())
    assert is_quick(desk)

    hear(desk, 3, state=AgentState.READY)
    assert not is_quick(desk)


def test_what_is_typed_in_the_palette_makes_it_quick_at_once(desk: SignedIn) -> None:
    hear(desk, 1, state=AgentState.READY)
    desk.commands.show_palette()
    desk.views.palette.query_changed.emit("ho")

    assert is_quick(desk)


def test_what_comes_and_goes_quickly_does_not_keep_the_window_from_saying_that_it_lives(
    desk: SignedIn, pulse: CountedPulse, qtbot: QtBot
) -> None:
    numbers = count(1)

    def change() -> None:
        number = next(numbers)
        offered = uuid4() if number % 2 else None
        hear(desk, number, state=AgentState.READY, offered=offered)

    changing = QTimer()
    changing.timeout.connect(change)
    changing.start(40)

    qtbot.waitUntil(lambda: pulse.beats >= 3)
    changing.stop()
