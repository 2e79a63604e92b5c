"""A supervisor's desktop that watches a board over a real stream, kept as the desktop keeps it."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.client.board import BoardKeeper
from agent_desktop.contract.board import Board, BoardAgent, BoardFilter
from telephony.contract import StreamWatch
from tests.server.floor import Desk, Floor, Stream
from tests.server.support import until

_NO_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)


class WatchingDesktop:
    """`keeper` takes what the stream has brought each time it is looked at."""

    def __init__(self, floor: Floor, desk: Desk, asks: BoardFilter | None = None) -> None:
        self.desk = desk
        self.stream: Stream = floor.listen(desk)
        self._taken = 0
        self.keeper = BoardKeeper(self)
        self.keeper.begin(asks or BoardFilter())

    def watch(self, watch_id: str, asks: dict[str, JsonValue]) -> None:
        self.stream.socket.send(StreamWatch(watch_id=watch_id, asks=asks).model_dump_json())

    def end(self, watch_id: str) -> None:
        self.stream.socket.send(StreamWatch(watch_id=watch_id).model_dump_json())

    def board(self) -> Board | None:
        """The board as it stands by all that has come."""
        texts = self.stream.texts_read
        for message in texts[self._taken :]:
            self.keeper.received(message)
        self._taken = len(texts)
        return self.keeper.view.board

    def agent(self, agent_id: UUID) -> BoardAgent | None:
        """One agent's row."""
        board = self.board()
        return next((each for each in board.agents if each.agent_id == agent_id), None) if board else None

    def until_board(self) -> Board:
        """Wait for the first one."""
        return until(self.board)

    def looked_at(self) -> Board:
        """The same board, asked for by itself."""
        body = self.keeper.view.filter.model_dump(mode="json")
        answer = self.desk.http.post("/v1/board/looks", json=body)
        assert answer.status_code == 200, answer.text
        return Board.model_validate(answer.json())


def in_order(board: Board) -> Board:
    """Return a board whose rows stand in the order of their ids, as of no moment in particular."""
    return board.model_copy(
        update={
            "as_of": _NO_MOMENT,
            "agents": tuple(sorted(board.agents, key=lambda each: each.agent_id)),
            "queues": tuple(sorted(board.queues, key=lambda each: each.queue_id)),
            "waiting": tuple(sorted(board.waiting, key=lambda each: each.call_id)),
        }
    )
