"""The caller's side of Twilio's stand-in: ring a number of ours, press keys, hang up, and see how the line stands."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import NumberCheck
from telephony.providers.simulator.wire import CallView, RingRequest, SpokenMessage

_LIMIT_SECONDS: Final = 3.0
_PASSED: Final = "TN-Validation-Passed-A"
_LIVE: Final = frozenset({"queued", "initiated", "ringing", "in-progress"})

KEYS_FOR: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({"card_charge": ("3", "2", "#")})
"""What somebody keys who knows why they call, by the reason: in English, the charge, and no number at hand. At Twilio
every caller goes through the entry menu; there is no other menu that they could have been in before."""


class _Line(BaseModel):
    """How the stand-in says that a line stands."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    status: str
    queued: bool
    in_room: bool
    held: bool
    hears: tuple[str, ...]
    sound: str
    asked: str
    pressed: str


class TwilioCarrier:
    """`Carrier` over the stand-in's control. Its owner closes it; it may be used from several threads."""

    def __init__(self, url: str, number: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=_LIMIT_SECONDS, trust_env=False)
        self._number = number

    def close(self) -> None:
        self._client.close()

    def ring(self, request: RingRequest) -> CallView:
        given: dict[str, object] = {
            "to": self._number,
            "from_": "anonymous" if request.withheld else request.from_number,
            "keys": KEYS_FOR.get(request.menu_reason, ()),
        }
        if request.number_check is NumberCheck.PASSED:
            given["stir"] = _PASSED
        return self.read(str(self._order("ring", given)))

    def press_keys(self, call_sid: str, keys: str) -> CallView:
        self._order("press", {"sid": call_sid, "digits": keys})
        return self.read(call_sid)

    def hang_up(self, call_sid: str) -> CallView:
        self._order("hang_up", {"sid": call_sid})
        return self.read(call_sid)

    def read(self, call_sid: str) -> CallView:
        try:
            line = _Line.model_validate(self._order("line", {"sid": call_sid}))
        except ValidationError as error:
            raise ClientError(ErrorCode.CARRIER_AWAY) from error
        said = line.sound if line.sound and "://" not in line.sound else ""
        return CallView(
            call_sid=call_sid,
            state=_state_of(line),
            from_number="",
            keyed_digits=line.pressed,
            prompt=(SpokenMessage(language="", text=said),) if said else (),
            keys=line.asked,
        )

    def _order(self, verb: str, given: Mapping[str, object]) -> Any:
        try:
            answer = self._client.post(f"/control/{verb}", json=dict(given))
            if answer.status_code == httpx.codes.BAD_REQUEST:
                raise ClientError(ErrorCode.CALL_NOT_FOUND)  # another stand-in runs now
            answer.raise_for_status()
            return answer.json()["result"]
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise ClientError(ErrorCode.CARRIER_AWAY) from error


def _state_of(line: _Line) -> str:
    if line.status not in _LIVE:
        return "ended"
    if line.held:
        return "held"
    if line.hears:
        return "connected"
    return "waiting" if line.queued or line.in_room else "menu"
