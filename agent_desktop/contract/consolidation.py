"""Whose accounts are whose: pairs that wait for a person, both sides masked, and groups of one person's accounts.

A value is compared on the server. A side shows it masked, and `agreement` says how far the two agree; a clear value is
the answer to a reveal, which is audited.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.errors import ErrorCode


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
    PROSPECT = "prospect"  # one is a caller's card that was kept here: a person says that they became a customer


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
    """One account of a group. `by_person`: somebody merged it, and no consolidation. `merged_at` None: it is alone."""

    account: LinkSide
    merged_at: datetime | None
    by_person: bool


class AccountGroup(Answer):
    """`GET /v1/consolidation/groups/{customer_id}`: the accounts merged with one; none where it is by itself.

    The first of `accounts` is the leading one, whose id the group goes by. `decision_id`, in the answer to a decision,
    is what it is taken back by.
    """

    customer_id: UUID
    accounts: tuple[GroupedAccount, ...]
    decision_id: UUID | None = None


class TakeBack(Request):
    """`POST /v1/consolidation/decisions/{decision_id}/take-back`: have all stand as it was before the decision."""

    command_id: UUID


class PossibleAccount(Answer):
    """Another account that may be the same person's: the pair of it with `own_id`, one of theirs, waits."""

    pair_id: UUID
    own_id: UUID
    account: LinkSide
    probability: float
    doubt: LinkDoubt


class AccountsOfCustomer(Answer):
    """`GET /v1/consolidation/accounts/{customer_id}`: all accounts of one person, the leading one first, itself alone
    where it is merged with none; and those that may be theirs, the likeliest first."""

    customer_id: UUID
    accounts: tuple[GroupedAccount, ...]
    possible: tuple[PossibleAccount, ...] = ()


class CompareAccounts(Request):
    """`POST /v1/consolidation/comparisons`: look at two accounts side by side, whether or not they wait."""

    one_id: UUID
    other_id: UUID


class Comparison(Answer):
    """Two accounts side by side, masked."""

    left: LinkSide
    right: LinkSide
    fields: tuple[ComparedField, ...]


class RevealCompared(Request):
    """`POST /v1/consolidation/comparisons/reveals`: one value of both, clear."""

    command_id: UUID
    one_id: UUID
    other_id: UUID
    field: LinkField


class LinkStage(StrEnum):
    """What a consolidation does, in this order."""

    READING = "reading"
    PREPARING = "preparing"
    SCORING = "scoring"
    WRITING = "writing"


class LastConsolidation(Answer):
    """What the last run came to, of a night or by hand."""

    finished_at: datetime
    accounts: int
    groups: int
    doubtful: int


class Consolidations(Answer):
    """`GET /v1/consolidation/runs`: the last run, and how tonight's goes.

    `next_at` None: no night is planned. `running_since` with `stage`, the `number` of it and the `stages` there are, of
    one that goes on; `failed_at` and `failure`, a code of `contract.errors`, where the last night came to nothing.
    """

    last: LastConsolidation | None = None
    next_at: datetime | None = None
    running_since: datetime | None = None
    stage: LinkStage | None = None
    number: int = 0
    stages: int = 0
    failed_at: datetime | None = None
    failure: ErrorCode | None = None
