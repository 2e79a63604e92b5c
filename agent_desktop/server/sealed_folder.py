"""Where sealed files may lie."""

from pathlib import Path

from agent_desktop.settings_reader import SettingsError


def unversioned(folder: Path, key: str) -> Path:
    """Return the folder that the setting `key` names.

    Raises:
        SettingsError: Somebody keeps versions of what lies there: what is removed would be in all of them for ever.
    """
    folder = folder.absolute()
    if any((each / ".git").exists() for each in (folder, *folder.parents)):
        raise SettingsError("config_value_wrong", file="", key=key, value=str(folder), limit="no .git")
    return folder
