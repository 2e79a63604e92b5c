"""Who may be written to, and how long a text is. Pure: no database.

A customer of the bank may be told what serves them (GDPR Art. 6(1)(b) and (f); PDPO data protection principle 3): that
needs no consent. Advertising needs one that is on record, and so does any word to somebody who is no customer yet.
To ask how it was is the one in some places and the other elsewhere: `records.surveys.places`. Whoever has answered STOP
gets nothing at all.
"""

from collections.abc import Collection
from typing import Final

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.contract.messages import MessagePurpose, MessageRefusal
from agent_desktop.contract.prospect_cards import ConsentChannel

_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The alphabet of the short message (3GPP TS 23.038, 6.2.1); what it has in its extension counts twice."""
_GSM_TWICE: Final = frozenset("^{}\\[~]|€\f")


def refusal_of(
    purpose: MessagePurpose,
    *,
    kind: CustomerKind,
    agreed: Collection[ConsentChannel],
    has_number: bool,
    opted_out: bool,
    surveys_sell: bool = True,
) -> MessageRefusal | None:
    """Return why a message of this purpose may not be sent; None where it may. `surveys_sell`: where they are, a survey
    counts as advertising."""
    if not has_number:
        return MessageRefusal.NO_NUMBER
    if opted_out:
        return MessageRefusal.OPTED_OUT
    sells = purpose is MessagePurpose.MARKETING or (purpose is MessagePurpose.SURVEY and surveys_sell)
    needs_consent = sells or kind is CustomerKind.PROSPECT
    return MessageRefusal.NO_CONSENT if needs_consent and ConsentChannel.MESSAGE not in agreed else None


def parts_of(text: str) -> int:
    """Return how many short messages a text takes: 160 characters of the GSM alphabet or 70 others, 153 or 67 of each
    where there is more than one (3GPP TS 23.040, 9.2.3.24.1)."""
    if set(text) <= _GSM | _GSM_TWICE:
        length, alone, each = len(text) + sum(letter in _GSM_TWICE for letter in text), 160, 153
    else:
        length, alone, each = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // each)
