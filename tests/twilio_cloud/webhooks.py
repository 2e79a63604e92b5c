"""Requests from the stand-in to the product: documents that a call needs now, and events that are told.

Signed (telephony.md 2.1), with all parameters, `I-Twilio-Idempotency-Token`, and the retry rule of the URL's fragment
(2.2): by default only a failure to connect is tried once more. The fragment is neither sent nor signed.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import httpx

from tests.twilio_cloud.clock import Clock, Signal
from tests.twilio_cloud.faults import Faults
from tests.twilio_cloud.signing import settings_header, sign_sha1, sign_sha256

_RANGES = {"ct": (100, 10_000), "rt": (100, 15_000), "tt": (100, 15_000), "rc": (0, 5)}
_DEFAULTS = {"ct": 5_000, "rt": 15_000, "tt": 15_000, "rc": 1}
_RETRIED = {"4xx", "5xx", "ct", "rt", "all"}


def rfc_2822(at: datetime) -> str:
    """Write a time as webhooks and REST answers do (telephony.md 1.4)."""
    return format_datetime(at)


class NoAnswerError(Exception):
    """A document could not be had. `code` is Twilio's: 11200 for a wrong status, 11205 for no connection, 11210 for a
    bad address (telephony.md 2.2, 3.2)."""

    def __init__(self, code: int, text: str, status: int = 0) -> None:
        super().__init__(text)
        self.code = code
        self.status = status


@dataclass(slots=True)
class Answered:
    """What the product answered."""

    status: int
    media_type: str
    body: str


@dataclass(slots=True)
class Delivery:
    """One request to the product, as it came out; `status` 0 is no answer, and `lost` that it was never made."""

    about: str
    method: str
    url: str
    params: dict[str, str]
    at: datetime
    status: int = 0
    lost: bool = False
    tries: int = 0


@dataclass(slots=True)
class Signer:
    """With what webhooks are signed. A shared key takes the account token's place where there is one (2.1)."""

    token: str
    shared_key: tuple[str, str] | None = None

    def headers(self, url: str, params: Mapping[str, str]) -> dict[str, str]:
        if self.shared_key is None:
            return {"X-Twilio-Signature": sign_sha1(self.token, url, params.items())}
        key_id, secret = self.shared_key
        return {
            "X-Twilio-Signature": sign_sha256(secret, url, params.items()),
            "X-Twilio-Webhooks-Signature-Settings": settings_header(key_id),
        }


@dataclass(slots=True)
class RetryRule:
    """What the fragment of a webhook's URL says (2.2), times in milliseconds.

    Raises:
        ValueError: It says what Twilio does not know.
    """

    numbers: dict[str, int]
    retried: frozenset[str]

    @classmethod
    def read(cls, fragment: str) -> "RetryRule":
        numbers, retried = dict(_DEFAULTS), frozenset({"ct"})
        for name, value in parse_qsl(fragment, keep_blank_values=True, strict_parsing=True) if fragment else ():
            if name in _RANGES:
                low, high = _RANGES[name]
                if not value.isdigit() or not low <= int(value) <= high:
                    raise ValueError(f"#{name}={value} is not between {low} and {high}")
                numbers[name] = int(value)
            elif name == "rp":
                retried = frozenset(value.split(","))
                if not retried <= _RETRIED:
                    raise ValueError(f"#rp={value}")
            elif name not in ("e", "sni"):
                raise ValueError(f"#{name}")
        return cls(numbers, retried)

    def tries_again_after(self, failure: str) -> bool:
        return failure in self.retried or "all" in self.retried


