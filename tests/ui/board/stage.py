"""A board for tests of its page: told by hand, with servers that note what they are asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from pydantic import AwareDatetime

from agent_desktop.client.board import BoardKeeper
from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.acting import (
    AgentOptions,
    CallGiven,
    ChangeState,
    EndMove,
    GiveCall,
    MoveAgents,
    MoveToFront,
    QueueMoves,
    WaitingOptions,
)
from agent_desktop.contract.board import Board, BoardChoice, BoardChoices, BoardFilter, QueueChoice
from agent_desktop.contract.callback_lists import Callbacks
from agent_desktop.contract.callbacks import Callback, ChangeCallback
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.floor_alerts import (
    AcknowledgeAlert,
    FloorAlert,
    FloorAlertHistory,
    FloorAlerts,
    FloorAlertSteps,
    FloorRules,
    OwnAlert,
    SnoozeAlert,
)
from agent_desktop.contract.notices import AnswerHelp, HelpCall, HelpCalls, Notice, Notices, SendNotice, WithdrawNotice
from agent_desktop.demo.screen_board_deeds import (
    StillAlerts,
    StillDue,
    StillFigures,
    StillFloor,
    StillHelp,
    StillNotices,
)
from agent_desktop.demo.screen_board_facts import ALERTS, BOARD
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.board.acting.deeds import Deeds
from agent_desktop.ui.board.acting.presenter import ActingPresenter, ActingServers
from agent_desktop.ui.board.callbacks.presenter import DuePresenter
from agent_desktop.ui.board.definition.presenter import DefinitionPresenter
from agent_desktop.ui.board.page import BoardPresenters
from agent_desktop.ui.board.past.presenter import PastPresenter
from agent_desktop.ui.board.presenter import BoardPresenter
from agent_desktop.ui.board.words import agent_search
from telephony.contract import SupervisionMode
from tests.support.board_feed import FakeBoardFeed

HONG_KONG_MORNING = NOW
HELEN = UUID(int=77)


@dataclass
class FloorServer:
    """Answers as the pictures do, and notes every deed; refuses with `refuses` where that is set."""

    asked: list[object] = field(default_factory=list)
    refuses: ErrorCode | None = None
    floor: StillFloor = field(default_factory=StillFloor)
    is_on: bool = False
    agent_name: str = ""
    watched: list[BoardFilter] = field(default_factory=list)
    given_to: dict[UUID, str] = field(default_factory=dict)
    """Callbacks by whom they were given to."""

    def agent(self, agent_id: UUID) -> AgentOptions:
        return self.floor.agent(agent_id)

    def change_state(self, agent_id: UUID, command: ChangeState) -> AgentOptions:
        self._note(command)
        return self.floor.agent(agent_id)

    def call(self, call_id: UUID) -> WaitingOptions:
        return self.floor.call(call_id)

    def move_to_front(self, call_id: UUID, command: MoveToFront) -> WaitingOptions:
        self._note((call_id, command))
        return self.floor.call(call_id)

    def give(self, call_id: UUID, command: GiveCall) -> CallGiven:
        self._note(command)
        return CallGiven(call_id=call_id, agent_id=command.agent_id or UUID(int=1), rings=True)

    def moves(self) -> QueueMoves:
        return self.floor.moves()

    def move(self, command: MoveAgents) -> QueueMoves:
        self._note(command)
        return self.floor.moves()

    def end_move(self, move_id: UUID, command: EndMove) -> QueueMoves:
        self._note((move_id, command))
        moves = self.floor.moves()
        return moves.model_copy(update={"moves": tuple(each for each in moves.moves if each.move_id != move_id)})

    def notices(self) -> Notices:
        return StillNotices().notices()

    def withdraw(self, notice_id: UUID, command: WithdrawNotice) -> Notice:
        self._note((notice_id, command))
        (notice,) = self.notices().notices
        return notice.model_copy(update={"withdrawn_at": NOW, "may_withdraw": False})

    def send(self, command: SendNotice) -> Notice:
        self._note(command)
        return StillNotices().notices().notices[0]

    def calls(self) -> HelpCalls:
        return StillHelp().calls()

    def answer(self, help_id: UUID, command: AnswerHelp) -> HelpCall:
        self._note(command)
        return next(each for each in self.calls().calls if each.help_id == help_id)

    def alerts(self) -> FloorAlerts:
        return StillAlerts().alerts()

    def history(self, *, rule: str = "", before: AwareDatetime | None = None) -> FloorAlertHistory:
        return StillAlerts().history(rule=rule, before=before)

    def alert(self, alert_id: UUID) -> FloorAlertSteps:
        return StillAlerts().alert(alert_id)

    def rules(self) -> FloorRules:
        return StillAlerts().rules()

    def acknowledge(self, alert_id: UUID, command: AcknowledgeAlert) -> FloorAlert:
        self._note((alert_id, command))
        return ALERTS[0]

    def own(self, alert_id: UUID, command: OwnAlert) -> FloorAlert:
        self._note((alert_id, command))
        return ALERTS[0]

    def snooze(self, alert_id: UUID, command: SnoozeAlert) -> FloorAlert:
        self._note((alert_id, command))
        return ALERTS[0]

    def callbacks(self, asks: BoardFilter) -> Callbacks:
        self.watched.append(asks)
        still = StillDue().callbacks(asks)
        listed = tuple(
            each.model_copy(update={"owner_name": self.given_to.get(each.callback_id, each.owner_name)})
            for each in still.callbacks
        )
        return still.model_copy(update={"callbacks": listed})

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback:
        self._note((callback_id, command))
        self.given_to[callback_id] = next(each.name for each in BOARD.agents if each.agent_id == command.owner_id)
        (given,) = [each for each in self.callbacks(BoardFilter()).callbacks if each.callback_id == callback_id]
        return given

    def supervise(self, call_id: UUID, mode: SupervisionMode) -> None:
        self.asked.append((call_id, mode))
        self.is_on, self.agent_name = True, "Ken Yip"

    def leave(self) -> None:
        self.is_on, self.agent_name = False, ""

    def choices(self) -> BoardChoices:
        return BoardChoices(
            sites=(BoardChoice(code="hk", name={"en": "Hong Kong"}), BoardChoice(code="sh", name={"en": "Shanghai"})),
            teams=(BoardChoice(code="cards", name={"en": "Cards"}), BoardChoice(code="loans", name={"en": "Loans"})),
            queues=tuple(QueueChoice(queue_id=each.queue_id, name=each.name) for each in BOARD.queues),
        )

    def _note(self, command: object) -> None:
        if self.refuses is not None:
            raise ClientError(self.refuses)
        self.asked.append(command)


class Keep:
    """Keeps a text."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text = text


