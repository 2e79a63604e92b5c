"""During a consult each party stands by itself, as the server says, and the caller cannot be dropped by mistake."""

from datetime import timedelta
from uuid import UUID

import pytest

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.demo import screen_transfers as transfers
from agent_desktop.ui.call_bar.presenter import CallBarPresenter, CallSlotState, SlotKind
from telephony.contract import (
    CallAction,
    CallCommand,
    CallRole,
    CallSnapshot,
    CallState,
    ColleagueState,
    DeskSnapshot,
    PartySnapshot,
    PartyView,
    TransferKind,
    TransferOutcome,
    TransferSnapshot,
    TransferState,
)
from tests.client.support import AGENT_ID, START, HeldTasks, call, desk, snapshot
from tests.client.test_desk import Reader

SPECIALIST = UUID(int=9)


class Server:
    def __init__(self) -> None:
        self.asked: list[CallAction] = []

    def call_command(self, call_id: UUID, command: CallCommand) -> DeskSnapshot:
        self.asked.append(command.action)
        return desk()


def transfer(state: TransferState, **changes: object) -> TransferSnapshot:
    return TransferSnapshot(
        transfer_id=UUID(int=70),
        kind=TransferKind.WARM,
        state=state,
        from_agent_id=AGENT_ID,
        to_agent_id=SPECIALIST,
        began_at=START,
        since_at=START,
    ).model_copy(update=changes)


def party(kind: str, state: PartyView, agent_id: UUID | None = None) -> PartySnapshot:
    return PartySnapshot.model_validate(
        {"kind": kind, "state": state, "agent_id": agent_id, "since_at": START + timedelta(seconds=5)}
    )


def consult(
    state: TransferState = TransferState.CONSULTING, caller: PartyView = PartyView.HELD, **changes: object
) -> CallSnapshot:
    return call(CallState.HELD, allowed=frozenset({CallAction.END_CONSULT, CallAction.RECOVER_CALLER})).model_copy(
        update={
            "colleague": ColleagueState.JOINED,
            "colleague_id": SPECIALIST,
            "transfer": transfer(state),
            "parties": (
                party("caller", caller),
                party("agent", PartyView.TALKING, AGENT_ID),
                party("colleague", PartyView.TALKING, SPECIALIST),
            ),
            **changes,
        }
    )


class Bench:
    def __init__(self) -> None:
        self.server, self.tasks = Server(), HeldTasks()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.bar = CallBarPresenter(self.desk, self.server, self.tasks, lambda: START)

    def show(self, snap: CallSnapshot) -> CallSlotState:
        self.desk.receive(snapshot(desk(call=snap)))
        return self.bar.state


def test_each_party_stands_as_the_server_says_and_the_agent_is_you() -> None:
    state = Bench().show(consult())

    assert state.consulting
    assert [(each.kind, each.state, each.you) for each in state.parties] == [
        ("caller", PartyView.HELD, False),
        ("agent", PartyView.TALKING, True),
        ("colleague", PartyView.TALKING, False),
    ]


def test_the_limit_on_hold_runs_from_the_moment_the_caller_was_held_and_ends_with_the_hold() -> None:
    bench = Bench()

    assert bench.show(consult()).hold_limit_at == START + timedelta(seconds=125)
    assert bench.show(consult(caller=PartyView.TALKING)).hold_limit_at is None


@pytest.mark.parametrize("outcome", list(TransferOutcome))
def test_a_transfer_that_is_over_shows_no_boxes(outcome: TransferOutcome) -> None:
    over = transfer(TransferState.FAILED, outcome=outcome)

    assert not Bench().show(consult(transfer=over)).consulting


@pytest.mark.parametrize("kind", [TransferKind.COLD_AGENT, TransferKind.COLD_QUEUE, TransferKind.COLD_NUMBER])
def test_a_caller_who_is_sent_on_without_a_word_shows_no_boxes(kind: TransferKind) -> None:
    assert not Bench().show(consult(transfer=transfer(TransferState.RINGING, kind=kind))).consulting


def test_the_colleague_who_was_called_sees_the_boxes_too() -> None:
    state = Bench().show(consult().model_copy(update={"role": CallRole.COLLEAGUE, "agent_id": UUID(int=3)}))

    assert state.consulting
    assert state.kind is SlotKind.CONNECTED


def test_a_guest_is_one_of_the_boxes_and_never_hears_music_at_their_own_desk() -> None:
    guest = party("guest", PartyView.TALKING, SPECIALIST)
    parties = (party("caller", PartyView.TALKING), party("agent", PartyView.TALKING, AGENT_ID), guest)
    state = Bench().show(consult(transfer=transfer(TransferState.RINGING, to_agent_id=UUID(int=10)), parties=parties))
    assert state.consulting
    assert state.parties[-1].kind == "guest"

    theirs = consult(transfer=None, parties=(*parties[:2], party("guest", PartyView.TALKING, AGENT_ID)))
    talking = theirs.model_copy(
        update={"role": CallRole.COLLEAGUE, "agent_id": UUID(int=3), "state": CallState.TALKING}
    )
    shown = Bench().show(talking)
    assert (shown.kind, shown.consulting) == (SlotKind.CONNECTED, False)


def test_recovering_the_caller_is_asked_for_once_and_only_where_the_server_allows_it() -> None:
    bench = Bench()
    bench.show(consult(allowed=frozenset()))
    bench.bar.action_chosen(CallAction.RECOVER_CALLER)
    assert bench.tasks.held == []

    bench.show(consult(version=2))
    bench.bar.action_chosen(CallAction.RECOVER_CALLER)
    bench.bar.action_chosen(CallAction.RECOVER_CALLER)
    bench.tasks.run_all()
    assert bench.server.asked == [CallAction.RECOVER_CALLER]


def test_completing_without_a_note_leads_to_the_note_though_the_server_does_not_allow_it_yet() -> None:
    bench = Bench()
    led: list[bool] = []

    def may_complete() -> bool:
        led.append(True)
        return False

    bench.bar.complete_where(may_complete)
    bench.show(consult())
    bench.bar.action_chosen(CallAction.COMPLETE_TRANSFER)

    assert led == [True]
    assert bench.tasks.held == []


def test_the_pictures_of_consults_are_of_states_that_show_boxes() -> None:
    states = (transfers.RINGING, transfers.CONSULTING, transfers.SWAPPED, transfers.CONFERRING, transfers.TOO_LONG)

    assert all(each.consulting for each in (*states, transfers.SPECIALIST_CONSULTED, transfers.SPECIALIST_WAITS))
