import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from agent_desktop.client.api import Api, SessionsApi
from agent_desktop.client.errors import ClientError
from agent_desktop.client.http import Http, HttpLimits
from agent_desktop.contract.customers import LinkCustomer
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import FinishWrapUp, SaveNote
from telephony.contract import AgentAction, AgentCommand, CallAction, CallCommand
from tests.client.loopback import Asked, Loopback, Reply, loopback
from tests.client.support import AGENT_ID, card, choice, desk, interaction, profile

LIMITS = HttpLimits(connect_seconds=10.0, answer_seconds=10.0, total_seconds=30.0, tries=3, pause_seconds=0.01)


class Tokens:
    def __init__(self) -> None:
        self.token = "first"
        self.renewed: list[str] = []

    def access_token(self) -> str:
        return self.token

    def renew(self, rejected: str) -> str:
        self.renewed.append(rejected)
        self.token = "second"
        return self.token


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as server:
        yield server


@pytest.fixture
def http(server: Loopback) -> Iterator[Http]:
    http = Http(server.origin, "0.1.0", limits=LIMITS)
    yield http
    http.close()


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def api(http: Http, tokens: Tokens) -> Api:
    return Api(http, tokens)


def test_only_a_request_that_succeeded_says_that_the_server_is_there(server: Loopback) -> None:
    heard: list[int] = []
    http = Http(server.origin, "0.1.0", limits=LIMITS, on_answer=lambda: heard.append(len(server.asked)))
    server.replies = [Reply(cut=True), Reply(503, refusal("database_away")), Reply(body=desk().model_dump(mode="json"))]
    Api(http, Tokens()).desk.desk()
    server.replies = [Reply(404, refusal("call_not_found"))]
    with pytest.raises(ClientError):
        Api(http, Tokens()).desk.desk()
    http.close()

    assert heard == [3]


def refusal(code: str, **details: object) -> dict[str, object]:
    return {"code": code, "details": details, "request_id": "req-1"}


def test_a_request_carries_the_token_and_an_id_and_its_answer_is_read(server: Loopback, api: Api) -> None:
    wanted = desk()
    server.replies = [Reply(body=wanted.model_dump(mode="json"))]

    assert api.desk.desk() == wanted

    (asked,) = server.asked
    assert (asked.method, asked.path) == ("GET", "/v1/desk")
    assert asked.headers["Authorization"] == "Bearer first"
    assert asked.headers["X-Request-Id"]


def test_what_the_server_refuses_is_named_with_its_details(server: Loopback, api: Api) -> None:
    server.replies = [Reply(429, refusal("too_many_attempts", seconds=30))]

    with pytest.raises(ClientError) as failure:
        api.desk.desk()

    assert failure.value.code is ErrorCode.TOO_MANY_ATTEMPTS
    assert failure.value.details == {"seconds": 30}
    assert failure.value.request_id == "req-1"


def test_a_code_that_a_newer_server_made_comes_through_as_it_is(server: Loopback, api: Api) -> None:
    server.replies = [Reply(409, refusal("card_already_blocked", ending="4417"))]

    with pytest.raises(ClientError) as failure:
        api.desk.desk()

    assert failure.value.code == "card_already_blocked"
    assert not failure.value.may_pass


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(502, raw=b"<html>Bad gateway</html>"), ErrorCode.SERVER_AWAY),
        (Reply(500, raw=b"<html>oops</html>"), ErrorCode.SERVER_NOT_UNDERSTOOD),
        (Reply(404, body={"detail": "Not Found"}), ErrorCode.SERVER_NOT_UNDERSTOOD),
        (Reply(200, raw=b"<html>Please log in to the guest network</html>"), ErrorCode.SERVER_NOT_UNDERSTOOD),
        (Reply(200, body={"agent": "half"}), ErrorCode.SERVER_NOT_UNDERSTOOD),
        (Reply(302, raw=b""), ErrorCode.SERVER_NOT_UNDERSTOOD),
        (Reply(500, refusal("server_failed")), ErrorCode.SERVER_FAILED),
    ],
)
def test_every_answer_that_is_not_ours_has_a_name(server: Loopback, api: Api, reply: Reply, code: ErrorCode) -> None:
    server.answer = lambda _: reply

    with pytest.raises(ClientError) as failure:
        api.desk.desk()

    assert failure.value.code is code


def test_a_lost_answer_is_asked_for_again_with_the_same_command(server: Loopback, api: Api) -> None:
    server.replies = [Reply(cut=True), Reply(503, refusal("database_away")), Reply(body=desk().model_dump(mode="json"))]
    command = CallCommand(command_id=uuid4(), action=CallAction.HOLD)

    api.desk.call_command(uuid4(), command)

    assert [asked.body for asked in server.asked] == [command.model_dump(mode="json")] * 3
    assert len({asked.headers["X-Request-Id"] for asked in server.asked}) == 3


def test_an_answer_that_never_comes_is_asked_for_again_with_the_same_command(server: Loopback) -> None:
    late = threading.Event()

    def answer(asked: Asked) -> Reply:
        if len(server.asked) == 1:
            late.wait(5)
        return Reply(body=desk().model_dump(mode="json"))

    server.answer = answer
    http = Http(server.origin, "0.1.0", limits=replace(LIMITS, answer_seconds=1.0))
    command = AgentCommand(command_id=uuid4(), action=AgentAction.GO_READY)
    try:
        Api(http, Tokens()).desk.agent_command(command)
    finally:
        late.set()
        http.close()

    assert len(server.asked) > 1
    assert {asked.body["command_id"] for asked in server.asked} == {str(command.command_id)}


