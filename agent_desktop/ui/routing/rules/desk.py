"""The rules beside the routing as the window of queues and routing has them: four pages, each with its presenter."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final, Protocol

from PySide6.QtWidgets import QWidget

from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.routing import Origin, Version
from agent_desktop.contract.rules import RuleKind
from agent_desktop.ui.routing.form import Options
from agent_desktop.ui.routing.rules.levels_page import LevelsPage
from agent_desktop.ui.routing.rules.levels_presenter import LevelsPresenter
from agent_desktop.ui.routing.rules.levels_presenter import Server as LevelsServer
from agent_desktop.ui.routing.rules.pages import EntriesPage
from agent_desktop.ui.routing.rules.presenter import Keep, RulesPresenter, Server
from agent_desktop.ui.routing.rules.state import RulesState
from agent_desktop.ui.routing.rules.words import definition_words, level_changes, pending_words
from agent_desktop.ui.routing.save_row import failure_words
from agent_desktop.ui.routing.state import Pending, Section
from agent_desktop.ui.theme.theme import Theme

KINDS: Final[Mapping[Section, RuleKind]] = {
    Section.OUTCOMES: RuleKind.OUTCOMES,
    Section.AWAY_REASONS: RuleKind.AWAY_REASONS,
    Section.FLOOR_ALERTS: RuleKind.FLOOR_ALERTS,
}


class Publishing(Protocol):
    """What every presenter of a draft does alike."""

    def open(self) -> None: ...

    def save(self, reason: str) -> None: ...

    def undo(self) -> None: ...

    def redo(self) -> None: ...

    def settle_stale(self, *, keep_mine: bool) -> None: ...

    def go_back_to(self, version: int) -> None: ...


class RulesDesk:
    """Owns the pages. `on_shown` is called after each change of what the pages show."""

    def __init__(self, theme: Theme, presenters: Mapping[RuleKind, RulesPresenter], levels: LevelsPresenter) -> None:
        self.presenters, self.levels = presenters, levels
        self.pages = {section: EntriesPage(theme, kind) for section, kind in KINDS.items()}
        self.levels_page = LevelsPage(theme)
        self._queues: Options = ()
        self._on_shown: Callable[[], None] = lambda: None
        for section, page in self.pages.items():
            presenter = self.presenters[KINDS[section]]
            page.chosen.connect(presenter.choose)
            page.put.connect(presenter.put)
            page.added.connect(partial(_add, presenter))
            page.moved.connect(presenter.move)
            page.removed.connect(presenter.remove)
        self.levels_page.chosen.connect(levels.choose)
        self.levels_page.put.connect(levels.put)

    def show_to(self, on_shown: Callable[[], None]) -> None:
        """Draw everything from now on, and call `on_shown` after it."""
        self._on_shown = on_shown
        for section in self.pages:
            self.presenters[KINDS[section]].show_to(partial(self._show, section))
        self.levels.show_to(lambda _: self._show_levels())

    def widgets(self) -> tuple[QWidget, ...]:
        """Return the pages in the order of their sections."""
        return (*self.pages.values(), self.levels_page)

    def open(self) -> None:
        """Ask the server for all of them."""
        for presenter in self.presenters.values():
            presenter.open()
        self.levels.open()

    def owner_of(self, section: Section) -> Publishing | None:
        """Return who decides on a section; None where it is none of these."""
        kind = KINDS.get(section)
        if kind is not None:
            return self.presenters[kind]
        return self.levels if section is Section.LEVELS else None

    def know_queues(self, queues: Options) -> None:
        """Know what the queues are called."""
        if queues != self._queues:
            self._queues = queues
            self._show(Section.FLOOR_ALERTS, self.presenters[RuleKind.FLOOR_ALERTS].state)

    def wrong_in(self, section: Section) -> bool:
        """Say whether something of a section has to be put right."""
        kind = KINDS.get(section)
        return bool(self.presenters[kind].state.problems) if kind is not None else bool(self.levels.state.wrong)

    def pending(self, section: Section) -> Pending:
        """Return what is changed in a section, and whether it can be published."""
        return self._of_levels() if section is Section.LEVELS else self._of(self.presenters[KINDS[section]].state)

    def versions(self, section: Section) -> tuple[tuple[Version, ...], bool]:
        """Return what was published of a section before, and whether one may go back to it."""
        if section is not Section.LEVELS:
            state = self.presenters[KINDS[section]].state
            return state.versions, state.may_edit
        levels = self.levels.state
        return tuple(
            Version(
                version=each.version,
                at=each.made_at,
                origin=Origin.EDITOR,
                by_name=each.made_by_name,
                reason=f"{definition_words(levels, each)} · {each.why}",
            )
            for each in levels.definitions
            if each.made_at is not None
        ), levels.may_edit

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        for section, page in self.pages.items():
            page.retranslate()
            self._show(section, self.presenters[KINDS[section]].state)
        self.levels_page.retranslate()

    def _show(self, section: Section, state: RulesState) -> None:
        may_remove = self.presenters[KINDS[section]].may_remove(state.chosen)
        self.pages[section].display(state, may_remove=may_remove, queues=self._queues)
        self._on_shown()

    def _show_levels(self) -> None:
        self.levels_page.display(self.levels.state)
        self._on_shown()

    def _of(self, state: RulesState) -> Pending:
        draft = state.draft
        return Pending(
            lines=pending_words(state),
            may_undo=bool(draft and draft.past),
            may_redo=bool(draft and draft.future),
            stale=bool(state.stale),
            stale_by=state.stale_by,
            wrong=len(state.problems),
            recovered=state.recovered,
            may_save=state.may_save,
            saved_version=state.saved_version,
            failure="" if state.stale or state.problems else failure_words(state.failure),
            shown=state.may_edit,
        )

    def _of_levels(self) -> Pending:
        state = self.levels.state
        return Pending(
            lines=level_changes(state),
            may_undo=bool(state.past),
            may_redo=bool(state.future),
            stale=state.stale,
            wrong=len(state.wrong),
            may_save=state.may_save,
            saved_version=state.saved_version,
            failure="" if state.stale else failure_words(state.failure),
            shown=state.may_edit,
        )


def _add(presenter: RulesPresenter, group: bool) -> None:
    presenter.add(group=group)


class RulesServer(Server, LevelsServer, Protocol):
    """`client.rules_api.RulesApi`."""


def build_rules(
    theme: Theme, server: RulesServer, tasks: Tasks, keep: Callable[[str], Keep], today: Callable[[], date]
) -> RulesDesk:
    """Build the pages. `keep` makes where the draft of a name is kept; `today` is the day that is shown."""
    presenters = {kind: RulesPresenter(kind, server, tasks, keep(f"rules/{kind.value}")) for kind in RuleKind}
    return RulesDesk(theme, presenters, LevelsPresenter(server, tasks, today))
