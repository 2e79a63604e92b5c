"""Files that a process has read once are not read again.

Each centre of a test reads what comes with the program, eighteen scripts and eight files of rules: half of what a
centre costs. Here the second reading of the same text is the first one's; what is read is frozen, and never the
centre's own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.calendars.schema import CalendarsFile
from agent_desktop.server import checked_files
from agent_desktop.server.checked_files import Reading
from agent_desktop.server.complaint_clocks import files as clock_files
from agent_desktop.server.scripts import opening
from agent_desktop.service_scripts.loader import ScriptLibrary, load_scripts
from agent_desktop.service_scripts.yaml_lines import LinedYaml, read_yaml


@contextmanager
def files_read_once() -> Iterator[None]:
    """Have a server's start read each text once for the length of the block. A wrong one is refused each time."""
    libraries: dict[tuple[Path, tuple[tuple[str, bytes], ...]], ScriptLibrary] = {}
    values: dict[tuple[Path, bytes], LinedYaml] = {}
    read_calendars = clock_files.read_calendars
    readings: dict[tuple[Path, bytes], Reading[CalendarsFile]] = {}
    calendars: dict[int, tuple[CalendarsFile, Calendars]] = {}

    def load_once(folder: Path) -> ScriptLibrary:
        try:
            key = (folder, tuple(sorted((path.name, path.read_bytes()) for path in folder.glob("*.yaml"))))
        except OSError:
            return load_scripts(folder)
        if key not in libraries:
            libraries[key] = load_scripts(folder)
        return libraries[key]

    def read_once(path: Path) -> LinedYaml:
        try:
            key = (path, path.read_bytes())
        except OSError:
            return read_yaml(path)
        if key not in values:
            values[key] = read_yaml(path)
        return values[key]

    def read_calendars_once(path: Path) -> Reading[CalendarsFile]:
        try:
            key = (path, path.read_bytes())
        except OSError:
            return read_calendars(path)
        if key not in readings:
            readings[key] = read_calendars(path)
        return readings[key]

    def calendars_once(file: CalendarsFile) -> Calendars:
        """The years that a calendar has looked up it knows for the next centre as well."""
        if id(file) not in calendars:
            calendars[id(file)] = file, Calendars(file)
        return calendars[id(file)][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "load_scripts", load_once)
        patch.setattr(checked_files, "read_yaml", read_once)
        patch.setattr(clock_files, "read_calendars", read_calendars_once)
        patch.setattr(clock_files, "Calendars", calendars_once)
        yield
