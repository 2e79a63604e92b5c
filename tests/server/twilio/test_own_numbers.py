"""The numbers that Twilio has for the bank are its own: nobody there is called, and nobody there is a customer."""

from uuid import uuid4

import pytest

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.customers.options import options_from
from agent_desktop.server.routing_settings import own_numbers_from
from agent_desktop.server.twilio.softphone_routes import line_of
from agent_desktop.server.twilio.wiring import lines_from
from telephony.errors import CarrierRefusedError
from telephony.providers.base import outside_endpoint
from telephony.providers.twilio.rooms import CALLER, Leg
from telephony.providers.twilio.rooms import Role as InRoom
from tests.server.twilio.account import settings_with

OURS, THEIRS = "+85238001111", "+85261234182"
SETTINGS = settings_with(numbers=(OURS,))


def test_twilios_numbers_are_our_own_beside_those_we_call_from() -> None:
    assert OURS in own_numbers_from(SETTINGS)
    assert OURS in options_from(SETTINGS).own_numbers
    assert {each.number for each in SETTINGS.telephony.outgoing_numbers} <= own_numbers_from(SETTINGS)


def test_a_number_of_our_own_is_nobodys_telephone() -> None:
    def line(extension: str) -> str:
        roles = frozenset({Role.AGENT})
        return line_of(
            SETTINGS, Person(user_id=uuid4(), name="may", display_name="May", roles=roles, extension=extension)
        )

    assert (line(OURS), line(THEIRS)) == ("", THEIRS)


@pytest.mark.parametrize(
    ("leg", "to"),
    [
        (Leg(CALLER, InRoom.CALLER, number=OURS), ""),
        (Leg("outside-1", InRoom.COLLEAGUE, outside_endpoint(uuid4()), number=OURS), ""),
        (Leg("agent-1", InRoom.AGENT, OURS), ""),
        (Leg(CALLER, InRoom.CALLER, number=THEIRS), THEIRS),
        (Leg("agent-1", InRoom.AGENT, THEIRS), THEIRS),
    ],
)
def test_no_leg_is_called_at_a_number_of_our_own(leg: Leg, to: str) -> None:
    lines = lines_from(SETTINGS)
    if to:
        assert lines.reach(leg).to == to
    else:
        with pytest.raises(CarrierRefusedError):
            lines.reach(leg)
