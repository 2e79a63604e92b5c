"""Which notes sound like a complaint, by the words that are shipped."""

import pytest

from agent_desktop.client.complaint_hints import sounds_like_a_complaint
from agent_desktop.server.complaints.plan_file import load_book
from tests.server.support import settings_for_tests


@pytest.fixture(scope="module")
def words() -> tuple[str, ...]:
    return load_book(settings_for_tests()).form.dissatisfied_words


@pytest.mark.parametrize(
    "note",
    [
        "Customer was very unhappy about the fee.",
        "He wants to complain to the regulator",
        "says this is UNACCEPTABLE",
        "客户要投诉网点",
        "客户对手续费不满意，要个说法",
        "客人很生气",
    ],
)
def test_what_sounds_like_a_complaint_is_asked_about(note: str, words: tuple[str, ...]) -> None:
    assert sounds_like_a_complaint(note, words)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Balance asked for, statement sent.",
        "No complaint, only a question.",
        "Customer does not want to complain",  # said so
        "the angrysmith account",  # no whole word
        "客户没有投诉，只是询问",
        "查询余额",
    ],
)
def test_what_does_not_or_says_that_it_is_none_is_not(note: str, words: tuple[str, ...]) -> None:
    assert sounds_like_a_complaint(note, words) == ""
