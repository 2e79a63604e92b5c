"""The guide on the screen: typed in, read and left by keyboard, in both languages, without anything being fetched."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.knowledge import KnowledgePage, PageText
from agent_desktop.demo import screen_guide as samples
from agent_desktop.ui.knowledge.presenter import GuideState
from agent_desktop.ui.knowledge.reader import PageReader
from agent_desktop.ui.knowledge.rows import RowRole
from agent_desktop.ui.knowledge.strip import PageButton, PinnedStrip
from agent_desktop.ui.knowledge.view import KnowledgeView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName, Token
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.reading import button, words_in


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    return host


@pytest.fixture
def view(host: QWidget, theme: Theme, ticker: Ticker) -> KnowledgeView:
    return KnowledgeView(theme, ticker, host, show_at_once=True)


@pytest.fixture
def reader(qtbot: QtBot, theme: Theme) -> PageReader:
    reader = PageReader(theme)
    qtbot.addWidget(reader)
    reader.resize(400, 300)
    reader.show()
    return reader


def rows(view: KnowledgeView) -> list[tuple[str, bool]]:
    model = view.list.model()
    cells = [model.index(row, 0) for row in range(model.rowCount())]
    return [(str(cell.data()), bool(cell.data(RowRole.PAGE))) for cell in cells]


def turn_chinese(language: LanguageSwitch) -> None:
    language.use("zh")
    QApplication.processEvents()


def test_pages_stand_under_their_headings_with_the_one_that_is_read_beside_them(
    view: KnowledgeView, language: LanguageSwitch
) -> None:
    view.display(samples.GUIDE_CALL)

    assert rows(view)[0] == ("For this call", False)
    assert rows(view)[1] == ("Blocking a card: who, when, and what follows", True)
    assert ("All pages", False) in rows(view)
    assert view.list.currentIndex().data(RowRole.PAGE) == "card-block-rules"
    assert "Who may ask" in view.reader.toPlainText()
    turn_chinese(language)
    assert rows(view)[:2] == [("本次通话", False), ("挂失与止付：谁能办、怎么办、办了之后", True)]
    assert "谁可以提出" in view.reader.toPlainText()
    assert "知识库" in words_in(view)


def test_arrows_move_enter_reads_backspace_goes_back_and_escape_leaves_with_the_focus_where_it_was(
    qtbot: QtBot, view: KnowledgeView, host: QWidget, theme: Theme
) -> None:
    before = CommandButton(theme, "Before")
    before.setParent(host)
    before.show()
    before.setFocus()
    view.display(samples.GUIDE_CALL)
    assert QApplication.focusWidget() is view.field

    qtbot.keyClicks(view.field, "lost")
    assert view.field.text() == "lost"
    for key, signal, said in (
        (Qt.Key.Key_Down, view.moved, [1]),
        (Qt.Key.Key_Up, view.moved, [-1]),
    ):
        with qtbot.waitSignal(signal) as moved:
            qtbot.keyClick(view.field, key)
        assert moved.args == said
    qtbot.keyClick(view.field, Qt.Key.Key_PageDown)
    bar = view.reader.verticalScrollBar()
    assert bar.value() == bar.maximum() or bar.value() > 0
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is view.reader
    assert view.has_focus()
    with qtbot.waitSignal(view.back_chosen):
        qtbot.keyClick(view.reader, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view.reader, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_links_are_reached_by_tab_and_followed_by_enter(qtbot: QtBot, view: KnowledgeView) -> None:
    view.display(samples.GUIDE_CALL)
    qtbot.keyClick(view.field, Qt.Key.Key_Return)

    qtbot.keyClick(view.reader, Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.link_chosen) as chosen:
        qtbot.keyClick(view.reader, Qt.Key.Key_Return)

    assert chosen.args == ["identity-levels"]


def test_an_address_outside_is_asked_about_in_the_page_and_opened_by_its_button(
    qtbot: QtBot, view: KnowledgeView
) -> None:
    view.display(samples.GUIDE_OUTSIDE)

    assert "This leads out of the bank, to www.example.com" in words_in(view)
    with qtbot.waitSignal(view.outside_agreed):
        button(view, "Open it").click()


def test_a_page_is_pinned_during_a_call_only_and_the_button_says_why(qtbot: QtBot, view: KnowledgeView) -> None:
    view.display(samples.GUIDE)
    assert not view.pin.isEnabled()
    assert view.pin.toolTip() == "Possible while you have a call"

    view.display(samples.GUIDE_CALL)
    with qtbot.waitSignal(view.pin_chosen):
        button(view, "Pin to the call").click()
    view.display(samples.GUIDE_OUTSIDE)
    assert view.pin.text() == "Unpin"


@pytest.mark.parametrize(
    ("state", "english", "chinese"),
    [
        (samples.GUIDE_NOTHING, "No page has “mortgage holiday”", "没有页面提到“mortgage holiday”"),
        (samples.GUIDE_EMPTY, "The guide has no page yet", "知识库里还没有页面"),
        (samples.GUIDE_FAILED, "The guide cannot be read now", "现在读不到知识库"),
        (samples.GUIDE_OLD, "The pages as they were at 15 Jun", "显示的是 6月15日"),
    ],
)
def test_a_guide_without_what_is_wanted_says_so_and_offers_a_way_on(
    view: KnowledgeView, language: LanguageSwitch, state: GuideState, english: str, chinese: str
) -> None:
    view.display(state)
    assert english in words_in(view)

    turn_chinese(language)
    assert chinese in words_in(view)


def test_all_pages_come_back_after_a_search_that_found_none(qtbot: QtBot, view: KnowledgeView) -> None:
    view.display(samples.GUIDE_NOTHING)
    assert view.field.text() == "mortgage holiday"

    with qtbot.waitSignal(view.query_changed) as changed:
        button(view, "Show all pages").click()
    assert changed.args == [""]


def test_a_page_wears_the_themes_fonts_and_colours_and_changes_them_with_it(reader: PageReader, theme: Theme) -> None:
    reader.show_page("## Head\n\nSee [fees](fees) and *this*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")

    def colour_at(text: str) -> str:
        cursor = reader.document().find(text)
        return cursor.charFormat().foreground().color().name()

    heads = reader.document().find("Head").charFormat()
    assert heads.font().pixelSize() == 14
    assert not reader.document().find("this").charFormat().fontItalic()
    assert colour_at("See") == theme.colour(Token.TEXT).name()
    light = colour_at("fees")
    assert light == theme.colour(Token.ACCENT).name()
    theme.choose(name=ThemeName.DARK)
    assert colour_at("fees") == theme.colour(Token.ACCENT).name() != light
    table = QTextCursor(reader.document().find("1")).currentTable()
    assert (table.rows(), table.columns()) == (2, 2)


def test_nothing_is_fetched_and_html_is_shown_as_it_is_written(reader: PageReader) -> None:
    reader.show_page("A picture: ![card](https://bank.example/card.png) and <b onclick='x()'>bold</b>.\n")

    assert reader.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///etc/passwd")) is None
    assert "<b onclick=" in reader.toPlainText()
    assert not reader.openLinks()


def test_a_page_begins_at_its_top_and_stays_where_it_is_while_it_only_comes_again(reader: PageReader) -> None:
    text = "\n\n".join(f"Line {number}" for number in range(100))
    reader.show_page(text)
    reader.scroll_page(1)
    at = reader.verticalScrollBar().value()
    assert at > 0

    reader.show_page(text)
    assert reader.verticalScrollBar().value() == at
    reader.show_page(text + "\n\nMore")
    assert reader.verticalScrollBar().value() == 0


def test_the_strip_names_the_calls_pages_and_opens_one(qtbot: QtBot, theme: Theme, language: LanguageSwitch) -> None:
    strip = PinnedStrip(theme)
    qtbot.addWidget(strip)
    strip.display(samples.GUIDE)
    assert strip.isHidden()

    strip.display(samples.GUIDE_PINNED)
    pages = strip.findChildren(PageButton)
    assert [each.text() for each in pages] == [
        "Blocking a card: who, when, and what follows",
        "Recording a call, and what to say about it",
    ]
    with qtbot.waitSignal(strip.page_chosen) as chosen:
        pages[1].click()
    assert chosen.args == ["recording-notice"]
    turn_chinese(language)
    chinese = ["挂失与止付：谁能办、怎么办、办了之后", "通话录音与告知"]
    buttons = strip.findChildren
    qtbot.waitUntil(lambda: [each.text() for each in buttons(PageButton) if each.isVisible()] == chinese)
    strip.display(GuideState())
    assert strip.isHidden()


def test_a_page_that_a_language_lacks_is_read_in_english(view: KnowledgeView, language: LanguageSwitch) -> None:
    alone = KnowledgePage(page_id="a", version="1", texts={"en": PageText(title="Alone", text="In English.\n")})
    turn_chinese(language)

    view.display(replace(samples.GUIDE, page=alone))

    assert view.reader.toPlainText() == "In English."


@pytest.mark.parametrize("height", [200, 577])
def test_a_page_that_is_opened_shows_its_beginning_when_it_comes_on_the_screen_and_when_that_is_another_size(
    theme: Theme, qtbot: QtBot, height: int
) -> None:
    reader = PageReader(theme)
    qtbot.addWidget(reader)
    reader.resize(600, 900)
    reader.show_page("# One\n\n" + "Some words of a page that is longer than its place.\n\n" * 60)
    reader.resize(325, height)

    reader.show()
    qtbot.waitExposed(reader)
    QApplication.processEvents()

    assert reader.verticalScrollBar().maximum() > 0
    assert reader.verticalScrollBar().value() == 0
