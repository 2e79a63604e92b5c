"""The letters of a complaint: what went out, and which may be written."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from agent_desktop.contract.letters import LetterWay, SentLetter
from agent_desktop.contract.mails import MailStage
from agent_desktop.ui.complaints.cases.case.entries import Card, Entry, soft_note
from agent_desktop.ui.complaints.cases.letters.presenter import LettersState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.formats import words

translate = QCoreApplication.translate
_WENT_OUT: Final = (Kind.INFO, "ph.paper-plane-tilt", Token.INFO)
_LOOKS: Final[Mapping[MailStage | None, tuple[Kind, str, Token]]] = {
    None: _WENT_OUT,
    MailStage.SENT: _WENT_OUT,
    MailStage.WAITING: (Kind.CAUTION, "ph.hourglass-medium", Token.CAUTION),
    MailStage.SENDING: (Kind.CAUTION, "ph.hourglass-medium", Token.CAUTION),
    MailStage.UNCERTAIN: (Kind.CAUTION, "ph.warning-fill", Token.CAUTION),
    MailStage.NOT_SENT: (Kind.PROBLEM, "ph.warning-circle-fill", Token.PROBLEM),
}


def way_word(way: LetterWay) -> str:
    """Return how a letter goes out."""
    return {
        LetterWay.POST: translate("Letters", "By post"),
        LetterWay.COUNTER: translate("Letters", "Handed over at a branch"),
        LetterWay.SECURE_INBOX: translate("Letters", "Secure inbox"),
        LetterWay.EMAIL: translate("Letters", "E-mail"),
    }[way]


class LettersCard(Card):
    """Draws what went out.

    Signals:
        write_chosen: Begin a letter by the template of this code.
        open_chosen: Show this `SentLetter`.
    """

    write_chosen = Signal(str)
    open_chosen = Signal(object)

    def __init__(self, theme: Theme, when: Callable[[datetime], str]) -> None:
        super().__init__(theme, "ph.envelope-simple")
        self._when = when
        self._state = LettersState()
        self.write = CommandButton(theme, small=True, icon="ph.note-pencil")
        self.head.addWidget(self.write)
        self._menu = QMenu(self)
        self.write.clicked.connect(self._open_menu)

    def display(self, state: LettersState) -> None:
        """Draw `state`."""
        self._state = state
        listed = state.listed
        self.write.set_words(self.tr("Write a letter"))
        self.write.setVisible(listed is not None and bool(listed.templates))
        rows: list[QWidget] = []
        if state.problem is not None and state.template is None:
            text = deed_text(state.problem)
            rows.append(soft_note(self._theme, "problem", "ph.warning-circle-fill", Token.PROBLEM, text))
        sent = listed.sent if listed is not None else ()
        rows += [self._row(each) for each in reversed(sent)]
        if listed is None:
            nothing = self.tr("Getting the letters")
        elif not listed.is_set_up:
            nothing = self.tr("This server writes no letters. An administrator can set it up.")
        else:
            nothing = self.tr("No letter has gone out.")
        self.show_rows(self.tr("Letters"), rows, nothing, len(sent))

    def _row(self, letter: SentLetter) -> QWidget:
        to = " · ".join(filter(None, (letter.to_name, letter.to_masked)))
        kind, icon, stands = _LOOKS[letter.mail]
        about = " · ".join(filter(None, (letter.sent_by_name, self._when(letter.sent_at))))
        chip = Chip(self._theme, way_word(letter.way), kind, icon)
        lines = (to, about, self._mail_word(letter))
        row = Entry(self._theme, "ph.envelope-simple", stands, words(letter.name), lines, chip=chip)
        show = CommandButton(self._theme, self.tr("Show"), icon="ph.eye", small=True)
        show.clicked.connect(_Emit(self.open_chosen, letter))
        row.add(show)
        return row

    def _mail_word(self, letter: SentLetter) -> str:
        """Say how its e-mail stands; empty where it has none."""
        if letter.mail is None:
            return ""
        another_way = self.tr("It has not gone out. Send it another way.")
        return {
            MailStage.WAITING: self.tr("The e-mail is waiting to be sent. The letter has not gone out yet."),
            MailStage.SENDING: self.tr("The e-mail is being sent."),
            MailStage.SENT: self.tr("The mail server has taken the e-mail."),
            MailStage.UNCERTAIN: self.tr(
                "Nobody knows whether the e-mail was sent: it is not sent again, and no deadline counts it. Ask the "
                "customer, or send it another way."
            ),
            MailStage.NOT_SENT: " ".join(
                (
                    {
                        "address": self.tr("The mail server does not take their address."),
                        "refused": self.tr("The mail server does not take it."),
                        "too_large": self.tr("It is too large for the mail server."),
                        "away": self.tr("The mail server was away for three days."),
                        "file": self.tr("Its PDF cannot be read on the server."),
                    }.get(letter.mail_why, self.tr("The e-mail was not sent.")),
                    another_way,
                )
            ),
        }[letter.mail]

    def _open_menu(self) -> None:
        listed = self._state.listed
        if listed is None:
            return
        self._menu.clear()
        for fits in (True, False):
            some = [each for each in listed.templates if each.fits_now is fits]
            if some and not fits and self._menu.actions():
                self._menu.addSeparator()
            for template in some:
                action = QAction(words(template.name), self._menu)
                action.triggered.connect(_Emit(self.write_chosen, template.code))
                self._menu.addAction(action)
        self._menu.popup(self.write.mapToGlobal(self.write.rect().bottomLeft()))


class _Emit:
    """Emits what a button is of."""

    def __init__(self, signal: object, value: object) -> None:
        self._signal, self._value = signal, value

    def __call__(self) -> None:
        self._signal.emit(self._value)  # type: ignore[attr-defined]
