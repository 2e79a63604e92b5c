"""The note that a colleague sent is on the screen of whoever has the call after them, however it came to them."""

from uuid import UUID, uuid4

import pytest

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.received_handover import ReceivedHandoverModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.handovers import HandoverNote
from agent_desktop.demo import screen_handovers as handovers
from telephony.contract import CallSnapshot, CallState, TransferKind, TransferSnapshot, TransferState
from tests.client.support import AGENT_ID, START, Clock, call, desk, snapshot
from tests.client.test_desk import Reader

FIRST = UUID(int=71)
THIRD = UUID(int=72)


class Notes:
    """Gives the note of who had the call before; keeps who was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[UUID, bool]] = []

    def received(self, call_id: UUID, *, read: bool) -> HandoverNote:
        self.asked.append((call_id, read))
        return handovers.SENT


def passed_on(kind: TransferKind, *, by: UUID = FIRST, to: UUID | None = None) -> CallSnapshot:
    """A call that this desk's person speaks in now, and its last transfer."""
    transfer = TransferSnapshot(
        transfer_id=uuid4(), kind=kind, state=TransferState.DONE, from_agent_id=by, to_agent_id=to,
        began_at=START, since_at=START,
    )  # fmt: skip
    return call(CallState.TALKING, transfer=transfer)


def opened(of: CallSnapshot) -> tuple[ReceivedHandoverModel, Notes]:
    model, notes = DeskModel(Reader(), ImmediateTasks(), monotonic=Clock().monotonic), Notes()
    received = ReceivedHandoverModel(model, notes, ImmediateTasks())
    model.receive(snapshot(desk(call=of)))
    return received, notes


@pytest.mark.parametrize(
    ("kind", "to"),
    [(TransferKind.COLD_QUEUE, None), (TransferKind.COLD_AGENT, THIRD), (TransferKind.WARM, AGENT_ID)],
)
def test_whoever_has_a_call_that_was_passed_on_reads_its_note(kind: TransferKind, to: UUID | None) -> None:
    talking = passed_on(kind, to=to)

    received, notes = opened(talking)

    assert notes.asked == [(talking.call_id, True)]
    assert received.received.note == handovers.SENT
    assert received.received.taken_over


def test_who_passes_a_call_on_themselves_is_shown_no_note_of_another() -> None:
    received, notes = opened(passed_on(TransferKind.WARM, by=AGENT_ID, to=THIRD))

    assert notes.asked == []
    assert received.received.note is None
