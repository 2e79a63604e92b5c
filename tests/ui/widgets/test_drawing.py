"""A panel's marks as one drawing: how they take their room, and that a drawing goes when nobody shows it."""

import weakref

from PySide6.QtCore import QRect, QRectF

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.drawing import Drawing, TextShaper


def test_words_on_two_lines_are_drawn_on_two_lines(theme: Theme) -> None:
    drawing = Drawing(theme, TextShaper(theme))
    one = drawing.flow_height(400, Role.BODY, "HKD 79,153.40 on cards")

    two = drawing.flow_height(400, Role.BODY, "HKD 79,153.40 on cards\nHKD 3,965,000.00 on loans")

    assert two > 1.5 * one


def test_a_drawing_that_is_shown_no_more_is_gone_at_once(theme: Theme) -> None:
    """Nobody collects while a call is on: one in a cycle would stay, with its words, for as long as the call."""
    drawing = Drawing(theme, TextShaper(theme))
    drawing.icon(0, 0, "ph.phone", Token.TEXT, 16)
    drawing.chip(20, 0, "Gold", Kind.GOOD, "ph.star")
    drawing.rule(QRect(0, 20, 100, 1))
    drawing.box(QRectF(0, 30, 100, 20), Token.SURFACE, Token.BORDER)
    drawing.write(QRect(0, 60, 100, 20), Role.BODY, Token.TEXT, "Ms Ho")
    seen = weakref.ref(drawing)

    del drawing

    assert seen() is None
