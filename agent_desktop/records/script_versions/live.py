"""The scripts that count, in memory: a screen pop asks no database which one opens."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.records.script_versions.repository import PublishedRepository
from agent_desktop.records.script_versions.service import script_in
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.errors import ScriptNotFoundError
from agent_desktop.service_scripts.schema import Script


class LiveScripts:
    """`service_scripts.at_hand.Scripts` that follows the database. One thread follows, any reads."""

    def __init__(self, scripts: Iterable[Script] = ()) -> None:
        """Begin with these, which open for calls until `follow` is called."""
        self._read: dict[UUID, Script] = {}
        self._followed: frozenset[UUID] = frozenset()
        self._newest = tuple(scripts)

    def newest(self) -> tuple[Script, ...]:
        """See `Scripts.newest`: what is published now."""
        return self._newest

    def get(self, script_id: str, version: str) -> Script:
        """See `Scripts.get`. A version that opens for no call any more is not at hand: `find_script` has it."""
        found = next((each for each in self._newest if (each.id, each.version) == (script_id, version)), None)
        if found is None:
            raise ScriptNotFoundError(script_id, version)
        return found

    def follow(self, session: Session) -> bool:
        """Take what is published now; say whether that is something else than before."""
        published = self._published(session)
        if published.keys() == self._followed:
            return False
        self._followed = frozenset(published)
        self._newest = tuple(published.values())
        return True

    def published_in(self, session: Session) -> tuple[Script, ...]:
        """Return what is published as this transaction sees it, by id: what is checked against it and published in
        the same transaction goes together with it. What is in memory is read no second time."""
        return tuple(self._published(session).values())

    def _published(self, session: Session) -> dict[UUID, Script]:
        known = self._read
        kept = PublishedRepository(session).list_scripts(known.keys())
        read = {
            version_id: Script.model_validate(script) if script is not None else known[version_id]
            for version_id, script in kept.items()
        }
        self._read = dict(sorted(read.items(), key=lambda each: each[1].id))
        return self._read


def find_script(session: Session, scripts: Scripts, script_id: str, version: str) -> Script:
    """Return a version: at hand, or as it was published once, perhaps at another server a moment ago.

    Raises:
        ScriptNotFoundError: It never was.
    """
    try:
        return scripts.get(script_id, version)
    except ScriptNotFoundError:
        return script_in(session, script_id, version)
