"""What becomes of an agent whose desktop is silent, as one table. Pure: no database, no clock of its own.

Beats and their limits are on the machine's clock: they tell of a desktop, not of a call. The desktop beats every
`BEAT_SECONDS`; `MISSED_BEATS` of them missed are a lost desktop, and a chosen state is kept for `STATE_KEPT` after the
last beat (`features.md` A11, rows 96 to 98).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.contract import BEAT_SECONDS, AgentState, NotReadyReason, SystemReason

MISSED_BEATS: Final = 3
LOST_AFTER: Final = timedelta(seconds=BEAT_SECONDS * MISSED_BEATS)
STATE_KEPT: Final = timedelta(seconds=60)
HOLD_GRACE: Final = STATE_KEPT - LOST_AFTER
"""How long after its desktop was found lost an agent's caller stays on hold: as long as the state is kept."""
COMING_BACK: Final = timedelta(seconds=15)
"""The longest that a desktop waits between two tries to reach the server: until then after the server could hear
again, silence says nothing about the desktop."""


class Heard(StrEnum):
    """How a desktop is heard."""

    HERE = "here"
    UNSURE = "unsure"  # silent, while this server could not have heard it
    LOST = "lost"  # three beats missed
    GONE = "gone"  # for longer than the chosen state is kept


class SeatDeed(StrEnum):
    """What is to be done about an agent."""

    NOTHING = "nothing"
    LOSE = "lose"  # no new offer; a ringing one goes back to its queue
    LEAVE = "leave"  # and the agent is not ready: connection
    RETURN = "return"  # as before: calls may come again


def heard_of(beat_at: datetime, able_since: datetime, now: datetime) -> Heard:
    """Return how a desktop is heard whose last beat was at `beat_at`; all times are the machine's.

    `able_since` is since when the server could hear beats at all: what it could not receive is nobody's silence.
    """
    if now - beat_at < LOST_AFTER:
        return Heard.HERE
    silence = now - max(beat_at, able_since + COMING_BACK)
    if silence < LOST_AFTER:
        return Heard.UNSURE
    return Heard.LOST if silence < STATE_KEPT else Heard.GONE


DEEDS: Final[Mapping[tuple[Heard, bool], SeatDeed]] = MappingProxyType(
    # by how the desktop is heard, and whether it was found lost before
    {
        (Heard.HERE, False): SeatDeed.NOTHING,
        (Heard.HERE, True): SeatDeed.RETURN,
        (Heard.UNSURE, False): SeatDeed.NOTHING,
        (Heard.UNSURE, True): SeatDeed.NOTHING,
        (Heard.LOST, False): SeatDeed.LOSE,
        (Heard.LOST, True): SeatDeed.NOTHING,
        (Heard.GONE, False): SeatDeed.LOSE,  # first things first: the offer goes back, the next look does the rest
        (Heard.GONE, True): SeatDeed.LEAVE,
    }
)

_CHOSEN_STATES: Final = frozenset({AgentState.READY, AgentState.NOT_READY})


def deed_for(heard: Heard, state: AgentState, reason: NotReadyReason | None, *, lost: bool) -> SeatDeed:
    """Return what to do about an agent in `state`. A call and its wrap-up go on without a desktop."""
    deed = DEEDS[heard, lost]
    if deed is SeatDeed.LOSE and state is AgentState.OFFLINE:
        return SeatDeed.NOTHING
    if deed is SeatDeed.LEAVE and (state not in _CHOSEN_STATES or reason is SystemReason.CONNECTION):
        return SeatDeed.NOTHING
    return deed
