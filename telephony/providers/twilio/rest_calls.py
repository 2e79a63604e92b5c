"""Calls: the legs themselves, in a conference or not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from telephony.providers.twilio.asking import Asker, Made
from telephony.providers.twilio.errors import CarrierBusyError, PartyGoneError
from telephony.providers.twilio.values import TwilioCall, call_from, checked, only_of

LEG_EVENTS: Final = ("initiated", "ringing", "answered", "completed")
TRIED_WITHIN: Final = timedelta(minutes=1)
"""How far back an earlier attempt is looked for where nobody says when it was: orders are tried again for less."""

_CLOCKS_DIFFER: Final = timedelta(seconds=5)
_LOOK_LIMIT: Final = 20
_EXTRAS: Final = frozenset({"sip_auth_username", "sip_auth_password", "call_reason", "byoc"})


IsOthers = Callable[[str], bool]
"""Says of a call by its SID that it is known as another line: Twilio keeps no label of a call, and one telephone may be
called by two rooms within a minute."""


def nobodys(call_sid: str) -> bool:  # noqa: ARG001  as `IsOthers`
    return False


@dataclass(frozen=True, slots=True)
class CallWish:
    """A call to make. It fetches `url` when it is answered, or does `twiml`; `status_url` hears how it goes.

    `label` is ours: Twilio keeps none for a call of its own, but `url` should carry it, since its webhook may come
    before the answer to this. Seconds: it rings for `ring_seconds`; after `longest_seconds` it ends by itself.
    """

    label: str
    to_number: str = field(repr=False)
    from_number: str = field(repr=False)
    url: str = ""
    twiml: str = field(default="", repr=False)
    status_url: str = ""
    fallback_url: str = ""
    ring_seconds: int = 30
    longest_seconds: int = 14_400
    call_token: str = field(default="", repr=False)
    more: Mapping[str, str] = field(default_factory=dict)  # SIP user and password, for example


class RestCalls:
    """Safe to use from several threads; raises as `Asker` does."""

    def __init__(self, client: Any, asker: Asker, unix_time: Callable[[], float]) -> None:
        self._client = client
        self._asker = asker
        self._unix_time = unix_time

    def create(
        self,
        wish: CallWish,
        *,
        look_first: bool = False,
        tried_since: datetime | None = None,
        is_others: IsOthers = nobodys,
    ) -> Made[TwilioCall]:
        """Call somebody. Where the answer is lost, a live call to that number begun since is taken for it, if there is
        exactly one that `is_others` does not know by its SID. `look_first`: an earlier attempt may have made it; it
        began at `tried_since` (aware), or within `TRIED_WITHIN`.

        Raises:
            OutcomeUnknownError: There is none, or more than one.
        """
        look_first = look_first or tried_since is not None
        now = datetime.fromtimestamp(self._unix_time(), UTC)
        begun = (tried_since or (now - TRIED_WITHIN if look_first else now)) - _CLOCKS_DIFFER
        given: dict[str, Any] = {
            "to": wish.to_number,
            "from_": wish.from_number,
            "url": wish.url,
            "method": "POST" if wish.url else "",
            "twiml": wish.twiml,
            "fallback_url": wish.fallback_url,
            "fallback_method": "POST" if wish.fallback_url else "",
            "status_callback": wish.status_url,
            "status_callback_method": "POST" if wish.status_url else "",
            "status_callback_event": list(LEG_EVENTS) if wish.status_url else "",
            "timeout": wish.ring_seconds,
            "time_limit": wish.longest_seconds,
            "call_token": wish.call_token,
            **checked(wish.more, _EXTRAS),
        }
        asked = {name: value for name, value in given.items() if value != ""}
        made = self._asker.make(
            lambda: call_from(self._client.calls.create(**asked)),
            lambda: self._begun_since(wish.to_number, wish.from_number, begun, is_others),
            label=wish.label,
            is_call=True,
            look_first=look_first,
        )
        self._asker.calls.queued(0.0 if made.found else made.value.queue_seconds)
        return made

    def fetch(self, call_sid: str) -> TwilioCall:
        return self._asker.ask(lambda: call_from(self._client.calls(call_sid).fetch()))

    def find_live(self, to_number: str, from_number: str, *, is_others: IsOthers = nobodys) -> TwilioCall | None:
        """Return the call that we began to this number within `TRIED_WITHIN` and that is on, if it is exactly one
        beside those that `is_others` knows."""
        begun = datetime.fromtimestamp(self._unix_time(), UTC) - TRIED_WITHIN - _CLOCKS_DIFFER
        return self._asker.ask(lambda: self._begun_since(to_number, from_number, begun, is_others))

    def redirect(self, call_sid: str, *, twiml: str = "", url: str = "") -> TwilioCall:
        """Let a call that is on do something else: `twiml`, or what `url` answers. Twice would begin it anew.

        Twilio says the same of a call that is over and of one that it has not taken yet, because our first document was
        lost on the way to it: which of both it is, is looked up.

        Raises:
            OutcomeUnknownError: No clear answer; it is not asked for again.
            PartyGoneError: It is over.
            CarrierBusyError: It only rings yet.
        """
        if bool(twiml) == bool(url):
            raise ValueError("either twiml or url")
        given = {"twiml": twiml} if twiml else {"url": url, "method": "POST"}
        try:
            return self._asker.tell(lambda: call_from(self._client.calls(call_sid).update(**given)), label=call_sid)
        except PartyGoneError:
            if self.fetch(call_sid).is_live:
                raise CarrierBusyError from None
            raise

    def end(self, call_sid: str) -> None:
        """Hang up a call, whatever it is doing; one that still rings too."""
        self._end(call_sid, "completed")

    def cancel(self, call_sid: str) -> None:
        """Stop a call that nobody has answered yet. One that was answered meanwhile goes on: see what it became."""
        self._end(call_sid, "canceled")

    def _end(self, call_sid: str, status: str) -> None:
        call = self._client.calls(call_sid)
        self._asker.end(lambda: call.update(status=status), lambda: not call_from(call.fetch()).is_live)

    def _begun_since(self, to_number: str, from_number: str, begun: datetime, is_others: IsOthers) -> TwilioCall | None:
        listed = self._client.calls.list(to=to_number, from_=from_number, limit=_LOOK_LIMIT)
        calls = map(call_from, listed)
        return only_of(
            call
            for call in calls
            if call.is_live
            and call.made_at is not None
            and call.made_at >= begun
            and call.direction == "outbound-api"
            and not is_others(call.sid)
        )
