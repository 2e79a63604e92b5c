"""A letter being written: what it asks for at the left, and the very PDF as it would go out at the right."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.contract.attachments import FileType
from agent_desktop.contract.letters import ADDRESS_LIMIT, LetterWay, LetterWord, WordKind
from agent_desktop.ui.complaints.cases.files.viewer import PaperView
from agent_desktop.ui.complaints.cases.letters.card import way_word
from agent_desktop.ui.complaints.cases.letters.presenter import LettersState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField, TextField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.languages import language_words
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.segmented import SegmentedChoice

DRAW_MS: Final = 600
"""So long after the last letter is typed the page is drawn anew."""


class LetterView(QFrame):
    """Draws a `LettersState` while a letter is written.

    Signals:
        filled: What was typed or chosen (`dict` of what `LettersPresenter.fill` takes).
        draw_wanted: Draw the page anew.
        send_chosen: It goes out.
        closed: Write it no further.
    """

    filled = Signal(object)
    draw_wanted = Signal()
    send_chosen = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._theme = theme
        self._state = LettersState()
        self._drawn: object = None
        self._template = ""
        self._drawing = False
        self.fields: dict[str, LineField | TextField] = {}
        self._title = TextLabel(role=Role.FORM_TITLE)
        self.close_button = CommandButton(theme, keys="Esc", small=True)
        self.language = SegmentedChoice(theme)
        self.way = ChoiceField(theme)
        self._to = LineField(theme)
        self._address = TextField()
        self._address.setFixedHeight(theme.px(72))
        self._to_frame, self._address_frame = FieldFrame(theme, self._to), FieldFrame(theme, self._address)
        self._way_frame = FieldFrame(theme, self.way)
        self._words = QVBoxLayout()
        self._words.setSpacing(8)
        self._notice = Notice(theme)
        self.send = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.paper-plane-tilt")
        self.paper = PaperView(theme)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(DRAW_MS)
        self._waiting.timeout.connect(self.draw_wanted)
        self._build()
        self.language.chosen.connect(lambda code: self._filled(language=code))
        self.way.currentIndexChanged.connect(self._way_changed)
        self._to.textEdited.connect(lambda text: self._filled(to_name=text))
        self._address.textChanged.connect(self._address_changed)
        self.send.clicked.connect(self.send_chosen)
        self.close_button.clicked.connect(self.closed)

    def display(self, state: LettersState) -> None:
        """Draw `state`."""
        self._state = state
        template = state.template
        if template is None:
            self._template = ""
            return
        self._drawing = True
        self._title.set_text(words(template.name))
        self.close_button.set_words(self.tr("Put away"))
        options = tuple((code, language_words(code)) for code in template.languages)
        self.language.show_options(options, state.language)
        if template.code != self._template:
            self._template = template.code
            self._build_words(template.words)
            self._to.setText(state.to_name)
            self._address.setPlainText(state.to_address)
        self._name_fields()
        self._drawing = False
        self._draw_paper()
        self._draw_foot()

    def _build(self) -> None:
        left = QWidget()
        left.setProperty("ground", "clear")
        column = QVBoxLayout(left)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(10)
        column.addWidget(self.language)
        column.addLayout(self._words)
        for frame in (self._to_frame, self._address_frame, self._way_frame):
            column.addWidget(frame)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(left)
        scroll.setMinimumWidth(self._theme.px(280))
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 8)
        head.setSpacing(8)
        head.addWidget(IconView(self._theme, "ph.envelope-simple", Token.TEXT_2, 18))
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(scroll, 4)
        body.addWidget(line("v"))
        body.addWidget(self.paper, 6)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 12, 10)
        foot.setSpacing(8)
        foot.addWidget(self._notice, 1)
        foot.addStretch(0)
        foot.addWidget(self.send)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(line("h"))
        whole.addLayout(body, 1)
        whole.addWidget(line("h"))
        whole.addLayout(foot)

    def _build_words(self, asked: tuple[LetterWord, ...]) -> None:
        clear_layout(self._words)
        self.fields = {}
        for word in asked:
            hint = words(word.hint)
            field: LineField | TextField
            if word.kind is WordKind.PARAGRAPHS:
                field = TextField(hint)
                field.setFixedHeight(self._theme.px(110))
                field.setPlainText(self._state.words.get(word.code, ""))
                field.textChanged.connect(_Typed(self, word.code))
            else:
                field = LineField(self._theme, hint)
                field.setText(self._state.words.get(word.code, ""))
                field.textEdited.connect(_Typed(self, word.code))
            self.fields[word.code] = field
            self._words.addWidget(FieldFrame(self._theme, field, words(word.name), required=word.needed))

    def _name_fields(self) -> None:
        state = self._state
        self._to_frame.set_label(self.tr("To"))
        self._address_frame.set_label(self.tr("Address, if it is another than on record"))
        self._way_frame.set_label(self.tr("How it goes out"), required=True)
        ways = state.listed.ways if state.listed is not None else {}
        if self.way.count() != len(ways):
            self.way.clear()
            for way, where in ways.items():
                self.way.addItem(" · ".join(filter(None, (way_word(way), where))), way.value)
        if state.way is not None:
            self.way.setCurrentIndex(self.way.findData(state.way.value))

    def _draw_paper(self) -> None:
        preview = self._state.preview
        if preview is None:
            self.paper.show_words(self.tr("Drawing the letter") if self._state.drawing else "")
        elif preview is not self._drawn:
            self._drawn = preview
            shown = self.paper.show_content(preview.pdf, FileType.PDF, self._title.full_text())
            if not shown:
                self.paper.show_words(self.tr("The page cannot be shown here. Save it, and open it."))

    def _draw_foot(self) -> None:
        state, token, icon = self._state, Token.PROBLEM, "ph.warning-circle-fill"
        text = ""
        if state.problem is not None:
            text = deed_text(state.problem)
        elif state.preview is not None and state.preview.missing and state.template is not None:
            names = {each.code: words(each.name) for each in state.template.words}
            missing = ", ".join(names.get(code, code) for code in state.preview.missing)
            text = self.tr("Still to be filled in: {names}").format(names=missing)
            token, icon = Token.CAUTION, "ph.warning-fill"
        elif state.preview is not None and not state.is_current:
            text = self.tr("The page is drawn anew")
            token, icon = Token.TEXT_2, "ph.arrows-clockwise"
        elif state.preview is not None and state.preview.pages > 1:
            text = self.tr("{count} pages").format(count=state.preview.pages)
            token, icon = Token.TEXT_2, "ph.files"
        self._notice.show_notice(icon, token, text)
        send = self.tr("Send it") if state.way is LetterWay.EMAIL else self.tr("It goes out: keep it as sent")
        self.send.set_words(send)
        self.send.setEnabled(state.may_send)

    def _way_changed(self) -> None:
        code = self.way.currentData()
        if code and not self._drawing:
            self._filled(way=LetterWay(str(code)))

    def _address_changed(self) -> None:
        self._filled(to_address=self._address.toPlainText()[:ADDRESS_LIMIT])

    def word_typed(self, code: str) -> None:
        """Something was typed into the field of this word."""
        field = self.fields[code]
        text = field.toPlainText() if isinstance(field, TextField) else field.text()
        self._filled(words={code: text})

    def _filled(self, **what: object) -> None:
        if self._drawing:
            return
        self.filled.emit(what)
        self._waiting.start()


class _Typed:
    """Which word a field is of."""

    def __init__(self, view: LetterView, code: str) -> None:
        self._view, self._code = view, code

    def __call__(self, *_: object) -> None:
        self._view.word_typed(self._code)
