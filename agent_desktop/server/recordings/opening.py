"""Everything that is there where calls are recorded, or were; nothing where none ever was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.recordings.errors import recording_damaged
from agent_desktop.records.recordings.repository import RecordingRepository
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.records.sealed_files.sealing import MasterKeys
from agent_desktop.server.recordings.keeping import RecordingKeeper
from agent_desktop.server.recordings.lagging import Begin, CarrierRooms
from agent_desktop.server.sealed_folder import unversioned
from agent_desktop.server.secrets import VARIABLES, SecretName, Secrets, needed
from agent_desktop.server.start_errors import StartError
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings, recordings_folder
from telephony.providers.base import RecordingStore


class RecordingsKeyNeededError(StartError):
    """`count`, `variable`: how many recordings are still looked after, and where the key could be set."""

    code = ErrorCode.RECORDING_KEY_NEEDED


@dataclass(frozen=True, slots=True)
class Recordings:
    """`files` None: no call is recorded, nothing is kept of any, and there is no worker."""

    files: SealedFiles | None = None
    keeper: RecordingKeeper | None = None

    def workers(self) -> list[Repeated]:
        """Return the threads that look after recordings."""
        return [] if self.keeper is None else [self.keeper.worker()]


def open_recordings(
    settings: Settings,
    secrets: Secrets,
    begin: Begin,
    rooms: CarrierRooms,
    stores: Sequence[RecordingStore],
    zone: tzinfo,
) -> Recordings:
    """Return what keeps recordings: also without any policy as long as one is kept, is to be fetched or to be deleted.

    Raises:
        RecordingsKeyNeededError: There is no master key, and something is kept.
        MasterKeyWrongError: What is set as master key is none.
        SettingsError: The folder lies among the files of a program.
    """
    if not settings.recordings.policies:
        with begin() as work:
            unfinished = RecordingRepository(work.session).count_unfinished()
        if not unfinished:
            return Recordings()
        if not secrets.get(SecretName.RECORDINGS):
            raise RecordingsKeyNeededError(count=unfinished, variable=VARIABLES[SecretName.RECORDINGS])
    files = SealedFiles(checked_folder(settings), MasterKeys(needed(secrets, SecretName.RECORDINGS)), recording_damaged)
    return Recordings(files, RecordingKeeper(begin, files, {each.name: each for each in stores}, zone, rooms))


def checked_folder(settings: Settings) -> Path:
    """Return where recordings lie.

    Raises:
        SettingsError: Somebody keeps versions of what lies there: a recording would be in all of them for ever.
    """
    return unversioned(recordings_folder(settings), "recordings.folder")
