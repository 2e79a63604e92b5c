"""Everything that is there where calls are recorded, from the settings; nothing where none are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from agent_desktop.records.recordings.files import SealedFiles
from agent_desktop.records.recordings.sealing import MasterKeys
from agent_desktop.server.recordings.keeping import Begin, RecordingKeeper
from agent_desktop.server.secrets import SecretName
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings, recordings_folder
from agent_desktop.settings_reader import SettingsError
from telephony.providers.base import RecordingStore


@dataclass(frozen=True, slots=True)
class Recordings:
    """`files` None: no call is recorded, and there is no worker."""

    files: SealedFiles | None = None
    keeper: RecordingKeeper | None = None

    def workers(self) -> list[Repeated]:
        """Return the threads that look after recordings."""
        return [] if self.keeper is None else [self.keeper.worker()]


def open_recordings(
    settings: Settings, keys: Mapping[str, str], begin: Begin, stores: Sequence[RecordingStore], zone: tzinfo
) -> Recordings:
    """Return what keeps recordings.

    Raises:
        MasterKeyWrongError: What is set as master key is none.
        SettingsError: The folder lies among the files of a program.
    """
    if not settings.recordings.policies:
        return Recordings()
    files = SealedFiles(checked_folder(settings), MasterKeys(keys[SecretName.RECORDINGS]))
    return Recordings(files, RecordingKeeper(begin, files, {each.name: each for each in stores}, zone))


def checked_folder(settings: Settings) -> Path:
    """Return where recordings lie.

    Raises:
        SettingsError: Somebody keeps versions of what lies there: a recording would be in all of them for ever.
    """
    folder = recordings_folder(settings).absolute()
    if any((each / ".git").exists() for each in (folder, *folder.parents)):
        raise SettingsError("config_value_wrong", file="", key="recordings.folder", value=str(folder), limit="no .git")
    return folder
