"""How an offer ends, as one table. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from telephony.calls.states import CallTrigger
from telephony.contract import OfferOutcome
from telephony.errors import OfferGoneError

_O = OfferOutcome

TRANSITIONS: Final[Mapping[tuple[OfferOutcome, OfferOutcome], CallTrigger]] = MappingProxyType(
    # an open offer ends once, and what that does to its call
    {
        (_O.OPEN, _O.ANSWERED): CallTrigger.ACCEPTED,
        (_O.OPEN, _O.DECLINED): CallTrigger.DECLINED,
        (_O.OPEN, _O.NOT_ANSWERED): CallTrigger.NOT_ANSWERED,
        (_O.OPEN, _O.WITHDRAWN): CallTrigger.WITHDRAWN,
    }
)


def call_trigger(outcome: OfferOutcome, ending: OfferOutcome) -> CallTrigger:
    """Return what the end `ending` of an offer means for its call.

    Raises:
        OfferGoneError: The offer has ended already.
    """
    trigger = TRANSITIONS.get((outcome, ending))
    if trigger is None:
        raise OfferGoneError(outcome=outcome.value)
    return trigger
