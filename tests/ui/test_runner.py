import logging
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.bridge import UiThread
from agent_desktop.ui.runner import Runner, TaskScope


@pytest.fixture
def ui_thread(qapp: object) -> UiThread:
    return UiThread()


@pytest.fixture
def runner(ui_thread: UiThread) -> Iterator[Runner]:
    made = Runner(ui_thread, threads=2)
    yield made
    assert made.stop()


def never(_value: object) -> None:
    raise AssertionError("this must not be called")


def test_work_is_done_elsewhere_and_its_result_comes_back_in_the_ui_thread(runner: Runner, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []

    runner.run(threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())), never)

    qtbot.waitUntil(lambda: bool(seen))
    worker, back = seen[0]
    assert worker != threading.get_ident()
    assert back == threading.get_ident()


def test_an_expected_failure_comes_back_as_it_is(runner: Runner, qtbot: QtBot) -> None:
    failures: list[ClientError] = []

    def work() -> None:
        raise ClientError(ErrorCode.SERVER_AWAY)

    runner.run(work, never, failures.append)

    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].code is ErrorCode.SERVER_AWAY


def test_a_failure_nobody_expected_is_logged_without_its_text_and_told(
    runner: Runner, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    failures: list[ClientError] = []

    def work() -> None:
        raise ValueError("what the customer said")

    with caplog.at_level(logging.ERROR):
        runner.run(work, never, failures.append)
        qtbot.waitUntil(lambda: bool(failures))

    assert failures[0].code is ErrorCode.DESKTOP_FAILED
    assert "ValueError" in caplog.text
    assert "what the customer said" not in caplog.text


def test_a_callback_that_fails_is_logged_and_the_next_one_still_runs(
    runner: Runner, ui_thread: UiThread, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[int] = []

    def fail(_value: int) -> None:
        raise RuntimeError

    with qtbot.waitSignal(ui_thread.failed):
        runner.run(lambda: 1, fail, never)
    runner.run(lambda: 2, seen.append, never)

    qtbot.waitUntil(lambda: seen == [2])
    assert "RuntimeError" in caplog.text


def test_an_owner_that_is_gone_gets_no_result(runner: Runner, qtbot: QtBot) -> None:
    let_go = threading.Event()
    after: list[int] = []
    scope = TaskScope(runner)

    scope.run(lambda: let_go.wait(20), never, never)
    scope.close()
    let_go.set()
    scope.run(lambda: 1, never, never)
    runner.run(lambda: 1, after.append, never)
    runner.run(lambda: 2, after.append, never)

    qtbot.waitUntil(lambda: len(after) == 2)


def test_stopping_waits_for_its_limit_and_no_longer(ui_thread: UiThread) -> None:
    let_go = threading.Event()
    started = threading.Event()
    runner = Runner(ui_thread, threads=1)

    def hang() -> None:
        started.set()
        let_go.wait(10)

    runner.run(hang, never, never)
    assert started.wait(20)
    assert not runner.stop(0.05)
    let_go.set()
    assert runner.stop(5)


def test_nothing_posted_is_called_after_closing(ui_thread: UiThread, qtbot: QtBot) -> None:
    other = UiThread()
    seen: list[str] = []

    ui_thread.post(lambda: seen.append("late"))
    ui_thread.close()
    other.post(lambda: seen.append("other"))

    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["other"]


def test_what_is_posted_from_another_thread_keeps_its_order(ui_thread: UiThread, qtbot: QtBot) -> None:
    seen: list[int] = []

    def post_all() -> None:
        for number in range(200):
            ui_thread.post(lambda number=number: seen.append(number))  # type: ignore[misc]

    thread = threading.Thread(target=post_all)
    thread.start()
    thread.join(20)

    qtbot.waitUntil(lambda: len(seen) == 200)
    assert seen == list(range(200))
