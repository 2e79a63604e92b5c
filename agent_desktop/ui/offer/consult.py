"""The card of a colleague who asks about a customer: who asks, and what they have written, before it is accepted."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QRect

from agent_desktop.contract.handovers import HandoverNote
from agent_desktop.contract.verification import Level
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.drawing import Drawing
from agent_desktop.ui.widgets.formats import words

_PAD: Final = 15


def compose_asker(drawing: Drawing, width: int, state: OfferState) -> int:
    """Put who asks over the customer's name; return the height that it takes, 0 where nobody asks."""
    if not state.from_name:
        return 0
    said = QCoreApplication.translate("OfferView", "{name} asks you about").format(name=state.from_name)
    height = drawing.size(Role.BODY_STRONG, said)[1]
    drawing.icon(_PAD, 11 + (height - 16) / 2, "ph.users-fill", Token.ACCENT, 16)
    drawing.write(QRect(_PAD + 24, 11, width - 2 * _PAD - 24, height), Role.BODY_STRONG, Token.ACCENT, said)
    return height + 5


def compose_note(drawing: Drawing, width: int, state: OfferState) -> int:
    """Put the note, as far as it was sent; return the height that it takes."""
    translate = QCoreApplication.translate
    note = state.handover
    if note is None:
        said = translate("OfferView", "The hand-over note is still being written. It shows here once it is sent.")
        return 22 + drawing.flow(_PAD, 11, width - 2 * _PAD, Role.BODY, Token.TEXT_2, said)
    y = 11
    for caption, text, role in (
        (translate("OfferView", "Reason"), words(note.reason), Role.BODY_STRONG),
        (translate("OfferView", "What happened"), note.summary, Role.BODY),
        (translate("OfferView", "You are asked to"), note.asked, Role.BODY_STRONG),
        (translate("OfferView", "Promised"), note.promised, Role.BODY),
    ):
        if text:
            y += drawing.flow(_PAD, y, width - 2 * _PAD, Role.SMALL, Token.TEXT_2, caption) + 1
            y += drawing.flow(_PAD, y, width - 2 * _PAD, role, Token.TEXT, text) + 8
    drawing.rule(QRect(0, y, width, 1))
    y += 9
    for icon, token, text in _standing(note):
        drawing.icon(_PAD, y, icon, token, 15)
        y += drawing.flow(_PAD + 24, y - 1, width - 2 * _PAD - 24, Role.SMALL, Token.TEXT, text) + 6
    return y + 4


def _standing(note: HandoverNote) -> list[tuple[str, Token, str]]:
    """Return the lines on how far the caller was checked and the script was walked."""
    translate = QCoreApplication.translate
    checked = {
        Level.NONE: ("ph.shield-warning", Token.CAUTION, translate("OfferView", "Not verified")),
        Level.BASIC: ("ph.shield-check", Token.GOOD, translate("OfferView", "Verified, basic level")),
        Level.FULL: ("ph.shield-check-fill", Token.GOOD, translate("OfferView", "Verified, full level")),
    }
    lines = [checked[note.level]]
    if note.script is not None:
        said = translate("OfferView", "{title}: {done} of {total} steps done").format(
            title=words(note.script.title), done=note.script.done, total=note.script.total
        )
        lines.append(("ph.path", Token.TEXT_2, said))
    return lines
