"""The form of a complaint in the middle of the window: head, categories and fields, foot."""

from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.client.complaint_reading import FormField
from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.contract.complaints import ComplaintKind
from agent_desktop.ui.complaints.form.category_picker import CategoryPicker
from agent_desktop.ui.complaints.form.done import DonePage
from agent_desktop.ui.complaints.form.fields_sheet import FieldsSheet
from agent_desktop.ui.complaints.form.foot import FormFoot
from agent_desktop.ui.complaints.form.parts import ShrinkingFrame
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.complaints.form.tree_model import offered
from agent_desktop.ui.complaints.form.words import kept_words, kind_word, mistake_text
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.waiting_line import WaitingLine

_PICKER: Final = 232
_PICKER_NARROW: Final = 196
_NARROW: Final = 700


class ComplaintFormView(QFrame):
    """Draws a `FormState`. What is being typed or composed is never written over.

    Signals:
        edited: A field's name in `ComplaintWords`, and what stands in it now.
        field_left: A `FormField` was left.
        kind_chosen: A `ComplaintKind`.
        file_given: A file's name and content.
        file_unread: A file's name that could not be read.
        file_removed: Take this file (`UUID`) out.
        record_chosen, save_chosen, leave_chosen, throw_away_chosen, mend_chosen, undo_chosen, retry_chosen,
        case_chosen, closed: As the buttons say.
    """

    edited = Signal(str, object)
    field_left = Signal(object)
    kind_chosen = Signal(object)
    file_given = Signal(str, bytes)
    file_unread = Signal(str)
    file_removed = Signal(object)
    record_chosen = Signal()
    save_chosen = Signal()
    leave_chosen = Signal()
    throw_away_chosen = Signal()
    mend_chosen = Signal()
    undo_chosen = Signal()
    retry_chosen = Signal()
    case_chosen = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self.setAcceptDrops(True)
        self._theme, self._ticker = theme, ticker
        self._state = FormState()
        self._focus_seen = 0
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._whose = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._chip = Chip(theme)
        self._kinds = SegmentedChoice(theme)
        self._kept_icon = IconView(theme, "", size=15)
        self._kept = TextLabel(role=Role.SMALL)
        self._notice = Notice(theme)
        self._notice_box = QFrame()
        self._waiting = WaitingLine(theme, kept=True)
        self.picker = CategoryPicker(theme)
        self.sheet = FieldsSheet(theme)
        self.foot = FormFoot(theme)
        self.done = DonePage(theme, ticker)
        self._pages = QStackedWidget()
        self._scroll = QScrollArea()
        self._build()
        self._join()
        self.display(self._state)

    def display(self, state: FormState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        if not state.open:
            self._focus_seen = state.focus_number
            return
        self._draw_head(state)
        self._draw_notice(state)
        told = {each.field: mistake_text(each) for each in state.mistakes}
        said = state.words
        all_of_them = state.form.categories if state.form is not None else ()
        categories = offered(all_of_them, said.kind, said.category) if said is not None else ()
        self.picker.display(categories, said.category if said else "", told.get(FormField.CATEGORY, ""))
        self.picker.setEnabled(not state.is_locked)
        self.sheet.display(state)
        self.foot.display(state)
        self.done.display(state)
        recorded = state.is_recorded
        self._pages.setCurrentIndex(1 if recorded else 0)
        self.foot.setVisible(not recorded)
        if recorded and not before.is_recorded:
            self.done.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.focus_number != self._focus_seen:
            self._focus_seen = state.focus_number
            self.focus_on(state.focus_field or FormField.CATEGORY)

    def focus_on(self, field: FormField) -> None:
        """Put the focus on a field, which is scrolled to."""
        if self._state.is_recorded:
            self.done.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif field is FormField.CATEGORY:
            self.picker.focus_search()
        else:
            self.sheet.focus_on(field)
            focused = QApplication.focusWidget()
            if focused is not None and self._scroll.isAncestorOf(focused):
                self._scroll.ensureWidgetVisible(focused, 0, 40)

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        focused = QApplication.focusWidget()
        self._waiting.show_waiting(waiting and focused is not None and self.isAncestorOf(focused))

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(_NARROW)
        self.picker.setFixedWidth(self._theme.px(_PICKER if wide else _PICKER_NARROW))
        self.sheet.set_narrow(not wide)
        self._draw_chip()

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave_chosen.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.take(QGuiApplication.clipboard().mimeData()):
            event.accept()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._state.is_locked and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    @guarded(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def take(self, mime: QMimeData | None) -> bool:
        """Add what was dropped or pasted, if that is files or a picture; return whether it is."""
        if mime is None or self._state.is_locked:
            return False
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self._paths_given(paths)
            return True
        image = mime.imageData() if mime.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(buffer, "PNG")  # type: ignore[call-overload]
            self.file_given.emit(self.tr("picture") + ".png", bytes(buffer.data().data()))
            return True
        return False

    # building

    def _build(self) -> None:
        head = ShrinkingFrame()
        head.setProperty("panel", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 14, 0)
        row.setSpacing(9)
        head.setMinimumHeight(self._theme.px(42))
        row.addWidget(IconView(self._theme, "ph.megaphone-simple-fill", Token.ACCENT, 17))
        row.addWidget(self._title)
        row.addWidget(self._chip)
        row.addWidget(self._whose, 1)
        row.addWidget(self._kinds)
        row.addSpacing(4)
        row.addWidget(self._kept_icon)
        row.addWidget(self._kept)
        notices = QVBoxLayout(self._notice_box)
        notices.setContentsMargins(14, 7, 14, 7)
        notices.addWidget(self._notice)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.setProperty("ground", "clear")
        self._scroll.setWidget(self.sheet)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._scroll, 1)
        waiting = QVBoxLayout()
        waiting.setContentsMargins(16, 0, 16, 4)
        waiting.addWidget(self._waiting)
        right.addLayout(waiting)
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.picker)
        columns.addWidget(line("v"))
        columns.addLayout(right, 1)
        self._pages.addWidget(body)
        self._pages.addWidget(self.done)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self._notice_box)
        outer.addWidget(self._pages, 1)
        outer.addWidget(self.foot)

    def _join(self) -> None:
        self.picker.category_chosen.connect(self._category_taken)
        self.sheet.edited.connect(self.edited)
        self.sheet.field_left.connect(self.field_left)
        self.sheet.along.files_chosen.connect(self._paths_given)
        self.sheet.along.file_removed.connect(self._file_out)
        self._kinds.chosen.connect(lambda kind: self.kind_chosen.emit(ComplaintKind(kind)))
        self.foot.record_chosen.connect(self.record_chosen)
        self.foot.save_chosen.connect(self.save_chosen)
        self.foot.leave_chosen.connect(self.leave_chosen)
        self.foot.throw_away_chosen.connect(self.throw_away_chosen)
        self.foot.mend_chosen.connect(self.mend_chosen)
        self._notice.action_chosen.connect(self.retry_chosen)
        self.done.undo_chosen.connect(self.undo_chosen)
        self.done.open_chosen.connect(self.case_chosen)
        self.done.closed.connect(self.closed)

    # drawing

    def _draw_head(self, state: FormState) -> None:
        said = state.words
        kind = said.kind if said is not None else ComplaintKind.COMPLAINT
        self._title.set_text(
            {
                ComplaintKind.COMPLAINT: self.tr("Record a complaint"),
                ComplaintKind.SUGGESTION: self.tr("Record a suggestion"),
                ComplaintKind.PRAISE: self.tr("Record praise"),
            }[kind]
        )
        self.setAccessibleName(self._title.full_text())
        self._chip.show_chip(self.tr("Draft"))
        self._whose.set_text(said.customer_name if said is not None else "")
        self._draw_chip()
        options = tuple((each.value, kind_word(each)) for each in ComplaintKind)
        self._kinds.show_options(options, kind.value)
        self._kinds.setVisible(not state.is_locked)
        self._kinds.setFixedHeight(self._theme.px(26))
        kept_at = self._ticker.local(state.kept.kept_at) if state.kept.kept_at is not None else None
        icon, meaning, text = kept_words(state.kept.status, kept_at, state.kept.problem)
        token = Token.TEXT_2 if meaning is Kind.PLAIN else text_token(meaning)
        self._kept_icon.show_icon(icon, token)
        self._kept_icon.setVisible(bool(icon))
        self._kept.set_text(text)
        self._kept.set_tone(token)
        self._draw_chip()

    def _draw_chip(self) -> None:
        wide = self.width() >= self._theme.px(_NARROW)
        self._chip.setVisible(wide and not self._state.is_recorded)
        self._whose.setVisible(wide)
        # Where there is no room the icon alone says that it is saved; whoever looks longer is told when.
        kinds = 0 if self._kinds.isHidden() else self._kinds.sizeHint().width()
        room = self.width() - kinds - self._title.sizeHint().width() - self._theme.px(90)
        self._kept.setVisible(wide or room >= self._kept.sizeHint().width())
        self._kept_icon.setToolTip(self._kept.full_text())

    def _draw_notice(self, state: FormState) -> None:
        kept = state.kept
        icon, token, text, button = "ph.warning-circle-fill", Token.PROBLEM, "", ""
        if kept.status is ComplaintStatus.WAITING:
            icon, token = "ph.cloud-slash", Token.CAUTION
            why = problem_text(kept.problem) if kept.problem is not None else ""
            text = self.tr("It is kept on this computer and recorded as soon as the server is back. {why}")
            text, button = text.format(why=why).strip(), self.tr("Try again")
        elif kept.status is ComplaintStatus.REFUSED and kept.problem is not None and not state.mistakes:
            text = problem_text(kept.problem)
        elif kept.status is ComplaintStatus.NOT_KEPT and kept.problem is not None:
            icon, token = "ph.warning-fill", Token.CAUTION
            text = self.tr("What you type is not kept on this computer. {why}").format(why=problem_text(kept.problem))
        elif state.problem is not None and state.form is None:
            text = self.tr("The categories did not come. {why}").format(why=problem_text(state.problem))
            button = self.tr("Try again")
        elif state.problem is not None:
            icon, token = "ph.warning-fill", Token.CAUTION
            text = self.tr("What the bank knows of the customer did not come. {why}")
            text, button = text.format(why=problem_text(state.problem)), self.tr("Try again")
        elif kept.recovered and not state.is_recorded:
            icon, token = "ph.clock-counter-clockwise", Token.INFO
            text = self.tr("Found on this computer as you left it. Read it through, then record it.")
        self._notice.show_notice(icon, token, text, button=button, keys="Ctrl+R" if button else "")
        self._notice_box.setVisible(bool(text))

    # what was done

    def _category_taken(self, code: str) -> None:
        self.edited.emit("category", code)
        said = self._state.words
        complaint = said is None or said.kind is ComplaintKind.COMPLAINT
        empty = said is not None and not said.subjects and bool(self._state.holdings)
        self.focus_on(FormField.SUBJECTS if complaint and empty else FormField.AMOUNT if complaint else FormField.WHAT)

    def _paths_given(self, paths: list[Path]) -> None:
        for path in paths:
            try:
                content = path.read_bytes()
            except OSError:
                self.file_unread.emit(path.name)
                continue
            self.file_given.emit(path.name, content)

    def _file_out(self, file_id: str) -> None:
        self.file_removed.emit(UUID(file_id))
