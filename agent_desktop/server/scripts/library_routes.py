"""``/v1/script-library``: the scripts as authors work on them, and supervisors read them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import (
    ChangeScript,
    CheckScript,
    LibraryScript,
    RollBackScript,
    SaveScriptDraft,
    ScriptChecked,
    ScriptDraft,
    ScriptFigures,
    ScriptLibraryList,
    ScriptLines,
    ScriptStep,
    ScriptText,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.script_versions.errors import ScriptVersionNotFoundError
from agent_desktop.records.script_versions.live import LiveScripts
from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.records.script_versions.repository import ScriptVersionRepository, WrittenTextRepository
from agent_desktop.records.script_versions.service import Authoring, change_draft, retire, roll_back, save_draft
from agent_desktop.records.script_versions.shown import Shown
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.rules import SCRIPT_AUTHORS, SCRIPT_READERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.scripts.figures import calls_by_version, script_figures
from agent_desktop.server.scripts.lines import lines_with
from agent_desktop.server.scripts.reading import TextReader, runs
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from agent_desktop.service_scripts.findings import Around
from telephony.contract import EventKind

Author = Annotated[Person, Depends(SCRIPT_AUTHORS)]
Reader = Annotated[Person, Depends(SCRIPT_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

_DRAFT_STEPS = (ScriptStep.ASK_REVIEW, ScriptStep.PUBLISH, ScriptStep.REJECT, ScriptStep.DISCARD)


def library_routes(scripts: LiveScripts, around: Callable[[Session], Around]) -> APIRouter:
    """Build the routes. What is published here every server hears of. `around` is what scripts may name of the bank."""

    def reader_in(session: Session) -> TextReader:
        return TextReader(lambda: scripts.published_in(session), around(session))

    router = APIRouter(prefix="/script-library", tags=["scripts"])

    def asking_of(work: UnitOfWork, person: Person) -> Authoring:
        return Authoring(person.user_id, work.now(), reader_in(work.session), _names_in(work.session))

    def shown_of(work: UnitOfWork, person: Person, *, with_calls: bool = True) -> Shown:
        calls = calls_by_version(work.session, at=work.now()) if with_calls else {}
        may_edit = bool(person.roles & SCRIPT_AUTHORS.roles)
        return Shown(person.user_id, may_edit, _names_in(work.session), calls)

    def script_now(work: UnitOfWork, person: Person, script_id: str) -> LibraryScript:
        rows = ScriptVersionRepository(work.session).list_of(script_id)
        if not rows:  # the only draft of a new script was let go
            return LibraryScript(script_id=script_id)
        return shown_of(work, person).script(rows)

    def draft_now(work: UnitOfWork, person: Person, script_id: str) -> ScriptDraft:
        repository = ScriptVersionRepository(work.session)
        row = repository.find_draft(script_id)
        if row is None:
            newest = repository.find_published(script_id) or next(iter(repository.list_of(script_id)), None)
            return ScriptDraft(script_id=script_id, text="" if newest is None else newest.text)
        _, problems = reader_in(work.session)(row.text, script_id)
        return ScriptDraft(
            script_id=script_id,
            text=row.text,
            revision=row.revision,
            version=shown_of(work, person, with_calls=False).version(row),  # no call opens with a draft
            problems=tuple(problems),
        )

    def change_once(
        work: UnitOfWork, person: Person, command_id: UUID, route: str, body: BaseModel, script_id: str,
        do: Callable[[Authoring], None],
    ) -> LibraryScript:  # fmt: skip
        def change() -> LibraryScript:
            do(asking_of(work, person))
            found = ScriptVersionRepository(work.session).list_of(script_id)
            subject = found[0].version_id if found else command_id
            work.journal.add(EventKind.CONFIGURATION_CHANGED, subject, topics=[], at=work.now())
            return script_now(work, person, script_id)

        return once(
            work.session,
            command_id=command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"{route} {script_id}", body),
            at=work.now(),
            do=change,
            kept=lambda _: {},
            again=lambda _: script_now(work, person, script_id),
        )

    @router.get("")
    def read_library(person: Reader, work: Unit) -> ScriptLibraryList:
        by_script: dict[str, list[ScriptVersionRow]] = {}
        for row in ScriptVersionRepository(work.session).list_all():
            by_script.setdefault(row.script_id, []).append(row)
        shown = shown_of(work, person)
        return ScriptLibraryList(
            scripts=tuple(shown.script(rows) for rows in by_script.values()), may_edit=shown.may_edit
        )

    @router.get("/lines")
    def find_lines(_: Reader, work: Unit, words: Annotated[str, Query(min_length=2, max_length=100)]) -> ScriptLines:
        return lines_with(WrittenTextRepository(work.session).list_texts(), words)

    @router.get("/{script_id}/draft")
    def read_draft(script_id: str, person: Reader, work: Unit) -> ScriptDraft:
        return draft_now(work, person, script_id)

    @router.put("/{script_id}/draft")
    def put_draft(script_id: str, command: SaveScriptDraft, person: Author, work: Unit) -> ScriptDraft:
        def do() -> ScriptDraft:
            asking = asking_of(work, person)
            save_draft(work.session, script_id, command.text, seen_version=command.seen_version, asking=asking)
            return draft_now(work, person, script_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"script draft {script_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: draft_now(work, person, script_id),
        )

    @router.post("/{script_id}/check")
    def check(script_id: str, wish: CheckScript, _: Reader, work: Unit) -> ScriptChecked:
        found = reader_in(work.session)(wish.text, script_id)
        return ScriptChecked(problems=tuple(found[1]))

    for step in _DRAFT_STEPS:
        _add_step(router, step, change_once)

    @router.post("/{script_id}/retire")
    def retire_script(script_id: str, command: ChangeScript, person: Author, work: Unit) -> LibraryScript:
        def do(asking: Authoring) -> None:
            retire(work.session, script_id, seen_version=command.seen_version, why=command.why, asking=asking)

        return change_once(work, person, command.command_id, "script retire", command, script_id, do)

    @router.post("/{script_id}/roll-back")
    def roll_back_script(script_id: str, command: RollBackScript, person: Author, work: Unit) -> LibraryScript:
        def do(asking: Authoring) -> None:
            roll_back(work.session, script_id, command.number, why=command.why, asking=asking)

        return change_once(work, person, command.command_id, "script roll-back", command, script_id, do)

    @router.get("/{script_id}/versions/{number}/text")
    def read_text(script_id: str, number: int, person: Reader, work: Unit) -> ScriptText:
        row = ScriptVersionRepository(work.session).find(script_id, number)
        if row is None:
            raise ScriptVersionNotFoundError
        return ScriptText(script_id=script_id, version=shown_of(work, person).version(row), text=row.text)

    @router.get("/{script_id}/figures")
    def read_figures(
        script_id: str, _: Reader, work: Unit, days: Annotated[int, Query(ge=1, le=366)] = 30
    ) -> ScriptFigures:
        runners = {each.id for each in scripts.newest() if runs(each, script_id)}
        return script_figures(work.session, script_id, runners=runners, days=days, at=work.now())

    return router


def _add_step(router: APIRouter, step: ScriptStep, change_once: Callable[..., LibraryScript]) -> None:
    @router.post(f"/{{script_id}}/{step.value}", name=step.value)
    def take_step(script_id: str, command: ChangeScript, person: Author, work: Unit) -> LibraryScript:
        def do(asking: Authoring) -> None:
            change_draft(
                work.session, script_id, step, seen_version=command.seen_version, why=command.why, asking=asking
            )

        return change_once(work, person, command.command_id, f"script {step.value}", command, script_id, do)


def _names_in(session: Session) -> Callable[[Iterable[UUID]], Mapping[UUID, str]]:
    def names_of(user_ids: Iterable[UUID]) -> Mapping[UUID, str]:
        return UserRepository(session).list_display_names(set(user_ids))

    return names_of
