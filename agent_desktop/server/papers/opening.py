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
from agent_desktop.server.letters.by_email import LetterMails
from agent_desktop.server.letters.clocks import marks_clocks
from agent_desktop.server.letters.routes import letter_routes
from agent_desktop.server.letters.service import LetterDesk
from agent_desktop.server.mail.opening import open_mail
from agent_desktop.server.mail.port import MailSender
from agent_desktop.server.mail.rounds import mail_worker
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.middleware import Bodies
from agent_desktop.server.reports.opening import open_reports, open_setter
from agent_desktop.server.scripts.own_deeds import SendMail
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.surveys.opening import open_surveys
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
    letters = load_letters(settings)
    writer, mail = open_writer(settings, letters), open_mail(settings, secrets)
    marked = marks_clocks(complaints.clocks)
    desk = LetterDesk(letters, writer, store, book, bank.options, marked, mails=mail.is_set_up)
    letter_mails = mail_worker("letter-mail", LetterMails(units.begin, mail, store, marked), mail, units.now)
    campaigns = open_campaigns(settings, units, bank, (letters, writer, store), mail, messaging)
    surveys = open_surveys(settings, units, bank, letters, mail, messaging)
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
        *surveys.routes,
        export_routes(Exporter(units, sources, settings.exports, bank.options, setter)),
        campaigns.routes,
        campaigns.mail_routes,
        *reports.routes,
    )
    workers = (attachment_worker(units, store), letter_mails, *surveys.workers, *campaigns.workers, *reports.workers)
    return OpenedPapers(routes, workers, bodies_of(settings), mail, campaigns.mail_by_script)
