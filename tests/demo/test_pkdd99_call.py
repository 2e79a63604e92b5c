"""A whole guided call from a client of the PKDD'99 bank: its real rows where they are, and rows of the same kind."""

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
from tests.records.sources.shared_data import pkdd99_folder
from tests.support.postgres import cluster_folder

pytestmark = pytest.mark.timeout(400)

_ROWS = {
    "district": [
        "A1;A2;A3;A4;A5;A6;A7;A8;A9;A10;A11;A12;A13;A14;A15;A16",
        '1;"Hl.m. Praha";"Prague";1204953;0;0;0;1;1;100.0;12541;0.29;0.43;167;85677;99107',
    ],
    "client": ['"client_id";"birth_number";"district_id"', '11;"706213";1', '12;"450204";1', '13;"406009";1'],
    "disp": [
        '"disp_id";"client_id";"account_id";"type"',
        '21;11;31;"OWNER"',
        '22;12;32;"OWNER"',
        '23;13;32;"DISPONENT"',
    ],
    "account": [
        '"account_id";"district_id";"frequency";"date"',
        '31;1;"POPLATEK MESICNE";930101',
        '32;1;"POPLATEK TYDNE";930102',
    ],
    "card": ['"card_id";"disp_id";"type";"issued"', '41;22;"gold";981107 00:00:00'],
    "loan": [
        '"loan_id";"account_id";"date";"amount";"duration";"payments";"status"',
        '51;32;980711;165960;36;4610.00;"C"',
    ],
    "order": [
        '"order_id";"account_id";"bank_to";"account_to";"amount";"k_symbol"',
        '61;32;"ST";"89597016";4610.00;"UVER"',
    ],
    "trans": [
        '"trans_id";"account_id";"date";"type";"operation";"amount";"balance";"k_symbol";"bank";"account"',
        '71;31;930101;"PRIJEM";"VKLAD";700.00;700.00;"";;',
        '72;32;981230;"PRIJEM";"PREVOD Z UCTU";20100.00;28400.50;"DUCHOD";"AB";12345678',
    ],
}
"""Client 12 has something in every system; the others do not."""


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    folder = tmp_path / "pkdd99"
    folder.mkdir()
    for name, lines in _ROWS.items():
        (folder / f"{name}.asc").write_text("\r\n".join([*lines, ""]), encoding="windows-1250", newline="")
    return folder


@pytest.fixture
def data(request: pytest.FixtureRequest) -> Path:
    if request.param == "real":
        return pkdd99_folder()
    folder: Path = request.getfixturevalue("made_up")
    return folder


@pytest.fixture
def home() -> Iterator[Path]:
    folder = cluster_folder()
    yield folder
    EmbeddedPostgres(folder / "demo" / "pkdd99" / "postgres").stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("data", ["made_up", "real"], indirect=True)
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
