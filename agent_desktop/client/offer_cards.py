"""The card that an offer carries, as the desk's model reads it."""

import logging

from pydantic import ValidationError

from agent_desktop.contract.callback_cards import CallbackCard
from agent_desktop.contract.customers import CallerCard
from agent_desktop.contract.handovers import ConsultCard
from telephony.contract import OfferSnapshot

_log = logging.getLogger(__name__)


def payload_card(offer: OfferSnapshot | None) -> CallerCard | None:
    """Return the card of an offer: of a caller, of whom to call back, or of whom a colleague asks about; None where it
    carries none that is understood."""
    if offer is None or offer.payload is None:
        return None
    try:
        if "from_id" in offer.payload:
            return ConsultCard.model_validate(offer.payload)
        if "callback" in offer.payload:
            return CallbackCard.model_validate(offer.payload)
        return CallerCard.model_validate(offer.payload) if "outcome" in offer.payload else None
    except ValidationError as error:
        # Field names only: the values are a customer's.
        _log.warning("offer payload not understood: %s fields wrong", error.error_count())
        return None
