"""A bug for every verb of Twilio's adapter, each with the test that finds it.

A bug is planted where Twilio is asked (`Hands.do`, or the request below it), or where its webhooks are read: below what
the tests look at, and above the stand-in, which does what it is asked. `survivors` runs the named test over a world
with the bug in it: it has to fail there, and to pass where there is none.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest

from agent_desktop.server.database import create_engine
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
from telephony.providers.twilio.steps import Call, Coach, End, Hold, Mute, Record, Step, ToConference, ToQueue
from telephony.providers.twilio.values import Page
from tests.support.postgres import TestCluster
from tests.telephony.menu.menus import menu
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
from tests.telephony.providers.test_contract_twilio import TwilioWorld
from tests.telephony.providers.twilio_centre import opened_centre
from tests.telephony.support import SETTINGS

Plant = Callable[[pytest.MonkeyPatch], None]
Proof = Callable[[TwilioWorld], None]

_K, _M, _R = OrderKind, SupervisionMode, RecordingState
_SOON: Final = 12
"""How much of the stand-in's time whatever never comes about is waited for, in seconds."""

BY_HAND: Final = ("look_up_room", "list_live_rooms", "verify", "arrival", "menu", "message", "fetch", "delete")
"""What else there is to Twilio's adapter than orders."""


@dataclass(frozen=True, slots=True)
class Planted:
    """`verb` is the kind of an order, or one of `BY_HAND`; `bug` what is wrong with it."""

    verb: str
    bug: str
    plant: Plant
    proof: Proof


def survivors(cluster: TestCluster, planted: Iterable[Planted]) -> list[str]:
    """Return the bugs that their test does not find, and those whose test fails without any bug."""
    found = []
    sound: set[Proof] = set()
    for each in planted:
        if each.proof not in sound:
            if _fails(cluster, each.proof, lambda _: None):
                found.append(f"{each.verb}: {each.proof.__qualname__} fails by itself")
            sound.add(each.proof)
        if not _fails(cluster, each.proof, each.plant):
            found.append(f"{each.verb}: {each.bug}")
    return found


def _fails(cluster: TestCluster, proof: Proof, plant: Plant) -> bool:
    with ExitStack() as stack:
        address = cluster.lend()
        stack.callback(cluster.take_back, address)
        engine = create_engine(address)
        stack.callback(engine.dispose)
        settings = replace(test_twilio_recordings.RECORDED if _is_recorded(proof) else SETTINGS, menu=_menu(proof))
        centre = stack.enter_context(opened_centre(engine, settings=settings))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("tests.telephony.providers.test_contract_twilio.LONGEST_SECONDS", _SOON)
        plant(patch)
        try:
            proof(TwilioWorld(centre))
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - however it fails, it has found the bug
            return True
        return bool(centre.cloud.problems)


def _of(test: Callable[..., None], *more: object) -> Proof:
    """Return a test of the contract as a proof."""
    owner = next(each for each in _CONTRACTS if getattr(each, test.__name__, None) is test)

    def proof(world: TwilioWorld) -> None:
        test(owner(), world, *more)

    proof.__qualname__ = test.__qualname__
    return proof


def _at(test: Callable[..., None]) -> Proof:
    """Return a test of Twilio's own, that takes the centre, as a proof."""

    def proof(world: TwilioWorld) -> None:
        test(world.centre)

    proof.__qualname__ = f"{test.__module__.rpartition('.')[2]}.{test.__name__}"
    return proof


def _alone(test: Callable[[], None]) -> Proof:
    """Return a test that needs no centre as a proof."""

    def proof(world: TwilioWorld) -> None:
        test()

    proof.__qualname__ = test.__name__
    return proof


def _is_recorded(proof: Proof) -> bool:
    return proof.__qualname__.startswith("test_twilio_recordings.")


def _menu(proof: Proof) -> Any:
    return menu() if "Contract." in proof.__qualname__ else None


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


def _is_callers(step: End | Call) -> bool:
    return step.leg.label == CALLER


def _is_colleagues(step: Hold | Call) -> bool:
    return step.leg.role is Role.COLLEAGUE


_CONTRACTS: Final = (ArrivalContract, TalkContract, TransferContract, HangUpContract, OutgoingContract)

_T, _X, _H, _O, _A = TalkContract, TransferContract, HangUpContract, OutgoingContract, ArrivalContract
_TALK = _of(_T.test_caller_and_agent_hear_each_other_and_nobody_while_one_holds)
_TAKEN_OUT = _of(_T.test_an_agent_who_is_taken_out_leaves_the_caller_waiting)
_LISTED = _of(_T.test_live_rooms_are_listed_with_their_lines_and_a_look_up_repeats_the_last_report)
_CONSULT = _of(_X.test_a_consultation_turns_to_one_at_a_time_until_all_confer)
_HANDED = _of(_X.test_a_caller_who_is_handed_over_hears_the_colleague_and_the_former_agent_nobody)
_OUTSIDE = _of(_X.test_somebody_outside_who_answers_is_the_colleague_and_may_go_again)
_ENDED = _of(_H.test_a_call_that_is_ended_is_over_for_all, "talking")
_DIALLED = _of(_O.test_a_customer_who_answers_talks_with_the_agent_who_was_there_before)
_ARRIVED = _of(_A.test_a_caller_who_waits_is_reported_once_with_what_is_known_of_them)
_MENU = _of(_A.test_what_a_caller_answered_in_the_menu_comes_with_their_arrival)
_SUPERVISED = _at(test_twilio_supervision.test_a_supervisor_listens_whispers_barges_in_and_leaves)
_SAID = _at(test_twilio_sayings.test_what_is_said_is_heard_by_whom_it_is_for_and_once)
_RECORDED = _at(test_twilio_recordings.test_a_call_is_recorded_both_sides_apart_paused_fetched_and_deleted)
_SECOND = _at(test_twilio_recordings.test_a_second_recording_of_the_call_is_paused_with_the_first)
_REFUSED = _at(test_twilio_recordings.test_who_refuses_is_recorded_no_more)
_MISSED = _at(test_twilio_traps.test_14_events_that_never_come_are_missed_and_looked_up)
_UNSIGNED = _alone(test_twilio_fuzz.test_a_signature_is_good_for_no_other_byte)
_TEXTED = _alone(test_twilio_messages.test_a_message_goes_out_with_the_address_that_brings_its_words_back)

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
