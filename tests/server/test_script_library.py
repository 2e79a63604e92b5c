"""The library of scripts: who may write, publish and take back what, and what calls open with since when."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import (
    LibraryScript,
    ScriptDraft,
    ScriptLibraryList,
    ScriptPace,
    ScriptState,
    ScriptStep,
)
from agent_desktop.contract.sessions import Role, SessionTokens
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.script_versions.live import LiveScripts
from agent_desktop.server.composition import create_app
from agent_desktop.server.database import create_engine
from agent_desktop.server.scripts import library_routes, routes
from tests.server.floor import PASSWORD, SECRETS, Desk, Floor, opened_floor
from tests.server.support import error_code, quick_passwords, serving, until

LIBRARY = "/v1/script-library"
GREETING = """\
id: greeting
version: "1.0"
title: {en: A greeting, zh: 问候}
steps:
  - id: greet
    title: {en: Greet, zh: 问候}
    say: {en: Good day., zh: 您好。}
    outcome: closed
"""
SECOND = GREETING.replace('"1.0"', '"1.1"').replace("Good day.", "Good morning.")


@pytest.fixture
def floor(database_url: str, tmp_path: Path) -> Iterator[Floor]:
    """A floor with one script from a file, so that it is ready at once."""
    (tmp_path / "general.yaml").write_text(
        GREETING.replace("id: greeting", "id: general", 1).replace("steps:", "default: true\nsteps:"), encoding="utf-8"
    )
    with opened_floor(database_url, records={"scripts_folder": str(tmp_path)}) as floor:
        yield floor


@pytest.fixture
def ann(floor: Floor) -> Desk:
    floor.add_person("ann", Role.AUTHOR)
    return floor.sign_in("ann")


@pytest.fixture
def ben(floor: Floor) -> Desk:
    floor.add_person("ben", Role.AUTHOR)
    return floor.sign_in("ben")


def _save(desk: Desk, text: str, seen: int, script: str = "greeting") -> httpx.Response:
    return desk.put(f"{LIBRARY}/{script}/draft", text=text, seen_version=seen)


def _draft(answer: httpx.Response) -> ScriptDraft:
    assert answer.status_code == 200, answer.text
    return ScriptDraft.model_validate(answer.json())


def _step(desk: Desk, step: str, seen: int, why: str = "", script: str = "greeting") -> httpx.Response:
    return desk.post(f"{LIBRARY}/{script}/{step}", seen_version=seen, why=why)


def _script(answer: httpx.Response) -> LibraryScript:
    assert answer.status_code == 200, answer.text
    return LibraryScript.model_validate(answer.json())


def _published(ann: Desk, ben: Desk, text: str = GREETING) -> LibraryScript:
    """Have `ann` write a text and `ben` publish it."""
    seen = _draft(ann.http.get(f"{LIBRARY}/greeting/draft")).revision
    seen = _draft(_save(ann, text, seen)).revision
    _script(_step(ann, "review", seen))
    return _script(_step(ben, "publish", seen + 1))


def _opens(desk: Desk, origin: str = "") -> dict[str, str]:
    """What can be opened at a server: the version of each script."""
    listed: list[Any] = desk.http.get(f"{origin}/v1/scripts").json()
    return {each["script_id"]: each["version"] for each in listed}


def _refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, error_code(answer)


def test_a_script_counts_when_a_second_person_has_published_it_and_all_of_it_is_audited(
    floor: Floor, ann: Desk, ben: Desk
) -> None:
    draft = _draft(_save(ann, GREETING, 0))
    assert (draft.revision, draft.problems) == (1, ())
    assert draft.version is not None
    assert draft.version.may == {ScriptStep.EDIT, ScriptStep.ASK_REVIEW, ScriptStep.DISCARD}
    assert "greeting" not in _opens(ann)

    in_review = _script(_step(ann, "review", 1))
    assert in_review.versions[0].state is ScriptState.IN_REVIEW
    assert ScriptStep.PUBLISH not in in_review.versions[0].may
    assert _refused(_step(ann, "publish", 2)) == (403, "second_person_needed")
    published = _script(_step(ben, "publish", 2)).versions[0]

    assert (published.state, published.version, published.changed_by_name) == (ScriptState.PUBLISHED, "1.0", "Ann")
    assert published.published_by_name == "Ben"
    assert published.may == {ScriptStep.RETIRE}
    until(lambda: _opens(ann).get("greeting") == "1.0")
    with Session(floor.engine) as session:
        audited = session.scalars(
            sa.select(AuditRow.what).where(AuditRow.record_kind == "script_version").order_by(AuditRow.at)
        )
        assert list(audited) == ["script.draft_begun", "script.review", "script.publish"]


def test_of_two_authors_at_once_the_second_hears_who_saved_and_nothing_is_lost(ann: Desk, ben: Desk) -> None:
    _save(ann, GREETING, 0)

    refused = _save(ben, SECOND, 0)

    assert _refused(refused) == (409, "stale_version")
    assert refused.json()["details"] == {"current_version": 1, "by": "Ann"}
    kept = _draft(ben.http.get(f"{LIBRARY}/greeting/draft"))
    assert (kept.text, kept.revision) == (GREETING, 1)
    assert _draft(_save(ben, SECOND, 1)).revision == 2
    assert _refused(_step(ann, "review", 1)) == (409, "stale_version")


def test_a_save_takes_a_text_out_of_review_and_the_last_to_change_it_is_not_the_one_to_publish(
    ann: Desk, ben: Desk
) -> None:
    _save(ann, GREETING, 0)
    _step(ann, "review", 1)

    changed = _draft(_save(ben, SECOND, 2))

    assert changed.version is not None
    assert changed.version.state is ScriptState.DRAFT
    assert _refused(_step(ann, "publish", 3)) == (409, "script_step_refused")
    _step(ben, "review", 3)
    assert _refused(_step(ben, "publish", 4)) == (403, "second_person_needed")
    assert _script(_step(ann, "publish", 4)).versions[0].state is ScriptState.PUBLISHED


def test_what_is_given_back_has_a_reason_and_can_be_let_go(ann: Desk, ben: Desk) -> None:
    _save(ann, GREETING, 0)
    _step(ann, "review", 1)

    assert _refused(_step(ben, "reject", 2)) == (422, "script_why_needed")
    back = _script(_step(ben, "reject", 2, "Too short")).versions[0]
    assert (back.state, back.why) == (ScriptState.DRAFT, "Too short")
    assert _script(_step(ann, "discard", 3)).versions == ()
    assert _draft(ann.http.get(f"{LIBRARY}/greeting/draft")).version is None


def test_a_text_with_mistakes_is_kept_and_never_published(ann: Desk, ben: Desk) -> None:
    broken = GREETING.replace("outcome: closed", "next: nowhere")

    draft = _draft(_save(ann, broken, 0))

    assert [(each.problem, each.line) for each in draft.problems] == [("step_unknown", 8)]
    refused = _step(ann, "review", 1)
    assert _refused(refused) == (422, "script_wrong")
    assert [each["problem"] for each in refused.json()["details"]["problems"]] == ["step_unknown"]
    checked = ann.http.post(f"{LIBRARY}/other/check", json={"text": GREETING}).json()["problems"]
    assert [each["problem"] for each in checked] == ["script_id_differs"]
    assert _refused(_step(ben, "publish", 1)) == (409, "script_step_refused")


def test_a_version_s_name_is_used_once_and_an_older_text_comes_back_as_a_new_version(ann: Desk, ben: Desk) -> None:
    _published(ann, ben)
    seen = _draft(_save(ann, GREETING, 0)).revision
    assert _refused(_step(ann, "review", seen)) == (409, "script_version_taken")
    _step(ann, "discard", seen)
    assert _published(ann, ben, SECOND).versions[1].state is ScriptState.RETIRED

    assert _refused(ann.post(f"{LIBRARY}/greeting/roll-back", number=1, why="")) == (422, "script_why_needed")
    assert _refused(ann.post(f"{LIBRARY}/greeting/roll-back", number=2, why="so")) == (409, "script_step_refused")
    assert _refused(ann.post(f"{LIBRARY}/greeting/roll-back", number=9, why="so")) == (404, "not_found")
    back = _script(ann.post(f"{LIBRARY}/greeting/roll-back", number=1, why="Too chatty"))

    newest = back.versions[0]
    assert (newest.version, newest.restores, newest.why, newest.state) == ("1.2", 1, "Too chatty", "published")
    until(lambda: _opens(ann).get("greeting") == "1.2")
    text = ann.http.get(f"{LIBRARY}/greeting/versions/{newest.number}/text").json()["text"]
    assert text == GREETING.replace('"1.0"', '"1.2"')
    assert ann.http.get("/v1/scripts/greeting/versions/1.1").status_code == 200  # calls under way finish on it


def test_a_retired_script_opens_for_nobody(ann: Desk, ben: Desk) -> None:
    number = _published(ann, ben).versions[0].number

    assert _refused(_step(ann, "retire", number)) == (422, "script_why_needed")
    assert _refused(_step(ann, "retire", number + 1, "No more")) == (409, "stale_version")
    retired = _script(_step(ann, "retire", number, "No more")).versions[0]

    assert retired.state is ScriptState.RETIRED
    assert retired.may == {ScriptStep.ROLL_BACK}
    until(lambda: "greeting" not in _opens(ann))
    assert _refused(_step(ann, "retire", number, "No more")) == (409, "script_step_refused")


def test_supervisors_read_the_library_and_agents_do_not(floor: Floor, ann: Desk) -> None:
    _save(ann, GREETING, 0)
    floor.add_person("sue", Role.SUPERVISOR)
    sue, may = floor.sign_in("sue"), floor.agent()

    library = ScriptLibraryList.model_validate(sue.http.get(LIBRARY).json())

    assert [(each.script_id, each.title["en"]) for each in library.scripts] == [
        ("general", "A greeting"),
        ("greeting", "A greeting"),
    ]
    assert not library.may_edit
    assert all(not version.may for each in library.scripts for version in each.versions)
    assert sue.http.get(f"{LIBRARY}/greeting/figures?days=7").json()["calls"] == 0
    assert _refused(_save(sue, SECOND, 1)) == (403, "not_allowed")
    assert _refused(_step(sue, "review", 1)) == (403, "not_allowed")
    assert _refused(may.http.get(LIBRARY)) == (403, "not_allowed")


def test_a_command_that_comes_again_is_done_once(ann: Desk) -> None:
    body = {"command_id": str(uuid4()), "text": GREETING, "seen_version": 0}

    first, again = (ann.http.put(f"{LIBRARY}/greeting/draft", json=body) for _ in range(2))

    assert _draft(first) == _draft(again)


def test_another_server_has_what_was_published_here(floor: Floor, database_url: str, ann: Desk, ben: Desk) -> None:
    engine = create_engine(database_url)
    app = create_app(floor.settings, engine, SECRETS, passwords=quick_passwords())
    try:
        with serving(app, floor.settings) as second:
            body = {"name": "ann", "password": PASSWORD, "client_version": "0.1.0"}
            signed_in = httpx.post(f"{second}/v1/sessions", json=body, trust_env=False, timeout=15)
            there = Desk(second, SessionTokens.model_validate(signed_in.json()))
            floor.desks.append(there)

            _published(ann, ben)

            assert there.http.get("/v1/scripts/greeting/versions/1.0").status_code == 200  # before it has followed
            until(lambda: _opens(there).get("greeting") == "1.0")
            assert _opens(there).get("general") == "1.0"  # taken in once
    finally:
        engine.dispose()


ALIKE = GREETING.replace("steps:", "opens_for: {queues: [cards]}\nsteps:")


def test_what_is_published_is_checked_against_what_was_published_a_moment_ago(
    floor: Floor, ann: Desk, ben: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LiveScripts, "follow", lambda *_: False)  # what is in memory stays as it was
    _published(ann, ben, ALIKE)
    other = ALIKE.replace("id: greeting", "id: other")
    _save(ann, other, 0, "other")

    refused = _step(ann, "review", 1, script="other")

    assert _refused(refused) == (422, "script_wrong")
    assert [each["problem"] for each in refused.json()["details"]["problems"]] == ["opens_alike"]


def test_of_two_for_the_same_calls_that_are_published_at_once_one_is_refused(ann: Desk, ben: Desk) -> None:
    for script in ("one", "two"):
        _save(ann, ALIKE.replace("id: greeting", f"id: {script}", 1), 0, script)
        _script(_step(ann, "review", 1, script=script))

    with ThreadPoolExecutor() as threads:
        answers = list(threads.map(lambda script: _step(ben, "publish", 2, script=script), ("one", "two")))

    assert sorted(answer.status_code for answer in answers) == [200, 422]
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert [each["problem"] for each in refused.json()["details"]["problems"]] == ["opens_alike"]


def test_the_last_script_that_opens_where_no_other_fits_cannot_be_taken_away(ann: Desk, ben: Desk) -> None:
    assert _refused(_step(ann, "retire", 1, "No more", "general")) == (409, "script_default_needed")
    text = _draft(ann.http.get(f"{LIBRARY}/general/draft")).text
    draft = _draft(_save(ann, text.replace("default: true\n", "").replace('"1.0"', '"1.1"'), 0, "general"))
    assert [each.problem for each in draft.problems] == ["default_missing"]
    assert _refused(_step(ann, "review", 1, script="general")) == (422, "script_wrong")

    _published(ann, ben, GREETING.replace("steps:", "default: true\nsteps:"))  # a second one may be: calls open one

    assert _script(_step(ann, "retire", 1, "No more", "general")).versions[1].state is ScriptState.RETIRED


def test_the_pace_of_a_script_is_everybody_s_and_reckoned_once_for_all(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    reckoned: list[str] = []

    def pace(_: Session, script_id: str, *, at: object) -> ScriptPace:
        reckoned.append(script_id)
        return ScriptPace(script_id=script_id, rest_seconds={"greet": 61.5})

    monkeypatch.setattr(routes, "script_pace", pace)
    may, ann = floor.agent(), floor.agent("ann")

    told = [desk.http.get("/v1/scripts/general/pace").json() for desk in (may, ann)]

    assert told == [{"script_id": "general", "rest_seconds": {"greet": 61.5}}] * 2
    assert may.http.get("/v1/scripts/no-such/pace").json() == {"script_id": "no-such", "rest_seconds": {}}
    assert reckoned == ["general"]


def test_a_draft_is_kept_without_counting_calls(ann: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(*_: object, **__: object) -> None:
        raise AssertionError("a month of calls was counted")

    monkeypatch.setattr(library_routes, "calls_by_version", counted)

    assert _draft(_save(ann, GREETING, 0)).revision == 1
    assert _draft(ann.http.get(f"{LIBRARY}/greeting/draft")).revision == 1


@pytest.mark.parametrize(
    ("script", "problem"), [("a" * 51, "id_long"), ("Greeting", "id_wrong"), ("a" * 400, "id_long")]
)
def test_a_draft_under_an_id_that_no_script_can_have_is_refused_in_words(ann: Desk, script: str, problem: str) -> None:
    refused = _save(ann, GREETING, 0, script)

    assert _refused(refused) == (422, "script_wrong")
    assert [each["problem"] for each in refused.json()["details"]["problems"]] == [problem]


def test_a_text_with_a_sign_that_no_database_keeps_is_refused_in_words(ann: Desk) -> None:
    refused = _save(ann, GREETING + "\0", 0)

    assert _refused(refused) == (422, "script_wrong")
    assert [each["problem"] for each in refused.json()["details"]["problems"]] == ["sign_not_kept"]


def test_ids_and_scripts_are_followed_in_one_statement(floor: Floor, ann: Desk, ben: Desk) -> None:
    _published(ann, ben)
    asked: list[str] = []
    with Session(floor.engine) as session:
        sa.event.listen(session.connection(), "before_cursor_execute", lambda *args: asked.append(args[2]))
        live = LiveScripts()

        assert live.follow(session)
        assert not live.follow(session)

    assert len(asked) == 2
    assert [each.id for each in live.newest()] == ["general", "greeting"]


def test_words_are_found_in_what_an_author_would_open_by_line_and_by_no_agent(
    floor: Floor, ann: Desk, ben: Desk
) -> None:
    _published(ann, ben)
    _save(ann, SECOND, 0)

    found = ann.http.get(f"{LIBRARY}/lines", params={"words": "GOOD "}).json()["lines"]

    assert [(each["script_id"], each["line"]) for each in found] == [("general", 8), ("greeting", 7)]
    assert found[1]["text"] == "say: {en: Good morning., zh: 您好。}"
    assert ann.http.get(f"{LIBRARY}/lines", params={"words": "您"}).status_code == 422
    floor.add_person("may", Role.AGENT)
    assert floor.sign_in("may").http.get(f"{LIBRARY}/lines", params={"words": "good"}).status_code == 403
