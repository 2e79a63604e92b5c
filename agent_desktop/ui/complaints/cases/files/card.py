"""The files of a complaint: what there is, adding one with how far it is, and what can be done with each."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.attachments import Attachment, AttachmentOrigin, AttachmentState, FileType
from agent_desktop.ui.complaints.cases.case.entries import Card, Entry, soft_note
from agent_desktop.ui.complaints.cases.files.presenter import FilesState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.guard import guarded, nothing

LOOK_MS: Final = 200
SHOWN: Final = frozenset({FileType.PDF, FileType.PNG, FileType.JPEG, FileType.WEBP, FileType.TEXT})
"""What is shown here; other files are saved, and opened by what the person has for them."""
_ICONS: Final = {
    FileType.PDF: "ph.file-pdf",
    FileType.PNG: "ph.image",
    FileType.JPEG: "ph.image",
    FileType.WEBP: "ph.image",
    FileType.TEXT: "ph.file-text",
    FileType.WORD: "ph.file-text",
    FileType.EXCEL: "ph.table",
}


class FilesCard(Card):
    """Draws a `FilesState`. Files can be dropped on it too.

    Signals:
        add_chosen: Ask which file.
        dropped: This file (`Path`) was dropped here.
        open_chosen, save_chosen, remove_chosen: What is wanted with an `Attachment`.
        looked: It is time to ask how far a file is.
    """

    add_chosen = Signal()
    dropped = Signal(object)
    open_chosen = Signal(object)
    save_chosen = Signal(object)
    remove_chosen = Signal(object)
    looked = Signal()

    def __init__(self, theme: Theme, when: Callable[[datetime], str]) -> None:
        super().__init__(theme, "ph.paperclip")
        self._when = when
        self._state = FilesState()
        self.setAcceptDrops(True)
        self.add = CommandButton(theme, small=True, icon="ph.plus")
        self.head.addWidget(self.add)
        self.add.clicked.connect(self.add_chosen)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.looked)

    def display(self, state: FilesState) -> None:
        """Draw `state`."""
        self._state = state
        listed = state.listed
        self.add.set_words(self.tr("Add a file"))
        may = listed is not None and listed.may_add
        self.add.setVisible(may)
        self.add.setEnabled(not state.adding)
        rows: list[QWidget] = []
        if state.problem is not None:
            text = deed_text(state.problem)
            rows.append(soft_note(self._theme, "problem", "ph.warning-circle-fill", Token.PROBLEM, text))
        if state.adding:
            rows.append(Entry(self._theme, "ph.upload-simple", Token.INFO, state.adding, (self._far(),)))
        files = listed.attachments if listed is not None else ()
        rows += [self._row(each) for each in reversed(files)]
        self.show_rows(self.tr("Files"), rows, self._nothing(), len(files))
        if state.adding:
            self._timer.start()
        else:
            self._timer.stop()

    @guarded(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        listed = self._state.listed
        if event.mimeData().hasUrls() and listed is not None and listed.may_add:
            event.acceptProposedAction()

    @guarded(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        urls = [each for each in event.mimeData().urls() if each.isLocalFile()]
        if urls:
            self.dropped.emit(Path(urls[0].toLocalFile()))

    def _far(self) -> str:
        state = self._state
        if not state.size:
            return self.tr("Reading it")
        return self.tr("{gone} of {size} sent").format(gone=size_text(state.gone), size=size_text(state.size))

    def _nothing(self) -> str:
        listed = self._state.listed
        if listed is None:
            return self.tr("Getting the files")
        if not listed.is_set_up:
            return self.tr("This server keeps no files. An administrator can set it up.")
        limit = self.tr("No file yet. Up to {size} each: PDF, pictures, text, Word or Excel.")
        return limit.format(size=size_text(listed.largest_bytes))

    def _row(self, file: Attachment) -> QWidget:
        removed = file.state is AttachmentState.REMOVED
        chip = None
        if removed:
            chip = Chip(self._theme, self.tr("Removed"), Kind.PLAIN, "ph.trash")
        elif file.origin is AttachmentOrigin.LETTER:
            chip = Chip(self._theme, self.tr("Letter"), Kind.INFO, "ph.envelope-simple")
        about = " · ".join(filter(None, (size_text(file.size), file.added_by_name, self._when(file.added_at))))
        icon = _ICONS.get(file.media_type, "ph.file") if file.media_type is not None else "ph.file"
        row = Entry(self._theme, icon, Token.TEXT_2, file.name, (about, file.removed_why), chip=chip)
        if not removed and file.state is AttachmentState.KEPT:
            if file.media_type in SHOWN:
                row.add(self._button(self.tr("Show"), "ph.eye", self.open_chosen, file))
            row.add(self._button(self.tr("Save as"), "ph.download-simple", self.save_chosen, file))
            if file.may_remove:
                row.add(self._button(self.tr("Remove"), "ph.trash", self.remove_chosen, file))
        return row

    def _button(self, words: str, icon: str, signal: object, file: Attachment) -> CommandButton:
        button = CommandButton(self._theme, words, icon=icon, small=True)
        button.clicked.connect(_Emit(signal, file))
        return button


def size_text(count: int) -> str:
    """Return a size as people say it: ``812 KB``, ``2.4 MB``."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} MB"
    return f"{max(1, round(count / 1000)):,} KB" if count else "0 KB"


class _Emit:
    """Emits which file a button is of."""

    def __init__(self, signal: object, file: Attachment) -> None:
        self._signal, self._file = signal, file

    def __call__(self) -> None:
        self._signal.emit(self._file)  # type: ignore[attr-defined]
