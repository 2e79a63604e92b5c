"""How far a callback has come that is to be made, as one table. Pure: no database, no clock.

An item is placed by the host, each try as a placing of its own. What becomes of it in records is the host's.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.errors import CallbackGoneError, CallbackTakenError


class ItemState(StrEnum):
    """From `QUEUED` to `DIALLED` it has a call; `DONE` is the end of one try."""

    PLACED = "placed"  # its time has not come
    QUEUED = "queued"  # it waits for an agent, or is offered to one
    PREVIEWED = "previewed"  # an agent has taken it
    DIALLED = "dialled"
    DONE = "done"


class ItemTrigger(StrEnum):
    """What can happen to an item."""

    PLACED = "placed"  # by the host, anew or for another time
    CAME_DUE = "came_due"
    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    DIALLED = "dialled"
    ENDED = "ended"  # its call has
    WITHDRAWN = "withdrawn"


_S = ItemState
_T = ItemTrigger

TRANSITIONS: Final[Mapping[tuple[ItemState, ItemTrigger], ItemState]] = MappingProxyType(
    {
        (_S.PLACED, _T.PLACED): _S.PLACED,
        (_S.PLACED, _T.CAME_DUE): _S.QUEUED,
        (_S.PLACED, _T.TAKEN): _S.PREVIEWED,  # by hand, before its time
        (_S.PLACED, _T.WITHDRAWN): _S.DONE,
        (_S.QUEUED, _T.PLACED): _S.PLACED,
        (_S.QUEUED, _T.TAKEN): _S.PREVIEWED,
        (_S.QUEUED, _T.ENDED): _S.DONE,
        (_S.QUEUED, _T.WITHDRAWN): _S.DONE,
        (_S.PREVIEWED, _T.GIVEN_BACK): _S.QUEUED,
        (_S.PREVIEWED, _T.DIALLED): _S.DIALLED,
        (_S.PREVIEWED, _T.ENDED): _S.DONE,
        (_S.PREVIEWED, _T.WITHDRAWN): _S.DONE,
        (_S.DIALLED, _T.ENDED): _S.DONE,
        (_S.DONE, _T.PLACED): _S.PLACED,
    }
)

WITH_CALL: Final = frozenset({_S.QUEUED, _S.PREVIEWED, _S.DIALLED})


class ReturnedWhy(StrEnum):
    """Why an agent to whom a callback was offered, or who had taken it, has it no more without a dial."""

    DECLINED = "declined"
    NOT_ANSWERED = "not_answered"
    GIVEN_BACK = "given_back"
    PREVIEW_OVER = "preview_over"  # they looked at it for as long as one may
    DESKTOP_LOST = "desktop_lost"  # or they went away
    WITHDRAWN = "withdrawn"  # it was closed, or is to be made at another time


def after(state: ItemState, trigger: ItemTrigger) -> ItemState:
    """Return where an item goes.

    Raises:
        CallbackTakenError: An agent has it.
        CallbackGoneError: It is over.
    """
    try:
        return TRANSITIONS[state, trigger]
    except KeyError:
        if state is ItemState.DONE:
            raise CallbackGoneError from None
        raise CallbackTakenError from None
