"""What is kept of somebody who is no customer yet. Times are aware UTC."""

from datetime import datetime
from enum import StrEnum

from agent_desktop.contract.base import Answer


class Interest(StrEnum):
    """What a caller asked about: the bank's products, in the order in which they are offered."""

    ACCOUNTS = "accounts"
    CARDS = "cards"
    LOANS = "loans"
    MORTGAGES = "mortgages"
    WEALTH = "wealth"
    INSURANCE = "insurance"
    BUSINESS = "business"
    OTHER = "other"


class ConsentChannel(StrEnum):
    """How somebody agreed to be contacted."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    POST = "post"


class Consent(Answer):
    """One consent to be contacted. It stays on record when it is withdrawn."""

    channel: ConsentChannel
    given_at: datetime
    withdrawn_at: datetime | None = None


class ProspectCard(Answer):
    """What is kept of somebody who is no customer yet. `consents` has every one ever given, the oldest first."""

    interests: tuple[Interest, ...] = ()
    note: str = ""
    consents: tuple[Consent, ...] = ()
    kept_at: datetime
    changed_at: datetime

    @property
    def agreed(self) -> frozenset[ConsentChannel]:
        """Over which channels the bank may contact them now."""
        return frozenset(each.channel for each in self.consents if each.withdrawn_at is None)
