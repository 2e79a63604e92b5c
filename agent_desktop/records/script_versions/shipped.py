"""The scripts that come with the program, taken into the database where a server starts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ScriptOrigin, ScriptState
from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.records.script_versions.repository import ScriptVersionRepository
from agent_desktop.records.script_versions.service import as_kept, label_of
from agent_desktop.service_scripts.loader import ScriptLibrary
from agent_desktop.service_scripts.schema import Script

_ID_LINE: Final = re.compile(r"^id:\s*[\"']?([a-z][a-z0-9_-]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ShippedScript:
    script: Script
    text: str


def shipped_in(folder: Path, library: ScriptLibrary) -> list[ShippedScript]:
    """Return the files of a folder that `library` was loaded from, with their texts."""
    found: list[ShippedScript] = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8-sig")
        named = _ID_LINE.search(text)
        if named is not None:
            found.append(ShippedScript(library.get(named[1], label_of(text)), text))
    return found


def take_in(session: Session, shipped: Iterable[ShippedScript], at: datetime) -> list[str]:
    """Add what the database does not know, and publish it; return the ids of those that count from now on.

    A script that the bank has changed, or retired, is the bank's: what came with the program is put beside it, as a
    version to look at and go back to. Several servers that start at once take each in once.
    """
    repository = ScriptVersionRepository(session)
    known = {(row.script_id, row.label) for row in repository.list_all() if row.published_at is not None}
    missing = [each for each in shipped if (each.script.id, each.script.version) not in known]
    if not missing:
        return []
    repository.lock()
    counting: list[str] = []
    for each in sorted(missing, key=lambda one: (one.script.id, _order(one.script.version))):
        script = each.script
        if repository.find_label(script.id, script.version) is not None:
            continue  # another server was quicker
        before = repository.find_published(script.id)
        counts = not repository.list_of(script.id) if before is None else _is_overtaken(before, script)
        if counts and before is not None:
            before.state, before.retired_at = ScriptState.RETIRED, at
            session.flush()
        repository.add(
            ScriptVersionRow(
                script_id=script.id,
                number=repository.next_number(script.id),
                label=script.version,
                state=ScriptState.PUBLISHED if counts else ScriptState.RETIRED,
                origin=ScriptOrigin.SHIPPED,
                text=each.text,
                script=as_kept(script),
                changed_at=at,
                published_at=at,
                retired_at=None if counts else at,
            )
        )
        if counts:
            counting.append(script.id)
    return counting


def _is_overtaken(before: ScriptVersionRow, script: Script) -> bool:
    return before.origin is ScriptOrigin.SHIPPED and _order(before.label) < _order(script.version)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
