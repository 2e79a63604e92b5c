from datetime import timedelta

from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.messages import Messages, News, problem_text
from agent_desktop.ui.translations.switch import LanguageSwitch
from tests.ui.conftest import NOW


def test_a_lost_link_says_what_works_and_when_it_tries_again(qtbot: QtBot) -> None:
    messages = Messages(lambda: NOW)
    messages.set_link(LinkState(LinkStatus.LOST, attempt=2, retry_at=NOW + timedelta(seconds=8)))

    (message,) = messages.current()
    assert (message.title, message.text, message.aside) == (
        "No link to the server.",
        "Calls still work.",
        "try 3 in 8 s",
    )
    assert message.lasting
    with qtbot.waitSignal(messages.changed):
        messages.tick()

    messages.set_link(LinkState(LinkStatus.UP))
    assert messages.current() == ()


def test_the_most_urgent_comes_first() -> None:
    messages = Messages(lambda: NOW)
    messages.put(News.NO_SOUND)
    messages.set_kept_notes(2)
    messages.set_link(LinkState(LinkStatus.LOST))

    assert [message.news for message in messages.current()] == [News.LINK_LOST, News.NOTES_KEPT, News.NO_SOUND]
    assert messages.current()[1].text == "2 notes are kept on this computer and not sent."


def test_every_kind_of_news_has_words_in_both_languages(language: LanguageSwitch) -> None:
    messages = Messages(lambda: NOW)
    for news in News:
        messages.put(news, Problem(ErrorCode.SERVER_FAILED), count=2)
    english = [(message.title, message.text) for message in messages.current()]
    language.use("zh")
    chinese = [(message.title, message.text) for message in messages.current()]

    assert len(english) == len(chinese) == len(News)
    for before, after in zip(english, chinese, strict=True):
        assert before != after
        assert any(after)
        assert "{" not in "".join((*before, *after))


def test_the_same_news_twice_changes_nothing(qtbot: QtBot) -> None:
    messages = Messages(lambda: NOW)
    messages.put(News.NO_SOUND)

    with qtbot.assertNotEmitted(messages.changed):
        messages.put(News.NO_SOUND)
        messages.take_back(News.KEYRING)


def test_a_failure_is_said_in_the_language_in_use(language: LanguageSwitch) -> None:
    english = problem_text(Problem(ErrorCode.WRONG_PASSWORD))
    language.use("zh")

    assert problem_text(Problem(ErrorCode.WRONG_PASSWORD)) != english
