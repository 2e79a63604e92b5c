"""The product's own classes with a witness beside them, who writes into the ledger what was asked and what was told.

Nothing is changed in what they do; the line is written before the product hears the answer.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from agent_desktop.client.draft_records import RunDraft
from agent_desktop.client.drafts import AnyDraft, Draft, DraftJournal, DraftKind
from agent_desktop.client.http import Http
from agent_desktop.client.link import LinkState
from agent_desktop.client.stream import DeskStream
from agent_desktop.contract.interactions import Interaction
from telephony.contract import DeskSnapshot, StreamMessage
from telephony.providers.base import CarrierReport
from telephony.providers.simulator.reports import ReportDelivery, Told
from tests.proofs.kill.ledger import Ledger

T = TypeVar("T")


def http_with(ledger: Ledger) -> type[Http]:
    """Return the product's HTTP client; every command it sends, and every answer to one, is witnessed."""

    class WitnessedHttp(Http):
        def send(
            self,
            method: str,
            path: str,
            answer: TypeAdapter[T],
            *,
            token: str = "",
            body: BaseModel | None = None,
            params: Mapping[str, str] | None = None,
            repeat: bool = True,
        ) -> T:
            command = body.model_dump(mode="json") if body is not None and hasattr(body, "command_id") else None
            if command is not None:
                ledger.write("asked", path=path, **command)
            result = super().send(method, path, answer, token=token, body=body, params=params, repeat=repeat)
            if command is not None:
                ledger.write("acknowledged", path=path, **command, **_told(result))
            return result

    return WitnessedHttp


def _told(answer: object) -> dict[str, Any]:
    """Return the versions that the server's answer names."""
    if isinstance(answer, Interaction):
        return {
            "interaction_id": str(answer.interaction_id),
            "call_id": str(answer.call_id),
            "note_version": answer.note_version,
            "script_version": answer.script_version_number,
        }
    if isinstance(answer, DeskSnapshot):
        return {"agent_version": answer.agent.version, "agent_state": answer.agent.state.value}
    return {}


def journal_with(ledger: Ledger) -> type[DraftJournal]:
    """Return the product's journal on disk; what it has taken in is witnessed, answers also as they are given to it."""

    class WitnessedJournal(DraftJournal):
        def keep(self, draft: AnyDraft) -> None:
            if isinstance(draft, Draft):
                super().keep(draft)
                ledger.write("kept", call_id=str(draft.call_id), length=len(draft.text))
            elif isinstance(draft, RunDraft):
                facts = {"call_id": str(draft.call_id), "step_id": draft.step_id, "answers": len(draft.answers)}
                # A kill between the two leaves it on the disk and not said to be.
                ledger.write("keeping_run", **facts)
                super().keep(draft)
                ledger.write("kept_run", **facts)
            else:
                super().keep(draft)

        def drop(self, draft_id: UUID, kind: DraftKind = DraftKind.NOTE) -> None:
            super().drop(draft_id, kind)
            ledger.write("dropped", draft_id=str(draft_id), kind=kind.value)

    return WitnessedJournal


def stream_with(ledger: Ledger) -> type[DeskStream]:
    """Return the product's stream; each event that the desktop is told, and each change of the link, is witnessed."""

    class WitnessedStream(DeskStream):
        def __init__(
            self,
            *place: Any,
            on_message: Callable[[StreamMessage], None],
            on_link: Callable[[LinkState], None],
            **options: Any,
        ) -> None:
            def heard(message: StreamMessage) -> None:
                ledger.write("heard", type=message.type, number=message.number, kind=message.kind,
                             subject_id=message.subject_id)  # fmt: skip
                on_message(message)

            def link_changed(link: LinkState) -> None:
                ledger.write("link", status=link.status.value, up=link.is_up)
                on_link(link)

            super().__init__(*place, on_message=heard, on_link=link_changed, **options)

    return WitnessedStream


def delivery_with(ledger: Ledger) -> type[ReportDelivery]:
    """Return the simulator's delivery; each report that it is given to bring, and each that was taken, is witnessed."""

    class WitnessedDelivery(ReportDelivery):
        def send(self, report: Told) -> None:
            self._note("report", report)
            super().send(report)

        async def _deliver(self, report: Told) -> None:
            await super()._deliver(report)
            self._note("taken", report)

        def _note(self, what: str, report: Told) -> None:
            if isinstance(report, CarrierReport):
                ledger.write(what, event_id=report.event_id, call_sid=report.call_sid, sequence=report.sequence)

    return WitnessedDelivery


class FileKeyring:
    """Stands for the operating system's keyring: it lives on when the desktop is killed, and is never half written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get_password(self, service: str, username: str) -> str | None:
        value = self._read().get(f"{service}/{username}")
        return None if value is None else str(value)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self._read(), f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        kept = self._read()
        kept.pop(f"{service}/{username}", None)
        self._write(kept)

    def _read(self) -> dict[str, Any]:
        return dict(json.loads(self._path.read_text(encoding="utf-8"))) if self._path.exists() else {}

    def _write(self, kept: dict[str, Any]) -> None:
        new = self._path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
