"""What a number, an application and a SIP domain of ours should ask where, and what of it is otherwise at Twilio."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from twilio.twiml.voice_response import VoiceResponse

from telephony.providers.twilio.errors import PartyGoneError
from telephony.providers.twilio.rest import TwilioRest
from telephony.providers.twilio.twiml import DEFAULT_VOICES, OTHER_VOICE, TOLD_TRIES, TRIES
from telephony.providers.twilio.values import Webhooks

ROUTES: Final = "/carrier/twilio"
"""Where our routes are below the host's prefix."""


class Owned(StrEnum):
    """What of an account asks us for documents."""

    NUMBER = "number"
    APPLICATION = "application"
    SIP_DOMAIN = "sip_domain"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not as it should be; `name` is the API's word for it."""

    name: str
    now: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one thing stands. `exists`: it is the account's. `usable`: a call can come to it at all."""

    kind: Owned
    name: str
    sid: str = ""
    exists: bool = True
    usable: bool = True
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What there should be. `base_url` is where our routes are reached: ``https://…/v1/carrier/twilio``; without a
    `fallback_url` of its own a call that gets no document asks this server once more."""

    base_url: str
    numbers: tuple[str, ...] = ()
    application_sid: str = ""
    sip_domain: str = ""
    fallback_url: str = ""

    def values_of(self, kind: Owned) -> Mapping[str, str]:
        """Return the values by the API's words."""
        calls_in = "voice" if kind is Owned.NUMBER else "agent"
        values = {
            "voice_url": f"{self.base_url}/{calls_in}{TRIES}",
            "voice_method": "POST",
            "voice_fallback_url": self.fallback_url or f"{self.base_url}/fallback{TRIES}",
            "voice_fallback_method": "POST",
            _STATUS[kind][0]: f"{self.base_url}/leg{TOLD_TRIES}",
            _STATUS[kind][1]: "POST",
        }
        if kind is Owned.NUMBER:  # both would take calls elsewhere, whatever the addresses say
            values |= {"voice_application_sid": "", "trunk_sid": ""}
        return values


_CALLBACK: Final = ("status_callback", "status_callback_method")
_STATUS: Final[Mapping[Owned, tuple[str, str]]] = MappingProxyType(
    {
        Owned.NUMBER: _CALLBACK,
        Owned.APPLICATION: _CALLBACK,
        Owned.SIP_DOMAIN: ("voice_status_callback_url", "voice_status_callback_method"),
    }
)

_FIELDS: Final[Mapping[str, Callable[[Webhooks], str]]] = MappingProxyType(
    {
        "voice_url": lambda has: has.voice_url,
        "voice_method": lambda has: has.voice_method,
        "voice_fallback_url": lambda has: has.fallback_url,
        "voice_fallback_method": lambda has: has.fallback_method,
        "status_callback": lambda has: has.status_url,
        "status_callback_method": lambda has: has.status_method,
        "voice_status_callback_url": lambda has: has.status_url,
        "voice_status_callback_method": lambda has: has.status_method,
        "voice_application_sid": lambda has: has.application_sid,
        "trunk_sid": lambda has: has.trunk_sid,
    }
)


@dataclass(frozen=True, slots=True)
class SettingUp:
    """Looks at what an account has, and sets it. Raises what `TwilioRest` raises."""

    rest: TwilioRest
    wanted: Wanted

    def reach(self) -> None:
        """See that Twilio answers, and takes the credentials."""
        self.rest.numbers.has_any()

    def look(self) -> Iterator[Standing]:
        """Yield how each number, the application and the SIP domain stand, as far as they are named."""
        for number in self.wanted.numbers:
            yield self._number(number)
        if self.wanted.application_sid:
            yield self._application(self.wanted.application_sid)
        if self.wanted.sip_domain:
            yield self._domain(self.wanted.sip_domain)

    def set_right(self, standing: Standing) -> None:
        """Set what differs, and nothing else."""
        changes = {each.name: each.wanted for each in standing.differences}
        if not changes:
            return
        match standing.kind:
            case Owned.NUMBER:
                self.rest.numbers.update_number(standing.sid, **changes)
            case Owned.APPLICATION:
                self.rest.numbers.update_application(standing.sid, **changes)
            case Owned.SIP_DOMAIN:
                self.rest.numbers.update_sip_domain(standing.sid, **changes)

    def _number(self, number: str) -> Standing:
        found = self.rest.numbers.find_number(number)
        if found is None:
            return Standing(Owned.NUMBER, number, exists=False)
        differences = self._differences(Owned.NUMBER, found.webhooks)
        return Standing(Owned.NUMBER, number, found.sid, usable=found.takes_calls, differences=differences)

    def _application(self, sid: str) -> Standing:
        try:
            found = self.rest.numbers.fetch_application(sid)
        except PartyGoneError:
            return Standing(Owned.APPLICATION, sid, exists=False)
        return Standing(Owned.APPLICATION, sid, sid, differences=self._differences(Owned.APPLICATION, found.webhooks))

    def _domain(self, name: str) -> Standing:
        found = self.rest.numbers.find_sip_domain(name)
        if found is None:
            return Standing(Owned.SIP_DOMAIN, name, exists=False)
        differences = self._differences(Owned.SIP_DOMAIN, found.webhooks)
        return Standing(Owned.SIP_DOMAIN, name, found.sid, usable=found.registers, differences=differences)

    def _differences(self, kind: Owned, has: Webhooks) -> tuple[Difference, ...]:
        pairs = ((name, _FIELDS[name](has), value) for name, value in self.wanted.values_of(kind).items())
        return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def static_fallback(words: Mapping[str, str]) -> str:
    """Return a document that needs no server, to be kept at Twilio (a TwiML Bin): it says `words`, by the menu's code
    of their language, and hangs up."""
    response = VoiceResponse()
    for language, text in words.items():
        voice = DEFAULT_VOICES.get(language, OTHER_VOICE)
        response.say(text, voice=voice.voice, language=voice.language)
    response.hangup()
    return str(response)
