"""The simulator as a carrier of telephony: orders go out over HTTP, its reports are verified and read."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import TypeVar

import httpx
from pydantic import ValidationError

from telephony.errors import CarrierAwayError, ReportNotUnderstoodError
from telephony.menu.walk import Ask, Entered, Music, Spoken
from telephony.providers.base import (
    Arrival,
    CarrierAnswer,
    CarrierReport,
    LiveRoom,
    MenuQuestion,
    Order,
    OrderOutcome,
    RoomPage,
    RoomState,
)
from telephony.providers.simulator.signing import SIGNATURE_HEADER, check, sign
from telephony.providers.simulator.wire import (
    NAME,
    LookUpAnswer,
    LookUpRequest,
    Message,
    OrderAnswer,
    OrderRequest,
    QuestionMessage,
    ReportMessage,
    RoomsAnswer,
    RoomsRequest,
    SpokenMessage,
    StepMessage,
)

A = TypeVar("A", bound=Message)


class SimulatorProvider:
    """Speaks to the simulator at `base_url`. Owns its HTTP client: `close` it. Safe to use from several threads.

    `timeout_seconds` limits each order (machine time); `unix_time` is the machine's clock, for signatures.
    """

    def __init__(
        self, base_url: str, key: str, *, timeout_seconds: float = 5, unix_time: Callable[[], float] = time.time
    ) -> None:
        self._key = key
        self._unix_time = unix_time
        # The simulator is on this machine or in this house: a proxy from the environment has no place between.
        self._client = httpx.Client(base_url=base_url, timeout=timeout_seconds, trust_env=False)

    @property
    def name(self) -> str:
        return NAME

    def carry_out(self, order: Order) -> OrderOutcome:
        """Give the simulator one order.

        Raises:
            CarrierAwayError: No answer in time, or none that can be understood.
        """
        request = OrderRequest(
            order_id=order.order_id,
            call_sid=order.call_sid,
            kind=order.kind,
            endpoint=order.endpoint,
            spoken=spoken_messages(order.spoken),
            to_number=order.to_number,
            from_number=order.from_number,
            ring_seconds=order.ring_seconds,
            audience=order.audience,
            digits=order.digits,
        )
        return self._ask("/orders", request, OrderAnswer).outcome

    def list_live_rooms(self, page: str = "") -> RoomPage:
        """Return a page of the rooms that are on.

        Raises:
            CarrierAwayError: No answer in time, or none that can be understood.
        """
        answer = self._ask("/rooms/list", RoomsRequest(page=page), RoomsAnswer)
        rooms = tuple(
            LiveRoom(
                room.call_sid,
                room.sequence,
                room.changed_at.astimezone(UTC),
                room.agent_endpoint,
                room.colleague_endpoint,
                room.supervisor_endpoint,
            )
            for room in answer.rooms
        )
        return RoomPage(rooms, answer.next_page)

    def look_up_room(self, call_sid: str) -> CarrierReport | None:
        """Return the last report of one room once more, None where the simulator does not know it.

        Raises:
            CarrierAwayError: No answer in time, or none that can be understood.
        """
        report = self._ask("/rooms/look-up", LookUpRequest(call_sid=call_sid), LookUpAnswer).report
        return None if report is None else _report_of(report)

    def _ask(self, path: str, request: Message, answer: type[A]) -> A:
        body = request.model_dump_json().encode()
        headers = {SIGNATURE_HEADER: sign(self._key, body, self._unix_time()), "Content-Type": "application/json"}
        try:
            response = self._client.post(path, content=body, headers=headers)
            response.raise_for_status()
            return answer.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            raise CarrierAwayError(problem=type(error).__name__) from error

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Check that the simulator sent `body`.

        Raises:
            SignatureWrongError: It did not, or too long ago.
        """
        check(self._key, body, headers.get(SIGNATURE_HEADER), self._unix_time())

    def read_report(self, body: bytes) -> CarrierReport:
        """Read a verified report.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        try:
            message = ReportMessage.model_validate_json(body)
        except ValidationError as error:
            raise _not_understood(error) from None
        return _report_of(message)

    def read_question(self, body: bytes) -> MenuQuestion:
        """Read a verified question of what a caller is to hear next.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        try:
            return MenuQuestion(**QuestionMessage.model_validate_json(body).model_dump())
        except ValidationError as error:
            raise _not_understood(error) from None

    def write_step(self, question: MenuQuestion, step: Ask | Entered | Music) -> CarrierAnswer:  # noqa: ARG002
        """Write what a caller is to hear next. The simulator remembers their answers itself."""
        return CarrierAnswer(message_of(step).model_dump_json().encode(), "application/json")

    def close(self) -> None:
        """Close the HTTP client."""
        self._client.close()


def message_of(step: Ask | Entered | Music) -> StepMessage:
    """Return a step of the menu as it is told to the simulator."""
    spoken = spoken_messages(step.spoken)
    match step:
        case Ask():
            return StepMessage(
                kind="ask",
                spoken=spoken,
                keys=step.keys,
                longest=step.longest,
                end_key=step.end_key,
                wait_seconds=step.wait_seconds,
            )
        case Entered():
            return StepMessage(kind="enter", spoken=spoken)
        case Music():
            return StepMessage(kind="music", spoken=spoken, again_seconds=step.again_seconds)


def spoken_messages(spoken: tuple[Spoken, ...]) -> tuple[SpokenMessage, ...]:
    """Return what is spoken as it is told to the simulator."""
    return tuple(SpokenMessage(language=each.language, text=each.text, file=each.file) for each in spoken)


def _report_of(message: ReportMessage) -> CarrierReport:
    return CarrierReport(
        event_id=message.event_id,
        call_sid=message.call_sid,
        sequence=message.sequence,
        kind=message.kind,
        at=message.at.astimezone(UTC),
        arrival=Arrival(**message.arrival.model_dump()),
        room=RoomState(**message.room.model_dump()),
    )


def _not_understood(error: ValidationError) -> ReportNotUnderstoodError:
    field = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
    return ReportNotUnderstoodError(field=field)
