"""What comes with the program, what the bank makes of it, and scripts that run others: all meet in one library."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ScriptOrigin, ScriptState, ScriptStep
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.script_versions.live import LiveScripts
from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.records.script_versions.repository import ScriptVersionRepository
from agent_desktop.records.script_versions.service import Authoring, change_draft, roll_back, save_draft
from agent_desktop.records.script_versions.shipped import TakenIn, shipped_in, take_in
from agent_desktop.server.scripts.opening import tell
from agent_desktop.server.scripts.reading import TextReader
from agent_desktop.service_scripts.findings import NOTHING_AROUND
from agent_desktop.service_scripts.loader import load_scripts
from tests.records.trial import NOW

ANN, BEN = uuid4(), uuid4()
CLOSING = """\
id: closing
version: "1.0"
title: {en: Close, zh: 结束}
steps:
  - {id: bye, title: {en: Bye, zh: 再见}, say: {en: Goodbye., zh: 再见。}, outcome: ended}
"""
GENERAL = """\
id: general
version: "2.0"
title: {en: General, zh: 综合}
default: true
steps:
  - {id: greet, title: {en: Greet, zh: 问候}, say: {en: Good day., zh: 您好。}, next: close}
  - {id: close, title: {en: Close, zh: 结束}, run: {script: closing, outcomes: {ended: done}}}
  - {id: done, title: {en: Done, zh: 完成}, outcome: closed}
