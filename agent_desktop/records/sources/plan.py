"""A mapping made ready to run: for each file, what turns a row into lines for the staging tables."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from agent_desktop.contract.customers import Channel, CustomerKind, StatusKind, Tier
from agent_desktop.records.customers.folding import search_keys_of, sort_key_of
from agent_desktop.records.sources import encoders
from agent_desktop.records.sources.columns import Convert, converter
from agent_desktop.records.sources.encoders import Encode
from agent_desktop.records.sources.errors import RowRefusedError, ValueWrongError
from agent_desktop.records.sources.expressions import (
    Compiled,
    Getter,
    Row,
    TemplateError,
    as_text,
    columns_in,
    compile_expression,
    compile_template,
)
from agent_desktop.records.sources.mapping import MappingFile
from agent_desktop.records.sources.schema import KeyOf, Record
from agent_desktop.records.sources.scope import FileScope, Lookup, LookupKey, made_up
from agent_desktop.records.sources.targets import TARGETS, Kind, Target, text_limit

_KEY_LIMIT: Final = 80


@dataclass(frozen=True, slots=True)
class _Field:
    get: Getter
    encode: Encode
    column: str


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """Makes one record of a row. `columns` names, by reference, the column to blame when it leads nowhere; `sources`,
    by field, the columns that it is made from. `fields` begin with the record's system and key, where it has a key."""

    target: Target
    record_no: int
    system: str
    when: Compiled | None
    fields: tuple[_Field, ...]
    columns: dict[str, str]
    sources: dict[str, list[str]]
    finish: Callable[[list[str]], list[str]] | None
    gone: Getter | None = None
    changed_at: _Field | None = None

    def is_gone(self, row: Row) -> bool:
        """Whether `row` says that the record is no more."""
        return self.gone is not None and bool(as_text(self.gone(row), "en"))

    def key_of(self, row: Row) -> str | None:
        """Return the record's key as COPY takes it, also of a row that is refused; None where that has none."""
        try:
            if not self.target.keyed or (self.when is not None and not as_text(self.when.get(row), "en")):
                return None
            return self.fields[1].encode(self.fields[1].get(row))
        except (ValueWrongError, AttributeError, TypeError):  # what the key is made from may itself be wrong
            return None

    def gone_line(self, row: Row, file_no: int, line: int) -> str:
        """Return the COPY line that takes the record of `row` away.

        Raises:
            RowRefusedError: Its key or its time cannot be taken.
        """
        column = ""
        try:
            texts = []
            for field in self.fields[:2]:
                column = field.column
                texts.append(field.encode(field.get(row)))
            at = self._changed_at(row)
        except ValueWrongError as error:
            raise RowRefusedError(column, str(error)) from None
        nothing = [encoders.NULL] * (len(self.target.staged_columns()) - 3 - len(texts) - 3)
        return "\t".join([str(file_no), str(self.record_no), str(line), *texts, *nothing, "t", at, ""]) + "\n"

    def _changed_at(self, row: Row) -> str:
        return encoders.NULL if self.changed_at is None else self.changed_at.encode(self.changed_at.get(row))

    def copy_line(self, row: Row, file_no: int, line: int) -> str | None:
        """Return the COPY line for `row`, which stands on `line`; None where it makes no such record.

        Raises:
            RowRefusedError: A value cannot be taken.
        """
        column = ""
        try:
            if self.when is not None:
                column = self.when.column
                if not as_text(self.when.get(row), "en"):
                    return None
            texts = []
            for field in self.fields:
                column = field.column
                texts.append(field.encode(field.get(row)))
            column = self.changed_at.column if self.changed_at is not None else ""
            at = self._changed_at(row)
            column = ""
            if self.finish is not None:
                texts = self.finish(texts)
        except ValueWrongError as error:
            raise RowRefusedError(column, str(error)) from None
        body = "\t".join(texts)
        if self.target.keyed:
            # A date that is the source's own belongs to what the record says; the time of its file does not.
            said = body if at == encoders.NULL else f"{body}\t{at}"
            return f"{file_no}\t{self.record_no}\t{line}\t{body}\tf\t{at}\t{_hash(said)}\n"
        return f"{file_no}\t{self.record_no}\t{line}\t{body}\n"


