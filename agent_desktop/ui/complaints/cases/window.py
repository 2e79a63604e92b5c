"""The window of complaints, for those who take no calls."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.complaints.cases.lists.tabs import ListTab
from agent_desktop.ui.complaints.cases.page import CasesPage
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.account_row import AccountRow
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import frame
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.window_keys import add_keys

LEAST: Final = QSize(1080, 660)
USUAL: Final = QSize(1360, 860)


class CasesWindow(OfficeWindow):
    """Holds the page, with its keys."""

    def __init__(self, theme: Theme, page: CasesPage) -> None:
        super().__init__(theme, least=LEAST, usual=USUAL)
        self.page = page
        self.account = AccountRow(theme)
        self._foot = frame("foot")
        self.quality = CommandButton(theme, small=True, icon="ph.clipboard-text")
        self.reports = CommandButton(theme, small=True, icon="ph.table")
        inside = QHBoxLayout(self._foot)
        inside.setContentsMargins(14, 4, 14, 4)
        inside.setSpacing(8)
        inside.addWidget(self.account, 1)
        for button in (self.quality, self.reports):
            inside.addWidget(button)
        self._foot.hide()
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(self._foot)
        self.setCentralWidget(sheet)
        add_keys(
            self,
            {
                "Ctrl+F": page.lists.list.filters.focus_text,
                "Ctrl+R": page.look,
                "Ctrl+N": page.start_new,
                "Ctrl+PgDown": lambda: page.step_tab(1),
                "Ctrl+PgUp": lambda: page.step_tab(-1),
                "Ctrl+O": page.case.show_customer,
                "Ctrl+E": page.change,
                "Alt+I": page.assign,
                "Ctrl+Return": page.finish,
                "Ctrl+Enter": page.finish,
                "Alt+Q": page.case.view.head.focus_moves,
                "Alt+X": page.lists.export,
                "Alt+Z": page.presenters.lists.many.undo,
            },
        )
        self._retranslate()

    def start(self) -> None:
        """Show the window with a list, read anew."""
        self.bring_forward()
        if not self.page.shows_case:
            self.page.open_tab(ListTab.DEADLINE)
            self.page.lists.list.focus_list()

    def be_whole_desktop(self, *, quality: bool = False, reports: bool = False) -> None:
        """Show who is signed in, with language, colours and sign-out, and what else is theirs: there is no other
        window."""
        self.quality.setVisible(quality)
        self.reports.setVisible(reports)
        self._foot.show()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Complaints"))
        self.account.retranslate()
        self.quality.set_words(self.tr("Quality"))
        self.reports.set_words(self.tr("Reports"))
