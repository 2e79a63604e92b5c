"""The supervisor's board in one state after another; the numbers are those of the drawing."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue
from PySide6.QtWidgets import QWidget

from agent_desktop.client.board import BoardKeeper
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.board import (
    Board,
    BoardAct,
    BoardChoice,
    BoardChoices,
    BoardDay,
    BoardMessage,
    QueueChoice,
)
from agent_desktop.demo.screen_board_deeds import (
    StillAlerts,
    StillDue,
    StillFigures,
    StillFloor,
    StillHelp,
    StillNotices,
)
from agent_desktop.demo.screen_board_facts import ASLEEP, BOARD, DISPUTES, OVER, QUEUES, WAITING, id_of
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import still_ticker
from agent_desktop.ui.board.acting.deeds import Deeds
from agent_desktop.ui.board.acting.presenter import ActingPresenter, ActingServers, Whom
from agent_desktop.ui.board.callbacks.presenter import DuePresenter
from agent_desktop.ui.board.definition.presenter import AboutQueue, DefinitionPresenter, FigureKey
from agent_desktop.ui.board.page import BoardPage, BoardPresenters
from agent_desktop.ui.board.past.presenter import PastPresenter, Which
from agent_desktop.ui.board.presenter import BoardPresenter, Counted
from agent_desktop.ui.board.window import BoardWindow
from agent_desktop.ui.board.words import agent_search
from agent_desktop.ui.theme.theme import Theme, beside
from telephony.contract import StreamMessage


class StillFeed:
    """A stream of a picture: it tells each watch the board that stands here, once."""

    def __init__(self, board: Board | None = BOARD) -> None:
        self._board = board
        self.keeper: BoardKeeper | None = None

    def watch(self, watch_id: str, asks: dict[str, JsonValue]) -> None:  # noqa: ARG002  one signature
        if self._board is None or self.keeper is None:
            return
        told = BoardMessage(number=1, as_of=self._board.as_of, full=self._board).model_dump(mode="json")
        message = StreamMessage(type="board", number=0, server_at=NOW, watch_id=watch_id, board=told)
        self.keeper.received(message)

    def end(self, watch_id: str) -> None:
        """Nothing goes on."""


class StillChoices:
    """What may be filtered by, in a picture."""

    def choices(self) -> BoardChoices:
        return BoardChoices(
            sites=(
                BoardChoice(code="hk", name={"en": "Hong Kong", "zh": "香港"}),
                BoardChoice(code="sh", name={"en": "Shanghai", "zh": "上海"}),
            ),
            teams=(
                BoardChoice(code="cards", name={"en": "Cards", "zh": "信用卡组"}),
                BoardChoice(code="loans", name={"en": "Loans", "zh": "贷款组"}),
            ),
            queues=tuple(QueueChoice(queue_id=each.queue_id, name=each.name) for each in QUEUES),
        )


class Pace:
    """The machine's clock of a picture; moved by hand, a board grows old."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def still_board(board: Board | None = BOARD) -> tuple[BoardPresenters, Pace]:
    """Return who decides on a board that stands still, and its clock."""
    feed, pace = StillFeed(board), Pace()
    feed.keeper = BoardKeeper(feed, monotonic=pace, new_id=lambda: "picture")
    floor, tasks = StillFloor(), ImmediateTasks()
    servers = ActingServers(floor, StillNotices(), StillHelp(), StillAlerts())
    acting = ActingPresenter(floor, tasks)
    presenters = BoardPresenters(
        board=BoardPresenter(feed.keeper, StillChoices(), tasks, agent_search),
        acting=acting,
        deeds=Deeds(acting, servers, floor, lambda: NOW),
        definition=DefinitionPresenter(StillFigures(), tasks),
        past=PastPresenter(StillAlerts(), tasks),
        due=DuePresenter(StillDue(), StillDue(), tasks),
        me=id_of("Helen Mak"),
    )
    return presenters, pace


_Then = Callable[[BoardPage, Pace], None]


def _view(theme: Theme, size: tuple[int, int], board: Board | None, then: _Then) -> QWidget:
    presenters, pace = still_board(board)
    page = BoardPage(theme, still_ticker(), presenters, show_at_once=True)
    page.resize(*size)
    presenters.board.open()
    page.show()
    then(page, pace)
    return page


def _wall(theme: Theme) -> QWidget:
    presenters, pace = still_board()
    own = beside(theme)
    page = BoardPage(own, still_ticker(), presenters, show_at_once=True)
    window = BoardWindow(own, page)
    own.setParent(window)
    window.resize(1920, 1080)
    presenters.board.open()
    window.show_wall_letters(True)
    _as_it_is(page, pace)
    return window


