"""``agent-desktop prospects``: the figures of callers who are no customers yet."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.prospects import ProspectFigures
from agent_desktop.figures import write_figures
from agent_desktop.records.customers.options import options_from
from agent_desktop.records.prospects.service import prospect_figures
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say


def run_prospects(
    settings: Settings, secrets: Secrets, wish: Namespace, language: Language, tell: Callable[[str], None]
) -> int:
    """Count and tell; with `json` write the figures there too. `wish` has the options of `add_prospect_options`.

    Returns the exit status.

    Raises:
        StartError: The database cannot be opened.
        OSError: The file cannot be written.
    """
    since: date = wish.since
    until: date = wish.until
    json_path: Path | None = wish.json
    engine = open_database(settings, secrets)
    try:
        with Session(engine) as session:
            figures = prospect_figures(session, since=since, until=until, options=options_from(settings))
    finally:
        engine.dispose()
    for line in lines_of(figures, language):
        tell(line)
    if json_path is not None:
        stored: dict[str, JsonValue] = figures.model_dump(mode="json")
        write_figures(json_path, stored)
    return 0


def lines_of(figures: ProspectFigures, language: Language) -> list[str]:
    """Return what is told of the figures."""
    lines = [
        say(
            "prospects_kept",
            language,
            since=figures.since.isoformat(),
            until=figures.until.isoformat(),
            kept=f"{figures.kept:,}",
            consenting=f"{figures.consenting:,}",
            became=f"{figures.became:,}",
        )
    ]
    for each in figures.by_day:
        name = say(f"interest_{each.interest.value if each.interest is not None else 'none'}", language)
        lines.append(say("prospects_day", language, day=each.day.isoformat(), count=f"{each.count:,}", interest=name))
    return lines
