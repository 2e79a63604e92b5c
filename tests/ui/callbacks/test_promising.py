"""A promise on the desk: the server looks after the last key, only fitting reasons are offered, no word is lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.typed_keeper import TypedKeeper
from agent_desktop.contract.callback_lists import PlanCallback, ReasonChoice
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackKind,
    CallbackMade,
    CallbackStep,
    ChangeCallback,
    MakeCallback,
    Obstacle,
)
from agent_desktop.demo import screen_callbacks as shown
from agent_desktop.ui.callbacks.promise.presenter import LOOK_AFTER_SECONDS, PromisePresenter, PromiseWords, Whom
from tests.client.note_bench import MemoryJournal
from tests.client.support import START
from tests.ui.callbacks.support import DUE, ME, Stage


class Promising(Stage):
    """With the form of a promise open."""

    def __init__(self, journal: MemoryJournal | None = None) -> None:
        super().__init__()
        self.kept = journal or MemoryJournal()
        self.typed = TypedKeeper(self.kept, ImmediateTasks(), self.clock.now, monotonic=self.clock.monotonic)
        self.made: list[CallbackMade] = []
        self.moved: list[tuple[Callback, Callback]] = []
        self.promise = PromisePresenter(
            self.server,
            self.tasks,
            me=ME,
            on_made=self.made.append,
            on_moved=lambda before, after: self.moved.append((before, after)),
            kept=self.typed,
            monotonic=self.clock.monotonic,
        )


def test_the_server_looks_shortly_after_the_last_key_and_the_last_look_counts() -> None:
    stage = Promising()
    stage.promise.open(Whom(customer_id=ME, name="Ms Ho"))
    stage.tasks.run_all()
    looks = len(stage.server.commands(PlanCallback))
    for text in ("W", "Wh", "Whe", "When"):
        stage.promise.changed(_with(stage, reason=text))
        stage.clock.pass_seconds(0.1, stage.promise.tick)
    assert stage.tasks.held == []
    stage.clock.pass_seconds(LOOK_AFTER_SECONDS + 0.2, stage.promise.tick)
    stage.tasks.run_all()

    assert len(stage.server.commands(PlanCallback)) == looks + 1
    assert stage.promise.state.words.reason == "When"


def test_a_promise_is_the_agents_own_unless_anyone_may_call_and_an_obstacle_is_told() -> None:
    stage = Promising()
    stage.server.planned = shown.PROMISE_ABROAD.plan
    stage.promise.open(Whom(call_id=ME))
    stage.tasks.run_all()
    assert stage.promise.state.obstacles == (Obstacle.UNLAWFUL_HOUR,)
    stage.promise.changed(_with(stage, reason="Her card"))
    stage.promise.keep()
    stage.promise.keep()
    stage.tasks.run_all()
    stage.promise.open(Whom(call_id=ME, name="other"))
    stage.tasks.run_all()
    stage.promise.changed(_with(stage, for_anyone=True))
    stage.promise.keep()
    stage.tasks.run_all()

    mine, anyones = stage.server.commands(MakeCallback)
    assert isinstance(mine, MakeCallback)
    assert isinstance(anyones, MakeCallback)
    assert (mine.owner_id, mine.reason, anyones.owner_id) == (ME, "Her card", None)
    assert len(stage.made) == 2


def test_only_reasons_that_fit_are_offered_and_what_is_sent_is_of_the_chosen_one_s_kind() -> None:
    stage = Promising()
    kinds = ("promised", "relationship", "queue", "abandoned", "alert", "complaint")
    listed = tuple(ReasonChoice(code=f"of_{kind}", kind=CallbackKind(kind), name={}, queue_code="") for kind in kinds)
    stage.server.forms = stage.server.forms.model_copy(update={"reasons": listed})

    def offered(whom: Whom) -> list[str]:
        stage.promise.open(whom)
        stage.tasks.run_all()
        return [each.code for each in stage.promise.state.reasons]

    assert offered(Whom(customer_id=ME, complaint_id=ME)) == ["of_complaint"]
    assert offered(Whom(customer_id=ME, alert_id=ME)) == ["of_alert"]
    assert offered(Whom(customer_id=ME)) == ["of_promised", "of_relationship"]
    stage.promise.changed(_with(stage, reason_code="of_relationship", reason="The home loan"))
    stage.promise.keep()
    stage.tasks.run_all()
    (made,) = stage.server.commands(MakeCallback)
    assert isinstance(made, MakeCallback)
    assert (made.kind, made.reason_code) == (CallbackKind.RELATIONSHIP, "of_relationship")


def test_a_form_put_away_by_mistake_still_has_what_was_typed() -> None:
    stage = Promising()
    whom = Whom(customer_id=ME, name="Ms Ho")
    stage.promise.open(whom)
    stage.tasks.run_all()
    stage.promise.changed(_with(stage, reason="When the new card is sent"))
    stage.promise.close()
    stage.promise.open(whom)

    assert stage.promise.state.words.reason == "When the new card is sent"


def test_moving_sends_the_new_time_alone_and_tells_the_list() -> None:
    stage = Promising()
    stage.promise.move(DUE[1])
    stage.tasks.run_all()
    at = START + timedelta(hours=5)
    stage.promise.slot_chosen(at)
    stage.promise.keep()
    stage.tasks.run_all()

    (moved,) = stage.server.commands(ChangeCallback)
    assert isinstance(moved, ChangeCallback)
    assert (moved.step, moved.due_at, moved.words) == (CallbackStep.MOVE, at, "")
    assert stage.moved == [(DUE[1], DUE[1])]


def _with(stage: Promising, **changes: Any) -> PromiseWords:
    return replace(stage.promise.state.words, **changes)


def test_a_crash_loses_nothing_of_a_promise_that_was_typed_two_seconds_before() -> None:
    stage, whom = Promising(), Whom(customer_id=ME, call_id=ME, name="Ms Ho")
    stage.promise.open(whom)
    stage.tasks.run_all()
    stage.promise.changed(_with(stage, reason="银行卡寄出时", number="6123", told=True, due_at=START, number_id=ME))
    typed = stage.promise.state.words
    stage.clock.pass_seconds(2.0, stage.typed.tick)

    again = Promising(MemoryJournal(recovered_typed=tuple(stage.kept.typed.values())))
    again.promise.open(whom)
    again.tasks.run_all()
    assert again.promise.state.words == typed
    other = Promising(MemoryJournal(recovered_typed=tuple(stage.kept.typed.values())))
    other.promise.open(Whom(customer_id=ME, name="Ms Ho"))
    assert other.promise.state.words.reason == ""
    again.kept.typed = dict(stage.kept.typed)
    again.promise.keep()
    again.tasks.run_all()
    assert again.kept.typed == {}
