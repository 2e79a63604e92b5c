"""A supervisor in a call over a real database and the simulator's own table of who hears whom."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import (
    AgentAction,
    CallAction,
    CallState,
    ChosenReason,
    EventKind,
    SupervisionMode,
    SupervisionOutcome,
    SupervisionSnapshot,
    SupervisionState,
    TransferKind,
)
from telephony.errors import (
    AgentTransitionRefusedError,
    CallTransitionRefusedError,
    RecordingPausedError,
    SupervisedAlreadyError,
    SupervisingError,
)
from telephony.providers.base import Order, OrderKind, OrderOutcome
from telephony.providers.simulator.rooms import hears
from telephony.supervision.models import SupervisionRow
from telephony.supervision.repository import SupervisionRepository
from telephony.supervision.service import leave, remove_colleague, supervise
from telephony.supervision.watch import SILENT_AFTER, SupervisionWatch
from tests.telephony.recordings.support import recording_centre
from tests.telephony.support import SETTINGS, Centre
from tests.telephony.test_reconciler import mended, reconciler_of
from tests.telephony.transfers.scene import Scene, conferring, consulting, talking

_M = SupervisionMode
LISTENED = {"caller": ("agent",), "agent": ("caller",), "supervisor": ("caller", "agent")}


@dataclass
class Floor:
    """A supervisor, an agent who talks with a caller, and a specialist."""

    scene: Scene
    supervisor: UUID

    @property
    def centre(self) -> Centre:
        return self.scene.centre

    def ask(self, mode: SupervisionMode, by: UUID | None = None) -> SupervisionSnapshot:
        """The supervisor asks for a mode; nothing has come of it yet."""
        answer: SupervisionSnapshot = self.centre.do(
            lambda session, deps: supervise(
                session, deps, self.scene.call_id, by or self.supervisor, mode, machine_at=self.centre.clock.now()
            )
        )
        return answer

    def be(self, mode: SupervisionMode) -> "Floor":
        """The supervisor asks for a mode, and all comes to rest."""
        self.ask(mode)
        self.centre.run()
        return self

    def leave(self) -> None:
        self.centre.do(lambda session, deps: leave(session, deps, self.supervisor))
        self.centre.run()

    def row(self) -> SupervisionRow:
        with Session(self.centre.engine) as session:
            row = SupervisionRepository(session).find_last_of_supervisor(self.supervisor)
            assert row is not None
            return row

    def stands(self) -> tuple[SupervisionState, SupervisionOutcome | None]:
        row = self.row()
        return row.state, row.outcome

    def heard(self) -> dict[str, tuple[str, ...]]:
        order = ["caller", "agent", "colleague", "supervisor"]
        room = self.centre.carrier.carrier.find_room(self.scene.sid)
        assert room is not None
        return {who: tuple(sorted(whom, key=order.index)) for who, whom in hears(room).items()}

    def shown(self) -> SupervisionMode | None:
        """What the agent's desk shows of the supervisor."""
        call = self.centre.desk(self.scene.agent).call
        assert call is not None
        return call.supervised


@pytest.fixture
def floor(centre: Centre) -> Floor:
    return Floor(talking(centre), uuid4())


