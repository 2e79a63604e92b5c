"""Where to ask somebody how it was is no advertising: where the file says so, with its source. Elsewhere, and wherever
it may be elsewhere, it needs a consent on record.

The law is that of the place of the person (as for calls, `compliance.md` A4): in Germany to ask how content somebody is
counts as advertising (BGH, 10 July 2018, VI ZR 225/17), in the United Kingdom it does not.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.contract.prospect_cards import ConsentChannel, ProspectCard
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.surroundings import surroundings_of
from agent_desktop.records.consolidation.people import people_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.lawful_hours.places import Place
from agent_desktop.records.surveys.schema import SurveyBook


@dataclass(frozen=True, slots=True)
class SurveyPlaces:
    """`callbacks` knows where somebody is."""

    book: SurveyBook
    callbacks: CallbackBook

    def sells(self, session: Session, customer_id: UUID, number: str) -> bool:
        """Say whether a survey counts as advertising where this customer is, or may be. `number` is E.164, empty for
        none."""
        around = surroundings_of(session, self.callbacks, customer_id, number, given="", marketing=False)
        return not is_free(around.place, self.book.without_consent_in)

    def may_be_mailed(self, session: Session, customer_id: UUID, number: str) -> str:
        """Return why a person may not be asked by e-mail: ``no_email``, ``no_consent``; empty where they may.
        `number` is one of theirs."""
        lead = people_of(session, [customer_id]).get(customer_id, customer_id)
        customer = session.get_one(CustomerRow, lead)
        if "@" not in customer.email:
            return "no_email"
        card = None if customer.prospect is None else ProspectCard.model_validate(customer.prospect)
        if card is not None and ConsentChannel.EMAIL in card.agreed:
            return ""
        needs = customer.kind is CustomerKind.PROSPECT or self.sells(session, customer_id, number)
        return "no_consent" if needs else ""


def is_free(place: Place, free: Collection[str]) -> bool:
    """Say whether a place is certainly one of `free` (countries)."""
    if place.region:
        return place.region.partition("-")[0] in free
    possible = [clock.regions for clock in place.clocks]
    return bool(possible) and all(any(region in free for region in regions) for regions in possible)
