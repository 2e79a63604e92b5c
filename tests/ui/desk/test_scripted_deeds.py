"""A script's own deeds at the whole desktop: a complaint recorded by a step, and other scripts by Ctrl+K."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from agent_desktop.client.complaint_reading import FormField
from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.sessions import Role
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.script_actions.models import ScriptActionRow
from agent_desktop.ui.script_panel.state import ActionDrawn, ActionStage
from tests.server.floor import Floor, opened_floor
from tests.ui.desk.conftest import Driver
from tests.ui.reading import words_in

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SCRIPT = """\
id: complaint
version: "1.0"
title: {en: A complaint, zh: 投诉}
default: true
steps:
  - id: hear
    title: {en: Hear it, zh: 倾听}
    questions:
      - {id: story, kind: text, label: {en: What happened?, zh: 发生了什么？}}
      - {id: day, kind: date, label: {en: When?, zh: 何时？}, most: today}
      - {id: lost, kind: money, currencies: [HKD], label: {en: How much?, zh: 多少？}}
      - {id: wanted, kind: text, label: {en: What do you want?, zh: 您的要求？}}
    next: record
  - id: record
    title: {en: Record it, zh: 登记}
    actions:
      - id: open_it
        kind: complaint.open
        label: {en: Register the complaint, zh: 登记投诉}
        with: {about: "{{answers.story}}", wish: "{{answers.wanted}}", category: conduct}
        required: true
    next: close
  - id: close
    title: {en: Close, zh: 结束}
    say: {en: Goodbye., zh: 再见。}
    outcome: closed
"""
SUITED = """\
id: {id}
version: "1.0"
title: {{en: {title}, zh: {title}}}
opens_for: {{{fits}}}
steps:
  - {{id: greet, title: {{en: Greet, zh: 问候}}, say: {{en: Good day., zh: 您好。}}, outcome: closed}}
