"""The words of reports, in the language now shown, and figures as people read them."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.exports import ExportFormat
from agent_desktop.contract.figures import FigureUnit
from agent_desktop.contract.reports import Cadence, Cell, ReportRow, ReportTable, ScheduledWhat, Span, Step
from agent_desktop.ui.reports.presenter import Mistake, Narrow, Rows
from agent_desktop.ui.widgets.formats import (
    DASH,
    clock_text,
    day_text,
    day_time_text,
    month_text,
    time_text,
    weekday_text,
)

translate = QCoreApplication.translate


def span_words() -> tuple[tuple[Span, str], ...]:
    """Return the periods to choose from."""
    return (
        (Span.TODAY, translate("Reports", "Today")),
        (Span.YESTERDAY, translate("Reports", "Yesterday")),
        (Span.LAST_BUSINESS_DAY, translate("Reports", "Last business day")),
        (Span.THIS_WEEK, translate("Reports", "This week")),
        (Span.LAST_WEEK, translate("Reports", "Last week")),
        (Span.THIS_MONTH, translate("Reports", "This month")),
        (Span.LAST_MONTH, translate("Reports", "Last month")),
        (Span.GIVEN, translate("Reports", "From day to day")),
    )


def step_words() -> tuple[tuple[Step, str], ...]:
    """Return how the time can be divided."""
    return (
        (Step.WHOLE, translate("Reports", "The whole time")),
        (Step.MINUTES_15, translate("Reports", "By 15 minutes")),
        (Step.MINUTES_30, translate("Reports", "By 30 minutes")),
        (Step.DAY, translate("Reports", "By day")),
        (Step.WEEK, translate("Reports", "By week")),
        (Step.MONTH, translate("Reports", "By month")),
    )


def narrow_words(narrow: Narrow, count: int = 0) -> str:
    """Name what narrows nothing, or how many narrow it."""
    if count:
        return {
            Narrow.QUEUES: translate("Reports", "{count} queues"),
            Narrow.TEAMS: translate("Reports", "{count} teams"),
            Narrow.AGENTS: translate("Reports", "{count} agents"),
        }[narrow].format(count=count)
    return {
        Narrow.QUEUES: translate("Reports", "All queues"),
        Narrow.TEAMS: translate("Reports", "All teams"),
        Narrow.AGENTS: translate("Reports", "All agents"),
    }[narrow]


def rows_words(rows: Rows, key_name: str) -> str:
    """Name a way to list rows; `key_name` is what the rows are of."""
    return {
        Rows.BOTH: translate("Reports", "Both"),
        Rows.BY_KEY: key_name,
        Rows.BY_TIME: translate("Reports", "Time"),
    }[rows]


def mistake_words(mistake: Mistake) -> str:
    """Say what is wrong with the fields and how to put it right."""
    return {
        Mistake.DAYS: translate("Reports", "Enter two days, the first not after the last, as 2026-12-25."),
        Mistake.TOO_LONG: translate("Reports", "A report is of 1,100 days at most. Choose a later first day."),
        Mistake.INTERVAL_TOO_LONG: translate(
            "Reports", "By 15 or 30 minutes a report is of 62 days at most. Choose days, or less time."
        ),
    }[mistake]


def cadence_words() -> tuple[tuple[Cadence, str], ...]:
    """Return how often a schedule is due."""
    return (
        (Cadence.EVERY_DAY, translate("Reports", "Every day")),
        (Cadence.BUSINESS_DAYS, translate("Reports", "On business days")),
        (Cadence.WEEKLY, translate("Reports", "On Mondays")),
        (Cadence.MONTHLY, translate("Reports", "On the first of the month")),
    )


def what_words() -> tuple[tuple[ScheduledWhat, str], ...]:
    """Return what can be made by itself."""
    return (
        (ScheduledWhat.SAVED_REPORT, translate("Reports", "Saved report")),
        (ScheduledWhat.SERVICE_REPORT, translate("Reports", "Monthly service report (PDF)")),
    )


def kind_words() -> tuple[tuple[ExportFormat, str], ...]:
    """Return the kinds of files."""
    return (
        (ExportFormat.XLSX, translate("Reports", "Excel file")),
        (ExportFormat.CSV, translate("Reports", "CSV file")),
        (ExportFormat.PDF, translate("Reports", "PDF file")),
    )


def sending_words(problem: str) -> str:
    """Say what the last run of a schedule met, by its code."""
    if problem.startswith("mail_uncertain"):
        return translate(
            "Reports", "The e-mail may have gone out or not. Ask who should have it before it is sent again."
        )
    if problem.startswith("mail_"):
        return translate("Reports", "The e-mail was not sent. The mail server did not take it.")
    return {
        "folder_not_writable": translate("Reports", "The folder cannot be written to."),
        "folder_unknown": translate("Reports", "The settings of the server no longer name the folder."),
        "report_unknown": translate("Reports", "The saved report is gone."),
        "owner_gone": translate("Reports", "Whoever set it up has no account any more."),
    }.get(problem, translate("Reports", "It was not made: {code}.").format(code=problem))


def value_text(value: Cell, unit: str, currency: str = "") -> str:
    """Return a figure as people read it; a dash where there is nothing to count it from."""
    if value is None:
        return DASH
    match unit:
        case FigureUnit.COUNT:
            return f"{value:,.0f}"
        case FigureUnit.PERCENT:
            return f"{value:,.2f} %"
        case FigureUnit.SECONDS:
            return clock_text(round(value))
        case FigureUnit.MINUTES | FigureUnit.DAYS:
            return f"{value:,.1f}"
        case FigureUnit.MONEY:
            return f"{currency} {value:,.2f}".strip()
        case _:
            return f"{value:,.2f}"


def unit_words(unit: str) -> str:
    """Say in a column's head what its numbers are, where the numbers do not say it."""
    return {
        FigureUnit.MINUTES.value: translate("Reports", "min"),
        FigureUnit.DAYS.value: translate("Reports", "days"),
        FigureUnit.POINTS.value: translate("Reports", "of 5"),
    }.get(unit, "")


def step_text(row: ReportRow, table: ReportTable, zone: tzinfo | None) -> str:
    """Name the time of a row, as short as its step allows."""
    if row.start_at is None:
        return ""
    local = row.start_at.astimezone(zone)
    day = local.date()
    match table.query.step:
        case Step.MINUTES_15 | Step.MINUTES_30:
            return time_text(local) if table.first == table.last else f"{day_text(day, table.last)} {time_text(local)}"
        case Step.MONTH:
            return month_text(day)
        case Step.WEEK:
            return translate("Reports", "Week of {day}").format(day=day_text(day, table.last))
        case _:
            return weekday_text(day) if day.year == table.last.year else day_text(day, table.last)


def days_text(table: ReportTable) -> str:
    """Say of which days a table is."""
    first, last = day_text(table.first, table.last), day_text(table.last, table.last)
    return first if table.first == table.last else f"{first} – {last}"


def moment_text(at: datetime, zone: tzinfo | None, now: datetime) -> str:
    """Return day and time of day."""
    local = at.astimezone(zone)
    return day_time_text(local, now.astimezone(zone).date())
