"""Nothing is dialled before the agent has seen whom; what is said of the call follows the server's word."""

from uuid import UUID

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.outgoing import (
    CallableNumber,
    CallColleague,
    CallPreview,
    OwnNumber,
    PlaceCall,
    PreviewCall,
    WhomToCall,
)
from agent_desktop.ui.call_bar.presenter import CallBarPresenter, SlotKind
from agent_desktop.ui.outgoing.presenter import OutgoingPresenter, OutgoingState
from telephony.contract import (
    CallAction,
    CallCommand,
    CallDirection,
    CallRole,
    CallState,
    ColleagueState,
    DeskChange,
    DeskSnapshot,
)
from tests.client.support import START, HeldTasks, call, desk, event, offer, snapshot
from tests.client.test_desk import Reader

CUSTOMER, HOME, COLLEAGUE = UUID(int=7), UUID(int=71), UUID(int=9)
PREVIEW = CallPreview(
    customer_id=CUSTOMER,
    name="Ms Ho",
    numbers=(
        CallableNumber(number_id=UUID(int=70), masked="+852 6••• 4182"),
        CallableNumber(number_id=HOME, masked="+852 2••• 0917"),
    ),
    own_numbers=(
        OwnNumber(code="hotline", name={"en": "Hotline"}, number="+85228880000"),
        OwnNumber(code="cards", name={"en": "Cards"}, number="+85228880001"),
    ),
)


class Server:
    def __init__(self) -> None:
        self.placed: list[PlaceCall] = []
        self.asked: list[object] = []
        self.problem: ClientError | None = None
        self.shown = PREVIEW

    def preview(self, asked: PreviewCall) -> CallPreview:
        self.asked.append(asked)
        return self.shown

    def place(self, command: PlaceCall) -> DeskSnapshot:
        self.placed.append(command)
        if self.problem is not None:
            raise self.problem
        return desk()

    def call_colleague(self, command: CallColleague) -> DeskSnapshot:
        self.asked.append(command)
        return desk()

    def consult(self, call_id: UUID, command: CallColleague) -> DeskSnapshot:
        self.asked.append((call_id, command))
        return desk()

    def call_command(self, call_id: UUID, command: CallCommand) -> DeskSnapshot:
        raise NotImplementedError


class Bench:
    def __init__(self) -> None:
        self.server, self.tasks = Server(), HeldTasks()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = OutgoingPresenter(self.desk, self.server, self.tasks)
        self.bar = CallBarPresenter(self.desk, self.server, self.tasks, lambda: START)
        self.desk.receive(snapshot(desk()))

    def open(self) -> None:
        self.presenter.open(WhomToCall(customer_id=CUSTOMER))
        self.tasks.run_all()

    @property
    def state(self) -> OutgoingState:
        return self.presenter.state


def test_the_preview_offers_the_first_numbers_and_dials_nothing() -> None:
    bench = Bench()
    bench.open()

    assert (bench.state.number, bench.state.own, bench.state.can_call) == (0, 0, True)
    assert bench.server.placed == []


def test_the_chosen_numbers_are_called_and_the_preview_goes() -> None:
    bench = Bench()
    bench.open()
    bench.presenter.number_chosen(1)
    bench.presenter.own_chosen(1)
    bench.presenter.call()
    assert bench.state.placing
    bench.presenter.call()  # a second press
    bench.tasks.run_all()

    (placed,) = bench.server.placed
    assert (placed.customer_id, placed.number_id, placed.own_number) == (CUSTOMER, HOME, "cards")
    assert not bench.state.visible
    bench.open()
    assert bench.state.own == 1, "the number of ours that was chosen last comes first"


def test_a_refusal_stays_on_the_preview_and_a_repeat_is_the_same_command() -> None:
    bench = Bench()
    bench.open()
    bench.server.problem = ClientError(ErrorCode.CALL_IS_RINGING)
    for _ in range(2):
        bench.presenter.call()
        bench.tasks.run_all()

    assert bench.state.problem == Problem(ErrorCode.CALL_IS_RINGING)
    assert len({each.command_id for each in bench.server.placed}) == 1


def test_a_number_of_ours_that_is_gone_is_said_so_and_those_of_now_are_offered() -> None:
    bench = Bench()
    bench.open()
    bench.presenter.own_chosen(1)
    branch = OwnNumber(code="branch", name={"en": "Branch"}, number="+85228880009")
    bench.server.shown = PREVIEW.model_copy(update={"own_numbers": (branch,)})
    bench.server.problem = ClientError(ErrorCode.OUTGOING_NUMBER_UNKNOWN)
    bench.presenter.call()
    bench.tasks.run_all()
    bench.tasks.run_all()

    assert bench.state.problem == Problem(ErrorCode.OUTGOING_NUMBER_UNKNOWN)
    assert bench.state.chosen_own == branch
    bench.server.problem = None
    bench.presenter.call()
    bench.tasks.run_all()
    assert [each.own_number for each in bench.server.placed] == ["cards", "branch"]


def test_a_call_that_comes_puts_the_preview_away() -> None:
    bench = Bench()
    bench.open()
    ringing = call(CallState.RINGING)
    bench.desk.receive(event(DeskChange(call=ringing, offer=offer(ringing))))

    assert not bench.state.visible


def test_during_a_call_a_colleague_is_called_into_it() -> None:
    bench = Bench()
    talking = call(CallState.TALKING).model_copy(update={"allowed": frozenset({CallAction.CONSULT})})
    bench.desk.receive(event(DeskChange(call=talking)))
    bench.presenter.call_colleague(COLLEAGUE)
    bench.tasks.run_all()

    (asked,) = bench.server.asked
    assert isinstance(asked, tuple)
    assert asked[0] == talking.call_id


def test_without_a_call_a_colleague_is_called_alone() -> None:
    bench = Bench()
    bench.presenter.call_colleague(COLLEAGUE)
    bench.tasks.run_all()

    (asked,) = bench.server.asked
    assert isinstance(asked, CallColleague)


def test_the_slot_says_how_far_the_call_has_come() -> None:
    bench = Bench()
    shown = []
    for state in (CallState.DIALLING, CallState.ALERTING, CallState.TALKING):
        out = call(state).model_copy(update={"direction": CallDirection.OUTBOUND})
        bench.desk.receive(event(DeskChange(call=out)))
        shown.append(bench.bar.state.kind)

    assert shown == [SlotKind.DIALLING, SlotKind.ALERTING, SlotKind.CONNECTED]


def test_a_colleagues_call_is_no_customers_and_asks_for_no_card() -> None:
    bench = Bench()
    theirs = call(CallState.HELD).model_copy(
        update={"role": CallRole.COLLEAGUE, "colleague": ColleagueState.RINGING, "agent_id": COLLEAGUE}
    )
    bench.desk.receive(event(DeskChange(call=theirs, offer=offer(theirs))))
    shown = [bench.bar.state.kind]
    assert (bench.desk.view.card, bench.desk.view.card_loading, bench.desk.view.accepted_call) == (None, False, None)

    joined = theirs.model_copy(update={"colleague": ColleagueState.JOINED})
    bench.desk.receive(event(DeskChange(call=joined, offer_gone=True)))
    shown.append(bench.bar.state.kind)  # the customer is on hold: the two talk
    assert bench.desk.view.accepted_call is None
    bench.desk.receive(event(DeskChange(call=joined.model_copy(update={"state": CallState.TALKING}))))
    shown.append(bench.bar.state.kind)

    assert shown == [SlotKind.RINGING, SlotKind.CONNECTED, SlotKind.HOLD]
