"""``agent-desktop twilio``: what is missing is told, what is asked for is set, and nothing else."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest
from fastapi import Depends, FastAPI

from agent_desktop.__main__ import main
from agent_desktop.server.auth.rules import Public
from agent_desktop.server.errors import install_error_handlers
from agent_desktop.server.secrets import EnvironmentSecrets, Secrets
from agent_desktop.server.twilio.checking import Check, Finding, Verdict, finding_of, look_here
from agent_desktop.server.twilio.command import line_of, run_check, run_setup
from agent_desktop.server.twilio.wiring import signatures_from
from agent_desktop.settings import Settings
from agent_desktop.words import LANGUAGES, Language, say
from telephony.providers.twilio.check_route import check_routes
from telephony.providers.twilio.setting_up import Difference, Owned, Standing
from telephony.providers.twilio.twiml import TOLD_TRIES, TRIES
from tests.server.support import settings_for_tests
from tests.server.twilio.account import APP, DOMAIN, HOTLINE, PUBLIC, SECRETS, Account, settings_with
from tests.telephony.http import serving

Client = Callable[[], httpx.Client]

NOTHING = EnvironmentSecrets({})
_DIFFERENCE = Difference("voice_url", "", "https://a.example")
_ASKED = (Verdict.FINE, Verdict.AWAY, Verdict.REFUSED, Verdict.WRONG)


@contextmanager
def public(settings: Settings, secrets: Secrets = SECRETS) -> Iterator[Client]:
    """Whoever asks the public address comes, as through a proxy, to a server of ours with these settings."""
    app = FastAPI()
    install_error_handlers(app)
    signatures = signatures_from(settings, secrets)
    app.include_router(check_routes(signatures.verify, rule=Depends(Public("a test"))), prefix="/v1")

    @app.get("/v1/health")
    def health() -> dict[str, str]:
        return {"version": "0.1.0"}

    with serving(app) as origin, httpx.Client(trust_env=False) as straight:

        def forward(request: httpx.Request) -> httpx.Response:
            assert str(request.url).startswith(PUBLIC)
            address = origin + request.url.raw_path.decode()
            got = straight.request(request.method, address, headers=request.headers, content=request.content)
            return httpx.Response(got.status_code, content=got.content)

        yield lambda: httpx.Client(transport=httpx.MockTransport(forward))


@pytest.fixture(scope="module")
def ours() -> Iterator[Client]:
    with public(settings_with()) as client:
        yield client


@pytest.fixture
def account() -> Account:
    return Account()


def test_an_empty_machine_is_told_everything_that_is_missing_and_asks_nobody(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("agent_desktop.machine_secrets.secrets_of_this_machine", lambda: NOTHING)
    monkeypatch.setattr("agent_desktop.__main__.secrets_of_this_machine", lambda: NOTHING)
    file = tmp_path / "findings.json"

    assert main(["twilio", "check", "--language", "en", "--json", str(file)]) == 2

    told = capsys.readouterr().out
    for what in (
        "AGENT_DESKTOP_TWILIO_API_KEY",
        "agent-desktop/twilio-webhook-key",
        "twilio.numbers",
        "public address",
    ):
        assert what in told
    found = json.loads(file.read_text("utf-8"))
    assert not found["ready"]
    assert {each["check"] for each in found["findings"] if each["verdict"] == "missing"} == {
        "account",
        "api_key",
        "signing",
        "public_url",
        "numbers",
        "agent_leg",
    }


def test_setup_shows_what_it_would_change_asks_and_changes_it_once(account: Account) -> None:
    settings, told, questions = settings_with(), list[str](), list[str]()

    def no(question: str) -> bool:
        questions.append(question)
        return False

    assert run_setup(settings, SECRETS, "en", told.append, ask=no, rest_of=account.rest) == 2
    assert account.changes == []
    voice = f"{PUBLIC}/v1/carrier/twilio/voice{TRIES}"
    assert any(f"https://demo.twilio.com/welcome/voice/ → {voice}" in each for each in told)
    assert any("trunk_sid: TK1 → (nothing)" in each for each in told)
    assert len(questions) == 1

    assert run_setup(settings, SECRETS, "en", told.append, ask=None, rest_of=account.rest) == 0
    assert [path for path, _ in account.changes] == [
        "IncomingPhoneNumbers/PN1",
        f"Applications/{APP}",
        "SIP/Domains/SD1",
    ]
    number, app, domain = (told_ for _, told_ in account.changes)
    assert number["VoiceUrl"] == voice
    assert number["VoiceFallbackUrl"] == "https://handler.twilio.com/twiml/EH3"
    assert number["StatusCallback"] == f"{PUBLIC}/v1/carrier/twilio/leg{TOLD_TRIES}"
    assert number["TrunkSid"] == ""
    assert "VoiceMethod" not in number  # it was right
    assert app["VoiceUrl"] == domain["VoiceUrl"] == f"{PUBLIC}/v1/carrier/twilio/agent{TRIES}"
    assert domain["VoiceStatusCallbackUrl"] == f"{PUBLIC}/v1/carrier/twilio/leg{TOLD_TRIES}"

    told.clear()
    assert run_setup(settings, SECRETS, "zh", told.append, ask=no, rest_of=account.rest) == 0
    assert told == ["一切都已设好，没有作任何更改。"]
    assert len(account.changes) == 3
    assert len(questions) == 1


def test_once_set_up_every_check_is_fine(account: Account, ours: Client) -> None:
    settings, told = settings_with(), list[str]()
    run_setup(settings, SECRETS, "en", told.append, ask=None, rest_of=account.rest)
    told.clear()

    status = run_check(settings, SECRETS, "en", told.append, rest_of=account.rest, client=ours)

    assert [line for line in told if not line.startswith("✓")] == ["Calls can come over Twilio."]
    assert status == 0
    assert sum("signed" in line for line in told) == 2  # by the token and by the shared key


def test_what_is_not_as_it_should_be_at_twilio_is_named(account: Account, ours: Client) -> None:
    settings = settings_with(numbers=(HOTLINE, "+85230000009"), app_sid="AP" + "9" * 32)
    told: list[str] = []

    status = run_check(settings, SECRETS, "en", told.append, rest_of=account.rest, client=ours)

    wrong = [line for line in told if line.startswith("✗")]
    assert status == 2
    assert f"{HOTLINE} does not ask what it should: voice_url" in wrong[0]
    assert "trunk_sid" in wrong[0]
    assert "+85230000009 is none of the account's numbers" in wrong[1]
    assert "There is no app AP9" in wrong[2]
    assert f"{DOMAIN} does not ask" in wrong[3]


def test_credentials_that_twilio_does_not_take_are_told_with_its_reason(account: Account, ours: Client) -> None:
    account.secret = "another"
    settings, told = settings_with(), list[str]()

    run_check(settings, SECRETS, "en", told.append, rest_of=account.rest, client=ours)

    assert any("does not take the API key (status 401, reason 20003)" in line for line in told)
    assert account.asked == 1


@pytest.mark.parametrize(
    ("answer", "check", "verdict"),
    [
        (httpx.ConnectError("…"), "reachable", "away"),
        (httpx.Response(302, headers={"Location": "https://elsewhere.example"}), "reachable", "wrong"),
        (httpx.Response(200, text="<html>a tunnel's own page</html>"), "reachable", "wrong"),
        (httpx.Response(200, json=["version"]), "reachable", "wrong"),
    ],
)
def test_a_public_address_that_leads_elsewhere_is_told(
    account: Account, answer: httpx.Response | Exception, check: str, verdict: str, tmp_path: Path
) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    file = tmp_path / "findings.json"
    run_check(
        settings_with(),
        SECRETS,
        "en",
        lambda line: None,
        json_path=file,
        rest_of=account.rest,
        client=lambda: httpx.Client(transport=httpx.MockTransport(handle)),
    )

    last = json.loads(file.read_text("utf-8"))["findings"][-1]
    assert (last["check"], last["verdict"]) == (check, verdict)


def test_a_server_with_another_secret_or_another_address_does_not_take_what_is_signed_here(account: Account) -> None:
    settings, told = settings_with(), list[str]()
    other_token = EnvironmentSecrets({"AGENT_DESKTOP_TWILIO_AUTH_TOKEN": "another"})
    for there in (public(settings, other_token), public(settings_with(public_url="https://other.example.com"))):
        told.clear()
        with there as client:
            run_check(settings, SECRETS, "en", told.append, rest_of=account.rest, client=client)
        assert sum("does not take what is signed here" in line for line in told) == 2


def test_setup_without_credentials_says_so_and_asks_nobody(account: Account) -> None:
    told: list[str] = []

    assert run_setup(settings_with(), NOTHING, "en", told.append, ask=None, rest_of=account.rest) == 2

    assert told == [line_of(Finding(Check.API_KEY, Verdict.MISSING), "en")]
    assert account.asked == 0


def test_without_an_address_for_when_no_server_answers_setup_prints_a_document(account: Account) -> None:
    told: list[str] = []

    run_setup(settings_with(fallback_url=""), SECRETS, "en", told.append, ask=None, rest_of=account.rest)

    document = ET.fromstring(told[-1])
    assert [part.tag for part in document] == ["Say", "Say", "Hangup"]
    assert [part.get("language") for part in document][:2] == ["yue-CN", "en-GB"]
    number = account.things["IncomingPhoneNumbers/PN1"]
    assert number["voice_fallback_url"] == f"{PUBLIC}/v1/carrier/twilio/fallback{TRIES}"


def _nothing_set() -> Iterator[Finding]:
    return look_here(settings_for_tests(), NOTHING)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_that_there_can_be_has_words(language: Language) -> None:
    here = [(each.check, each.verdict) for each in (*look_here(settings_with(), SECRETS), *_nothing_set())]
    owned = [
        finding_of(standing)
        for kind in Owned
        for standing in (
            Standing(kind, "x"),
            Standing(kind, "x", exists=False),
            Standing(kind, "x", usable=False),
            Standing(kind, "x", differences=(_DIFFERENCE,)),
        )
    ]
    asked = [(check, verdict) for check in (Check.TWILIO, Check.SIGNED) for verdict in _ASKED]
    reached = [(Check.REACHABLE, verdict) for verdict in (Verdict.FINE, Verdict.AWAY, Verdict.WRONG)]
    for check, verdict in [*here, *asked, *reached, *((each.check, each.verdict) for each in owned)]:
        assert say(f"twilio_{check}_{verdict}", language)
