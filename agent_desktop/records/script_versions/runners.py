"""Scripts that run another one: they are published anew with it, so that calls meet what was changed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ScriptOrigin, ScriptProblem, ScriptState
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.records.script_versions.repository import PublishedRepository, ScriptVersionRepository
from agent_desktop.records.script_versions.texts import as_kept, label_below, with_label
from agent_desktop.service_scripts.schema import Script


class ReadText(Protocol):
    """Reads a text that is to be published as `script_id`, with what else the library has."""

    def __call__(self, text: str, script_id: str) -> tuple[Script | None, Sequence[ScriptProblem]]:
        """Return the script with all that it runs in its place, and what is wrong; None where that is too much."""
        ...


def publish_runners(
    session: Session,
    changed: Collection[str],
    *,
    read: ReadText,
    at: datetime,
    by: UUID | None,
    but: Collection[str] = (),
) -> list[str]:
    """Publish anew what runs one of the scripts `changed`, with the steps that those have now; `but` is left alone.

    The text stays as it is, under a name below its own (2.1 becomes 2.1.1). Return the ids of those that do not fit
    any more, which go on with the steps they had.
    """
    running = [
        (depth, row)
        for row in PublishedRepository(session).list_rows()
        if row.script_id not in but and (depth := _depth(row.script or {}, changed))
    ]
    left: list[str] = []
    # One that is run itself comes before those that run it: they take its steps as they are then.
    for _, row in sorted(running, key=lambda each: (each[0], each[1].script_id)):
        repository = ScriptVersionRepository(session)
        labels = [each.label for each in repository.list_of(row.script_id) if each.published_at is not None]
        own = row.label.rpartition(".")[0] if row.origin is ScriptOrigin.SHARED else row.label
        text = with_label(row.text, label_below(own, labels))
        script, problems = read(text, row.script_id)
        if script is None or any(not each.is_warning for each in problems):
            left.append(row.script_id)
            continue
        _publish(session, row, text, script, at, by)
    return left


def _depth(script: dict[str, Any], changed: Collection[str]) -> int:
    """Return how many scripts within each other a script runs down to one of `changed`; 0 where it runs none."""
    places = [step["id"].split(".")[:-1] for step in script.get("steps", ())]
    return max((place.index(each) + 1 for place in places for each in changed if each in place), default=0)


def _publish(
    session: Session, before: ScriptVersionRow, text: str, script: Script, at: datetime, by: UUID | None
) -> None:
    repository = ScriptVersionRepository(session)
    repository.retire(before, at)
    row = ScriptVersionRow(
        script_id=before.script_id,
        number=repository.next_number(before.script_id),
        label=script.version,
        state=ScriptState.PUBLISHED,
        origin=ScriptOrigin.SHARED,
        text=text,
        script=as_kept(script),
        changed_at=at,
        changed_by=by,
        published_at=at,
        published_by=by,
        restores=before.number,
    )
    repository.add(row)
    detail: dict[str, JsonValue] = {"script": row.script_id, "number": row.number, "version": row.label}
    record_change(
        session, at=at, by=by, what="script.runs_changed", record_kind="script_version", record_id=row.version_id,
        detail=detail,
    )  # fmt: skip
