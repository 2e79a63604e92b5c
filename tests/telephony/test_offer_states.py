"""The offer's table."""

from itertools import product

import pytest

from telephony.calls.states import CallTrigger
from telephony.contract import OfferOutcome
from telephony.errors import OfferGoneError
from telephony.offers.states import call_trigger

O = OfferOutcome  # noqa: E741

MEANINGS = {
    O.ANSWERED: CallTrigger.ACCEPTED,
    O.DECLINED: CallTrigger.DECLINED,
    O.NOT_ANSWERED: CallTrigger.NOT_ANSWERED,
    O.WITHDRAWN: CallTrigger.WITHDRAWN,
}


@pytest.mark.parametrize(("outcome", "ending"), list(product(O, O)))
def test_an_offer_ends_once(outcome: OfferOutcome, ending: OfferOutcome) -> None:
    if outcome is O.OPEN and ending in MEANINGS:
        assert call_trigger(outcome, ending) is MEANINGS[ending]
    else:
        with pytest.raises(OfferGoneError) as refusal:
            call_trigger(outcome, ending)
        assert refusal.value.details == {"outcome": outcome.value}
