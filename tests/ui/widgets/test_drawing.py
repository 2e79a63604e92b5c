from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.drawing import Drawing, TextShaper


def test_words_on_two_lines_are_drawn_on_two_lines(theme: Theme) -> None:
    drawing = Drawing(theme, TextShaper(theme))
    one = drawing.flow_height(400, Role.BODY, "HKD 79,153.40 on cards")

    two = drawing.flow_height(400, Role.BODY, "HKD 79,153.40 on cards\nHKD 3,965,000.00 on loans")

    assert two > 1.5 * one