"""
CARDS = GENERAL.replace("id: general", "id: cards").replace("default: true", "opens_for: {queues: [cards]}")
WARMER = CLOSING.replace('"1.0"', '"1.1"').replace("Goodbye.", "Goodbye and thank you.")


class Library:
    """A bank's library, the program's files beside it, and two authors."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session = session
        self.folder = folder
        self.live = LiveScripts()
        self.read = TextReader(lambda: self.live.published_in(session), NOTHING_AROUND)

    def ship(self, *texts: str) -> TakenIn:
        """Have a program start that comes with these files."""
        for path in self.folder.glob("*.yaml"):
            path.unlink()
        for number, text in enumerate(texts):
            (self.folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        return take_in(self.session, shipped_in(self.folder, load_scripts(self.folder)), NOW, self.read)

    def publish(self, script: str, text: str) -> None:
        """Have Ann write a text and Ben publish it."""
        ann, ben = (Authoring(by, NOW, self.read, lambda _: {}) for by in (ANN, BEN))
        save_draft(self.session, script, text, seen_version=0, asking=ann)
        change_draft(self.session, script, ScriptStep.ASK_REVIEW, seen_version=1, why="", asking=ann)
        change_draft(self.session, script, ScriptStep.PUBLISH, seen_version=2, why="", asking=ben)

    def says(self, script: str) -> list[str]:
        """Return what a call by a script says in English, step by step."""
        found = next(each for each in self.live.published_in(self.session) if each.id == script)
        return [step.say["en"] for step in found.steps if step.say]

    def labels(self, script: str) -> list[tuple[str, ScriptState, ScriptOrigin]]:
        rows = ScriptVersionRepository(self.session).list_of(script)
        return [(row.label, row.state, row.origin) for row in reversed(rows)]


@pytest.fixture
def library(session: Session, tmp_path: Path) -> Library:
    return Library(session, tmp_path)


P, R = ScriptState.PUBLISHED, ScriptState.RETIRED
SHIPPED, EDITOR, SHARED = ScriptOrigin.SHIPPED, ScriptOrigin.EDITOR, ScriptOrigin.SHARED


def test_a_shared_script_that_is_published_is_met_in_every_script_that_runs_it(library: Library) -> None:
    library.ship(CLOSING, GENERAL, CARDS)

    library.publish("closing", WARMER)

    assert library.says("general") == ["Good day.", "Goodbye and thank you."]
    assert library.says("cards") == ["Good day.", "Goodbye and thank you."]
    assert library.labels("general") == [("2.0", R, SHIPPED), ("2.0.1", P, SHARED)]
    library.publish("closing", WARMER.replace('"1.1"', '"1.2"').replace("thank you", "good luck"))
    assert library.labels("general")[-1] == ("2.0.2", P, SHARED)
    assert library.says("general") == ["Good day.", "Goodbye and good luck."]
    text = ScriptVersionRepository(library.session).list_of("general")[0].text
    assert text == GENERAL.replace('"2.0"', '"2.0.2"')


def test_a_call_under_way_ends_with_the_words_that_it_began_with(library: Library) -> None:
    library.ship(CLOSING, GENERAL)
    before = library.live.published_in(library.session)

    library.publish("closing", WARMER)

    kept = library.session.scalars(sa.select(ScriptVersionRow).where(ScriptVersionRow.label == "2.0")).one()
    assert kept.script is not None
    assert [step["id"] for step in kept.script["steps"]] == [step.id for step in before[1].steps]
    assert "thank you" not in str(kept.script)


def test_one_that_runs_one_that_runs_it_takes_it_too(library: Library) -> None:
    middle = CARDS.replace("id: cards", "id: middle").replace("opens_for: {queues: [cards]}\n", "")
    outer = GENERAL.replace("closing, outcomes: {ended: done}", "middle, outcomes: {closed: done}")
    library.ship(CLOSING, middle, outer)

    library.publish("closing", WARMER)

    assert library.says("general") == ["Good day.", "Good day.", "Goodbye and thank you."]
    assert library.labels("middle")[-1] == ("2.0.1", P, SHARED)


def test_one_that_would_not_fit_is_told_before_and_goes_on_as_it_was(library: Library) -> None:
    library.ship(CLOSING, GENERAL)
    other_end = WARMER.replace("outcome: ended", "outcome: parted")

    _, problems = library.read(other_end, "closing")
    library.publish("closing", other_end)

    assert [(each.problem, each.details, each.is_warning) for each in problems] == [
        ("runners_left", {"scripts": "general"}, True)
    ]
    assert library.says("general") == ["Good day.", "Goodbye."]
    detail = library.session.scalars(sa.select(AuditRow.detail).where(AuditRow.what == "script.publish")).one()
    assert detail["left"] == ["general"]


def test_scripts_that_would_run_each_other_by_way_of_what_is_published_are_refused(library: Library) -> None:
    library.ship(CLOSING, GENERAL)
    back = WARMER.replace("outcome: ended}", "next: again}") + (
        "  - {id: again, title: {en: A, zh: 再}, run: {script: general, outcomes: {closed: end}}}\n"
        "  - {id: end, title: {en: E, zh: 完}, outcome: ended}\n"
    )

    _, problems = library.read(back, "closing")

    assert "runs_in_circle" in [each.problem for each in problems]


def test_going_back_to_a_shared_script_is_met_too(library: Library) -> None:
    library.ship(CLOSING, GENERAL)
    library.publish("closing", WARMER)

    roll_back(
        library.session, "closing", 1, why="Shorter", asking=Authoring(BEN, NOW, library.read, lambda _: {})
    )  # fmt: skip

    assert library.says("general") == ["Good day.", "Goodbye."]


def test_a_newer_program_s_script_counts_unless_the_bank_has_made_it_its_own(library: Library) -> None:
    library.ship(CLOSING, GENERAL)
    assert library.ship(CLOSING, GENERAL) == TakenIn()

    assert library.ship(CLOSING, GENERAL.replace('"2.0"', '"3.0"')).counting == ["general"]
    assert library.ship(CLOSING, GENERAL.replace('"2.0"', '"2.5"')).beside == {"general": ()}
    library.publish("general", GENERAL.replace('"2.0"', '"3.1"'))
    taken = library.ship(CLOSING, GENERAL.replace('"2.0"', '"4.0"'))

    assert (taken.counting, taken.beside) == ([], {"general": ()})
    assert library.labels("general") == [
        ("2.0", R, SHIPPED), ("3.0", R, SHIPPED), ("2.5", R, SHIPPED), ("3.1", P, EDITOR), ("4.0", R, SHIPPED),
    ]  # fmt: skip


def test_a_program_s_newer_script_counts_though_what_it_runs_was_published_anew_meanwhile(library: Library) -> None:
    library.ship(CLOSING, GENERAL)
    library.publish("closing", WARMER)

    taken = library.ship(CLOSING, GENERAL.replace('"2.0"', '"2.1"').replace("Good day.", "Good morning."))

    assert taken.counting == ["general"]
    assert library.says("general") == ["Good morning.", "Goodbye and thank you."]  # the bank's, not the folder's


def test_a_program_s_newer_shared_script_is_met_in_what_the_bank_has_changed(library: Library) -> None:
    library.ship(CLOSING, GENERAL, CARDS)
    library.publish("general", GENERAL.replace('"2.0"', '"2.1"').replace("Good day.", "Welcome."))

    taken = library.ship(WARMER, GENERAL, CARDS.replace('"2.0"', '"2.2"'))

    assert taken.counting == ["closing", "cards"]
    assert library.says("general") == ["Welcome.", "Goodbye and thank you."]
    assert library.labels("cards") == [("2.0", R, SHIPPED), ("2.2", P, SHIPPED)]


def test_another_text_under_a_version_that_the_library_has_is_told_at_each_start(library: Library) -> None:
    library.ship(CLOSING, GENERAL)

    with structlog.testing.capture_logs() as logged:
        taken = library.ship(CLOSING, GENERAL.replace("Good day.", "Hello."))
        tell(taken)

    assert taken.differing == [("general", "2.0")]
    assert library.says("general")[0] == "Good day."
    assert logged == [
        {"event": "scripts.file_passed_over", "log_level": "warning", "script_id": "general", "version": "2.0",
         "reason": "version_taken"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("of_bank", "change", "problem"),
    [
        ("cards", lambda text: text.replace("id: cards", "id: plastic"), "opens_alike"),
        ("cards", lambda text: text.replace("id: cards", "id: plastic").replace("opens_for: {queues: [cards]}",
                                                                                "default: true"), "default_twice"),
        ("closing", lambda text: text.replace("id: cards", "id: plastic").replace("queues: [cards]", "queues: [other]"),
         "run_outcome_missing"),
    ],
)  # fmt: skip
def test_what_would_not_go_together_with_the_bank_s_scripts_is_put_beside_them_and_told(
    library: Library, of_bank: str, change: Callable[[str], str], problem: str
) -> None:
    library.ship(CLOSING, GENERAL, CARDS)
    if of_bank == "closing":
        library.publish("closing", WARMER.replace("outcome: ended", "outcome: parted"))

    with structlog.testing.capture_logs() as logged:
        taken = library.ship(CLOSING, GENERAL if problem != "default_twice" else CLOSING_ALONE, change(CARDS))
        tell(taken)

    assert problem in [each.problem for each in taken.beside["plastic"]]
    assert library.labels("plastic") == [("2.0", R, SHIPPED)]
    told = [each["reason"] for each in logged if each["event"] == "scripts.put_beside"]
    assert problem in told[0]


CLOSING_ALONE = CLOSING.replace("id: closing", "id: unused")