def _as_it_is(page: BoardPage, _pace: Pace) -> None:
    page.agents.table.pick(id_of("Ken Yip"))
    page.agents.table.setFocus()


def _day_tab(page: BoardPage, _pace: Pace) -> None:
    page.open_tab(1)


def _old(page: BoardPage, pace: Pace) -> None:
    pace.seconds = 60
    page.presenter.tick()


def _lost(page: BoardPage, _pace: Pace) -> None:
    page.presenter.link(False)


def _nobody(page: BoardPage, _pace: Pace) -> None:
    page.agents.field.setText("Thai")


def _quiet(_page: BoardPage, _pace: Pace) -> None:
    """A board on which nothing happens."""


def _state(page: BoardPage, pace: Pace) -> None:
    _as_it_is(page, pace)
    page.agents.do(BoardAct.CHANGE_STATE)
    page.state_sheet.states.chosen.emit("not_ready")
    page.state_sheet.reasons.chosen.emit("meeting")


def _give(page: BoardPage, _pace: Pace) -> None:
    page.waiting.table.pick(WAITING[1].call_id)
    page.waiting.do(BoardAct.GIVE)


def _move(page: BoardPage, pace: Pace) -> None:
    _as_it_is(page, pace)
    page.presenters.deeds.agents.open_move(Whom((id_of("Ken Yip"),), ("Ken Yip",)))
    page.move_sheet.boxes["platinum"].setChecked(True)


def _message(page: BoardPage, pace: Pace) -> None:
    _as_it_is(page, pace)
    page.open_message()
    page.message_sheet.text.setPlainText("The Macau ATM network is back. 澳门柜员机已恢复。")


def _help(page: BoardPage, _pace: Pace) -> None:
    page.presenters.deeds.notices.open_help()


def _definition(page: BoardPage, _pace: Pace) -> None:
    page.presenters.definition.open(FigureKey.SERVICE, AboutQueue("disputes", DISPUTES))
    page.presenters.definition.read_items()


def _past(page: BoardPage, _pace: Pace) -> None:
    page.presenters.past.open()
    page.presenters.past.choose(OVER[0].alert_id)


def _asleep(page: BoardPage, _pace: Pace) -> None:
    page.presenters.past.open(Which.NOW)
    page.presenters.past.choose(ASLEEP.alert_id)


def _callbacks(page: BoardPage, _pace: Pace) -> None:
    page.callbacks.opened.emit()
    page.due_sheet.agents.pick(id_of("Amy Wong"))


def _counted(page: BoardPage, _pace: Pace) -> None:
    page.presenter.search(only=frozenset({Counted.NOT_READY}))


_EMPTY: Final = BOARD.model_copy(update={"waiting": (), "alerts": (), "day": BoardDay(time_zone="Asia/Hong_Kong")})
_WIDE: Final = (1856, 1004)
_NARROW: Final = (1376, 750)

BOARDS: Final[Mapping[str, Callable[[Theme], QWidget]]] = MappingProxyType(
    {
        "board-live-wide": partial(_view, size=_WIDE, board=BOARD, then=_as_it_is),
        "board-live": partial(_view, size=_NARROW, board=BOARD, then=_as_it_is),
        "board-day": partial(_view, size=_NARROW, board=BOARD, then=_day_tab),
        "board-old": partial(_view, size=_NARROW, board=BOARD, then=_old),
        "board-lost": partial(_view, size=_NARROW, board=BOARD, then=_lost),
        "board-filtered": partial(_view, size=_NARROW, board=BOARD, then=_nobody),
        "board-quiet": partial(_view, size=_WIDE, board=_EMPTY, then=_quiet),
        "board-loading": partial(_view, size=_NARROW, board=None, then=_quiet),
        "board-state": partial(_view, size=_NARROW, board=BOARD, then=_state),
        "board-give": partial(_view, size=_NARROW, board=BOARD, then=_give),
        "board-move": partial(_view, size=_NARROW, board=BOARD, then=_move),
        "board-message": partial(_view, size=_NARROW, board=BOARD, then=_message),
        "board-help": partial(_view, size=_NARROW, board=BOARD, then=_help),
        "board-definition": partial(_view, size=_NARROW, board=BOARD, then=_definition),
        "board-past": partial(_view, size=_NARROW, board=BOARD, then=_past),
        "board-asleep": partial(_view, size=_NARROW, board=BOARD, then=_asleep),
        "board-callbacks": partial(_view, size=_NARROW, board=BOARD, then=_callbacks),
        "board-counted": partial(_view, size=_NARROW, board=BOARD, then=_counted),
        "board-wall": _wall,
    }
)
