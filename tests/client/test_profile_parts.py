from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.profile_parts import PartKind, ProfilePartModel
from telephony.contract import CallState, DeskChange
from tests.client.support import AWAY, HeldTasks, call, card, desk, event, profile, snapshot
from tests.client.test_customers_on_screen import Bench as Models


class Bench(Models):
    """A part whose value is the customer's id, as text."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks, self.asked = HeldTasks(), list[UUID]()
        self.failure: ClientError | None = None
        self.model = ProfilePartModel(self.customers, self._read, self.tasks, self.clock.now)

    def _read(self, customer_id: UUID) -> str:
        self.asked.append(customer_id)
        if self.failure is not None:
            raise self.failure
        return str(customer_id)


def test_a_part_is_asked_for_once_the_call_is_answered_and_not_while_it_rings() -> None:
    bench = Bench()
    ringing, shown = call(CallState.RINGING), profile()
    bench.reader.cards[ringing.call_id] = card(ringing.call_id, shown)
    bench.desk.receive(snapshot(desk(call=ringing)))
    assert (bench.model.part.kind, bench.tasks.held) == (PartKind.NONE, [])

    talking = ringing.model_copy(update={"state": CallState.TALKING, "version": 2})
    bench.desk.receive(event(DeskChange(call=talking)))
    assert bench.model.part.kind is PartKind.LOADING
    bench.tasks.run_all()

    assert (bench.model.part.kind, bench.model.part.value) == (PartKind.READY, str(shown.customer_id))


def test_what_comes_for_the_customer_before_is_passed_over() -> None:
    bench = Bench()
    bench.talk_to(profile())
    bench.desk.receive(event(DeskChange(call_gone=True)))
    assert bench.model.part.kind is PartKind.NONE

    bench.tasks.run_all()

    assert bench.model.part.value is None


def test_a_part_that_failed_says_why_and_is_asked_for_again() -> None:
    bench = Bench()
    bench.failure = AWAY
    bench.talk_to(profile())
    bench.tasks.run_all()
    assert (bench.model.part.kind, bench.model.part.problem) == (PartKind.FAILED, AWAY.problem)

    bench.failure = None
    bench.model.retry()
    bench.model.retry()  # it is on its way already
    bench.tasks.run_all()

    assert bench.model.part.kind is PartKind.READY
    assert len(bench.asked) == 2


def test_what_is_read_anew_stays_on_the_screen_meanwhile() -> None:
    bench = Bench()
    bench.talk_to(profile())
    bench.tasks.run_all()
    known = bench.model.part.value

    bench.model.read_again()

    assert (bench.model.part.kind, bench.model.part.value) == (PartKind.LOADING, known)