def test_a_supervisor_listens_whispers_barges_in_and_leaves_and_the_agent_sees_it(floor: Floor) -> None:
    answer = floor.ask(_M.LISTEN)
    assert (answer.state, answer.pending, answer.allowed) == (SupervisionState.JOINING, _M.LISTEN, frozenset())
    assert floor.shown() is None

    floor.centre.run()
    assert (floor.heard(), floor.shown()) == (LISTENED, _M.LISTEN)
    floor.be(_M.WHISPER)
    assert floor.heard() == LISTENED | {"agent": ("caller", "supervisor")}
    assert floor.shown() is _M.WHISPER
    floor.be(_M.BARGE)
    assert floor.heard() == LISTENED | {"agent": ("caller", "supervisor"), "caller": ("agent", "supervisor")}
    assert (floor.shown(), floor.stands()) == (_M.BARGE, (SupervisionState.BARGED, None))
    floor.leave()
    assert floor.heard() == {"caller": ("agent",), "agent": ("caller",)}
    assert (floor.shown(), floor.stands()) == (None, (SupervisionState.LEFT, SupervisionOutcome.LEFT))

    assert floor.centre.host.supervised == [
        (floor.supervisor, "listen", False),
        (floor.supervisor, "whisper", False),
        (floor.supervisor, "barge", False),
        (floor.supervisor, "left", True),
    ]
    told = [
        entry.change.call.supervised
        for appended in floor.centre.appended
        for entry in appended.entries
        if entry.kind is EventKind.SUPERVISION_CHANGED and entry.change is not None and entry.change.call is not None
    ]
    assert told == [_M.LISTEN, _M.WHISPER, _M.BARGE, None]
    assert floor.scene.call.state is CallState.TALKING


def test_an_agent_is_not_told_of_listening_where_policy_says_so_but_of_whom_they_hear(engine: sa.Engine) -> None:
    floor = Floor(talking(Centre(engine, replace(SETTINGS, listening_shown=False))), uuid4())
    floor.be(_M.LISTEN)
    assert (floor.heard(), floor.shown()) == (LISTENED, None)
    floor.be(_M.WHISPER)
    assert floor.shown() is _M.WHISPER
    floor.be(_M.LISTEN)
    assert floor.shown() is None


def test_one_supervisor_a_call_one_call_a_supervisor_and_nobody_their_own(floor: Floor) -> None:
    centre, scene = floor.centre, floor.scene
    floor.ask(_M.LISTEN)
    with pytest.raises(SupervisedAlreadyError):
        floor.ask(_M.LISTEN, uuid4())
    with pytest.raises(CallTransitionRefusedError):
        floor.ask(_M.WHISPER)  # the first is still to be confirmed
    centre.run()
    other = Scene(centre, scene.specialist, scene.agent, centre.answered(scene.specialist))
    with pytest.raises(SupervisingError):
        Floor(other, floor.supervisor).ask(_M.LISTEN)
    with pytest.raises(CallTransitionRefusedError):
        Floor(other, other.agent).ask(_M.LISTEN)
    with pytest.raises(AgentTransitionRefusedError):
        Floor(other, scene.agent).ask(_M.LISTEN)  # they are on a call of their own


def test_nobody_listens_to_a_call_that_waits_or_is_over(floor: Floor) -> None:
    waiting = floor.centre.ring()
    floor.scene.caller_hangs_up()
    for call_id in (waiting, floor.scene.call_id):
        with pytest.raises(CallTransitionRefusedError):
            Floor(Scene(floor.centre, floor.scene.agent, floor.scene.specialist, call_id), floor.supervisor).ask(
                _M.LISTEN
            )


def test_who_takes_calls_leaves_the_call_of_another_first(floor: Floor) -> None:
    centre = floor.centre
    head = centre.agent(ready=False)
    floor.supervisor = head
    floor.be(_M.LISTEN)
    refused: list[Callable[[], object]] = [
        lambda: centre.go(head, AgentAction.GO_READY),
        lambda: centre.dial(head),
        lambda: centre.call_colleague(head, floor.scene.specialist),
    ]
    for doing in refused:
        with pytest.raises(SupervisingError):
            doing()
    centre.go(head, AgentAction.GO_NOT_READY, ChosenReason.MEETING)
    floor.leave()
    centre.clock.advance(60)
    centre.go(head, AgentAction.GO_READY)
    with pytest.raises(AgentTransitionRefusedError):
        floor.ask(_M.LISTEN)


def test_the_end_of_the_call_is_the_end_of_the_supervision(floor: Floor) -> None:
    floor.be(_M.BARGE)
    floor.scene.caller_hangs_up()

    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.CALL_ENDED)
    assert (floor.scene.call.supervision_id, floor.scene.call.supervised) == (None, None)
    assert floor.centre.host.supervised[-1] == (floor.supervisor, "call_ended", True)
    assert OrderKind.LEAVE not in {order.kind for order in floor.centre.carrier.orders}


