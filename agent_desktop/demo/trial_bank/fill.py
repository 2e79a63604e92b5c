"""Makes the trial bank and loads it the way every bank is loaded: extracts, mapping, import."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

import sqlalchemy as sa
from pydantic import JsonValue

from agent_desktop.demo.trial_bank.bank import TrialBank, this_midnight
from agent_desktop.demo.trial_bank.extracts import write_extracts
from agent_desktop.demo.trial_bank.second.extracts import write_second_extracts
from agent_desktop.demo.trial_bank.second.slips import SlipRates
from agent_desktop.demo.trial_bank.sizes import database_size
from agent_desktop.figures import write_figures
from agent_desktop.records.sources.progress import Progress, Step, no_progress
from agent_desktop.records.sources.report import ImportReport
from agent_desktop.records.sources.run import run_import
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.settings import Settings, resources_folder
from agent_desktop.words import Language, say


@dataclass(frozen=True, slots=True)
class SecondSystems:
    """Have other systems know some of the customers too, with slips at `rates`. `truth` gets who is who."""

    rates: SlipRates
    truth: Path | None = None


def second_mapping() -> Path:
    """Return the mapping of what the second systems deliver."""
    return resources_folder() / "mappings" / "trial_bank_second.yaml"


def trial_bank_mapping() -> Path:
    """Return the mapping of the trial bank's extracts."""
    return resources_folder() / "mappings" / "trial_bank.yaml"


def run_trial_bank(
    engine: sa.Engine,
    customers: int,
    seed: int,
    as_of: datetime,
    *,
    folder: Path | None = None,
    progress: Progress = no_progress,
    json_path: Path | None = None,
    second: SecondSystems | None = None,
) -> ImportReport:
    """Make a bank of that many customers and load it; running it again changes nothing.

    `as_of` is the bank's midnight that all its days are counted from. `folder` keeps the extracts; otherwise they are
    gone afterwards. `json_path` gets the figures. `second` has other systems know some of the customers too; what the
    figures count is the bank without them.

    Raises:
        ValueError: A number of customers that cannot be.
        OSError: A folder or file cannot be written.
    """
    bank = TrialBank(seed, customers, as_of)
    began = monotonic()
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="agent-desktop-")))
        write_extracts(bank, folder, progress)
        made_seconds = monotonic() - began
        report = run_import(engine, trial_bank_mapping(), folder, progress=progress)
        if second is not None:
            write_second_extracts(bank, second.rates, folder, second.truth)
            run_import(engine, second_mapping(), folder, progress=progress)
    if json_path is not None:
        size = database_size(engine)
        figures: dict[str, JsonValue] = {
            "customers": customers,
            "seed": seed,
            "as_of": as_of.isoformat(),
            "seconds": round(monotonic() - began, 3),
            "made_seconds": round(made_seconds, 3),
            "database_bytes": size.size_bytes,
            "tables": {name: asdict(table) for name, table in size.tables.items()},
            "import": report.as_json(),
        }
        write_figures(json_path, figures)
    return report


def fill_trial_bank(
    settings: Settings,
    secrets: Secrets,
    *,
    customers: int,
    seed: int,
    folder: Path | None = None,
    json_path: Path | None = None,
    language: Language = "en",
    tell: Callable[[str], None] = print,
    second: SecondSystems | None = None,
) -> int:
    """Fill the database that the settings name with a trial bank as of today; return the exit status.

    Raises:
        StartError: The database cannot be opened.
    """
    engine = open_database(settings, secrets)
    began = monotonic()
    try:
        report = run_trial_bank(
            engine,
            customers,
            seed,
            this_midnight(),
            folder=folder,
            progress=told(tell, language),
            json_path=json_path,
            second=second,
        )
        size = database_size(engine)
    finally:
        engine.dispose()
    for name, table in size.tables.items():
        tell(say("trial_bank_table", language, table=name, rows=f"{table.rows:,}", size=_megabytes(table.size_bytes)))
    tell(
        say(
            "trial_bank_size",
            language,
            customers=f"{customers:,}",
            seconds=round(monotonic() - began),
            size=_megabytes(size.size_bytes),
        )
    )
    tell(
        say(
            "import_done",
            language,
            read=report.read,
            rejected=report.rejected,
            inserted=report.inserted,
            updated=report.updated,
            unchanged=report.unchanged,
            removed=report.removed,
        )
    )
    return 0


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:,.0f}"


def told(tell: Callable[[str], None], language: Language, *, every_seconds: float = 1.0) -> Progress:
    """Return a progress that tells how far a long step is, at most once in `every_seconds`."""
    last = monotonic()

    def progress(step: Step, done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last >= every_seconds:
            last = monotonic()
            percent = 100 * done // total if total else 100
            tell(say("import_step", language, step=step.in_words(language), percent=percent))

    return progress
