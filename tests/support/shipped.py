"""What comes with the program, read once in a test process: half a second each time, and frozen."""

from functools import cache

from agent_desktop.service_scripts.loader import ScriptLibrary, load_scripts
from agent_desktop.settings import shipped_file


@cache
def shipped_scripts() -> ScriptLibrary:
    """Return the service scripts that come with the program."""
    return load_scripts(shipped_file("scripts"))
