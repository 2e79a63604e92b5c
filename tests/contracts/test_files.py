"""Habits of the files themselves."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT = 400
METHODS = 10
TEXT = {".py", ".yaml", ".yml", ".toml", ".md", ".lock", ".qss", ".ts", ".feature", ".svg", ".txt", ".cfg", ".json", ""}
MACHINE_PATH = re.compile(r"(?<![\w.$}\]\-])/(work|root|home/\w+|Users/\w+|tmp/\w)\b")
ADDRESS_OF_A_REGISTRY = re.compile(
    r"pypi\.(org|python)|files\.pythonhosted|npmjs|--(extra-)?index-url|find-links", re.IGNORECASE
)
LIKE_A_SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n|\bAC[0-9a-f]{32}\b|\bghp_\w{30,}|\bAKIA[A-Z0-9]{16}\b"
)


def files() -> Iterator[Path]:
    """Every text file of the project, tracked or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix in TEXT:
            yield path


def python_files() -> Iterator[Path]:
    for path in files():
        if path.suffix == ".py" and "versions" not in path.parts:
            yield path


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): n for path in python_files() if (n := path.read_text("utf-8").count("\n")) > LIMIT
    }

    assert long == {}


def test_no_class_has_more_than_ten_public_methods() -> None:
    large: list[str] = []
    for path in python_files():
        if path.parts[len(ROOT.parts)] == "tests":
            continue
        text = path.read_text("utf-8")
        for node in classes_in(ast.parse(text)) if "class " in text else ():
            if any(ast.unparse(base) == "Protocol" for base in node.bases):
                continue
            methods = [part for part in node.body if is_public_method(part)]
            if len(methods) > METHODS:
                large.append(f"{path.relative_to(ROOT)}: {node.name} {len(methods)}")

    assert large == []


def classes_in(node: ast.AST) -> Iterator[ast.ClassDef]:
    """Every class in `node`, also one in a function. Only statements are looked at: most of a tree are expressions."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.ClassDef):
            yield part
        if isinstance(part, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            yield from classes_in(part)


def is_public_method(part: ast.stmt) -> bool:
    """A method others call: no property, no override of Qt's own (camelCase)."""
    if not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) or part.name.startswith("_"):
        return False
    if any(
        ast.unparse(decorator).rpartition(".")[2] in ("property", "setter", "overload")
        for decorator in part.decorator_list
    ):
        return False
    return part.name == part.name.lower()


def test_every_init_file_is_empty() -> None:
    assert [str(path) for path in python_files() if path.name == "__init__.py" and path.read_text("utf-8")] == []


def test_every_folder_of_the_packages_is_a_package() -> None:
    folders = {path.parent for path in python_files() if path.parts[len(ROOT.parts)] in ("agent_desktop", "telephony")}

    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("pattern", [MACHINE_PATH, ADDRESS_OF_A_REGISTRY, LIKE_A_SECRET])
def test_no_file_names_a_machine_a_registry_or_a_secret(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()[:100]}"
        for path in files()
        if path != Path(__file__)
        for text in [path.read_text("utf-8")]
        for match in pattern.finditer(text)
    ]

    assert found == []


def test_every_dependency_is_pinned_with_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", "")
    pinned = re.compile(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", re.IGNORECASE)
    for line in filter(None, map(str.strip, lock.splitlines())):
        assert pinned.match(line), line


def test_broad_except_stands_only_where_a_reason_is_given() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"noqa: BLE001", line) and not re.search(r"noqa: BLE001\W*\s+\w+", line)
    ]

    assert bare == []
