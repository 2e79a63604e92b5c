"""All that can be found out about an import before a database is needed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from agent_desktop.records.sources.errors import MappingLacksSystemError
from agent_desktop.records.sources.mapping import MappingFile, load_mapping
from agent_desktop.records.sources.mapping_checks import column_reference
from agent_desktop.records.sources.plan import ImportPlan, plan_import
from agent_desktop.records.sources.reader import Extract, find_extract, read_rows
from agent_desktop.records.sources.schema import Mapping


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """A mapping that can be followed, and the extracts it names, by their name in it."""

    checked: MappingFile
    extracts: dict[str, Extract]
    plan: ImportPlan


def prepare_import(mapping_path: Path, folder: Path, systems: Collection[str] = ()) -> PreparedImport:
    """Read and check the mapping, and the head of each extract in `folder`: those of `systems`, of all where none is
    named.

    Raises:
        MappingLacksSystemError: One of `systems` is not in the mapping.
        MappingWrongError: The mapping cannot be followed, or the head of an extract lacks a column of it.
        ExtractNotFoundError: A file is missing.
    """
    checked = load_mapping(mapping_path)
    wanted = _files_of(checked.mapping, systems)
    found = ((name, find_extract(checked, name, folder)) for name in checked.mapping.files if name in wanted)
    extracts = {name: extract for name, extract in found if extract is not None}
    plan = plan_import(
        checked, file_times={name: _time_of(extract) for name, extract in extracts.items()}, systems=systems
    )
    for extract in extracts.values():
        next(read_rows(checked, extract), None)
        extract.read_bytes = 0
    return PreparedImport(checked, extracts, plan)


def _files_of(mapping: Mapping, systems: Collection[str]) -> set[str]:
    """Return the files that make records of these systems, and those that these refer to."""
    for system in systems:
        if system not in mapping.systems:
            raise MappingLacksSystemError(system=system, known=", ".join(mapping.systems))
    if not systems:
        return set(mapping.files)
    found: set[str] = set()
    wanted = [record.from_ for record in mapping.records if record.system_of() in systems]
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            file = mapping.files[name]
            wanted += [column_reference(column.refers_to)[0] for column in file.columns.values() if column.refers_to]
            wanted += [latest.file for latest in file.latest.values()]
    return found


def _time_of(extract: Extract) -> datetime:
    return datetime.fromtimestamp(int(extract.path.stat().st_mtime), UTC)
