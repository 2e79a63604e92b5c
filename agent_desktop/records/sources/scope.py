"""What the templates of one file can reach: its columns, made-up ones, and rows of other files by key."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Final

from agent_desktop.contract.problems import ProblemCode, file_problem
from agent_desktop.records.sources.columns import PARTS, part_of
from agent_desktop.records.sources.errors import ValueWrongError
from agent_desktop.records.sources.expressions import Getter, Row, TemplateError, as_text, compile_template
from agent_desktop.records.sources.mapping_checks import column_reference
from agent_desktop.records.sources.schema import CodeValue, MadeUp
from agent_desktop.records.sources.schema import Mapping as BankMapping

LookupKey = tuple[str, str, str]
"""A lookup into file, by key column, keeping the largest by column (empty: the key is unique)."""

# Multiplying by an odd number that does not end in 5 permutes the numbers below any power of ten.
_STRIDE: Final = 7_654_321_987_654_321_987


class Lookup:
    """Rows of another file by key. `columns` are the ones templates ask for; filled before the rows are read."""

    def __init__(self, key: LookupKey) -> None:
        self.file, self.on, self.by = key
        self.columns: list[str] = []
        self.rows: dict[str, tuple[Any, ...]] = {}

    def place_of(self, column: str) -> int:
        """Return where `column` stands in a row, asking for it if nobody has yet."""
        if column not in self.columns:
            self.columns.append(column)
        return self.columns.index(column)


class FileScope:
    """The scope of one file. `lookups` is shared by all files of a mapping, so that each is filled once."""

    def __init__(self, mapping: BankMapping, name: str, lookups: dict[LookupKey, Lookup]) -> None:
        self._mapping = mapping
        self._file = mapping.files[name]
        self._lookups = lookups
        self._places = {column: place for place, column in enumerate([*self._file.columns, *self._file.made_up])}

    def codes(self, table: str) -> dict[str, CodeValue]:
        try:
            return self._mapping.codes[table]
        except KeyError:
            raise TemplateError(file_problem(ProblemCode.CODE_TABLE_UNKNOWN, table=table)) from None

    def getter(self, path: str) -> Getter:
        first, _, rest = path.partition(".")
        if first in self._file.latest:
            latest = self._file.latest[first]
            if not rest:
                example = f"{{{first}.{latest.by}}}"
                raise TemplateError(file_problem(ProblemCode.COLUMN_OF_ROW_NEEDED, row=first, example=example))
            key = self._column(latest.equals)
            return self._looked_up(key, (latest.file, latest.on, latest.by), rest)
        if first not in self._places:
            raise TemplateError(file_problem(ProblemCode.COLUMN_UNKNOWN, column=first))
        value = self._column(first)
        if not rest:
            return value
        column = self._file.columns.get(first)
        if column is not None and rest in PARTS.get(column.type, ()):
            return lambda row: part_of(value(row), rest)
        if column is not None and column.refers_to:
            file, key_column = column_reference(column.refers_to)
            return self._looked_up(value, (file, key_column, ""), rest)
        raise TemplateError(file_problem(ProblemCode.PART_UNKNOWN, column=first, part=rest))

    def reference_check(self, column: str) -> Callable[[Row], None] | None:
        """Return what refuses a row whose `column` refers to nothing; None for a column that refers to nothing."""
        refers_to = self._file.columns[column].refers_to
        if not refers_to:
            return None
        lookup = self._lookup((*column_reference(refers_to), ""))
        value = self._column(column)

        def check(row: Row) -> None:
            key = value(row)
            if key is not None and as_text(key, "en") not in lookup.rows:
                raise ValueWrongError(f'no row of {lookup.file} has "{as_text(key, "en")[:40]}" as its {lookup.on}')

        return check

    def _column(self, name: str) -> Getter:
        place = self._places[name]
        return lambda row: row[place]

    def _lookup(self, key: LookupKey) -> Lookup:
        return self._lookups.setdefault(key, Lookup(key))

    def _looked_up(self, value: Getter, key: LookupKey, path: str) -> Getter:
        if path not in self._mapping.files[key[0]].columns:
            raise TemplateError(file_problem(ProblemCode.COLUMN_NOT_IN_FILE, file=key[0], column=path))
        lookup = self._lookup(key)
        place = lookup.place_of(path)

        def looked_up(row: Row) -> Any:
            found = lookup.rows.get(as_text(value(row), "en"))
            return None if found is None else found[place]

        return looked_up


def made_up(made: MadeUp, name: str, scope: FileScope, mapping: BankMapping) -> Getter:
    """Return what makes up the value `name` from a row's key: the same key always gives the same value.

    Raises:
        TemplateError: It names what there is not.
    """
    key = scope.getter(made.from_)
    if made.digits:
        return _digits(made.digits, key)
    choose = compile_template(made.pick, scope, "en", keep_type=False)
    if choose.constant and choose.get(()) not in mapping.words:
        raise TemplateError(file_problem(ProblemCode.WORD_LIST_UNKNOWN, words=made.pick))

    def pick(row: Row) -> str:
        chosen = as_text(choose.get(row), "en")
        words = mapping.words.get(chosen)
        if not words:
            raise ValueWrongError(f"there is no word list {chosen!r}")
        return words[_hash(f"{mapping.bank}:{name}:{as_text(key(row), 'en')}") % len(words)]

    return pick


def _digits(pattern: str, key: Getter) -> Getter:
    count = pattern.count("#")
    pieces: Mapping[int, str] = dict(enumerate(pattern.split("#")))

    def digits(row: Row) -> str:
        text = as_text(key(row), "en")
        number = int(text) if text.isdecimal() and len(text) <= count else _hash(text)
        drawn = f"{number * _STRIDE % 10**count:0{count}d}"
        return "".join(pieces[place] + mark for place, mark in enumerate(drawn)) + pieces[count]

    return digits


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
