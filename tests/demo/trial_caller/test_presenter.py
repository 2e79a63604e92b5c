from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.trial_caller.people import Caller
from agent_desktop.demo.trial_caller.presenter import (
    CARD_CHARGE,
    UNKNOWN_NUMBER,
    CallerKind,
    Line,
    TrialCallerPresenter,
)
from telephony.providers.simulator.wire import CallView, RingRequest, SpokenMessage

ANN = Caller(customer_number="1", name="Ms Ann", number="+85261000001")
BEN = Caller(customer_number="2", name="Mr Ben", number="+85224000001", shared_by=3)


class FakePeople:
    def __init__(self) -> None:
        self.asked: list[tuple[str, bool]] = []
        self.away = False

    def find(self, text: str, *, shared: bool) -> tuple[Caller, ...]:
        self.asked.append((text, shared))
        if self.away:
            raise ClientError(ErrorCode.SYSTEM_AWAY, {"system": "people"})
        return tuple(each for each in ((BEN,) if shared else (ANN, BEN)) if text.lower() in each.name.lower())


class FakeCarrier:
    def __init__(self) -> None:
        self.rang: list[RingRequest] = []
        self.state = "waiting"
        self.keyed = ""
        self.prompt: tuple[SpokenMessage, ...] = ()
        self.keys = ""
        self.failure: ErrorCode | None = None

    def ring(self, request: RingRequest) -> CallView:
        self._may_fail()
        self.rang.append(request)
        self.state = "waiting"
        return self.read(f"call-{len(self.rang)}")

    def press_keys(self, call_sid: str, keys: str) -> CallView:
        self.keyed += keys
        return self.read(call_sid)

    def hang_up(self, call_sid: str) -> CallView:
        self._may_fail()
        self.state = "ended"
        return self.read(call_sid)

    def read(self, call_sid: str) -> CallView:
        self._may_fail()
        return CallView(
            call_sid=call_sid,
            state=self.state,
            from_number="",
            keyed_digits=self.keyed,
            prompt=self.prompt,
            keys=self.keys,
        )

    def _may_fail(self) -> None:
        if self.failure is not None:
            raise ClientError(self.failure)


def started() -> tuple[TrialCallerPresenter, FakePeople, FakeCarrier]:
    people, carrier = FakePeople(), FakeCarrier()
    presenter = TrialCallerPresenter(people, carrier, ImmediateTasks())
    presenter.start()
    return presenter, people, carrier


def test_a_chosen_customer_rings_with_their_number_through_the_menu() -> None:
    presenter, _, carrier = started()
    presenter.person_chosen(1)

    presenter.ring_pressed()

    (request,) = carrier.rang
    assert (request.from_number, request.menu_reason, request.through_menu) == (BEN.number, "", True)
    assert presenter.state.line is Line.WAITING
    assert not presenter.state.can_ring


def test_the_first_person_found_is_chosen_and_typing_looks_again() -> None:
    presenter, people, _ = started()
    assert presenter.state.chosen == 0

    presenter.text_typed("ben")

    assert presenter.state.people == (BEN,)
    assert people.asked[-1] == ("ben", False)
    presenter.text_typed("nobody")
    assert presenter.state.chosen == -1
    assert not presenter.state.can_ring


def test_a_shared_number_lists_only_those_who_share() -> None:
    presenter, _, _ = started()
    presenter.kind_chosen(CallerKind.SHARED)
    assert presenter.state.people == (BEN,)


def test_an_unknown_and_a_withheld_number_need_no_person() -> None:
    presenter, _, carrier = started()
    presenter.kind_chosen(CallerKind.UNKNOWN)
    presenter.ring_pressed()
    presenter.hang_up_pressed()
    presenter.kind_chosen(CallerKind.WITHHELD)
    presenter.ring_pressed()

    assert carrier.rang[0].from_number == UNKNOWN_NUMBER
    assert (carrier.rang[1].from_number, carrier.rang[1].withheld) == ("", True)


def test_who_comes_from_another_menu_hears_none_and_brings_their_reason() -> None:
    presenter, _, carrier = started()
    presenter.comes_with(CARD_CHARGE)
    presenter.ring_pressed()
    presenter.hang_up_pressed()
    presenter.comes_with(None)
    presenter.ring_pressed()

    first, second = carrier.rang
    assert (first.through_menu, first.menu_reason, first.menu_path) == (False, "card_charge", CARD_CHARGE.path)
    assert (second.through_menu, second.menu_reason, second.menu_path) == (True, "", ())


def test_the_window_shows_what_the_caller_hears_step_by_step() -> None:
    presenter, _, carrier = started()
    presenter.ring_pressed()
    carrier.state, carrier.keys = "menu", "12"
    carrier.prompt = (SpokenMessage(language="en", text="Press 1."), SpokenMessage(language="zh-CN", text="请按 1。"))
    presenter.tick()
    first = presenter.state
    assert (first.line, first.prompt, first.keys) == (Line.MENU, ("Press 1.", "请按 1。"), "12")
    assert first.can_hang_up
    assert not first.number_asked

    carrier.prompt, carrier.keys = (SpokenMessage(language="en", text="Key your number."),), "0123456789#"
    presenter.key_pressed("1")
    assert carrier.keyed == "1"
    assert presenter.state.number_asked

    carrier.state, carrier.prompt, carrier.keys = "ended", (), ""
    presenter.tick()
    assert (presenter.state.prompt, presenter.state.keys) == ((), "")


def test_somebody_whose_number_can_be_keyed_stays_known_where_nobody_is_listed() -> None:
    presenter, _, _ = started()
    presenter.person_chosen(1)
    presenter.kind_chosen(CallerKind.UNKNOWN)
    assert presenter.state.example == BEN


def test_the_window_follows_the_call_until_it_ends() -> None:
    presenter, _, carrier = started()
    presenter.ring_pressed()
    for state, line in (("connected", Line.CONNECTED), ("held", Line.HELD), ("connected", Line.CONNECTED)):
        carrier.state = state
        presenter.tick()
        assert presenter.state.line is line
    carrier.state = "ended"
    presenter.tick()

    assert presenter.state.line is Line.ENDED
    assert presenter.state.can_ring
    assert not presenter.state.can_hang_up


def test_keys_are_pressed_only_on_the_line() -> None:
    presenter, _, carrier = started()
    presenter.key_pressed("1")
    assert carrier.keyed == ""
    presenter.ring_pressed()
    for key in ("4", "2", "x", "12"):
        presenter.key_pressed(key)
    assert presenter.state.keyed == "42"


def test_a_simulator_that_is_away_is_said_and_ringing_can_be_tried_again() -> None:
    presenter, _, carrier = started()
    carrier.failure = ErrorCode.CARRIER_AWAY
    presenter.ring_pressed()
    before = presenter.state
    assert before.problem == Problem(ErrorCode.CARRIER_AWAY)
    assert before.can_ring

    carrier.failure = None
    presenter.ring_pressed()
    after = presenter.state
    assert after.problem is None
    assert after.line is Line.WAITING


def test_a_call_the_simulator_no_longer_knows_has_ended() -> None:
    presenter, _, carrier = started()
    presenter.ring_pressed()
    carrier.failure = ErrorCode.CALL_NOT_FOUND
    presenter.tick()
    assert presenter.state.line is Line.ENDED


def test_people_that_cannot_be_asked_are_said() -> None:
    presenter, people, _ = started()
    people.away = True
    presenter.text_typed("a")
    assert presenter.state.problem is not None
    assert presenter.state.people == ()
