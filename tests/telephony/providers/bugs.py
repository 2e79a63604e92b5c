"""The bugs that `planted` plants, one or more for every verb of Twilio's adapter, each with the test that finds it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest

from telephony.contract import NumberCheck, RecordingState, SupervisionMode
from telephony.menu.walk import SILENCE
from telephony.providers.base import OrderKind
from telephony.providers.twilio import answers, arrivals, message_sender, twiml
from telephony.providers.twilio.hands import Done, Hands
from telephony.providers.twilio.rest_conferences import RestConferences
from telephony.providers.twilio.rest_participants import RestParticipants
from telephony.providers.twilio.rest_recordings import RecordingWish, RestRecordings
from telephony.providers.twilio.rooms import CALLER, Role, Room
from telephony.providers.twilio.signing import TwilioSignatures
from telephony.providers.twilio.steps import Call, Coach, End, Hold, Mute, Record, Step, ToConference, ToQueue, ToSurvey
from telephony.providers.twilio.values import Page
from tests.telephony.providers import (
    test_twilio_fuzz,
    test_twilio_messages,
    test_twilio_recordings,
    test_twilio_sayings,
    test_twilio_supervision,
    test_twilio_traps,
)
from tests.telephony.providers.contract import (
    ArrivalContract,
    HangUpContract,
    OutgoingContract,
    TalkContract,
    TransferContract,
)
from tests.telephony.providers.guest_contract import GuestContract
from tests.telephony.providers.planted import Plant, Planted, alone, at, of
from tests.telephony.providers.survey_contract import SurveyContract

_K, _M, _R = OrderKind, SupervisionMode, RecordingState

BY_HAND: Final = ("look_up_room", "list_live_rooms", "verify", "arrival", "menu", "message", "fetch", "delete")
"""What else there is to Twilio's adapter than orders."""


def _otherwise(kind: type[Step], change: Callable[[Room, Any], Step | None]) -> Plant:
    """Have Twilio be asked something else for a step; None: nothing, and it counts as done."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        really = Hands.do

        def do(hands: Hands, room: Room, step: Step, **more: Any) -> Done:
            other = change(room, step) if isinstance(step, kind) else step
            return Done() if other is None else really(hands, room, other, **more)

        patch.setattr(Hands, "do", do)

    return plant


def _forgotten(kind: type[Step], when: Callable[[Any], bool] = lambda _: True) -> Plant:
    return _otherwise(kind, lambda _, step: None if when(step) else step)


def _with(owner: Any, name: str, other: Any) -> Plant:
    return lambda patch: patch.setattr(owner, name, other)


def _changed(owner: Any, name: str, change: Callable[..., Any]) -> Plant:
    """Have `change(real, *arguments)` in the place of a function."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        really = getattr(owner, name)
        patch.setattr(owner, name, lambda *given, **named: change(really, *given, **named))

    return plant


def _other(room: Room, *roles: Role) -> Any:
    return next((each for each in room.live(*roles) if each.call_sid), None)


def _swapped(_: Room, step: Call) -> Call:
    leg = step.leg
    return replace(step, leg=replace(leg, number=leg.from_number, from_number=leg.number))


def _in_one_channel(real: Callable[..., Any], of: RestRecordings, sid: str, wish: RecordingWish) -> Any:
    return real(of, sid, replace(wish, channels="mono"))


def _agent_for_guest(room: Room, step: End) -> Step | None:
    return End(room.agent) if step.leg.role is Role.GUEST and room.agent is not None else step


def _is_guests(step: Hold | End) -> bool:
    return step.leg.role is Role.GUEST


def _is_callers(step: End | Call) -> bool:
    return step.leg.label == CALLER


def _is_colleagues(step: Hold | Call) -> bool:
    return step.leg.role is Role.COLLEAGUE


