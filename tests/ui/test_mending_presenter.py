"""What the window of what is stuck decides: what is listed, what is chosen, and that only what was told is done."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.mends import HandDeed, Live, LiveList, LiveWhich, Mend, MendByHand, Mends
from agent_desktop.ui.mending.presenter import MendingPresenter, Whose
from tests.ui.conftest import NOW


def agent(number: int, *free: str, state: str = "wrap_up") -> Live:
    return Live(
        kind="agent",
        subject_id=UUID(int=number),
        agent_id=UUID(int=number),
        agent_name=f"Agent {number}",
        state=state,
        since_at=NOW,
        doubt="long_wrap_up",
        free=free,
    )


def mend(number: int) -> Mend:
    return Mend(mend_id=UUID(int=number), at=NOW - timedelta(minutes=number), finding="timer_not_run", deed="run_timer")


@dataclass
class Server:
    """Answers with what it was given; `refuse` refuses everything."""

    lives: tuple[Live, ...] = (agent(1, "wrap_up_ends", "agent_not_ready"), agent(2))
    listed: tuple[Mend, ...] = (mend(1), mend(2))
    older: tuple[Mend, ...] = ()
    refuse: ErrorCode | None = None
    turn_seconds: float = 0
    asked: list[object] = field(default_factory=list)

    def live(self, which: LiveWhich, find: str = "") -> LiveList:
        self._maybe_refuse()
        self.asked.append((which.value, find))
        return LiveList(lives=self.lives, total=len(self.lives), stuck=len(self.lives), turn_seconds=self.turn_seconds)

    def mends(self, *, by_hand: bool | None = None, finding: str = "", after: Mend | None = None) -> Mends:
        self._maybe_refuse()
        self.asked.append((by_hand, finding, None if after is None else after.mend_id.int))
        return Mends(mends=self.older if after is not None else self.listed, more=bool(self.older) and after is None)

    def mend(self, command: MendByHand) -> Mends:
        self.asked.append(command)
        self._maybe_refuse()
        return Mends()

    def _maybe_refuse(self) -> None:
        if self.refuse is not None:
            raise ClientError(self.refuse)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def mending(server: Server) -> MendingPresenter:
    mending = MendingPresenter(server, ImmediateTasks())
    mending.read()
    return mending


def test_a_deed_names_whom_why_and_what_the_person_was_told(server: Server, mending: MendingPresenter) -> None:
    mending.choose_live("agent", UUID(int=1))
    mending.do(HandDeed.FREE_AGENT, "  ")
    assert not any(isinstance(each, MendByHand) for each in server.asked)

    mending.do(HandDeed.FREE_AGENT, " frozen ")

    (command,) = [each for each in server.asked if isinstance(each, MendByHand)]
    assert (command.agent_id, command.reason) == (UUID(int=1), "frozen")
    assert command.told == ("wrap_up_ends", "agent_not_ready")
    assert mending.state.done == (HandDeed.FREE_AGENT, server.lives[0])


def test_what_cannot_be_done_is_not_asked_for(server: Server, mending: MendingPresenter) -> None:
    mending.choose_live("agent", UUID(int=2))

    assert not mending.state.may(HandDeed.FREE_AGENT)
    mending.do(HandDeed.FREE_AGENT, "frozen")
    assert not any(isinstance(each, MendByHand) for each in server.asked)


def test_what_shows_follows_the_server_and_is_said_to_be_so_no_more_when_it_is_not(
    server: Server, mending: MendingPresenter
) -> None:
    mending.choose_live("agent", UUID(int=1))
    server.lives = (agent(1, "agent_not_ready", state="ready"),)
    mending.read()
    assert mending.state.chosen is not None
    assert mending.state.chosen.live == server.lives[0]

    server.lives = ()
    mending.read()

    assert mending.state.chosen.gone
    assert not mending.state.may(HandDeed.FREE_AGENT)


def test_a_refusal_is_said_and_the_lists_are_read_again(server: Server, mending: MendingPresenter) -> None:
    mending.choose_live("agent", UUID(int=1))
    server.refuse = ErrorCode.MEND_OVERTAKEN
    mending.do(HandDeed.FREE_AGENT, "frozen")

    assert mending.state.problem is not None
    assert mending.state.problem.code == ErrorCode.MEND_OVERTAKEN
    assert mending.state.done is None
    assert not mending.state.busy


def test_lists_that_cannot_be_read_stand_as_they_were_and_are_said_to_be_old(
    server: Server, mending: MendingPresenter
) -> None:
    server.refuse = ErrorCode.SERVER_AWAY
    mending.read()
    assert mending.state.away is not None
    assert mending.state.lives is not None

    server.refuse = None
    mending.read()
    assert mending.state.away is None


def test_older_ones_are_added_and_stay_when_newer_ones_come(server: Server, mending: MendingPresenter) -> None:
    server.older = (mend(3), mend(4))
    mending.read()
    mending.read_older()
    server.listed = (mend(0), mend(1))
    mending.read()

    assert mending.state.mends is not None
    assert [each.mend_id.int for each in mending.state.mends.mends] == [0, 1, 2, 3, 4]
    assert not mending.state.mends.more


def test_filters_are_asked_of_the_server(server: Server, mending: MendingPresenter) -> None:
    server.asked.clear()
    mending.list_which(LiveWhich.CALLS)
    mending.search(" cards ")
    mending.list_mends(whose=Whose.BY_ITSELF)
    mending.list_mends(finding="caller_alone")

    assert server.asked == [("calls", ""), ("calls", "cards"), (False, "", None), (False, "caller_alone", None)]
