"""The comparison after a kill sees what is missing: each loss is made by hand once, and found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from psycopg.rows import dict_row

from telephony.contract import CallState
from telephony.providers.simulator.wire import CallView
from tests.proofs.kill import checks
from tests.proofs.kill.ledger import Entry, Ledger, LedgerReader
from tests.proofs.kill.rounds import plan_rounds
from tests.server.floor import Desk, Floor, opened_floor
from tests.support.postgres import TestCluster

NOTE = "客户说卡一直在身边"


@dataclass
class Served:
    """One call that was served, what its agent was told, and our own way into the tables."""

    floor: Floor
    tables: checks.Tables
    call_sid: str
    told: list[Entry]

    def carrier(self) -> dict[str, CallView]:
        return {self.call_sid: self.floor.room(self.call_sid)}

    def change(self, statement: str) -> None:
        """Do it for this test only: it is rolled back."""
        self.tables.execute(statement.encode())

    def stuck(self) -> list[str]:
        return checks.nothing_is_stuck(self.tables, self.carrier())

    def missing(self) -> list[str]:
        return checks.acknowledged_is_there(self.tables, "may", self.told)


def command(desk: Desk, method: str, path: str, told: list[Entry], **body: Any) -> dict[str, Any]:
    asked = {"command_id": str(uuid4()), **body}
    answer = desk.http.request(method, path, json=asked)
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    facts: dict[str, Any] = {name: content[name] for name in ("interaction_id", "note_version") if name in content}
    told.append(Entry(0.0, "acknowledged", {"path": path, **asked, **facts}))
    return content


@pytest.fixture(scope="module")
def one_call(cluster: TestCluster) -> Iterator[Served]:
    address = cluster.clone()
    url = sa.make_url(address)
    with (
        opened_floor(address) as floor,
        psycopg.connect(
            host=str(url.query["host"]),
            port=str(url.query["port"]),
            user=url.username,
            password=url.password,
            dbname=url.database,
            row_factory=dict_row,
        ) as tables,
    ):
        floor.add_customer()
        desk = floor.agent("may")
        desk.go_ready()
        call_sid = floor.ring()
        told: list[Entry] = []
        call_id = desk.until_offered()
        command(desk, "POST", f"/v1/calls/{call_id}/commands", told, action="answer")
        desk.until_call(CallState.TALKING)
        interaction_id = desk.http.get(f"/v1/calls/{call_id}/interaction").json()["interaction_id"]
        command(desk, "PUT", f"/v1/interactions/{interaction_id}/note", told, seen_version=0, text=NOTE)
        floor.hang_up(call_sid)
        desk.until_call(CallState.ENDED)
        finish = f"/v1/interactions/{interaction_id}/finish"
        command(desk, "POST", finish, told, disposition_code="resolved")
        yield Served(floor, tables, call_sid, told)
    cluster.drop(address)


@pytest.fixture
def served(one_call: Served) -> Iterator[Served]:
    yield one_call
    one_call.tables.rollback()


def test_a_call_that_was_served_whole_leaves_nothing_to_say(served: Served) -> None:
    assert served.missing() == []
    assert served.stuck() == []
    assert checks.notes_are_whole(served.tables, lambda _: NOTE) == []


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM commands",
        "UPDATE interactions SET note_version = 0",
        "UPDATE interactions SET note = 'another'",
        "UPDATE interactions SET finished_at = NULL",
        "DELETE FROM contacts",
        "DELETE FROM interactions",
        "DELETE FROM events WHERE kind = 'wrap_up.finished'",
    ],
)
def test_what_was_acknowledged_and_is_gone_is_found(served: Served, loss: str) -> None:
    served.change(loss)

    assert served.missing()


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE calls SET state = 'talking', ended_at = NULL",
        "UPDATE agents SET state = 'on_call', wrap_up = '{}', call_id = (SELECT call_id FROM calls)",
        "UPDATE agents SET state = 'wrap_up', wrap_up = '{}', call_id = (SELECT call_id FROM calls)",
        "UPDATE agents SET offer_id = (SELECT offer_id FROM offers)",
        "UPDATE agent_states SET ended_at = now() WHERE ended_at IS NULL",
        "UPDATE parties SET left_at = NULL",
        "UPDATE provider_outbox SET done_at = NULL",
        "DELETE FROM events WHERE number = (SELECT max(number) FROM events)",
        "DELETE FROM offers; DELETE FROM interactions; DELETE FROM parties; DELETE FROM calls",
    ],
)
def test_what_is_stuck_is_found(served: Served, fault: str) -> None:
    served.change(fault)

    assert served.stuck()


def test_a_note_that_lost_a_letter_is_found(served: Served) -> None:
    served.change("UPDATE interactions SET note = left(note, -1)")

    assert checks.notes_are_whole(served.tables, lambda _: NOTE)


def test_a_report_that_is_gone_is_found(served: Served) -> None:
    stored = served.tables.execute("SELECT event_id, sequence FROM provider_inbox").fetchall()
    sent = [Entry(0.0, "report", dict(row)) for row in stored]
    before = checks.reports_are_there(served.tables, sent)
    served.change("DELETE FROM provider_inbox WHERE sequence = 1")

    assert before == []
    assert len(checks.reports_are_there(served.tables, sent)) == 1


def test_an_event_told_under_a_number_that_is_another_now_is_found(served: Served) -> None:
    row = served.tables.execute("SELECT number, kind, subject_id FROM events ORDER BY number LIMIT 1").fetchone()
    assert row is not None
    told: Callable[[str], Entry] = lambda kind: Entry(  # noqa: E731
        0.0, "heard", {"type": "event", "number": row["number"], "kind": kind, "subject_id": str(row["subject_id"])}
    )

    assert checks.heard_is_there(served.tables, "may", [told(row["kind"])]) == []
    assert checks.heard_is_there(served.tables, "may", [told("call.held")])


def test_a_save_that_was_done_twice_is_found(served: Served, tmp_path: Path) -> None:
    ledger, reader = Ledger(tmp_path / "ledger"), LedgerReader(tmp_path / "ledger")
    ledger.write("asked", **served.told[1].facts)
    ledger.write("asked", **served.told[1].facts)  # sent again under the same id
    reader.read()

    assert checks.done_once(served.tables, {"may": reader}) == []
    served.change("UPDATE interactions SET note_version = 2")
    assert checks.done_once(served.tables, {"may": reader})


def test_a_ledger_survives_being_torn_by_a_kill(tmp_path: Path) -> None:
    Ledger(tmp_path / "ledger").write("typed", length=1)
    with (tmp_path / "ledger").open("ab") as file:
        file.write(b'{"at": 1.0, "what": "ty')
    reader = LedgerReader(tmp_path / "ledger")
    reader.read()
    Ledger(tmp_path / "ledger").write("typed", length=2)
    reader.read()

    assert [entry["length"] for entry in reader.entries] == [1, 2]


def test_a_seed_plans_the_same_rounds_again_and_each_program_in_the_first_two() -> None:
    first, again = plan_rounds(7, 40), plan_rounds(7, 40)

    assert [each.row() for each in first] == [each.row() for each in again]
    assert [each.row() for each in first] != [each.row() for each in plan_rounds(8, 40)]
    assert {victim for each in first[:2] for victim in each.victims} == {"server", "database", "desktop"}