_T, _X, _H, _O, _A = TalkContract, TransferContract, HangUpContract, OutgoingContract, ArrivalContract
_G, _S = GuestContract, SurveyContract
_TALK = of(_T.test_caller_and_agent_hear_each_other_and_nobody_while_one_holds)
_TAKEN_OUT = of(_T.test_an_agent_who_is_taken_out_leaves_the_caller_waiting)
_LISTED = of(_T.test_live_rooms_are_listed_with_their_lines_and_a_look_up_repeats_the_last_report)
_CONSULT = of(_X.test_a_consultation_turns_to_one_at_a_time_until_all_confer)
_HANDED = of(_X.test_a_caller_who_is_handed_over_hears_the_colleague_and_the_former_agent_nobody)
_OUTSIDE = of(_X.test_somebody_outside_who_answers_is_the_colleague_and_may_go_again)
_ENDED = of(_H.test_a_call_that_is_ended_is_over_for_all, "talking")
_DIALLED = of(_O.test_a_customer_who_answers_talks_with_the_agent_who_was_there_before)
_ARRIVED = of(_A.test_a_caller_who_waits_is_reported_once_with_what_is_known_of_them)
_MENU = of(_A.test_what_a_caller_answered_in_the_menu_comes_with_their_arrival)
_FOUR = of(_G.test_a_guest_hears_all_who_are_not_held_and_a_fourth_comes_and_takes_the_caller_over)
_ASKED = of(_S.test_every_key_is_reported_once_and_the_last_ends_the_call)
_ASKED_ALONE = of(_S.test_a_caller_is_asked_alone_from_wherever_the_call_stands, "talking")
_SUPERVISED = at(test_twilio_supervision.test_a_supervisor_listens_whispers_barges_in_and_leaves)
_SAID = at(test_twilio_sayings.test_what_is_said_is_heard_by_whom_it_is_for_and_once)
_RECORDED = at(test_twilio_recordings.test_a_call_is_recorded_both_sides_apart_paused_fetched_and_deleted)
_SECOND = at(test_twilio_recordings.test_a_second_recording_of_the_call_is_paused_with_the_first)
_REFUSED = at(test_twilio_recordings.test_who_refuses_is_recorded_no_more)
_MISSED = at(test_twilio_traps.test_14_events_that_never_come_are_missed_and_looked_up)
_UNSIGNED = alone(test_twilio_fuzz.test_a_signature_is_good_for_no_other_byte)
_TEXTED = alone(test_twilio_messages.test_a_message_goes_out_with_the_address_that_brings_its_words_back)

