"""``agent-desktop recordings``: what is kept of recorded calls, from the machine of the server."""

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from agent_desktop.records.errors import RecordsError
from agent_desktop.records.recordings.errors import recording_damaged
from agent_desktop.records.recordings.models import RecordingRow
from agent_desktop.records.recordings.repository import RecordingRepository
from agent_desktop.records.recordings.service import hold, note_verified, release
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.records.sealed_files.sealing import MasterKeys, WrappedKey, new_master_key
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.errors import ReasonMissingError
from agent_desktop.server.open_database import open_database
from agent_desktop.server.recordings.opening import checked_folder
from agent_desktop.server.secrets import SecretName, Secrets, needed
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say
from telephony.errors import AgentNotFoundError

A_PAGE: Final = 200
DAMAGED: Final = 1
"""The exit status where a file is missing or was changed."""


def run_recordings(
    settings: Settings, secrets: Secrets, wish: Namespace, language: Language, tell: Callable[[str], None]
) -> int:
    """Do what is wished and return the exit status. `wish` has the options of `add_recording_options`.

    Raises:
        RecordingNotFoundError, RecordingNotKeptError, RecordingHeldError: It cannot be held or released.
        AgentNotFoundError: Nobody of the name given signs in here.
        ReasonMissingError: Nobody says why.
        MasterKeyWrongError: The master key is none.
        StartError: The database cannot be opened, or there is no master key.
    """
    if wish.deed == "key":
        tell(new_master_key())
        return 0
    files = None
    if wish.deed == "verify":  # asked before a database is started
        files = SealedFiles(
            checked_folder(settings), MasterKeys(needed(secrets, SecretName.RECORDINGS)), recording_damaged
        )
    engine = open_database(settings, secrets)
    try:
        if files is not None:
            return _verify(engine, files, language, tell)
        with Session(engine) as session, session.begin():
            if wish.deed == "list":
                _list(session, wish, language, tell)
            else:
                tell(_line(_change(session, wish), language))
        return 0
    finally:
        engine.dispose()


def _list(session: Session, wish: Namespace, language: Language, tell: Callable[[str], None]) -> None:
    rows = RecordingRepository(session).list_newest(
        wish.limit, held=wish.held, troubled=wish.troubled, call_id=wish.call
    )
    for row in rows:
        tell(_line(row, language))
    if not rows:
        tell(say("recordings_none", language))


def _change(session: Session, wish: Namespace) -> RecordingRow:
    why = wish.why.strip()
    if not why:
        raise ReasonMissingError
    user = UserRepository(session).find_user_by_name(wish.by)
    if user is None:
        raise AgentNotFoundError(name=wish.by)
    change = hold if wish.deed == "hold" else release
    recording_id: UUID = wish.recording
    return change(session, recording_id, by=user.user_id, why=why, at=datetime.now(UTC))


def _verify(engine: Engine, files: SealedFiles, language: Language, tell: Callable[[str], None]) -> int:
    """Read file after file, each noted by itself: what was read stays noted where it is stopped."""
    good, damaged, last = 0, 0, None
    while True:
        with Session(engine) as session:
            page = RecordingRepository(session).list_stored(last, A_PAGE)
            looked = [(row.recording_id, row.wrapped_key or b"", row.key_name, row.checksum) for row in page]
        if not looked:
            break
        for recording_id, sealed, key_name, checksum in looked:
            problem = ""
            try:
                files.verify(recording_id, WrappedKey(sealed, key_name), checksum)
                good += 1
            except RecordsError as error:
                problem = error.code.value
                damaged += 1
                tell(say("recordings_damaged", language, recording=str(recording_id), code=problem))
            with Session(engine) as session, session.begin():
                note_verified(session, recording_id, problem, at=datetime.now(UTC))
        last = looked[-1][0]
    tell(say("recordings_verified", language, good=f"{good:,}", damaged=f"{damaged:,}"))
    return DAMAGED if damaged else 0


def _line(row: RecordingRow, language: Language) -> str:
    parts = [
        str(row.recording_id),
        row.began_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ"),
        row.state.value,
        "-" if row.seconds is None else f"{row.seconds} s",
        row.basis or "-",
    ]
    if row.keep_until is not None:
        parts.append(say("recordings_until", language, day=row.keep_until.isoformat()))
    if row.held_at is not None:
        parts.append(say("recordings_held", language, why=row.held_why))
    if row.problem:
        parts.append(say("recordings_problem", language, code=row.problem, attempts=row.attempts))
    return "  ".join(parts)
