"""How far a call may have come at a carrier, and who hears whom there."""

from collections.abc import Mapping
from typing import Final

from telephony.providers.base import OrderKind
from tests.telephony.providers.surroundings import CALLER

K = OrderKind

TALK = {CALLER: {"agent"}, "agent": {CALLER}}
CONSULT = {"agent": {"colleague"}, "colleague": {"agent"}}
ALL = {CALLER: {"agent", "colleague"}, "agent": {CALLER, "colleague"}, "colleague": {CALLER, "agent"}}

POINTS: Final[Mapping[str, tuple[K, ...]]] = {
    "waiting": (),
    "talking": (K.JOIN_AGENT,),
    "held": (K.JOIN_AGENT, K.HOLD),
    "muted": (K.JOIN_AGENT, K.MUTE),
    "consulting": (K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE),
    "turned back": (K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE, K.RESUME),
    "conferring": (K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE, K.CONFER),
    "handed over": (K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE, K.HAND_OVER),
}