def test_a_caller_who_goes_on_with_somebody_else_is_not_listened_to_any_more(centre: Centre) -> None:
    floor = Floor(consulting(centre), uuid4()).be(_M.WHISPER)
    floor.scene.act(CallAction.COMPLETE_TRANSFER)
    assert floor.heard() == {"caller": ("agent",), "agent": ("caller",)}
    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.PASSED_ON)
    assert floor.scene.call.agent_id == floor.scene.specialist

    floor = Floor(talking(centre), uuid4()).be(_M.LISTEN)
    centre.transfer(floor.scene.agent, floor.scene.call_id, TransferKind.COLD_QUEUE, queue_code="loans")
    centre.run()
    assert "supervisor" not in floor.heard()
    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.PASSED_ON)


def test_a_caller_who_goes_on_with_somebody_outside_is_not_listened_to_any_more(floor: Floor) -> None:
    floor.be(_M.LISTEN)
    centre, scene = floor.centre, floor.scene
    centre.transfer(scene.agent, scene.call_id, TransferKind.WARM, number="+85228881234")
    centre.run()
    centre.carrier.answer(scene.sid)
    centre.run()
    assert floor.heard()["supervisor"] == ("agent", "colleague")
    scene.act(CallAction.COMPLETE_TRANSFER)

    assert floor.heard() == {"caller": ("agent",), "agent": ("caller",)}
    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.CALL_ENDED)
    assert scene.call.state is CallState.ENDED


def test_a_supervisors_line_that_goes_down_is_told_and_may_come_again(floor: Floor) -> None:
    floor.be(_M.LISTEN)
    floor.scene.line_drops("supervisor")
    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.LINE_LOST)
    assert floor.shown() is None
    floor.centre.clock.advance(1)
    floor.be(_M.BARGE)

    assert floor.stands() == (SupervisionState.BARGED, None)


def test_a_line_that_the_carrier_does_not_join_or_refuses_is_given_up(floor: Floor) -> None:
    centre = floor.centre
    centre.carrier.away = True
    floor.ask(_M.LISTEN)
    centre.clock.advance(SETTINGS.connect_seconds)
    centre.run()
    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.NOT_JOINED)
    centre.carrier.away = False
    centre.clock.advance(10)
    centre.run()
    assert "supervisor" not in floor.heard()

    floor.supervisor = uuid4()
    room = centre.carrier.carrier.find_room(floor.scene.sid)
    assert room is not None
    stranger = Order(uuid4(), room.call_sid, OrderKind.LISTEN, "agent:stranger")
    assert centre.carrier.carry_out(stranger) is OrderOutcome.DONE
    floor.be(_M.LISTEN)  # a second line is refused

    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.NOT_JOINED)
    centre.clock.advance(10)
    assert reconciler_of(centre).look_at_carrier(now=True) == 1
    centre.run()
    assert "supervisor" not in floor.heard()
    assert [finding.value for finding in mended(centre)] == ["stranger_in_room"]


def test_a_change_that_the_carrier_refuses_leaves_the_supervisor_as_they_were(floor: Floor) -> None:
    floor.be(_M.LISTEN)
    floor.scene.line_drops("agent")
    floor.be(_M.BARGE)

    row = floor.row()
    assert (row.state, row.pending) == (SupervisionState.LISTENING, None)
    assert "supervisor" not in floor.heard()["caller"]


def test_overtaken_and_repeated_reports_change_nothing(floor: Floor) -> None:
    floor.be(_M.LISTEN)
    heard_listening = floor.centre.carrier.sent[-1]
    floor.be(_M.BARGE)
    floor.centre.report(heard_listening)

    assert floor.stands() == (SupervisionState.BARGED, None)
    assert floor.shown() is _M.BARGE


