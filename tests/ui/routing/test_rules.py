"""The rules beside the routing in its window: drafted, seen as a difference, published, gone back from."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.figures import LevelVariant
from agent_desktop.contract.rules import RuleKind
from agent_desktop.demo.screen_routing import ROUTING
from agent_desktop.demo.screen_rules import TODAY, RulesBank
from agent_desktop.ui.routing.rules.levels_presenter import LevelsPresenter
from agent_desktop.ui.routing.rules.presenter import RulesPresenter
from agent_desktop.ui.routing.rules.words import measure_word, pending_words
from agent_desktop.ui.routing.state import Section
from agent_desktop.ui.routing.window import RoutingWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from tests.ui.test_routing_presenter import Keep

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(kind: RuleKind, bank: RulesBank, keep: Keep | None = None) -> RulesPresenter:
    presenter = RulesPresenter(kind, bank, ImmediateTasks(), keep or Keep())
    presenter.open()
    return presenter


def levels(bank: RulesBank, queue: str = "cards") -> LevelsPresenter:
    presenter = LevelsPresenter(bank, ImmediateTasks(), lambda: TODAY)
    presenter.open()
    presenter.choose(queue)
    return presenter


def said(window: RoutingWindow) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def window(theme: Theme, bring_up: Callable[[QWidget], None]) -> RoutingWindow:
    shown = ROUTING["rules-thresholds"](theme)
    bring_up(shown)
    return shown


def test_a_draft_is_checked_as_it_is_made_published_with_a_reason_and_kept_until_then() -> None:
    bank, keep = RulesBank(), Keep()
    reasons = opened(RuleKind.AWAY_REASONS, bank, keep)
    reasons.add()
    place = reasons.state.chosen
    assert reasons.state.problems
    assert not reasons.state.may_save
    reasons.put((*place, "name"), {"en": "Coaching", "zh": "辅导"})
    assert [each.code for each in reasons.state.changes] == ["reason"]
    assert opened(RuleKind.AWAY_REASONS, bank, Keep(keep.text)).state.recovered

    reasons.save(" ")
    assert bank.commands == []
    reasons.save("Coaching begins")
    assert (bank.commands[0].seen_version, bank.commands[0].reason) == (1, "Coaching begins")
    assert (reasons.state.saved_version, reasons.state.changes, keep.text) == (2, (), "")


def test_what_a_reason_counts_as_and_points_under_a_target_are_told_in_words(
    theme: Theme, language: LanguageSwitch
) -> None:
    reasons = opened(RuleKind.AWAY_REASONS, RulesBank())
    reasons.put(("reasons", 0, "planned_as"), "meal")
    assert pending_words(reasons.state) == ("Break · Of a shift plan it counts as: Break → Meal",)
    reasons.put(("reasons", 0, "planned_as"), "")  # as its code says
    reasons.save("Said by its code")
    assert reasons.state.saved_version == 2
    thresholds = opened(RuleKind.FLOOR_ALERTS, RulesBank())
    thresholds.put(("rules", 1, "of_target"), True)
    assert [each.place for each in thresholds.state.problems] == [("rules", 1, "of_target")]
    assert "Points under the queue's own target (service level)" in pending_words(thresholds.state)[-1]
    language.use("zh")
    assert measure_word("occupancy") == "队列坐席忙碌，占其时间的百分比"


def test_what_the_records_may_name_is_retired_and_not_taken_out() -> None:
    outcomes = opened(RuleKind.OUTCOMES, RulesBank())
    outcomes.choose(("dispositions", 0))
    assert not outcomes.may_remove(outcomes.state.chosen)
    outcomes.remove()
    assert outcomes.state.changes == ()
    outcomes.add(group=True)
    assert outcomes.may_remove(outcomes.state.chosen)
    outcomes.remove()
    assert outcomes.state.changes == ()
    floor = opened(RuleKind.FLOOR_ALERTS, RulesBank())
    floor.choose(("rules", 9))
    floor.remove()
    assert [each.code for each in floor.state.changes] == ["callbacks_late"]
    assert floor.state.chosen == ("rules", 9), "what came after it"
    floor.undo()
    assert floor.state.changes == ()
    floor.redo()
    assert floor.state.may_save


def test_of_two_administrators_the_second_is_told_and_puts_their_changes_on_top() -> None:
    bank = RulesBank()
    mine, theirs = opened(RuleKind.AWAY_REASONS, bank), opened(RuleKind.AWAY_REASONS, bank)
    theirs.put(("reasons", 0, "minutes"), [10])
    theirs.save("Shorter")
    mine.put(("reasons", 1, "retired"), True)
    mine.save("No more lunch")
    assert (mine.state.stale, mine.state.stale_by, mine.state.may_save) == (2, "Paul Yu", False)

    mine.settle_stale(keep_mine=True)
    assert [each.key for each in mine.state.changes] == ["retired"]
    mine.save("No more lunch")
    entries = bank.kept[RuleKind.AWAY_REASONS][-1]["reasons"]
    assert isinstance(entries, list)
    assert [each["minutes"] for each in entries[:1] if isinstance(each, dict)] == [[10]]
    theirs.put(("reasons", 2, "retired"), True)
    theirs.save("Late")
    theirs.settle_stale(keep_mine=False)
    assert theirs.state.changes == ()


def test_an_older_version_is_taken_into_the_draft_and_published_as_a_new_one() -> None:
    bank = RulesBank()
    floor = opened(RuleKind.FLOOR_ALERTS, bank)
    floor.put(("rules", 1, "act"), 300)
    floor.save("Quieter")
    floor.go_back_to(1)
    assert [(each.code, each.key, each.after) for each in floor.state.changes] == [("longest_wait", "act", 120)]
    floor.save("Too quiet")
    assert bank.commands[-1].restores == 1
    bank.refuses = ClientError(ErrorCode.RULES_WRONG, {"problems": [{"place": ["rules", 1], "problem": "code_twice"}]})
    floor.put(("rules", 1, "act"), 90)
    floor.save("Again")
    assert [each.place for each in floor.state.problems] == [("rules", 1)]


def test_a_definition_counts_from_a_day_on_and_a_day_that_is_over_is_refused_beside_its_field() -> None:
    bank = RulesBank()
    cards = levels(bank)
    cards.put("from_day", (TODAY - timedelta(days=1)).isoformat())
    cards.put("short_seconds", "45")
    cards.put("answer_seconds", "soon")
    assert dict(cards.state.wrong) == {"from_day": "day_passed", "answer_seconds": "out_of_range"}
    cards.put("answer_seconds", "30")
    assert dict(cards.state.wrong)["short_seconds"] == "short_too_long"
    cards.save("Never")
    assert bank.defined == []
    day = TODAY + timedelta(days=7)
    for field, value in (("from_day", day.isoformat()), ("short_seconds", "10"), ("variant", "strict")):
        cards.put(field, value)
    cards.save("Agreed")

    made = bank.defined[0]
    assert (made.queue, made.from_day, made.variant, made.seen_newest) == ("cards", day, LevelVariant.STRICT, 2)
    assert [each.version for each in cards.state.definitions] == [3]
    assert cards.state.changed == ()


def test_definitions_are_undone_gone_back_to_and_never_overwrite_another_s() -> None:
    bank = RulesBank()
    fraud, other = levels(bank, "fraud"), levels(bank, "fraud")
    fraud.put("target_percent", "95")
    fraud.undo()
    undone = fraud.state
    assert undone.changed == ()
    fraud.redo()
    fraud.save("Better")
    other.put("target_percent", "85")
    other.save("Worse")
    assert other.state.stale
    other.settle_stale(keep_mine=True)
    settled = other.state
    assert (settled.changed, settled.stale) == (("target_percent",), False)
    other.choose("cards")
    chosen = other.state
    assert chosen.changed == ()
    fraud.go_back_to(2)
    back = fraud.state
    assert back.changed == ("target_percent",)
    fraud.save("As before")
    assert (bank.defined[-1].target_percent, bank.defined[-1].from_day) == (90, TODAY)


def test_the_window_shows_the_difference_beside_the_form_and_ctrl_s_publishes_it(
    window: RoutingWindow, qtbot: QtBot
) -> None:
    assert "has to be >= 90" in said(window)
    assert "Longest wait · Act past (empty: never): 120 → 60" in said(window)
    page = window.rules.pages[Section.FLOOR_ALERTS]
    field = next(each for each in page.fields if each.path == ("act",)).findChild(QWidget)
    assert field is not None
    presenter = window.rules.presenters[RuleKind.FLOOR_ALERTS]
    presenter.put(("rules", 1, "act"), 180)
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, "Longer waits at night")
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert presenter.state.saved_version == 2
    assert "Saved as version 2. It counts at once." in said(window)
    qtbot.waitUntil(lambda: "Nothing was changed." in said(window))
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert presenter.state.changes == ()


def test_each_part_of_the_list_is_drawn_with_its_form_in_both_languages(
    theme: Theme, bring_up: Callable[[QWidget], None], language: LanguageSwitch
) -> None:
    language.use("zh")
    shown = ROUTING["rules-outcomes"](theme)
    bring_up(shown)
    page = shown.rules.pages[Section.OUTCOMES]
    texts = [page.list.item(row).text().strip() for row in range(page.list.count())]
    assert "网点领卡" in texts
    assert "已补发卡片（停用）" in texts
    page.up.click()
    assert shown.rules.presenters[RuleKind.OUTCOMES].state.chosen == ("dispositions", 4, "entries", 1)
    page.list.setCurrentRow(0)
    assert shown.rules.presenters[RuleKind.OUTCOMES].state.chosen == ("dispositions", 0)
    look = ROUTING["rules-look"](theme)
    bring_up(look)
    assert not look.rules.pages[Section.OUTCOMES].add.isVisible()
    shown = ROUTING["rules-levels-wrong"](theme)
    bring_up(shown)
    assert "这一天已过，保持原口径。" in said(shown)
