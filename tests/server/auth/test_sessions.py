"""Signing in, staying signed in and signing out, over HTTP."""

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role, SessionTokens
from agent_desktop.server.auth.models import RefreshTokenRow, UserRow
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.errors import PasswordTooShortError, UserNameTakenError
from tests.server.conftest import PASSWORD, AuthServer
from tests.server.support import error_code


def _signed_in(auth: AuthServer, name: str = "may") -> SessionTokens:
    response = auth.sign_in(name)
    assert response.status_code == 200, response.text
    return SessionTokens.model_validate(response.json())


def test_a_person_signs_in_and_is_known_by_the_token(auth: AuthServer) -> None:
    person = auth.add("may", Role.AGENT)

    session = _signed_in(auth)

    assert session.person == person
    assert session.access_seconds == 900
    assert auth.me(session.access_token).json()["user_id"] == str(person.user_id)
    assert auth.entered == [person]


def test_the_journal_key_is_the_same_at_each_sign_in_and_another_for_each_person(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    auth.add("jun", Role.AGENT)

    first, second, other = _signed_in(auth), _signed_in(auth), _signed_in(auth, "jun")

    assert first.draft_key == second.draft_key
    assert len(first.draft_key) == 44
    assert other.draft_key != first.draft_key


def test_no_password_and_no_refresh_token_is_kept_as_it_is(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    session = _signed_in(auth)

    with Session(auth.engine) as database:
        user = database.scalars(sa.select(UserRow)).one()
        token = database.scalars(sa.select(RefreshTokenRow)).one()

    assert PASSWORD not in user.password_hash
    assert user.password_hash.startswith("$argon2id$")
    assert session.refresh_token not in (token.token_hash, token.family_id)
    assert len(session.refresh_token) < 60


@pytest.mark.parametrize("name", ["may", "nobody"])
def test_a_wrong_password_and_a_wrong_name_get_the_same_answer_and_the_same_lock(auth: AuthServer, name: str) -> None:
    auth.add("may", Role.AGENT)

    answers = [auth.sign_in(name, "wrong") for _ in range(5)]
    locked = auth.sign_in(name, "wrong")

    assert {(answer.status_code, error_code(answer)) for answer in answers} == {(401, "wrong_password")}
    assert (locked.status_code, error_code(locked)) == (429, "too_many_attempts")
    assert locked.json()["details"] == {"seconds": 60}
    assert locked.headers["Retry-After"] == "60"


def test_a_name_nobody_has_takes_as_long_as_a_wrong_password(auth: AuthServer, monkeypatch: pytest.MonkeyPatch) -> None:
    auth.add("may", Role.AGENT)
    checked: list[str] = []
    hasher = auth.passwords._hasher
    verify = type(hasher).verify

    def counted(self: object, password_hash: str, password: str) -> bool:
        checked.append(password_hash)
        return verify(hasher, password_hash, password)

    monkeypatch.setattr(type(hasher), "verify", counted)
    auth.sign_in("nobody", "wrong")
    auth.sign_in("may", "wrong")

    assert len(checked) == 2


def test_a_locked_name_is_refused_even_with_the_right_password_until_the_minute_is_over(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    for _ in range(5):
        auth.sign_in("may", "wrong")

    auth.clock.move(59)
    early = auth.sign_in("may")
    auth.clock.move(2)
    late = auth.sign_in("may")

    assert early.json()["details"] == {"seconds": 1}
    assert late.status_code == 200


def test_a_right_password_forgets_the_wrong_ones(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    for _ in range(3):
        for _ in range(4):
            auth.sign_in("may", "wrong")
        assert auth.sign_in("may").status_code == 200


def test_a_person_who_was_taken_out_is_signed_out_at_once_and_cannot_come_back(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    session = _signed_in(auth)
    with Session(auth.engine) as database:
        database.execute(sa.update(UserRow).values(disabled_at=auth.clock.now()))
        database.commit()

    assert error_code(auth.me(session.access_token)) == "signed_out"
    assert error_code(auth.refresh(session.refresh_token)) == "signed_out"
    assert error_code(auth.sign_in("may")) == "wrong_password"


def test_an_access_token_runs_out_and_a_refresh_gives_the_next(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    session = _signed_in(auth)

    auth.clock.move(900)
    gone = auth.me(session.access_token)
    fresh = SessionTokens.model_validate(auth.refresh(session.refresh_token).json())

    assert (gone.status_code, error_code(gone)) == (401, "signed_out")
    assert auth.me(fresh.access_token).status_code == 200
    assert fresh.refresh_token != session.refresh_token


def test_a_refresh_token_runs_out(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    session = _signed_in(auth)

    auth.clock.move(43_200)

    assert error_code(auth.refresh(session.refresh_token)) == "signed_out"


@pytest.mark.parametrize("change", ["x{}", "{}x", "{}.", "..", "a.b.c"])
def test_a_token_that_was_not_issued_here_is_refused(auth: AuthServer, change: str) -> None:
    auth.add("may", Role.AGENT)
    token = change.format(_signed_in(auth).access_token)

    assert error_code(auth.me(token)) == "signed_out"


def test_another_name_in_a_token_breaks_its_signature(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    auth.add("jun", Role.SUPERVISOR)
    mine, other = _signed_in(auth, "may").access_token, _signed_in(auth, "jun").access_token

    mixed = ".".join([mine.split(".")[0], other.split(".")[1], mine.split(".")[2]])

    assert error_code(auth.me(mixed)) == "signed_out"


def test_a_refresh_token_used_again_ends_the_whole_family(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    stolen = _signed_in(auth)
    mine = SessionTokens.model_validate(auth.refresh(stolen.refresh_token).json())
    auth.clock.move(121)

    assert error_code(auth.refresh(stolen.refresh_token)) == "signed_out"

    assert error_code(auth.me(mine.access_token)) == "signed_out"
    assert error_code(auth.refresh(mine.refresh_token)) == "signed_out"


def test_a_refresh_whose_answer_was_lost_can_be_asked_again_and_the_lost_token_is_a_trap(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    before = _signed_in(auth)
    lost = SessionTokens.model_validate(auth.refresh(before.refresh_token).json())
    auth.clock.move(60)

    again = SessionTokens.model_validate(auth.refresh(before.refresh_token).json())

    assert auth.me(again.access_token).status_code == 200
    used = SessionTokens.model_validate(auth.refresh(again.refresh_token).json())
    assert error_code(auth.refresh(lost.refresh_token)) == "signed_out"
    assert error_code(auth.me(used.access_token)) == "signed_out"


def test_a_refresh_that_was_given_up_and_is_carried_out_last_takes_nothing_from_the_one_that_was_answered(
    auth: AuthServer,
) -> None:
    auth.add("may", Role.AGENT)
    before = _signed_in(auth)
    answered = SessionTokens.model_validate(auth.refresh(before.refresh_token).json())
    auth.clock.move(5)

    given_up = auth.refresh(before.refresh_token)  # its answer is read by nobody

    assert given_up.status_code == 200
    assert auth.me(answered.access_token).status_code == 200
    assert auth.refresh(answered.refresh_token).status_code == 200


def test_once_the_next_token_was_used_the_one_before_it_ends_the_family_at_once(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)
    first = _signed_in(auth)
    second = SessionTokens.model_validate(auth.refresh(first.refresh_token).json())
    auth.clock.move(1)
    third = SessionTokens.model_validate(auth.refresh(second.refresh_token).json())
    auth.clock.move(1)

    assert error_code(auth.refresh(first.refresh_token)) == "signed_out"
    assert error_code(auth.refresh(third.refresh_token)) == "signed_out"


def test_signing_out_counts_at_once_and_the_last_one_takes_the_agent_offline(auth: AuthServer) -> None:
    person = auth.add("may", Role.AGENT)
    here, there = _signed_in(auth), _signed_in(auth)

    def sign_out(session: SessionTokens) -> int:
        headers = {"Authorization": f"Bearer {session.access_token}"}
        return auth.http.delete("/v1/sessions", headers=headers).status_code

    assert sign_out(here) == 204
    assert error_code(auth.me(here.access_token)) == "signed_out"
    assert auth.me(there.access_token).status_code == 200
    assert auth.left == []

    assert sign_out(there) == 204
    assert auth.left == [person.user_id]


@pytest.mark.parametrize("version", ["0.0.9", "", "soon"])
def test_a_desktop_that_is_too_old_is_told_which_version_it_needs(auth: AuthServer, version: str) -> None:
    auth.add("may", Role.AGENT)

    response = auth.sign_in("may", client_version=version)

    assert (response.status_code, error_code(response)) == (426, "version_too_old")
    assert response.json()["details"] == {"needed": "0.1.0"}


def test_at_most_two_passwords_are_hashed_at_once(auth: AuthServer, monkeypatch: pytest.MonkeyPatch) -> None:
    auth.add("may", Role.AGENT)
    hasher = auth.passwords._hasher
    verify = type(hasher).verify
    both_in = threading.Barrier(2)
    running, most = [0], [0]
    lock = threading.Lock()

    def watched(self: object, password_hash: str, password: str) -> bool:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        try:
            both_in.wait(timeout=20)
            return verify(hasher, password_hash, password)
        finally:
            with lock:
                running[0] -= 1

    monkeypatch.setattr(type(hasher), "verify", watched)
    hashes = [auth.passwords._nobody] * 6
    threads = [threading.Thread(target=auth.passwords.check, args=(one, "wrong")) for one in hashes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)

    assert most[0] == 2


def test_a_name_can_be_taken_once(auth: AuthServer) -> None:
    auth.add("may", Role.AGENT)

    with Session(auth.engine) as session, pytest.raises(UserNameTakenError):
        add_user(session, auth.passwords, name="may", display_name="May", password="correct horse", roles=[Role.AGENT])


@pytest.mark.parametrize("password", ["", "seven77", " " * 12])
def test_a_password_that_is_too_short_is_refused_by_name(auth: AuthServer, password: str) -> None:
    with Session(auth.engine) as session:
        with pytest.raises(PasswordTooShortError) as refused:
            add_user(session, auth.passwords, name="may", display_name="May", password=password, roles=[Role.AGENT])
        assert session.scalar(sa.select(sa.func.count()).select_from(UserRow)) == 0

    assert (refused.value.code, refused.value.details) == ("password_too_short", {"least": 8})
