from decimal import Decimal
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.live_holdings import LiveHoldings, LiveHoldingsModel
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import ImmediateTasks, Tasks
from agent_desktop.contract.customers import (
    CallerCard,
    CallerOutcome,
    Freshness,
    HoldingGroup,
    HoldingsPart,
    LinkCustomer,
    Profile,
)
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import CallState, DeskChange
from tests.client.support import AWAY, START, Clock, HeldTasks, call, card, desk, event, profile, snapshot
from tests.client.test_desk import Reader


def part(system: str, *, freshness: Freshness = Freshness.LOADED, total: str | None = "100.00") -> HoldingsPart:
    return HoldingsPart(
        system=system,
        system_name={"en": system},
        group=HoldingGroup.CARDS,
        holdings=(),
        total=Decimal(total) if total is not None else None,
        total_currency="HKD",
        freshness=freshness,
        as_of_at=START,
    )


class Customers:
    """The bank's customers and systems."""

    def __init__(self) -> None:
        self.profiles: dict[UUID, Profile] = {}
        self.linked: list[LinkCustomer] = []
        self.problem: ClientError | None = None
        self.away: set[str] = set()
        self.asked: list[str] = []

    def customer(self, customer_id: UUID) -> Profile:
        if self.problem:
            raise self.problem
        return self.profiles[customer_id]

    def link_customer(self, call_id: UUID, command: LinkCustomer) -> CallerCard:
        if self.problem:
            raise self.problem
        self.linked.append(command)
        shown = self.profiles[command.customer_id] if command.customer_id else None
        return card(call_id, shown)

    def holdings_part(self, customer_id: UUID, system: str) -> HoldingsPart:
        self.asked.append(system)
        if system in self.away:
            return part(system, freshness=Freshness.AWAY)
        if self.problem:
            raise self.problem
        return part(system, freshness=Freshness.LIVE, total="120.00")


class Bench:
    def __init__(self, tasks: Tasks | None = None) -> None:
        self.reader, self.bank, self.clock = Reader(), Customers(), Clock()
        tasks = tasks or ImmediateTasks()
        self.desk = DeskModel(self.reader, ImmediateTasks(), monotonic=self.clock.monotonic)
        self.customers = ShownCustomerModel(self.desk, self.bank, tasks)
        self.holdings = LiveHoldingsModel(self.customers, self.bank, tasks, self.clock.now)

    def shown(self) -> ShownCustomer:
        return self.customers.shown

    def live(self) -> LiveHoldings:
        return self.holdings.holdings

    def talk_to(self, shown: Profile | None, **changes: object) -> UUID:
        talking = call()
        self.reader.cards[talking.call_id] = card(talking.call_id, shown, **changes)
        self.desk.receive(snapshot(desk(call=talking)))
        return talking.call_id


def test_the_caller_is_shown_once_the_call_is_answered_and_gone_with_it() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    shown = profile()
    bench.reader.cards[ringing.call_id] = card(ringing.call_id, shown)
    bench.desk.receive(snapshot(desk(call=ringing)))
    assert bench.shown().profile is None

    talking = ringing.model_copy(update={"state": CallState.TALKING, "version": 2})
    bench.desk.receive(event(DeskChange(call=talking)))
    assert bench.shown().profile == shown

    bench.desk.receive(event(DeskChange(call_gone=True), number=3))
    assert bench.shown().profile is None
    assert bench.shown().call_id is None


def test_a_customer_found_by_search_is_shown_and_the_caller_comes_back() -> None:
    bench = Bench()
    caller, found = profile(), profile(name="Mr Derek Fung")
    bench.bank.profiles[found.customer_id] = found
    bench.talk_to(caller)

    bench.customers.open(found.customer_id)
    assert bench.shown().profile == found
    assert bench.shown().found

    bench.customers.close_found()
    assert bench.shown().profile == caller
    assert not bench.shown().found


def test_a_call_answered_meanwhile_shows_its_own_caller() -> None:
    tasks = HeldTasks()
    bench = Bench(tasks)
    found, caller = profile(), profile()
    bench.bank.profiles[found.customer_id] = found
    bench.customers.open(found.customer_id)

    bench.talk_to(caller)
    tasks.run_all()  # the one looked up comes too late

    assert bench.shown().profile == caller


