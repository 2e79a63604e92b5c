"""Architecture 7: no exception ever leaves a Qt override, so each of them is guarded."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
PACKAGES: Final = ("agent_desktop/ui", "agent_desktop/demo")
ONE_WORD: Final = frozenset({"data", "event", "flags", "index", "lessThan", "paint", "parent", "validate"})
"""Names of Qt's that have no capital letter; all others of Qt's have one, and none of ours has."""
OF_LAYOUTS: Final = frozenset({"count"})


def unguarded(source: str) -> Iterator[str]:
    """Yield ``Class.method`` for each Qt override in `source` that lacks the guard."""
    for owner in ast.walk(ast.parse(source)):
        if not isinstance(owner, ast.ClassDef):
            continue
        is_layout = any("Layout" in ast.unparse(base) for base in owner.bases)
        for method in owner.body:
            if not isinstance(method, ast.FunctionDef) or not _is_override(method.name, is_layout):
                continue
            if not any(ast.unparse(each).startswith("guarded(") for each in method.decorator_list):
                yield f"{owner.name}.{method.name}"


def _is_override(name: str, is_layout: bool) -> bool:
    of_qt = not name.startswith("_") and name != name.lower()
    return of_qt or name in ONE_WORD or (is_layout and name in OF_LAYOUTS)


def test_every_qt_override_is_guarded() -> None:
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    assert len(files) > 100
    found = [f"{path.relative_to(ROOT)}: {name}" for path in files for name in unguarded(path.read_text("utf-8"))]
    assert found == []


def test_an_override_without_the_guard_is_found() -> None:
    planted = """
class Row(QWidget):
    def sizeHint(self): ...
    @guarded(nothing)
    def paintEvent(self, event): ...
    def event(self, event): ...
    def count(self): ...
class Flow(QLayout):
    def count(self): ...
"""
    assert list(unguarded(planted)) == ["Row.sizeHint", "Row.event", "Flow.count"]
