"""A mapping made ready to run: for each file, what turns a row into lines for the staging tables."""

import hashlib
import json
from collections.abc import Callable, Sequence
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
    """Makes one record of a row. `columns` names, by reference, the column to blame when it leads nowhere."""

    target: Target
    record_no: int
    when: Compiled | None
    fields: tuple[_Field, ...]
    columns: dict[str, str]
    finish: Callable[[list[str]], list[str]] | None

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
            column = ""
            if self.finish is not None:
                texts = self.finish(texts)
        except ValueWrongError as error:
            raise RowRefusedError(column, str(error)) from None
        body = "\t".join(texts)
        if self.target.keyed:
            return f"{file_no}\t{self.record_no}\t{line}\t{body}\t{_hash(body)}\n"
        return f"{file_no}\t{self.record_no}\t{line}\t{body}\n"


@dataclass(frozen=True, slots=True)
class FilePlan:
    """How the rows of one file are taken."""

    name: str
    file_no: int
    converts: tuple[tuple[str, Convert, bool], ...]
    checks: tuple[tuple[str, Callable[[Row], None]], ...]
    made: tuple[tuple[str, Getter], ...]
    records: tuple[RecordPlan, ...]

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


def plan_import(checked: MappingFile, *, file_times: dict[str, datetime]) -> ImportPlan:
    """Compile a mapping. `file_times` stand in for a holding's own time where mapping and row lack one.

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
            if record.from_ == name
        )
        if records and name in file_times:
            plans.append(FilePlan(name, file_no, columns_of[name], checks, tuple(made), records))
    return ImportPlan(tuple(plans), tuple(lookups.values()), columns_of)


def _plan_record(
    checked: MappingFile, index: int, record: Record, scope: FileScope, zone: ZoneInfo, file_time: datetime | None
) -> RecordPlan:
    kind: Kind = record.make
    target = TARGETS[kind]
    fields: list[_Field] = []
    columns: dict[str, str] = {}
    key = "when"
    try:
        when = compile_template(record.when, scope, "en", keep_type=True) if record.when else None
        if target.keyed:
            key = "key"
            fields.append(_constant(record.system))  # type: ignore[union-attr]
            fields.append(_key_field(record.key, scope))  # type: ignore[union-attr]
            columns["source"] = fields[-1].column
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
    except TemplateError as error:
        raise checked.wrong(("records", index, key), error.problem) from error
    finish = _customer_keys if kind == "customer" else None
    return RecordPlan(target, index, when, tuple(fields), columns, finish)


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
        case "birth_date" | "customer_since" | "opened_on" | "matures_on":
            return encoders.day
        case "as_of_at":
            return encoders.moment(zone, otherwise=as_of)
        case "booked_at" | "at":
            return encoders.moment(zone)
        case "balance":
            return encoders.money
        case "amount":
            return encoders.money_required
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