def test_a_refusal_is_not_asked_for_again(server: Loopback, api: Api) -> None:
    server.replies = [Reply(409, refusal("offer_gone"))]

    with pytest.raises(ClientError) as failure:
        api.desk.call_command(uuid4(), CallCommand(command_id=uuid4(), action=CallAction.ANSWER))

    assert failure.value.code is ErrorCode.OFFER_GONE
    assert len(server.asked) == 1


def test_a_wrong_password_is_sent_once_even_if_the_answer_is_lost(server: Loopback, http: Http) -> None:
    server.replies = [Reply(cut=True)]

    with pytest.raises(ClientError) as failure:
        SessionsApi(http).sign_in("amy.wong", "wrong")

    assert failure.value.code is ErrorCode.SERVER_AWAY
    assert len(server.asked) == 1


def test_a_token_that_ran_out_is_renewed_once(server: Loopback, api: Api, tokens: Tokens) -> None:
    server.replies = [Reply(401, refusal("signed_out")), Reply(body=desk().model_dump(mode="json"))]

    api.desk.desk()

    assert [asked.headers["Authorization"] for asked in server.asked] == ["Bearer first", "Bearer second"]
    assert tokens.renewed == ["first"]


def test_a_token_that_is_refused_again_signs_out(server: Loopback, api: Api, tokens: Tokens) -> None:
    server.answer = lambda _: Reply(401, refusal("signed_out"))

    with pytest.raises(ClientError) as failure:
        api.desk.desk()

    assert failure.value.code is ErrorCode.SIGNED_OUT
    assert len(server.asked) == 2


def test_a_server_that_is_not_there_is_named_with_its_address() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{unused.getsockname()[1]}"
        http = Http(origin, "0.1.0", limits=LIMITS)
        with pytest.raises(ClientError) as failure:
            SessionsApi(http).refresh("token")
        http.close()

    assert failure.value.code is ErrorCode.SERVER_AWAY
    assert failure.value.details == {"origin": origin}
    assert failure.value.may_pass


def test_closing_ends_the_waiting(server: Loopback) -> None:
    server.answer = lambda _: Reply(503, refusal("database_away"))
    http = Http(server.origin, "0.1.0", limits=HttpLimits(pause_seconds=30.0, total_seconds=90.0))
    ends: list[object] = []

    def ask() -> None:
        try:
            SessionsApi(http).refresh("token")
        except ClientError as error:
            ends.append(error.code)

    thread = threading.Thread(target=ask)
    thread.start()
    end = time.monotonic() + 10
    while not server.asked:
        assert time.monotonic() < end
        threading.Event().wait(0.005)
    http.close()
    thread.join(10)

    # Closed between two tries, or while the answer to the first was on its way.
    assert ends in ([ErrorCode.DATABASE_AWAY], [ErrorCode.SERVER_AWAY])


def test_every_route_is_asked_as_agreed(server: Loopback, api: Api) -> None:
    shown = profile()
    customer_id, call_id, interaction_id = shown.customer_id, uuid4(), uuid4()
    answers: dict[tuple[str, str], object] = {
        ("GET", f"/v1/calls/{call_id}/caller"): card(call_id).model_dump(mode="json"),
        ("PUT", f"/v1/calls/{call_id}/customer"): card(call_id, shown).model_dump(mode="json"),
        ("POST", "/v1/customers/search"): [],
        ("POST", "/v1/customers/search/stop"): None,
        ("GET", f"/v1/customers/{customer_id}"): shown.model_dump(mode="json"),
        ("GET", f"/v1/calls/{call_id}/interaction"): interaction(call_id).model_dump(mode="json"),
        ("PUT", f"/v1/interactions/{interaction_id}/note"): interaction(call_id).model_dump(mode="json"),
        ("POST", f"/v1/interactions/{interaction_id}/finish"): desk().model_dump(mode="json"),
        ("GET", "/v1/dispositions"): [{"code": "resolved", "name": {"en": "Resolved"}}],
        ("GET", "/v1/scripts"): [choice().model_dump(mode="json")],
    }
    server.answer = lambda asked: Reply(body=answers[asked.method, asked.path])

    assert api.desk.caller(call_id).call_id == call_id
    assert api.customers.link_customer(call_id, LinkCustomer(command_id=uuid4(), customer_id=customer_id)).profile
    assert api.customers.search("何 hsy", customer_id) == ()
    assert api.customers.customer(customer_id) == shown
    assert api.interactions.interaction(call_id).agent_id == AGENT_ID
    api.interactions.save_note(interaction_id, SaveNote(command_id=uuid4(), seen_version=0, text="何"))
    api.interactions.finish(interaction_id, FinishWrapUp(command_id=uuid4(), disposition_code="resolved"))
    assert api.interactions.dispositions()[0].code == "resolved"
    assert [each.script_id for each in api.scripts.scripts()] == ["lost-card"]
    api.customers.stop_search(customer_id)
    assert server.asked[2].body == {"text": "何 hsy", "limit": 20, "search_id": str(customer_id)}
    assert server.asked[-1].body == {"search_id": str(customer_id)}
    assert server.asked[5].body["text"] == "何"
