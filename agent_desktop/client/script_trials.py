"""What a trial of a script asks the server: whom there is, and what a script knows of them."""

from dataclasses import dataclass
from uuid import UUID

from agent_desktop.client.api import CustomersApi
from agent_desktop.client.script_library_api import ScriptLibraryApi
from agent_desktop.contract.customers import SearchHit
from agent_desktop.contract.script_trials import TrialCustomer, TrialKind


@dataclass(frozen=True, slots=True)
class TrialApi:
    """Customers as a trial needs them. Each method raises `ClientError`; each is audited."""

    customers: CustomersApi
    library: ScriptLibraryApi

    def search(self, text: str, search_id: UUID) -> tuple[SearchHit, ...]:
        """As `CustomersApi.search`."""
        return self.customers.search(text, search_id)

    def stop_search(self, search_id: UUID) -> None:
        """As `CustomersApi.stop_search`."""
        self.customers.stop_search(search_id)

    def trial_customer(self, customer_id: UUID) -> TrialCustomer:
        """As `ScriptLibraryApi.trial_customer`."""
        return self.library.trial_customer(customer_id)

    def any_customer(self, kind: TrialKind) -> TrialCustomer:
        """As `ScriptLibraryApi.any_customer`."""
        return self.library.any_customer(kind)
