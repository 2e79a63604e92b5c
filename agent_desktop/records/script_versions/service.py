"""The library of scripts: drafts of several authors, a second person's word, and what opens for calls since when."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ScriptOrigin, ScriptProblem, ScriptState, ScriptStep
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.script_versions.errors import (
    ScriptDefaultNeededError,
    ScriptStaleError,
    ScriptStepRefusedError,
    ScriptVersionNotFoundError,
    ScriptVersionTakenError,
    ScriptWhyNeededError,
    ScriptWrongError,
    SecondPersonNeededError,
)
from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.records.script_versions.repository import PublishedRepository, ScriptVersionRepository
from agent_desktop.records.script_versions.runners import ReadText, publish_runners
from agent_desktop.records.script_versions.states import TRANSITIONS
from agent_desktop.records.script_versions.texts import as_kept, label_after, label_of, script_of, with_label
from agent_desktop.service_scripts.checks import id_findings
from agent_desktop.service_scripts.choice import is_default
from agent_desktop.service_scripts.errors import ScriptNotFoundError
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.yaml_lines import unkept_sign

NamesOf = Callable[[Iterable[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class Authoring:
    """One request of an author: who, when, and how texts are read and people called."""

    by: UUID
    at: datetime
    read: ReadText
    names_of: NamesOf


def save_draft(session: Session, script_id: str, text: str, *, seen_version: int, asking: Authoring) -> None:
    """Keep the text as the script's draft, mistakes and all; in review it is a draft again.

    `seen_version` is the draft's revision as it was read, 0 where there was none.

    Raises:
        ScriptStaleError: Another author saved since, began a draft, or published it.
        ScriptWrongError: No script can be called so, or the text cannot be kept as it is.
    """
    _expect_kept(script_id, text)
    repository = ScriptVersionRepository(session)
    repository.lock()
    row = repository.find_draft(script_id)
    _expect(row, seen_version, asking)
    if row is None:
        row = ScriptVersionRow(
            script_id=script_id,
            number=repository.next_number(script_id),
            state=ScriptState.DRAFT,
            origin=ScriptOrigin.EDITOR,
            text=text,
            label=label_of(text),
            revision=1,
            changed_at=asking.at,
            changed_by=asking.by,
        )
        repository.add(row)
        _audit(session, row, "script.draft_begun", asking)
        return
    row.text, row.label, row.revision = text, label_of(text), row.revision + 1
    row.state, row.review_asked_at, row.review_asked_by = ScriptState.DRAFT, None, None
    row.changed_at, row.changed_by = asking.at, asking.by
    session.flush()
    _audit(session, row, "script.draft_saved", asking)


def change_draft(
    session: Session, script_id: str, step: ScriptStep, *, seen_version: int, why: str, asking: Authoring
) -> None:
    """Ask for the review of a draft, publish it, give it back, or let it go.

    Raises:
        ScriptStaleError: Another author saved since `seen_version` (the draft's revision) was read.
        ScriptStepRefusedError: There is no draft, or it is not in a state for this.
        ScriptWrongError: A text with mistakes is not for review.
        ScriptVersionTakenError: A version of its name was published before.
        SecondPersonNeededError: The last change is their own.
        ScriptWhyNeededError: To give it back takes a reason.
    """
    repository = ScriptVersionRepository(session)
    repository.lock()
    row = repository.find_draft(script_id)
    if row is None or (row.state, step) not in TRANSITIONS:
        raise ScriptStepRefusedError(step, None if row is None else row.state)
    _expect(row, seen_version, asking)
    left: list[str] = []
    match step:
        case ScriptStep.ASK_REVIEW:
            _read(session, row.text, script_id, asking)
            row.review_asked_at, row.review_asked_by = asking.at, asking.by
            row.state, row.why = ScriptState.IN_REVIEW, why.strip()
        case ScriptStep.PUBLISH:
            if row.changed_by == asking.by:
                raise SecondPersonNeededError
            script = _read(session, row.text, script_id, asking)
            _retire(repository, repository.find_published(script_id), asking)
            _publish(row, script, asking)
            left = _publish_runners(session, script_id, asking)
        case ScriptStep.REJECT:
            if not why.strip():
                raise ScriptWhyNeededError
            row.state, row.why = ScriptState.DRAFT, why.strip()
            row.review_asked_at, row.review_asked_by = None, None
        case ScriptStep.DISCARD:
            _audit(session, row, "script.discard", asking)
            repository.delete(row)
            return
    row.revision += 1
    session.flush()
    _audit(session, row, f"script.{step.value}", asking, why, left)


def retire(session: Session, script_id: str, *, seen_version: int, why: str, asking: Authoring) -> None:
    """Have a script open for no call any more; calls under way finish on it.

    Raises:
        ScriptStepRefusedError: No version of it is published.
        ScriptStaleError: Another version than that of the number `seen_version` is.
        ScriptWhyNeededError: It takes a reason.
        ScriptDefaultNeededError: Nothing would open for calls that no script fits.
    """
    repository = ScriptVersionRepository(session)
    repository.lock()
    row = repository.find_published(script_id)
    if row is None:
        raise ScriptStepRefusedError(ScriptStep.RETIRE, None)
    if row.number != seen_version:
        raise ScriptStaleError(current_version=row.number, by=_name(row.published_by, asking))
    if not why.strip():
        raise ScriptWhyNeededError
    if is_default(script_of(row)) and not PublishedRepository(session).has_default_beside(script_id):
        raise ScriptDefaultNeededError
    _retire(repository, row, asking)
    row.why = why.strip()
    session.flush()
    _audit(session, row, "script.retire", asking, why)


def roll_back(session: Session, script_id: str, number: int, *, why: str, asking: Authoring) -> None:
    """Publish the text of an earlier version again, under the next free name.

    Raises:
        ScriptVersionNotFoundError: There is no such version.
        ScriptStepRefusedError: It counts, or was never published.
        ScriptWrongError: What it speaks of (a queue, another script) is not there any more.
        ScriptWhyNeededError: It takes a reason.
    """
    repository = ScriptVersionRepository(session)
    repository.lock()
    old = repository.find(script_id, number)
    if old is None:
        raise ScriptVersionNotFoundError
    if (old.state, ScriptStep.ROLL_BACK) not in TRANSITIONS:
        raise ScriptStepRefusedError(ScriptStep.ROLL_BACK, old.state)
    if not why.strip():
        raise ScriptWhyNeededError
    text = with_label(old.text, _free_label(repository, script_id))
    script = _read(session, text, script_id, asking)
    _retire(repository, repository.find_published(script_id), asking)
    row = ScriptVersionRow(
        script_id=script_id,
        number=repository.next_number(script_id),
        state=ScriptState.PUBLISHED,
        origin=ScriptOrigin.ROLL_BACK,
        text=text,
        revision=1,
        changed_at=asking.at,
        changed_by=asking.by,
        restores=number,
        why=why.strip(),
    )
    _publish(row, script, asking)
    repository.add(row)
    _audit(session, row, "script.roll_back", asking, why, _publish_runners(session, script_id, asking))


def script_in(session: Session, script_id: str, version: str) -> Script:
    """Return a script that was published under this name, whether or not it opens for calls now.

    Raises:
        ScriptNotFoundError: None was.
    """
    row = PublishedRepository(session).find_label(script_id, version)
    if row is None or row.script is None:
        raise ScriptNotFoundError(script_id, version)
    return script_of(row)


def _read(session: Session, text: str, script_id: str, asking: Authoring) -> Script:
    script, problems = asking.read(text, script_id)
    wrong = [each for each in problems if not each.is_warning]
    if wrong or script is None:
        raise ScriptWrongError(wrong)
    if PublishedRepository(session).find_label(script_id, script.version) is not None:
        raise ScriptVersionTakenError(script.version)
    return script


def _publish(row: ScriptVersionRow, script: Script, asking: Authoring) -> None:
    row.state, row.label, row.script = ScriptState.PUBLISHED, script.version, as_kept(script)
    row.published_at, row.published_by = asking.at, asking.by


def _publish_runners(session: Session, script_id: str, asking: Authoring) -> list[str]:
    session.flush()
    return publish_runners(session, {script_id}, read=asking.read, at=asking.at, by=asking.by)


def _retire(repository: ScriptVersionRepository, row: ScriptVersionRow | None, asking: Authoring) -> None:
    if row is not None:
        repository.retire(row, asking.at)


def _expect(row: ScriptVersionRow | None, seen_version: int, asking: Authoring) -> None:
    current = 0 if row is None else row.revision
    if current != seen_version:
        raise ScriptStaleError(current_version=current, by="" if row is None else _name(row.changed_by, asking))


def _expect_kept(script_id: str, text: str) -> None:
    wrong = [found.problem for found in id_findings(script_id, ("id",))]
    sign = unkept_sign(text)
    if sign is not None:
        wrong.append(sign)
    if wrong:
        raise ScriptWrongError([ScriptProblem(problem=each.code, details=dict(each.details)) for each in wrong])


def _name(user_id: UUID | None, asking: Authoring) -> str:
    return "" if user_id is None else asking.names_of([user_id]).get(user_id, "")


def _free_label(repository: ScriptVersionRepository, script_id: str) -> str:
    return label_after(row.label for row in repository.list_of(script_id) if row.published_at is not None)


def _audit(
    session: Session, row: ScriptVersionRow, what: str, asking: Authoring, why: str = "", left: Iterable[str] = ()
) -> None:
    detail: dict[str, JsonValue] = {"script": row.script_id, "number": row.number, "version": row.label}
    if why.strip():
        detail["why"] = why.strip()
    if runners := list(left):  # which run it, do not fit it any more, and go on with its steps before
        detail["left"] = [*runners]
    record_change(
        session,
        at=asking.at,
        by=asking.by,
        what=what,
        record_kind="script_version",
        record_id=row.version_id,
        detail=detail,
    )
