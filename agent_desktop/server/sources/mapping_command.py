"""``agent-desktop mapping``: what is wrong with a mapping or its extracts, and the schema that mappings keep to."""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from pydantic import JsonValue

from agent_desktop.records.sources.errors import MappingWrongError
from agent_desktop.records.sources.lookups import fill_lookups
from agent_desktop.records.sources.mapping import read_mapping
from agent_desktop.records.sources.parsing import parse_extracts
from agent_desktop.records.sources.plan import plan_import
from agent_desktop.records.sources.prepare import prepare_import
from agent_desktop.records.sources.progress import no_progress
from agent_desktop.records.sources.schema import Mapping
from agent_desktop.server.errors import FileNotWritableError
from agent_desktop.words import Language, say

MOST_SHOWN: Final = 20
"""So many refused rows of a file are told one by one."""

Tell = Callable[[str], None]


def mapping_schema() -> dict[str, JsonValue]:
    """Return the JSON Schema of mappings (draft 2020-12)."""
    schema: dict[str, JsonValue] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= Mapping.model_json_schema(by_alias=True)
    return schema | {"title": "Agent Desktop mapping"}


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(mapping_schema(), ensure_ascii=False, indent=1) + "\n"


def run_mapping(order: str, path: Path, data: Path | None, language: Language, tell: Tell) -> bool:
    """Carry out `order`, check or schema, and say whether nothing is wrong.

    Raises:
        FileNotWritableError: The schema cannot be written to `path`.
        ExtractNotFoundError: `data` lacks a file of the mapping.
    """
    if order == "schema":
        write_schema(path, language, tell)
        return True
    return check_mapping(path, data, language, tell)


def write_schema(path: Path, language: Language, tell: Tell) -> None:
    """Write the schema to `path`.

    Raises:
        FileNotWritableError: It cannot be written there.
    """
    try:
        path.write_text(schema_text(), encoding="utf-8")
    except OSError as error:
        raise FileNotWritableError(file=str(path)) from error
    tell(say("mapping_schema_written", language, path=path))


def check_mapping(path: Path, data: Path | None, language: Language, tell: Tell) -> bool:
    """Tell everything that is wrong with a mapping and, where `data` is given, with the rows of its extracts.

    No database is needed: whether what a row names is there, only an import finds out.

    Returns:
        Whether all of it can be loaded.

    Raises:
        ExtractNotFoundError: `data` lacks a file of the mapping.
    """
    checked, problems = read_mapping(path)
    if checked is not None:
        try:  # templates are followed, too
            plan_import(checked, file_times={})
        except MappingWrongError as error:
            problems = [error]
    for problem in problems:
        tell(
            say(
                "file_line_wrong",
                language,
                file=path.name,
                line=problem.line or 1,
                column=problem.column or 1,
                problem=problem.problem.as_detail(),
            )
        )
    if checked is None or problems:
        return False
    tell(say("file_right", language, file=path.name))
    return data is None or _check_rows(path, data, language, tell)


def _check_rows(path: Path, data: Path, language: Language, tell: Tell) -> bool:
    prepared = prepare_import(path, data)
    fill_lookups(prepared.checked, prepared.plan, prepared.extracts, no_progress)
    read: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    with closing(parse_extracts(prepared, path, data)) as parsed:
        for part in parsed:
            name = prepared.extracts[part.file].file.name
            read[name] += part.read
            for line, column, reason in part.refused:
                refused[name] += 1
                if refused[name] <= MOST_SHOWN:
                    tell(say("row_refused", language, file=name, line=line, column=column or "-", reason=reason))
    for name, count in read.items():
        tell(say("extract_checked", language, file=name, read=count, rejected=refused[name]))
    return not refused
