from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.customers import CallerOutcome, Identifier, Reveal, Revealed
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.customer.presenter import CustomerKindShown, CustomerPresenter, CustomerState
from telephony.contract import DeskChange
from tests.client.support import AWAY, START, HeldTasks, call, desk, event, profile, snapshot
from tests.client.test_customers_on_screen import Bench as Models
from tests.client.test_customers_on_screen import part


class Revealer:
    def __init__(self) -> None:
        self.asked: list[tuple[UUID, Reveal]] = []
        self.problem: ClientError | None = None

    def reveal(self, customer_id: UUID, command: Reveal) -> Revealed:
        self.asked.append((customer_id, command))
        if self.problem:
            raise self.problem
        return Revealed(identifier=command.identifier, value="Z683365(5)")


class Bench(Models):
    def __init__(self) -> None:
        super().__init__()
        self.revealer, self.tasks = Revealer(), HeldTasks()
        self.presenter = CustomerPresenter(self.customers, self.holdings, self.revealer, self.tasks, self.clock.now)

    def state(self) -> CustomerState:
        return self.presenter.state


def test_the_column_is_empty_without_a_customer_and_shows_the_caller() -> None:
    bench = Bench()
    assert bench.state().kind is CustomerKindShown.EMPTY
    shown = profile()
    bench.talk_to(shown)

    assert bench.state().kind is CustomerKindShown.READY
    assert bench.state().profile == shown
    assert bench.state().linked


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (CallerOutcome.UNKNOWN, CustomerKindShown.UNKNOWN),
        (CallerOutcome.WITHHELD, CustomerKindShown.WITHHELD),
        (CallerOutcome.SEVERAL, CustomerKindShown.SEVERAL),
        (CallerOutcome.OWN, CustomerKindShown.OWN),
    ],
)
def test_a_caller_nobody_knows_for_sure_is_said_so(outcome: CallerOutcome, kind: CustomerKindShown) -> None:
    bench = Bench()
    bench.talk_to(None, outcome=outcome)

    assert bench.state().kind is kind
    assert bench.state().number_masked


def test_choosing_one_of_several_links_the_call() -> None:
    bench = Bench()
    one, other = profile(), profile(name="Mr Ho")
    bench.bank.profiles = {each.customer_id: each for each in (one, other)}
    candidates = [
        {"customer_id": each.customer_id, "name": each.name, "number_masked": "", "reason": {"en": "Mobile"}}
        for each in (one, other)
    ]
    bench.talk_to(None, outcome=CallerOutcome.SEVERAL, candidates=candidates)
    assert [each.name for each in bench.state().candidates] == ["Ms Grace Ho", "Mr Ho"]

    bench.presenter.candidate_chosen(other.customer_id)

    assert bench.state().kind is CustomerKindShown.READY
    assert bench.state().profile == other
    assert bench.state().linked


def test_a_customer_found_during_an_unknown_call_can_be_linked_and_unlinked() -> None:
    bench = Bench()
    found = profile()
    bench.bank.profiles[found.customer_id] = found
    bench.talk_to(None)
    bench.presenter.customer_found(found.customer_id)
    assert bench.state().found
    assert bench.state().linkable

    bench.presenter.link_chosen()
    assert (bench.state().linked, bench.state().linkable, bench.state().found) == (True, False, False)

    bench.presenter.unlink_chosen()
    assert bench.state().kind is CustomerKindShown.UNKNOWN


def test_a_value_is_shown_for_fifteen_seconds_and_its_look_is_tied_to_the_call() -> None:
    bench = Bench()
    shown = profile()
    call_id = bench.talk_to(shown)
    bench.presenter.reveal_chosen(Identifier.IDENTITY_DOCUMENT)
    bench.presenter.reveal_chosen(Identifier.IDENTITY_DOCUMENT)
    assert bench.state().revealing == {Identifier.IDENTITY_DOCUMENT}
    bench.tasks.run_all()
    ((customer_id, command),) = bench.revealer.asked
    assert (customer_id, command.call_id) == (shown.customer_id, call_id)
    value = bench.state().revealed[Identifier.IDENTITY_DOCUMENT]
    assert (value.value, value.until_at) == ("Z683365(5)", START + timedelta(seconds=15))

    bench.clock.pass_seconds(14, bench.presenter.tick)
    assert bench.state().revealed
    bench.clock.pass_seconds(2, bench.presenter.tick)
    assert bench.state().revealed == {}


def test_pressing_the_eye_again_masks_the_value() -> None:
    bench = Bench()
    bench.talk_to(profile())
    bench.presenter.reveal_chosen(Identifier.MOBILE)
    bench.tasks.run_all()

    bench.presenter.reveal_chosen(Identifier.MOBILE)

    assert bench.state().revealed == {}
    assert len(bench.revealer.asked) == 1


def test_a_refused_look_says_why_at_that_value() -> None:
    bench = Bench()
    bench.talk_to(profile())
    bench.revealer.problem = ClientError(ErrorCode.FIELD_NOT_REVEALABLE)
    bench.presenter.reveal_chosen(Identifier.EMAIL)
    bench.tasks.run_all()

    assert bench.state().refused[Identifier.EMAIL].code is ErrorCode.FIELD_NOT_REVEALABLE
    assert bench.state().revealing == frozenset()


def test_a_clear_value_never_outlives_its_customer() -> None:
    bench = Bench()
    bench.talk_to(profile())
    bench.presenter.reveal_chosen(Identifier.EMAIL)
    bench.tasks.run_all()
    bench.presenter.reveal_chosen(Identifier.MOBILE)

    bench.talk_to(profile(name="Mr Fung"))
    bench.tasks.run_all()

    assert bench.state().revealed == {}
    assert bench.state().revealing == frozenset()


def test_a_system_that_is_away_makes_the_column_partly_failed_and_can_be_asked_again() -> None:
    bench = Bench()
    bench.bank.away = {"cards"}
    bench.talk_to(profile(parts=(part("core"), part("cards"))))
    assert bench.state().kind is CustomerKindShown.PARTLY_FAILED
    assert bench.state().failed_systems == ({"en": "cards"},)

    bench.bank.away = set()
    bench.presenter.retry()

    assert bench.state().kind is CustomerKindShown.READY


def test_a_customer_that_could_not_be_read_is_asked_for_again() -> None:
    bench = Bench()
    bench.bank.problem = AWAY
    found = profile()
    bench.presenter.customer_found(found.customer_id)
    assert bench.state().kind is CustomerKindShown.FAILED
    assert bench.state().problem is not None

    bench.bank.problem = None
    bench.bank.profiles[found.customer_id] = found
    bench.presenter.retry()
    assert bench.state().kind is CustomerKindShown.READY

    bench.presenter.back_to_caller()
    assert bench.state().kind is CustomerKindShown.EMPTY


def test_a_caller_who_is_still_being_asked_for_is_loading() -> None:
    bench = Bench()
    bench.reader.problem = AWAY
    bench.desk.receive(snapshot(desk(call=call())))
    assert bench.state().kind is CustomerKindShown.FAILED

    bench.desk.receive(event(DeskChange(call_gone=True)))
    bench.presenter.candidate_chosen(uuid4())
    assert bench.state().kind is CustomerKindShown.EMPTY
