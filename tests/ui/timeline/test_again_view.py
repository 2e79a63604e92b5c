import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.demo.screen_customers import CONTACTS
from agent_desktop.demo.screen_looking_back import AGAIN, NOT_AGAIN
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.timeline.again.presenter import AgainState
from agent_desktop.ui.timeline.again.view import AgainBand
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.reading import words_in


@pytest.fixture
def band(qtbot: QtBot, theme: Theme, ticker: Ticker) -> AgainBand:
    made = AgainBand(theme, ticker)
    qtbot.addWidget(made)
    made.resize(660, 36)
    return made


def test_the_line_says_how_often_and_who_took_the_first(band: AgainBand) -> None:
    band.display(AGAIN)

    assert words_in(band) == "Second call about this in a week. | Ken Yip took the first, 12 Jun."
    assert band.link.text() == "Open that call"


def test_the_line_is_there_before_it_is_known_who_and_as_high_then(band: AgainBand) -> None:
    band.display(AgainState(4, contact=CONTACTS[1]))
    height = band.sizeHint().height()

    assert words_in(band) == (
        "Call number 4 in a week. | The one before was on 12 Jun. Asked about card payments abroad"
    )
    band.display(AgainState(4, contact=CONTACTS[1], taken_by="Ken Yip"))
    assert "Ken Yip took the one before, 12 Jun." in words_in(band)
    assert band.sizeHint().height() == height
    band.display(NOT_AGAIN)
    assert not band.isVisible()


@pytest.mark.parametrize(("state", "wanted"), [(AGAIN, CONTACTS[1].contact_id), (AgainState(2), None)])
def test_the_link_opens_that_call_or_where_it_is_not_known_the_calls_of_the_week(
    qtbot: QtBot, band: AgainBand, state: AgainState, wanted: object
) -> None:
    band.display(state)
    with qtbot.waitSignal(band.open_chosen) as opened:
        band.link.click()

    assert opened.args == [wanted]
