"""An author's window over a real server: written, reviewed, published by somebody else, rolled back to."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from agent_desktop.client.api import Api
from agent_desktop.client.http import Http
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.scripts import ScriptState, ScriptStep
from agent_desktop.contract.sessions import Role
from agent_desktop.demo.screen_authoring import Nowhere
from agent_desktop.ui.authoring.presenter import AuthoringPresenter
from agent_desktop.ui.authoring.state import Keeping
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.test_script_library import GREETING
from tests.ui.conftest import NOW

RUNNING = """\
id: greeting
version: "1.0"
title: {en: A greeting, zh: 问候}
opens_for: {queues: [nowhere]}
steps:
  - id: greet
    title: {en: Greet, zh: 问候}
    run:
      script: general
      outcomes: {done: end}
  - id: end
    title: {en: End, zh: 结束}
    say: {en: Goodbye., zh: 再见。}
    actions:
      - id: on
        kind: transfer.to_skill
        label: {en: Put through, zh: 转接}
        with: {skill: flying}
    outcome: closed
"""


class _Tokens:
    def __init__(self, desk: Desk) -> None:
        self._token = desk.session.access_token

    def access_token(self) -> str:
        return self._token

    def renew(self, rejected: str) -> str:
        return rejected


@pytest.fixture
def floor(database_url: str, tmp_path: Path) -> Iterator[Floor]:
    text = GREETING.replace("id: greeting", "id: general", 1).replace("steps:", "default: true\nsteps:")
    (tmp_path / "general.yaml").write_text(text, encoding="utf-8")
    with opened_floor(database_url, records={"scripts_folder": str(tmp_path)}) as floor:
        yield floor


@pytest.fixture
def authors(floor: Floor) -> Iterator[tuple[AuthoringPresenter, AuthoringPresenter]]:
    """Two of them, whose clocks run fast: every look at it is a second later."""
    https: list[Http] = []
    found: list[AuthoringPresenter] = []
    for name in ("ann", "ben"):
        floor.add_person(name, Role.AUTHOR)
        http = Http(floor.origin, "0.1.0")
        https.append(http)
        library = Api(http, _Tokens(floor.sign_in(name))).script_library
        seconds = map(float, range(100_000))
        found.append(
            AuthoringPresenter(library, ImmediateTasks(), Nowhere(), lambda: NOW, monotonic=partial(next, seconds))
        )
    yield found[0], found[1]
    for http in https:
        http.close()


def _pause(authoring: AuthoringPresenter) -> None:
    for _ in range(4):
        authoring.tick()


def test_a_draft_is_reviewed_by_somebody_else_published_and_rolled_back_from(
    authors: tuple[AuthoringPresenter, AuthoringPresenter],
) -> None:
    ann, ben = authors
    ann.open()
    ann.choose("general")
    ann.write(ann.state.text.replace('"1.0"', '"1.1"').replace("Good day.", "Good morning."))
    _pause(ann)
    assert ann.state.keeping is Keeping.SAVED
    ann.steps.send_for_review()
    assert ann.state.failure is None
    version = ann.state.open_version
    assert version is not None
    assert version.state is ScriptState.IN_REVIEW
    assert not ann.state.may(ScriptStep.PUBLISH)  # the second person is somebody else

    ben.open()
    ben.choose("general")
    ben.steps.change(ScriptStep.PUBLISH)

    assert ben.state.failure is None
    assert ben.state.live is not None
    assert ben.state.live.version == "1.1"
    ben.show_version(1)
    assert "Good day." in ben.state.text
    ben.steps.roll_back(1, "The greeting was better")
    assert ben.state.failure is None
    assert ben.state.live is not None
    assert ben.state.live.restores == 1


def test_of_two_who_write_at_one_draft_the_second_is_asked(
    authors: tuple[AuthoringPresenter, AuthoringPresenter],
) -> None:
    ann, ben = authors
    for author in authors:
        author.open()
        author.choose("general")
    ann.write(ann.state.text + "# by Ann\n")
    _pause(ann)
    ben.write(ben.state.text + "# by Ben\n")
    _pause(ben)

    assert ben.state.is_stale
    assert ben.state.stale_by == "Ann"
    ben.settle_stale(keep_mine=True)
    _pause(ben)
    assert ben.state.keeping is Keeping.SAVED
    assert ben.state.text.endswith("# by Ben\n")


def test_what_is_run_is_walked_in_a_trial_and_what_only_the_server_knows_is_told_with_each_save(
    authors: tuple[AuthoringPresenter, AuthoringPresenter],
) -> None:
    ann, _ = authors
    ann.open()
    ann.create("greeting", RUNNING)
    _pause(ann)

    assert ann.state.keeping is Keeping.SAVED
    assert [step.id for step in ann.state.whole.steps] == ["general.greet", "end"]  # type: ignore[union-attr]
    told = {
        (each.code, each.is_warning, RUNNING.split("\n")[each.line - 1].strip()) for each in ann.state.read.problems
    }
    assert told == {
        ("queue_not_there", True, "opens_for: {queues: [nowhere]}"),
        ("skill_not_there", True, "with: {skill: flying}"),
        ("run_outcome_missing", False, "outcomes: {done: end}"),
        ("run_outcome_unknown", False, "outcomes: {done: end}"),
    }