@dataclass
class Post:
    """Brings requests to the product. `hosts` says where a public address really is: `{"https://desk.test":
    "http://127.0.0.1:8080"}`; an address it does not name must be on loopback, so that nothing leaves the machine."""

    clock: Clock
    faults: Faults
    signer: Signer
    hosts: dict[str, str] = field(default_factory=dict)
    made: list[Delivery] = field(default_factory=list)
    _turns: dict[str, Signal] = field(default_factory=dict)
    _client: httpx.AsyncClient | None = None

    def open(self) -> None:
        """Be ready to send."""
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        self._client = httpx.AsyncClient(trust_env=False, limits=limits, verify=False)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.aclose()

    async def ask(self, about: str, url: str, method: str, params: Mapping[str, str]) -> Answered:
        """Fetch a document within a job.

        Raises:
            NoAnswerError: None came, or no 2xx.
        """
        delivery = Delivery(about, method, url, dict(params), self.clock.now)
        self.made.append(delivery)
        answer = await self._send(delivery, str(uuid.uuid4()))
        if not 200 <= answer.status < 300:
            raise NoAnswerError(11200, f"{method} {url} answered {answer.status}", answer.status)
        return answer

    def tell(self, turn: str, about: str, url: str, method: str, params: Mapping[str, str]) -> None:
        """Tell an event. Events of one `turn`, such as a call, come in their order unless a fault has it otherwise:
        there is no such promise (telephony.md 0.6)."""
        told, token = dict(params), str(uuid.uuid4())
        times = self.faults.for_delivery(about, told)
        if not times:
            self.made.append(Delivery(about, method, url, told, self.clock.now, lost=True))
        for seconds in times:
            delivery = Delivery(about, method, url, told, self.clock.now)
            if seconds:
                self.clock.start_job(self._tell_later(seconds, delivery, token))
                continue
            before, told_so_far = self._turns.get(turn), Signal()
            self._turns[turn] = told_so_far
            self.clock.start_job(self._tell_after(turn, before, told_so_far, delivery, token))

    async def _tell_after(
        self, turn: str, before: Signal | None, told_so_far: Signal, delivery: Delivery, token: str
    ) -> None:
        if before is not None:
            await self.clock.wait(before)
        try:
            await self._tell(delivery, token)
        finally:
            told_so_far.fire()
            if self._turns.get(turn) is told_so_far:
                del self._turns[turn]

    async def _tell_later(self, seconds: float, delivery: Delivery, token: str) -> None:
        await self.clock.sleep(seconds)
        await self._tell(delivery, token)

    async def _tell(self, delivery: Delivery, token: str) -> None:
        self.made.append(delivery)
        try:
            await self._send(delivery, token)
        except NoAnswerError:
            return  # an event that nobody took is gone (telephony.md 0.6)

    async def _send(self, delivery: Delivery, token: str) -> Answered:
        parts = urlsplit(delivery.url)
        try:
            rule = RetryRule.read(parts.fragment)
            target = self._real(parts.scheme, parts.netloc)
        except ValueError as error:
            raise NoAnswerError(11210, str(error)) from error
        query = parts.query
        if delivery.method == "GET" and delivery.params:
            query = "&".join(filter(None, [query, urlencode(delivery.params)]))
        signed = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
        form = {} if delivery.method == "GET" else delivery.params
        headers = self.signer.headers(signed, form) | {"I-Twilio-Idempotency-Token": token, "User-Agent": "TwilioProxy"}
        address = target + (parts.path or "/") + (f"?{query}" if query else "")
        while True:
            delivery.tries += 1
            last = delivery.tries > rule.numbers["rc"]
            try:
                answer = await self._try(delivery.method, address, form, headers, rule)
            except httpx.TimeoutException as error:
                failure = "ct" if isinstance(error, httpx.ConnectTimeout) else "rt"
                if last or not rule.tries_again_after(failure):
                    raise NoAnswerError(11205, f"{delivery.url}: no answer in time") from error
            except httpx.HTTPError as error:
                failure = "ct" if isinstance(error, httpx.ConnectError) else "rt"
                if last or not rule.tries_again_after(failure):
                    raise NoAnswerError(11205, f"{delivery.url}: {error!r}") from error
            else:
                delivery.status = answer.status
                if last or answer.status < 400 or not rule.tries_again_after(f"{answer.status // 100}xx"):
                    return answer

    async def _try(
        self, method: str, address: str, form: Mapping[str, str], headers: Mapping[str, str], rule: RetryRule
    ) -> Answered:
        fate = self.faults.for_try()
        if fate == "unheard":
            await self.clock.sleep(rule.numbers["ct"] / 1000)
            raise httpx.ConnectTimeout(fate)
        answer = await self._once(method, address, form, headers, rule)
        if fate == "unanswered":
            await self.clock.sleep(rule.numbers["rt"] / 1000)
            raise httpx.ReadTimeout(fate)
        return answer

    async def _once(
        self, method: str, address: str, form: Mapping[str, str], headers: Mapping[str, str], rule: RetryRule
    ) -> Answered:
        assert self._client is not None, "open() first"
        connect, read = rule.numbers["ct"] / 1000, rule.numbers["rt"] / 1000
        timeout = httpx.Timeout(read, connect=connect)
        got = await self._client.request(
            method, address, data=dict(form) if method == "POST" else None, headers=dict(headers), timeout=timeout
        )
        return Answered(got.status_code, got.headers.get("content-type", "").partition(";")[0].strip(), got.text)

    def _real(self, scheme: str, netloc: str) -> str:
        public = f"{scheme}://{netloc}"
        if public in self.hosts:
            return self.hosts[public].rstrip("/")
        if scheme not in ("http", "https") or urlsplit(public).hostname not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError(f"{public or 'a relative address'} is no address that the stand-in was told of")
        return public
