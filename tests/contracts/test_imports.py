"""Who may import whom: the contracts hold, and each one catches the import it is there for."""

import os
import shutil
import subprocess
import sys
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


@pytest.mark.parametrize(("contract", "path", "imported", "named"), PLANTED)
def test_a_planted_import_is_caught(copy: Path, contract: str, path: str, imported: str, named: str) -> None:
    planted = copy / path
    before = planted.read_text(encoding="utf-8") if planted.exists() else None
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{before or ''}\nimport {imported or 'sys'}\n", encoding="utf-8")
    try:
        done = lint(copy, contract)
    finally:
        if before is None:
            planted.unlink()
            if not any(planted.parent.iterdir()):
                planted.parent.rmdir()
        else:
            planted.write_text(before, encoding="utf-8")

    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout or "exhaustive" in done.stdout + done.stderr, done.stdout + done.stderr
    assert named in done.stdout
