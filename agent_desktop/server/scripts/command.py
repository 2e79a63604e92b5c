"""``agent-desktop scripts``: what is wrong with scripts, and the schema that they keep to."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from pydantic import JsonValue

from agent_desktop.server.errors import FileNotWritableError
from agent_desktop.server.open_database import open_database
from agent_desktop.server.scripts.around import around_scripts
from agent_desktop.server.scripts.compare import compare_scripts
from agent_desktop.server.secrets import Secrets
from agent_desktop.service_scripts.checking import CheckedScript, check_file, check_folder, newest_of
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.findings import Around
from agent_desktop.service_scripts.json_schema import schema_text
from agent_desktop.service_scripts.schema import Script
from agent_desktop.settings import Settings, scripts_folder
from agent_desktop.words import LANGUAGES, Language, problem_in_words, say

WRONG: Final = 2

Tell = Callable[[str], None]


def run_scripts(
    settings: Settings,
    order: str,
    path: Path | None,
    json_path: Path | None,
    language: Language,
    tell: Tell,
    secrets: Secrets,
) -> int:
    """Carry out `order` (check, compare or schema) and return the exit status: 0, or 2 where a server would refuse a
    script, or pass one over.

    Without a `path` the folder of the settings is checked.

    Raises:
        ScriptFileError: There is no such folder, or no script in it.
        FileNotWritableError: The schema, or what is wrong, cannot be written.
        StartError: The database, which only `compare` asks.
    """
    if order == "compare":
        engine = open_database(settings, secrets)
        try:
            return 0 if compare_scripts(engine, path or scripts_folder(settings), language, tell) else WRONG
        finally:
            engine.dispose()
    if order == "schema":
        written = path or Path("script.schema.json")
        _write(written, schema_text())
        tell(say("script_schema_written", language, path=written))
        return 0
    checked = checked_scripts(path or scripts_folder(settings), around_scripts(settings))
    for file in checked:
        for problem in file.problems:
            tell(line_of(problem, language))
        if not file.problems:
            tell(say("file_right", language, file=file.path.name))
    if json_path is not None:
        told = [as_json(problem) for file in checked for problem in file.problems]
        _write(json_path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return WRONG if any(file.errors for file in checked) else 0


def checked_scripts(path: Path, around: Around) -> list[CheckedScript]:
    """Check a file, with the scripts beside it as those it may run, or a folder."""
    if path.is_dir():
        return check_folder(path, around=around)
    return [check_file(path, around=around, subs=_beside(path))]


def line_of(problem: ScriptFileError, language: Language) -> str:
    """Return one problem as a line: ``lost-card.yaml:12:9: There is no step called …``."""
    code = "script_line_warned" if problem.is_warning else "script_line_wrong"
    return say(
        code,
        language,
        file=problem.path.name,
        line=problem.line,
        column=problem.column,
        problem=problem.problem.as_detail(),
    )


def as_json(problem: ScriptFileError) -> dict[str, JsonValue]:
    """Return one problem for a program that reads it: an editor, or a check in a repository of scripts."""
    return {
        "file": problem.path.name,
        "line": problem.line,
        "column": problem.column,
        "end_column": problem.end_column,
        "warning": problem.is_warning,
        "code": problem.problem.code.value,
        "details": {**problem.problem.details},
        "fix": problem.fix,
        "words": {
            language: problem_in_words(problem.problem.code.value, language, **problem.problem.details)
            for language in LANGUAGES
        },
    }


def _beside(path: Path) -> dict[str, Script]:
    files: Sequence[Path] = sorted(path.parent.glob("*.yaml")) if path.parent.is_dir() else ()
    scripts = (check_file(each).script for each in files)
    return newest_of(script for script in scripts if script is not None)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileNotWritableError(file=str(path)) from error