@dataclass(frozen=True, slots=True)
class FilePlan:
    """How the rows of one file are taken. `as_of` is how new they are where they do not say so themselves."""

    name: str
    file_no: int
    as_of: datetime
    converts: tuple[tuple[str, Convert, bool], ...]
    checks: tuple[tuple[str, Callable[[Row], None]], ...]
    made: tuple[tuple[str, Getter], ...]
    records: tuple[RecordPlan, ...]

    @property
    def system(self) -> str:
        """The system that delivers the file: whose records it makes, rather than parts of whose."""
        keyed = [record.system for record in self.records if record.target.keyed]
        return (keyed or [record.system for record in self.records])[0]

    def sources(self) -> dict[str, dict[str, list[str]]]:
        """Return which columns each field of each kind of record is made from."""
        found: dict[str, dict[str, list[str]]] = {}
        for record in self.records:
            fields = found.setdefault(record.target.kind, {})
            for name, columns in record.sources.items():
                fields[name] = list(dict.fromkeys([*fields.get(name, []), *columns]))
        return found

    def keys_of(self, texts: Sequence[str]) -> set[tuple[Kind, str, str | None]]:
        """Return kind, system and key of a refused row's records; None for a key that cannot be made out."""
        row: list[Any] = []
        for text, (_, convert, _) in zip(texts, self.converts, strict=True):
            try:
                row.append(convert(text.strip()) if text.strip() else None)
            except ValueWrongError:
                row.append(None)
        row += [None] * len(self.made)
        return {(record.target.kind, record.system, record.key_of(row)) for record in self.records}

    def values(self, texts: Sequence[str]) -> list[Any]:
        """Return the values of a row's texts, then the made-up ones.

        Raises:
            RowRefusedError: One cannot be taken.
        """
        row: list[Any] = []
        name = ""
        try:
            for text, (name, convert, required) in zip(texts, self.converts, strict=True):  # noqa: B007 named below
                bare = text.strip()
                if bare:
                    row.append(convert(bare))
                elif required:
                    raise ValueWrongError("is empty")
                else:
                    row.append(None)
            for name, check in self.checks:  # noqa: B007
                check(row)
            for name, make in self.made:  # noqa: B007
                row.append(make(row))
        except ValueWrongError as error:
            raise RowRefusedError(name, str(error)) from None
        return row


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every file that makes records, in the order of the mapping, and the lookups to be filled before."""

    files: tuple[FilePlan, ...]
    lookups: tuple[Lookup, ...]
    columns_of: dict[str, tuple[tuple[str, Convert, bool], ...]]


def plan_import(checked: MappingFile, *, file_times: dict[str, datetime], systems: Collection[str] = ()) -> ImportPlan:
    """Compile a mapping, only what `systems` deliver where any is named.

    `file_times` stand in for a record's own time where mapping and row lack one.

    Raises:
        MappingWrongError: A template names what there is not.
    """
    mapping = checked.mapping
    zone = ZoneInfo(mapping.time_zone)
    lookups: dict[LookupKey, Lookup] = {}
    columns_of = {
        name: tuple(
            (column_name, converter(column, zone), column.required or column.type == "key")
            for column_name, column in file.columns.items()
        )
        for name, file in mapping.files.items()
    }
    plans = []
    for file_no, (name, file) in enumerate(mapping.files.items()):
        scope = FileScope(mapping, name, lookups)
        checks = tuple(
            (column, check) for column in file.columns if (check := scope.reference_check(column)) is not None
        )
        made = []
        for made_name, wanted in file.made_up.items():
            try:
                made.append((made_name, made_up(wanted, made_name, scope, mapping)))
            except TemplateError as error:
                raise checked.wrong(("files", name, "made_up", made_name), error.problem) from error
        records = tuple(
            _plan_record(checked, index, record, scope, zone, file_times.get(name))
            for index, record in enumerate(mapping.records)
            if record.from_ == name and (not systems or record.system_of() in systems)
        )
        if records and name in file_times:
            as_of = datetime.fromisoformat(_as_of(checked, zone, file_times[name]))
            plans.append(FilePlan(name, file_no, as_of, columns_of[name], checks, tuple(made), records))
    return ImportPlan(tuple(plans), tuple(lookups.values()), columns_of)


def _plan_record(
    checked: MappingFile, index: int, record: Record, scope: FileScope, zone: ZoneInfo, file_time: datetime | None
) -> RecordPlan:
    kind: Kind = record.make
    target = TARGETS[kind]
    fields: list[_Field] = []
    columns: dict[str, str] = {}
    sources: dict[str, list[str]] = {}
    gone: Getter | None = None
    changed_at: _Field | None = None
    key = "when"
    try:
        when = compile_template(record.when, scope, "en", keep_type=True) if record.when else None
        if target.keyed:
            key = "key"
            fields.append(_constant(record.system))  # type: ignore[union-attr]
            fields.append(_key_field(record.key, scope))  # type: ignore[union-attr]
            columns["source"] = fields[-1].column
            key = "gone"
            gone = compile_template(record.gone, scope, "en", keep_type=True).get if record.gone else None  # type: ignore[union-attr]
            key = "changed_at"
            if record.changed_at:  # type: ignore[union-attr]
                dated = compile_expression(record.changed_at, scope)  # type: ignore[union-attr]
                changed_at = _Field(dated.get, encoders.moment(zone), dated.column)
        for reference in target.references:
            key = reference.prefix
            other: KeyOf | None = getattr(record, key)
            if other is None:
                fields += [_constant(encoders.NULL), _constant(encoders.NULL)]
            else:
                fields += [_constant(other.system), _key_field(other.key, scope)]
                columns[key] = fields[-1].column
        for key, _ in target.fields:
            if kind == "holding" and key == "group":
                group = checked.mapping.systems[record.system].group  # type: ignore[union-attr]
                fields.append(_constant(str(group.value) if group else ""))
            elif key != "sort_key":
                compiled = compile_expression(getattr(record, key), scope)
                encode = _encoder(kind, key, zone, _as_of(checked, zone, file_time))
                fields.append(_Field(compiled.get, encode, compiled.column or key))
                if columns_named := columns_in(getattr(record, key)):
                    sources[key] = columns_named
    except TemplateError as error:
        raise checked.wrong(("records", index, key), error.problem) from error
    finish = _customer_keys if kind == "customer" else None
    return RecordPlan(
        target, index, record.system_of(), when, tuple(fields), columns, sources, finish, gone, changed_at
    )


def _constant(text: str) -> _Field:
    return _Field(lambda _: text, str, "")


def _key_field(template: str, scope: FileScope) -> _Field:
    compiled = compile_template(template, scope, "en", keep_type=True)
    return _Field(compiled.get, encoders.text(_KEY_LIMIT, required=True), compiled.column)


def _as_of(checked: MappingFile, zone: ZoneInfo, file_time: datetime | None) -> str:
    if not checked.mapping.as_of:
        return (file_time or datetime(1970, 1, 1, tzinfo=UTC)).isoformat()
    at = datetime.fromisoformat(checked.mapping.as_of)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC).isoformat()


def _encoder(kind: Kind, field: str, zone: ZoneInfo, as_of: str) -> Encode:
    match field:
        case "birth_date" | "customer_since" | "document_expires_on" | "opened_on" | "matures_on":
            return encoders.day
        case "as_of_at":
            return encoders.moment(zone, otherwise=as_of)
        case "booked_at" | "at":
            return encoders.moment(zone)
        case "balance":
            return encoders.money
        case "amount":
            return encoders.money_required
        case "perceived":
            return encoders.of_five(required=True)
        case "expected":
            return encoders.of_five()
        case "currency":
            return encoders.currency
        case "product" | "subject":
            return encoders.local_text(required=True)
        case "status" | "outcome":
            return encoders.local_text()
        case "languages":
            return encoders.words
        case "wishes":
            return encoders.local_texts
        case "duration_seconds":
            return encoders.seconds
        case "calls_from" | "calls_until":
            return encoders.day_time
        case "country":
            return encoders.country
        case "gender":
            return encoders.gender
        case "tier":
            return encoders.one_of([tier.value for tier in Tier])
        case "status_kind":
            return encoders.one_of([status.value for status in StatusKind])
        case "channel":
            return encoders.one_of([channel.value for channel in Channel])
        case "number":
            return encoders.e164 if kind == "phone" else encoders.number(text_limit(kind, field))
        case "kind" if kind == "customer":
            return encoders.one_of([customer_kind.value for customer_kind in CustomerKind])
        case "customer_number" | "kind" | "role":
            return encoders.text(text_limit(kind, field), required=True)
        case _:
            return encoders.text(text_limit(kind, field))


_CUSTOMER_FIELDS: Final = [name for name, _ in TARGETS["customer"].fields]
_NUMBER: Final = 2 + _CUSTOMER_FIELDS.index("customer_number")
_LATIN: Final = 2 + _CUSTOMER_FIELDS.index("name_latin")
_CHINESE: Final = 2 + _CUSTOMER_FIELDS.index("name_chinese")


def _customer_keys(texts: list[str]) -> list[str]:
    """Add the sort key and the search keys of a customer. Keys of phones and accounts are made when merging."""
    latin, chinese = texts[_LATIN], texts[_CHINESE]
    if not latin and not chinese:
        raise ValueWrongError("the customer has no name")
    sort_key = sort_key_of(name_latin=latin, name_chinese=chinese)
    keys = search_keys_of(name_latin=latin, name_chinese=chinese, customer_number=texts[_NUMBER])
    return [*texts, encoders.escape(sort_key), encoders.escape(json.dumps(sorted(keys), ensure_ascii=False))]


def _hash(body: str) -> str:
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()
