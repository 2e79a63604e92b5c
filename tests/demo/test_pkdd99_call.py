"""A whole guided call from a client of the PKDD'99 bank: its real rows where they are, else rows of the same kind."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from telephony.contract import AgentState
from tests.records.sources.pkdd99_rows import write_made_up, write_some_of
from tests.records.sources.shared_data import find_pkdd99
from tests.support.postgres import cluster_folder

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def data(tmp_path: Path, full_size: bool) -> Path:
    """All of the real rows; otherwise some of them; where they are not here, made-up ones."""
    real = find_pkdd99()
    if real is None:
        return write_made_up(tmp_path / "pkdd99")
    return real if full_size else write_some_of(real, tmp_path / "pkdd99")


@pytest.fixture
def home() -> Iterator[Path]:
    folder = cluster_folder()
    yield folder
    EmbeddedPostgres(folder / "demo" / "pkdd99" / "postgres").stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.prove
def test_a_client_of_the_pkdd99_bank_calls_and_is_served(data: Path, home: Path, tmp_path: Path) -> None:
    output = tmp_path / "demo-output"
    options = ["--bank", "pkdd99", "--data", str(data), "--output", str(output), "--language", "en"]

    done = subprocess.run(
        [sys.executable, "-m", "agent_desktop", "demo", "--no-screen", *options],
        env=os.environ | {"AGENT_DESKTOP_DATA_FOLDER": str(home)},
        capture_output=True,
        text=True,
        timeout=380,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "propagateSizeHints" not in done.stderr
    report = json.loads((output / "report.json").read_text(encoding="utf-8"))
    assert report["everything_happened"]
    assert report["bank"] == "pkdd99"
    assert len(list(output.glob("*.png"))) == 20
    postgres = EmbeddedPostgres(home / "demo" / "pkdd99" / "postgres")
    assert postgres.address() is None
    engine = create_engine(postgres.start())
    with engine.connect() as connection:
        systems = connection.scalars(_SYSTEMS, {"customer_id": report["ids"]["customer_id"]}).all()
        agent_state = connection.scalar(sa.text("SELECT state FROM agents"))
    engine.dispose()
    assert systems == ["pkdd99_accounts", "pkdd99_cards", "pkdd99_loans", "pkdd99_orders"]
    assert agent_state == AgentState.OFFLINE


_SYSTEMS = sa.text(
    "SELECT DISTINCT source_code FROM holdings JOIN holding_parties USING (holding_id)"
    " WHERE customer_id = :customer_id ORDER BY source_code"
)