"""


@pytest.fixture
def floor(database_url: str, tmp_path: Path) -> Iterator[Floor]:
    """The centre, with scripts of its own."""
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "complaint.yaml").write_text(SCRIPT, encoding="utf-8")
    for script_id, title, fits in (
        ("gold", "For gold", "tiers: [gold]"),
        ("gold_chinese", "For gold in Chinese", "tiers: [gold], languages: [zh]"),
        ("platinum", "For platinum", "tiers: [platinum]"),
    ):
        text = SUITED.format(id=script_id, title=title, fits=fits)
        (folder / f"{script_id}.yaml").write_text(text, encoding="utf-8")
    with opened_floor(database_url, records={"scripts_folder": str(folder)}) as floor:
        floor.add_customer()
        floor.add_person("may", Role.AGENT)
        yield floor


@pytest.fixture
def driver(floor: Floor, open_desktop: Callable[[str], Driver]) -> Driver:
    """A desktop in a call."""
    made = open_desktop(floor.origin)
    made.sign_in()
    made.go_ready()
    floor.ring()
    made.take_call()
    return made


def titles(driver: Driver) -> list[str]:
    """Open Ctrl+K and look for scripts; return what it offers of them, the one that Enter would choose first."""
    driver.press(Qt.Key.Key_K, CTRL)
    driver.until(lambda: driver.presenters.palette.state.open)
    driver.type("script")
    state = driver.presenters.palette
    driver.until(lambda: state.state.query == "script" and state.state.commands)
    return [each.title for each in state.state.commands if each.command_id.startswith("script:")]


def test_ctrl_k_offers_the_scripts_that_fit_the_call_first_and_changes_to_the_one_that_is_chosen(
    driver: Driver,
) -> None:
    script = driver.presenters.script
    # The list of the desktop without a call is there first; the call's own one says what suits.
    driver.until(lambda: any(each.is_suggested for each in script.state.choices))
    assert script.state.script_id == "gold_chinese"

    assert titles(driver) == [
        "Suggested script: For gold",
        "Script: A complaint",
        "Script: For platinum",
    ]
    driver.press(Qt.Key.Key_Escape)
    driver.press(Qt.Key.Key_K, CTRL)
    driver.type("suggested")
    driver.until(lambda: len(driver.presenters.palette.state.commands) == 1)
    driver.press(Qt.Key.Key_Return)
    driver.until(lambda: script.state.script_id == "gold")
    # What is open now is not offered, and the one before suits the call as it did.
    assert titles(driver)[0] == "Suggested script: For gold in Chinese"
    # While Ctrl+K stands open the scripts become others, as when the call's own list comes: it follows.
    script.script_chosen(next(each for each in script.state.choices if each.script_id == "complaint"))
    driver.until(
        lambda: (
            [each.title for each in driver.presenters.palette.state.commands if "script:" in each.command_id]
            == ["Suggested script: For gold in Chinese", "Suggested script: For gold", "Script: For platinum"]
        )
    )


def test_a_step_opens_the_form_with_what_was_answered_and_is_done_once_that_is_recorded(
    driver: Driver, floor: Floor
) -> None:
    script, form = driver.presenters.script, driver.presenters.complaint
    driver.until(lambda: script.state.choices)
    complaint = next(each for each in script.state.choices if each.script_id == "complaint")
    script.script_chosen(complaint)
    driver.until(lambda: script.state.script_id == "complaint")
    answers = {"story": "Nobody greeted me", "day": "y", "lost": "120 HKD", "wanted": "An apology"}
    for question, answer in answers.items():
        script.answered(question, answer)
    said = {each.question_id: each.answer for each in script.state.questions}
    script.go(1)
    assert script.state.step_id == "record"

    driver.press(Qt.Key.Key_1, ALT)
    driver.until(lambda: form.state.open and form.state.prefill is not None and form.state.form is not None)
    words = driver.presenters.forms.view.words
    assert words is not None
    assert (words.what, words.note, words.amount) == ("Nobody greeted me", "An apology", "120.00 HKD")
    assert (words.happened_on, words.currency) == (said["day"], "HKD")
    assert words.category == "service.people.conduct"  # as scripts call it: conduct
    assert words.script_run
    assert drawn(driver).stage is ActionStage.READY  # nothing is done yet, and nothing is said to be
    form.edited(note="A written apology")
    form.put_aside()
    driver.press(Qt.Key.Key_1, ALT)  # it goes on with the form that the step has begun
    driver.until(lambda: form.state.open and not form.state.loading)
    driver.press(Qt.Key.Key_1, ALT)
    assert [each.draft_id for each in driver.presenters.forms.view.drafts] == [words.complaint_id]
    again = driver.presenters.forms.view.words
    assert again is not None
    assert (again.note, again.what) == ("A written apology", words.what)
    driver.press(Qt.Key.Key_Return, CTRL)
    (missing,) = form.state.mistakes
    assert missing.field is FormField.OUTCOMES  # all else came from the script
    form.edited(outcomes=(form.state.form.outcomes[0].code,))  # type: ignore[union-attr]
    driver.press(Qt.Key.Key_Return, CTRL)
    driver.until(lambda: form.state.is_recorded)

    with Session(floor.engine) as session:
        row = session.scalars(sa.select(ComplaintRow)).one()
    assert (row.what_happened, row.category_code, row.script_run) == (words.what, words.category, True)
    driver.until(lambda: drawn(driver).stage is ActionStage.DONE)
    assert drawn(driver).detail == {"en": row.number, "zh": row.number}
    assert script.state.can_go_on
    driver.press(Qt.Key.Key_Return)
    driver.until(lambda: row.number in words_in(driver.views.script))
    with Session(floor.engine) as session:
        (done,) = session.scalars(sa.select(ScriptActionRow))
    assert (done.action_id, done.state, done.detail["en"]) == ("open_it", ActionState.DONE, row.number)


def drawn(driver: Driver) -> ActionDrawn:
    return driver.presenters.script.state.actions[0]
