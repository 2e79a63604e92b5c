"""The simulator as a carrier of telephony: orders go out over HTTP, its reports are verified and read."""

import time
from collections.abc import Callable
from datetime import UTC

from telephony.menu.walk import Ask, Closing, Entered, Music, Spoken
from telephony.providers.base import (
    Arrival,
    CarrierAnswer,
    CarrierReport,
    LiveRoom,
    MenuQuestion,
    Order,
    OrderOutcome,
    RecordedPart,
    RoomPage,
    RoomState,
    SignedRequest,
)
from telephony.providers.simulator.asking import SignedClient, read_message
from telephony.providers.simulator.wire import (
    NAME,
    LookUpAnswer,
    LookUpRequest,
    OrderAnswer,
    OrderRequest,
    QuestionMessage,
    RecordedMessage,
    ReportMessage,
    RoomsAnswer,
    RoomsRequest,
    SpokenMessage,
    StepMessage,
    WordsMessage,
)
from telephony.transcripts.port import WordsReport


class SimulatorProvider:
    """Speaks to the simulator at `base_url`. Owns its HTTP client: `close` it. Safe to use from several threads.

    `timeout_seconds` limits each order (machine time); `unix_time` is the machine's clock, for signatures.
    """

    def __init__(
        self, base_url: str, key: str, *, timeout_seconds: float = 5, unix_time: Callable[[], float] = time.time
    ) -> None:
        self.client = SignedClient(base_url, key, timeout_seconds=timeout_seconds, unix_time=unix_time)

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
            transcribe=order.transcribe,
        )
        return self.client.ask("/orders", request, OrderAnswer).outcome

    def list_live_rooms(self, page: str = "") -> RoomPage:
        """Return a page of the rooms that are on.

        Raises:
            CarrierAwayError: No answer in time, or none that can be understood.
        """
        answer = self.client.ask("/rooms/list", RoomsRequest(page=page), RoomsAnswer)
        rooms = tuple(
            LiveRoom(
                room.call_sid,
                room.sequence,
                room.changed_at.astimezone(UTC),
                room.agent_endpoint,
                room.colleague_endpoint,
                room.supervisor_endpoint,
                room.guest_endpoint,
            )
            for room in answer.rooms
        )
        return RoomPage(rooms, answer.next_page)

    def look_up_room(self, call_sid: str) -> CarrierReport | None:
        """Return the last report of one room once more, None where the simulator does not know it.

        Raises:
            CarrierAwayError: No answer in time, or none that can be understood.
        """
        report = self.client.ask("/rooms/look-up", LookUpRequest(call_sid=call_sid), LookUpAnswer).report
        return None if report is None else _report_of(report)

    def verify(self, request: SignedRequest) -> None:
        """Check that the simulator sent the body of `request`: its address is not signed.

        Raises:
            SignatureWrongError: It did not, or too long ago.
        """
        self.client.verify(request.headers, request.body)

    def read_report(self, body: bytes) -> CarrierReport:
        """Read a verified report.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        return _report_of(read_message(ReportMessage, body))

    def read_question(self, body: bytes) -> MenuQuestion:
        """Read a verified question of what a caller is to hear next.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        return MenuQuestion(**read_message(QuestionMessage, body).model_dump())

    def write_step(self, question: MenuQuestion, step: Ask | Entered | Music | Closing) -> CarrierAnswer:  # noqa: ARG002
        """Write what a caller is to hear next. The simulator remembers their answers itself."""
        return CarrierAnswer(message_of(step).model_dump_json().encode(), "application/json")

    def read_words(self, body: bytes) -> WordsReport:
        """Read a verified report of something that was said.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        words = read_message(WordsMessage, body)
        return WordsReport(words.event_id, words.call_sid, words.speaker, words.text, words.at.astimezone(UTC))

    def close(self) -> None:
        """Close the HTTP client."""
        self.client.close()


def message_of(step: Ask | Entered | Music | Closing) -> StepMessage:
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
        case Closing():
            return StepMessage(kind="end", spoken=spoken)
        case Music():
            return StepMessage(kind="music", spoken=spoken, again_seconds=step.again_seconds)


def spoken_messages(spoken: tuple[Spoken, ...]) -> tuple[SpokenMessage, ...]:
    """Return what is spoken as it is told to the simulator."""
    return tuple(SpokenMessage(language=each.language, text=each.text, file=each.file) for each in spoken)


def _report_of(message: ReportMessage) -> CarrierReport:
    room = message.room.model_dump(exclude={"recordings"})
    return CarrierReport(
        event_id=message.event_id,
        call_sid=message.call_sid,
        sequence=message.sequence,
        kind=message.kind,
        at=message.at.astimezone(UTC),
        arrival=Arrival(**message.arrival.model_dump()),
        room=RoomState(**room | {"recordings": tuple(_part_of(each) for each in message.room.recordings)}),
    )


def _part_of(message: RecordedMessage) -> RecordedPart:
    ended_at = None if message.ended_at is None else message.ended_at.astimezone(UTC)
    times = {"began_at": message.began_at.astimezone(UTC), "ended_at": ended_at}
    return RecordedPart(**message.model_dump() | times)
