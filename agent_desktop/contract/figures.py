"""What each figure means, by which definition it is counted, and what it counts.

No figure stands alone: `GET /v1/figures` says of each its formula, in words and in symbols, and what it leaves out;
`POST /v1/figures/explained` puts the numbers of one cell of a report into that formula; `POST /v1/figures/items` lists
exactly the calls (complaints, callbacks, …) that were counted.

How a service level is counted is chosen for each queue from a day on (`LevelDefinition`). A day is counted by what was
in force on it, so nobody restates the past: a definition begins today or later, and none is ever changed or removed.
"""

from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.reports import Cell, ReportQuery, ReportSubject

WHY_LIMIT: Final = 500
ITEMS_AT_ONCE: Final = 100


class LevelVariant(StrEnum):
    """How a service level is counted; A answered, B abandoned, W waits past T; ≤T within T, <S sooner than S."""

    ABANDONED_HELP = "abandoned_help"  # V1: (A≤T + B≤T) / (A + B + W)
    ANSWERED_ONLY = "answered_only"  # V2: A≤T / A
    STRICT = "strict"  # V3: A≤T / (A + B + W)
    LATE_ABANDONED_HURT = "late_abandoned_hurt"  # V4: A≤T / (A + B + W − B≤T)
    SHORT_CREDITED = "short_credited"  # V5: (A≤T + B<S) / (A + B + W)
    SHORT_REMOVED = "short_removed"  # V6: A≤T / (A + B + W − B<S)


class LevelDefinition(Answer):
    """How the calls of `queue` (empty: of every queue that has none of its own) are counted from `from_day` on.

    `version` names it for ever; 0 is what comes with the program. T is `answer_seconds`, S `short_seconds`; the queue
    is to reach `target_percent`.
    """

    version: int
    queue: str
    from_day: date
    variant: LevelVariant
    answer_seconds: int
    short_seconds: int
    target_percent: int
    why: str = ""
    made_by_name: str = ""
    made_at: AwareDatetime | None = None


class VariantWords(Answer):
    """One way to count, to choose from."""

    variant: LevelVariant
    name: LocalText
    formula: LocalText
    symbols: str


class QueueLevels(Answer):
    """One queue: what is in force today, what is to come, and what was; the newest first. `own` is False where it goes
    by the definition of all queues."""

    queue: str
    name: LocalText
    own: bool
    in_force: LevelDefinition
    others: tuple[LevelDefinition, ...] = ()


class LevelDefinitions(Answer):
    """`GET /v1/figures/levels`. `every` is that of all queues without one of their own; `newest` the last version given
    (0: none yet), to be sent with the next."""

    variants: tuple[VariantWords, ...]
    every: QueueLevels
    queues: tuple[QueueLevels, ...]
    newest: int
    may_define: bool


class DefineLevel(Request):
    """`POST /v1/figures/levels`: count the calls of a queue so from a day on. The administrator's."""

    command_id: UUID
    seen_newest: int = Field(ge=0)
    queue: str = Field(default="", max_length=40)
    from_day: date
    variant: LevelVariant
    answer_seconds: int = Field(ge=1, le=3600)
    short_seconds: int = Field(ge=0, le=600)
    target_percent: int = Field(ge=1, le=100)
    why: str = Field(min_length=1, max_length=WHY_LIMIT)


class FigureUnit(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    SECONDS = "seconds"
    MINUTES = "minutes"
    DAYS = "days"
    MONEY = "money"  # in the report's currency
    POINTS = "points"  # of five
    NUMBER = "number"


class FigurePart(Answer):
    """A number that a formula is made of: `symbol` is how the formula writes it."""

    code: str
    symbol: str
    name: LocalText


class Figure(Answer):
    """One figure. `formula` says it in words, `symbols` with the symbols of `parts`. `excluded` is what it leaves out.

    `counts_items`: what it counts can be listed. `more_is_better` is None where neither is.
    """

    id: str
    subjects: tuple[ReportSubject, ...]
    name: LocalText
    unit: FigureUnit
    formula: LocalText
    symbols: str
    parts: tuple[FigurePart, ...]
    excluded: tuple[LocalText, ...] = ()
    source: str = ""
    counts_items: bool = True
    more_is_better: bool | None = None


class AboutCell(Request):
    """One cell of a report: of `query`, in the row of `key` (None: all of them together) and in the time that begins at
    `start_at` (None: in the whole). With `from_at` only what happened from then on, as the board's last half hour."""

    query: ReportQuery
    figure: str = Field(max_length=60)
    key: str | None = Field(default=None, max_length=120)
    start_at: AwareDatetime | None = None
    from_at: AwareDatetime | None = None


class ExplainedPart(Answer):
    part: FigurePart
    value: float | None


class LeftOut(Answer):
    """What a figure leaves out, and how many of these there were."""

    name: LocalText
    count: int


class ExplainedFigure(Answer):
    """`POST /v1/figures/explained`: the figure with the numbers put in. `levels` are the definitions that counted it,
    where it is a service level."""

    figure: Figure
    value: Cell
    parts: tuple[ExplainedPart, ...]
    left_out: tuple[LeftOut, ...] = ()
    levels: tuple[LevelDefinition, ...] = ()
    since_at: AwareDatetime
    until_at: AwareDatetime
    counted: int
    as_of: AwareDatetime


class ListItems(AboutCell):
    """`POST /v1/figures/items`: what a cell counts, the oldest first; `after` is the `next` of the page before."""

    after: str = Field(default="", max_length=200)
    limit: int = Field(default=50, ge=1, le=ITEMS_AT_ONCE)


class ItemKind(StrEnum):
    CALL = "call"
    PART = "part"  # an agent's part of a call
    COMPLAINT = "complaint"
    CALLBACK = "callback"
    SURVEY = "survey"


class Item(Answer):
    """One thing that was counted. `above`: it counts above the line of the figure too, as answered in time does.
    `label` is what people call it: the masked number of a caller, the number of a complaint."""

    kind: ItemKind
    item_id: UUID
    call_id: UUID | None = None
    at: AwareDatetime
    label: str = ""
    about: LocalText = Field(default_factory=dict)
    queue: LocalText = Field(default_factory=dict)
    agent_name: str = ""
    outcome: LocalText = Field(default_factory=dict)
    seconds: float | None = None
    value: float | None = None
    above: bool | None = None


class ItemPage(Answer):
    items: tuple[Item, ...]
    total: int
    next: str = ""
