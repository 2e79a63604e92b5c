"""Who had a past contact: read when it is opened, and put away with its customer."""

from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.contract.customers import Channel
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.timeline import ContactLeg, ContactLegs
from agent_desktop.ui.timeline.legs.presenter import LegsPresenter, LegsState
from tests.client.support import AWAY, START, HeldTasks, profile
from tests.client.test_customers_on_screen import Bench as Models
from tests.ui.test_timeline_presenter import contact

LEGS = ContactLegs(legs=(ContactLeg(at=START, agent_name="Amy Wong"),))


class Bench(Models):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[UUID, UUID]] = []
        self.failure: ClientError | None = None
        self.tasks = HeldTasks()
        self.presenter = LegsPresenter(self.customers, self, self.tasks)
        self.contact = contact(Channel.PHONE)

    def legs(self, customer_id: UUID, contact_id: UUID) -> ContactLegs:
        self.asked.append((customer_id, contact_id))
        if self.failure is not None:
            raise self.failure
        return LEGS

    def state(self) -> LegsState:
        return self.presenter.state


def test_the_parts_are_read_when_a_contact_is_opened_and_nothing_without_a_customer() -> None:
    bench = Bench()
    bench.presenter.open(bench.contact)
    assert not bench.state().open
    shown = profile(contacts=(bench.contact,))
    bench.talk_to(shown)
    assert bench.tasks.held == []

    bench.presenter.open(bench.contact)
    assert (bench.state().open, bench.state().loading) == (True, True)
    bench.tasks.run_all()

    assert bench.asked == [(shown.customer_id, bench.contact.contact_id)]
    assert (bench.state().legs, bench.state().loading) == (LEGS.legs, False)


def test_a_failure_can_be_tried_again_and_an_answer_that_comes_after_it_was_closed_shows_nothing() -> None:
    bench = Bench()
    bench.talk_to(profile(contacts=(bench.contact,)))
    bench.failure = AWAY
    bench.presenter.open(bench.contact)
    bench.tasks.run_all()
    assert bench.state().problem == Problem(ErrorCode.SERVER_AWAY)

    bench.failure = None
    bench.presenter.retry()
    bench.presenter.close()
    bench.tasks.run_all()

    assert (bench.state().open, bench.state().legs) == (False, ())
