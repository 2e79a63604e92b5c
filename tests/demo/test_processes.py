"""Two demos in one folder, one after the other and at once, over real processes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from agent_desktop.contract.sessions import SessionTokens
from agent_desktop.demo.processes import Addresses, DemoWish, DemoWorld
from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.start_errors import AlreadyRunningError, FolderNotWritableError
from telephony.contract import AgentState
from tests.server.floor import Desk
from tests.support.postgres import cluster_folder

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = cluster_folder()
    yield folder
    EmbeddedPostgres(folder / "demo" / "trial" / "postgres").stop()
    shutil.rmtree(folder, ignore_errors=True)


def _wish(folder: Path) -> DemoWish:
    return DemoWish(customers=40, folder=folder / "demo")


@contextmanager
def _signed_in(addresses: Addresses) -> Iterator[Desk]:
    body = {"name": addresses.name, "password": addresses.password, "client_version": "0.1.0"}
    answer = httpx.post(f"{addresses.server}/v1/sessions", json=body, trust_env=False, timeout=15)
    assert answer.status_code == 200, answer.text
    desk = Desk(addresses.server, SessionTokens.model_validate(answer.json()))
    with desk.http:
        yield desk


def _told_by_core_banking(addresses: Addresses, customer_number: str) -> dict[str, dict[str, str]]:
    answer = httpx.get(
        f"{addresses.bank_systems}/systems/core_banking/customers/{customer_number}/holdings",
        headers={"Authorization": f"Bearer {addresses.bank_systems_key}"},
        trust_env=False,
        timeout=15,
    )
    assert answer.status_code == 200, answer.text
    return {each["source_key"]: each["status"] for each in answer.json()["holdings"]}


def _start_another(folder: Path) -> subprocess.CompletedProcess[str]:
    options = ["demo", "--no-screen", "--customers", "40", "--output", str(folder / "output"), "--language", "en"]
    return subprocess.run(
        [sys.executable, "-m", "agent_desktop", *options],
        env=os.environ | {"AGENT_DESKTOP_DATA_FOLDER": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_second_demo_is_refused_and_the_first_goes_on_as_if_nothing_had_been(folder: Path) -> None:
    with DemoWorld(_wish(folder), tell=lambda _: None) as world, _signed_in(world.addresses) as desk:
        config = (folder / "demo" / "trial" / "config.yaml").read_bytes()
        document = desk.http.get("/v1/routing").json()["document"]  # an administrator can save it as it stands
        queues = {each["code"] for each in document["queues"]}
        assert {code for each in document["outgoing_numbers"] for code in each["queues"]} <= queues
        desk.go_ready()
        ring = httpx.post(
            f"{world.addresses.simulator}/calls", json={"from_number": "+85221230017"}, trust_env=False, timeout=15
        )
        assert ring.status_code == 201
        call_id = desk.until_offered()

        with pytest.raises(AlreadyRunningError), DemoWorld(_wish(folder), tell=lambda _: None):
            pass
        another = _start_another(folder)

        assert another.returncode == 2
        assert "already running" in another.stderr
        assert not (folder / "output").exists()
        assert (folder / "demo" / "trial" / "config.yaml").read_bytes() == config
        assert desk.snapshot().agent.state is AgentState.READY
        assert desk.until_offered() == call_id
        with _signed_in(world.addresses):
            pass
    assert EmbeddedPostgres(folder / "demo" / "trial" / "postgres").address() is None


def test_a_start_after_a_killed_demo_keeps_the_bank_of_the_week_and_ends_what_was_left_on(folder: Path) -> None:
    said: list[str] = []
    first = _wish(folder)
    with DemoWorld(first, tell=said.append) as world, _signed_in(world.addresses) as desk:
        desk.go_ready()
    assert any("Making a trial bank" in line for line in said)
    postgres = EmbeddedPostgres(folder / "demo" / "trial" / "postgres")
    postgres.start()  # as a demo that was killed leaves it
    said.clear()

    with DemoWorld(replace(first, as_of=first.as_of + timedelta(days=6)), tell=said.append) as world:
        assert not any("Making a trial bank" in line for line in said)
        engine = create_engine(world.addresses.database)
        with engine.connect() as connection:
            assert connection.scalar(sa.text("SELECT state FROM agents")) == AgentState.OFFLINE
            number = connection.scalar(sa.text("SELECT customer_number FROM customers WHERE name_chinese = '莫雪晴'"))
            holdings = connection.execute(
                sa.text("SELECT source_key, status FROM holdings WHERE matures_on IS NOT NULL")
            ).all()
        engine.dispose()
        # The bank's systems tell of the same bank as the database, not of one made six days later.
        stored = {row.source_key: row.status for row in holdings}
        told = _told_by_core_banking(world.addresses, str(number))
        dated = {key: status for key, status in told.items() if key in stored}
        assert dated
        assert dated == {key: stored[key] for key in dated}
    assert postgres.address() is None


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file", encoding="utf-8")
    with pytest.raises(FolderNotWritableError), DemoWorld(_wish(tmp_path), tell=lambda _: None):
        pass
