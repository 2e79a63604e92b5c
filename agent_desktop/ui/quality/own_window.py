"""The window of one's own reviews and coaching notes: all at the left, the one chosen at the right."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.base import text_in
from agent_desktop.contract.quality import WORDS_MOST, CoachingNote, Review, ReviewMove
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.quality.own_presenter import OwnQualityPresenter, OwnState
from agent_desktop.ui.quality.scorecard import Scorecard
from agent_desktop.ui.quality.tables import percent_words, score_tone, state_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import FieldFrame, TextField
from agent_desktop.ui.widgets.formats import day_text, language_now, time_text
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole, fill
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

_COLUMNS: Final = (Column(110), Column(140, 8), Column(70), Column(110, 4))
_TABLE, _EMPTY, _LOADING = range(3)


class OwnQualityWindow(OfficeWindow):
    """Draws an `OwnState`, and tells the presenter what the agent did."""

    def __init__(
        self,
        theme: Theme,
        own: OwnQualityPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme)
        self._theme, self.own = theme, own
        self._now, self._zone = now, zone
        self._state = OwnState()
        self._typed: dict[UUID, str] = {}
        self._sent: UUID | None = None
        self._model = QStandardItemModel(0, len(_COLUMNS), self)
        self.table = RowTable(theme, self._model)
        self.table.set_columns(_COLUMNS)
        self._title = TextLabel(role=Role.TITLE)
        self._mean = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._away, self._empty = Notice(theme), EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 6, 30, show_at_once=show_at_once)
        self._head, self._aside = TextLabel(role=Role.TITLE), TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._score = TextLabel(role=Role.TITLE)
        self._text = TextLabel(role=Role.BODY, wrap=True)
        self._nothing = EmptyState(theme)
        self.scorecard = Scorecard(theme)
        self.words = TextField()
        self._words_frame = FieldFrame(theme, self.words)
        self._trouble = Notice(theme)
        self.agree = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.check")
        self.dispute = CommandButton(theme, keys="Alt+D", icon="ph.chat-circle-text")
        self._build()
        self._join()
        self._retranslate()
        own.show_to(self.display)

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.bring_forward()
        self.own.read()
        self.table.setFocus()

    def display(self, state: OwnState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        told = state.told
        self._fill()
        mean = "" if told is None or told.mean_percent is None else f"{told.mean_percent:.1f} %"
        self._mean.set_text(self.tr("Mean of the last 90 days: {mean}").format(mean=mean) if mean else "")
        empty = told is not None and not told.reviews and not told.notes
        failed = told is None and state.away is not None
        self._pages.setCurrentIndex(_EMPTY if empty or failed else _LOADING if told is None else _TABLE)
        if failed and state.away is not None:
            words = self.tr("The list cannot be read now"), deed_text(state.away)
            self._empty.show_state(StateKind.ERROR, *words, button=self.tr("Read again"), keys="Ctrl+R")
        elif empty:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("No review of your calls yet"),
                self.tr("When a supervisor publishes one, it stands here with what was given for what."),
            )
        away = deed_text(state.away) if state.away is not None and told is not None else ""
        self._away.show_notice("ph.clock-fill", Token.CAUTION, away)
        if state.chosen != before.chosen:
            if before.chosen is not None:
                self._typed[before.chosen] = self.words.toPlainText()
            self.words.setPlainText(self._typed.get(state.chosen, "") if state.chosen is not None else "")
        if before.busy and not state.busy and state.problem is None and self._sent is not None:
            self._typed.pop(self._sent, None)
            if state.chosen == self._sent:
                self.words.clear()
        self._draw_chosen(state)
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)

    def _build(self) -> None:
        left, right = QFrame(), QFrame()
        left.setProperty("panel", "column")
        right.setProperty("panel", "canvas")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        for widget in (self._title, self._mean, self._away):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        whole = QVBoxLayout(right)
        whole.setContentsMargins(20, 14, 20, 14)
        whole.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._score)
        whole.addLayout(head)
        whole.addWidget(self._aside)
        whole.addWidget(self._text)
        whole.addWidget(self.scorecard, 1)
        whole.addWidget(self._nothing, 1)
        self.words.setFixedHeight(self._theme.px(66))
        whole.addWidget(self._words_frame)
        whole.addWidget(self._trouble)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addStretch(1)
        deeds.addWidget(self.dispute)
        deeds.addWidget(self.agree)
        whole.addLayout(deeds)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 5)
        row.addWidget(right, 7)
        self.setCentralWidget(body)

    def _join(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self._empty.action_chosen.connect(self.own.read)
        self.agree.clicked.connect(self._agree)
        self.dispute.clicked.connect(self._dispute)
        add_keys(self, {"Ctrl+R": self.own.read, "Ctrl+Return": self._agree, "Alt+D": self._dispute})

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Reviews of my calls"))
        self._title.set_text(self.tr("Reviews of my calls"))
        self.table.setAccessibleName(self.tr("Reviews and notes, the newest first"))
        for column, head in enumerate((self.tr("When"), self.tr("What"), self.tr("Score"), self.tr("State"))):
            self._model.setHorizontalHeaderItem(column, QStandardItem(head))
        self._skeleton.set_words(self.tr("Getting your reviews"))
        self._words_frame.set_label(self.tr("What you say to it"))
        self.agree.set_words(self.tr("I have read it"))
        self.dispute.set_words(self.tr("I see it otherwise"))
        self.scorecard.retranslate()
        self.display(self._state)

    def _fill(self) -> None:
        rows = self._rows()
        model, table = self._model, self.table
        was = table.selectionModel().blockSignals(True)
        model.setRowCount(len(rows))
        for number, (at, key, what, score, tone, state, waits) in enumerate(rows):
            for column in range(len(_COLUMNS)):
                if model.item(number, column) is None:
                    cell = QStandardItem()
                    cell.setEditable(False)
                    model.setItem(number, column, cell)
            fill(model.item(number, 0), self._when(at), key=str(key))
            fill(model.item(number, 1), what, type=Role.BODY_BOLD.value if waits else None)
            fill(model.item(number, 2), score, tone=tone.value)
            fill(model.item(number, 3), state, tone=(Token.CAUTION if waits else Token.TEXT_2).value)
        table.selectionModel().blockSignals(was)
        table.viewport().update()
        table.fit_columns()

    def _rows(self) -> list[tuple[datetime, UUID, str, str, Token, str, bool]]:
        told = self._state.told
        if told is None:
            return []
        rows = [
            (
                each.published_at or each.began_at,
                each.review_id,
                text_in(each.form.name, language_now()),
                percent_words(each.score),
                score_tone(each.score),
                state_word(each.state),
                ReviewMove.ACKNOWLEDGE in each.may,
            )
            for each in told.reviews
        ]
        rows += [
            (
                each.written_at,
                each.note_id,
                self.tr("Note from {name}").format(name=each.by_name),
                "",
                Token.TEXT_2,
                self.tr("Closed") if each.closed_at else self.tr("New") if each.read_at is None else self.tr("Read"),
                each.read_at is None and each.closed_at is None,
            )
            for each in told.notes
        ]
        return sorted(rows, key=lambda row: row[0], reverse=True)

    def _draw_chosen(self, state: OwnState) -> None:
        review, note = state.review, state.note
        self.scorecard.setVisible(review is not None)
        self._nothing.setVisible(review is None and note is None)
        self._text.setVisible(review is not None or note is not None)
        self._head.set_text("")
        self._aside.set_text("")
        self._score.set_text("")
        if review is not None:
            self._draw_review(review)
        elif note is not None:
            self._draw_note(note)
        else:
            self._nothing.show_state(StateKind.QUIET, self.tr("Choose a review or a note at the left"))
        can_agree = (review is not None and ReviewMove.ACKNOWLEDGE in review.may) or (
            note is not None and note.closed_at is None
        )
        can_dispute = review is not None and ReviewMove.DISPUTE in review.may
        self._words_frame.setVisible(can_agree or can_dispute)
        self.agree.setVisible(can_agree)
        self.dispute.setVisible(can_dispute)
        self.agree.setEnabled(not state.busy)
        self.dispute.setEnabled(not state.busy)

    def _draw_review(self, review: Review) -> None:
        self._head.set_text(self.tr("Your call of {when}").format(when=self._when(review.call_at)))
        self._score.set_text(percent_words(review.score))
        self._score.set_tone(score_tone(review.score))
        passes = self.tr("passes") if review.score.passed else self.tr("does not pass")
        self._aside.set_text(
            self.tr("{form} · by {name} · {passes} (from {percent} %)").format(
                form=text_in(review.form.name, language_now()),
                name=review.reviewer_name,
                passes=passes,
                percent=review.form.pass_percent,
            )
        )
        said = [each.words for each in review.history if each.words]
        self._text.set_text("\n".join([review.summary, *said]).strip())
        self.scorecard.display(review.form, {each.code: each for each in review.answers}, may_edit=False)

    def _draw_note(self, note: CoachingNote) -> None:
        self._head.set_text(self.tr("Note from {name}").format(name=note.by_name))
        again = ""
        if note.look_again_on is not None:
            day = day_text(note.look_again_on, self._now().astimezone(self._zone).date())
            again = self.tr("You look at it again together: {day}").format(day=day)
        self._aside.set_text(" · ".join(part for part in (self._when(note.written_at), again) if part))
        mine = self.tr("You: {words}").format(words=note.answer) if note.answer else ""
        self._text.set_text("\n\n".join(part for part in (note.text, mine, note.closing_words) if part))

    def _chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        if key:
            self.own.choose(UUID(key))

    def _agree(self) -> None:
        self._sent = self._state.chosen
        self.own.acknowledge(self.words.toPlainText()[:WORDS_MOST])

    def _dispute(self) -> None:
        self._sent = self._state.chosen
        self.own.dispute(self.words.toPlainText()[:WORDS_MOST])

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{day_text(local.date(), self._now().astimezone(self._zone).date())} {time_text(local)}"
