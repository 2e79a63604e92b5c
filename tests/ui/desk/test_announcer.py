from datetime import UTC, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.desk.announcer import Announcer
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentState

START = datetime(2026, 6, 16, 10, 0, tzinfo=UTC)


class Moved:
    def __init__(self) -> None:
        self.at = START
        self.said: list[str] = []
        self.parent = QObject()
        self.ticker = Ticker(lambda: self.at, UTC)
        self.announcer = Announcer(self.ticker, self.said.append, self.parent)

    def pass_seconds(self, seconds: int) -> None:
        for _ in range(seconds):
            self.at += timedelta(seconds=1)
            self.ticker.ticked.emit()


def test_an_offer_is_said_once_and_its_last_seconds_once(qtbot: QtBot) -> None:
    moved = Moved()
    offer = OfferState(
        visible=True, offer_id=UUID(int=1), why={"en": "Card charge"}, expires_at=START + timedelta(seconds=20)
    )
    moved.announcer.offer_shown(offer)
    moved.announcer.offer_shown(offer)

    moved.pass_seconds(14)
    assert moved.said == ["Call for you: unknown caller, Card charge"]

    moved.pass_seconds(6)
    assert moved.said[1:] == ["5 seconds left to answer"]


def test_changes_of_state_are_said_and_timers_are_not(qtbot: QtBot) -> None:
    moved = Moved()
    moved.announcer.presence_shown(PresenceState(state=AgentState.NOT_READY))
    moved.announcer.presence_shown(PresenceState(state=AgentState.READY))
    moved.announcer.slot_shown(CallSlotState(kind=SlotKind.CONNECTED, since_at=START))
    moved.pass_seconds(30)
    moved.announcer.slot_shown(CallSlotState(kind=SlotKind.CONNECTED, since_at=START, muted=True))

    assert moved.said == ["Ready", "Connected"]


def test_a_hold_over_its_limit_is_said_once(qtbot: QtBot) -> None:
    moved = Moved()
    moved.announcer.slot_shown(
        CallSlotState(kind=SlotKind.HOLD, since_at=START, caution_at=START + timedelta(seconds=80))
    )
    moved.pass_seconds(100)

    assert moved.said == ["On hold", "On hold for 01:20"]
