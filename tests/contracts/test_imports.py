"""Who may import whom: the contracts hold, and each one catches the import it is there for."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = [
    # contract, the module that offends, what it imports, its name in the report
    ("layers", "agent_desktop/settings.py", "agent_desktop.words", "agent_desktop.settings"),
    ("layers", "agent_desktop/contract/planted.py", "agent_desktop.service_scripts.walk", "agent_desktop.contract"),
    ("layers", "agent_desktop/records/planted.py", "agent_desktop.server.database", "agent_desktop.records"),
    ("layers", "agent_desktop/client/planted.py", "agent_desktop.records.errors", "agent_desktop.client"),
    ("layers", "agent_desktop/server/planted.py", "agent_desktop.demo", "agent_desktop.server"),
    ("layers", "agent_desktop/server/planted.py", "agent_desktop.ui.runner", "agent_desktop.server"),
    ("layers", "agent_desktop/planted/__init__.py", "", "agent_desktop.planted"),
    ("ui", "agent_desktop/ui/notes/planted.py", "agent_desktop.ui.login.presenter", "agent_desktop.ui.notes"),
    ("ui", "agent_desktop/ui/widgets/planted.py", "agent_desktop.ui.notes.presenter", "agent_desktop.ui.widgets"),
    ("ui", "agent_desktop/ui/planted/__init__.py", "", "planted"),
    ("no-qt", "agent_desktop/ui/notes/presenter.py", "PySide6.QtCore", "agent_desktop.ui.notes.presenter"),
    ("no-qt", "agent_desktop/ui/notes/presenter.py", "agent_desktop.ui.runner", "agent_desktop.ui.runner"),
    ("no-qt", "agent_desktop/client/planted.py", "PySide6.QtCore", "agent_desktop.client.planted"),
    ("no-qt", "agent_desktop/service_scripts/planted.py", "PySide6", "agent_desktop.service_scripts.planted"),
    ("no-qt", "agent_desktop/contract/planted.py", "PySide6", "agent_desktop.contract.planted"),
    ("telephony-alone", "telephony/planted.py", "agent_desktop.contract.base", "telephony.planted"),
    ("records-alone", "agent_desktop/records/planted.py", "telephony.contract", "agent_desktop.records.planted"),
    ("records-alone", "agent_desktop/service_scripts/planted.py", "telephony.contract", "service_scripts.planted"),
    ("records-alone", "agent_desktop/contract/planted.py", "telephony.contract", "agent_desktop.contract.planted"),
    ("telephony-by-contract", "agent_desktop/client/planted.py", "telephony.errors", "agent_desktop.client.planted"),
    ("telephony-by-contract", "agent_desktop/ui/planted.py", "telephony.calls.states", "agent_desktop.ui.planted"),
    ("workstation", "agent_desktop/ui/planted.py", "sqlalchemy", "agent_desktop.ui.planted"),
    ("workstation", "agent_desktop/client/planted.py", "agent_desktop.server.errors", "agent_desktop.client.planted"),
    ("workstation", "agent_desktop/contract/planted.py", "fastapi", "agent_desktop.contract.planted"),
    ("workstation", "telephony/contract.py", "telephony.database", "telephony.contract"),
    ("server-half", "agent_desktop/server/planted.py", "PySide6.QtCore", "agent_desktop.server.planted"),
    ("server-half", "agent_desktop/server/planted.py", "agent_desktop.client.vault", "agent_desktop.client.vault"),
    ("server-half", "agent_desktop/records/planted.py", "keyring", "agent_desktop.records.planted"),
    ("server-half", "telephony/planted.py", "PySide6", "telephony.planted"),
    ("twilio", "telephony/calls/planted.py", "twilio.rest", "telephony.calls.planted"),
    ("twilio", "agent_desktop/server/planted.py", "twilio", "agent_desktop.server.planted"),
    ("pure", "telephony/calls/states.py", "sqlalchemy", "telephony.calls.states"),
    ("pure", "telephony/queues/policy.py", "telephony.queues.models", "telephony.queues.models"),
    ("pure", "telephony/agents/states.py", "telephony.providers.models", "telephony.providers.models"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages to plant imports in."""
    folder = tmp_path_factory.mktemp("copy")
    for package in ("agent_desktop", "telephony"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    order = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return subprocess.run(
        [sys.executable, "-c", order, "--no-cache", "--no-logo", "--contract", contract],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@contextmanager
def planted(folder: Path, imports: Iterable[tuple[str, str]]) -> Iterator[None]:
    """Have each (path, imported) be imported there, and all be as it was afterwards."""
    before = {path: (folder / path).read_text(encoding="utf-8") if (folder / path).exists() else None
              for path, _ in imports}  # fmt: skip
    try:
        for path, imported in imports:
            (folder / path).parent.mkdir(exist_ok=True)
            with (folder / path).open("a", encoding="utf-8") as file:
                file.write(f"\nimport {imported or 'sys'}\n")
        yield
    finally:
        for path, text in before.items():
            file_there = folder / path
            if text is not None:
                file_there.write_text(text, encoding="utf-8")
                continue
            file_there.unlink(missing_ok=True)
            if not any(file_there.parent.iterdir()):
                file_there.parent.rmdir()


@pytest.mark.parametrize("contract", sorted({contract for contract, _, imported, _ in PLANTED if imported}))
def test_every_planted_import_is_caught(copy: Path, contract: str) -> None:
    """All that a contract is there for at once: each start of the linter takes a second."""
    plants = [(path, imported, named) for each, path, imported, named in PLANTED if each == contract and imported]

    with planted(copy, [(path, imported) for path, imported, _ in plants]):
        done = lint(copy, contract)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout, done.stdout + done.stderr
    for path, imported, named in plants:
        assert named in done.stdout, f"{named}\n{done.stdout}"
        module = path.removesuffix(".py").replace("/", ".")
        package, _, _ = imported.partition(".")
        reported = imported if package in ("agent_desktop", "telephony") else package
        assert f"{module} -> {reported}" in done.stdout, f"{module} -> {reported}\n{done.stdout}"


@pytest.mark.parametrize(("contract", "path", "named"), [(c, p, n) for c, p, imported, n in PLANTED if not imported])
def test_a_part_that_no_layer_names_is_caught(copy: Path, contract: str, path: str, named: str) -> None:
    with planted(copy, [(path, "")]):
        done = lint(copy, contract)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "exhaustive" in done.stdout + done.stderr, done.stdout + done.stderr
    assert named in done.stdout
