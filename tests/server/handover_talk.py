"""A talk whose agent writes a hand-over note and consults somebody."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.handovers import HandoverFact, HandoverNote, HandoverPart
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.server.composition import Clocks
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.script_talk import OTHER, SCRIPT, Talk, begun_talk, opened_bank
from tests.server.support import HandClock, until

SAID: Final[dict[str, object]] = {
    "reason_code": "withdrawal_not_theirs",
    "summary": "HKD 8,000 taken at 02:14, the card is with him.",
    "asked": "Open the fraud case",
    "promised": "A word by Friday",
}


@contextmanager
def opened_talk(database_url: str, folder: Path) -> Iterator[Talk]:
    """Have an agent in a talk by a script, with a bank's systems that do what they are asked."""
    clock = HandClock()
    (folder / "lost-card.yaml").write_text(SCRIPT, encoding="utf-8")
    (folder / "enquiry.yaml").write_text(OTHER, encoding="utf-8")
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_bank() as bank:
        records: dict[str, object] = {"scripts_folder": str(folder), "bank_systems_url": bank.origin}
        with opened_floor(database_url, clocks=clocks, records=records) as floor:
            yield begun_talk(floor, clock)


def path(talk: Talk) -> str:
    return f"/v1/calls/{talk.call_id}/handover"


def note_of(answer: httpx.Response) -> HandoverNote:
    assert answer.status_code == 200, answer.text
    return HandoverNote.model_validate(answer.json())


def written(talk: Talk, seen_version: int = 0, **more: object) -> HandoverNote:
    return note_of(talk.desk.put(path(talk), **{**SAID, **more, "seen_version": seen_version}))


def sent(talk: Talk, **more: object) -> HandoverNote:
    note = written(talk, 0, **more)
    return note_of(talk.desk.post(f"{path(talk)}/send", seen_version=note.version))


def rings_at(talk: Talk, desk: Desk) -> dict[str, Any]:
    """Have the agent consult who sits at `desk`, and return what their offer carries."""
    answer = talk.desk.post(f"/v1/calls/{talk.call_id}/transfers", kind="warm", agent_id=str(desk.agent_id))
    assert answer.status_code == 200, answer.text
    payload = until(lambda: desk.snapshot().offer).payload
    assert payload is not None
    return payload


def specialist(talk: Talk, name: str = "bea") -> Desk:
    desk = talk.floor.agent(name)
    desk.go_ready()
    return desk


def facts(note: HandoverNote) -> dict[HandoverPart, list[HandoverFact]]:
    return {part: [each for each in note.parts if each.part is part] for part in HandoverPart}


def audited(floor: Floor, what: str) -> list[AuditRow]:
    with Session(floor.engine) as session:
        rows = session.scalars(sa.select(AuditRow).where(AuditRow.what == what).order_by(AuditRow.at)).all()
        session.expunge_all()
        return list(rows)
