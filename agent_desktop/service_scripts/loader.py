"""Loads the service scripts of a folder and refuses a wrong one by file, line and problem."""

from collections.abc import Iterable
from pathlib import Path

from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.service_scripts.checking import check_file, check_folder, newest_of, version_order
from agent_desktop.service_scripts.errors import ScriptFileError, ScriptNotFoundError
from agent_desktop.service_scripts.expand import expand
from agent_desktop.service_scripts.schema import Script

__all__ = ["ScriptFileError", "ScriptLibrary", "ScriptNotFoundError", "load_script", "load_scripts", "problems_in"]


class ScriptLibrary:
    """The scripts that are loaded, with the steps of those that they run. Of a script in several versions the newest
    opens; the others can be finished."""

    def __init__(self, scripts: Iterable[Script]) -> None:
        """Keep `scripts`, whose ids and versions differ, which run no other, and of whose newest one is the default."""
        ordered = sorted(scripts, key=lambda script: (script.id, version_order(script.version)))
        self._by_version = {(script.id, script.version): script for script in ordered}
        self._newest = {script.id: script for script in ordered}

    def get(self, script_id: str, version: str) -> Script:
        """Return one version of one script.

        Raises:
            ScriptNotFoundError: It is not loaded.
        """
        try:
            return self._by_version[script_id, version]
        except KeyError:
            raise ScriptNotFoundError(script_id, version) from None

    def newest(self) -> tuple[Script, ...]:
        """Return the newest version of each script, by id."""
        return tuple(self._newest.values())

    def choices(self) -> list[ScriptChoice]:
        """Return what an agent may change to: the newest version of each script, by id."""
        return [choice_of(script) for script in self._newest.values()]


def choice_of(script: Script) -> ScriptChoice:
    """Return a script's name for lists."""
    return ScriptChoice(script_id=script.id, version=script.version, title=script.title)


def load_scripts(folder: Path) -> ScriptLibrary:
    """Load every ``*.yaml`` of `folder`.

    Raises:
        ScriptFileError: A file is wrong, or the files do not go together: a script and version twice, two scripts for
            the same calls, no default for customers' calls, two defaults of one direction, one that runs a script that
            is not there.
    """
    checked = check_folder(folder)
    for file in checked:
        for problem in file.errors:
            raise problem
    scripts = [file.script for file in checked if file.script is not None]
    subs = newest_of(scripts)
    return ScriptLibrary(expand(script, subs) for script in scripts)


def load_script(path: Path) -> Script:
    """Load one script as it is written; what it runs is not looked for.

    Raises:
        ScriptFileError: The first problem of the file, by line.
    """
    checked = check_file(path)
    if checked.script is None or checked.errors:
        raise checked.errors[0]
    return checked.script


def problems_in(path: Path) -> list[ScriptFileError]:
    """Return every problem of a script file, by line; empty where it is right. Warnings are none."""
    return list(check_file(path).errors)
