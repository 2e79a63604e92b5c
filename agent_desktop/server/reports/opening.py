"""Figures and reports, opened together."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from agent_desktop.records.letters.schema import Look
from agent_desktop.server.bank import Bank
from agent_desktop.server.complaint_clocks.files import calendar_of
from agent_desktop.server.exports.source import ExportSource
from agent_desktop.server.exports.typesetting import Typesetter
from agent_desktop.server.mail.port import MailSender
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.keeping import ReportDesk
from agent_desktop.server.reports.routes import figure_routes, report_routes
from agent_desktop.server.reports.scheduled import Places, ScheduledReports
from agent_desktop.server.reports.service_report import ServiceReports
from agent_desktop.server.reports.sources import report_sources
from agent_desktop.server.transfers.surroundings import following_routing
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.valuation.formula import load_formula
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings, shipped_file


@dataclass(frozen=True, slots=True)
class OpenedReports:
    routes: tuple[APIRouter, ...]
    workers: tuple[Repeated, ...]
    sources: list[ExportSource[Any]]


def open_setter(settings: Settings, look: Look) -> Typesetter:
    """Return what sets lists and reports as PDF: with the fonts of letters."""
    fonts = Path(settings.letters.fonts_folder) if settings.letters.fonts_folder else None
    return Typesetter(shipped_file("resources") / "reports", look.latin_fonts, look.chinese_fonts, fonts)


def open_reports(
    settings: Settings, units: UnitsOfWork, bank: Bank, mail: MailSender, setter: Typesetter
) -> OpenedReports:
    """Open them.

    Raises:
        CalendarsFileError, ValueFileError: The calendars, or the formulas of value, are wrong.
        SettingsError: There is no such calendar.
    """
    book = report_book(settings, bank)
    folders = {name: Path(folder) for name, folder in settings.reports.folders.items()}
    desk = ReportDesk(book, folders, can_email=mail.is_set_up)
    service_reports = ServiceReports(book, setter)
    scheduled = ScheduledReports(units, book, service_reports, setter, Places(folders, mail))
    return OpenedReports(
        (figure_routes(desk), report_routes(desk)), (scheduled.worker(),), report_sources(desk, service_reports)
    )


def report_book(settings: Settings, bank: Bank) -> ReportBook:
    """Return what reports need beside the database.

    Raises:
        CalendarsFileError, ValueFileError, SettingsError: As `open_reports`.
    """
    calendar = calendar_of(settings, settings.reports.calendar, "reports.calendar")
    routing = following_routing(settings)

    def promises(session: Session) -> Collection[str]:
        return routing(session).promises

    return ReportBook(
        options=bank.options,
        formula=load_formula(settings),
        scripts=bank.scripts,
        outcomes=bank.dispositions,
        is_worked=calendar.is_working,
        promises=promises,
    )
