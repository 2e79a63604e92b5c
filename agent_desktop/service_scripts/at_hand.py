"""Scripts at hand, wherever they come from: a folder, or the versions that are published."""

from typing import Protocol

from agent_desktop.service_scripts.schema import Script


class Scripts(Protocol):
    """Those that open for calls, and each by its version."""

    def newest(self) -> tuple[Script, ...]:
        """Return what can be opened: one version of each script, by id."""
        ...

    def get(self, script_id: str, version: str) -> Script:
        """Return one version of one script.

        Raises:
            ScriptNotFoundError: It is not at hand.
        """
        ...
