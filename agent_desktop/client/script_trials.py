"""What a trial of a script asks the server: whom there is, and what a script knows of them."""

from typing import Protocol
from urllib.parse import urlencode
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.customers import SearchHit
from agent_desktop.contract.script_trials import TrialCustomer, TrialKind


class CustomerSearch(Protocol):
    """The part of `CustomersApi` that is used here."""

    def search(self, text: str, search_id: UUID) -> tuple[SearchHit, ...]: ...

    def stop_search(self, search_id: UUID) -> None: ...


class TrialApi:
    """Customers as a trial needs them. Each method raises `ClientError`; each is audited."""

    def __init__(self, http: SignedHttp, customers: CustomerSearch) -> None:
        self._http = http
        self._customers = customers

    def search(self, text: str, search_id: UUID) -> tuple[SearchHit, ...]:
        """As `CustomersApi.search`."""
        return self._customers.search(text, search_id)

    def stop_search(self, search_id: UUID) -> None:
        """As `CustomersApi.stop_search`."""
        self._customers.stop_search(search_id)

    def trial_customer(self, customer_id: UUID) -> TrialCustomer:
        """Return a customer as a script has them in a call. Raises NOT_ALLOWED, NOT_FOUND."""
        path = f"{API_PREFIX}/customers/{customer_id}/script-facts"
        return self._http.send("GET", path, TypeAdapter(TrialCustomer))

    def any_customer(self, kind: TrialKind) -> TrialCustomer:
        """Return some customer of a kind, unnamed, as a script has them in a call. Raises CUSTOMER_NOT_FOUND,
        TOO_FEW_ALIKE."""
        query = f"?{urlencode(kind.wishes)}" if kind.wishes else ""
        return self._http.send("GET", f"{API_PREFIX}/script-trials/any-customer{query}", TypeAdapter(TrialCustomer))