def test_an_unknown_caller_is_linked_once_however_often_one_presses() -> None:
    tasks = HeldTasks()
    bench = Bench(tasks)
    found = profile()
    bench.bank.profiles[found.customer_id] = found
    call_id = bench.talk_to(None, outcome=CallerOutcome.SEVERAL)

    bench.customers.link(found.customer_id)
    bench.customers.link(found.customer_id)
    assert bench.shown().linking == found.customer_id
    tasks.run_one()
    tasks.held.clear()

    assert [command.customer_id for command in bench.bank.linked] == [found.customer_id]
    assert bench.shown().profile == found
    assert bench.shown().linking is None
    assert bench.desk.view.card == card(call_id, found)


def test_a_link_that_failed_says_why_and_can_be_tried_again() -> None:
    bench = Bench()
    bench.talk_to(None)
    bench.bank.problem = AWAY

    bench.customers.link(uuid4())

    assert bench.shown().linking is None
    assert bench.shown().link_problem == AWAY.problem


def test_each_part_fills_its_own_place_as_its_system_answers() -> None:
    tasks = HeldTasks()
    bench = Bench(tasks)
    bench.talk_to(profile(parts=(part("core"), part("cards"))))
    assert [live.loading for live in bench.live().parts] == [True, True]
    assert [live.part.total for live in bench.live().parts] == [Decimal("100.00")] * 2

    tasks.run_one()

    core, cards = bench.live().parts
    assert (core.part.freshness, core.part.total, core.loading) == (Freshness.LIVE, Decimal("120.00"), False)
    assert (cards.part.freshness, cards.loading) == (Freshness.LOADED, True)


def test_a_system_that_is_away_fails_alone_and_counts_its_tries() -> None:
    bench = Bench()
    bench.bank.away = {"cards"}
    bench.talk_to(profile(parts=(part("core"), part("cards"))))
    core, cards = bench.live().parts
    assert core.problem is None
    assert cards.problem is not None
    assert cards.problem.code is ErrorCode.SYSTEM_AWAY
    assert cards.failed_since_at == START

    bench.clock.pass_seconds(60)
    bench.holdings.retry("cards")
    cards = bench.live().parts[1]
    assert (cards.tries, cards.failed_since_at) == (2, START)

    bench.bank.away = set()
    bench.holdings.retry_failed()
    cards = bench.live().parts[1]
    assert (cards.problem, cards.tries, cards.part.freshness) == (None, 0, Freshness.LIVE)
    assert bench.bank.asked == ["core", "cards", "cards", "cards"]


def test_answers_for_the_customer_before_are_passed_over() -> None:
    tasks = HeldTasks()
    bench = Bench(tasks)
    bench.talk_to(profile(parts=(part("core"),)))
    bench.desk.receive(event(DeskChange(call_gone=True)))
    assert bench.live().customer_id is None

    tasks.run_all()

    assert bench.live().parts == ()


def test_a_call_that_comes_again_leaves_who_was_looked_up_where_they_are() -> None:
    bench = Bench()
    caller, found = profile(), profile(name="Mr Derek Fung")
    bench.bank.profiles[found.customer_id] = found
    call_id = bench.talk_to(caller)
    bench.desk.receive(event(DeskChange(call_gone=True), number=3))  # the line could not be joined
    bench.customers.open(found.customer_id)

    again = call(call_id=call_id, version=5)
    bench.desk.receive(event(DeskChange(call=again), number=4))
    assert bench.shown().profile == found
    assert bench.shown().call_id == call_id

    bench.customers.close_found()
    assert bench.shown().profile == caller


def test_whoever_shows_stays_while_they_are_read_anew_and_may_come_as_another_account() -> None:
    tasks = HeldTasks()
    bench = Bench(tasks)
    found, merged = profile(name="Mr Derek Fung"), profile(name="Mr Derek K Fung")
    bench.bank.profiles[found.customer_id] = found
    bench.customers.open(found.customer_id)
    tasks.run_all()

    bench.bank.profiles[found.customer_id] = merged
    bench.customers.read_again()
    assert bench.shown().profile == found
    tasks.run_all()

    assert bench.shown().profile == merged


def test_the_callers_card_is_read_anew_where_the_caller_shows() -> None:
    bench = Bench()
    call_id = bench.talk_to(profile())
    merged = profile(name="Mr Derek K Fung")
    bench.reader.cards[call_id] = card(call_id, merged)

    bench.customers.read_again()

    assert bench.shown().profile == merged
