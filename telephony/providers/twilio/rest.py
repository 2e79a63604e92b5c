"""`TwilioRest`: what the product asks Twilio to do, in the product's own verbs, with our limits and our retry rule.

    rest = TwilioRest(account, limits=RestLimits(calls_per_second=1))
    rest.participants.update(conference_sid, "caller", hold=True, hold_url=…)

Each part raises `PartyGoneError` where a party or a thing is not there any more, `CarrierRefusedError` where Twilio
does not do it, and `CarrierAwayError` where there is no answer in time, with a class of its own for what was never
processed (`CarrierBusyError`), for credentials, and for what may have been made (`OutcomeUnknownError`).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

from twilio.rest import Client

from telephony.providers.twilio.asking import Asker
from telephony.providers.twilio.limits import RestLimits
from telephony.providers.twilio.rest_calls import RestCalls
from telephony.providers.twilio.rest_conferences import PAGE_SIZE, RestConferences
from telephony.providers.twilio.rest_others import RestMessages, RestNumbers, RestQueues
from telephony.providers.twilio.rest_participants import RestParticipants
from telephony.providers.twilio.rest_recordings import RestRecordings
from telephony.providers.twilio.rest_transcripts import RestTranscripts
from telephony.providers.twilio.retrying import Machine, RetryRule
from telephony.providers.twilio.transport import HttpClient, Transport

_NO_ENVIRONMENT: Final = {"_": ""}
"""The SDK reads the process's environment where it is given an empty one."""


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """Whose calls, and the key by which they are asked for: `api_key_sid` begins with SK. Where it is empty, `secret`
    is the account's auth token."""

    account_sid: str
    api_key_sid: str
    secret: str = field(repr=False)
    region: str = ""
    edge: str = ""


@dataclass(frozen=True, slots=True)
class RestLoad:
    """How it stands now, to be shown: requests under way, and in how many seconds a call may start."""

    in_flight: int
    call_wait_seconds: float


class TwilioRest:
    """Safe to use from several threads.

    Args:
        api_url: A stand-in on this machine instead of Twilio.
        http_client: Makes an HTTP client, one for each request at the same time; the SDK's own where it is not given.
    """

    def __init__(
        self,
        account: TwilioAccount,
        *,
        limits: RestLimits | None = None,
        rule: RetryRule | None = None,
        machine: Machine | None = None,
        api_url: str = "",
        http_client: Callable[[], HttpClient] | None = None,
        page_size: int = PAGE_SIZE,
    ) -> None:
        machine = machine or Machine()
        self._transport = Transport(machine, api_url=api_url, make_client=http_client)
        self._asker = Asker(self._transport, limits or RestLimits(), rule or RetryRule(), machine)
        self._auth = (account.api_key_sid or account.account_sid, account.secret)
        client: Any = Client(
            *self._auth,
            account_sid=account.account_sid,
            region=account.region or None,
            edge=account.edge or None,
            http_client=self._transport,
            environment=_NO_ENVIRONMENT,
        )
        self.calls = RestCalls(client, self._asker, machine.unix_time)
        self.conferences = RestConferences(client, self._asker, page_size)
        self.participants = RestParticipants(client, self._asker)
        self.recordings = RestRecordings(client, self._asker, self._open_media)
        self.transcripts = RestTranscripts(client, self._asker)
        self.messages = RestMessages(client, self._asker, machine.unix_time)
        self.queues = RestQueues(client, self._asker)
        self.numbers = RestNumbers(client, self._asker)

    @property
    def load(self) -> RestLoad:
        return RestLoad(self._asker.in_flight, self._asker.calls.wait_seconds)

    def turn_seconds(self, waiting: int) -> float:
        """Return after how long a call that is wanted now starts, with so many before it: by our own limit, or by what
        Twilio said of the last one."""
        return self._asker.calls.turn_seconds(waiting)

    def close(self) -> None:
        """Close the connections to Twilio. A request that still comes opens a new one."""
        self._transport.close()

    def _open_media(self, path: str, seconds: float) -> AbstractContextManager[Any]:
        return self._transport.media(path, auth=self._auth, seconds=seconds)
