"""Keeps the translation files in step with the code: ``python -m agent_desktop.ui.translations.files WHAT``.

WHAT is one of these: `update` brings new strings into the .ts files, `check` fails where one is missing, unfinished or
left over, and `compile` writes the .qm files that Qt reads.
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

import PySide6

LIMIT_SECONDS: Final = 120
SOURCES: Final = ("agent_desktop/ui", "agent_desktop/demo")
TS_NAME: Final = "agent_desktop_zh_CN.ts"


class TranslationToolError(Exception):
    """One of Qt's own tools is missing or did not do its work; the text says which and why."""


def qt_tool(name: str) -> Path:
    """Return the path of a tool that PySide6 brings (``lupdate``, ``lrelease``)."""
    folder = Path(PySide6.__file__).parent
    for candidate in (folder / name, folder / f"{name}.exe"):
        if candidate.exists():
            return candidate
    raise TranslationToolError(f"{name} is not in {folder}")


def run_tool(name: str, *arguments: str) -> None:
    """Run one of Qt's tools.

    Raises:
        TranslationToolError: It is missing, too slow, or ended with an error.
    """
    try:
        done = subprocess.run(
            [str(qt_tool(name)), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TranslationToolError(f"{name}: {error}") from error
    if done.returncode != 0:
        raise TranslationToolError(f"{name}: {done.stderr.strip() or done.stdout.strip()}")


def compile_file(source: Path, target: Path) -> None:
    """Write the .qm file of a .ts file.

    Raises:
        TranslationToolError: lrelease is missing or refused the file.
    """
    run_tool("lrelease", "-silent", str(source), "-qm", str(target))


def source_files(root: Path) -> list[str]:
    """Return the Python files whose strings a person reads, relative to `root`, in a fixed order."""
    return [
        path.relative_to(root).as_posix()
        for folder in SOURCES
        for path in sorted((root / folder).rglob("*.py"))
        if path.name != "__init__.py"
    ]


def update_file(root: Path, target: Path) -> None:
    """Bring the strings of the code into `target`, in a fixed order; those that are gone leave the file.

    Raises:
        TranslationToolError: lupdate is missing or failed.
    """
    files = [str(root / name) for name in source_files(root)]
    run_tool(
        "lupdate", "-silent", "-no-obsolete", "-locations", "none", "-source-language", "en",
        "-target-language", "zh_CN", *files, "-ts", str(target),
    )  # fmt: skip


def problems_in(text: str) -> list[str]:
    """Return what is wrong with a .ts file's text: unfinished, empty or left-over entries, and lost placeholders."""
    problems = []
    for context in ET.fromstring(text).iter("context"):  # noqa: S314  our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            source = message.findtext("source", "")
            translation = message.find("translation")
            kind = "missing" if translation is None else translation.get("type", "")
            words = "" if translation is None else "".join(translation.itertext())
            if kind:
                problems.append(f"{name}: {source!r} is {kind}")
            elif not words.strip():
                problems.append(f"{name}: {source!r} has no words")
            elif _placeholders(source) != _placeholders(words):
                problems.append(f"{name}: {source!r} and {words!r} do not take the same values")
    return problems


def check_file(root: Path, source: Path) -> list[str]:
    """Return what keeps `source` from being complete and fresh; empty is good.

    Raises:
        TranslationToolError: lupdate is missing or failed.
    """
    before = source.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / source.name
        copy.write_text(before, encoding="utf-8")
        update_file(root, copy)
        fresh = copy.read_text(encoding="utf-8")
    problems = problems_in(fresh)
    if fresh != before and not problems:
        problems.append(f"{source.name} holds strings that the code has no more: run `make translations`")
    return problems


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[a-z_]*\}|%[0-9nL]+", text))


def main(arguments: list[str]) -> int:
    """Do `update`, `check` or `compile`. Returns the exit status."""
    root = Path(__file__).resolve().parents[3]
    source = root / "resources" / "translations" / TS_NAME
    what = arguments[0] if arguments else ""
    try:
        if what == "update":
            update_file(root, source)
        elif what == "compile":
            compile_file(source, source.with_suffix(".qm"))
        elif what == "check":
            problems = check_file(root, source)
            for problem in problems:
                sys.stdout.write(f"{problem}\n")
            return 1 if problems else 0
        else:
            sys.stderr.write("usage: python -m agent_desktop.ui.translations.files update|check|compile\n")
            return 2
    except TranslationToolError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
