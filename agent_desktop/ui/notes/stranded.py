"""Notes and script answers that the server took no more: to be read, copied, and let go of."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.client.drafts import Draft, RunDraft
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.formats import full_date_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

_LINES = (2, 5)
"""The least and the most lines that are shown at once; the rest scrolls."""
_WIDTH = 560
_MOST_HEIGHT = 440


class _Row(QFrame):
    """One of them. Signals: discard_chosen."""

    discard_chosen = Signal(object)

    def __init__(self, theme: Theme, draft: Draft | RunDraft, text: str, when: str, why: str) -> None:
        super().__init__()
        self._draft = draft
        self._text = TextField()
        self._text.setPlainText(text)
        self._text.setReadOnly(True)
        self._text.setFixedHeight(_height_of(theme, text))
        self._text.setAccessibleName(when)
        self._text.setAccessibleDescription(why)
        copy = CommandButton(theme, self.tr("Copy"), icon="ph.copy", small=True)
        drop = CommandButton(theme, self.tr("Let go of it"), icon="ph.trash", small=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(TextLabel(when, role=Role.SMALL, tone=Token.TEXT_2), 1)
        head.addWidget(copy)
        head.addWidget(drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(head)
        if why:
            column.addWidget(TextLabel(why, role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        column.addWidget(self._text)
        copy.clicked.connect(self._copy)
        drop.clicked.connect(self._drop)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text.toPlainText())

    def _drop(self) -> None:
        self.discard_chosen.emit(self._draft)


class StrandedView(Overlay):
    """Lists them, notes first, newest last.

    Signals:
        discard_chosen: Let go of the note of this interaction (`UUID`).
        run_discard_chosen: Let go of the script answers of this `draft_id` (`UUID`).
    """

    discard_chosen = Signal(object)
    run_discard_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=56)
        self._ticker = ticker
        self._drafts: tuple[Draft, ...] = ()
        self._runs: tuple[RunDraft, ...] = ()
        self._title = TextLabel(role=Role.FORM_TITLE)
        head = sheet_head(theme, self._title, icon="ph.pencil-simple", tone=Token.CAUTION)
        self._why = TextLabel(tone=Token.TEXT_2, wrap=True)
        content = QWidget()
        content.setProperty("ground", "clear")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(14)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(16, 12, 16, 16)
        inside.setSpacing(12)
        inside.addWidget(self._why)
        inside.addLayout(self._rows)
        self._content = content
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retranslate()

    def display(self, drafts: tuple[Draft, ...]) -> None:
        """Draw the notes `drafts`; closed once nothing is left."""
        if drafts != self._drafts:
            self._drafts = drafts
            self._changed()

    def display_runs(self, runs: tuple[RunDraft, ...]) -> None:
        """Draw the script answers `runs`; closed once nothing is left."""
        if runs != self._runs:
            self._runs = runs
            self._changed()

    def open_over(self) -> None:
        """Show them, as high as they need."""
        super().open_over()
        self._measure_height()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _changed(self) -> None:
        if not self._drafts and not self._runs:
            self.close_over()
        self._retranslate()

    def _retranslate(self) -> None:
        notes, both = self.tr("Notes that could not be sent"), self.tr("Notes and answers that could not be sent")
        self._title.set_text(both if self._runs else notes)
        self.setAccessibleName(self._title.full_text())
        finished = self.tr("The calls of these notes are finished. Copy what is still needed.")
        self._why.set_text(self.tr("Copy what is still needed.") if self._runs else finished)
        self._build()

    def _build(self) -> None:
        clear_layout(self._rows)
        kept: list[Draft | RunDraft] = [*self._drafts, *self._runs]
        for draft in kept:
            when = full_date_text(self._ticker.local(draft.changed_at))
            if isinstance(draft, Draft):
                why = self.tr("The call is finished.") if self._runs else ""
                row = _Row(self.theme, draft, draft.text, when, why)
            else:
                row = _Row(self.theme, draft, self._text_of(draft), when, self._why_of(draft))
            row.discard_chosen.connect(self._discard)
            self._rows.addWidget(row)
            row.show()
        if self.isVisible():
            self._measure_height()

    def _discard(self, draft: Draft | RunDraft) -> None:
        if isinstance(draft, Draft):
            self.discard_chosen.emit(draft.interaction_id)
        else:
            self.run_discard_chosen.emit(draft.draft_id)

    def _text_of(self, run: RunDraft) -> str:
        """Each answer with its question, in the language now shown."""
        lines = []
        for question, answer in {**run.answers, **run.typed}.items():
            label = words(run.labels.get(question, {})) or question
            said = {"yes": self.tr("Yes"), "no": self.tr("No")}.get(answer, answer)
            worded = words(run.labels.get(f"{question}={answer}", {})) or said
            # A question that asks has its mark; one that only names what is asked needs one.
            asks = label.endswith(("?", "？"))
            lines.append(f"{label} {worded}" if asks else self.tr("{what}: {answer}").format(what=label, answer=worded))
        return "\n".join(lines)

    def _why_of(self, run: RunDraft) -> str:
        title = words(run.labels.get("", {})) or run.script_id
        if run.finished:
            return self.tr("{script}: the call is finished.").format(script=title)
        if run.aside_id is not None:
            return self.tr("{script}: other answers were saved elsewhere.").format(script=title)
        return self.tr("{script}: the server does not take them.").format(script=title)

    def _measure_height(self) -> None:
        wanted = self._content.sizeHint().height()
        self._scroll.setFixedHeight(min(wanted, self.theme.px(_MOST_HEIGHT)))


def _height_of(theme: Theme, text: str) -> int:
    """The height of a field with room for the lines of `text`, within reason."""
    metrics = theme.metrics(Role.BODY)
    room = QRect(0, 0, theme.px(_WIDTH) - 80, 10_000)
    line = metrics.lineSpacing()
    lines = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() // line
    return min(max(lines, _LINES[0]), _LINES[1]) * line + 28
