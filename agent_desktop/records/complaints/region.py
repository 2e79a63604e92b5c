"""Under which law a complaint falls where nobody says it: that of the entity that books for the customer.

A regulator's rules follow the bank's own entity; those of some also where the customer lives. Both are data of the bank
(`resources/complaints/main.yaml`).
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import PlaceBasis
from agent_desktop.contract.complaints import Region
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.customers.models import CustomerRow

_UNION: Final = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905
)
_COUNTRIES: Final[Mapping[Region, frozenset[str]]] = {
    Region.CN: frozenset({"CN"}),
    Region.HK: frozenset({"HK"}),
    Region.UK: frozenset({"GB"}),
    Region.EU: _UNION,
    Region.US: frozenset({"US"}),
}


def region_of(session: Session, customer_id: UUID | None, asking: Asking) -> Region:
    """Return the region of a complaint of this customer: by the system that their account is kept in, else where they
    live, as far as the file names it; else that of the file."""
    plan = asking.book.plan
    customer = session.get(CustomerRow, customer_id) if customer_id is not None else None
    if customer is not None:
        booked = plan.regions_by_source.get(customer.source_code)
        if booked is not None:
            return booked
        if plan.regions_by_residence and asking.places is not None and customer.address:
            place = asking.places.find(given="", address=customer.address, number="")
            lives = place.region.partition("-")[0]
            laws = (each for each in Region if each in plan.regions_by_residence)
            found = next((each for each in laws if lives in _COUNTRIES.get(each, ())), None)
            if found is not None and place.basis is PlaceBasis.ADDRESS:
                return found
    return plan.default_region
