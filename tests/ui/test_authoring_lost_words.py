"""What an author has typed is lost neither to a late answer, nor to another script, nor to a colleague's save."""

from agent_desktop.contract.scripts import ScriptStep
from agent_desktop.demo.screen_authoring import CHOSEN, Library, Nowhere
from agent_desktop.ui.authoring.presenter import AuthoringPresenter
from agent_desktop.ui.authoring.state import Keeping
from tests.client.support import HeldTasks
from tests.ui.conftest import NOW


class Author:
    """One author whose server answers when the test says so."""

    def __init__(self, server: Library | None = None, keep: Nowhere | None = None) -> None:
        self.server = server or Library()
        self.keep = keep or Nowhere()
        self.tasks = HeldTasks()
        self.seconds = 100.0
        self.authoring = AuthoringPresenter(
            self.server, self.tasks, self.keep, lambda: NOW, monotonic=lambda: self.seconds
        )
        self.authoring.open()
        self.answer()
        self.authoring.choose(CHOSEN)
        self.answer()

    def answer(self) -> None:
        """Everything that is asked now is answered, and what is asked because of it."""
        while self.tasks.held:
            self.tasks.run_one()

    def type(self, words: str) -> None:
        self.authoring.write(self.authoring.state.text + words)

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.authoring.tick()

    def begin_saving(self, words: str) -> None:
        """The draft is on its way, and the server has not answered yet."""
        self.type(words)
        self.wait(0.5)
        self.answer()
        self.wait(1.1)
        assert len(self.tasks.held) == 1


def test_what_is_typed_while_a_save_is_under_way_goes_too_when_the_author_turns_to_another_script() -> None:
    author = Author()
    author.begin_saving("# first\n")
    author.type("# second\n")

    author.authoring.choose("lost-card")
    author.answer()

    assert [each.text.splitlines()[-1] for each in author.server.saved] == ["# first", "# second"]
    assert author.keep.texts[CHOSEN] == ""


def test_what_could_not_go_after_the_author_turned_away_is_there_when_they_return() -> None:
    author = Author()
    author.begin_saving("# first\n")
    author.type("# second\n")
    author.authoring.choose("lost-card")
    author.server.away = True
    author.answer()
    author.server.away = False

    author.authoring.choose(CHOSEN)
    author.answer()

    assert author.authoring.state.text.endswith("# second\n")
    assert author.authoring.state.recovered


def test_what_is_typed_while_a_save_is_under_way_stays_when_an_older_version_is_looked_at() -> None:
    author = Author()
    author.begin_saving("# first\n")
    author.type("# second\n")
    author.authoring.show_version(2)
    author.answer()

    author.authoring.show_version(0)

    assert author.authoring.state.text.endswith("# second\n")
    author.answer()
    author.wait(1.1)
    author.answer()
    assert author.server.saved[-1].text.endswith("# second\n")
    assert author.authoring.state.keeping is Keeping.SAVED


def test_what_is_typed_until_an_older_version_comes_is_the_drafts_and_not_the_versions() -> None:
    author = Author()
    author.authoring.show_version(2)
    author.type("# meanwhile\n")

    author.answer()
    author.wait(0.2)

    assert author.authoring.state.text == author.server.live
    assert "# meanwhile" in (author.keep.texts[CHOSEN] or author.server.saved[-1].text)
    author.authoring.show_version(0)
    assert author.authoring.state.text.endswith("# meanwhile\n")


def test_an_older_version_that_comes_late_does_not_take_the_place_of_the_draft() -> None:
    author = Author()
    author.authoring.show_version(2)
    author.authoring.show_version(3)
    late, wanted = author.tasks.held
    author.tasks.held[:] = [wanted, late]

    author.answer()

    assert author.authoring.state.shown == 3


def test_words_kept_from_before_a_crash_do_not_go_over_what_a_colleague_saved_meanwhile() -> None:
    author = Author()
    author.server.away = True
    author.type("# mine\n")
    author.wait(0.2)
    author.server.away = False
    assert author.server.draft_version is not None
    author.server.draft_version = author.server.draft_version.model_copy(
        update={"revision": 9, "changed_by_name": "Paul Yu"}
    )
    author.server.draft_text = author.server.live + "# theirs\n"

    again = Author(author.server, author.keep)
    again.wait(5.0)
    again.answer()

    state = again.authoring.state
    assert (state.is_stale, state.stale_by, state.may_type) == (True, "Paul Yu", False)
    assert state.text.endswith("# mine\n")
    assert author.server.saved == []

    again.authoring.settle_stale(keep_mine=True)
    again.answer()
    again.wait(5.0)
    again.answer()
    assert author.server.saved[-1].text.endswith("# mine\n")
    assert author.server.saved[-1].seen_version == 9


def test_a_discarded_draft_takes_what_was_not_sent_with_it() -> None:
    author = Author()
    author.type("# never mind\n")
    author.wait(0.2)
    author.answer()

    author.authoring.steps.change(ScriptStep.DISCARD)
    author.answer()

    assert author.keep.texts[CHOSEN] == ""
    assert not author.authoring.state.recovered
    author.wait(5.0)
    author.answer()
    assert author.server.saved == []


def test_a_review_is_asked_for_only_once_the_server_has_the_text() -> None:
    author = Author(Library(draft=Library().live.replace('version: "', 'version: "9.', 1)))
    author.begin_saving("# first\n")

    author.authoring.steps.send_for_review()
    author.answer()

    assert author.server.steps == []
    author.authoring.steps.send_for_review()
    author.answer()
    assert [(step, command.seen_version) for _, step, command in author.server.steps] == [(ScriptStep.ASK_REVIEW, 5)]


def test_a_step_that_is_answered_after_the_author_turned_away_changes_nothing_of_the_other_script() -> None:
    author = Author()
    author.authoring.steps.change(ScriptStep.DISCARD)
    author.authoring.choose("contact-details")
    step, *rest = author.tasks.held
    author.tasks.held[:] = [*rest, step]
    for _ in rest:
        author.tasks.run_one()
    author.type("# other\n")

    author.answer()

    state = author.authoring.state
    assert (state.chosen, state.doing) == ("contact-details", None)
    assert state.text.endswith("# other\n")