PLANTED: Final = (
    Planted(_K.JOIN_AGENT, "their telephone is not called", _forgotten(Call), _TALK),
    Planted(_K.JOIN_AGENT, "the caller stays in the queue", _forgotten(ToConference), _TALK),
    Planted(
        _K.JOIN_AGENT,
        "the conference does not end with the caller",
        _changed(twiml, "caller_joins", lambda real, *given: real(*given).replace('Exit="true"', 'Exit="false"')),
        _SUPERVISED,
    ),
    Planted(_K.REMOVE_AGENT, "their line stays", _forgotten(End), _TAKEN_OUT),
    Planted(_K.REMOVE_AGENT, "the caller stays alone in the conference", _forgotten(ToQueue), _TAKEN_OUT),
    Planted(
        _K.HOLD,
        "the agent is put on hold",
        _otherwise(Hold, lambda room, step: replace(step, leg=room.agent) if step.leg.label == CALLER else step),
        _TALK,
    ),
    Planted(_K.HOLD, "nobody is put on hold", _forgotten(Hold, lambda step: step.held), _TALK),
    Planted(_K.RESUME, "they stay on hold", _forgotten(Hold, lambda step: not step.held), _TALK),
    Planted(
        _K.MUTE,
        "the caller is muted",
        _otherwise(Mute, lambda room, step: replace(step, leg=room.caller) if step.muted else step),
        _TALK,
    ),
    Planted(_K.UNMUTE, "they stay muted", _forgotten(Mute, lambda step: not step.muted), _TALK),
    Planted(_K.END_CALL, "the caller stays on the line", _forgotten(End, _is_callers), _ENDED),
    Planted(_K.DIAL, "the customer is not called", _forgotten(Call, _is_callers), _DIALLED),
    Planted(
        _K.DIAL,
        "our own number is called",
        _otherwise(Call, lambda _, step: replace(step, leg=replace(step.leg, number=step.leg.from_number))),
        _DIALLED,
    ),
    Planted(
        _K.JOIN_COLLEAGUE,
        "their telephone is not called",
        _forgotten(Call, _is_colleagues),
        _CONSULT,
    ),
    Planted(
        _K.REMOVE_COLLEAGUE,
        "the agent is hung up",
        _otherwise(End, lambda room, step: End(_other(room, Role.AGENT)) if step.leg.role is Role.COLLEAGUE else step),
        _CONSULT,
    ),
    Planted(
        _K.DIAL_OUTSIDE,
        "it is called from their own number",
        _otherwise(
            Call,
            _swapped,
        ),
        _OUTSIDE,
    ),
    Planted(_K.CONFER, "the colleague stays on hold", _forgotten(Hold, _is_colleagues), _CONSULT),
    Planted(
        _K.HAND_OVER,
        "the colleague is hung up",
        _otherwise(End, lambda room, step: End(_other(room, Role.AGENT)) if step.leg.role is Role.FORMER else step),
        _HANDED,
    ),
    Planted(
        _K.KEEP_GUEST,
        "who stays is put on hold with the caller",
        _otherwise(
            Hold, lambda room, step: replace(step, leg=room.guest) if step.held and room.guest is not None else step
        ),
        _FOUR,
    ),
    Planted(
        _K.KEEP_GUEST,
        "who stays makes room for whom is asked next",
        _otherwise(Call, lambda room, step: step if room.guest is None else End(room.guest)),
        _FOUR,
    ),
    Planted(_K.REMOVE_GUEST, "their line stays", _forgotten(End, _is_guests), _FOUR),
    Planted(_K.REMOVE_GUEST, "the agent is hung up", _otherwise(End, _agent_for_guest), _FOUR),
    Planted(_K.SURVEY, "the caller is not asked", _forgotten(ToSurvey), _ASKED),
    Planted(_K.SURVEY, "no key is heard", _with(answers, "_keyed", lambda webhook: SILENCE), _ASKED),
    Planted(_K.SURVEY, "the caller goes back to the queue", _otherwise(ToSurvey, lambda *_: ToQueue()), _ASKED),
    Planted(_K.SURVEY, "the agent stays with them", _forgotten(End), _ASKED_ALONE),
    Planted(
        _K.LISTEN,
        "their line is not muted",
        _otherwise(
            Call,
            lambda _, step: Call(replace(step.leg, role=Role.COLLEAGUE)) if step.leg.role is Role.SUPERVISOR else step,
        ),
        _SUPERVISED,
    ),
    Planted(
        _K.WHISPER,
        "the customer hears it",
        _otherwise(Coach, lambda _, step: replace(step, mode=_M.BARGE) if step.mode is _M.WHISPER else step),
        _SUPERVISED,
    ),
    Planted(
        _K.BARGE,
        "only the agent hears it",
        _otherwise(Coach, lambda _, step: replace(step, mode=_M.WHISPER) if step.mode is _M.BARGE else step),
        _SUPERVISED,
    ),
    Planted(
        _K.LEAVE, "they stay in the call", _forgotten(End, lambda step: step.leg.role is Role.SUPERVISOR), _SUPERVISED
    ),
    Planted(
        _K.ANNOUNCE,
        "the customer alone hears it",
        _changed(Hands, "say", lambda real, hands, room, label, sealed: real(hands, room, label or CALLER, sealed)),
        _SAID,
    ),
    Planted(
        _K.SEND_DIGITS,
        "everybody hears them",
        _changed(Hands, "say", lambda real, hands, room, _, sealed: real(hands, room, "", sealed)),
        _SAID,
    ),
    Planted(_K.RECORD_START, "nothing is recorded", _forgotten(Record, lambda step: step.wished is _R.ON), _RECORDED),
    Planted(
        _K.RECORD_START,
        "one side alone is recorded",
        _changed(RestRecordings, "start", _in_one_channel),
        _RECORDED,
    ),
    Planted(_K.RECORD_PAUSE, "it goes on", _forgotten(Record, lambda step: step.wished is _R.PAUSED), _RECORDED),
    Planted(
        _K.RECORD_PAUSE,
        "one of two is paused",
        _changed(RestRecordings, "list_of", lambda real, *given: real(*given)[:1]),
        _SECOND,
    ),
    Planted(
        _K.RECORD_RESUME,
        "it stays paused",
        _with(RestRecordings, "resume", lambda of, kind, sid, recording_sid: of.fetch(recording_sid)),
        _RECORDED,
    ),
    Planted(
        _K.RECORD_STOP,
        "it is paused only",
        _changed(RestRecordings, "stop", lambda real, of, *given: of.pause(*given)),
        _REFUSED,
    ),
    Planted("look_up_room", "nobody is seen in it", _with(RestParticipants, "list_all", lambda of, room: ()), _MISSED),
    Planted(
        "list_live_rooms",
        "no conference is listed",
        _with(RestConferences, "list_live", lambda of, page="": Page(())),
        _LISTED,
    ),
    Planted("verify", "every signature is good", _with(TwilioSignatures, "check", lambda *given: ()), _UNSIGNED),
    Planted(
        "arrival",
        "no number is verified",
        _with(arrivals, "number_check", lambda verstat: NumberCheck.NONE),
        _ARRIVED,
    ),
    Planted("menu", "no key is heard", _with(answers, "_keyed", lambda webhook: SILENCE), _MENU),
    Planted(
        "message",
        "nobody hears what became of it",
        _changed(message_sender, "MessageWish", lambda real, *given, **_: real(*given)),
        _TEXTED,
    ),
    Planted(
        "fetch",
        "it is mixed to one channel",
        _changed(RestRecordings, "media", lambda real, of, sid, **_: real(of, sid)),
        _RECORDED,
    ),
    Planted("delete", "it is kept", _with(RestRecordings, "delete", lambda of, sid: None), _RECORDED),
)

A_FEW: Final = (_K.MUTE, _K.END_CALL, "list_live_rooms")
"""The verbs whose bugs are planted on every run of the tests; the others at full size."""
