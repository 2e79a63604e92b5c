"""What the client's and the presenters' tests share: a clock one turns by hand, tasks one lets run, and builders."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, as_client_error
from agent_desktop.contract.customers import CallerCard, CallerOutcome, Profile, ScriptChoice
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Interaction
from agent_desktop.contract.sessions import Person, Role
from telephony.contract import (
    AgentAction,
    AgentSnapshot,
    AgentState,
    CallAction,
    CallSnapshot,
    CallState,
    DeskChange,
    DeskSnapshot,
    EventKind,
    OfferSnapshot,
    QueueSnapshot,
    StreamMessage,
)

T = TypeVar("T")

WAIT_SECONDS = 30.0
START = datetime(2026, 6, 16, 10, 0, tzinfo=UTC)
AGENT_ID = UUID(int=1)
QUEUE_ID = UUID(int=2)
AWAY = ClientError(ErrorCode.SERVER_AWAY)


def wait_until(condition: Callable[[], bool], what: str = "") -> None:
    """Wait for another thread; fail where it does not come."""
    end = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < end, what or "it did not happen in time"
        threading.Event().wait(0.005)


class Clock:
    """Server time and monotonic time, moved by the test."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds - 100.0)

    def pass_seconds(self, seconds: float, tick: Callable[[], None] | None = None, step: float = 0.1) -> None:
        """Move on, ticking as the window does."""
        if tick is None:
            self.seconds += seconds
            return
        for _ in range(round(seconds / step)):
            self.seconds += step
            tick()


class HeldTasks:
    """Holds each task until the test lets it run."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] = []

    def run(
        self, work: Callable[[], T], on_done: Callable[[T], None], on_failed: Callable[[ClientError], None]
    ) -> None:
        def job() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - the outermost loop of this work
                on_failed(as_client_error(error))
                return
            on_done(result)

        self.held.append(job)

    def run_one(self) -> None:
        self.held.pop(0)()

    def run_all(self) -> None:
        while self.held:
            self.run_one()


def person(**changes: Any) -> Person:
    return Person.model_validate(
        {
            "user_id": AGENT_ID,
            "name": "amy.wong",
            "display_name": "Amy Wong",
            "roles": {Role.AGENT},
            "extension": "4021",
            "team": "Cards",
            **changes,
        }
    )


def agent(state: AgentState = AgentState.READY, **changes: Any) -> AgentSnapshot:
    return AgentSnapshot.model_validate(
        {
            "agent_id": AGENT_ID,
            "state": state,
            "since_at": START,
            "allowed": {AgentAction.GO_NOT_READY} if state is AgentState.READY else set(),
            "version": 1,
            **changes,
        }
    )


def call(state: CallState = CallState.TALKING, **changes: Any) -> CallSnapshot:
    return CallSnapshot.model_validate(
        {
            "call_id": uuid4(),
            "state": state,
            "queue_id": QUEUE_ID,
            "queue_name": {"en": "Cards", "zh": "信用卡"},
            "agent_id": AGENT_ID,
            "arrived_at": START,
            "enqueued_at": START,
            "since_at": START,
            "answered_at": None if state in (CallState.QUEUED, CallState.RINGING) else START,
            "menu_path": ({"en": "Cards"}, {"en": "I don't know this charge"}),
            "allowed": {CallAction.HOLD, CallAction.MUTE, CallAction.HANG_UP} if state is CallState.TALKING else set(),
            "version": 1,
            **changes,
        }
    )


def profile(**changes: Any) -> Profile:
    return Profile.model_validate(
        {
            "customer_id": uuid4(),
            "version": 1,
            "kind": "personal",
            "name": "Ms Grace Ho",
            "name_chinese": "何詩詠",
            "tier": "platinum",
            **changes,
        }
    )


def card(call_id: UUID, shown: Profile | None = None, **changes: Any) -> CallerCard:
    return CallerCard.model_validate(
        {
            "call_id": call_id,
            "outcome": CallerOutcome.MATCHED if shown else CallerOutcome.UNKNOWN,
            "number_masked": "+852 6••• 4182",
            "profile": shown,
            **changes,
        }
    )


def choice(script_id: str = "lost-card", version: str = "1.0") -> ScriptChoice:
    return ScriptChoice(script_id=script_id, version=version, title={"en": "Lost card"})


def offer(of: CallSnapshot, shown: CallerCard | None = None, **changes: Any) -> OfferSnapshot:
    return OfferSnapshot.model_validate(
        {
            "offer_id": uuid4(),
            "call_id": of.call_id,
            "agent_id": AGENT_ID,
            "offered_at": START,
            "expires_at": START + timedelta(seconds=20),
            "payload": shown.model_dump(mode="json") if shown else None,
            **changes,
        }
    )


def desk(**parts: Any) -> DeskSnapshot:
    return DeskSnapshot.model_validate(
        {"agent": agent(), "queues": (QueueSnapshot(queue_id=QUEUE_ID, name={"en": "Cards"}, waiting=3),), **parts}
    )


def snapshot(of: DeskSnapshot, number: int = 1) -> StreamMessage:
    return StreamMessage(type="snapshot", number=number, server_at=START, desk=of)


def event(change: DeskChange, kind: EventKind = EventKind.AGENT_STATE_CHANGED, number: int = 2) -> StreamMessage:
    return StreamMessage(
        type="event", number=number, previous=number - 1, server_at=START, kind=kind, at=START, change=change
    )


def interaction(call_id: UUID | None = None, **changes: Any) -> Interaction:
    return Interaction.model_validate(
        {
            "interaction_id": uuid4(),
            "call_id": call_id or uuid4(),
            "agent_id": AGENT_ID,
            "customer_id": None,
            "started_at": START,
            "note_version": 0,
            **changes,
        }
    )
