"""An HTTP client in the place of the SDK's: it answers what the test has laid ready, and keeps what was asked."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from twilio.http.response import Response

from telephony.providers.twilio.limits import RestLimits
from telephony.providers.twilio.rest import TwilioAccount, TwilioRest
from telephony.providers.twilio.retrying import Machine, RetryRule

ACCOUNT = "AC" + "0" * 32
CALL = "CA" + "1" * 32
ROOM = "CF" + "2" * 32
RECORDING = "RE" + "3" * 32

Answer = tuple[int, object] | Exception


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    values: Mapping[str, Any]
    auth: tuple[str, str] | None
    seconds: float | None


@dataclass
class HandMachine:
    """Time stands still but for sleeping."""

    at: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.at += seconds

    def machine(self) -> Machine:
        return Machine(now=lambda: self.at, sleep=self.sleep, chance=lambda: 0.5, unix_time=lambda: 1_780_000_000.0)


class FakeHttp:
    """Gives each answer once, and the last for ever."""

    def __init__(self, *answers: Answer, between: Callable[[], None] = lambda: None) -> None:
        self.answers = list(answers)
        self.asked: list[Asked] = []
        self._between = between

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Any:
        path = url.partition(f"/Accounts/{ACCOUNT}")[2]
        # The SDK gives values that are not set too, as objects of its own.
        asked = {name: value for name, value in {**(params or {}), **(data or {})}.items() if is_set(value)}
        self.asked.append(Asked(method, path, asked, auth, timeout))
        self._between()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        status, body = answer
        return Response(status, body if isinstance(body, str) else json.dumps(body), {})

    @property
    def paths(self) -> list[str]:
        return [f"{each.method} {each.path}" for each in self.asked]


def is_set(value: object) -> bool:
    return isinstance(value, (str, int, float, bool, list))


def refused(status: int, code: int) -> Answer:
    return status, {"status": status, "code": code, "message": "no", "more_info": "…"}


def rest_over(
    http: FakeHttp,
    hand: HandMachine | None = None,
    *,
    limits: RestLimits | None = None,
    rule: RetryRule | None = None,
    page_size: int = 2,
) -> TwilioRest:
    return TwilioRest(
        TwilioAccount(ACCOUNT, "SK" + "4" * 32, "a secret"),
        limits=limits,
        rule=rule or RetryRule(total_seconds=60),
        machine=(hand or HandMachine()).machine(),
        http_client=lambda: http,
        page_size=page_size,
    )
