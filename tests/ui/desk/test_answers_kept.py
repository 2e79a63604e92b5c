"""The answers to the script on the whole desktop: neither a kill nor a server that is away loses one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from agent_desktop.client.script_runs import ScriptSaving
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.ui.messages import News
from agent_desktop.ui.script_panel.presenter import ScriptKind
from agent_desktop.ui.widgets.fields import LineField, TextField
from tests.server.floor import Desk, Floor
from tests.server.test_process import ServerProcess
from tests.ui.desk.answering_agent import ANSWER, QUESTION
from tests.ui.desk.conftest import MENU, Driver
from tests.ui.reading import button, named, the, words_in

ROOT = Path(__file__).resolve().parents[3]
ALT = Qt.KeyboardModifier.AltModifier


def answers_in(floor: Floor) -> list[dict[str, Any]]:
    with Session(floor.engine) as session:
        return [row.answers for row in session.query(ScriptRunRow)]


@contextmanager
def an_agent_who_answers(floor: Floor, server: ServerProcess, data: Path) -> Iterator[None]:
    """A desktop with a call that answered its script while the server was away, and was then killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.desk.answering_agent", floor.origin, str(data)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "ready\n"
        floor.ring(menu_path=MENU, menu_reason="card_charge")
        assert child.stdout.readline() == "block\n"
        server.kill()
        print(file=child.stdin, flush=True)
        assert child.stdout.readline() == "answered\n"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        child.stdin.close()
        child.stdout.close()
    yield


def test_answers_given_while_the_server_was_away_survive_a_kill_and_reach_it(
    centre: tuple[ServerProcess, Floor], open_desktop: Callable[[str], Driver], tmp_path: Path
) -> None:
    server, floor = centre
    with an_agent_who_answers(floor, server, tmp_path / "data"):
        assert "what_happened" not in answers_in(floor)[0]
    server.start()

    driver = open_desktop(floor.origin)
    driver.sign_in()

    # The script opens where the server has it, and goes on once what was kept here has been taken up.
    driver.until(lambda: driver.presenters.script.state.step_id == "dispute")
    assert named(driver.views.script, QUESTION, LineField).text() == ANSWER
    driver.until(lambda: answers_in(floor)[0].get("what_happened") == ANSWER)
    assert answers_in(floor)[0]["block_agreed"] == "yes"
    driver.until(lambda: driver.presenters.script.state.saving is ScriptSaving.SAVED)
    driver.until(lambda: News.ANSWERS_RECOVERED in [message.news for message in driver.desk.messages.current()])


def test_answers_saved_elsewhere_since_the_kill_are_kept_and_the_others_can_be_read(
    centre: tuple[ServerProcess, Floor], open_desktop: Callable[[str], Driver], tmp_path: Path
) -> None:
    server, floor = centre
    with an_agent_who_answers(floor, server, tmp_path / "data"):
        server.start()
    save_elsewhere(floor.sign_in("may"), floor)

    driver = open_desktop(floor.origin)
    driver.sign_in()

    driver.until(lambda: driver.presenters.script.state.kind is ScriptKind.READY)
    driver.until(lambda: driver.presenters.script.state.saving is ScriptSaving.SAVED)
    assert answers_in(floor)[0]["made_it"] == "unsure"
    assert answers_in(floor)[0]["what_happened"] == "He was told otherwise."
    assert named(driver.views.script, QUESTION, LineField).text() == "He was told otherwise."
    assert "Some script answers are not saved" in words_in(driver.views.window.messages)
    driver.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    driver.type("unsent")
    driver.press(Qt.Key.Key_Return)
    overlay = driver.views.stranded
    driver.until(overlay.isVisible)
    assert f"{QUESTION}: {ANSWER}" in the(overlay, TextField).toPlainText()
    assert "other answers were saved elsewhere" in words_in(overlay)
    button(overlay, "Let go of it").click()
    driver.until(lambda: not overlay.isVisible())
    assert "Some script answers" not in words_in(driver.views.window.messages)


def save_elsewhere(desk: Desk, floor: Floor) -> None:
    """Save as the same agent at another computer: one answer otherwise, and another in other words."""
    call = desk.snapshot().call
    assert call is not None
    interaction = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()
    run = interaction["script_run"]
    saved = desk.put(
        f"/v1/interactions/{interaction['interaction_id']}/script-run",
        seen_version=interaction["script_version_number"],
        script_id=run["script_id"],
        version=run["version"],
        step_id="dispute",
        answers={
            **run["answers"],
            "made_it": "unsure",
            "block_agreed": "yes",
            "what_happened": "He was told otherwise.",
        },
        said={**run["said"], "block_is_final": run["said"]["recording_notice"]},
    )
    assert saved.status_code == 200, saved.text
    assert len(answers_in(floor)) == 1


def test_a_server_killed_in_the_middle_of_the_script_loses_no_answer(
    centre: tuple[ServerProcess, Floor], open_desktop: Callable[[str], Driver]
) -> None:
    server, floor = centre
    driver = open_desktop(floor.origin)
    driver.sign_in()
    driver.go_ready()
    floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    driver.press(Qt.Key.Key_M, ALT)
    driver.until(lambda: driver.presenters.script.state.saving is ScriptSaving.SAVED)

    server.kill()
    driver.press(Qt.Key.Key_Right, ALT)
    driver.press(Qt.Key.Key_1, ALT)
    driver.until(lambda: driver.presenters.script.state.saving is ScriptSaving.KEPT_HERE)
    assert "Kept on this computer" in words_in(driver.views.script)
    server.start()

    driver.until(lambda: driver.presenters.script.state.saving is ScriptSaving.SAVED)
    assert answers_in(floor) == [{"identity_confirmed": "both_agree"}]
