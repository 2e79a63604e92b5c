"""What the board shows, of whom, in which order: decided without a window."""

from datetime import timedelta

from agent_desktop.contract.board import Activity, BoardChange, BoardFilter, Level
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.board.presenter import QueueOrder
from tests.support.board_feed import BOARD_AT, agent_row, board_of, queue_row
from tests.ui.board.stage import Keep, Stage


def test_the_board_is_watched_only_while_it_is_in_sight() -> None:
    stage = Stage()
    assert not stage.feed.watched

    stage.begin(board_of(agent_row(1)))
    assert len(stage.feed.watched) == 1
    assert len(stage.presenters.board.state.agents) == 1

    stage.presenters.board.close()
    assert not stage.feed.watched


def test_what_is_wrong_stands_first_then_who_is_longest_in_their_state() -> None:
    stage = Stage()
    long, short = agent_row(90), agent_row(5)
    bad = agent_row(2, Activity.ON_CALL, level=Level.BAD)
    watched = agent_row(3, Activity.ON_HOLD, level=Level.WARNING)

    stage.begin(board_of(short, long, watched, bad))

    assert stage.presenters.board.state.agents == (bad, watched, long, short)


def test_agents_are_found_by_all_words_of_name_team_or_state() -> None:
    stage = Stage()
    may, ken = agent_row(1, name="May Chan", team="Cards"), agent_row(2, Activity.WRAP_UP, name="Ken Yip", team="Cards")
    stage.begin(board_of(may, ken))
    board = stage.presenters.board

    board.search("cards wrap")
    assert (board.state.agents, board.state.agents_total) == ((ken,), 2)
    board.search("nobody")
    assert board.state.agents == ()
    board.search("")
    assert len(board.state.agents) == 2


def test_a_change_keeps_the_search_and_the_order_and_does_not_touch_other_rows() -> None:
    stage = Stage()
    may, ken = agent_row(1, name="May"), agent_row(2, name="Ken")
    stage.begin(board_of(may, ken))
    stage.presenters.board.search("may")
    before = stage.presenters.board.state.agents[0]

    busy = ken.model_copy(update={"activity": Activity.ON_CALL})
    stage.feed.change(BoardChange(agents=(busy,)), BOARD_AT + timedelta(seconds=1))

    assert stage.presenters.board.state.agents[0] is before
    assert stage.presenters.board.state.search == "may"


def test_queues_are_ordered_by_what_is_wrong_and_otherwise_by_what_is_asked_for() -> None:
    stage = Stage()
    calm = queue_row(1, waiting=9, service={"percent": 95})
    bad = queue_row(2, level="bad", waiting=1, longest_enqueued_at=BOARD_AT, service={"percent": 40})
    stage.begin(board_of(queues=(calm, bad)))
    board = stage.presenters.board

    assert [each.position for each in board.state.queues] == [2, 1]
    board.order_by(QueueOrder.WAITING)
    assert [each.position for each in board.state.queues] == [1, 2]
    board.order_by(QueueOrder.SERVICE)
    assert [each.position for each in board.state.queues] == [2, 1]
    board.order_by(QueueOrder.NAME)
    assert [each.position for each in board.state.queues] == [1, 2]


def test_what_is_filtered_by_is_kept_and_taken_up_again_and_what_cannot_be_read_is_everything() -> None:
    stage = Stage()
    stage.begin(board_of(agent_row(1)))
    wanted = BoardFilter(teams=("cards",))

    stage.presenters.board.choose(wanted)
    assert list(stage.feed.watched.values()) == [wanted]
    assert stage.presenters.board.state.board is None  # of another choice is nothing known yet

    again = Stage(keep=stage.keep)
    again.presenters.board.open()
    assert list(again.feed.watched.values()) == [wanted]

    broken = Stage(keep=Keep("no filter"))
    broken.presenters.board.open()
    assert list(broken.feed.watched.values()) == [BoardFilter()]


def test_a_board_of_which_nothing_is_heard_is_not_live_and_a_refusal_says_why() -> None:
    stage = Stage()
    stage.begin(board_of(agent_row(1)))
    board = stage.presenters.board
    fresh = board.state
    assert fresh.view.is_live

    stage.later(60)
    board.tick()
    old = board.state
    assert not old.view.is_live
    assert len(old.agents) == 1  # what was heard last stays to be read

    stage.feed.refuse(ErrorCode.NOT_ALLOWED, BOARD_AT)
    assert board.state.view.refused is ErrorCode.NOT_ALLOWED
    assert board.state.agents == ()
