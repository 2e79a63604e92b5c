import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel

from agent_desktop.ui.theme.fonts import TYPE, Role, make_font
from agent_desktop.ui.theme.sheet import make_sheet
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import COLOURS, ThemeName, Token


def test_the_sheet_is_made_of_tokens_alone() -> None:
    sheet = make_sheet(COLOURS[ThemeName.LIGHT], 100)

    assert "$" not in sheet
    assert "px(" not in sheet


def test_a_larger_text_size_enlarges_every_role() -> None:
    for role in Role:
        assert make_font(role, 125).pixelSize() == (TYPE[role].size * 125 + 50) // 100


def test_figures_have_one_width_so_that_timers_do_not_dance(qapp: QApplication) -> None:
    theme = Theme()

    widths = {theme.metrics(Role.TIMER).horizontalAdvance(figure) for figure in "0123456789"}

    assert len(widths) == 1


def test_the_fonts_of_the_design_are_on_this_machine(qapp: QApplication) -> None:
    if QFontInfo(QFont("Inter")).family() != "Inter":
        pytest.skip("Inter is not installed; the stack falls back")
    assert QFontInfo(make_font(Role.BODY)).family() == "Inter"


def test_changing_the_theme_recolours_what_is_shown(theme: Theme) -> None:
    label = QLabel("text")
    label.ensurePolished()
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(True))

    theme.choose(name=ThemeName.DARK)

    assert told == [True]
    assert theme.colour(Token.SURFACE).name().upper() == COLOURS[ThemeName.DARK][Token.SURFACE]
    assert label.palette().color(label.foregroundRole()) == theme.colour(Token.TEXT)


def test_an_unknown_text_size_changes_nothing(theme: Theme) -> None:
    theme.choose(text_scale=300)

    assert theme.text_scale == 100


def test_high_contrast_draws_every_hairline_strong(theme: Theme) -> None:
    theme._contrast_changed(Qt.ContrastPreference.HighContrast)
    assert theme.colour(Token.BORDER) == theme.colour(Token.BORDER_STRONG) == theme.colour(Token.GOOD_BORDER)

    theme._contrast_changed(Qt.ContrastPreference.NoPreference)
    assert theme.colour(Token.BORDER) != theme.colour(Token.BORDER_STRONG)


def test_a_font_given_out_can_be_changed_without_changing_the_theme(theme: Theme) -> None:
    theme.font(Role.BODY).setUnderline(True)

    assert not theme.font(Role.BODY).underline()


def test_an_icon_is_drawn_once_for_its_name_size_and_colour(theme: Theme) -> None:
    first = theme.pixmap("ph.eye", Token.TEXT, 16, 1.0)

    assert theme.pixmap("ph.eye", Token.TEXT, 16, 1.0) is first
    assert theme.pixmap("ph.eye", Token.ACCENT, 16, 1.0) is not first
