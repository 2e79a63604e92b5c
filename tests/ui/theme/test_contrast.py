"""The table of colours keeps its promises; ratios by WCAG 2.2, 1.4.3 and 1.4.11."""

import pytest

from agent_desktop.ui.theme.tokens import COLOURS, Kind, ThemeName, Token, border_token, soft_token, text_token

_GROUNDS = (Token.CANVAS, Token.SURFACE, Token.SURFACE_ALT, Token.SUNKEN, Token.SELECTION, Token.HOVER_ROW)
_MEANINGS = (Kind.INFO, Kind.GOOD, Kind.CAUTION, Kind.PROBLEM, Kind.AWAY)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def expect(theme: ThemeName, ink: Token, ground: Token, least: float) -> None:
    found = ratio(COLOURS[theme][ink], COLOURS[theme][ground])
    assert found >= least, f"{theme.value}: {ink.value} on {ground.value} is {found:.2f}:1"


@pytest.mark.parametrize("theme", ThemeName)
def test_every_token_has_a_colour_in_every_theme(theme: ThemeName) -> None:
    assert set(COLOURS[theme]) == set(Token)


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize("ink", [Token.TEXT, Token.TEXT_2, Token.TEXT_3, Token.ACCENT])
@pytest.mark.parametrize("ground", _GROUNDS)
def test_text_can_be_read_on_every_surface(theme: ThemeName, ink: Token, ground: Token) -> None:
    expect(theme, ink, ground, 4.5)


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize("kind", _MEANINGS)
def test_a_meaning_can_be_read_on_its_own_ground_and_on_panels(theme: ThemeName, kind: Kind) -> None:
    for ground in (soft_token(kind), Token.SURFACE, Token.SURFACE_ALT, Token.CANVAS):
        expect(theme, text_token(kind), ground, 4.5)


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize("kind", [Kind.PLATINUM, Kind.GOLD, Kind.PLAIN])
def test_tiers_can_be_read_on_their_ground(theme: ThemeName, kind: Kind) -> None:
    expect(theme, text_token(kind), soft_token(kind), 4.5)


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize("kind", _MEANINGS)
def test_main_and_second_text_can_be_read_on_soft_grounds(theme: ThemeName, kind: Kind) -> None:
    for ink in (Token.TEXT, Token.TEXT_2):
        expect(theme, ink, soft_token(kind), 4.5)


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize(
    "fill",
    [
        Token.ACCENT_FILL,
        Token.ACCENT_FILL_HOVER,
        Token.ACCENT_FILL_PRESSED,
        Token.INFO_FILL,
        Token.GOOD_FILL,
        Token.GOOD_FILL_HOVER,
        Token.GOOD_FILL_PRESSED,
        Token.PROBLEM_FILL,
        Token.PROBLEM_FILL_HOVER,
        Token.PROBLEM_FILL_PRESSED,
    ],
)
def test_white_can_be_read_on_filled_buttons(theme: ThemeName, fill: Token) -> None:
    expect(theme, Token.ON_FILL, fill, 4.5)


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize("ground", [Token.CANVAS, Token.SURFACE, Token.SURFACE_ALT])
def test_the_edges_of_fields_and_buttons_can_be_seen(theme: ThemeName, ground: Token) -> None:
    expect(theme, Token.BORDER_STRONG, ground, 3)


@pytest.mark.parametrize("theme", ThemeName)
def test_the_rail_and_filled_in_variables_can_be_read(theme: ThemeName) -> None:
    for ink, ground in (
        (Token.RAIL_TEXT, Token.RAIL),
        (Token.RAIL_ON, Token.RAIL_ACTIVE),
        (Token.RAIL_ACCENT, Token.RAIL),
        (Token.VARIABLE_TEXT, Token.INFO_SOFT),
    ):
        expect(theme, ink, ground, 4.5)


def test_every_meaning_names_its_tokens() -> None:
    for kind in Kind:
        assert {text_token(kind), soft_token(kind), border_token(kind)} <= set(Token)
