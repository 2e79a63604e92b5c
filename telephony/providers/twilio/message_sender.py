"""Twilio as a carrier of short messages."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID

from telephony.errors import CarrierRefusedError, ReportNotUnderstoodError
from telephony.messages.port import MessageAnswer, MessageReport, OutgoingMessage
from telephony.messages.states import MessageProblem, MessageState
from telephony.providers.base import SignedRequest
from telephony.providers.twilio.asking import Made
from telephony.providers.twilio.errors import PartyGoneError
from telephony.providers.twilio.rest_others import MessageWish
from telephony.providers.twilio.values import TwilioMessage
from telephony.providers.twilio.wire import NAME, WebhookKind, read_webhook

_S, _P = MessageState, MessageProblem

STATES: Final[Mapping[str, MessageState]] = MappingProxyType(
    {
        "accepted": _S.ACCEPTED,
        "scheduled": _S.ACCEPTED,
        "queued": _S.QUEUED,
        "sending": _S.QUEUED,
        "sent": _S.SENT,
        "delivered": _S.DELIVERED,
        "read": _S.DELIVERED,
        "undelivered": _S.UNDELIVERED,
        "failed": _S.FAILED,
        "canceled": _S.FAILED,
    }
)
"""Twilio's words for how a message stands; a new one of theirs says no more than that it has it."""

OF_INCOMING: Final = frozenset({"receiving", "received"})
"""Those for a message that came to us."""

PROBLEMS: Final[Mapping[int, MessageProblem]] = MappingProxyType(
    {
        21211: _P.NUMBER_WRONG,
        21217: _P.NUMBER_WRONG,
        21614: _P.NUMBER_WRONG,
        21610: _P.OPTED_OUT,
        21617: _P.TOO_LONG,
        30003: _P.UNREACHABLE,
        30005: _P.UNREACHABLE,
        30006: _P.NUMBER_WRONG,  # a landline
        30004: _P.BLOCKED,
        30007: _P.BLOCKED,
        30034: _P.BLOCKED,
    }
)


class Texts(Protocol):
    """The part of `TwilioRest.messages` that is used."""

    def create(self, wish: MessageWish, *, tried_since: datetime | None = None) -> Made[TwilioMessage]: ...


class TwilioMessages:
    """See `MessageSender`. `verify` checks that Twilio sent a request; `address` names a route of ours, with what it is
    to bring back. Safe to use from several threads."""

    def __init__(
        self,
        texts: Texts,
        verify: Callable[[SignedRequest], None],
        address: Callable[..., str],
        now: Callable[[], datetime],
    ) -> None:
        self._texts = texts
        self._verify = verify
        self._address = address
        self._now = now

    @property
    def name(self) -> str:
        return NAME

    def send_message(self, message: OutgoingMessage) -> MessageAnswer:
        """Give Twilio one message. One that was tried before is looked for first: Twilio knows no ids of ours.

        Raises:
            CarrierAwayError: No answer in time, and it cannot be found; it may or may not be sent.
        """
        wish = MessageWish(
            str(message.message_id),
            message.to_number,
            message.from_number,
            message.text,
            status_url=self._address(WebhookKind.MESSAGE, message=str(message.message_id)),
        )
        try:
            sent = self._texts.create(wish, tried_since=message.tried_since).value
        except CarrierRefusedError as error:
            return _refused(_number(error.details.get("carrier_code")))
        except PartyGoneError:
            return _refused(0)
        state = STATES.get(sent.status, _S.ACCEPTED)
        return MessageAnswer(sent.sid, state, _problem_of(state, sent.error_code), _code_text(sent.error_code))

    def verify(self, request: SignedRequest) -> None:
        """Check that Twilio sent `request`.

        Raises:
            SignatureWrongError: It did not.
        """
        self._verify(request)

    def read_message_report(self, request: SignedRequest) -> MessageReport:
        """Read a verified report of a message.

        Raises:
            ReportNotUnderstoodError: It does not name the message, or is about one that came to us.
        """
        webhook = read_webhook(WebhookKind.MESSAGE, request, self._now())
        told = webhook.params.get("MessageStatus") or webhook.params.get("SmsStatus", "")
        if not told or told in OF_INCOMING:
            raise ReportNotUnderstoodError(field="MessageStatus")
        state = STATES.get(told, _S.ACCEPTED)
        code = _number(webhook.params.get("ErrorCode"))
        return MessageReport(
            webhook.event_key,
            webhook.params["MessageSid"],
            state,
            webhook.at,
            message_id=_uuid(webhook.query.get("message", "")),
            problem=_problem_of(state, code),
            carrier_code=_code_text(code),
        )


def _refused(code: int) -> MessageAnswer:
    return MessageAnswer("", _S.FAILED, PROBLEMS.get(code, _P.REFUSED), _code_text(code))


def _problem_of(state: MessageState, code: int) -> MessageProblem:
    if state not in {_S.UNDELIVERED, _S.FAILED}:
        return _P.NONE
    return PROBLEMS.get(code, _P.REFUSED)


def _code_text(code: int) -> str:
    return str(code) if code else ""


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
