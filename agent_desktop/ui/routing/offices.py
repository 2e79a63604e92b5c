"""The buttons that open the other windows of the back office."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton


class OfficeButtons(QWidget):
    """Each is shown once it is known whose it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()

        def button(icon: str) -> CommandButton:
            return CommandButton(theme, small=True, icon=icon)

        self.review, self.sources = button("ph.intersect"), button("ph.database")
        self.mending, self.managers = button("ph.first-aid-kit"), button("ph.users-three")
        self.staffing, self.reports = button("ph.chart-line"), button("ph.table")
        self.campaigns, self.scripts = button("ph.paper-plane-tilt"), button("ph.path")
        self.people, self.cases = button("ph.user-gear"), button("ph.megaphone-simple")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first = (self.review, self.sources, self.mending, self.managers, self.staffing, self.reports, self.campaigns)
        for each in (*first, self.scripts, self.people, self.cases):
            each.hide()
            column.addWidget(each)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self.review.set_words(self.tr("Accounts to review"))
        self.sources.set_words(self.tr("Source systems"))
        self.mending.set_words(self.tr("Stuck calls and agents"))
        self.managers.set_words(self.tr("Relationship managers"))
        self.staffing.set_words(self.tr("Staffing"))
        self.people.set_words(self.tr("People"))
        self.reports.set_words(self.tr("Reports"))
        self.campaigns.set_words(self.tr("Campaigns"))
        self.scripts.set_words(self.tr("Service scripts"))
        self.cases.set_words(self.tr("Complaints"))
