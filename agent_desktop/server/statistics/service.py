"""The figures of a period, counted anew from what happened: of each queue, of all of them, of the agents."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from pydantic import JsonValue
from pydantic_core import to_jsonable_python
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.server.errors import QueueUnknownError
from agent_desktop.server.statistics.resolution import Resolution, resolution_of
from telephony.statistics.definitions import DEFAULT, Thresholds
from telephony.statistics.figures import (
    AgentFigures,
    MenuFigures,
    QueueFigures,
    agent_figures,
    menu_figures,
    queue_figures,
)
from telephony.statistics.repository import StatisticsRepository


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` and before `until`, aware; `now` is when it was counted: a call that is still on counts up to it."""

    since: datetime
    until: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Statistics:
    """`queues` in the settings' order, by code and name; `total` of all of these together. `resolution` is of all
    calls, `menu` of those who came to the entry menu and, where queues were named, had chosen one of them."""

    period: Period
    thresholds: Thresholds
    queues: Sequence[tuple[str, LocalText, QueueFigures]]
    total: QueueFigures
    agents: AgentFigures
    resolution: Resolution
    menu: MenuFigures


def statistics_of(
    session: Session,
    period: Period,
    queues: Collection[str] = (),
    thresholds: Thresholds | None = None,
    promises: Collection[str] = (),
) -> Statistics:
    """Count the figures of these queues (empty: of all). Nothing is changed, and nothing of it is kept.

    Agents, and what was resolved at the first contact, are counted whole, whatever the queue. `promises` are the
    dispositions after which a word is still owed.

    Raises:
        QueueUnknownError: There is no such queue.
    """
    limits = thresholds or Thresholds()
    repository = StatisticsRepository(session)
    known = repository.list_queues()
    codes = [code for code, _ in known]
    for code in queues:
        if code not in codes:
            raise QueueUnknownError(queue=code, known=", ".join(codes))
    calls = repository.list_calls(period.since, period.until, queues)
    end = min(period.until, period.now)
    return Statistics(
        period=period,
        thresholds=limits,
        queues=[
            (code, name, queue_figures([call for call in calls if call.queue == code], limits, period.now))
            for code, name in known
            if not queues or code in queues
        ],
        total=queue_figures(calls, limits, period.now),
        agents=agent_figures(
            repository.list_agent_stretches(period.since, end),
            repository.list_rings(period.since, end),
            period.since,
            end,
        ),
        resolution=resolution_of(session, period.since, period.until, period.now, promises),
        menu=menu_figures(calls, repository.list_menu_departures(period.since, period.until, queues)),
    )


def as_json(statistics: Statistics) -> dict[str, JsonValue]:
    """Return the figures with the definition that is shown first, and the thresholds they were counted by."""
    queues: dict[str, JsonValue] = {code: _plain(asdict(figures)) for code, _, figures in statistics.queues}
    return {
        "from": statistics.period.since.isoformat(),
        "to": statistics.period.until.isoformat(),
        "counted_at": statistics.period.now.isoformat(),
        "thresholds": _plain(asdict(statistics.thresholds)),
        "service_level_shown": DEFAULT.value,
        "total": _plain(asdict(statistics.total)),
        "queues": queues,
        "menu": _plain(asdict(statistics.menu)),
        "agents": _plain(asdict(statistics.agents)),
        "first_contact_resolution": {
            "method": "all legs one contact; no repeat in 7 days, same customer and subject; no word owed at its end",
            "share": _rounded(statistics.resolution.share),
            **_plain(asdict(statistics.resolution)),
        },
    }


def _plain(value: Mapping[str, object]) -> dict[str, JsonValue]:
    return {name: _rounded(each) for name, each in to_jsonable_python(value).items()}


def _rounded(value: JsonValue) -> JsonValue:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return value
