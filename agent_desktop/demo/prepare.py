"""Gets a database ready for the demo: tables, a bank's data, and an agent who may sign in."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Role
from agent_desktop.demo.trial_bank.fill import run_trial_bank, trial_bank_mapping
from agent_desktop.records.sources.progress import Progress
from agent_desktop.records.sources.run import run_import
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.repository import AuthRepository
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.start_errors import StartError
from agent_desktop.settings import resources_folder

BankCode = Literal["trial", "pkdd99"]

AGENT: Final = "demo"
"""The name the demo's agent signs in with."""

_DISPLAY_NAME: Final = "Amy Lau"


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


def expect_data(bank: BankCode, data: Path | None) -> None:
    """Refuse a bank of extracts without the folder they are in.

    Raises:
        DataFolderNeededError: `data` is None.
    """
    if bank != "trial" and data is None:
        raise DataFolderNeededError(file="client.asc", folder="DATA=…")


def fill_once(
    engine: sa.Engine, wanted: BankData, note: Path, *, progress: Progress, announce: Callable[[], None]
) -> bool:
    """Load the bank unless `note` says that just this data is there; return whether anything was loaded.

    `announce` is called before a load. `note` is written when it is done, so a load that was broken off is done again.

    Raises:
        DataFolderNeededError: A bank of extracts without its folder.
        ExtractNotFoundError: The folder lacks a file.
    """
    expect_data(wanted.bank, wanted.data)
    fingerprint = _fingerprint(wanted)
    if note.exists() and note.read_text(encoding="utf-8") == fingerprint:
        return False
    announce()
    if wanted.bank == "trial" or wanted.data is None:
        run_trial_bank(engine, wanted.customers, wanted.seed, wanted.as_of, progress=progress)
    else:
        run_import(engine, _mapping(wanted.bank), wanted.data, progress=progress)
    note.write_text(fingerprint, encoding="utf-8")
    return True


def let_agent_in(engine: sa.Engine) -> str:
    """Give the demo's agent a new password and return it; it is written nowhere but as a hash."""
    password = secrets.token_urlsafe(18)
    passwords = Passwords()
    with Session(engine) as session, session.begin():
        user = AuthRepository(session).find_user_by_name(AGENT)
        if user is None:
            add_user(
                session,
                passwords,
                name=AGENT,
                display_name=_DISPLAY_NAME,
                password=password,
                roles=(Role.AGENT,),
                extension="4021",
                team="Cards",
            )
        else:
            user.password_hash = passwords.hash(password)
    return password


def _mapping(bank: BankCode) -> Path:
    return trial_bank_mapping() if bank == "trial" else resources_folder() / "mappings" / f"{bank}.yaml"


def _fingerprint(wanted: BankData) -> str:
    mapping = hashlib.sha256(_mapping(wanted.bank).read_bytes()).hexdigest()
    if wanted.bank == "trial":
        made_from: list[object] = [wanted.customers, wanted.seed, wanted.as_of.astimezone(UTC).isoformat()]
    else:
        made_from = [str(wanted.data.absolute()) if wanted.data else ""]
    return json.dumps([wanted.bank, mapping, *made_from])
