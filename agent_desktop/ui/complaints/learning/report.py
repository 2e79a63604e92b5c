"""The report as charts: which values each draws, and what is said of each place."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.learning import LearningReport, ParetoBar, Period, TrendPoint
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.chart_data import (
    ChartData,
    ChartPoint,
    ChartShape,
    Level,
    LevelData,
    Series,
)
from agent_desktop.ui.widgets.formats import DASH, day_text, money_text, month_text, words

translate = QCoreApplication.translate
_TARGET = 0.95


def pareto(report: LearningReport) -> ChartData:
    """Return root causes, the most frequent first, with the share of all so far."""
    points = tuple(_cause(bar, report.base_currency) for bar in report.causes)
    return ChartData(
        title=translate("Learning", "Why: root causes"),
        series=(Series(translate("Learning", "Complaints"), Token.ACCENT_FILL),),
        points=points,
        line=translate("Learning", "Share so far") if points else "",
        heads=(
            translate("Learning", "Root cause"),
            translate("Learning", "Complaints"),
            translate("Learning", "Share so far"),
        ),
    )


def _cause(bar: ParetoBar, currency: str) -> ChartPoint:
    said = translate("Learning", "{cause}: {count}, {percent}% of those with a cause, {so_far}% so far")
    text = said.format(
        cause=words(bar.name), count=bar.count, percent=_number(bar.percent), so_far=_number(bar.cumulative_percent)
    )
    if bar.redress:
        text += translate("Learning", ", {amount} redress").format(amount=money_text(currency, bar.redress))
    share = float(bar.cumulative_percent) / 100
    return ChartPoint(bar.code, words(bar.name), (float(bar.count),), share, text)


def trend(report: LearningReport, *, mark: date | None = None, mark_said: str = "") -> ChartData:
    """Return how many were registered in each week or month, those answered late apart."""
    points = tuple(_span(point, report.asked.by) for point in report.trend)
    marked = ""
    if mark is not None:
        marked = max((point.start.isoformat() for point in report.trend if point.start <= mark), default="")
    return ChartData(
        title=translate("Learning", "How many over time"),
        series=(
            Series(translate("Learning", "In time or open"), Token.ACCENT_FILL),
            Series(translate("Learning", "Answered late"), Token.PROBLEM),
        ),
        points=points,
        heads=(
            translate("Learning", "From"),
            translate("Learning", "In time or open"),
            translate("Learning", "Answered late"),
        ),
        mark=marked,
        mark_said=mark_said,
    )


def _span(point: TrendPoint, by: Period) -> ChartPoint:
    label = month_text(point.start) if by is Period.MONTH else day_text(point.start, point.start)
    said = translate("Learning", "{span}: {count} registered, {closed} closed, {late} answered late, {repeats} again")
    text = said.format(
        span=label, count=point.registered, closed=point.closed, late=point.answered_late, repeats=point.repeats
    )
    if point.partial:
        text += translate("Learning", ", not a whole one yet")
    values = (float(max(0, point.registered - point.answered_late)), float(point.answered_late))
    short = label.rpartition(" ")[0] if by is Period.MONTH and " " in label else label
    return ChartPoint(point.start.isoformat(), f"{short}*" if point.partial else short, values, None, text)


def repeats(report: LearningReport) -> ChartData:
    """Return of which categories people complained again."""
    points = tuple(
        ChartPoint(
            group.category,
            words(group.name),
            (float(group.people), float(group.complaints)),
            None,
            translate("Learning", "{category}: {people} people again, {count} complaints").format(
                category=words(group.name), people=group.people, count=group.complaints
            ),
        )
        for group in report.repeats
    )
    return ChartData(
        title=translate("Learning", "Again within 90 days"),
        series=(
            Series(translate("Learning", "People"), Token.AWAY),
            Series(translate("Learning", "Complaints"), Token.ACCENT_FILL),
        ),
        points=points,
        shape=ChartShape.BESIDE,
        heads=(
            translate("Learning", "Category"),
            translate("Learning", "People"),
            translate("Learning", "Complaints"),
        ),
    )


def timeliness(report: LearningReport) -> LevelData:
    """Return how many of each team's were answered in time."""
    levels = []
    for team in report.teams:
        share = float(team.on_time_percent) / 100 if team.on_time_percent is not None else None
        parts = [translate("Learning", "{count} of {all}").format(count=team.on_time, all=team.on_time + team.late)]
        if team.open_late:
            parts.append(translate("Learning", "{count} open and late").format(count=team.open_late))
        if team.median_days is not None:
            parts.append(translate("Learning", "median {days} days").format(days=_number(team.median_days)))
        aside = " · ".join(parts) if share is not None else translate("Learning", "nothing was due")
        percent = f"{share:.0%}" if share is not None else DASH
        said = translate("Learning", "{team}: {percent} in time, {more}").format(
            team=team.team or DASH, percent=percent, more=aside
        )
        levels.append(Level(team.team, team.team or DASH, share, aside, said))
    return LevelData(
        title=translate("Learning", "In time, by team"),
        levels=tuple(levels),
        target=_TARGET,
        heads=(
            translate("Learning", "Team"),
            translate("Learning", "In time, %"),
            translate("Learning", "Of how many"),
        ),
    )


def _number(value: Decimal) -> str:
    text = f"{value:.1f}"
    return text.removesuffix(".0")
