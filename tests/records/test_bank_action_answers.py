"""What a bank system's answer to an action says of it: only what is certain is told as that."""

from uuid import UUID

import httpx
import pytest

from agent_desktop.records.bank_systems.actions import BankAction, BankOutcome
from agent_desktop.records.bank_systems.client import HttpBankSystems

ACTION = BankAction(UUID(int=7), "bank.block_card", "cards", "1002003001")
NAMED = {"action_id": str(ACTION.bank_id)}


def systems(status: int, body: object) -> HttpBankSystems:
    return HttpBankSystems(
        "http://bank", "key", transport=httpx.MockTransport(lambda _: httpx.Response(status, json=body))
    )


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, BankOutcome.DONE),
        (400, BankOutcome.REFUSED),
        (403, BankOutcome.REFUSED),
        (422, BankOutcome.REFUSED),
        (409, BankOutcome.UNKNOWN),  # it may have this very action already
        (401, BankOutcome.UNKNOWN),
        (502, BankOutcome.UNKNOWN),
    ],
)
def test_an_action_is_refused_only_where_the_system_has_looked_at_it(status: int, outcome: BankOutcome) -> None:
    assert systems(status, {}).act(ACTION).outcome is outcome


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, {}, BankOutcome.DONE),
        (404, NAMED, BankOutcome.NOT_RECEIVED),
        (404, {"detail": "Not Found"}, BankOutcome.UNKNOWN),  # somebody's between us, who has no such route
        (404, {"action_id": str(UUID(int=8))}, BankOutcome.UNKNOWN),
        (403, NAMED, BankOutcome.UNKNOWN),  # a key that may act and not ask
        (409, NAMED, BankOutcome.UNKNOWN),
        (500, NAMED, BankOutcome.UNKNOWN),
    ],
)
def test_an_action_never_came_only_where_the_system_says_so_by_its_name(
    status: int, body: object, outcome: BankOutcome
) -> None:
    assert systems(status, body).outcome_of(ACTION).outcome is outcome
