"""What is typed into the form of a follow-up plan is on this computer within two seconds, and back after a crash."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import Fernet

from agent_desktop.client.drafts import DraftJournal
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.typed_keeper import TypedKeeper
from agent_desktop.contract.follow_ups import Phase
from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.ui.follow_ups.presenter import PlansPresenter
from tests.client.support import Clock
from tests.ui.follow_ups.test_follow_ups import _WHO, Server


def test_a_crash_loses_nothing_of_a_plan_and_what_was_kept_by_the_server_does_not_come_back(tmp_path: Path) -> None:
    person, key, clock = uuid4(), Fernet.generate_key().decode(), Clock()

    def started() -> tuple[DraftJournal, TypedKeeper, PlansPresenter]:
        journal = DraftJournal(tmp_path, person, key)
        kept = TypedKeeper(journal, ImmediateTasks(), clock.now, monotonic=clock.monotonic)
        plans = PlansPresenter(Server(), ImmediateTasks(), lambda: None, kept)
        plans.show_customer(_WHO)
        return journal, kept, plans

    journal, kept, plans = started()
    plans.open()
    plans.choose(None)
    typed = replace(plans.state.words, topic=Interest.LOANS, phase=Phase.OFFER, next_step="Send the rates")
    plans.changed(typed)
    clock.pass_seconds(2.0, kept.tick)
    journal.close()  # as a killed program leaves it

    journal, kept, plans = started()
    plans.open()
    assert (plans.state.planning, plans.state.words) == (None, typed)
    plans.changed(replace(typed, day=date(2026, 7, 1)))
    clock.pass_seconds(2.0, kept.tick)
    journal.close()

    journal, kept, plans = started()
    plans.open()
    assert plans.state.words.day == date(2026, 7, 1)
    plans.keep()
    journal.close()

    journal, kept, plans = started()
    plans.open()
    assert plans.state.words.next_step != "Send the rates"
    journal.close()
