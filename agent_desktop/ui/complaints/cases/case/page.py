"""Joins the page of one complaint to those who decide: what is pressed, what is shown, and which paper is looked at."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.client.typed_words import TypedStore
from agent_desktop.contract.attachments import Attachment
from agent_desktop.contract.complaint_parts import ComplaintTask, ComplaintTaskStep, Redress, RedressDecision
from agent_desktop.contract.letters import SentLetter
from agent_desktop.contract.surveys import Survey, SurveyWay
from agent_desktop.ui.complaints.cases.case.deeds import CaseDeeds, CasePresenters, PartDeeds
from agent_desktop.ui.complaints.cases.case.form_host import FormHost, Progress
from agent_desktop.ui.complaints.cases.case.presenter import CaseKind, CaseState
from agent_desktop.ui.complaints.cases.case.view import CaseView
from agent_desktop.ui.complaints.cases.clocks.presenter import ClocksState
from agent_desktop.ui.complaints.cases.files.presenter import FilesState
from agent_desktop.ui.complaints.cases.files.viewer import PaperView
from agent_desktop.ui.complaints.cases.letters.presenter import LettersState
from agent_desktop.ui.complaints.cases.letters.view import LetterView
from agent_desktop.ui.complaints.cases.surveys.card import answer_form, scores_of
from agent_desktop.ui.complaints.cases.surveys.presenter import SurveysState
from agent_desktop.ui.complaints.small_form import Values
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.labels import TextLabel, frame, line
from agent_desktop.ui.widgets.ticker import Ticker

AskFile = Callable[[str, bool], Path | None]
"""Asks the person for a file: of a name to save under (True), or one to read (False)."""
_CASE, _LETTER, _PAPER = range(3)


class CasePage(QFrame):
    """One complaint, a letter about it being written, or one of its files.

    Signals:
        back_chosen: Go back to the list.
        customer_chosen: Show this customer (`UUID`).
        case_chosen: Open another complaint (`UUID`).
    """

    back_chosen = Signal()
    customer_chosen = Signal(object)
    case_chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        ticker: Ticker,
        presenters: CasePresenters,
        *,
        ask_file: AskFile | None = None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self.presenters = presenters
        self._ask_file = ask_file or self._ask_by_dialog
        self.view = CaseView(theme, ticker, show_at_once=show_at_once)
        self.letter = LetterView(theme)
        self.paper = PaperView(theme)
        self._name = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._close_paper = CommandButton(theme, keys="Esc", small=True)
        self.host = FormHost(self.view.form, self, self._form_changed)
        self.deeds = CaseDeeds(presenters, self.host)
        self.parts = PartDeeds(presenters, self.host, ticker)
        self._pages = QStackedWidget()
        for page in (self.view, _padded(self.letter), _padded(self._paper_card())):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._join_case()
        self._join_papers()

    def open(self, complaint_id: UUID) -> None:
        """Show a complaint; what was half typed about another stands in the same form of it again."""
        if complaint_id != self.presenters.case.state.complaint_id:
            self.host.close()
            self.view.open_tab(0)
        self.presenters.case.open(complaint_id)
        self.presenters.clocks.open(complaint_id)
        self.presenters.files.open(complaint_id)
        self.presenters.letters.open(complaint_id)
        self.presenters.surveys.open(complaint_id)

    def keep_words(self, words: TypedStore) -> None:
        """Keep what is typed on this computer until it is sent."""
        self.host.keep_in(words, self._about)
        self.presenters.letters.keep_in(words)

    def look(self) -> None:
        """Something has changed on the server: read it anew."""
        complaint_id = self.presenters.case.state.complaint_id
        if complaint_id is not None:
            self.open(complaint_id)

    def finish(self) -> bool:
        """Ctrl+Enter: do what is being filled in; return whether anything is."""
        if self._pages.currentIndex() == _LETTER:
            self.presenters.letters.send()
        elif self.presenters.case.state.conflicts:
            self.view.conflict.settle()
        elif self.host.is_open:
            self.view.form.finish()
        else:
            return False
        return True

    def go_back(self) -> None:
        """Esc: put away what lies on top; at last go back to the list."""
        if self._pages.currentIndex() == _LETTER:
            self.presenters.letters.put_away()
        elif self._pages.currentIndex() == _PAPER:
            self.presenters.files.put_away()
        elif self.host.is_open:
            self.host.close()
        else:
            self.back_chosen.emit()

    def show_customer(self) -> None:
        """Ctrl+O: the profile of the customer."""
        case = self.presenters.case.state.case
        if case is not None and case.customer_id is not None:
            self.customer_chosen.emit(case.customer_id)

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.view.retranslate()
        shown = self.presenters
        self.view.clocks.display(shown.clocks.state)
        self.view.files.display(shown.files.state)
        self.view.letters.display(shown.letters.state)
        self.view.surveys.display(shown.surveys.state)

    def _paper_card(self) -> QWidget:
        card = frame("card")
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 8)
        head.addWidget(self._name, 1)
        head.addWidget(self._close_paper)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line("h"))
        column.addWidget(self.paper, 1)
        self._close_paper.clicked.connect(self.presenters.files.put_away)
        return card

    def _join_case(self) -> None:
        view, shown = self.view, self.presenters
        view.head.back_chosen.connect(self.back_chosen)
        view.head.move_chosen.connect(self.deeds.move)
        view.head.edit_chosen.connect(self.deeds.edit)
        view.head.hand_over_chosen.connect(self.deeds.hand_over)
        view.head.undo_chosen.connect(shown.case.undo_recording)
        view.head.customer_chosen.connect(self.show_customer)
        view.retry_chosen.connect(self.look)
        view.conflict.settled.connect(shown.case.settle)
        view.conflict.dropped.connect(lambda: shown.case.settle(None))
        view.tasks.add_chosen.connect(self.parts.add_task)
        view.tasks.step_chosen.connect(self._step)
        view.redress.propose_chosen.connect(self.parts.propose_redress)
        view.redress.decision_chosen.connect(self._decide)
        view.links.case_chosen.connect(self.case_chosen)
        view.links.link_chosen.connect(self.deeds.link)
        view.clocks.work_chosen.connect(self.parts.work_on_clock)
        view.surveys.ask_chosen.connect(self._ask_survey)
        view.surveys.answer_chosen.connect(self._answer_survey)
        view.surveys.refuse_chosen.connect(shown.surveys.refuse)
        shown.case.show_to(self._show_case)
        shown.clocks.show_to(self._show_clocks)
        shown.surveys.show_to(self._show_surveys)

    def _join_papers(self) -> None:
        view, shown = self.view, self.presenters
        view.files.add_chosen.connect(self._add_file)
        view.files.dropped.connect(shown.files.add)
        view.files.open_chosen.connect(shown.files.look_at)
        view.files.save_chosen.connect(self._save_file)
        view.files.remove_chosen.connect(self.parts.remove_file)
        view.files.looked.connect(shown.files.tick)
        view.letters.write_chosen.connect(shown.letters.write)
        view.letters.open_chosen.connect(self._show_letter)
        self.letter.filled.connect(lambda what: shown.letters.fill(**what))
        self.letter.draw_wanted.connect(shown.letters.draw)
        self.letter.send_chosen.connect(shown.letters.send)
        self.letter.closed.connect(shown.letters.put_away)
        shown.files.show_to(self._show_files)
        shown.letters.show_to(self._show_letters)

    # what is shown

    def _show_case(self, state: CaseState) -> None:
        self.host.renew()
        self.view.display(state, editing=self.host.is_open)

    def _form_changed(self) -> None:
        state = self.presenters.case.state
        self.view.display(state, editing=self.host.is_open)
        if state.kind is CaseKind.READY and self.isVisible() and not self.host.is_open:
            self.view.head.focus_moves()

    def _show_clocks(self, state: ClocksState) -> None:
        self.view.clocks.display(state)
        self.host.renew()

    def _show_surveys(self, state: SurveysState) -> None:
        self.view.surveys.display(state)
        self.host.renew()

    def _show_files(self, state: FilesState) -> None:
        self.view.files.display(state)
        self.host.renew()
        if state.shown is not None:
            self._name.set_text(state.shown.name)
            self._close_paper.set_words(self.tr("Put away"))
            if state.content is None:
                self.paper.show_words(self.tr("Getting the file"))
            elif not self.paper.show_content(state.content, state.shown.media_type, state.shown.name):
                self.paper.show_words(self.tr("This cannot be shown here. Save it, and open it."))
        self._choose_page()
        self._count_papers()

    def _show_letters(self, state: LettersState) -> None:
        self.view.letters.display(state)
        self.letter.display(state)
        self._choose_page()
        self._count_papers()

    def _choose_page(self) -> None:
        files, letters = self.presenters.files.state, self.presenters.letters.state
        page = _PAPER if files.shown is not None else _LETTER if letters.template is not None else _CASE
        if self._pages.currentIndex() != page:
            self._pages.setCurrentIndex(page)

    def _count_papers(self) -> None:
        files, letters = self.presenters.files.state.listed, self.presenters.letters.state.listed
        listed = len(files.attachments) if files is not None else 0
        self.view.show_papers(max(listed, len(letters.sent) if letters is not None else 0))

    # what is pressed

    def _step(self, task: ComplaintTask, step: ComplaintTaskStep) -> None:
        self.parts.step_task(task, step)

    def _decide(self, redress: Redress, decision: RedressDecision) -> None:
        self.parts.decide_redress(redress, decision)

    def _ask_survey(self, way: SurveyWay) -> None:
        case = self.presenters.case.state.case
        language = "zh" if case is not None and case.customer_language.startswith(("zh", "yue", "cmn")) else "en"
        self.presenters.surveys.ask(way, language if case is not None else language_now())  # type: ignore[arg-type]

    def _answer_survey(self, survey: Survey) -> None:
        surveys = self.presenters.surveys
        form = surveys.state.form_of(survey)
        if form is None:
            return

        def note(values: Values) -> None:
            surveys.answer(survey, scores_of(form, values), str(values.get("comment") or ""))

        def progress() -> Progress:
            return Progress(surveys.state.deeds, surveys.state.busy, surveys.state.problem)

        self.host.open(answer_form(survey, form), note, progress)

    def _show_letter(self, letter: SentLetter) -> None:
        files = self.presenters.files
        listed = files.state.listed.attachments if files.state.listed is not None else ()
        paper = next((each for each in listed if each.attachment_id == letter.attachment_id), None)
        if paper is not None:
            files.look_at(paper)

    def _add_file(self) -> None:
        chosen = self._ask_file("", False)
        if chosen is not None:
            self.presenters.files.add(chosen)

    def _save_file(self, file: Attachment) -> None:
        place = self._ask_file(file.name, True)
        if place is not None:
            self.presenters.files.save(file, place)

    def _about(self) -> str:
        complaint_id = self.presenters.case.state.complaint_id
        return "" if complaint_id is None else f"case/{complaint_id}"

    def _ask_by_dialog(self, name: str, saving: bool) -> Path | None:
        if saving:
            chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the file"), name)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Add a file"))
        return Path(chosen) if chosen else None


def _padded(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(12, 10, 12, 10)
    column.addWidget(widget)
    return page
