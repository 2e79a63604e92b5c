import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet

from agent_desktop.client.errors import ClientError
from agent_desktop.client.session import Session
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import SessionTokens
from tests.client.support import AGENT_ID, Clock, person

KEY = Fernet.generate_key().decode()


class MemoryVault:
    state = KeyringState.WORKING

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.kept.get(name)

    def keep(self, name: str, secret: str) -> bool:
        self.kept[name] = secret
        return True

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


class Sessions:
    """Refresh tokens are good once, as on the server."""

    origin = "http://127.0.0.1:8480"

    def __init__(self) -> None:
        self.count = 0
        self.good = ""
        self.refreshes = 0
        self.problem: ClientError | None = None
        self.gate: threading.Event | None = None
        self.signed_out = ""

    def _tokens(self) -> SessionTokens:
        self.count += 1
        self.good = f"refresh {self.count}"
        return SessionTokens(
            access_token=f"access {self.count}",
            access_seconds=900,
            refresh_token=self.good,
            draft_key=KEY,
            person=person(),
            server_version="0.1.0",
        )

    def sign_in(self, name: str, password: str) -> SessionTokens:
        if password != "right":
            raise ClientError(ErrorCode.WRONG_PASSWORD)
        return self._tokens()

    def refresh(self, refresh_token: str) -> SessionTokens:
        self.refreshes += 1
        if self.gate:
            self.gate.wait(10)
        if self.problem:
            raise self.problem
        if refresh_token != self.good:
            raise ClientError(ErrorCode.SIGNED_OUT)
        return self._tokens()

    def sign_out(self, access_token: str) -> None:
        self.signed_out = access_token
        if self.problem:
            raise self.problem


class Bench:
    def __init__(self) -> None:
        self.sessions, self.vault, self.clock = Sessions(), MemoryVault(), Clock()
        self.ends: list[str] = []

    def session(self) -> Session:
        return Session(
            self.sessions,
            self.vault,
            on_signed_out=lambda: self.ends.append("signed out"),
            monotonic=self.clock.monotonic,
        )


def test_a_wrong_password_is_named_and_nothing_is_kept() -> None:
    bench = Bench()
    session = bench.session()

    with pytest.raises(ClientError) as failure:
        session.sign_in("amy.wong", "wrong")

    assert failure.value.code is ErrorCode.WRONG_PASSWORD
    assert session.person is None
    assert bench.vault.kept == {}
    with pytest.raises(ClientError):
        session.access_token()


def test_the_next_start_signs_in_silently() -> None:
    bench = Bench()
    bench.session().sign_in("amy.wong", "right")

    session = bench.session()
    assert session.resume() == person()
    assert session.draft_key == KEY
    assert session.access_token() == "access 2"


def test_the_access_token_is_renewed_before_it_ends() -> None:
    bench = Bench()
    session = bench.session()
    session.sign_in("amy.wong", "right")
    assert session.access_token() == "access 1"
    assert session.access_seconds_left() == pytest.approx(840)

    bench.clock.pass_seconds(841)

    assert session.access_token() == "access 2"
    assert session.access_token() == "access 2"
    assert bench.sessions.refreshes == 1


def test_many_threads_refresh_once() -> None:
    bench = Bench()
    session = bench.session()
    session.sign_in("amy.wong", "right")
    bench.sessions.gate = threading.Event()

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(session.renew, "access 1") for _ in range(8)]
        bench.sessions.gate.set()
        tokens = {answer.result(10) for answer in answers}

    assert tokens == {"access 2"}
    assert bench.sessions.refreshes == 1


def test_a_server_away_for_a_moment_costs_nothing_while_the_token_still_counts() -> None:
    bench = Bench()
    session = bench.session()
    session.sign_in("amy.wong", "right")
    bench.sessions.problem = ClientError(ErrorCode.SERVER_AWAY)

    bench.clock.pass_seconds(850)
    assert session.access_token() == "access 1"

    bench.clock.pass_seconds(60)
    with pytest.raises(ClientError) as failure:
        session.access_token()
    assert failure.value.code is ErrorCode.SERVER_AWAY
    assert session.person == person()
    assert bench.ends == []


def test_a_sign_in_that_the_server_ended_is_told_once_and_forgotten() -> None:
    bench = Bench()
    session = bench.session()
    session.sign_in("amy.wong", "right")
    bench.sessions.good = "another"

    for _ in range(2):
        with pytest.raises(ClientError) as failure:
            session.renew("access 1")
        assert failure.value.code is ErrorCode.SIGNED_OUT

    assert bench.ends == ["signed out"]
    assert bench.vault.kept == {}


def test_a_kept_sign_in_that_ended_asks_for_the_password_and_one_the_server_cannot_answer_is_kept() -> None:
    bench = Bench()
    bench.session().sign_in("amy.wong", "right")
    bench.sessions.problem = ClientError(ErrorCode.SERVER_AWAY)
    session = bench.session()
    with pytest.raises(ClientError):
        session.resume()
    remembered = session.remembered()
    assert remembered is not None
    assert (remembered.user_id, remembered.name, remembered.draft_key) == (AGENT_ID, "amy.wong", KEY)

    bench.sessions.problem = None
    bench.sessions.good = "another"
    assert session.resume() is None
    assert bench.vault.kept == {}


def test_an_unreadable_kept_sign_in_is_dropped() -> None:
    bench = Bench()
    session = bench.session()
    bench.vault.kept[f"sign-in {Sessions.origin}"] = "{half"

    assert session.resume() is None
    assert bench.vault.kept == {}


def test_signing_out_forgets_here_even_if_the_server_does_not_hear() -> None:
    bench = Bench()
    session = bench.session()
    session.sign_in("amy.wong", "right")
    bench.sessions.problem = ClientError(ErrorCode.SERVER_AWAY)

    session.sign_out()

    assert bench.sessions.signed_out == "access 1"
    assert bench.vault.kept == {}
    assert session.person is None
    assert bench.ends == []
