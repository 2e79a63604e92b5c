"""What the Trial caller keys, through the simulator and the real server to the agent's card."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import UUID

import pytest
import sqlalchemy as sa

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.customers import CallerCard, CallerOutcome
from agent_desktop.demo.trial_bank.bank import midnight
from agent_desktop.demo.trial_bank.fill import run_trial_bank
from agent_desktop.demo.trial_caller.carrier import HttpCarrier
from agent_desktop.demo.trial_caller.people import DatabasePeople
from agent_desktop.demo.trial_caller.presenter import CallerKind, Line, TrialCallerPresenter
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.support import until

WITHOUT_KEYS = {
    CallerKind.SHARED: CallerOutcome.SEVERAL,
    CallerKind.UNKNOWN: CallerOutcome.UNKNOWN,
    CallerKind.WITHHELD: CallerOutcome.WITHHELD,
}


@pytest.fixture
def floor(database_url: str) -> Iterator[Floor]:
    with opened_floor(database_url) as floor:
        run_trial_bank(floor.engine, 60, 1, midnight(date(2026, 6, 16)))
        yield floor


@pytest.fixture
def caller(floor: Floor) -> Iterator[TrialCallerPresenter]:
    carrier = HttpCarrier(str(floor.carrier.base_url))
    presenter = TrialCallerPresenter(DatabasePeople(floor.engine), carrier, ImmediateTasks())
    presenter.start()
    yield presenter
    carrier.close()


def _customer(floor: Floor, customer_number: str) -> UUID:
    with floor.engine.connect() as connection:
        query = sa.text("SELECT customer_id FROM customers WHERE customer_number = :number")
        return UUID(str(connection.scalar(query, {"number": customer_number})))


def _own_account(floor: Floor) -> tuple[str, UUID]:
    """Return the number of an account with one holder, and that holder."""
    query = sa.text(
        "SELECT h.number, min(p.customer_id::text) FROM holdings h JOIN holding_parties p USING (holding_id)"
        " WHERE h.number ~ '^[0-9]{9,}$' AND h.source_code = 'core_banking'"
        " GROUP BY h.holding_id, h.number HAVING count(*) = 1 ORDER BY h.number LIMIT 1"
    )
    with floor.engine.connect() as connection:
        number, customer_id = connection.execute(query).one()
    return number, UUID(customer_id)


def _until_card(desk: Desk, outcome: CallerOutcome) -> CallerCard:
    def there() -> CallerCard | None:
        offer = desk.snapshot().offer
        card = CallerCard.model_validate(offer.payload) if offer is not None else None
        return card if card is not None and card.outcome is outcome else None

    return until(there)


def _through_menu(caller: TrialCallerPresenter, keys: str) -> None:
    """Ring and press these keys, each once the menu waits for it; then the call waits for an agent."""
    caller.ring_pressed()
    heard: tuple[str, ...] = ()
    for key in keys:
        until(partial(_waits_for_key, caller, heard))
        heard = () if caller.state.number_asked else caller.state.prompt
        caller.key_pressed(key)
    until(lambda: _is_waiting(caller))


def _is_waiting(caller: TrialCallerPresenter) -> bool:
    caller.tick()
    return caller.state.line is Line.WAITING


def _waits_for_key(caller: TrialCallerPresenter, heard: tuple[str, ...]) -> bool:
    caller.tick()
    return bool(caller.state.keys) and caller.state.prompt != heard


@pytest.mark.parametrize("kind", WITHOUT_KEYS)
def test_a_customer_number_keyed_in_the_menu_says_who_calls(
    floor: Floor, caller: TrialCallerPresenter, kind: CallerKind
) -> None:
    desk = floor.agent()
    desk.go_ready()
    caller.kind_chosen(kind)
    assert caller.state.example is not None
    number = caller.state.example.customer_number
    _through_menu(caller, "320")
    _until_card(desk, WITHOUT_KEYS[kind])
    caller.hang_up_pressed()
    until(lambda: desk.snapshot().offer is None)

    _through_menu(caller, f"32{number}#")

    card = _until_card(desk, CallerOutcome.MATCHED)
    assert card.profile is not None
    assert card.profile.customer_id == _customer(floor, number)


def test_an_account_number_keyed_while_it_rings_brings_the_profile_to_the_open_offer(
    floor: Floor, caller: TrialCallerPresenter
) -> None:
    account, holder = _own_account(floor)
    desk = floor.agent()
    stream = floor.listen(desk)
    desk.go_ready()
    caller.kind_chosen(CallerKind.WITHHELD)
    _through_menu(caller, "320")
    _until_card(desk, CallerOutcome.WITHHELD)

    for key in account:
        caller.key_pressed(key)

    told = stream.until_kind("call.keyed")
    assert told.change is not None
    assert told.change.offer is not None
    card = CallerCard.model_validate(told.change.offer.payload)
    assert card.profile is not None
    assert card.profile.customer_id == holder
    until(lambda: stream.desk() == desk.snapshot())
