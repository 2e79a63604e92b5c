"""What is asked for beside a profile, once its customer is on screen."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.rates import ExchangeRates
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.timeline import ContactLegs, ContactsFound, FindContacts
from agent_desktop.contract.valuation import ValueExplanation


class ProfileApi:
    """The further parts of a profile. All but the rates raise CUSTOMER_NOT_FOUND, and each look is audited."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._relationship = TypeAdapter(Relationship)
        self._value = TypeAdapter(ValueExplanation)
        self._contacts = TypeAdapter(ContactsFound)
        self._legs = TypeAdapter(ContactLegs)
        self._rates = TypeAdapter(ExchangeRates)

    def relationship(self, customer_id: UUID) -> Relationship:
        """Return how the customer stands with the bank and with others."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/relationship", self._relationship)

    def value(self, customer_id: UUID) -> ValueExplanation:
        """Return how what the customer is worth was reckoned."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/value", self._value)

    def find_contacts(self, customer_id: UUID, asked: FindContacts) -> ContactsFound:
        """Return a page of the customer's contacts that fit, newest first."""
        return self._http.send("POST", f"{API_PREFIX}/customers/{customer_id}/contacts", self._contacts, body=asked)

    def legs(self, customer_id: UUID, contact_id: UUID) -> ContactLegs:
        """Return who had the call that a contact was, one after the other."""
        path = f"{API_PREFIX}/customers/{customer_id}/contacts/{contact_id}/legs"
        return self._http.send("GET", path, self._legs)

    def rates(self) -> ExchangeRates:
        """Return what currencies are worth."""
        return self._http.send("GET", f"{API_PREFIX}/rates", self._rates)
