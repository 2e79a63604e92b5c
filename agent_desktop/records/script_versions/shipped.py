"""The scripts that come with the program, taken into the database where a server starts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from agent_desktop.contract.problems import ProblemCode
from agent_desktop.contract.scripts import ScriptOrigin, ScriptProblem, ScriptState
from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.records.script_versions.repository import PublishedRepository, ScriptVersionRepository
from agent_desktop.records.script_versions.runners import ReadText, publish_runners
from agent_desktop.records.script_versions.texts import as_kept, label_of, order_of
from agent_desktop.service_scripts.loader import ScriptLibrary
from agent_desktop.service_scripts.schema import Script

_ID_LINE: Final = re.compile(r"^id:\s*[\"']?([a-z][a-z0-9_-]*)", re.MULTILINE)
_RUN_LINE: Final = re.compile(r"\bscript:\s*[\"']?([a-z][a-z0-9_-]*)")


@dataclass(frozen=True, slots=True)
class ShippedScript:
    """One file: its text, and the script with the steps of those of the same folder that it runs."""

    script: Script
    text: str

    @property
    def name(self) -> tuple[str, str]:
        """Its id and version."""
        return self.script.id, self.script.version


@dataclass(slots=True)
class TakenIn:
    """What became of the files.

    `counting` open for calls from now on. `differing` (by id and version) are in the library under this version with
    another text, and were passed over. `beside` were put beside the bank's own, with the problems that they would make
    there, if any. `left` run a script that came anew, do not fit it, and go on with its steps before.
    """

    counting: list[str] = field(default_factory=list)
    differing: list[tuple[str, str]] = field(default_factory=list)
    beside: dict[str, tuple[ScriptProblem, ...]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def shipped_in(folder: Path, library: ScriptLibrary) -> list[ShippedScript]:
    """Return the files of a folder that `library` was loaded from, with their texts."""
    found: list[ShippedScript] = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8-sig")
        named = _ID_LINE.search(text)
        if named is not None:
            found.append(ShippedScript(library.get(named[1], label_of(text)), text))
    return found


def take_in(session: Session, shipped: Sequence[ShippedScript], at: datetime, read: ReadText) -> TakenIn:
    """Add what the database does not know, and publish it.

    A script that the bank has changed, or retired, is the bank's: what came with the program is put beside it, as a
    version to look at and go back to; so is one that does not go together with what the bank has published (`read`
    says so). What it runs are the bank's published scripts. Several servers that start at once take each in once.
    """
    taken = TakenIn()
    repository, published = ScriptVersionRepository(session), PublishedRepository(session)
    texts = published.list_texts([each.name for each in shipped])
    taken.differing = [each.name for each in shipped if texts.get(each.name, each.text) != each.text]
    missing = [each for each in shipped if each.name not in texts]
    if not missing:
        return taken
    repository.lock()
    if published.is_empty():
        _fill(repository, _in_order(missing), at, taken)
        return taken
    before = {each.script.id: repository.find_published(each.script.id) for each in missing}
    for each in _in_order(missing):
        if published.find_label(*each.name) is None:  # no other server was quicker
            _add(repository, each, at, read, taken)
    changed = {script_id for script_id in taken.counting if before[script_id] is not None}
    taken.left = publish_runners(session, changed, read=read, at=at, by=None, but=taken.counting)
    return taken


def _fill(repository: ScriptVersionRepository, ordered: Sequence[ShippedScript], at: datetime, taken: TakenIn) -> None:
    """Add the first scripts there are. The folder goes together: that was seen when it was loaded."""
    newest = {each.script.id: each for each in ordered}
    numbers = Counter[str]()
    rows: list[ScriptVersionRow] = []
    for each in ordered:
        numbers[each.script.id] += 1
        counts = newest[each.script.id] is each
        rows.append(_row(each, each.script, numbers[each.script.id], at, counts=counts))
        taken.counting.append(each.script.id)
    repository.add(*rows)


def _add(
    repository: ScriptVersionRepository, shipped: ShippedScript, at: datetime, read: ReadText, taken: TakenIn
) -> None:
    script, problems = shipped.script, tuple[ScriptProblem, ...]()
    before = repository.find_published(script.id)
    counts = not repository.list_of(script.id) if before is None else _is_overtaken(repository, before, script)
    if counts:
        here, found = read(shipped.text, script.id)
        problems = tuple(each for each in found if not each.is_warning or each.problem == ProblemCode.DEFAULT_TWICE)
        counts = here is not None and not problems
        script = here if here is not None and counts else script
    if counts and before is not None:
        repository.retire(before, at)
    repository.add(_row(shipped, script, repository.next_number(script.id), at, counts=counts))
    if counts:
        taken.counting.append(script.id)
    else:
        taken.beside[script.id] = problems


def _row(shipped: ShippedScript, script: Script, number: int, at: datetime, *, counts: bool) -> ScriptVersionRow:
    return ScriptVersionRow(
        script_id=script.id,
        number=number,
        label=script.version,
        state=ScriptState.PUBLISHED if counts else ScriptState.RETIRED,
        origin=ScriptOrigin.SHIPPED,
        text=shipped.text,
        script=as_kept(script),
        changed_at=at,
        published_at=at,
        retired_at=None if counts else at,
    )


def _in_order(shipped: Iterable[ShippedScript]) -> list[ShippedScript]:
    """Return what is run before what runs it, and versions one after the other."""
    runs: Mapping[str, set[str]] = {each.script.id: set(_RUN_LINE.findall(each.text)) for each in shipped}

    def depth(script_id: str, road: tuple[str, ...] = ()) -> int:
        inner = [each for each in runs.get(script_id, ()) if each not in road]
        return max((depth(each, (*road, script_id)) + 1 for each in inner), default=0)

    return sorted(shipped, key=lambda each: (depth(each.script.id), each.script.id, order_of(each.script.version)))


def _is_overtaken(repository: ScriptVersionRepository, before: ScriptVersionRow, script: Script) -> bool:
    """Say whether what is published came with the program, an earlier one."""
    written: ScriptVersionRow | None = before
    while written is not None and written.origin is ScriptOrigin.SHARED and written.restores is not None:
        written = repository.find(written.script_id, written.restores)
    came = written is not None and written.origin is ScriptOrigin.SHIPPED
    return came and order_of(before.label) < order_of(script.version)
