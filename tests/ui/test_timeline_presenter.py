from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.customers import Channel, ContactRow
from agent_desktop.contract.timeline import ContactKind, ContactsFound, FindContacts
from agent_desktop.ui.timeline.presenter import TimelineFilter, TimelineKind, TimelinePresenter, TimelineState
from tests.client.support import AWAY, START, HeldTasks, profile
from tests.client.test_customers_on_screen import Bench as Models


def contact(channel: Channel = Channel.PHONE) -> ContactRow:
    return ContactRow(contact_id=uuid4(), at=START, channel=channel, subject={"en": "Asked"})


class Bench(Models):
    """A customer with three contacts on screen, of 42."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[FindContacts] = []
        self.answer = ContactsFound()
        self.failure: ClientError | None = None
        self.tasks = HeldTasks()
        self.presenter = TimelinePresenter(self.customers, self, self.tasks, self.clock.now)
        self.contacts = (contact(), contact(Channel.APP), contact())

    def find_contacts(self, customer_id: UUID, asked: FindContacts) -> ContactsFound:
        self.asked.append(asked)
        if self.failure is not None:
            raise self.failure
        return self.answer

    def state(self) -> TimelineState:
        return self.presenter.state

    def talk(self) -> None:
        counts = {Channel.PHONE: 5, Channel.APP: 2}
        self.talk_to(profile(contacts=self.contacts, contact_count=42, contacts_90_days=counts))


def test_the_newest_contacts_come_with_the_profile_and_all_are_counted() -> None:
    bench = Bench()
    assert bench.state() == TimelineState()
    bench.talk()

    state = bench.state()
    assert (state.kind, state.rows, state.total_count) == (TimelineKind.READY, bench.contacts, 42)
    assert state.has_more
    assert state.contacts_90_days_count == 7
    assert bench.asked == []


def test_what_is_looked_for_is_found_by_the_server_while_the_rest_stays_on_screen() -> None:
    bench = Bench()
    bench.talk()
    bench.answer = ContactsFound(contacts=(contact(Channel.WEB),), found_count=1)

    bench.presenter.filter_chosen(TimelineFilter(channel=Channel.WEB, kind=ContactKind.FROM_BANK, days=30))
    assert (bench.state().searching, bench.state().rows) == (True, bench.contacts)
    bench.tasks.run_all()

    (asked,) = bench.asked
    assert (asked.channel, asked.kind) == (Channel.WEB, ContactKind.FROM_BANK)
    assert asked.since_at is not None
    assert (START - asked.since_at).days == 30
    assert (bench.state().rows, bench.state().searching) == (bench.answer.contacts, False)
    assert bench.state().latest == bench.contacts  # the overview shows the newest, whatever is looked for


def test_the_server_is_asked_once_typing_rests() -> None:
    bench = Bench()
    bench.talk()
    for text in ("f", "fe", "fee "):
        bench.presenter.filter_chosen(TimelineFilter(text=text))
        bench.clock.pass_seconds(0.2, bench.presenter.tick)
    assert bench.tasks.held == []

    bench.clock.pass_seconds(0.3, bench.presenter.tick)
    bench.tasks.run_all()

    assert [asked.text for asked in bench.asked] == ["fee"]
    assert bench.state().kind is TimelineKind.EMPTY_AFTER_FILTER


def test_an_empty_filter_shows_all_again_and_what_was_looked_for_comes_too_late() -> None:
    bench = Bench()
    bench.talk()
    bench.presenter.filter_chosen(TimelineFilter(channel=Channel.WEB))

    bench.presenter.filter_chosen(TimelineFilter())
    bench.tasks.run_all()

    assert (bench.state().rows, bench.state().kind) == (bench.contacts, TimelineKind.READY)


def test_older_ones_are_read_after_the_last_and_stand_under_them() -> None:
    bench = Bench()
    bench.talk()
    older = contact()
    bench.answer = ContactsFound(contacts=(older,), found_count=42)

    bench.presenter.more_chosen()
    bench.presenter.more_chosen()
    bench.tasks.run_all()

    (asked,) = bench.asked
    assert (asked.after_at, asked.after_contact) == (START, bench.contacts[-1].contact_id)
    assert bench.state().rows == (*bench.contacts, older)


def test_what_cannot_be_read_says_why_and_is_asked_for_again() -> None:
    bench = Bench()
    bench.talk()
    bench.failure = AWAY
    bench.presenter.filter_chosen(TimelineFilter(channel=Channel.APP))
    bench.tasks.run_all()
    assert (bench.state().problem, bench.state().rows) == (AWAY.problem, bench.contacts)

    bench.failure, bench.answer = None, ContactsFound(contacts=bench.contacts[1:2], found_count=1)
    bench.presenter.retry()
    bench.tasks.run_all()

    assert (bench.state().problem, bench.state().rows) == (None, bench.contacts[1:2])


def test_another_customer_is_shown_without_the_filter_of_the_one_before() -> None:
    bench = Bench()
    bench.talk()
    bench.presenter.filter_chosen(TimelineFilter(channel=Channel.WEB))

    bench.talk_to(profile())
    bench.tasks.run_all()

    assert (bench.state().kind, bench.state().chosen) == (TimelineKind.EMPTY, TimelineFilter())
