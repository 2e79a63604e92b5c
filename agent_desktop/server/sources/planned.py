"""The loads of the settings, made ready for the server that does them."""

from datetime import time, timedelta, tzinfo
from pathlib import Path

import structlog

from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.sources.errors import MappingWrongError
from agent_desktop.records.sources.mapping import load_mapping
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.sources.timetable import ScheduledLoad
from agent_desktop.settings import Settings
from agent_desktop.settings_sources import LoadSettings

_log = structlog.stdlib.get_logger(__name__)


def scheduled_loads(settings: Settings, zone: tzinfo) -> tuple[ScheduledLoad, ...]:
    """Return the loads of the settings; their times are in `zone`.

    A mapping that is wrong keeps no server from its calls: it is logged here, and told of when the load is due.
    """
    if not settings.sources.loads:
        return ()
    link = link_options(settings)
    alerts = alert_options(settings) if settings.alerts.after_import else None
    return tuple(_load(each, zone, link, alerts) for each in settings.sources.loads)


def _load(wanted: LoadSettings, zone: tzinfo, link: LinkOptions, alerts: AlertOptions | None) -> ScheduledLoad:
    mapping, folder = Path(wanted.mapping), Path(wanted.folder)
    return ScheduledLoad(
        name=wanted.name,
        mapping=mapping,
        folder=folder,
        rejects=Path(wanted.rejects_file) if wanted.rejects_file else folder / "rejects.csv",
        zone=zone,
        systems=wanted.systems,
        covers=wanted.systems or _systems_of(mapping, wanted.name),
        kind=LoadKind(wanted.kind) if wanted.kind else None,
        times=tuple(time.fromisoformat(at) for at in wanted.at),
        every=timedelta(minutes=wanted.every_minutes) if wanted.every_minutes else None,
        link=link,
        alerts=alerts,
        retry=timedelta(minutes=wanted.retry_minutes) if wanted.retry_minutes else None,
    )


def _systems_of(mapping: Path, schedule: str) -> tuple[str, ...]:
    try:
        return tuple(load_mapping(mapping).mapping.systems)
    except MappingWrongError as error:
        _log.warning("sources.mapping_wrong", worker=schedule, where=error.line, code=error.problem.code.value)
        return ()
