"""Gets a database ready for the demo: tables, a bank's data, and an agent who may sign in."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Role
from agent_desktop.demo.trial_bank.fill import run_trial_bank, trial_bank_mapping
from agent_desktop.records.alerts.run import work_out_alerts
from agent_desktop.records.customers.options import options_from
from agent_desktop.records.sources.progress import Progress
from agent_desktop.records.sources.run import run_import
from agent_desktop.records.valuation.run import value_customers
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.server.auth.models import RefreshTokenRow
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.database import session_factory
from agent_desktop.server.start_errors import StartError
from agent_desktop.server.valuation.formula import load_formula, moment_of
from agent_desktop.server.valuation.handling import gather_handling
from agent_desktop.settings import load_settings, resources_folder

BankCode = Literal["trial", "pkdd99"]

AGENT: Final = "demo"
"""The name the demo's agent signs in with."""

KEPT_FOR: Final = timedelta(days=7)
"""How long a loaded trial bank stays good: its "yesterday" is then a week old, and a start takes seconds."""

_DISPLAY_NAME: Final = "Amy Lau"
_ROLES: Final = (Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.COMPLAINT_HANDLER)
"""The demo's agent edits queues and routing too, deals with complaints, and sees the board and the reports."""


class DataFolderNeededError(StartError):
    """`file`, `folder`: an extract of the bank that is to be loaded."""

    code = ErrorCode.EXTRACT_NOT_FOUND


@dataclass(frozen=True, slots=True)
class BankData:
    """Which data the demo is to have. `as_of` is the trial bank's midnight; `data` the folder of real extracts."""

    bank: BankCode
    customers: int
    seed: int
    as_of: datetime
    data: Path | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """The data that is there. `as_of` is the midnight it was counted from; `by_this_start` whether it is new."""

    as_of: datetime
    by_this_start: bool


def expect_data(bank: BankCode, data: Path | None) -> None:
    """Refuse a bank of extracts without the folder they are in.

    Raises:
        DataFolderNeededError: `data` is None.
    """
    if bank != "trial" and data is None:
        raise DataFolderNeededError(file="client.asc", folder="DATA=…")


def fill_once(
    engine: sa.Engine, wanted: BankData, note: Path, *, progress: Progress, announce: Callable[[], None]
) -> Loaded:
    """Load the bank unless `note` says that this data is there, for a trial bank of the last week; say what is there.

    `announce` is called before a load. `note` is written when it is done, so a load that was broken off is done again.

    Raises:
        DataFolderNeededError: A bank of extracts without its folder.
        ExtractNotFoundError: The folder lacks a file.
    """
    expect_data(wanted.bank, wanted.data)
    made_from = _made_from(wanted)
    kept = _kept_as_of(note, made_from)
    if kept is not None and (wanted.bank != "trial" or timedelta() <= wanted.as_of - kept <= KEPT_FOR):
        return Loaded(kept, by_this_start=False)
    note.unlink(missing_ok=True)
    announce()
    if wanted.bank == "trial" or wanted.data is None:
        run_trial_bank(engine, wanted.customers, wanted.seed, wanted.as_of, progress=progress)
    else:
        run_import(engine, _mapping(wanted.bank), wanted.data, progress=progress)
    work_out_alerts(engine, alert_options(load_settings(None)), now=lambda: datetime.now(UTC))
    _value_customers(engine)
    kept_note = {"made_from": made_from, "as_of": wanted.as_of.isoformat()}
    note.write_text(json.dumps(kept_note) + "\n", encoding="utf-8")
    return Loaded(wanted.as_of, by_this_start=True)


def _value_customers(engine: sa.Engine) -> None:
    settings = load_settings(None)
    moment = moment_of(options_from(settings), datetime.now(UTC))
    sessions = session_factory(engine)
    value_customers(sessions, load_formula(settings), moment, gather_handling, now=lambda: datetime.now(UTC))


def let_agent_in(engine: sa.Engine) -> str:
    """Give the demo's agent a new password and return it; it is written nowhere but as a hash.

    Whoever is still signed in with the old one is no longer.
    """
    password = secrets.token_urlsafe(18)
    passwords = Passwords()
    with Session(engine) as session, session.begin():
        user = UserRepository(session).find_user_by_name(AGENT)
        if user is None:
            add_user(
                session,
                passwords,
                name=AGENT,
                display_name=_DISPLAY_NAME,
                password=password,
                roles=_ROLES,
                extension="4021",
                team="Cards",
                site="hong_kong",
            )
        else:
            user.password_hash = passwords.hash(password)
            user.roles = [role.value for role in _ROLES]
            # What a killed demo was signed in with is worth nothing any more, and must not keep its agent in.
            ended = sa.update(RefreshTokenRow).where(
                RefreshTokenRow.user_id == user.user_id, RefreshTokenRow.ended_at.is_(None)
            )
            session.execute(ended.values(ended_at=datetime.now(UTC)))
    return password


def _mapping(bank: BankCode) -> Path:
    return trial_bank_mapping() if bank == "trial" else resources_folder() / "mappings" / f"{bank}.yaml"


def _made_from(wanted: BankData) -> list[JsonValue]:
    mapping = hashlib.sha256(_mapping(wanted.bank).read_bytes()).hexdigest()
    if wanted.bank == "trial":
        return [wanted.bank, mapping, wanted.customers, wanted.seed]
    return [wanted.bank, mapping, str(wanted.data.absolute()) if wanted.data else ""]


def _kept_as_of(note: Path, made_from: list[JsonValue]) -> datetime | None:
    """Return which midnight the loaded data was counted from; None where it is other data, or none."""
    try:
        kept = json.loads(note.read_text(encoding="utf-8"))
        as_of = datetime.fromisoformat(kept["as_of"])
        return as_of if kept["made_from"] == made_from and as_of.tzinfo is not None else None
    except (OSError, ValueError, TypeError, KeyError):
        return None
