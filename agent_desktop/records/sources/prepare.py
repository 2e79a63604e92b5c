"""All that can be found out about an import before a database is needed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from agent_desktop.records.sources.mapping import MappingFile, load_mapping
from agent_desktop.records.sources.plan import ImportPlan, plan_import
from agent_desktop.records.sources.reader import Extract, find_extract, read_rows


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """A mapping that can be followed, and the extracts it names, by their name in it."""

    checked: MappingFile
    extracts: dict[str, Extract]
    plan: ImportPlan


def prepare_import(mapping_path: Path, folder: Path) -> PreparedImport:
    """Read and check the mapping, and the head of each extract in `folder`.

    Raises:
        MappingWrongError: The mapping cannot be followed, or the head of an extract lacks a column of it.
        ExtractNotFoundError: A file is missing.
    """
    checked = load_mapping(mapping_path)
    found = ((name, find_extract(checked, name, folder)) for name in checked.mapping.files)
    extracts = {name: extract for name, extract in found if extract is not None}
    plan = plan_import(checked, file_times={name: _time_of(extract) for name, extract in extracts.items()})
    for extract in extracts.values():
        next(read_rows(checked, extract), None)
        extract.read_bytes = 0
    return PreparedImport(checked, extracts, plan)


def _time_of(extract: Extract) -> datetime:
    return datetime.fromtimestamp(int(extract.path.stat().st_mtime), UTC)
