"""The demo: with a screen, a desktop and somebody to call it; without one, a whole call that plays itself."""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import sqlalchemy as sa
from pydantic import JsonValue

from agent_desktop.demo.call_record import CallRecord, read_call_record
from agent_desktop.demo.prepare import BankCode
from agent_desktop.demo.processes import Addresses, CarrierCode, DemoWish, DemoWorld
from agent_desktop.server.database import create_engine
from agent_desktop.words import Language, say

if TYPE_CHECKING:
    from agent_desktop.demo.guided import Played
    from agent_desktop.demo.trial_caller.people import DatabasePeople, ServicePeople

FAILED: Final = 1

_GUIDED_RING_SECONDS: Final = 90  # pictures are taken while it rings
_SHOWCASE: Final = "Estelle"


def run_demo(
    *,
    bank: str,
    data: Path | None,
    customers: int,
    no_screen: bool,
    output: Path,
    language: Language,
    carrier: str = "simulator",
    folder: Path | None = None,
    tell: Callable[[str], None] = print,
) -> int:
    """Run the demo and return the exit status: without a screen 0 only if all of the call happened.

    `output` gets the pictures and the report of a run without a screen. `folder` keeps the demo's database; by
    default a folder in the person's own data.

    Raises:
        StartError: Something cannot be started; AlreadyRunningError: a demo of this bank runs in this folder.
        ExtractNotFoundError: `data` lacks a file of the bank's extracts.
        StandInMissingError: `carrier` is Twilio's stand-in, and this program runs without its source.
    """
    with_screen = not no_screen and has_screen(os.environ, sys.platform)
    wish = DemoWish(
        bank=cast("BankCode", bank),
        carrier=cast("CarrierCode", carrier),
        data=data,
        customers=customers,
        language=language,
    )
    if folder is not None:
        wish = replace(wish, folder=folder)
    if with_screen:
        return _with_screen(wish, tell)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return _without_screen(wish, output, tell)


def has_screen(environment: Mapping[str, str], system: str) -> bool:
    """Return whether there is a screen to show windows on; QT_QPA_PLATFORM=offscreen says that there is none."""
    if environment.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    if system in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _with_screen(wish: DemoWish, tell: Callable[[str], None]) -> int:
    from agent_desktop.demo.windows import run_windows

    with DemoWorld(wish, tell) as world, _people(world.addresses) as people:
        tell(say("demo_windows", wish.language))
        return run_windows(world.addresses, people, language=wish.language)


def _without_screen(wish: DemoWish, output: Path, tell: Callable[[str], None]) -> int:
    from agent_desktop.demo.pump import StepFailedError
    from agent_desktop.demo.windows import run_guided

    wish = replace(wish, ring_seconds=_GUIDED_RING_SECONDS)
    with DemoWorld(wish, tell) as world, _people(world.addresses) as people:
        output.mkdir(parents=True, exist_ok=True)
        for old in [*output.glob("[0-9]-*.png"), output / "report.json"]:
            old.unlink(missing_ok=True)
        addresses = world.addresses
        engine = create_engine(addresses.database)
        try:
            caller = _caller_of(wish, engine)
            played, failure = run_guided(
                addresses,
                people,
                caller,
                output,
                lambda stage: tell(say("demo_stage", wish.language, stage=stage)),
            )
            record = read_call_record(engine, played.call_id) if played.call_id is not None else None
        finally:
            engine.dispose()
    missing = [str(failure)] if isinstance(failure, StepFailedError) else _missing(played, record)
    _write_report(output / "report.json", wish, played, record, missing)
    if missing:
        tell(say("demo_failed", wish.language, what="; ".join(missing), path=output / "report.json"))
        return FAILED
    tell(say("demo_done", wish.language, folder=output, milliseconds=_pop_milliseconds(played, record)))
    return 0


def _caller_of(wish: DemoWish, engine: sa.Engine) -> str:
    """Return by what whoever calls is found: nothing is everybody."""
    if wish.bank != "trial":
        return _richest(engine)
    return _SHOWCASE if wish.carrier == "simulator" else ""


def _missing(played: "Played", record: CallRecord | None) -> list[str]:
    """Return what did not happen of all that should have."""
    from agent_desktop.demo.guided import STAGES

    missing = [f"stage {stage}" for stage in STAGES if stage not in played.done]
    if len(played.pictures) != 4 * len(STAGES):
        missing.append("pictures")
    if record is None:
        return [*missing, "the call in the database"]
    wanted = {
        "an ended call": record.state == "ended",
        "the customer": record.customer_id is not None,
        "the note": bool(record.note),
        "the script run": record.script_answers > 0 and record.must_said > 0,
        "the outcome": bool(record.disposition_code) and record.finished_at is not None,
        "the contact": record.contact_id is not None,
        "the audit": record.looks_audited > 0,
        "the time of the pop": _pop_milliseconds(played, record) is not None,
    }
    return missing + [what for what, there in wanted.items() if not there]


def _pop_milliseconds(played: "Played", record: CallRecord | None) -> float | None:
    if record is None or record.reported_at is None or played.painted_at is None:
        return None
    return round((played.painted_at - record.reported_at).total_seconds() * 1000, 1)


def _write_report(path: Path, wish: DemoWish, played: "Played", record: CallRecord | None, missing: list[str]) -> None:
    def since_report(at: datetime | None) -> float | None:
        if at is None or record is None or record.reported_at is None:
            return None
        return round((at - record.reported_at).total_seconds() * 1000, 1)

    report: dict[str, JsonValue] = {
        "bank": wish.bank,
        "carrier": wish.carrier,
        "made_at": datetime.now(UTC).isoformat(),
        "machine": _machine(),
        "everything_happened": not missing,
        "missing": list(missing),
        "stages": list(played.done),
        "pictures": list(played.pictures),
        # From the carrier's report of the call, by the one clock of this machine.
        "pop_milliseconds": {
            "report_received": since_report(record.received_at if record else None),
            "offer_made": since_report(record.offered_at if record else None),
            "profile_painted": since_report(played.painted_at),
        },
    }
    if record is not None:
        report |= record.as_json()
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


@contextmanager
def _people(addresses: Addresses) -> "Iterator[ServicePeople | DatabasePeople]":
    from agent_desktop.demo.trial_caller.people import DatabasePeople, ServicePeople

    people: ServicePeople | DatabasePeople
    if addresses.bank_systems:
        people = ServicePeople(addresses.bank_systems, addresses.bank_systems_key)
    else:
        people = DatabasePeople(create_engine(addresses.database))
    try:
        yield people
    finally:
        people.close()


def _richest(engine: sa.Engine) -> str:
    """Return the number of the customer with products in the most systems and, if one has, with money on an account."""
    with engine.connect() as connection:
        return str(connection.scalar(_RICHEST))


_RICHEST: Final = sa.text(
    """
    SELECT c.customer_number FROM customers c
    JOIN holding_parties p USING (customer_id) JOIN holdings h USING (holding_id)
    JOIN customer_phone_numbers n USING (customer_id)
    GROUP BY c.customer_id, c.customer_number
    ORDER BY count(DISTINCT h.source_code) DESC, bool_or(h.balance <> 0) DESC NULLS LAST,
        count(DISTINCT h.holding_id) DESC, c.customer_number
    LIMIT 1
    """
)
