"""The simulator's HTTP face: a trial caller on one side, the server on the other."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Final, TypeVar
from uuid import uuid4

from fastapi import FastAPI, HTTPException, Request, Response
from pydantic import ValidationError

from telephony.contract import RecordingState
from telephony.errors import SignatureWrongError
from telephony.menu.walk import Spoken
from telephony.providers.base import Arrival, CarrierReport, Order
from telephony.providers.simulator.called import CalledPeople, Manner
from telephony.providers.simulator.callers import ScriptedCallers
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.menu_callers import MenuCallers
from telephony.providers.simulator.message_routes import message_service_routes
from telephony.providers.simulator.messages import MessageService
from telephony.providers.simulator.provider import spoken_messages
from telephony.providers.simulator.questions import MenuQuestions
from telephony.providers.simulator.recorder import Recorder
from telephony.providers.simulator.recorder import record_beside as begin_beside
from telephony.providers.simulator.recording import how_it_stands
from telephony.providers.simulator.reports import ReportDelivery
from telephony.providers.simulator.room_answers import look_up_answer, rooms_answer
from telephony.providers.simulator.rooms import Room, hears, hears_music, hears_ringback, live_rooms
from telephony.providers.simulator.signing import SIGNATURE_HEADER, check
from telephony.providers.simulator.survey_callers import SurveyCallers
from telephony.providers.simulator.wire import (
    CallView,
    ConductRequest,
    DropRequest,
    KeysRequest,
    LineView,
    LookUpAnswer,
    LookUpRequest,
    Message,
    OrderAnswer,
    OrderRequest,
    PartyView,
    QuestionMessage,
    RecordedMessage,
    RecordingConductRequest,
    RecordingRequest,
    RefuseRequest,
    RingRequest,
    RoomsAnswer,
    RoomsRequest,
    SayRequest,
    StepMessage,
)
from telephony.transcripts.port import WordsReport

REPORTS_PATH: Final = "/v1/carrier/simulator/reports"
MENU_PATH: Final = "/v1/carrier/simulator/menu"
MESSAGES_PATH: Final = "/v1/carrier/simulator/message"
WORDS_PATH: Final = "/v1/carrier/simulator/words"
ROOMS_A_PAGE: Final = 200

A = TypeVar("A", bound=Message)


def create_simulator(
    server_url: str,
    key: str,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    speed: float = 1.0,
    unix_time: Callable[[], float] = time.time,
    degraded: StepMessage | None = None,
) -> FastAPI:
    """Build the simulator. Its routes run on the event loop, one after the other, so that its state needs no lock.

    `now` is business time, which runs `speed` times as fast as the machine's. `degraded` is what a caller in the entry
    menu hears while the server does not answer; None puts them into a queue without a word.

    ``POST /calls`` · ``GET /calls`` · ``GET /calls/{sid}`` · ``POST /calls/{sid}/keys`` ·
    ``POST /calls/{sid}/hang-up``, ``/answer``, ``/refuse``, ``/drop`` and ``/say`` · ``POST /conducts`` ·
    ``POST /orders``, ``/rooms/list``, ``/rooms/look-up`` and ``/messages`` (signed) · ``GET /messages`` ·
    ``POST /message-fates`` ·
    ``GET /line`` · ``POST /recordings/fetch`` and ``/delete`` (signed), ``/recordings/conduct`` and
    ``/calls/{sid}/record-beside`` · ``GET /health``
    """
    carrier = Carrier()
    # Filled while the loop runs, since they belong to it.
    deliveries: list[ReportDelivery] = []
    questions: list[MenuQuestions] = []
    of_messages: list[ReportDelivery] = []
    of_words: list[ReportDelivery] = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        origin = server_url.rstrip("/")
        deliveries.append(ReportDelivery(origin + REPORTS_PATH, key, unix_time=unix_time))
        questions.append(MenuQuestions(origin + MENU_PATH, key, unix_time=unix_time))
        of_messages.append(ReportDelivery(origin + MESSAGES_PATH, key, unix_time=unix_time))
        of_words.append(ReportDelivery(origin + WORDS_PATH, key, unix_time=unix_time))
        try:
            yield
        finally:
            await questions.pop().close()
            await of_messages.pop().close()
            await of_words.pop().close()
            await deliveries.pop().close()

    app = FastAPI(title="Agent Desktop call simulator", lifespan=lifespan)

    def send(report: CarrierReport | None) -> None:
        if report is not None:
            deliveries[0].send(report)
            callers.heard(report)
            in_menu.heard(report)
            called.heard(report)
            recorder.heard(report)
            surveyed.heard(report)

    def ask(question: QuestionMessage, then: Callable[[StepMessage | None], None]) -> None:
        questions[0].ask(question, then)

    def later(seconds: float, do: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_later(seconds / speed, do)

    def leave(call_sid: str) -> None:
        answered = in_menu.forget(call_sid)
        send(carrier.hang_up(call_sid, now(), menu_inputs=answered))

    callers = ScriptedCallers(later, leave)
    called = CalledPeople(carrier, later, send, now)
    recorder = Recorder(carrier, later, send, now)
    in_menu = MenuCallers(carrier, later, ask, send, now, degraded)
    surveyed = SurveyCallers(carrier, later, ask, send, now)
    messages = MessageService(later, lambda report: of_messages[0].send(report), now)

    def view_of(room: Room) -> CallView:
        heard = (surveyed if room.survey_inputs is not None else in_menu).view(room.call_sid)
        return CallView(
            call_sid=room.call_sid,
            state=room.state(),
            from_number=room.arrival.from_number,
            to_number=room.arrival.to_number,
            direction=room.arrival.direction,
            menu_reason=room.arrival.menu_reason,
            keyed_digits=room.keyed_digits,
            parties=tuple(
                PartyView(
                    label=party.label,
                    endpoint=party.endpoint,
                    held=party.held,
                    muted=party.muted,
                    heard_digits=party.heard_digits,
                    told=spoken_messages(party.told),
                )
                for party in room.parties.values()
            ),
            hears=hears(room),
            music=hears_music(room),
            ringback=hears_ringback(room),
            called="" if room.dialled is None else room.dialled.number,
            ended_by=room.ended_by,
            undelivered=deliveries[0].undelivered(room.call_sid),
            prompt=heard.prompt or spoken_messages(room.last_words),
            keys=heard.keys,
            typed=heard.typed,
            recording=how_it_stands(room.recordings),
            recordings=tuple(RecordedMessage(**asdict(each.as_reported())) for each in room.recordings),
        )

    def room_of(call_sid: str) -> Room:
        room = carrier.find_room(call_sid)
        if room is None:
            raise HTTPException(404, "no such call")
        return room

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/line")
    async def line() -> LineView:
        return LineView(callers=callers.on_the_line, undelivered=deliveries[0].waiting())

    @app.post("/calls", status_code=201)
    async def ring(request: RingRequest) -> CallView:
        arrival = _arrival_of(request)
        try:
            if request.through_menu:
                room = carrier.begin_menu(replace(arrival, called_at=now()), call_sid=request.call_sid)
                in_menu.begin(room)
            else:
                sid, keys = request.call_sid, request.menu_keys
                room, report = carrier.ring(arrival, now(), keyed_digits=keys, call_sid=sid)
                send(report)
        except ValueError:
            raise HTTPException(409, "the call_sid is taken") from None
        surveyed.will_press(room.call_sid, request.survey_keys)
        if request.script is not None:
            script = request.script
            callers.follow(room, patience_seconds=script.patience_seconds, talk_seconds=script.talk_seconds)
        return view_of(room)

    @app.get("/calls")
    async def list_calls() -> list[CallView]:
        return [view_of(room) for room in carrier.rooms()]

    @app.get("/calls/{call_sid}")
    async def read_call(call_sid: str) -> CallView:
        return view_of(room_of(call_sid))

    @app.post("/calls/{call_sid}/keys")
    async def press_keys(call_sid: str, request: KeysRequest) -> CallView:
        room = room_of(call_sid)
        left = (surveyed if room.survey_inputs is not None else in_menu).press(call_sid, request.keys)
        if left:
            send(carrier.press_keys(call_sid, left, now()))
        return view_of(room)

    @app.post("/calls/{call_sid}/say")
    async def say(call_sid: str, request: SayRequest) -> CallView:
        room = room_of(call_sid)
        if room.transcribe and how_it_stands(room.recordings) is RecordingState.ON:
            said = WordsReport(uuid4().hex, call_sid, request.speaker, request.text, now())
            of_words[0].send(said)
        return view_of(room)

    @app.post("/calls/{call_sid}/hang-up")
    async def hang_up(call_sid: str) -> CallView:
        room = room_of(call_sid)
        leave(call_sid)
        return view_of(room)

    @app.post("/calls/{call_sid}/answer")
    async def answer(call_sid: str) -> CallView:
        room = room_of(call_sid)
        called.answer(call_sid)
        return view_of(room)

    @app.post("/calls/{call_sid}/refuse")
    async def refuse(call_sid: str, request: RefuseRequest) -> CallView:
        room = room_of(call_sid)
        called.refuse(call_sid, request.conduct)
        return view_of(room)

    @app.post("/calls/{call_sid}/drop")
    async def drop(call_sid: str, request: DropRequest) -> CallView:
        room = room_of(call_sid)
        send(carrier.hang_up(call_sid, now(), label=request.party.value))
        return view_of(room)

    @app.post("/conducts", status_code=204)
    async def put_conduct(request: ConductRequest) -> None:
        called.behave(request.number, Manner(request.conduct, request.after_seconds, request.talk_seconds))

    @app.post("/calls/{call_sid}/record-beside")
    async def record_beside(call_sid: str) -> CallView:
        room = room_of(call_sid)
        send(begin_beside(carrier, call_sid, now()))
        return view_of(room)

    @app.post("/recordings/conduct", status_code=204)
    async def put_recording_conduct(request: RecordingConductRequest) -> None:
        recorder.behave(request.kind, request.conduct)

    async def signed(request: Request, kind: type[A]) -> A:
        body = await request.body()
        try:
            check(key, body, request.headers.get(SIGNATURE_HEADER), unix_time())
            return kind.model_validate_json(body)
        except SignatureWrongError:
            raise HTTPException(403, "signature_wrong") from None
        except ValidationError:
            raise HTTPException(422, "request_not_understood") from None

    app.include_router(message_service_routes(messages, signed))

    @app.post("/rooms/list")
    async def list_rooms(request: Request) -> RoomsAnswer:
        asked = await signed(request, RoomsRequest)
        return rooms_answer(live_rooms(carrier.rooms(), int(asked.page or 0), limit=ROOMS_A_PAGE))

    @app.post("/rooms/look-up")
    async def look_up_room(request: Request) -> LookUpAnswer:
        asked = await signed(request, LookUpRequest)
        room = carrier.find_room(asked.call_sid)
        return look_up_answer(None if room is None else room.last_report)

    @app.post("/recordings/fetch")
    async def fetch_recording(request: Request) -> Response:
        asked = await signed(request, RecordingRequest)
        sound = recorder.sound(asked.call_sid, asked.recording_sid)
        if sound is None:
            raise HTTPException(404, "no such recording")
        return Response(sound, media_type="audio/wav")

    @app.post("/recordings/delete", status_code=204)
    async def delete_recording(request: Request) -> None:
        asked = await signed(request, RecordingRequest)
        if not recorder.delete(asked.call_sid, asked.recording_sid):
            raise HTTPException(404, "no such recording")

    @app.post("/orders")
    async def take_order(request: Request) -> OrderAnswer:
        asked = await signed(request, OrderRequest)
        order = Order(
            order_id=asked.order_id,
            call_sid=asked.call_sid,
            kind=asked.kind,
            endpoint=asked.endpoint,
            spoken=tuple(Spoken(each.language, each.text, each.file) for each in asked.spoken),
            to_number=asked.to_number,
            from_number=asked.from_number,
            ring_seconds=asked.ring_seconds,
            audience=asked.audience,
            digits=asked.digits,
            transcribe=asked.transcribe,
        )
        instead = recorder.instead(order)
        if instead is not None:
            return OrderAnswer(outcome=instead)
        outcome, report = carrier.carry_out(order, now())
        send(report)
        return OrderAnswer(outcome=outcome)

    return app


def _arrival_of(request: RingRequest) -> Arrival:
    return Arrival(
        from_number="" if request.withheld else request.from_number,
        to_number=request.to_number,
        number_check=request.number_check,
        queue_code=request.queue,
        menu_path=request.menu_path,
        menu_reason=request.menu_reason,
        menu_language=request.menu_language,
        carried=request.carried,
    )
