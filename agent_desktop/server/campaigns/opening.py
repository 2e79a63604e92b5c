"""Puts campaigns together: their routes, and the workers that see to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from fastapi import APIRouter

from agent_desktop.records.attachments.service import AttachmentStore
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.letters.schema import LetterBook
from agent_desktop.records.letters.writing import LetterWriter
from agent_desktop.server.bank import Bank
from agent_desktop.server.callbacks.previews import NamesIn
from agent_desktop.server.campaigns.books import load_campaigns
from agent_desktop.server.campaigns.routes import campaign_routes
from agent_desktop.server.campaigns.seeing import Means
from agent_desktop.server.campaigns.sending import AT_ONCE, CampaignSender
from agent_desktop.server.campaigns.single import SingleMails
from agent_desktop.server.campaigns.single_routes import single_mail_routes
from agent_desktop.server.mail.port import MailSender
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.scripts.own_deeds import SendMail
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings

EVERY_SECONDS: Final = 5.0
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class OpenedCampaigns:
    routes: APIRouter
    mail_routes: APIRouter
    workers: tuple[Repeated, ...]
    sender: CampaignSender
    mail_by_script: SendMail


def open_campaigns(
    settings: Settings,
    units: UnitsOfWork,
    bank: Bank,
    papers: tuple[LetterBook, LetterWriter, AttachmentStore],
    mail: MailSender,
    messaging: Messaging,
) -> OpenedCampaigns:
    """Open them.

    Raises:
        CampaignsFileError: What campaigns say is wrong.
    """
    book, writer, store = papers
    means = Means(
        file=load_campaigns(settings, bank.callbacks),
        letters=book,
        writer=writer,
        store=store,
        mail=mail,
        messaging=messaging,
        callbacks=bank.callbacks,
        options=bank.options,
    )
    sender = CampaignSender(units.begin, means)
    others = Repeated("campaigns", _work(sender.run_due, sender.next_due_at, units.now), every_seconds=EVERY_SECONDS)
    rest = AT_ONCE * 60 / mail.most_a_minute
    mails = Repeated(
        "campaign-mail", _work(sender.run_mail, sender.next_mail_at, units.now, rest=rest), every_seconds=max(rest, 5.0)
    )

    def wake() -> None:
        others.wake()
        mails.wake()

    routes = campaign_routes(means, worked_days(bank.callbacks, bank.options.region), wake)
    single = SingleMails(means, lambda work: NamesIn(work.session))
    mail_routes = single_mail_routes(single, mails.wake)
    return OpenedCampaigns(routes, mail_routes, (others, mails), sender, single.send_by_script)


def worked_days(book: CallbackBook, region: str) -> Callable[[date], bool]:
    """Return what says of a day whether calls and messages of campaigns go out on it: none at weekends and on
    the public holidays of the bank's own place."""
    place = book.places.regions.get(region)
    calendar = "" if place is None else place.calendar

    def is_worked(day: date) -> bool:
        if day.weekday() >= _SATURDAY:
            return False
        return not (calendar and book.hours.holidays.is_holiday(calendar, day))

    return is_worked


def _work(
    run: Callable[[], int], next_at: Callable[[], datetime | None], now: Callable[[], datetime], *, rest: float = 0.0
) -> Callable[[], float | None]:
    """Return work that does some of what is due and comes back: after `rest` seconds where there may be more."""

    def work() -> float | None:
        if run() >= AT_ONCE:
            return rest
        due_at = next_at()
        return None if due_at is None else max((due_at - now()).total_seconds(), rest, 0.25)

    return work
