"""What belongs to complaints on paper, opened together: files, letters, exports, surveys, and what they teach."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.server.attachments.complaint_door import ComplaintPaperDoor
from agent_desktop.server.attachments.opening import attachment_worker, bodies_of, open_attachments
from agent_desktop.server.attachments.routes import attachment_routes
from agent_desktop.server.bank import Bank
from agent_desktop.server.campaigns.opening import open_campaigns
from agent_desktop.server.complaints.opening import OpenedComplaints
from agent_desktop.server.exports.complaint_sources import complaint_source, task_source
from agent_desktop.server.exports.learning_sources import learning_sources
from agent_desktop.server.exports.letter_source import letter_source
from agent_desktop.server.exports.routes import export_routes
from agent_desktop.server.exports.service import Exporter
from agent_desktop.server.exports.source import ExportSource
from agent_desktop.server.exports.survey_source import survey_source
from agent_desktop.server.learning.routes import learning_routes
from agent_desktop.server.letters.books import load_letters, open_writer
from agent_desktop.server.letters.clocks import marks_clocks
from agent_desktop.server.letters.routes import letter_routes
from agent_desktop.server.letters.service import LetterDesk
from agent_desktop.server.mail.opening import open_mail
from agent_desktop.server.mail.port import MailSender
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.middleware import Bodies
from agent_desktop.server.reports.opening import open_reports, open_setter
from agent_desktop.server.scripts.own_deeds import SendMail
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.surveys.asking import asking_worker
from agent_desktop.server.surveys.books import load_surveys
from agent_desktop.server.surveys.ending import survey_worker
from agent_desktop.server.surveys.routes import survey_routes
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class OpenedPapers:
    """`bodies` is how large a request may be, where it brings a file. `mail` is where e-mail goes out,
    `mail_by_script` what has one be sent for a script."""

    routes: tuple[APIRouter, ...]
    workers: tuple[Repeated, ...]
    bodies: Bodies
    mail: MailSender
    mail_by_script: SendMail


def open_papers(
    settings: Settings,
    secrets: Secrets,
    units: UnitsOfWork,
    bank: Bank,
    complaints: OpenedComplaints,
    messaging: Messaging,
) -> OpenedPapers:
    """Open them.

    Raises:
        LettersFileError: The letters are wrong.
        CampaignsFileError: What campaigns say is wrong.
        SecretMissingError: The mail server asks for a password, and there is none.
        SurveysFileError: The surveys are wrong.
        MasterKeyWrongError: What is to seal files is no key.
        SettingsError: Files would lie among a program's.
    """
    book, asking = bank.complaints, complaints.desk.asking
    store = open_attachments(settings, secrets)
    doors = {RecordKind.COMPLAINT: ComplaintPaperDoor(book)}
    letters, surveys = load_letters(settings), load_surveys(settings)
    writer, mail = open_writer(settings, letters), open_mail(settings, secrets)
    desk = LetterDesk(letters, writer, store, book, bank.options, marks_clocks(complaints.clocks))
    campaigns = open_campaigns(settings, units, bank, (letters, writer, store), mail, messaging)
    sources: list[ExportSource[Any]] = [
        complaint_source(book, asking),
        task_source(asking),
        letter_source(),
        survey_source(),
    ]
    sources += learning_sources(book, bank.options)
    setter = open_setter(settings, letters.look)
    reports = open_reports(settings, units, bank, mail, setter)
    sources += reports.sources
    routes = (
        attachment_routes(store, doors),
        letter_routes(desk),
        learning_routes(book, bank.options),
        survey_routes(surveys, book, messaging),
        export_routes(Exporter(units, sources, settings.exports, bank.options, setter)),
        campaigns.routes,
        campaigns.mail_routes,
        *reports.routes,
    )
    keypad = bank.host.keypad
    asks_who_hung_up = keypad is not None and keypad.message_when_hung_up
    asking_by_itself = asking_worker(units.begin, surveys, bank.callbacks, messaging, asks_who_hung_up=asks_who_hung_up)
    surveying = (survey_worker(units), asking_by_itself)
    workers = (attachment_worker(units, store), *surveying, *campaigns.workers, *reports.workers)
    return OpenedPapers(routes, workers, bodies_of(settings), mail, campaigns.mail_by_script)
