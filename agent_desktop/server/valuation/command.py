"""``agent-desktop value``: reckon what every customer is worth, now."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from agent_desktop.figures import write_figures
from agent_desktop.records.customers.options import options_from
from agent_desktop.records.valuation.run import Valued, ValueStep, value_customers
from agent_desktop.server.database import session_factory
from agent_desktop.server.errors import FileNotWritableError
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.valuation.formula import load_formula, moment_of
from agent_desktop.server.valuation.handling import gather_handling
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say


def run_value(
    settings: Settings, secrets: Secrets, json_path: Path | None, language: Language, tell: Callable[[str], None]
) -> int:
    """Reckon and tell how far it is; `json_path` gets the figures. Returns the exit status.

    Raises:
        StartError: The database cannot be opened.
        ValueFileError: The formulas are wrong.
        FileNotWritableError: The file cannot be written; it is said before anything is done.
        ValuationUnderWayError: Another one runs.
    """
    if json_path is not None and (json_path.is_dir() or not json_path.absolute().parent.is_dir()):
        raise FileNotWritableError(file=str(json_path))
    formula = load_formula(settings)

    def progress(step: ValueStep, number: int, steps: int) -> None:
        tell(say("value_step", language, number=number, steps=steps, step=say(f"value_{step.value}", language)))

    engine = open_database(settings, secrets)
    began = monotonic()
    try:
        done = value_customers(
            session_factory(engine),
            formula,
            moment_of(options_from(settings), datetime.now(UTC)),
            gather_handling,
            now=lambda: datetime.now(UTC),
            progress=progress,
        )
    finally:
        engine.dispose()
    assert done is not None  # only a night is left out
    seconds = monotonic() - began
    if json_path is not None:
        write_figures(json_path, {**done.as_json(), "seconds": round(seconds, 1)})
    for line in lines_of(done, seconds, language):
        tell(line)
    return 0


def lines_of(done: Valued, seconds: float, language: Language) -> list[str]:
    """Return what is told of a reckoning."""
    counts = {
        "people": f"{done.people:,}",
        "changed": f"{done.changed:,}",
        "noted": f"{done.noted:,}",
        "tiers": f"{done.tiers:,}",
        "seconds": f"{seconds:,.0f}",
    }
    lines = [say("value_done", language, **counts)]
    if done.tiers_left:
        lines.append(say("value_tiers_left", language, count=f"{done.tiers_left:,}"))
    if done.unpriced:
        lines.append(say("value_unpriced", language, count=f"{done.unpriced:,}"))
    return lines
