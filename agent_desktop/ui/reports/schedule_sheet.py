"""The form of a new schedule: what, when, as which file, and where to."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.exports import ExportFormat
from agent_desktop.contract.reports import NAME_LIMIT, Cadence, SavedReport, SaveSchedule, ScheduledWhat, Schedules
from agent_desktop.ui.reports.words import cadence_words, kind_words, translate, what_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField, end_composing
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.time_field import TimeField, read_time
from agent_desktop.ui.widgets.window_keys import add_keys

MOST_EMAILS = 20


class ScheduleSheet(Overlay):
    """Signals:
    schedule_wanted: Have this made by itself (`SaveSchedule`).
    """

    schedule_wanted = Signal(object)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, width=560, top=60)
        self._can_email = False
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._means = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.name, self.emails, self.at = LineField(theme), LineField(theme), TimeField(theme)
        self.name.setMaxLength(NAME_LIMIT)
        self.what, self.saved, self.cadence = ChoiceField(theme), ChoiceField(theme), ChoiceField(theme)
        self.format, self.language, self.folder = ChoiceField(theme), ChoiceField(theme), ChoiceField(theme)
        fields = (
            self.name, self.what, self.saved, self.cadence, self.at, self.format, self.language, self.folder,
            self.emails,
        )  # fmt: skip
        self._frames = {field: FieldFrame(theme, field) for field in fields}
        self.shut = CommandButton(theme, keys="Esc")
        self.do = CommandButton(theme, keys="Ctrl+Enter", look=Look.PRIMARY)
        self._build()
        self.shut.clicked.connect(self.close_over)
        self.do.clicked.connect(self._done)
        self.what.activated.connect(self._draw)
        add_keys(self, {"Ctrl+Return": self._done, "Ctrl+Enter": self._done})

    def ask(self, saved: tuple[SavedReport, ...], schedules: Schedules) -> None:
        """Open it empty, to choose among these."""
        self._can_email = schedules.can_email
        self.name.clear()
        self.emails.clear()
        self.at.setText("07:00")
        _offer(self.what, [(each.value, text) for each, text in what_words()])
        _offer(self.saved, [(str(each.saved_id), each.name) for each in saved])
        _offer(self.cadence, [(each.value, text) for each, text in cadence_words()])
        _offer(self.format, [(each.value, text) for each, text in kind_words()])
        _offer(self.language, [("en", "English"), ("zh", "中文")])
        self.language.setCurrentIndex(self.language.findData(language_now()))
        nowhere = translate("Reports", "No folder")
        _offer(self.folder, [("", nowhere), *((each, each) for each in schedules.folders)])
        if not saved:
            self.what.setCurrentIndex(self.what.findData(ScheduledWhat.SERVICE_REPORT.value))
        for each in self._frames.values():
            each.show_problem("")
        self._draw()
        self.open_over()

    def take_focus(self) -> None:
        """Put the focus into the name."""
        self.name.setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._means)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        frames = self._frames
        for field, row, place, span in (
            (self.name, 0, 0, 2),
            (self.what, 1, 0, 1),
            (self.saved, 1, 1, 1),
            (self.cadence, 2, 0, 1),
            (self.at, 2, 1, 1),
            (self.format, 3, 0, 1),
            (self.language, 3, 1, 1),
            (self.folder, 4, 0, 2),
            (self.emails, 5, 0, 2),
        ):
            grid.addWidget(frames[field], row, place, 1, span)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.shut)
        foot.addWidget(self.do)
        column.addLayout(foot)

    def _draw(self) -> None:
        title = translate("Reports", "Have a report made by itself")
        self._title.set_text(title)
        self.setAccessibleName(title)
        self._means.set_text(
            translate("Reports", "Times are the bank's. One that was missed is made once, late, for its last day.")
        )
        for field, label in (
            (self.name, translate("Reports", "Name")),
            (self.what, translate("Reports", "What")),
            (self.saved, translate("Reports", "Which saved report")),
            (self.cadence, translate("Reports", "How often")),
            (self.at, translate("Reports", "At")),
            (self.format, translate("Reports", "File")),
            (self.language, translate("Reports", "Language")),
            (self.folder, translate("Reports", "Into which folder")),
            (self.emails, translate("Reports", "To which e-mail addresses, with commas between them")),
        ):
            self._frames[field].set_label(label, required=field is self.name)
        is_saved = self._chosen_what() is ScheduledWhat.SAVED_REPORT
        self._frames[self.saved].setVisible(is_saved)
        self.format.setEnabled(is_saved)
        self.cadence.setEnabled(is_saved)
        if not is_saved:
            self.format.setCurrentIndex(self.format.findData(ExportFormat.PDF.value))
            self.cadence.setCurrentIndex(self.cadence.findData(Cadence.MONTHLY.value))
        self.emails.setEnabled(self._can_email)
        off = translate("Reports", "The settings of the server name no mail server.")
        self.emails.setPlaceholderText("" if self._can_email else off)
        self.shut.set_words(translate("Reports", "Cancel"))
        self.do.set_words(translate("Reports", "Set up"))

    def _done(self) -> None:
        end_composing()
        name, at = self.name.text().strip(), read_time(self.at.text())
        emails = tuple(each.strip() for each in self.emails.text().replace("，", ",").split(",") if each.strip())
        folder, is_saved = str(self.folder.currentData() or ""), self._chosen_what() is ScheduledWhat.SAVED_REPORT
        saved_id = str(self.saved.currentData() or "") if is_saved else ""
        wrong: dict[LineField | ChoiceField, str] = {
            self.name: "" if name else translate("Reports", "Give it a name."),
            self.at: "" if at and at != "24:00" else translate("Reports", "Enter a time, as 07:30."),
            self.saved: translate("Reports", "Save a report first.") if is_saved and not saved_id else "",
            self.folder: ""
            if folder or emails
            else translate("Reports", "Say where it is to go: a folder, or an e-mail address."),
            self.emails: translate("Reports", "Enter 20 addresses at most.") if len(emails) > MOST_EMAILS else "",
        }
        for field, text in wrong.items():
            self._frames[field].show_problem(text)
        if any(wrong.values()) or at is None:
            return
        command = SaveSchedule(
            seen_version=0,
            name=name,
            what=self._chosen_what(),
            saved_id=UUID(saved_id) if saved_id else None,
            cadence=Cadence(self.cadence.currentData()),
            at=at,
            format=ExportFormat(self.format.currentData()),
            language="zh" if self.language.currentData() == "zh" else "en",
            folder=folder,
            emails=emails,
        )
        self.close_over()
        self.schedule_wanted.emit(command)

    def _chosen_what(self) -> ScheduledWhat:
        return ScheduledWhat(self.what.currentData() or ScheduledWhat.SAVED_REPORT)


def _offer(field: ChoiceField, rows: list[tuple[str, str]]) -> None:
    field.clear()
    for code, text in rows:
        field.addItem(text, code)
    field.setCurrentIndex(0 if rows else -1)
