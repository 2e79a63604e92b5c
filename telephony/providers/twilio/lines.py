"""How whoever is called is reached: an agent's line by configuration, somebody outside by their number. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from telephony.errors import CarrierRefusedError
from telephony.providers.twilio.rooms import CALLER, Leg

_OWN: Final = "agent:"
"""What the name of an agent's line begins with who has no telephone of their own in the configuration."""


class AgentLeg(StrEnum):
    """How an agent's telephone comes into a conference; the values are those of the configuration."""

    SIP_DIAL_IN = "sip_dial_in"  # it calls in, with a ticket
    SIP = "sip"  # it is called
    PHONE = "phone"  # it is called, and whoever answers presses a key: a machine does not


@dataclass(frozen=True, slots=True)
class Reach:
    """`to` is what Twilio calls; empty where the telephone calls in. `screened`: whoever answers is asked to press a
    key."""

    to: str = ""
    screened: bool = False

    @property
    def by_ticket(self) -> bool:
        return not self.to


@dataclass(frozen=True, slots=True)
class Lines:
    """The configuration. `own_number` is shown where nothing else is; `own_numbers` are all of ours, E.164. Seconds:
    how long it rings at an agent."""

    agent_leg: AgentLeg = AgentLeg.SIP
    sip_domain: str = ""
    own_number: str = ""
    ring_seconds: int = 25
    own_numbers: frozenset[str] = frozenset()

    def reach(self, leg: Leg) -> Reach:
        """Say how this leg is reached.

        Raises:
            CarrierRefusedError: The agent's line is no address that Twilio calls; or it is a number of our own, which
                would come back to us as another caller, and each call pay for two.
        """
        called = leg.number if leg.label == CALLER or leg.is_outside else leg.endpoint
        if called in self.own_numbers:
            raise CarrierRefusedError(problem="own_number")
        if leg.label == CALLER or leg.is_outside:
            return Reach(leg.number)
        endpoint = leg.endpoint
        if endpoint.startswith("+") and endpoint[1:].isdigit():
            return Reach(endpoint, screened=True)
        if self.agent_leg is AgentLeg.SIP_DIAL_IN:
            return Reach()
        if endpoint.startswith(("sip:", "sips:", "client:")):
            return Reach(endpoint)
        if self.agent_leg is AgentLeg.SIP and self.sip_domain and endpoint.startswith(_OWN):
            return Reach(f"sip:{endpoint.removeprefix(_OWN)}@{self.sip_domain}")
        raise CarrierRefusedError(problem="endpoint")
