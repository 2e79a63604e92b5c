"""The settings of Twilio: the account, how it reaches us, and how agents' telephones are reached. No secret is here."""

from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StrictInt
from pydantic import model_validator as model_rule

from agent_desktop.settings_types import OwnNumber, Part, UrlOrEmpty, matching, refuse

AgentLegCode = Literal["sip_dial_in", "sip", "phone"]

_HEX: Final = "[0-9a-fA-F]{32}"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")

_AccountSid = Annotated[str, matching(f"|AC{_HEX}", "AC…")]
_KeySid = Annotated[str, matching(f"|SK{_HEX}", "SK…")]
_AppSid = Annotated[str, matching(f"|AP{_HEX}", "AP…")]
_Name = Annotated[str, matching(r"[A-Za-z0-9_.\-]{0,200}", "a-z, 0-9, . _ -")]


def _public(url: str) -> str:
    """See that Twilio can come to it as it stands: HTTPS, and nothing that is no part of a signed address."""
    parts = urlsplit(url)
    if url and (parts.scheme != "https" or parts.query or parts.fragment or "@" in parts.netloc):
        raise refuse("https://…")
    return url.rstrip("/")


def _on_this_machine(url: str) -> str:
    if url and urlsplit(url).hostname not in _LOOPBACK:  # keys and numbers would go to whoever is there
        raise refuse("http://127.0.0.1:…")
    return url.rstrip("/")


_Language = Annotated[str, matching(r"[a-z]{2,3}(-[A-Z]{2})?", "zh-HK, en, …")]


class VoiceSettings(Part):
    """A voice of Twilio's, and the language that it is to speak, as Twilio names both."""

    voice: Annotated[str, matching(r"[A-Za-z0-9.\-]{1,60}", "Polly.Amy-Neural")]
    language: Annotated[str, matching(r"[a-z]{2,3}-[A-Z]{2}", "en-GB")]


class TwilioSettings(Part):
    """What each key means stands in the shipped config.yaml. Seconds, unless another unit is named."""

    account_sid: _AccountSid
    api_key_sid: _KeySid
    app_sid: _AppSid
    webhook_key_id: _Name
    public_url: Annotated[UrlOrEmpty, AfterValidator(_public)]
    api_url: Annotated[UrlOrEmpty, AfterValidator(_on_this_machine)]
    region: _Name
    edge: _Name
    numbers: tuple[OwnNumber, ...]
    fallback_url: UrlOrEmpty
    agent_leg: AgentLegCode
    sip_domain: _Name
    ring_seconds: Annotated[StrictInt, Field(ge=5, le=120)]
    voices: dict[_Language, VoiceSettings] = Field(default_factory=dict)
    transcript_languages: dict[
        _Language, Annotated[str, matching(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", "en-US")]
    ] = Field(default_factory=dict)
    transcript_engine: _Name
    wait_music_url: UrlOrEmpty
    wait_music_seconds: Annotated[StrictInt, Field(ge=5, le=600)]
    hold_music_url: UrlOrEmpty
    calls_per_second: Annotated[float, Field(ge=0.01, le=100)]
    in_flight: Annotated[StrictInt, Field(ge=1, le=100)]
    request_seconds: Annotated[StrictInt, Field(ge=1, le=30)]
    softphone_seconds: Annotated[StrictInt, Field(ge=60, le=86_400)]

    @model_rule(mode="after")
    def _each_number_once(self) -> Self:
        if len(set(self.numbers)) != len(self.numbers):
            raise refuse("each_once", "numbers")
        return self
