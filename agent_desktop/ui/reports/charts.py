"""One figure of a report as a chart: which bars it has, and what is said of each."""

from datetime import tzinfo
from typing import Final

from agent_desktop.contract.figures import FigureUnit
from agent_desktop.contract.reports import ReportRow, ReportTable, Step
from agent_desktop.ui.reports.presenter import ReportsState
from agent_desktop.ui.reports.words import days_text, step_text, translate, unit_words, value_text
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.chart_data import ChartData, ChartPoint, Series
from agent_desktop.ui.widgets.formats import day_text, words

MOST_KEYS: Final = 24
MOST_STEPS: Final = 200
"""More bars than these are not told apart."""


def chart_of(state: ReportsState, zone: tzinfo | None) -> ChartData:
    """Return the chosen figure over the time, or of each row: the highest first. `key` of a point is its number among
    `chart_rows`."""
    table = state.table
    place = _place(state)
    if table is None or place < 0:
        return ChartData("")
    column = table.columns[place]
    rows = chart_rows(state)
    points = tuple(_point(number, row, table, place, zone) for number, row in enumerate(rows))
    name, unit = words(column.name), unit_words(column.unit)
    if column.unit == FigureUnit.SECONDS:
        unit = translate("Reports", "s")
    elif column.unit == FigureUnit.PERCENT:
        unit = "%"
    elif column.unit == FigureUnit.MONEY:
        unit = table.currency
    legend = f"{name} ({unit})" if unit else name
    all_rows = _candidates(state)
    if len(all_rows) > len(rows):
        by_time = bool(rows) and rows[0].start_at is not None
        text = (
            translate("Reports", "{name}, the last {count}")
            if by_time
            else translate("Reports", "{name}, the {count} highest")
        )
        legend = text.format(name=legend, count=len(rows))
    return ChartData(title=f"{name} · {days_text(table)}", series=(Series(legend, Token.ACCENT_FILL),), points=points)


def chart_rows(state: ReportsState) -> tuple[ReportRow, ...]:
    """Return the rows that the chart draws, in its order."""
    rows, place = _candidates(state), _place(state)
    if rows and rows[0].start_at is not None:
        return rows[-MOST_STEPS:]
    ranked = sorted(rows, key=lambda row: (row.values[place] is None, -(row.values[place] or 0.0)))
    return tuple(ranked[:MOST_KEYS])


def _candidates(state: ReportsState) -> tuple[ReportRow, ...]:
    rows = state.listed
    if state.table is not None and rows and rows[0].start_at is not None and rows[0].key is not None:
        return state.table.by_time  # each key in each step would be too many bars: all keys together
    return rows


def _place(state: ReportsState) -> int:
    columns = state.table.columns if state.table is not None else ()
    return next((number for number, each in enumerate(columns) if each.figure == state.figure), -1)


def _point(number: int, row: ReportRow, table: ReportTable, place: int, zone: tzinfo | None) -> ChartPoint:
    name = step_text(row, table, zone) if row.start_at is not None else words(row.name)
    value, column = row.values[place], table.columns[place]
    said = f"{name}: {value_text(value, column.unit, table.currency)}"
    by_day = row.start_at is not None and table.query.step is Step.DAY
    label = day_text(row.start_at.astimezone(zone).date(), table.last) if by_day and row.start_at else name
    return ChartPoint(str(number), label, (max(value or 0.0, 0.0),), None, said)
