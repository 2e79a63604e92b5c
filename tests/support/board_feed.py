"""A board for tests of what shows one: the feed that the stream is, told by hand, and boards made up."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.client.board import BoardKeeper
from agent_desktop.contract.board import (
    Activity,
    Board,
    BoardAct,
    BoardAgent,
    BoardChange,
    BoardDay,
    BoardFigures,
    BoardFilter,
    BoardMessage,
    BoardQueue,
    apply_board_change,
)
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import StreamMessage

BOARD_AT: Final = datetime(2026, 6, 16, 2, 42, 8, tzinfo=UTC)
"""10:42:08 in Hong Kong."""


class FakeBoardFeed:
    """Notes what is watched. `tell` and `change` say what a server would, to whoever `listens`."""

    def __init__(self) -> None:
        self.watched: dict[str, BoardFilter] = {}
        self.keepers: list[BoardKeeper] = []
        self.number = 0
        self.board: Board | None = None

    def watch(self, watch_id: str, asks: dict[str, JsonValue]) -> None:
        self.watched[watch_id] = BoardFilter.model_validate(asks)

    def end(self, watch_id: str) -> None:
        self.watched.pop(watch_id, None)

    def tell(self, board: Board) -> None:
        """Tell every watch the whole board."""
        self.board = board
        self.number += 1
        self._say(BoardMessage(number=self.number, as_of=board.as_of, full=board))

    def change(self, change: BoardChange | None, as_of: datetime) -> None:
        """Tell every watch what has changed; None: nothing, as of this moment."""
        assert self.board is not None, "tell the whole board first"
        previous, self.number = self.number, self.number + 1
        self.board = apply_board_change(self.board, change or BoardChange(), as_of)
        self._say(BoardMessage(number=self.number, previous=previous, as_of=as_of, change=change))

    def lose(self) -> None:
        """Let a message go lost: the next change builds on one that never came."""
        self.number += 1

    def refuse(self, code: ErrorCode, at: datetime) -> None:
        """Tell every watch that it is not told the board."""
        self._say(BoardMessage(number=self.number, as_of=at, refused=code))

    def _say(self, told: BoardMessage) -> None:
        for watch_id in list(self.watched):
            message = StreamMessage(
                type="board", number=0, server_at=told.as_of, watch_id=watch_id, board=told.model_dump(mode="json")
            )
            for keeper in self.keepers:
                keeper.received(message)


def agent_row(number: int, activity: Activity = Activity.READY, **more: object) -> BoardAgent:
    """Return an agent's row; `number` makes its id and its name."""
    values: dict[str, object] = {
        "agent_id": UUID(int=number),
        "name": f"Agent {number}",
        "activity": activity,
        "since_at": BOARD_AT - timedelta(seconds=number),
        "acts": {BoardAct.CHANGE_STATE},
        **more,
    }
    return BoardAgent.model_validate(values)


def queue_row(number: int, **more: object) -> BoardQueue:
    """Return a queue's row; `number` makes its id and its name."""
    name = {"en": f"Queue {number}", "zh": f"队列 {number}"}
    return BoardQueue.model_validate({"queue_id": UUID(int=number), "name": name, "position": number, **more})


def board_of(
    *agents: BoardAgent, queues: tuple[BoardQueue, ...] = (), as_of: datetime = BOARD_AT, **more: object
) -> Board:
    """Return a board with these rows, and nothing in its other parts but what `more` says."""
    values: dict[str, object] = {
        "as_of": as_of,
        "figures": BoardFigures(signed_in=len(agents)),
        "day": BoardDay(time_zone="Asia/Hong_Kong"),
        **more,
        "agents": agents,
        "queues": queues,
    }
    return Board.model_validate(values)
