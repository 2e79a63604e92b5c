from datetime import timedelta
from uuid import UUID, uuid4

from agent_desktop.client.profile_parts import ProfilePartModel
from agent_desktop.contract.customers import Channel, ContactRow
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.relationships import CallTaken, Relationship
from agent_desktop.ui.timeline.again.presenter import AgainPresenter, AgainState
from telephony.contract import CallDirection, CallState, DeskChange
from tests.client.support import START, HeldTasks, call, card, desk, event, profile, snapshot
from tests.client.test_customers_on_screen import Bench as Models

ABOUT = {"en": "I don't know this charge"}  # as `call` has it at the end of its menu


def called(days_ago: float, about: dict[str, str] = ABOUT, **changes: object) -> ContactRow:
    row = ContactRow(contact_id=uuid4(), at=START - timedelta(days=days_ago), channel=Channel.PHONE, subject=about)
    return row.model_copy(update=changes)


class Bench(Models):
    """Whoever is on the line, and who took their calls before."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: tuple[CallTaken, ...] = ()
        self.tasks = HeldTasks()
        self.relationship = ProfilePartModel(self.customers, self._read, self.tasks, self.clock.now)
        self.presenter = AgainPresenter(self.customers, self.desk, self.relationship, self.clock.now)

    def _read(self, customer_id: UUID) -> Relationship:
        return Relationship(customer_id=customer_id, calls_taken=self.taken)

    def talk(self, *contacts: ContactRow, calls: int, **changes: object) -> AgainState:
        talking = call(CallState.TALKING, **changes)
        shown = profile(contacts=contacts, calls_7_days=calls)
        self.reader.cards[talking.call_id] = card(talking.call_id, shown)
        self.desk.receive(snapshot(desk(call=talking)))
        return self.presenter.state


def test_a_second_call_about_the_same_names_the_first_and_who_took_it_once_that_is_known() -> None:
    bench = Bench()
    first, other = called(4), called(1, {"en": "Card limit"})
    bench.taken = (CallTaken(contact_id=first.contact_id, agent_name="Ken Yip"),)

    assert bench.talk(other, first, calls=2) == AgainState(2, same=True, contact=first)
    bench.tasks.run_all()

    assert bench.presenter.state == AgainState(2, same=True, contact=first, taken_by="Ken Yip")


def test_calls_about_other_things_are_counted_as_calls_of_the_week() -> None:
    other = called(1, {"en": "Card limit"})

    assert Bench().talk(other, calls=2) == AgainState(3, contact=other)


def test_where_the_profile_carries_newer_contacts_only_the_calls_are_told_without_the_one_before() -> None:
    app = called(0.1, channel=Channel.APP)

    assert Bench().talk(app, calls=1) == AgainState(2)


def test_what_is_older_than_a_week_or_was_not_the_customers_doing_is_no_call_before() -> None:
    ours = called(1, direction=Direction.OUTBOUND)

    assert Bench().talk(ours, called(7.1), calls=0) == AgainState()


def test_what_another_agent_had_of_this_very_call_is_not_the_one_before() -> None:
    before, same_call = called(2), called(-0.001)

    assert Bench().talk(same_call, before, calls=2) == AgainState(2, same=True, contact=before)
    assert Bench().talk(same_call, calls=1) == AgainState()


def test_who_was_called_or_found_by_search_has_not_called_again() -> None:
    bench = Bench()
    assert bench.talk(called(1), calls=1, direction=CallDirection.OUTBOUND) == AgainState()

    bench = Bench()
    assert bench.talk(called(1), calls=1).times == 2
    found = profile(contacts=(called(1),), calls_7_days=1)
    bench.bank.profiles[found.customer_id] = found
    bench.customers.open(found.customer_id)
    assert bench.presenter.state == AgainState()
    bench.customers.close_found()
    assert bench.presenter.state.times == 2
    bench.desk.receive(event(DeskChange(call_gone=True)))
    assert bench.presenter.state == AgainState()
    bench.presenter.stop()
