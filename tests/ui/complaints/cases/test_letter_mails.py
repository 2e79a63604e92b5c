"""A letter that goes out by e-mail says how it stands, on its card and in the history of the complaint."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.complaint_cases import CaseHistory, EventKind
from agent_desktop.contract.letters import LetterWay, SentLetter
from agent_desktop.contract.mails import MailStage
from agent_desktop.demo import screen_case_papers as papers
from agent_desktop.demo import screen_case_parts as parts
from agent_desktop.ui.complaints.cases.case.story import story_of
from agent_desktop.ui.complaints.cases.letters.card import LettersCard
from agent_desktop.ui.complaints.cases.letters.presenter import LettersState
from agent_desktop.ui.theme.theme import Theme
from tests.ui.reading import words_in

AGAIN = "It has not gone out. Send it another way."


def mailed(mail: MailStage | None, why: str = "") -> SentLetter:
    way = LetterWay.POST if mail is None else LetterWay.EMAIL
    return papers.LETTERS.sent[0].model_copy(update={"way": way, "mail": mail, "mail_why": why})


@pytest.mark.parametrize(
    ("mail", "why", "said"),
    [
        (MailStage.WAITING, "", "The e-mail is waiting to be sent. The letter has not gone out yet."),
        (MailStage.SENDING, "", "The e-mail is being sent."),
        (MailStage.SENT, "", "The mail server has taken the e-mail."),
        (MailStage.UNCERTAIN, "", "Nobody knows whether the e-mail was sent: it is not sent again, and no deadline"),
        (MailStage.NOT_SENT, "address", f"The mail server does not take their address. {AGAIN}"),
        (MailStage.NOT_SENT, "refused", f"The mail server does not take it. {AGAIN}"),
        (MailStage.NOT_SENT, "too_large", f"It is too large for the mail server. {AGAIN}"),
        (MailStage.NOT_SENT, "away", f"The mail server was away for three days. {AGAIN}"),
        (MailStage.NOT_SENT, "file", f"Its PDF cannot be read on the server. {AGAIN}"),
        (MailStage.NOT_SENT, "", f"The e-mail was not sent. {AGAIN}"),
    ],
)
def test_it_says_how_the_email_stands_and_what_to_do(
    theme: Theme, bring_up: Callable[[QWidget], None], mail: MailStage, why: str, said: str
) -> None:
    card = LettersCard(theme, lambda at: f"{at:%d.%m.}")
    card.display(LettersState(listed=papers.LETTERS.model_copy(update={"sent": (mailed(mail, why),)})))
    bring_up(card)
    assert said in words_in(card)


def test_the_history_tells_a_letter_that_went_out_from_one_that_did_not() -> None:
    def told(**detail: str) -> str:
        entry = parts.HISTORY.entries[3].model_copy(update={"kind": EventKind.LETTER, "detail": detail})
        (chapter,) = story_of(CaseHistory(entries=(entry,)), None)
        return chapter.said

    assert [
        told(way="post"),
        *(told(way="email", mail=each) for each in ("waiting", "sent", "uncertain", "not_sent")),
    ] == [
        "A letter went out",
        "A letter waits to go out by e-mail",
        "A letter went out by e-mail",
        "A letter went out by e-mail, or perhaps not",
        "A letter did not go out by e-mail",
    ]
