"""A typing error does not pass: REST takes what Twilio publishes, and nothing else."""

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
from twilio.base.exceptions import TwilioException, TwilioRestException

from tests.twilio_cloud.cloud import Cloud
from tests.twilio_cloud.conftest import AGENT, NUMBER, OUTSIDE, PUBLIC, Played
from tests.twilio_cloud.loopback import client_of, close

GOOD = {"from_": NUMBER, "to": AGENT, "label": "agent-7"}
WRONG: list[tuple[dict[str, Any], int]] = [
    ({"timeout": "soon"}, 20422),
    ({"timeout": 9999}, 20422),
    ({"beep": "maybe"}, 20422),
    ({"conference_record": True}, 20422),  # the SDK writes it as the word True (telephony.md 1.3)
    ({"muted": "yes"}, 20422),
    ({"status_callback": "not a url"}, 21609),
    ({"status_callback": f"{PUBLIC}/leg", "status_callback_event": ["joined"]}, 21626),
    ({"status_callback_method": "PUT"}, 20422),
    ({"conference_status_callback": f"{PUBLIC}/c", "conference_status_callback_event": ["start end joined"]}, 21626),
    ({"to": "7"}, 21211),
    ({"from_": "+15559999999"}, 21210),
    ({"coaching": True}, 20422),
    ({"coaching": True, "call_sid_to_coach": "CAxyz"}, 20422),
    ({"label": "x" * 129}, 20422),
    ({"machine_detection": "Enable"}, 20001),  # Twilio knows it, the stand-in does not play it
]


def test_a_wrong_value_is_refused_with_a_code(played: Played) -> None:
    def code(change: dict[str, Any]) -> int:
        with pytest.raises(TwilioRestException) as refused:
            played.client.conferences("room-1").participants.create(**(GOOD | change))
        assert refused.value.status == 400
        return int(refused.value.code)

    assert [(change, code(change)) for change, _ in WRONG] == WRONG
    assert played.client.conferences.list() == []


def test_an_unknown_name_a_missing_one_and_a_wrong_id_are_refused(played: Played) -> None:
    ours = played.cloud.credentials
    root = f"{played.cloud.url}/2010-04-01/Accounts/{ours.account_sid}"

    def answer(method: str, path: str, data: Any = None, **how: Any) -> tuple[int, int]:
        auth = how.pop("auth", (ours.key_sid, ours.key_secret))
        got = requests.request(method, f"{root}{path}", data=data, auth=auth, timeout=10, **how)
        return got.status_code, got.json()["code"]

    call = {"From": NUMBER, "To": OUTSIDE, "Url": f"{PUBLIC}/voice"}
    assert answer("POST", "/Calls.json", call | {"Holdd": "true"}) == (400, 20001)
    assert answer("POST", "/Calls.json", {"From": NUMBER, "Url": f"{PUBLIC}/voice"}) == (400, 21201)
    assert answer("POST", "/Calls.json", {"From": NUMBER, "To": OUTSIDE}) == (400, 21205)
    assert answer("POST", "/Calls.json?To=1", call) == (400, 20001)
    assert answer("POST", "/Calls.json", json.dumps(call)) == (415, 20415)
    assert answer("GET", "/Calls/nope.json") == (400, 20422)
    assert answer("GET", f"/Calls/CA{'0' * 32}.json") == (404, 20404)
    assert answer("POST", f"/Conferences/CF{'0' * 32}/Participants/x.json", {"Status": "completed"}) == (400, 20001)
    assert answer("POST", f"/Conferences/CF{'0' * 32}/Recordings.json") == (405, 20004)
    assert answer("GET", "/Nonsense.json") == (404, 20404)
    assert answer("GET", "/Calls.json", auth=None) == (401, 20003)
    assert answer("GET", "/Calls.json", auth=(ours.account_sid, "wrong")) == (401, 20003)
    assert answer("GET", "/Calls.json", auth=(ours.key_sid, ours.auth_token)) == (401, 20003)


def test_the_account_is_read_with_the_token_and_not_with_a_key(played: Played) -> None:
    """telephony.md 3.3."""
    sid = played.cloud.credentials.account_sid
    with pytest.raises(TwilioRestException) as refused:
        played.client.api.accounts(sid).fetch()
    with_token = client_of(played.cloud, by_key=False)

    assert refused.value.status == 401
    assert with_token.api.accounts(sid).fetch().status == "active"
    close(with_token)


def test_a_wrong_list_shows_as_the_sdk_shows_it(played: Played) -> None:
    """telephony.md 3.3: no `.status` there."""
    played.cloud.do(lambda stage: stage.fail_rest("500", "GET"))
    with pytest.raises(TwilioException) as failed:
        played.client.conferences.list()

    assert failed.value.args[1].status_code == 500


def test_numbers_applications_and_domains_are_set_up_by_rest(played: Played) -> None:
    played.cloud.do(lambda stage: stage.add_domain("bank.sip.twilio.com"))
    number = played.client.incoming_phone_numbers.list(phone_number=NUMBER)[0]
    application = played.client.applications.create(friendly_name="desk", voice_url=f"{PUBLIC}/agent")
    number.update(voice_application_sid=application.sid, voice_fallback_url=f"{PUBLIC}/fallback")
    domain = played.client.sip.domains.list()[0]
    domain.update(voice_url=f"{PUBLIC}/agent", voice_method="POST")

    assert played.client.incoming_phone_numbers(number.sid).fetch().voice_application_sid == application.sid
    assert played.client.applications.list(friendly_name="desk")[0].voice_url == f"{PUBLIC}/agent"
    assert played.client.sip.domains(domain.sid).fetch().voice_url == f"{PUBLIC}/agent"
    with pytest.raises(TwilioRestException):
        number.update(voice_url="agent.example/voice")


def test_it_imports_nothing_of_the_product() -> None:
    """The stand-in is no judge of what it was made from: only itself, the SDK, a server and a client of HTTP."""
    found: set[str] = set()
    for path in Path(__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
    others = {name for name in found if name.partition(".")[0] not in sys.stdlib_module_names}

    assert {name for name in others if not name.startswith("tests.twilio_cloud")} == {
        "httpx",
        "pytest",
        "requests",
        "twilio.base.exceptions",
        "twilio.http.http_client",
        "twilio.request_validator",
        "twilio.rest",
        "uvicorn",
    }


def test_every_request_is_written_down(tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    with Cloud(record_to=path) as cloud:
        client = client_of(cloud)
        cloud.do(lambda stage: stage.add_number(NUMBER))
        client.conferences("room-1").participants.create(**GOOD)
        close(client)

    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(one["method"], one["template"], one["status"]) for one in lines] == [
        ("POST", "/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants.json", 201)
    ]
    assert sorted(lines[0]["fields"]) == [["From", NUMBER], ["Label", "agent-7"], ["To", AGENT]]