def test_a_supervisor_whose_desktop_is_silent_leaves_and_one_who_is_heard_stays(floor: Floor) -> None:
    centre = floor.centre
    watch = SupervisionWatch(centre.open_work, centre.deps, centre.clock.now)
    floor.be(_M.WHISPER)
    assert watch.look() == 0
    centre.clock.advance(SILENT_AFTER.total_seconds() - 1)
    centre.do(lambda session, deps: SupervisionRepository(session).hear(floor.supervisor, deps.now()))
    centre.clock.advance(2)
    assert watch.look() == 0
    centre.clock.advance(SILENT_AFTER.total_seconds())
    assert watch.look() == 1
    centre.run()

    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.DESKTOP_LOST)
    assert "supervisor" not in floor.heard()
    assert floor.shown() is None


def test_a_server_that_could_not_hear_gives_a_desktop_time_to_be_heard(floor: Floor) -> None:
    centre = floor.centre
    floor.be(_M.LISTEN)
    centre.clock.advance(3600)
    watch = SupervisionWatch(centre.open_work, centre.deps, centre.clock.now)
    assert watch.look() == 0
    centre.clock.advance(SILENT_AFTER.total_seconds() + 1)

    assert watch.look() == 1


@pytest.mark.parametrize(
    ("damage", "outcome"),
    [
        ("UPDATE agents SET state = 'ready', reason = NULL, system_reason = NULL WHERE agent_id = :head", "took_calls"),
        ("UPDATE calls SET supervision_id = NULL, supervised = NULL WHERE call_id = :call_id", "call_ended"),
    ],
)
def test_a_supervision_that_nobody_should_be_in_is_ended(floor: Floor, damage: str, outcome: str) -> None:
    centre = floor.centre
    floor.supervisor = head = centre.agent(ready=False)
    floor.be(_M.LISTEN)
    with centre.engine.begin() as connection:
        values = {"head": head, "call_id": floor.scene.call_id}
        connection.execute(sa.text(damage), {key: each for key, each in values.items() if f":{key}" in damage})
    centre.clock.advance(1)
    watch = SupervisionWatch(centre.open_work, centre.deps, centre.clock.now)

    assert watch.look() == 1
    centre.run()
    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome(outcome))
    assert "supervisor" not in floor.heard()
    assert watch.look() == 0


def test_nobody_listens_while_the_recording_is_paused(engine: sa.Engine) -> None:
    floor = Floor(talking(recording_centre(engine)), uuid4())
    floor.be(_M.LISTEN)
    floor.scene.act(CallAction.PAUSE_RECORDING)

    assert floor.stands() == (SupervisionState.LEFT, SupervisionOutcome.RECORDING_PAUSED)
    assert "supervisor" not in floor.heard()
    with pytest.raises(RecordingPausedError):
        floor.ask(_M.LISTEN)
    floor.scene.act(CallAction.RESUME_RECORDING)
    assert floor.be(_M.LISTEN).heard() == LISTENED


def test_a_supervisor_takes_one_party_out_and_the_others_stay(centre: Centre) -> None:
    scene = conferring(centre)
    centre.do(lambda session, deps: remove_colleague(session, deps, scene.call_id))
    centre.run()
    assert scene.hears() == {"caller": ("agent",), "agent": ("caller",)}
    assert scene.call.state is CallState.TALKING
    with pytest.raises(CallTransitionRefusedError):
        centre.do(lambda session, deps: remove_colleague(session, deps, scene.call_id))


def test_an_agent_takes_somebody_outside_out_and_has_the_caller_back(floor: Floor) -> None:
    centre, scene = floor.centre, floor.scene
    centre.transfer(scene.agent, scene.call_id, TransferKind.WARM, number="+85228881234")
    centre.run()
    centre.carrier.answer(scene.sid)
    centre.run()
    scene.act(CallAction.CONFER)
    centre.do(lambda session, deps: remove_colleague(session, deps, scene.call_id))
    centre.run()

    assert scene.hears() == {"caller": ("agent",), "agent": ("caller",)}
