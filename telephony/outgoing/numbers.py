"""Which number of ours whoever is called sees. Pure."""

from collections.abc import Collection, Sequence

from telephony.errors import OutgoingNumberUnknownError
from telephony.settings import OutgoingNumber


def numbers_for(numbers: Sequence[OutgoingNumber], served: Collection[str]) -> tuple[OutgoingNumber, ...]:
    """Return the numbers of ours from which somebody who serves these queues (by code) may call; the first is
    preferred."""
    return tuple(each for each in numbers if not each.queues or set(each.queues) & set(served))


def number_for(numbers: Sequence[OutgoingNumber], served: Collection[str], code: str = "") -> OutgoingNumber:
    """Return the number of this code from which they may call; without a code the preferred one.

    Raises:
        OutgoingNumberUnknownError: They may not.
    """
    for each in numbers_for(numbers, served):
        if code in ("", each.code):
            return each
    raise OutgoingNumberUnknownError
