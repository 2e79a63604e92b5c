from collections.abc import Callable

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.session import Remembered
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Person
from agent_desktop.ui.login.presenter import LoginPhase, LoginPresenter, LoginState
from tests.client.support import AGENT_ID, AWAY, Clock, HeldTasks, person

KEPT = Remembered(user_id=AGENT_ID, name="amy.wong", refresh_token="kept", draft_key="key")


class FakeSession:
    def __init__(self) -> None:
        self.kept: Remembered | None = None
        self.keyring_state = KeyringState.WORKING
        self.problem: ClientError | None = None
        self.tried: list[tuple[str, str]] = []

    def remembered(self) -> Remembered | None:
        return self.kept

    def resume(self) -> Person | None:
        if self.problem:
            raise self.problem
        return person() if self.kept else None

    def sign_in(self, name: str, password: str) -> Person:
        self.tried.append((name, password))
        if self.problem:
            raise self.problem
        return person()


class Bench:
    def __init__(self, look_first: Callable[[], None] = lambda: None) -> None:
        self.session, self.tasks, self.clock = FakeSession(), HeldTasks(), Clock()
        self.signed_in: list[Person] = []
        self.presenter = LoginPresenter(
            self.session,
            self.tasks,
            self.signed_in.append,
            origin="http://127.0.0.1:8480",
            count_waiting=lambda kept: 2,
            monotonic=self.clock.monotonic,
            look_first=look_first,
        )

    def state(self) -> LoginState:
        return self.presenter.state


def test_somebody_who_was_signed_in_is_signed_in_silently() -> None:
    bench = Bench()
    bench.session.kept = KEPT
    bench.presenter.start()
    assert bench.state().phase is LoginPhase.RESUMING
    bench.tasks.run_all()

    assert bench.state().phase is LoginPhase.DONE
    assert bench.signed_in == [person()]


def test_without_a_kept_sign_in_the_form_is_shown() -> None:
    bench = Bench()
    bench.session.keyring_state = KeyringState.MISSING
    bench.presenter.start()
    bench.tasks.run_all()

    assert bench.state().phase is LoginPhase.ASKING
    assert bench.state().problem is None
    assert bench.state().keyring is KeyringState.MISSING


def test_a_server_that_is_away_is_tried_again_and_the_waiting_notes_are_counted() -> None:
    bench = Bench()
    bench.session.kept = KEPT
    bench.session.problem = AWAY
    bench.presenter.start()
    bench.tasks.run_all()
    assert (bench.state().phase, bench.state().problem) == (LoginPhase.ASKING, AWAY.problem)
    assert (bench.state().name, bench.state().waiting_notes) == ("amy.wong", 2)

    bench.session.problem = None
    bench.clock.pass_seconds(6, bench.presenter.tick)
    bench.tasks.run_all()

    assert bench.state().phase is LoginPhase.DONE
    assert len(bench.signed_in) == 1


def test_a_wrong_password_keeps_the_name_and_never_the_password() -> None:
    bench = Bench()
    bench.session.problem = ClientError(ErrorCode.WRONG_PASSWORD)
    bench.presenter.sign_in_pressed("  amy.wong ", "wrong horse")
    bench.presenter.sign_in_pressed("amy.wong", "wrong horse")
    assert bench.state().busy
    bench.tasks.run_all()

    assert bench.session.tried == [("amy.wong", "wrong horse")]
    assert bench.state().problem == Problem(ErrorCode.WRONG_PASSWORD)
    assert bench.state().name == "amy.wong"
    assert "wrong horse" not in repr(bench.state())
    assert bench.signed_in == []


def test_empty_fields_are_marked_and_nothing_is_asked() -> None:
    bench = Bench()
    bench.presenter.sign_in_pressed(" ", "")

    assert (bench.state().name_wanted, bench.state().password_wanted) == (True, True)
    assert bench.tasks.held == []


def test_a_locked_keyring_is_said_after_signing_in() -> None:
    bench = Bench()
    bench.session.keyring_state = KeyringState.LOCKED
    bench.presenter.sign_in_pressed("amy.wong", "right")
    bench.tasks.run_all()

    assert bench.state().phase is LoginPhase.DONE
    assert bench.state().keyring is KeyringState.LOCKED


def test_an_ended_sign_in_asks_again_with_the_name_in_its_field() -> None:
    bench = Bench()
    bench.presenter.sign_in_pressed("amy.wong", "right")
    bench.tasks.run_all()

    bench.presenter.signed_out(Problem(ErrorCode.SIGNED_OUT))
    assert (bench.state().phase, bench.state().name) == (LoginPhase.ASKING, "amy.wong")
    bench.presenter.sign_in_pressed("amy.wong", "right")
    bench.tasks.run_all()
    assert len(bench.signed_in) == 2


def test_who_types_faster_than_the_kept_sign_in_answers_is_signed_in_once() -> None:
    bench = Bench()
    bench.session.kept = KEPT
    bench.session.problem = AWAY
    bench.presenter.start()
    bench.tasks.run_all()
    bench.session.problem = None
    bench.clock.pass_seconds(6, bench.presenter.tick)  # trying again
    bench.presenter.sign_in_pressed("amy.wong", "right")
    bench.tasks.run_all()

    assert len(bench.signed_in) == 1


def test_where_a_desktop_runs_already_the_server_is_not_even_asked() -> None:
    running = [ClientError(ErrorCode.ALREADY_RUNNING)]

    def look() -> None:
        if running:
            raise running[0]

    bench = Bench(look)
    bench.session.kept = KEPT
    bench.presenter.start()
    bench.tasks.run_all()
    assert (bench.state().phase, bench.state().problem) == (LoginPhase.ASKING, running[0].problem)
    bench.presenter.sign_in_pressed("amy.wong", "right")
    bench.tasks.run_all()
    assert bench.state().problem == running[0].problem
    assert bench.session.tried == []

    running.clear()
    bench.presenter.sign_in_pressed("amy.wong", "right")
    bench.tasks.run_all()
    assert bench.signed_in == [person()]
