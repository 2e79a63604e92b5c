"""``agent-desktop twilio check`` and ``setup``: what is missing for a call over Twilio, told and put right."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import httpx
from pydantic import JsonValue

from agent_desktop.figures import write_figures
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.twilio.checking import (
    Check,
    Finding,
    Verdict,
    finding_of,
    look_at_twilio,
    look_from_outside,
    look_here,
)
from agent_desktop.server.twilio.wiring import rest_from, wanted_from
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say
from telephony.providers.twilio.rest import TwilioRest
from telephony.providers.twilio.setting_up import SettingUp, Standing, static_fallback

Tell = Callable[[str], None]
Ask = Callable[[str], bool]
RestOf = Callable[[Settings, Secrets], TwilioRest]

NOT_READY = 2
_ASKS_TWILIO = (Check.ACCOUNT, Check.API_KEY)
_CHANGES_TWILIO = (*_ASKS_TWILIO, Check.PUBLIC_URL, Check.NUMBERS)
_MARKS = {Verdict.FINE: "✓", Verdict.ODD: "!"}


def run_check(
    settings: Settings,
    secrets: Secrets,
    language: Language,
    tell: Tell,
    *,
    json_path: Path | None = None,
    rest_of: RestOf = rest_from,
    client: Callable[[], httpx.Client] | None = None,
) -> int:
    """Look at everything and tell of each thing how it is. Returns 0 where calls can come, else 2.

    `rest_of` makes what asks Twilio, `client` what asks the public address.

    Raises:
        KeyringUnansweredError: The keyring does not answer.
        OSError: The file cannot be written.
    """
    findings: list[Finding] = []
    for finding in _all(settings, secrets, rest_of, client):
        findings.append(finding)
        tell(line_of(finding, language))
    left = sum(not each.is_good for each in findings)
    tell(say("twilio_ready" if not left else "twilio_not_ready", language, count=left))
    if json_path is not None:
        write_figures(json_path, {"ready": not left, "findings": [_as_json(each) for each in findings]})
    return 0 if not left else NOT_READY


def run_setup(
    settings: Settings,
    secrets: Secrets,
    language: Language,
    tell: Tell,
    *,
    ask: Ask | None,
    rest_of: RestOf = rest_from,
) -> int:
    """Set the addresses at Twilio as they should be, after `ask` agreed; None is not to ask. Returns the exit status.

    Done twice it changes nothing the second time.

    Raises:
        KeyringUnansweredError: The keyring does not answer.
        CarrierAwayError: Twilio does not answer, or does not take the credentials.
        CarrierRefusedError: It does not make a change.
    """
    here = [each for each in look_here(settings, secrets) if each.check in _CHANGES_TWILIO and not each.is_good]
    if here:
        _tell_all(here, language, tell)
        return NOT_READY
    setting_up = SettingUp(rest_of(settings, secrets), wanted_from(settings))
    standings = list(setting_up.look())
    lost = [each for each in standings if not each.exists or not each.usable]
    _tell_all(map(finding_of, lost), language, tell)
    open_ = [each for each in standings if each not in lost and each.differences]
    for standing in open_:
        for line in _changes(standing, language):
            tell(line)
    if open_ and ask is not None and not ask(say("twilio_setup_ask", language)):
        tell(say("twilio_setup_left", language))
        return NOT_READY
    for standing in open_:
        setting_up.set_right(standing)
        tell(say("twilio_setup_done", language, name=standing.name))
    if not open_ and not lost:
        tell(say("twilio_setup_nothing", language))
    if not settings.twilio.fallback_url:
        tell(say("twilio_setup_fallback", language))
        tell(static_fallback(_fallback_words(settings)))
    return NOT_READY if lost else 0


def ask_on_terminal(question: str) -> bool:
    """Ask whoever sits there; who does not answer, or cannot, has not agreed."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question} ").strip().lower() in ("y", "yes", "是")


def line_of(finding: Finding, language: Language) -> str:
    """Return what is told of a finding."""
    words = say(f"twilio_{finding.check}_{finding.verdict}", language, **finding.details)
    return f"{_MARKS.get(finding.verdict, '✗')} {words}"


def _all(
    settings: Settings, secrets: Secrets, rest_of: RestOf, client: Callable[[], httpx.Client] | None
) -> Iterator[Finding]:
    here: dict[Check, Finding] = {}
    for finding in look_here(settings, secrets):
        here[finding.check] = finding
        yield finding
    if all(here[each].is_good for each in _ASKS_TWILIO):
        yield from look_at_twilio(SettingUp(rest_of(settings, secrets), wanted_from(settings)))
    if here[Check.PUBLIC_URL].is_good:
        yield from look_from_outside(settings, secrets, client=client)


def _tell_all(findings: Iterable[Finding], language: Language, tell: Tell) -> None:
    for finding in findings:
        tell(line_of(finding, language))


def _changes(standing: Standing, language: Language) -> Sequence[str]:
    nothing = say("twilio_setup_empty", language)
    head = say("twilio_setup_change", language, name=standing.name)
    return [
        head,
        *(f"    {each.name}: {each.now or nothing} → {each.wanted or nothing}" for each in standing.differences),
    ]


def _fallback_words(settings: Settings) -> dict[str, str]:
    bank = settings.records.bank_name
    return {
        "yue": say("twilio_fallback_words", "zh", bank=bank["zh"]),
        "en": say("twilio_fallback_words", "en", bank=bank["en"]),
    }


def _as_json(finding: Finding) -> dict[str, JsonValue]:
    return {"check": finding.check.value, "verdict": finding.verdict.value, "details": dict(finding.details)}
