"""Asks for the customer that a script is tried with: typed, found, chosen, all from the keyboard."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from agent_desktop.contract.customers import SearchHit
from agent_desktop.ui.authoring.customer_finder import LEAST, CustomerFinder, FinderState
from agent_desktop.ui.authoring.dialogs import FramedDialog
from agent_desktop.ui.authoring.kind_fields import KindFields
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import FieldFrame, LineField
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind

translate = QCoreApplication.translate

_ID: Final = Qt.ItemDataRole.UserRole


class CustomerDialog(FramedDialog):
    """Draws a `FinderState`. Enter searches, the arrows go through what was found, Enter there takes it. Who may see no
    customer is asked for a kind: Ctrl+Enter brings some one of it, unnamed."""

    def __init__(self, theme: Theme, parent: QWidget | None, finder: CustomerFinder) -> None:
        super().__init__(
            theme,
            parent,
            translate("CustomerDialog", "Try it with a customer"),
            translate("CustomerDialog", "Whom you find and whom you choose is logged. Nothing of theirs is changed.")
            if finder.may_search
            else translate(
                "CustomerDialog", "Whose facts you try it with is logged, and not told to you. Nothing is changed."
            ),
            translate("CustomerDialog", "Try it with them"),
            Look.PRIMARY,
        )
        self._finder = finder
        self._hits: tuple[SearchHit, ...] = ()
        self.field = LineField(theme)
        self.field.setMaxLength(100)
        self.find_it = CommandButton(theme, self.tr("Find"), keys="Enter", icon="ph.magnifying-glass")
        self._frame = FieldFrame(theme, self.field, self.tr("Name, number, pinyin, initials or an ending"))
        self.kinds = KindFields(theme, finder.kind)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Customers found"))
        self.list.setMinimumHeight(theme.px(220))
        self._told = EmptyState(theme)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._told)
        self._pages.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._frame, 1)
        row.addWidget(self.find_it, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.body.addWidget(self.kinds)
        self.body.addLayout(self._pages)
        self.field.returnPressed.connect(self._search)
        self.find_it.clicked.connect(self._search)
        self.list.itemActivated.connect(self._activated)
        self.list.currentItemChanged.connect(self._moved)
        self._told.action_chosen.connect(self._search)
        self.finished.connect(self._end)
        for part in (self._frame, self.find_it):
            part.setVisible(finder.may_search)
        self.kinds.setVisible(not finder.may_search)
        finder.show_to(self.display)
        (self.field if finder.may_search else self.do_it).setFocus()

    def display(self, state: FinderState) -> None:
        """Draw what was found, or why nothing is there; it ends once the customer's facts came."""
        self._frame.show_problem(
            self.tr("At least {count} letters.").format(count=LEAST) if state.too_short else "",
        )
        if state.hits != self._hits:
            self._fill(state.hits)
        self._pages.setCurrentIndex(1 if state.hits and state.problem is None else 0)
        self._tell(state)
        self.find_it.setEnabled(not state.searching)
        self._allow(state)
        if state.taken:
            self.accept()

    def try_it(self) -> None:
        """Take whom is chosen, or some one; the dialog ends when their facts are here."""
        if not self._finder.may_search:
            self._finder.draw(self.kinds.kind())
            return
        item = self.list.currentItem()
        if item is not None:
            self._finder.take(UUID(item.data(_ID)))

    def _end(self) -> None:
        self._finder.show_to(lambda _: None)
        self._finder.close()

    def _search(self) -> None:
        if self._finder.may_search:
            self._finder.search(self.field.text())
        else:
            self.try_it()

    def _activated(self, _item: QListWidgetItem) -> None:
        self.try_it()

    def _moved(self, *_items: QListWidgetItem | None) -> None:
        self._allow(self._finder.state)

    def _allow(self, state: FinderState) -> None:
        if not self._finder.may_search:
            self.do_it.set_off(self.tr("They are on their way.") if state.drawing else "")
            return
        chosen = self.list.currentItem() is not None and state.taking is None
        self.do_it.set_off("" if chosen else self.tr("Find and choose a customer first."))

    def _fill(self, hits: tuple[SearchHit, ...]) -> None:
        self._hits = hits
        self.list.clear()
        for hit in hits:
            names = [hit.name, hit.name_chinese] if language_now() == "en" else [hit.name_chinese, hit.name]
            item = QListWidgetItem("  ".join([*filter(None, names), hit.number_masked]))
            item.setData(_ID, str(hit.customer_id))
            self.list.addItem(item)
        if hits:
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, state: FinderState) -> None:
        if state.problem is not None:
            title = self.tr("That did not work")
            self._told.show_state(
                StateKind.ERROR, title, problem_text(state.problem), button=self.tr("Try again"), keys="Enter"
            )
        elif not self._finder.may_search:
            title = self.tr("Some customer of the bank, unnamed")
            told = self.tr(
                "Of the kind chosen above. Tier, age, products and the last booking are theirs. Name, numbers and place"
                " are made up. No call is made, and no action is done."
            )
            self._told.show_state(StateKind.QUIET, title, told, icon="ph.user")
        elif state.searching:
            self._told.show_state(StateKind.QUIET, self.tr("Searching"), "", icon="ph.magnifying-glass")
        elif state.searched:
            title = self.tr("Nobody is found by “{text}”").format(text=state.searched)
            self._told.show_state(StateKind.FILTERED, title, self.tr("Try fewer words, or the number."))
        else:
            title = self.tr("Find somebody to try it with")
            told = self.tr("The script runs with what the bank knows of them. No call is made, and no action is done.")
            self._told.show_state(StateKind.QUIET, title, told, icon="ph.user")
