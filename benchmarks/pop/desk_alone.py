"""A desk without a server: the real window and presenters, fed with the very texts that a stream would bring."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast
from uuid import UUID, uuid4

from PySide6.QtCore import QSettings

from agent_desktop.client.api import Api
from agent_desktop.client.clock import ServerClock
from agent_desktop.client.drafts import NoJournal
from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerCard, CallerOutcome, Profile, ScriptChoice
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.demo.screen_customers import FUNG, HO
from agent_desktop.ui.desk.signed_in import DeskSurroundings, SignedIn
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.tray.ring import SilentRing
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
    OfferOutcome,
    OfferSnapshot,
    StreamMessage,
)
from tests.support.memory_desk import AGENT, START, MemoryApi, MemoryServer, StillStream

_QUEUE: Final = UUID(int=2)
_NAME: Final[LocalText] = {"en": "Cards", "zh": "信用卡"}
_REASON: Final[LocalText] = {"en": "I don't know this charge", "zh": "不认识的交易"}


class FedStream(StillStream):
    """The stream, as far as the desk sees it: whoever measures hands the messages in."""

    def __init__(self, on_message: Callable[[StreamMessage], None], on_link: Callable[[LinkState], None]) -> None:
        super().__init__()
        self.on_message = on_message
        self.on_link = on_link


def open_desk(theme: Theme, folder: Path) -> tuple[SignedIn, FedStream]:
    """Return a desk that is shown, and its stream. The caller stops the desk."""
    server = MemoryServer()
    api = cast("Api", MemoryApi(server))
    streams: list[FedStream] = []

    def make(on_message: Callable[[StreamMessage], None], on_link: Callable[[LinkState], None]) -> FedStream:
        streams.append(FedStream(on_message, on_link))
        return streams[-1]

    store = QSettings(str(folder / "desktop.ini"), QSettings.Format.IniFormat)
    surroundings = DeskSurroundings(theme, ServerClock(), store, SilentRing(), UTC, with_tray=False)
    person = Person(user_id=AGENT, name="may", display_name="May", roles=frozenset({Role.AGENT}))
    tasks = ImmediateTasks()
    problem = Problem(ErrorCode.JOURNAL_NOT_WRITTEN)
    desk = SignedIn(surroundings, person, api, NoJournal(problem), tasks, tasks, make)
    return desk, streams[0]


class Calls:
    """Makes the stream's texts of one call after another, each of another customer."""

    def __init__(self, script: ScriptChoice) -> None:
        self._script = script
        self._number = 0
        self._call_id = uuid4()
        self._offer_id = uuid4()
        self._round = 0

    def ready(self) -> str:
        """The desk of an agent who waits."""
        desk = DeskSnapshot(agent=self._agent(AgentState.READY))
        return self._text(StreamMessage(type="snapshot", number=self._next(), server_at=START, desk=desk))

    def offered(self) -> str:
        """A call is offered, with its caller's profile."""
        self._round += 1
        self._call_id, self._offer_id = uuid4(), uuid4()
        card = CallerCard(
            call_id=self._call_id,
            outcome=CallerOutcome.MATCHED,
            number_masked=f"+852 6••• {self._round:04d}",
            profile=self._profile(),
            script=self._script,
            facts={"customer_name": {"en": "Ms Ho", "zh": "何女士"}},
        )
        offer = self._offer(OfferOutcome.OPEN, card.model_dump(mode="json"))
        return self._change(
            EventKind.CALL_OFFERED,
            DeskChange(
                agent=self._agent(AgentState.READY),
                call=self._call(CallState.RINGING, CallAction.ANSWER, CallAction.DECLINE),
                offer=offer,
            ),
        )

    def answered(self) -> str:
        """The agent has taken it."""
        return self._change(
            EventKind.CALL_ACCEPTED,
            DeskChange(
                agent=self._agent(AgentState.ON_CALL),
                call=self._call(CallState.TALKING, CallAction.HOLD, CallAction.HANG_UP),
                offer=self._offer(OfferOutcome.ANSWERED, None),
            ),
        )

    def gone(self) -> str:
        """It is over, wrap-up included."""
        return self._change(
            EventKind.CALL_ENDED,
            DeskChange(agent=self._agent(AgentState.READY), call_gone=True, offer_gone=True),
        )

    def _profile(self) -> Profile:
        turn = self._round
        base = (HO, FUNG)[turn % 2]
        parts = base.parts[: max(1, len(base.parts) - turn % 3)]
        return base.model_copy(
            update={
                "customer_id": uuid4(),
                "name": f"{base.name} {turn}",
                "age_years": 20 + turn % 60,
                "parts": parts,
                "contacts": base.contacts[turn % 3 :],
                "alerts": base.alerts[: 1 + turn % 3],
            }
        )

    def _agent(self, state: AgentState) -> AgentSnapshot:
        return AgentSnapshot(
            agent_id=AGENT,
            state=state,
            since_at=START + timedelta(seconds=self._number),
            allowed=frozenset({AgentAction.GO_NOT_READY}),
            version=self._number,
        )

    def _call(self, state: CallState, *allowed: CallAction) -> CallSnapshot:
        return CallSnapshot(
            call_id=self._call_id,
            state=state,
            queue_id=_QUEUE,
            queue_name=_NAME,
            arrived_at=START,
            enqueued_at=START,
            since_at=START,
            answered_at=None if state is CallState.RINGING else START,
            menu_path=(_NAME, _REASON),
            menu_reason="card_charge",
            allowed=frozenset(allowed),
            version=self._number,
        )

    def _offer(self, outcome: OfferOutcome, payload: dict[str, Any] | None) -> OfferSnapshot:
        now = datetime.now(UTC)
        return OfferSnapshot(
            offer_id=self._offer_id,
            call_id=self._call_id,
            agent_id=AGENT,
            offered_at=now,
            expires_at=now + timedelta(seconds=20),
            outcome=outcome,
            ended_at=None if outcome is OfferOutcome.OPEN else now,
            payload=payload,
        )

    def _change(self, kind: EventKind, change: DeskChange) -> str:
        previous, number = self._number, self._next()
        return self._text(
            StreamMessage(
                type="event",
                number=number,
                previous=previous,
                server_at=datetime.now(UTC),
                at=datetime.now(UTC),
                kind=kind,
                subject_id=self._call_id,
                change=change,
            )
        )

    def _next(self) -> int:
        self._number += 1
        return self._number

    @staticmethod
    def _text(message: StreamMessage) -> str:
        """Write the numbers first, as the server does."""
        words = message.model_dump_json(exclude_none=True, exclude={"number", "previous"})
        return f'{{"previous":{json.dumps(message.previous)},"number":{message.number},{words[1:]}'
