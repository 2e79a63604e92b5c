"""The board on this side of the wire: kept from what the stream tells, and known to be old when it is."""

import asyncio
import json
from datetime import timedelta
from uuid import UUID

import pytest

from agent_desktop.client.away_reasons import SHIPPED
from agent_desktop.client.board import BoardKeeper, alerts_first
from agent_desktop.client.stream_asks import StreamAsks
from agent_desktop.contract.board import (
    STALE_SECONDS,
    Activity,
    BoardCallbacks,
    BoardChange,
    BoardFilter,
    Level,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.rules import GIVEN_REASONS
from telephony.contract import SHIPPED_REASONS, AgentActivity, StreamMessage, SystemReason
from tests.support.board_feed import BOARD_AT, FakeBoardFeed, agent_row, board_of, queue_row


class Kept:
    """A keeper with its feed, and the desktop's monotonic clock in `now`."""

    def __init__(self) -> None:
        self.now = 100.0
        self.feed = FakeBoardFeed()
        self.keeper = BoardKeeper(self.feed, monotonic=lambda: self.now)
        self.feed.keepers.append(self.keeper)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_what_changes_is_kept_from_what_the_stream_tells(kept: Kept) -> None:
    kept.keeper.begin(BoardFilter(teams=("cards",)))
    kept.feed.tell(board_of(agent_row(1), agent_row(2), queues=(queue_row(1),)))
    later = BOARD_AT + timedelta(seconds=1)
    busy = agent_row(2, Activity.ON_CALL)
    change = BoardChange(
        agents=(busy, agent_row(3)),
        agents_gone=frozenset({UUID(int=1)}),
        queues=(queue_row(1, waiting=4),),
        callbacks=BoardCallbacks(late=2),
    )
    kept.feed.change(change, later)

    board = kept.keeper.view.board
    assert board is not None
    assert list(kept.feed.watched.values()) == [BoardFilter(teams=("cards",))]
    assert {each.agent_id.int: each.activity for each in board.agents} == {2: Activity.ON_CALL, 3: Activity.READY}
    assert [each.waiting for each in board.queues] == [4]
    assert (board.callbacks.late, board.figures.signed_in, board.as_of) == (2, 2, later)


def test_a_board_that_nothing_is_heard_of_is_known_to_be_old_and_one_unchanged_is_not(kept: Kept) -> None:
    seen: list[bool] = []
    kept.keeper.watch(lambda view: seen.append(view.is_live))
    kept.keeper.begin(BoardFilter())
    kept.feed.tell(board_of(agent_row(1)))
    kept.now += STALE_SECONDS
    kept.keeper.tick()
    assert kept.keeper.view.is_live
    kept.feed.change(None, BOARD_AT)
    kept.now += STALE_SECONDS + 0.1
    kept.keeper.tick()

    assert kept.keeper.view.board is not None, "the last figures stay to be seen, and are shown as old"
    assert seen == [False, True, False]
    kept.feed.change(None, BOARD_AT)
    assert kept.keeper.view.is_live


def test_after_a_lost_message_the_whole_board_is_asked_for_again(kept: Kept) -> None:
    kept.keeper.begin(BoardFilter())
    kept.feed.tell(board_of(agent_row(1)))
    (first,) = kept.feed.watched
    kept.feed.lose()
    kept.feed.change(BoardChange(agents=(agent_row(2),)), BOARD_AT)

    (second,) = kept.feed.watched
    board = kept.keeper.view.board
    assert second != first
    assert board is not None
    assert len(board.agents) == 1, "nothing is built on what was not seen"
    kept.feed.tell(board_of(agent_row(1), agent_row(2)))
    assert kept.keeper.view.board == kept.feed.board


def test_what_is_still_on_its_way_of_another_filter_is_passed_over(kept: Kept) -> None:
    kept.keeper.begin(BoardFilter(teams=("cards",)))
    (old,) = kept.feed.watched
    kept.keeper.begin(BoardFilter(teams=("loans",)))
    kept.feed.watched[old] = BoardFilter()
    (mine,) = set(kept.feed.watched) - {old}
    told = {"number": 1, "as_of": BOARD_AT.isoformat(), "full": board_of(agent_row(1)).model_dump(mode="json")}
    message = StreamMessage(type="board", number=0, server_at=BOARD_AT, watch_id=old, board=told)
    kept.keeper.received(message)

    assert kept.keeper.view.board is None
    kept.keeper.received(message.model_copy(update={"watch_id": mine}))
    assert kept.keeper.view.board is not None


def test_whoever_may_not_watch_is_told_why_and_who_stops_is_told_nothing_more(kept: Kept) -> None:
    kept.keeper.begin(BoardFilter())
    kept.feed.refuse(ErrorCode.NOT_ALLOWED, BOARD_AT)
    assert (kept.keeper.view.refused, kept.keeper.view.board) == (ErrorCode.NOT_ALLOWED, None)
    kept.keeper.end()

    assert kept.feed.watched == {}
    assert kept.keeper.view.refused is None


def test_agents_stand_with_the_worst_first_then_the_longest_in_their_state() -> None:
    rows = [agent_row(1), agent_row(2, level=Level.WARNING), agent_row(3), agent_row(4, level=Level.BAD)]

    assert [each.agent_id.int for each in alerts_first(rows)] == [4, 2, 3, 1]


def test_the_words_of_the_board_are_those_of_telephony() -> None:
    assert {each.value for each in Activity} == {each.value for each in AgentActivity}
    assert {each.value for each in SystemReason} == set(GIVEN_REASONS)
    assert [each.code for each in SHIPPED] == [each.value for each in SHIPPED_REASONS]


class Socket:
    def __init__(self) -> None:
        self.sent: asyncio.Queue[dict[str, object]] = asyncio.Queue()

    async def send(self, message: str) -> None:
        self.sent.put_nowait(json.loads(message))


def test_every_stream_is_told_anew_what_is_wanted_and_an_open_one_what_changes_of_it() -> None:
    asks = StreamAsks()

    async def run() -> None:
        asks.watch("one", {"teams": ["cards"]})
        for opened in range(2):
            socket = Socket()
            sending = asyncio.create_task(asks.send_on(socket))
            assert await socket.sent.get() == {"watch_id": "one", "asks": {"teams": ["cards"]}}
            if opened:
                await asyncio.to_thread(asks.end, "one")
                assert await socket.sent.get() == {"watch_id": "one", "asks": None}
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        asks.watch("two", {})  # nobody is there to hear it, and nothing breaks

    asyncio.run(run())
