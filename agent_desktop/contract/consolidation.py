"""Whose accounts are whose: pairs that wait for a person, both sides masked, and groups of one person's accounts.

A value is compared on the server. A side shows it masked, and `agreement` says how far the two agree; a clear value is
the answer to a reveal, which is audited.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request


class LinkField(StrEnum):
    """What is compared, in the order it is shown."""

    NAME = "name"
    BIRTH = "birth"
    DOCUMENT = "document"
    MOBILE = "mobile"
    EMAIL = "email"
    HOME = "home"
    GENDER = "gender"


class Agreement(StrEnum):
    """How far two values agree; of a name, by what."""

    SAME = "same"
    SAME_CHINESE = "same_chinese"
    SAME_SOUND = "same_sound"
    NEAR = "near"
    SAME_FAMILY = "same_family"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class LinkDoubt(StrEnum):
    """Why the consolidation did not merge a pair by itself."""

    SCORE = "score"
    NAME = "name"
    GENDER = "gender"
    BIRTH = "birth"
    DOCUMENT = "document"
    FAMILY_LINE = "family_line"
    GROUP = "group"


class WaitingPair(Answer):
    """One line of the review list. `probability` is the model's, 0 to 1."""

    pair_id: UUID
    left_name: str
    right_name: str
    probability: float
    doubt: LinkDoubt
    found_at: datetime


class ReviewList(Answer):
    """The pairs that wait, the likeliest first. `total` counts all of them; `consolidated_at` None: never yet."""

    pairs: tuple[WaitingPair, ...]
    total: int
    consolidated_at: datetime | None


class ComparedField(Answer):
    """One value of both sides. Masked where it identifies; empty where a side has none. `revealable`: both may be
    shown clear."""

    field: LinkField
    left: str
    right: str
    agreement: Agreement
    revealable: bool = False


class LinkSide(Answer):
    """Whose account it is, and in which system. `grouped` counts the accounts it is merged with, itself included."""

    customer_id: UUID
    name: str
    name_chinese: str
    source: LocalText
    number_masked: str
    grouped: int = 1


class PairEvidence(Answer):
    """`GET /v1/consolidation/pairs/{pair_id}`: the evidence of both sides."""

    pair_id: UUID
    probability: float
    doubt: LinkDoubt
    left: LinkSide
    right: LinkSide
    fields: tuple[ComparedField, ...]


class RevealPair(Request):
    """`POST /v1/consolidation/pairs/{pair_id}/reveals`."""

    command_id: UUID
    field: LinkField


class RevealedPair(Answer):
    """The clear values of both sides; empty where a side has none."""

    field: LinkField
    left: str
    right: str


class DecidePair(Request):
    """`POST /v1/consolidation/pairs/{pair_id}/decisions`. It outranks every later consolidation."""

    command_id: UUID
    is_same: bool
    reason: str = Field(default="", max_length=500)


class MergeAccounts(Request):
    """`POST /v1/consolidation/merges`: two accounts, with all that each is merged with, become one person's."""

    command_id: UUID
    one_id: UUID
    other_id: UUID
    reason: str = Field(default="", max_length=500)


class UnmergeAccount(Request):
    """`POST /v1/consolidation/groups/{customer_id}/unmerge`: take the account out of its group, for good."""

    command_id: UUID
    reason: str = Field(default="", max_length=500)


class GroupedAccount(Answer):
    """One account of a group. `by_person`: somebody merged it, and no consolidation."""

    account: LinkSide
    merged_at: datetime
    by_person: bool


class AccountGroup(Answer):
    """`GET /v1/consolidation/groups/{customer_id}`: the accounts merged with one; none where it is by itself.

    The first of `accounts` is the leading one, whose id the group goes by.
    """

    customer_id: UUID
    accounts: tuple[GroupedAccount, ...]
