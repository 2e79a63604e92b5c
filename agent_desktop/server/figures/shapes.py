"""What a subject of reports is made of: rows that are counted, measures of them, and figures of the measures.

`facts` is a query with a row for each thing that happened. A measure adds such rows up; a figure is one measure, or one
by another. As each measure says which rows it adds, what a figure counts can be listed: the very rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Final
from uuid import UUID

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import Figure, FigurePart, FigureUnit, ItemKind
from agent_desktop.contract.reports import ReportSubject
from telephony.statistics.counting import LevelRule, rule_values


@dataclass(frozen=True, slots=True)
class Measure:
    """`where` says which facts it adds, `sql` what of them; without `sql` it counts them. `total` is one that cannot be
    added up over rows (a median), and is asked of the database for each sum anew, as all are."""

    where: str
    sql: str = ""

    @property
    def aggregate(self) -> str:
        """How the database reckons it."""
        return f"{self.sql or 'count(*)'} FILTER (WHERE {self.where})"


@dataclass(frozen=True, slots=True)
class FigureRule:
    """`above` by `below` times `times`; without `below` it is `above` alone. `figure` says it in words."""

    figure: Figure
    above: str
    below: str = ""
    times: int = 1
    left_out: Mapping[str, LocalText] = field(default_factory=dict)
    """What it leaves out, by measure."""

    def value(self, measures: Mapping[str, Any]) -> float | None:
        """Return the figure; None of nothing."""
        above = measures.get(self.above)
        if not self.below:
            return None if above is None else float(above)
        below = measures.get(self.below)
        return float(above or 0) * self.times / float(below) if below else None

    @property
    def counted(self) -> str:
        """The measure whose facts the figure is about."""
        return self.below or self.above


@dataclass(frozen=True, slots=True)
class Facts:
    """One subject. `tables` are common tables in SQL, the last of them `facts` with at least the columns `key`, `at`,
    `item_id` and `call_id`, `seconds` and `value`, and where items can be listed `label` and `outcome`."""

    subject: ReportSubject
    name: LocalText
    key_name: LocalText
    tables: str
    measures: Mapping[str, Measure]
    figures: Sequence[FigureRule]
    item_kind: ItemKind
    item: Mapping[str, str]
    """Columns of an item by name, in SQL over facts: label, about, queue, agent_id, outcome."""


EVERYBODY: Final[None] = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What one report counts: what happened from `since` and before `until`, as known at `now`.

    `starts` are the beginnings of its steps, the first of them `since`. None of `agents`, `teams` and `queues`: all.
    `rules` are the definitions of service levels of the queues asked for. `rates` are what a call, and a minute of it,
    costs by kind of customer.
    """

    since: datetime
    until: datetime
    now: datetime
    starts: Sequence[datetime]
    zone: tzinfo
    rules: Sequence[LevelRule] = ()
    queues: Sequence[str] | None = EVERYBODY
    agents: Sequence[UUID] | None = EVERYBODY
    teams: Sequence[str] | None = EVERYBODY
    keys: Sequence[str] | None = EVERYBODY
    promises: Sequence[str] = ()
    window_days: int = 7
    rates: Mapping[str, float] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """Return what the queries are given, by name."""
        return {
            **rule_values(self.rules, self.now),
            "since": self.since,
            "until": self.until,
            "now": self.now,
            "starts": list(self.starts),
            "zone": str(self.zone),
            "all_queues": self.queues is None,
            "queues": list(self.queues or ()),
            "all_agents": self.agents is None,
            "agents": list(self.agents or ()),
            "all_teams": self.teams is None,
            "teams": list(self.teams or ()),
            "all_keys": self.keys is None,
            "keys": list(self.keys or ()),
            "promises": ["", *self.promises],
            "window_days": self.window_days,
            **self.rates,
        }


def figure(
    subject: ReportSubject,
    id_: str,
    unit: FigureUnit,
    name: tuple[str, str],
    formula: tuple[str, str],
    symbols: str,
    parts: Sequence[tuple[str, str, str, str]],
    excluded: Sequence[tuple[str, str]] = (),
    *,
    source: str = "",
    better: bool | None = None,
    lists: bool = True,
) -> Figure:
    """Return a figure in words. Texts are English and Chinese, `parts` a measure, its symbol, and its name."""
    return Figure(
        id=id_,
        subjects=(subject,),
        name=two(*name),
        unit=unit,
        formula=two(*formula),
        symbols=symbols,
        parts=tuple(FigurePart(code=code, symbol=sign, name=two(en, zh)) for code, sign, en, zh in parts),
        excluded=tuple(two(*each) for each in excluded),
        source=source,
        counts_items=lists,
        more_is_better=better,
    )


Part = tuple[str, str, str, str]
"""A measure, its symbol, its name in English and in Chinese."""


def counted(
    subject: ReportSubject, id_: str, part: Part, formula: tuple[str, str], *, unit: FigureUnit = FigureUnit.COUNT,
    excluded: Sequence[tuple[str, str]] = (), better: bool | None = None, lists: bool = True, source: str = "",
) -> FigureRule:  # fmt: skip
    """Return a figure that is one measure, by the measure's name."""
    code, sign, english, chinese = part
    words = figure(
        subject, id_, unit, (english, chinese), formula, sign, [part], excluded,
        better=better, lists=lists, source=source,
    )  # fmt: skip
    return FigureRule(words, code)


def divided(
    subject: ReportSubject, id_: str, unit: FigureUnit, name: tuple[str, str], formula: tuple[str, str],
    above: Part, below: Part, *, excluded: Sequence[tuple[str, str]] = (), better: bool | None = None,
    lists: bool = True, source: str = "", times: int = 1,
) -> FigureRule:  # fmt: skip
    """Return a figure that is one measure by another; a percentage is a hundred times that."""
    times = 100 if unit is FigureUnit.PERCENT else times
    symbols = f"{above[1]} ÷ {below[1]}" + (f" × {times}" if times != 1 else "")
    words = figure(
        subject, id_, unit, name, formula, symbols, [above, below], excluded,
        better=better, lists=lists, source=source,
    )  # fmt: skip
    return FigureRule(words, above[0], below[0], times)


def two(english: str, chinese: str) -> LocalText:
    return {"en": english, "zh": chinese}
