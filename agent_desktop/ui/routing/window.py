"""The window of queues and routing: what there is at the left, one part of it in the middle, changes, a caller to try
and the versions at the right."""

from datetime import datetime, tzinfo
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.client.routing_draft import RoutingDraft
from agent_desktop.contract.routing import Foretell
from agent_desktop.ui.routing.agents_page import AgentsPage
from agent_desktop.ui.routing.contents import ContentsList, parts_in
from agent_desktop.ui.routing.hours_page import HoursPage
from agent_desktop.ui.routing.lists_page import ListPage, NumbersPage, SkillsPage
from agent_desktop.ui.routing.menu_page import MenuPage
from agent_desktop.ui.routing.menu_presenter import MenuPresenter, MenuState
from agent_desktop.ui.routing.notices import RoutingNotices
from agent_desktop.ui.routing.offices import OfficeButtons
from agent_desktop.ui.routing.pages import PriorityPage, QueuePage, page_of
from agent_desktop.ui.routing.presenter import PreviewPresenter, RoutingPresenter
from agent_desktop.ui.routing.remove import RemoveDialog
from agent_desktop.ui.routing.rules.desk import RulesDesk
from agent_desktop.ui.routing.serving_presenter import ServingPresenter
from agent_desktop.ui.routing.side import ChangesPanel, PreviewPanel, VersionsPanel, pending_of
from agent_desktop.ui.routing.state import NUMBERED, RoutingState, Section, ServingState, Shown
from agent_desktop.ui.routing.words import name_in
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.account_row import AccountRow
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.window_keys import add_keys

LEAST: Final = QSize(1180, 690)
USUAL: Final = QSize(1440, 900)


