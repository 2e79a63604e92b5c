"""Fills the lookups of a mapping: the rows of other files that templates reach by key."""

from typing import Any

from agent_desktop.records.sources.columns import Convert
from agent_desktop.records.sources.errors import ValueWrongError
from agent_desktop.records.sources.expressions import as_text
from agent_desktop.records.sources.mapping import MappingFile
from agent_desktop.records.sources.plan import ImportPlan
from agent_desktop.records.sources.progress import Progress, Step, StepKind
from agent_desktop.records.sources.reader import Extract, RawRow, read_rows
from agent_desktop.records.sources.scope import Lookup


def fill_lookups(checked: MappingFile, plan: ImportPlan, extracts: dict[str, Extract], progress: Progress) -> None:
    """Read each file that others refer to, once. Its bad rows are passed over here and refused when it is loaded.

    Raises:
        MappingWrongError: A file's head lacks a column.
    """
    for name in dict.fromkeys(lookup.file for lookup in plan.lookups):
        extract = extracts.get(name)
        if extract is None:
            continue
        columns = plan.columns_of[name]
        fillers = [_Filler(lookup, columns) for lookup in plan.lookups if lookup.file == name]
        step = Step(StepKind.LOOKING_UP, extract.file.name)
        progress(step, 0, 1)
        for row in read_rows(checked, extract):
            if isinstance(row, RawRow):
                for filler in fillers:
                    filler.take(row.texts)
        progress(step, 1, 1)


class _Filler:
    """Puts the rows of one file into one lookup."""

    def __init__(self, lookup: Lookup, columns: tuple[tuple[str, Convert, bool], ...]) -> None:
        by_name = {name: (place, convert) for place, (name, convert, _) in enumerate(columns)}
        self._rows = lookup.rows
        self._key = by_name[lookup.on]
        self._by = by_name[lookup.by] if lookup.by else None
        self._wanted = [by_name[name] for name in lookup.columns]
        self._largest: dict[str, Any] = {}

    def take(self, texts: list[str]) -> None:
        try:
            key = as_text(_value(texts, self._key), "en")
            if not key:
                return
            by = _value(texts, self._by) if self._by is not None else None
            if self._by is not None:
                if by is None or (key in self._largest and by < self._largest[key]):
                    return
            elif key in self._rows:
                return
            row = tuple(_value(texts, wanted) for wanted in self._wanted)
        except ValueWrongError:
            return
        self._rows[key] = row
        if self._by is not None:
            self._largest[key] = by


def _value(texts: list[str], column: tuple[int, Convert]) -> Any:
    place, convert = column
    bare = texts[place].strip()
    return convert(bare) if bare else None
