"""Figures as a paper shows them, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.figures import FigureUnit, LevelVariant
from agent_desktop.contract.reports import ReportSubject, ReportTable
from agent_desktop.server.figures.catalogue import FIGURES
from agent_desktop.server.figures.variants import VARIANTS

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MINUTE: Final = 60


def text(words: LocalText, language: Language) -> str:
    return words.get(language) or words.get("en", "")


def two_months(day: date) -> LocalText:
    """Return the name of a month."""
    return {"en": f"{_MONTHS[day.month - 1]} {day.year}", "zh": f"{day.year} 年 {day.month} 月"}


def shown(value: float | None, unit: str, currency: str, language: Language) -> str:
    """Return a figure as it is read; a dash where there is nothing to count it from."""
    if value is None:
        return "–"
    match FigureUnit(unit):
        case FigureUnit.COUNT:
            return f"{value:,.0f}"
        case FigureUnit.PERCENT:
            return f"{value:.1f} %"
        case FigureUnit.SECONDS:
            minutes, seconds = divmod(round(value), _MINUTE)
            return f"{minutes}:{seconds:02d}"
        case FigureUnit.MONEY:
            return f"{currency} {value:,.2f}"
        case FigureUnit.MINUTES:
            return f"{value:,.0f} {'min' if language == 'en' else '分钟'}"
        case _:
            return f"{value:,.2f}"


def tile(table: ReportTable, before: ReportTable, figure: str, currency: str, language: Language) -> dict[str, Any]:
    """Return one figure of all together, beside the month before. `better` is 1, -1, or 0 where neither is."""
    place = next(n for n, each in enumerate(table.columns) if each.figure == figure)
    now, then, column = table.total.values[place], before.total.values[place], table.columns[place]
    more_is_better = FIGURES[figure].figure.more_is_better
    better = 0
    if now is not None and then is not None and more_is_better is not None and now != then:
        better = 1 if (now > then) == more_is_better else -1
    note = ""
    if figure == "queue.service_level" and len(table.definitions) == 1:
        level = table.definitions[0]
        words = {"en": "in {s} s, target {t} %", "zh": "{s} 秒内，目标 {t} %"}[language]
        note = words.format(s=level.answer_seconds, t=level.target_percent)
    before_words = {"en": "before: {v}", "zh": "上月：{v}"}[language]
    return {
        "name": text(column.name, language),
        "value": shown(now, column.unit, currency, language),
        "before": before_words.format(v=shown(then, column.unit, currency, language)),
        "better": better,
        "note": note,
    }


def definitions_of(
    tables: Mapping[ReportSubject, ReportTable],
    tiles: Sequence[tuple[ReportSubject, str]],
    listed: Sequence[tuple[ReportSubject, Sequence[str]]],
    language: Language,
) -> list[dict[str, str]]:
    """Return the formula of each figure that the paper has, and by which definition service levels were counted."""
    return list(_definitions(tables, tiles, listed, language))


def _definitions(
    tables: Mapping[ReportSubject, ReportTable],
    tiles: Sequence[tuple[ReportSubject, str]],
    listed: Sequence[tuple[ReportSubject, Sequence[str]]],
    language: Language,
) -> Iterator[dict[str, str]]:
    names = {each.variant: each for each in VARIANTS}
    for level in tables[ReportSubject.QUEUES].definitions:
        words = names[LevelVariant(level.variant)]
        queue = level.queue or {"en": "every queue without one of its own", "zh": "未单独设定的队列"}[language]
        yield {
            "name": {"en": f"Service level of {queue}", "zh": f"服务水平（{queue}）"}[language],
            "formula": text(words.formula, language),
            "symbols": f"{words.symbols}   T = {level.answer_seconds} s, S = {level.short_seconds} s",
            "excluded": "",
        }
    figures = dict.fromkeys([*(each for _, each in tiles), *(each for _, those in listed for each in those)])
    between = {"en": "; ", "zh": "；"}[language]
    for each in figures:
        figure = FIGURES[each].figure
        yield {
            "name": text(figure.name, language),
            "formula": text(figure.formula, language),
            "symbols": figure.symbols,
            "excluded": between.join(text(one, language) for one in figure.excluded),
        }
