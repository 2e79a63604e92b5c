"""The agent's own contacts: read when the list is opened, and anew when something of a call has moved."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.contacts import AgentContact, AgentContacts, ContactState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Interaction
from agent_desktop.contract.outgoing import WhomToCall
from agent_desktop.ui.recents.presenter import RecentsKind, RecentsPresenter, RecentsState
from telephony.contract import CallSnapshot, CallState, DeskChange
from tests.client.support import AWAY, START, HeldTasks, call, card, desk, event, interaction, offer, snapshot
from tests.client.test_desk import Reader


def contact(minutes: int, state: ContactState = ContactState.HANDLED, **changes: object) -> AgentContact:
    at = START - timedelta(minutes=minutes)
    return AgentContact.model_validate({"call_id": uuid4(), "state": state, "at": at, "rings": 1, **changes})


class Server:
    """Pages of two."""

    def __init__(self, contacts: Sequence[AgentContact] = ()) -> None:
        self.contacts_now = list(contacts)
        self.notes: dict[UUID, str] = {}
        self.asked: list[UUID | None] = []
        self.problem: ClientError | None = None

    def contacts(self, after_at: datetime | None = None, after_call: UUID | None = None) -> AgentContacts:
        self.asked.append(after_call)
        if self.problem is not None:
            raise self.problem
        place = next((n + 1 for n, each in enumerate(self.contacts_now) if each.call_id == after_call), 0)
        page = self.contacts_now[place : place + 2]
        return AgentContacts(contacts=tuple(page), more=place + 2 < len(self.contacts_now))

    def interaction(self, call_id: UUID) -> Interaction:
        if self.problem is not None:
            raise self.problem
        return interaction(call_id, note=self.notes[call_id])


class Bench:
    def __init__(self, *contacts: AgentContact) -> None:
        self.server, self.tasks = Server(contacts), HeldTasks()
        self.reader = Reader()
        self.desk = DeskModel(self.reader, ImmediateTasks())
        self.customers: list[UUID] = []
        self.to_caller = 0
        self.presenter = RecentsPresenter(
            self.desk,
            self.server,
            self.server,
            self.tasks,
            on_customer=self.customers.append,
            on_caller=self.go_to_caller,
        )
        self.desk.receive(snapshot(desk()))

    def go_to_caller(self) -> None:
        self.to_caller += 1

    @property
    def state(self) -> RecentsState:
        return self.presenter.state

    def opened(self) -> RecentsState:
        self.presenter.open()
        self.tasks.run_all()
        return self.state

    def rings(self) -> CallSnapshot:
        ringing = call(CallState.RINGING)
        self.reader.cards[ringing.call_id] = card(ringing.call_id)
        self.desk.receive(event(DeskChange(call=ringing, offer=offer(ringing, card(ringing.call_id)))))
        return ringing


def test_nothing_is_read_before_the_list_is_asked_for() -> None:
    bench = Bench(contact(1))
    bench.rings()

    assert bench.tasks.held == []
    bench.presenter.open()
    kinds = [bench.state.kind]
    bench.tasks.run_all()
    assert [*kinds, bench.state.kind] == [RecentsKind.LOADING, RecentsKind.READY]
    assert bench.state.selected == bench.server.contacts_now[0].call_id


def test_a_call_that_moves_has_the_open_list_read_again_and_a_closed_one_let_be() -> None:
    bench = Bench(contact(1))
    bench.opened()
    bench.server.contacts_now.insert(0, contact(0, ContactState.RINGING))

    bench.rings()
    bench.tasks.run_all()
    assert [each.state for each in bench.state.contacts] == [ContactState.RINGING, ContactState.HANDLED]

    bench.presenter.close()
    bench.desk.receive(event(DeskChange(call_gone=True, offer_gone=True), number=3))
    assert bench.tasks.held == []


def test_what_moves_while_a_page_is_on_its_way_is_read_after_it() -> None:
    bench = Bench(contact(1))
    bench.presenter.open()
    bench.rings()
    bench.tasks.run_all()

    assert bench.server.asked == [None, None]


def test_older_pages_stay_and_the_chosen_contact_with_them_when_the_first_is_read_again() -> None:
    bench = Bench(*(contact(minutes) for minutes in (1, 2, 3, 4)))
    bench.opened()
    bench.presenter.read_more()
    bench.tasks.run_all()
    old = bench.server.contacts_now[3]
    bench.presenter.select(old.call_id)
    assert not bench.state.more

    bench.server.contacts_now.insert(0, contact(0, ContactState.RINGING))
    bench.presenter.retry()
    bench.tasks.run_all()

    # What lies between the new first page and what is known comes with the next page.
    assert [each.at for each in bench.state.contacts] == sorted(
        (each.at for each in bench.state.contacts), reverse=True
    )
    assert len({each.call_id for each in bench.state.contacts}) == len(bench.state.contacts) == 5
    assert bench.state.chosen == old


def test_a_note_is_read_for_the_chosen_one_and_only_where_there_is_one() -> None:
    noted, bare = contact(1, has_note=True), contact(2)
    bench = Bench(noted, bare)
    bench.server.notes[noted.call_id] = "Card lost"
    assert bench.opened().note == "Card lost"

    bench.presenter.select(bare.call_id)
    assert (bench.state.note, bench.tasks.held) == ("", [])

    bench.server.problem = AWAY
    bench.presenter.select(noted.call_id)
    bench.tasks.run_all()
    assert bench.state.note_problem == Problem(ErrorCode.SERVER_AWAY)


def test_enter_opens_the_customer_and_puts_the_list_away() -> None:
    customer = uuid4()
    known, nobody = contact(1, customer_id=customer), contact(2)
    bench = Bench(known, nobody)
    bench.opened()

    bench.presenter.choose(nobody.call_id)
    assert (bench.state.open, bench.state.selected, bench.customers) == (True, nobody.call_id, [])
    bench.presenter.choose(known.call_id)
    assert (bench.state.open, bench.customers, bench.to_caller) == (False, [customer], 0)


def test_the_present_call_leads_back_to_the_caller() -> None:
    present = contact(0, ContactState.TALKING, customer_id=uuid4())
    bench = Bench(present)
    bench.opened()
    bench.presenter.choose(present.call_id)

    assert (bench.to_caller, bench.customers, bench.state.open) == (1, [], False)


def test_who_answers_sees_the_caller_and_hold_and_the_end_leave_the_list_alone() -> None:
    bench = Bench(contact(1))
    ringing = bench.rings()
    bench.opened()
    talking = ringing.model_copy(update={"state": CallState.TALKING, "version": 2})
    bench.desk.receive(event(DeskChange(call=talking, offer_gone=True), number=3))
    assert not bench.state.open

    bench.opened()
    for number, state in enumerate((CallState.HELD, CallState.TALKING, CallState.ENDED), start=4):
        moved = talking.model_copy(update={"state": state, "version": number})
        bench.desk.receive(event(DeskChange(call=moved), number=number))
        assert bench.state.open


def test_a_failure_leaves_what_is_known_and_says_that_it_may_be_old() -> None:
    bench = Bench()
    bench.server.problem = AWAY
    assert bench.opened().kind is RecentsKind.FAILED

    bench.server.problem = None
    bench.presenter.retry()
    bench.tasks.run_all()
    assert bench.state.kind is RecentsKind.EMPTY

    bench.server.contacts_now = [contact(1)]
    bench.opened()
    bench.server.problem = AWAY
    bench.presenter.retry()
    bench.tasks.run_all()
    assert (bench.state.kind, bench.state.problem) == (RecentsKind.READY, Problem(ErrorCode.SERVER_AWAY))


def test_whoever_a_past_contact_was_with_can_be_called_by_its_number_or_as_a_customer() -> None:
    customer_id = uuid4()
    by_number = contact(1, number_masked="+852 9••• 1508", customer_id=uuid4())
    withheld = contact(2, customer_id=customer_id)
    bench = Bench(by_number, withheld)
    bench.opened()
    assert bench.state.may_dial
    assert bench.presenter.whom_to_call() == WhomToCall(call_id=by_number.call_id)

    bench.presenter.select(withheld.call_id)

    assert bench.presenter.whom_to_call() == WhomToCall(customer_id=customer_id)


def test_nobody_is_called_who_is_unknown_or_on_the_line_nor_while_a_call_rings() -> None:
    unknown, present = contact(1), contact(2, ContactState.TALKING, number_masked="+852 9••• 1508")
    known = contact(3, number_masked="+852 9••• 1508")
    bench = Bench(unknown, present, known)
    bench.opened()
    bench.presenter.read_more()
    bench.tasks.run_all()
    for each in (unknown, present):
        bench.presenter.select(each.call_id)
        assert not bench.state.can_be_called
        assert bench.presenter.whom_to_call() is None

    bench.presenter.select(known.call_id)
    assert bench.presenter.whom_to_call() is not None
    bench.rings()

    assert bench.state.can_be_called
    assert not bench.state.may_dial
    assert bench.presenter.whom_to_call() is None
