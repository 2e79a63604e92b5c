"""Opens surveys: their routes, the page of their links, and what asks, sends and ends them by itself."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter

from agent_desktop.records.letters.schema import LetterBook
from agent_desktop.records.surveys.places import SurveyPlaces
from agent_desktop.records.surveys.schema import SurveyBook
from agent_desktop.server.bank import Bank
from agent_desktop.server.mail.port import MailSender
from agent_desktop.server.mail.rounds import mail_worker
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.surveys.asking import asking_worker
from agent_desktop.server.surveys.books import load_surveys
from agent_desktop.server.surveys.by_email import MailMeans, SurveyMails
from agent_desktop.server.surveys.ending import survey_worker
from agent_desktop.server.surveys.page_routes import SurveyPages, survey_page_routes
from agent_desktop.server.surveys.routes import survey_routes
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings

_BANK: Final = {"en": "Your bank", "zh": "本行"}


@dataclass(frozen=True, slots=True)
class OpenedSurveys:
    """`sender` is what sends their e-mails."""

    book: SurveyBook
    routes: tuple[APIRouter, ...]
    workers: tuple[Repeated, ...]
    sender: SurveyMails


def open_surveys(
    settings: Settings, units: UnitsOfWork, bank: Bank, letters: LetterBook, mail: MailSender, messaging: Messaging
) -> OpenedSurveys:
    """Open them. The page of links is served only where customers reach it.

    Raises:
        SurveysFileError: The surveys are wrong.
    """
    book, public_url = load_surveys(settings), settings.surveys.public_url
    name = _BANK | {language: text for language, text in bank.options.bank_name.items() if text}
    means = MailMeans(
        book=book,
        places=SurveyPlaces(book, bank.callbacks),
        letters=letters,
        bank_name=name,
        mail=mail,
        public_url=public_url,
    )
    sender, keypad = SurveyMails(units.begin, means), bank.host.keypad
    mails = mail_worker("survey-mail", sender, mail, units.now)
    asks_who_hung_up = keypad is not None and keypad.message_when_hung_up
    asking = asking_worker(units.begin, book, bank.callbacks, messaging, means, asks_who_hung_up=asks_who_hung_up)
    routes = [survey_routes(means, bank.complaints, messaging)]
    if public_url:
        routes.append(survey_page_routes(SurveyPages(units.begin, book, name)))
    return OpenedSurveys(book, tuple(routes), (survey_worker(units), asking, mails), sender)
