"""What Twilio is to say, or which keys it is to press, inside the address that it asks for it by.

Sealed: addresses are written into logs, here and at Twilio, and the keys may be those of an account. Nothing is kept:
whoever has the key can open an address for a minute, on whichever server Twilio asks.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken

from telephony.menu.walk import Spoken
from telephony.providers.base import Audience, Order, OrderKind
from telephony.providers.twilio.rooms import Role, Room

SAYINGS: Final = frozenset({OrderKind.ANNOUNCE, OrderKind.SEND_DIGITS})
GOOD_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Saying:
    """Words, or keys."""

    spoken: tuple[Spoken, ...] = ()
    digits: str = field(default="", repr=False)


class Sayings:
    """`secret` is one that all servers have, such as the account's token; what is sealed is opened by it alone."""

    def __init__(self, secret: str) -> None:
        key = hashlib.sha256(f"sayings:{secret}".encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, saying: Saying, now: datetime) -> str:
        """Return it as text that fits an address; the same is never sealed the same twice."""
        words = [[each.language, each.text, each.file] for each in saying.spoken]
        content = json.dumps([words, saying.digits]).encode()
        return self._fernet.encrypt_at_time(content, int(now.timestamp())).decode()

    def unseal(self, text: str, now: datetime) -> Saying | None:
        """Return what was sealed; None of what is none of ours, or too old."""
        try:
            content: Any = json.loads(self._fernet.decrypt_at_time(text.encode(), GOOD_SECONDS, int(now.timestamp())))
        except InvalidToken:
            return None
        words, digits = content
        return Saying(tuple(Spoken(*each) for each in words), digits)


def saying_of(order: Order) -> Saying:
    """Return what an order is to have heard."""
    return Saying(order.spoken, order.digits)


def hearer_of(room: Room, order: Order) -> str | None:
    """Return the label of whoever is to hear it, empty for everybody; None where nobody of them is there."""
    if order.audience is Audience.EVERYBODY:
        return "" if any(each.joined for each in room.legs) else None
    role = _ROLES[order.audience or Audience.CUSTOMER]
    return next((each.label for each in room.live(role) if each.joined and not each.dismissed), None)


_ROLES: Final = MappingProxyType(
    {Audience.CUSTOMER: Role.CALLER, Audience.AGENT: Role.AGENT, Audience.COLLEAGUE: Role.COLLEAGUE}
)
