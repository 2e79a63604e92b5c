"""Puts the live board together, for the composition root."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from agent_desktop.contract.floor_alerts import FloorAlert
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.floor_alerts.repository import FloorAlertRepository
from agent_desktop.records.staffing.reading import forecast_between
from agent_desktop.server.board.known import SHIPPED, Definition, Foreseen
from agent_desktop.server.board.reading import BoardSources, DefinitionOf
from agent_desktop.server.board.routes import board_routes
from agent_desktop.server.board.service import IDLE_SECONDS, BoardService
from agent_desktop.server.board.watching import watching_boards
from agent_desktop.server.figures.service_levels import levels_on
from agent_desktop.server.floor_alerts.limits import LimitsBook
from agent_desktop.server.floor_alerts.service import shown
from agent_desktop.server.help.service import open_help
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.stream.connection import WatchingOf
from agent_desktop.server.transfers.directory_file import load_directory
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings
from telephony.statistics.definitions import ServiceLevel, Thresholds


@dataclass(frozen=True, slots=True)
class OpenedBoard:
    """`watching` is the stream's, `worker` looks while anybody watches."""

    service: BoardService
    watching: WatchingOf
    worker: Repeated
    router: APIRouter


def open_board(
    settings: Settings,
    engine: Engine,
    units: UnitsOfWork,
    own_numbers: Container[str],
    rules: LiveRules,
    callbacks: CallbackBook,
) -> OpenedBoard:
    """Build it. `rules` are those that count now, `callbacks` has those of callbacks.

    Raises:
        DirectoryFileError: The words of sites and teams are wrong.
    """
    plan = load_directory(settings)
    zone = ZoneInfo(settings.records.time_zone)
    limits = LimitsBook(zone)
    sources = BoardSources(
        zone=zone,
        time_zone=settings.records.time_zone,
        own_numbers=own_numbers,
        sites={each.code: each.name for each in plan.sites},
        teams={each.code: each.name for each in plan.teams},
        limits=lambda at: limits.at(rules.floor, at),
        definitions=lambda session, begins_at: _definitions(session, begins_at, zone),
        foreseen=_foreseen,
        help_asked=open_help,
        alerts=_raised,
    )
    service = BoardService(engine, units, sources)
    worker = Repeated("board", service.work, every_seconds=IDLE_SECONDS)
    service.wake = worker.wake
    return OpenedBoard(service, watching_boards(service), worker, board_routes(service, callbacks))


def _definitions(session: Session, begins_at: datetime, zone: ZoneInfo) -> DefinitionOf:
    choices = levels_on(session, begins_at.astimezone(zone).date())
    found = {
        code: Definition(
            ServiceLevel(choice.variant.value),
            Thresholds(choice.answer_seconds, choice.short_seconds),
            choice.target_percent,
        )
        for code, choice in choices.items()
    }
    return lambda code: found.get(code) or found.get("", SHIPPED)


def _raised(session: Session, at: datetime) -> Sequence[FloorAlert]:
    rows = FloorAlertRepository(session).list_raised()
    return [each for each in shown(session, rows, at) if each.on]


def _foreseen(session: Session, since: datetime, until: datetime) -> Foreseen | None:
    forecast = forecast_between(session, since, until)
    return None if forecast is None else Foreseen(forecast.made_at, forecast.calls)
