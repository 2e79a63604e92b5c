"""A survey by e-mail on the case: it can be chosen, says how its e-mail stands, and why none went out."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.surveys import Survey, Surveys, SurveyState, SurveyWay
from agent_desktop.demo import screen_case_papers as papers
from agent_desktop.ui.complaints.cases.surveys.card import SurveysCard
from agent_desktop.ui.complaints.cases.surveys.presenter import SurveysState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from tests.ui.reading import button, words_in

Shown = Callable[[Surveys], SurveysCard]


@pytest.fixture
def shown(theme: Theme, bring_up: Callable[[QWidget], None]) -> Shown:
    def show(told: Surveys) -> SurveysCard:
        made = SurveysCard(theme, lambda at: f"{at:%d.%m.}")
        made.display(SurveysState(told=told))
        bring_up(made)
        return made

    return show


def mailed(mail: MailStage, why: str = "", state: SurveyState = SurveyState.ASKED) -> Survey:
    asked = {"state": state, "way": SurveyWay.EMAIL, "mail": mail, "mail_why": why}
    nothing = {"perceived": None, "expected": None, "gap": None, "scores": (), "comment": "", "answered_at": None}
    return papers.SURVEY.model_copy(update=asked | nothing)


def test_it_can_be_asked_by_email_where_that_is_open(shown: Shown) -> None:
    chosen: list[SurveyWay] = []
    card = shown(Surveys(form=papers.SURVEY_FORM, ways=(SurveyWay.PHONE, SurveyWay.EMAIL)))
    card.ask_chosen.connect(chosen.append)
    button(card, "Send an e-mail").click()
    assert chosen == [SurveyWay.EMAIL]


@pytest.mark.parametrize(
    ("mail", "why", "said"),
    [
        (MailStage.WAITING, "", "The e-mail is waiting to be sent."),
        (MailStage.SENDING, "", "The e-mail is being sent."),
        (MailStage.SENT, "", "The e-mail was sent. They answer on the page of its link."),
        (MailStage.UNCERTAIN, "", "Nobody knows whether the e-mail was sent. It is not sent again."),
        (MailStage.NOT_SENT, "refused", "The mail server does not take their address."),
        (MailStage.NOT_SENT, "away", "The mail server was away for three days."),
        (MailStage.NOT_SENT, "no_consent", "There is no consent on record any more."),
        (MailStage.NOT_SENT, "", "The e-mail was not sent."),
    ],
)
def test_it_says_how_the_email_stands_and_why_none_went_out(shown: Shown, mail: MailStage, why: str, said: str) -> None:
    state = SurveyState.NOT_SENT if mail is MailStage.NOT_SENT else SurveyState.ASKED
    card = shown(Surveys(surveys=(mailed(mail, why, state),), why_not="asked_already"))
    assert said in words_in(card)
    buttons = [each.text() for each in card.findChildren(CommandButton)]
    assert ("Note the answers" in buttons) is (state is SurveyState.ASKED)


def test_of_one_that_was_answered_nothing_is_said_of_its_email(shown: Shown) -> None:
    answered = papers.SURVEY.model_copy(update={"way": SurveyWay.EMAIL, "mail": MailStage.SENT})
    assert "e-mail" not in words_in(shown(Surveys(surveys=(answered,))))
    assert "The customer wishes to be asked nothing." in words_in(shown(Surveys(why_not="unwished")))


def test_a_survey_by_text_message_says_whether_they_answer_by_its_link(shown: Shown) -> None:
    asked = {"way": SurveyWay.MESSAGE, "mail": None}
    linked = mailed(MailStage.SENT).model_copy(update=asked | {"linked": True})
    assert "They answer on the page of the link in the text message." in words_in(shown(Surveys(surveys=(linked,))))
    bare = linked.model_copy(update={"linked": False})
    assert "whoever hears the answers notes them" in words_in(shown(Surveys(surveys=(bare,))))
