"""A bank's reports for the pictures and for tests: counted from made-up sums by the server's own rules of figures."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import (
    AboutCell,
    ExplainedFigure,
    ExplainedPart,
    Figure,
    FigureUnit,
    Item,
    ItemKind,
    LeftOut,
    LevelDefinition,
    LevelDefinitions,
    LevelVariant,
    QueueLevels,
)
from agent_desktop.contract.reports import (
    Cell,
    CountedBy,
    ReportColumn,
    ReportQuery,
    ReportRow,
    ReportSubject,
    ReportTable,
    Span,
    Step,
)
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.server.figures.catalogue import FIGURES, SUBJECTS
from agent_desktop.server.figures.shapes import FigureRule
from agent_desktop.server.figures.variants import VARIANTS

ROOT: Final = UUID("6ad9a1ce-4f8e-4f70-a0a8-0a6a6d9d4f55")
TODAY: Final = NOW.astimezone(HONG_KONG).date()
SHIPPED: Final = LevelDefinition(
    version=0,
    queue="",
    from_day=date(2000, 1, 1),
    variant=LevelVariant.LATE_ABANDONED_HURT,
    answer_seconds=20,
    short_seconds=5,
    target_percent=80,
)
KEYS: Final[Mapping[ReportSubject, tuple[tuple[str, LocalText], ...]]] = {
    ReportSubject.QUEUES: (
        ("cards", {"en": "Cards – Services", "zh": "信用卡服务"}),
        ("disputes", {"en": "Cards – Disputes", "zh": "信用卡争议"}),
        ("wealth", {"en": "Wealth", "zh": "理财"}),
        ("lost", {"en": "Lost cards", "zh": "挂失"}),
        ("retention", {"en": "Retention", "zh": "挽留"}),
        ("general", {"en": "General", "zh": "综合"}),
    ),
    ReportSubject.AGENTS: tuple(
        (str(uuid5(ROOT, name)), {"en": name, "zh": name})
        for name in ("Amy Wong", "Ken Yip", "Mei Lin Goh", "Rita So", "Tommy Lau")
    ),
    ReportSubject.TEAMS: (("cards", {"en": "Cards", "zh": "信用卡组"}), ("wealth", {"en": "Wealth", "zh": "理财组"})),
    ReportSubject.COST_TO_SERVE: (
        ("platinum", {"en": "Platinum", "zh": "白金"}),
        ("gold", {"en": "Gold", "zh": "金卡"}),
        ("standard", {"en": "Standard", "zh": "普通"}),
    ),
}
_STEPS: Final = {
    Step.MINUTES_15: timedelta(minutes=15),
    Step.MINUTES_30: timedelta(minutes=30),
    Step.DAY: timedelta(days=1),
    Step.WEEK: timedelta(days=7),
    Step.MONTH: timedelta(days=31),
}
_SPANS: Final = {
    Span.TODAY: (TODAY, TODAY),
    Span.YESTERDAY: (TODAY - timedelta(days=1), TODAY - timedelta(days=1)),
    Span.LAST_BUSINESS_DAY: (TODAY - timedelta(days=1), TODAY - timedelta(days=1)),
    Span.THIS_WEEK: (TODAY - timedelta(days=TODAY.weekday()), TODAY),
    Span.LAST_WEEK: (date(2026, 6, 8), date(2026, 6, 14)),
    Span.THIS_MONTH: (TODAY.replace(day=1), TODAY),
    Span.LAST_MONTH: (date(2026, 5, 1), date(2026, 5, 31)),
}
_LONG: Final = {"signed_in": 27_000, "ready_time": 6_300, "not_ready_time": 3_900}


def table_of(query: ReportQuery, *, own_only: bool = False, nothing: bool = False) -> ReportTable:
    """Return a report as the server would count it."""
    facts = SUBJECTS[query.subject]
    rules = [each for each in facts.figures if not query.figures or each.figure.id in query.figures]
    first, last = days_of(query)
    since = datetime.combine(first, time(), HONG_KONG).astimezone(UTC)
    until = datetime.combine(last + timedelta(days=1), time(), HONG_KONG).astimezone(UTC)
    keys = [] if nothing else list(KEYS.get(query.subject, KEYS[ReportSubject.QUEUES]))
    chosen = {*query.keys, *(query.queues if query.subject is ReportSubject.QUEUES else ())}
    keys = [each for each in keys if not chosen or each[0] in chosen]
    if own_only:
        keys = keys[:1]
    starts = _starts(query)

    def row(key: str | None, name: LocalText, start: datetime | None, seeds: list[str]) -> ReportRow:
        end = until if start is None else start + _STEPS[query.step]
        sums = [_measures(each, short=query.step is not Step.WHOLE) for each in seeds]
        values = tuple(_value(each, sums, seeds) for each in rules)
        return ReportRow(
            key=key, name=name, start_at=start, until_at=None if start is None else end, values=values, levels=(0,),
            partial=end > NOW,
        )  # fmt: skip

    everything: LocalText = {"en": "All", "zh": "全部"}
    codes = [code for code, _ in keys]
    by_key = tuple(row(code, name, None, _seeds([code], starts)) for code, name in keys)
    both = tuple(row(code, name, at, [f"{code}{at}"]) for at in starts for code, name in keys)
    by_time = tuple(row(None, everything, at, [f"{code}{at}" for code in codes]) for at in starts)
    in_steps = query.step is not Step.WHOLE
    return ReportTable(
        query=query,
        subject=query.subject,
        title=facts.name,
        key_name=facts.key_name,
        since_at=since,
        until_at=until,
        first=first,
        last=last,
        as_of=NOW,
        zone="Asia/Hong_Kong",
        currency="HKD",
        columns=tuple(
            ReportColumn(figure=each.figure.id, name=each.figure.name, unit=each.figure.unit.value) for each in rules
        ),
        rows=both if in_steps else by_key,
        by_key=by_key if in_steps else (),
        by_time=by_time if in_steps else (),
        total=row(None, everything, None, _seeds(codes, starts)),
        own_only=own_only,
        definitions=(CountedBy(**SHIPPED.model_dump(include=set(CountedBy.model_fields))),),
    )


def explained_of(about: AboutCell) -> ExplainedFigure:
    """Return a cell with its numbers."""
    rule = FIGURES[about.figure]
    table = table_of(about.query)
    row = row_of(table, about)
    place = next(number for number, each in enumerate(table.columns) if each.figure == about.figure)
    seeds = [code for code, _ in KEYS.get(about.query.subject, ())] if about.key is None else [about.key]
    starts = _starts(about.query) if about.start_at is None else [about.start_at]
    sums = [_measures(each, short=about.query.step is not Step.WHOLE) for each in _seeds(seeds, starts)]
    parts = tuple(
        ExplainedPart(part=each, value=sum(one.get(each.code, 0) for one in sums)) for each in rule.figure.parts
    )
    level = about.figure == "queue.service_level"
    return ExplainedFigure(
        figure=rule.figure,
        value=row.values[place],
        parts=parts,
        left_out=tuple(LeftOut(name=name, count=3) for name in rule.left_out.values()),
        levels=(SHIPPED,) if level else (),
        since_at=row.start_at or table.since_at,
        until_at=row.until_at or table.until_at,
        counted=120,
        as_of=NOW,
    )


def row_of(table: ReportTable, about: AboutCell) -> ReportRow:
    """Return the row that a cell is in."""
    rows = (*table.rows, *table.by_key, *table.by_time, table.total)
    return next(each for each in rows if (each.key, each.start_at) == (about.key, about.start_at))


def items_of(count: int, begin: int = 0) -> tuple[Item, ...]:
    """Return some calls."""
    agents = ("Amy Wong", "Ken Yip", "Rita So")
    return tuple(
        Item(
            kind=ItemKind.CALL,
            item_id=uuid5(ROOT, f"call {number}"),
            call_id=uuid5(ROOT, f"call {number}"),
            at=NOW - timedelta(minutes=3 * (200 - number)),
            label=f"+852 •••• {1000 + 37 * number % 9000:04}",
            queue={"en": "Cards – Services", "zh": "信用卡服务"},
            agent_name=agents[number % 3] if number % 5 else "",
            outcome={"en": "Answered", "zh": "已接通"} if number % 5 else {"en": "Hung up", "zh": "已放弃"},
            seconds=float(7 * number % 61),
            above=bool(number % 5) and 7 * number % 61 <= 20,
        )
        for number in range(begin, begin + count)
    )


def levels_of(*, may_define: bool = False) -> LevelDefinitions:
    """Return how the calls of each queue are counted."""
    own = SHIPPED.model_copy(
        update={
            "version": 1, "queue": "wealth", "from_day": date(2026, 6, 1), "variant": LevelVariant.SHORT_REMOVED,
            "answer_seconds": 15, "target_percent": 90, "why": "Agreed with Wealth.", "made_by_name": "Irene Tam",
            "made_at": NOW - timedelta(days=20),
        }
    )  # fmt: skip
    return LevelDefinitions(
        variants=tuple(VARIANTS),
        every=QueueLevels(queue="", name={"en": "Every queue", "zh": "所有队列"}, own=True, in_force=SHIPPED),
        queues=tuple(
            QueueLevels(queue=code, name=name, own=code == "wealth", in_force=own if code == "wealth" else SHIPPED)
            for code, name in KEYS[ReportSubject.QUEUES]
        ),
        newest=1,
        may_define=may_define,
    )


def days_of(query: ReportQuery) -> tuple[date, date]:
    """Return the first and last day of a report."""
    if query.first is not None and query.last is not None:
        return query.first, query.last
    return _SPANS[query.span]


def figures_of(subjects: tuple[ReportSubject, ...]) -> tuple[Figure, ...]:
    """Return the figures of subjects."""
    return tuple(rule.figure for subject in subjects for rule in SUBJECTS[subject].figures)


def _starts(query: ReportQuery) -> list[datetime]:
    """Return when the steps begin that are not all to come."""
    first, last = days_of(query)
    at = datetime.combine(first, time(), HONG_KONG).astimezone(UTC)
    until = datetime.combine(last + timedelta(days=1), time(), HONG_KONG).astimezone(UTC)
    starts: list[datetime] = []
    while query.step is not Step.WHOLE and at < min(until, NOW):
        is_open = 8 <= at.astimezone(HONG_KONG).hour < 20
        if is_open or query.step not in (Step.MINUTES_15, Step.MINUTES_30):
            starts.append(at)
        at += _STEPS[query.step]
    return starts


def _seeds(codes: list[str], starts: list[datetime]) -> list[str]:
    """Return what the sums of keys are made from: of each step, so that steps add up."""
    return [f"{code}{at}" for at in starts for code in codes] if starts else codes


def _number(seed: str, least: int, most: int) -> int:
    return least + int.from_bytes(sha256(seed.encode()).digest()[:4]) % (most - least + 1)


def _measures(seed: str, *, short: bool) -> dict[str, float]:
    """Return the sums of a queue: all from the calls it had, so that they fit each other."""
    calls = _number(seed, 6, 40) if short else _number(seed, 240, 900)
    abandoned = round(calls * _number(f"{seed}b", 3, 9) / 100)
    callback = round(calls * 0.02)
    answered = calls - abandoned - callback
    in_time = round(answered * _number(f"{seed}t", 72, 93) / 100)
    quick, sudden = round(abandoned * 0.4), round(abandoned * 0.2)
    talk, wrap_up = answered * _number(f"{seed}h", 190, 320), answered * 42
    offered = answered + abandoned
    below = {
        "abandoned_help": offered, "answered_only": answered, "strict": offered, "late_abandoned_hurt": offered - quick,
        "short_credited": offered, "short_removed": offered - sudden,
    }  # fmt: skip
    above = {"abandoned_help": in_time + quick, "short_credited": in_time + sudden}
    return {
        "calls": calls, "answered": answered, "abandoned": abandoned, "offered": offered, "callback": callback,
        "turned_away": 0, "failed": 0, "long_abandoned": abandoned - sudden, "long_offered": offered - sudden,
        "level_above": in_time, "level_below": offered - quick, "answered_in_time": in_time,
        "abandoned_in_time": quick, "short_abandoned": sudden, "waiting_late": 0,
        "waited_answered": answered * _number(f"{seed}w", 9, 31), "waited_abandoned": abandoned * 38,
        "longest": _number(f"{seed}l", 80, 410), "talk": talk, "hold": answered * 19, "wrap_up": wrap_up,
        "handling": talk + wrap_up + answered * 19, "menu": calls * 24, "menu_calls": calls,
        "rings": answered + 9, "not_answered": 6, "declined": 3,
        **{f"above_{name}": above.get(name, in_time) for name in below},
        **{f"below_{name}": value for name, value in below.items()},
    }  # fmt: skip


def _value(rule: FigureRule, sums: list[dict[str, float]], seeds: list[str]) -> Cell:
    figure = rule.figure
    if figure.id.startswith("queue."):
        total = {code: sum(each[code] for each in sums) for code in _measures("", short=False)}
        if rule.above == "longest":
            total["longest"] = max((each["longest"] for each in sums), default=0)
        value = rule.value(total)
        return None if value is None else round(value, 4)
    if not seeds:
        return 0.0 if figure.unit is FigureUnit.COUNT else None
    seed = f"{figure.id}{seeds[0]}"
    long = _LONG.get(figure.id.partition(".")[2])
    if long is not None:
        return float(long + _number(seed, 0, 1200))
    match figure.unit:
        case FigureUnit.COUNT:
            return float(sum(_number(f"{figure.id}{each}", 20, 90) for each in seeds))
        case FigureUnit.PERCENT:
            is_rare = figure.id.endswith(("not_answered", "declined", "left", "repeats", "repeated", "owing"))
            return _number(seed, 80, 600) / 100 if is_rare else _number(seed, 7_000, 9_700) / 100
        case FigureUnit.SECONDS:
            return float(_number(seed, 24, 380))
        case FigureUnit.MONEY:
            return _number(seed, 1_200, 98_000) / 10
        case FigureUnit.POINTS:
            return _number(seed, 380, 470) / 100
        case _:
            return _number(seed, 12, 90) / 10