@dataclass
class Stage:
    """A board and what is behind it."""

    feed: FakeBoardFeed = field(default_factory=FakeBoardFeed)
    server: FloorServer = field(default_factory=FloorServer)
    keep: Keep = field(default_factory=Keep)
    seconds: float = 0.0
    at: datetime = field(default_factory=lambda: NOW)

    def __post_init__(self) -> None:
        self.keeper = BoardKeeper(self.feed, monotonic=lambda: self.seconds)
        self.feed.keepers.append(self.keeper)
        tasks, server = ImmediateTasks(), self.server
        servers = ActingServers(server, server, server, server)
        acting = ActingPresenter(server, tasks)
        self.presenters = BoardPresenters(
            board=BoardPresenter(self.keeper, server, tasks, agent_search, self.keep),
            acting=acting,
            deeds=Deeds(acting, servers, server, self.now),
            definition=DefinitionPresenter(StillFigures(), tasks),
            past=PastPresenter(server, tasks),
            due=DuePresenter(server, server, tasks),
            me=HELEN,
        )

    def now(self) -> datetime:
        return self.at

    def begin(self, board: Board = BOARD) -> None:
        """The page is in sight, and the server tells it a board."""
        self.presenters.board.open()
        self.feed.tell(board)

    def later(self, seconds: float) -> None:
        """Time passes, on every clock."""
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds


Shown = Callable[[], str]
NOON = datetime(2026, 6, 16, 12, 0, tzinfo=UTC)
