"""A supervisor's desktop follows the server's word, and says that it is there while a call is on."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from agent_desktop.client.announcing import AnnouncingModel
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.supervising import BEAT_SECONDS, SupervisingModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import (
    Announcement,
    CallDirection,
    CallState,
    DeskSnapshot,
    OwnSupervision,
    PlayAnnouncement,
    Supervise,
    Supervised,
    SupervisionMode,
    SupervisionSnapshot,
    SupervisionState,
)
from tests.client.support import AGENT_ID, START, call, desk, snapshot
from tests.client.test_desk import Reader

CALL = uuid4()


def own(state: SupervisionState, **more: Any) -> SupervisionSnapshot:
    return SupervisionSnapshot(
        supervision_id=UUID(int=1),
        call_id=CALL,
        agent_id=AGENT_ID,
        agent_name="May",
        state=state,
        began_at=START,
        since_at=START,
        **more,
    )


class Server:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.stands: SupervisionSnapshot | None = None
        self.problem: ClientError | None = None

    def calls(self) -> tuple[Supervised, ...]:
        self.asked.append("calls")
        plain = {"agent_id": AGENT_ID, "agent_name": "May", "queue_name": {"en": "Cards"}, "since_at": START}
        more: dict[str, Any] = {**plain, "direction": CallDirection.INBOUND, "state": CallState.TALKING}
        return (Supervised(call_id=CALL, **more), Supervised(call_id=uuid4(), supervisor_id=uuid4(), **more))

    def supervise(self, call_id: UUID, command: Supervise) -> SupervisionSnapshot:
        if self.problem is not None:
            raise self.problem
        self.asked.append(f"{command.mode}")
        return own(SupervisionState.JOINING, pending=command.mode)

    def beat(self) -> OwnSupervision:
        self.asked.append("beat")
        return OwnSupervision(supervision=self.stands)

    def leave(self) -> OwnSupervision:
        self.asked.append("leave")
        return OwnSupervision(supervision=own(SupervisionState.LEFT, outcome="left"))

    def announcements(self) -> tuple[Announcement, ...]:
        return (Announcement(code="recorded", name={"en": "Recorded"}),)

    def play(self, call_id: UUID, command: PlayAnnouncement) -> DeskSnapshot:
        if self.problem is not None:
            raise self.problem
        self.asked.append(command.code)
        return desk()


def test_a_supervisor_is_offered_what_the_server_allows_and_beats_while_they_are_in() -> None:
    server, at = Server(), [START]
    model = SupervisingModel(server, ImmediateTasks(), lambda: at[0], may=True)
    model.tick()
    model.refresh()
    assert list(model.offered()) == [(CALL, "May", frozenset(SupervisionMode))]
    model.supervise(CALL, SupervisionMode.LISTEN)
    assert (model.is_on, model.agent_name, list(model.offered())) == (True, "May", [(CALL, "May", frozenset())])
    server.stands = own(SupervisionState.LISTENING, allowed={SupervisionMode.WHISPER, SupervisionMode.BARGE})
    for _ in range(3):
        model.tick()
    at[0] += timedelta(seconds=BEAT_SECONDS)
    model.tick()
    assert server.asked == ["calls", "listen", "beat", "beat"]
    assert next(iter(model.offered()))[2] == {SupervisionMode.WHISPER, SupervisionMode.BARGE}
    model.leave()
    assert not model.is_on
    at[0] += timedelta(seconds=60)
    model.tick()
    assert server.asked[-1] == "leave"


def test_what_goes_wrong_is_told_and_whoever_is_no_supervisor_asks_nothing() -> None:
    server, told = Server(), list[Problem]()
    model = SupervisingModel(server, ImmediateTasks(), lambda: START, may=True)
    model.on_problem = told.append
    server.problem = ClientError(ErrorCode.SUPERVISED_ALREADY)
    model.supervise(CALL, SupervisionMode.BARGE)
    assert (told, model.is_on) == ([Problem(ErrorCode.SUPERVISED_ALREADY)], False)
    nobody = SupervisingModel(server, ImmediateTasks(), lambda: START, may=False)
    nobody.refresh()
    nobody.supervise(CALL, SupervisionMode.LISTEN)
    nobody.leave()
    assert server.asked == []


def test_an_announcement_is_played_into_the_agents_own_call_and_what_goes_wrong_is_told() -> None:
    server, told, model_desk = Server(), list[Problem](), DeskModel(Reader(), ImmediateTasks())
    model = AnnouncingModel(model_desk, server, ImmediateTasks())
    model.on_problem = told.append
    model.read()
    model.play("recorded")
    assert (model.possible, server.asked) == (False, [])
    model_desk.receive(snapshot(desk(call=call())))
    assert model.possible
    model.play("recorded")
    server.problem = ClientError(ErrorCode.ANNOUNCEMENT_UNKNOWN)
    model.play("gone")

    assert ([each.code for each in model.announcements], server.asked) == (["recorded"], ["recorded"])
    assert told == [Problem(ErrorCode.ANNOUNCEMENT_UNKNOWN)]