class RoutingWindow(OfficeWindow):
    """Draws the presenters of the configuration, and tells them what the person did."""

    def __init__(
        self,
        theme: Theme,
        routing: RoutingPresenter,
        preview: PreviewPresenter,
        serving: ServingPresenter,
        menu: MenuPresenter,
        rules: RulesDesk,
        *,
        now: datetime,
        zone: tzinfo | None,
    ) -> None:
        super().__init__(theme, least=LEAST, usual=USUAL)
        self._theme = theme
        self.routing, self._preview, self.serving, self._menu = routing, preview, serving, menu
        self._list = ContentsList(theme)
        self._title = TextLabel(role=Role.TITLE)
        self._look_only = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._notices = RoutingNotices(theme)
        self._new = CommandButton(theme, small=True, keys="Ctrl+N", icon="ph.plus")
        self._hours = CommandButton(theme, small=True, icon="ph.calendar-plus")
        self._copy = CommandButton(theme, small=True, keys="Ctrl+D", icon="ph.copy")
        self._remove = CommandButton(theme, small=True, icon="ph.trash")
        hours = HoursPage(theme, now.astimezone(zone).date())
        hours.chosen.connect(self._chosen)
        self._numbers, self._skills = NumbersPage(theme), SkillsPage(theme)
        self._pages = (QueuePage(theme), hours, PriorityPage(theme), self._numbers, self._skills)
        self._agents, self.menu_page = AgentsPage(theme, zone), MenuPage(theme)
        self._stack = QStackedWidget()
        self._changes = ChangesPanel(theme)
        self._try = PreviewPanel(theme, now, zone)
        self._versions = VersionsPanel(theme, zone)
        self._side = QFrame()
        self.account = AccountRow(theme)
        self.offices, self.rules = OfficeButtons(theme), rules
        self._build()
        self._join()
        self._retranslate()
        routing.show_to(self._show)
        preview.show_to(self._try.display)
        serving.show_to(self._show_serving)
        menu.show_to(self._show_menu)
        rules.show_to(self._show_rules)

    def start(self) -> None:
        """Ask the server for everything, and show the window."""
        self.routing.open()
        self.serving.open()
        self._menu.open()
        self.rules.open()
        self.bring_forward()

    def _build(self) -> None:
        theme = self._theme
        left = QFrame()
        left.setProperty("panel", "column")
        left.setFixedWidth(theme.px(230))
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._look_only)
        column.addWidget(self._list, 1)
        for button in (self._new, self._copy, self._hours, self._remove):
            column.addWidget(button)
        column.addWidget(self.offices)
        column.addWidget(self.account)
        for page in (*self._pages, self._agents, self.menu_page, *self.rules.widgets()):
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setWidget(page)
            self._stack.addWidget(scroll)
        middle = QFrame()
        middle.setProperty("panel", "canvas")
        body = QVBoxLayout(middle)
        body.setContentsMargins(0, 8, 0, 0)
        body.setSpacing(4)
        body.addWidget(self._notices)
        body.addWidget(self._stack, 1)
        inside = QFrame()
        inside.setProperty("panel", "column")
        side = QVBoxLayout(inside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        for panel in (self._changes, self._try, self._versions):
            side.addWidget(panel)
        side.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._side.setFixedWidth(theme.px(400))
        outer = QVBoxLayout(self._side)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left)
        row.addWidget(middle, 1)
        row.addWidget(self._side)
        self.setCentralWidget(sheet)

    def _join(self) -> None:
        routing, serving, menu = self.routing, self.serving, self._menu
        for page in self._pages:
            page.put.connect(routing.put)
        self._list.chosen.connect(self._chosen)
        for each in (self._numbers, self._skills):
            each.added.connect(self._add_part)
            each.removed.connect(self._remove_row)
        self._new.clicked.connect(self._add_queue)
        self._copy.clicked.connect(self._copy_queue)
        self._hours.clicked.connect(self._add_hours)
        self._remove.clicked.connect(self._remove_part)
        self._changes.save_asked.connect(self._save)
        self._changes.undo_asked.connect(self._undo)
        self._changes.redo_asked.connect(self._redo)
        self._changes.stale_settled.connect(self._settle)
        self._try.asked.connect(self._ask_way)
        self._versions.back_wanted.connect(self._go_back)
        self._agents.person_chosen.connect(serving.choose)
        self._agents.queue_ticked.connect(self._ticked)
        self._agents.skill_set.connect(serving.set_skill)
        self._agents.save_asked.connect(serving.save)
        self.menu_page.written.connect(menu.write)
        self.menu_page.undo_asked.connect(menu.undo)
        self.menu_page.redo_asked.connect(menu.redo)
        self.menu_page.keyed.connect(menu.press)
        self.menu_page.called_anew.connect(menu.begin_again)
        self.menu_page.save_asked.connect(menu.save)
        self.menu_page.stale_settled.connect(self._settle_menu)
        add_keys(
            self,
            {
                "Ctrl+S": self._save_shown,
                "Ctrl+Z": self._undo,
                "Ctrl+Y": self._redo,
                "Ctrl+Shift+Z": self._redo,
                "Ctrl+N": self._add_queue,
                "Ctrl+D": self._copy_queue,
                "F5": self._try.ask,
            },
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Queues and routing"))
        self._title.set_text(self.tr("Queues and routing"))
        self._list.retranslate()
        self._new.set_words(self.tr("New queue"))
        self._hours.set_words(self.tr("New opening hours"))
        self._copy.set_words(self.tr("Duplicate"))
        self._remove.set_words(self.tr("Remove"))
        for page in self._pages:
            page.retranslate()
        for part in (
            self._agents,
            self.menu_page,
            self._changes,
            self._try,
            self._versions,
            self.account,
            self.offices,
        ):
            part.retranslate()
        self.rules.retranslate()
        self._show(self.routing.state)

    def _put_by(self) -> None:
        self.menu_page.flush()

    # what the presenters say

    def _show(self, state: RoutingState) -> None:
        self._list.display(state)
        shown = state.shown
        self._stack.setCurrentIndex(list(Section).index(shown.section))
        page = page_of(shown.section, self._pages)
        if page is not None and self._exists(state):
            page.display(state)
        is_menu, is_rules = shown.section is Section.MENU, self.rules.owner_of(shown.section) is not None
        self._notices.setVisible(not is_rules)
        self._side.setVisible(shown.section is not Section.AGENTS)
        self._try.setVisible(not is_menu and not is_rules)
        pending = self.rules.pending(shown.section) if is_rules else pending_of(state)
        self._changes.setVisible(not is_menu and pending.shown)
        self._changes.display(pending)
        self._try.offer(state)
        self._show_versions()
        self._show_agent_queues(state)
        self._look_only.setVisible(not state.may_edit)
        self._look_only.set_text("" if state.may_edit or state.routing is None else self.tr("Only to look at"))
        for button in (self._new, self._hours, self._copy, self._remove):
            button.setVisible(state.may_edit and not is_rules)
        self._copy.setEnabled(shown.section is Section.QUEUE)
        self._remove.setEnabled(shown.section in (Section.QUEUE, Section.HOURS))
        self._notices.display(state)

    def _show_serving(self, state: ServingState) -> None:
        self._agents.display(state)
        self._skills.show_levels([each.skills for each in state.people])

    def _show_menu(self, state: MenuState) -> None:
        self.menu_page.display(state)
        self._show_versions()

    def _show_rules(self) -> None:
        self._list.mark({section for section in Section if self.rules.wrong_in(section)})
        if self.rules.owner_of(self.routing.state.shown.section) is not None:
            self._show(self.routing.state)

    def _show_versions(self) -> None:
        state, menu = self.routing.state, self._menu.state
        if state.shown.section is Section.MENU:
            may = menu.menu is not None and menu.menu.may_edit
            self._versions.show_versions(menu.versions, may_edit=may)
        elif self.rules.owner_of(state.shown.section) is not None:
            versions, may = self.rules.versions(state.shown.section)
            self._versions.show_versions(versions, may_edit=may)
        else:
            self._versions.show_versions(state.versions, may_edit=state.may_edit)

    def _show_agent_queues(self, state: RoutingState) -> None:
        if state.routing is None:
            return
        queues = parts_in(state.draft, "queues") if state.draft is not None else []
        base: Any = state.routing.document["queues"]
        saved = {each["code"] for each in base}
        names = {each["code"]: name_in(each["name"], each["code"]) for each in queues if each["code"] in saved}
        skills: Any = state.routing.document["skills"]  # what may be given is what counts, not what is being typed
        self.menu_page.show_queues(names)
        self.rules.know_queues(tuple(names.items()))
        self._agents.show_queues(names, {each["code"]: name_in(each["name"], each["code"]) for each in skills})

    # what the person does

    def _chosen(self, shown: Shown) -> None:
        self.routing.choose(shown.section, shown.number)

    def _add_queue(self) -> None:
        self._add("queues", Section.QUEUE, "queue")

    def _copy_queue(self) -> None:
        shown = self.routing.state.shown
        if shown.section is Section.QUEUE:
            parts = parts_in(self.routing.state.draft, "queues")
            self._add("queues", Section.QUEUE, str(parts[shown.number]["code"])[:36], like=shown.number)

    def _add_hours(self) -> None:
        self._add("hours", Section.HOURS, "office")

    def _add(self, part: str, section: Section, stem: str, like: int | None = None) -> None:
        parts = parts_in(self.routing.state.draft, part)
        taken = {each["code"] for each in parts}
        code = next(each for each in (stem, *(f"{stem}_{n}" for n in range(2, 999))) if each not in taken)
        self.routing.edit(lambda draft: draft.add(part, code, like), Shown(section, len(parts)))

    def _remove_part(self) -> None:
        state = self.routing.state
        part = NUMBERED.get(state.shown.section)
        if part is None or not state.may_edit or not self._exists(state):
            return
        number, taker = state.shown.number, ""
        if part == "queues":
            dialog = RemoveDialog(self._theme, self, state)
            if not dialog.exec():
                return
            taker = dialog.taker()
        shown = Shown(state.shown.section, max(0, number - 1)) if parts_in(state.draft, part)[1:] else Shown()
        self.routing.edit(lambda draft: draft.remove(part, number, taker), shown)

    def _add_part(self) -> None:
        page = self._page_shown()
        if page is not None:
            stem = "number" if page is self._numbers else "skill"
            self._add(page.part, self.routing.state.shown.section, stem)

    def _remove_row(self, number: int) -> None:
        page = self._page_shown()
        if page is not None:
            self.routing.edit(lambda draft: draft.remove(page.part, number))

    def _page_shown(self) -> ListPage | None:
        shown = {Section.NUMBERS: self._numbers, Section.SKILLS: self._skills}
        return shown.get(self.routing.state.shown.section)

    def _undo(self) -> None:
        """Go back in what is on the screen; agents have no steps."""
        section = self.routing.state.shown.section
        owner = self.rules.owner_of(section)
        if section is Section.MENU:
            self.menu_page.flush()
            self._menu.undo()
        elif owner is not None:
            owner.undo()
        elif section is not Section.AGENTS:
            self.routing.edit(RoutingDraft.undo)

    def _redo(self) -> None:
        section = self.routing.state.shown.section
        owner = self.rules.owner_of(section)
        if section is Section.MENU:
            self.menu_page.flush()
            self._menu.redo()
        elif owner is not None:
            owner.redo()
        elif section is not Section.AGENTS:
            self.routing.edit(RoutingDraft.redo)

    def _save(self, reason: str) -> None:
        (self.rules.owner_of(self.routing.state.shown.section) or self.routing).save(reason)

    def _save_shown(self) -> None:
        section = self.routing.state.shown.section
        row = {Section.AGENTS: self._agents.save_row, Section.MENU: self.menu_page.save_row}.get(section)
        (row or self._changes.save_row).ask()

    def _settle(self, keep_mine: bool) -> None:
        (self.rules.owner_of(self.routing.state.shown.section) or self.routing).settle_stale(keep_mine=keep_mine)

    def _settle_menu(self, keep_mine: bool) -> None:
        self._menu.settle_stale(keep_mine=keep_mine)

    def _go_back(self, version: int) -> None:
        section = self.routing.state.shown.section
        owner = self._menu if section is Section.MENU else self.rules.owner_of(section) or self.routing
        owner.go_back_to(version)

    def _ticked(self, queue: str, serves: bool) -> None:
        self.serving.serve(queue, serves=serves)

    def _ask_way(self, wish: Foretell) -> None:
        draft = self.routing.state.draft
        if draft is not None:
            self._preview.ask(wish.model_copy(update={"document": draft.document}))

    def _exists(self, state: RoutingState) -> bool:
        part = NUMBERED.get(state.shown.section)
        return part is None or state.shown.number < len(parts_in(state.draft, part))
