"""What is typed into a small form is in the journal of this computer within two seconds, and back after a crash."""

from pathlib import Path
from uuid import uuid4

from cryptography.fernet import Fernet

from agent_desktop.client.drafts import DraftJournal
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.typed_keeper import TypedKeeper
from tests.client.note_bench import MemoryJournal
from tests.client.support import Clock

PLACE = "case/4711/move.answer"


def test_a_crash_at_any_key_loses_at_most_two_seconds_and_what_was_sent_does_not_come_back(tmp_path: Path) -> None:
    person, key, clock = uuid4(), Fernet.generate_key().decode(), Clock()

    def started() -> tuple[DraftJournal, TypedKeeper]:
        journal = DraftJournal(tmp_path, person, key)
        return journal, TypedKeeper(journal, ImmediateTasks(), clock.now, monotonic=clock.monotonic)

    journal, keeper = started()
    words = ""
    for letter in "The fee is given back":  # typed without a pause
        words += letter
        keeper.keep(PLACE, {"answer": words})
        clock.pass_seconds(0.2, keeper.tick)
    clock.pass_seconds(1.0, keeper.tick)
    assert not keeper.is_behind
    journal.close()  # as a killed program leaves it: nothing was written at its end

    journal, keeper = started()
    assert keeper.find(PLACE) == {"answer": "The fee is given back"}
    assert keeper.find("case/4711/edit") == {}
    keeper.keep(PLACE, {"answer": words, "told": True})
    clock.pass_seconds(2.0, keeper.tick)
    journal.close()
    journal, keeper = started()
    assert keeper.find(PLACE) == {"answer": words, "told": True}
    keeper.drop(PLACE)
    journal.close()
    journal, keeper = started()
    assert keeper.find(PLACE) == {}
    journal.close()


def test_while_somebody_types_on_the_journal_is_never_two_seconds_behind() -> None:
    clock, journal = Clock(), MemoryJournal()
    keeper = TypedKeeper(journal, ImmediateTasks(), clock.now, monotonic=clock.monotonic)
    typed: list[tuple[float, str]] = []
    for number in range(60):
        text = "x" * (number + 1)
        typed.append((clock.monotonic(), text))
        keeper.keep(PLACE, {"answer": text})
        clock.pass_seconds(0.1, keeper.tick)
        kept = next((str(each.values["answer"]) for each in journal.typed.values()), "")
        behind = [at for at, text in typed if len(text) > len(kept)]
        assert not behind or clock.monotonic() - behind[0] <= 2.0
    assert journal.typed
