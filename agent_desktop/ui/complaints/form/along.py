"""What goes along with the form: this call's recording, a message with the number, files; and what is special."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.complaint_words import ComplaintWords, FileWords
from agent_desktop.contract.complaints import ComplaintKind, ReplyChannel
from agent_desktop.ui.complaints.form.files import LARGEST_BYTES
from agent_desktop.ui.complaints.form.parts import AlongChip
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.complaints.form.words import file_problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.fields import MistakeLine
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.tick_box import TickBox

_FLAGS = ("vulnerable", "regulatory", "legal")


class AlongRows(QWidget):
    """Draws what goes along with a `FormState`.

    Signals:
        toggled: A field's name in `ComplaintWords`, and whether it is ticked.
        files_chosen: Paths of files to add.
        file_removed: Take this file out (its id as text).
    """

    toggled = Signal(str, object)
    files_chosen = Signal(object)
    file_removed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        names = ("attach_recording", "tell_number", *_FLAGS)
        self._ticks = {name: TickBox(theme, fill=Token.ACCENT_FILL) for name in names}
        self.add = LinkButton(theme, icon="ph.paperclip")
        self._special = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._limits = TextLabel(role=Role.SMALL, tone=Token.TEXT_3, wrap=True)
        self._refused = MistakeLine(theme)
        self._chips: list[AlongChip] = []
        self._files = QWidget()
        self._file_row = FlowLayout(6)
        self._files.setLayout(self._file_row)
        along, self._flag_box = QWidget(), QWidget()
        ticks = FlowLayout(16, 2)
        along.setLayout(ticks)
        ticks.addWidget(self._ticks["attach_recording"])
        ticks.addWidget(self._ticks["tell_number"])
        flags = FlowLayout(16, 2)
        self._flag_box.setLayout(flags)
        flags.addWidget(self._special)
        for name in _FLAGS:
            flags.addWidget(self._ticks[name])
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(along, 1)
        first.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._flag_box)
        column.addLayout(first)
        column.addWidget(self._files)
        column.addWidget(self._refused)
        column.addWidget(self._limits)
        for name, tick in self._ticks.items():
            tick.setObjectName(name)
            tick.clicked.connect(self._ticked)
        self.add.clicked.connect(self._ask_files)

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab goes through here, as it stands from top to bottom."""
        first = (self._ticks["attach_recording"], self._ticks["tell_number"])
        return (*(self._ticks[name] for name in _FLAGS), *first, self.add)

    def display(self, state: FormState) -> None:
        """Draw `state`."""
        said = state.words
        if said is None:
            return
        self._draw_ticks(state, said)
        fixed = state.is_locked
        self.add.set_words(self.tr("Add files"))
        self.add.setVisible(not fixed)
        self.add.setToolTip(self.tr("Or drop files here, or paste a picture"))
        self._draw_files(said.files, fixed=fixed)
        refused = state.refused_file
        self._refused.show_words(f"{refused[0]}: {file_problem_text(refused[1])}" if refused is not None else "")
        limits = self.tr("Up to {size} MB each: pictures, PDF, Word, Excel, text. Drop them here, or paste a picture.")
        self._limits.set_text(limits.format(size=LARGEST_BYTES // (1024 * 1024)))
        self._limits.setVisible(bool(said.files or refused is not None) and not fixed)

    def _draw_ticks(self, state: FormState, said: ComplaintWords) -> None:
        ways = state.prefill.reply_ways if state.prefill is not None else ()
        words = {
            "attach_recording": self.tr("Attach the recording"),
            "tell_number": self.tr("Send the number by SMS"),
            "vulnerable": self.tr("Vulnerable"),
            "regulatory": self.tr("Regulator"),
            "legal": self.tr("Lawyer or court"),
        }
        complaint = said.kind is ComplaintKind.COMPLAINT
        for name, tick in self._ticks.items():
            tick.set_words(words[name])
            tick.setChecked(bool(getattr(said, name)))
            tick.setEnabled(not state.is_locked)
        self._special.set_text(self.tr("Special:"))
        self._special.setMinimumHeight(self._theme.px(24))
        self._flag_box.setVisible(complaint)
        self._ticks["attach_recording"].setVisible(said.call_id is not None)
        can_tell = said.tell_number or any(each.channel is ReplyChannel.MESSAGE for each in ways)
        self._ticks["tell_number"].setVisible(can_tell)

    def _draw_files(self, files: tuple[FileWords, ...], *, fixed: bool) -> None:
        while len(self._chips) < len(files):
            chip = AlongChip(self._theme, "ph.file")
            chip.removed.connect(self.file_removed)
            self._chips.append(chip)
            self._file_row.addWidget(chip)
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < len(files))
            if number < len(files):
                each = files[number]
                remove = self.tr("Take {name} out").format(name=each.name)
                chip.display(str(each.file_id), each.name, _size_text(each.size), remove, fixed=fixed)
        self._files.setVisible(bool(files))

    def _ticked(self, on: bool) -> None:
        self.toggled.emit(self.sender().objectName(), on)

    def _ask_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self.window(), self.tr("Add files"))
        if paths:
            self.files_chosen.emit([Path(each) for each in paths])


def _size_text(size: int) -> str:
    return f"{size / (1024 * 1024):.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"
