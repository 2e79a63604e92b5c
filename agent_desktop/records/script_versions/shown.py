"""The library as the wire has it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.scripts import LibraryScript, ScriptState, ScriptVersion
from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.records.script_versions.service import NamesOf
from agent_desktop.records.script_versions.states import steps_of

_TITLE = re.compile(r"^title:\s*\{en: *\"?([^,\"}]*)\"?, *zh: *\"?([^,\"}]*)\"?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown to one person. `calls` are those of the last 30 days by script and its text's version."""

    reader_id: UUID
    may_edit: bool
    names_of: NamesOf
    calls: Mapping[tuple[str, str], int]

    def script(self, rows: Sequence[ScriptVersionRow]) -> LibraryScript:
        """Return one script with its versions, the newest first. Head and group are those that count, else of the last
        that did, else what can be seen of the draft."""
        published = [row for row in rows if row.script is not None]
        counting = [row for row in published if row.state is ScriptState.PUBLISHED] or published
        kept = (counting[0].script or {}) if counting else {}
        script_id = rows[0].script_id
        return LibraryScript(
            script_id=script_id,
            title=kept.get("title") or _title_in(rows[0].text),
            group=kept.get("group", "service") if kept else "",
            direction=kept.get("direction", "inbound"),
            calls=sum(count for (each, _), count in self.calls.items() if each == script_id),
            versions=tuple(self._versions(rows)),
        )

    def version(self, row: ScriptVersionRow) -> ScriptVersion:
        """Return what is said of one version."""
        return self._versions([row])[0]

    def _versions(self, rows: Sequence[ScriptVersionRow]) -> list[ScriptVersion]:
        people = {
            each for row in rows for each in (row.changed_by, row.review_asked_by, row.published_by) if each is not None
        }
        names = self.names_of(people) if people else {}
        return [self._one(row, names) for row in rows]

    def _one(self, row: ScriptVersionRow, names: Mapping[UUID, str]) -> ScriptVersion:
        steps = steps_of(row.state, is_last_changer=row.changed_by == self.reader_id)
        return ScriptVersion(
            number=row.number,
            version=row.label,
            revision=row.revision,
            state=row.state,
            origin=row.origin,
            changed_at=row.changed_at,
            changed_by=row.changed_by,
            changed_by_name=_name(row.changed_by, names),
            review_asked_at=row.review_asked_at,
            published_at=row.published_at,
            published_by_name=_name(row.published_by, names),
            retired_at=row.retired_at,
            why=row.why,
            restores=row.restores,
            calls=self.calls.get((row.script_id, row.label), 0) if row.published_at is not None else 0,
            may=steps if self.may_edit else frozenset(),
        )


def _name(user_id: UUID | None, names: Mapping[UUID, str]) -> str:
    return "" if user_id is None else names.get(user_id, "")


def _title_in(text: str) -> LocalText:
    found = _TITLE.search(text)
    return {} if found is None else {"en": found[1].strip(), "zh": found[2].strip()}
