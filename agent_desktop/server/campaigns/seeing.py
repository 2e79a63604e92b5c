"""What one customer of a campaign gets: a callback, a short message, an e-mail or a letter, in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import Language
from agent_desktop.contract.callbacks import CallbackKind, Obstacle
from agent_desktop.contract.campaigns import CampaignWay, MemberState, WhyNot
from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.messages import MessageRefusal, SendMessage
from agent_desktop.records.attachments.service import AttachmentStore, keep_made
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.deeds import Doing, marketing_of
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.making import Wanted, make_callback
from agent_desktop.records.callbacks.numbers import numbers_of
from agent_desktop.records.callbacks.surroundings import surroundings_of
from agent_desktop.records.campaigns.choosing import standing_now
from agent_desktop.records.campaigns.models import CampaignMemberRow, CampaignRow
from agent_desktop.records.campaigns.planning import is_too_late
from agent_desktop.records.campaigns.repository import MemberRepository, WorkRepository
from agent_desktop.records.campaigns.schema import CampaignFile, CampaignText
from agent_desktop.records.campaigns.writing import Saying, number_of
from agent_desktop.records.consolidation.people import people_of
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.letters.errors import LetterRefusedError
from agent_desktop.records.letters.schema import LetterBook
from agent_desktop.records.letters.writing import LetterWriter
from agent_desktop.records.messages.schema import Template
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.server.campaigns.recipients import recipient_of
from agent_desktop.server.mail.port import (
    Mail,
    MailSender,
)
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.outreach.repository import centre_in
from agent_desktop.server.unit_of_work import UnitOfWork

LATEST_AFTER: Final = timedelta(days=7)
"""Who cannot be reached at a lawful hour so long after the last day is left out."""
_CHANNELS: Final = {CampaignWay.EMAIL: Channel.EMAIL, CampaignWay.POST: Channel.LETTER}
SENT: Final = {"en": "Sent", "zh": "已发出"}
PERHAPS: Final = {"en": "Perhaps sent", "zh": "可能已发出"}
_REFUSALS: Final = {
    Obstacle.DO_NOT_CALL.value: WhyNot.DO_NOT_CALL,
    Obstacle.NO_NUMBER.value: WhyNot.NO_NUMBER,
    Obstacle.WRONG_NUMBER.value: WhyNot.NO_NUMBER,
    MessageRefusal.OPTED_OUT.value: WhyNot.OPTED_OUT,
    MessageRefusal.NO_CONSENT.value: WhyNot.NO_CONSENT,
}


@dataclass(frozen=True, slots=True)
class Means:
    """Everything that campaigns go out by."""

    file: CampaignFile
    letters: LetterBook
    writer: LetterWriter
    store: AttachmentStore
    mail: MailSender
    messaging: Messaging
    callbacks: CallbackBook
    options: ProfileOptions

    @property
    def ways(self) -> frozenset[CampaignWay]:
        """What is set up."""
        ways = {CampaignWay.PHONE, CampaignWay.MESSAGE}
        ways |= {CampaignWay.EMAIL} if self.mail.is_set_up else set()
        ways |= {CampaignWay.POST} if self.store.files is not None else set()
        return frozenset(ways)

    def sells(self, template: CampaignText, way: CampaignWay) -> bool:
        """Say whether whoever wishes to be sold nothing is left out."""
        is_call = way is CampaignWay.PHONE
        return template.is_marketing or (is_call and marketing_of(self.callbacks, template.call))

    def saying(self, row: CampaignRow) -> Saying | None:
        """Return what a campaign says; None where its template is no more."""
        template = next((each for each in self.file.templates if each.code == row.template), None)
        bank = dict(self.options.bank_name)
        return None if template is None else Saying(self.file, template, dict(row.text), bank)


class See:
    """One member, within one transaction."""

    def __init__(self, work: UnitOfWork, means: Means, row: CampaignRow, member: CampaignMemberRow) -> None:
        self._work = work
        self._means = means
        self._row = row
        self._member = member
        self._language: Language = "zh" if member.language == "zh" else "en"

    @property
    def customer_id(self) -> UUID:
        """Who it is."""
        return self._member.customer_id

    def to_it(self) -> None:
        """Call for them, or write to them."""
        saying = self._ready()
        if saying is None:
            return
        match self._row.way:
            case CampaignWay.PHONE:
                self._call(saying)
            case CampaignWay.MESSAGE:
                self._message(saying)
            case _:
                self._letter(saying)
        if self._row.problem not in ("", "failed"):  # of one that was put off it is told until nobody is left
            WorkRepository(self._work.session).set_problem(self._row.campaign_id, "", None)

    def mail(self) -> Mail | None:
        """Return the e-mail to them; None where they are seen to without one."""
        saying = self._ready()
        if saying is None:
            return None
        to = recipient_of(self._work.session, self._member.customer_id)
        return Mail(
            mail_id=self._member.member_id,
            to_address=to.email,
            to_name=to.name_in(self._language),
            subject=saying.subject(to, self._language),
            text=saying.email(to, self._language, self._means.letters),
            at=self._work.now(),
            language=self._language,
        )

    def end(self, state: MemberState, why: WhyNot | None = None) -> None:
        """Be done with them."""
        member = self._member
        member.state, member.why, member.due_at = state, why, None
        member.done_at = self._work.now()
        self._work.session.flush()

    def wait(self, *, again_at: datetime) -> None:
        """See to them another time, unless the campaign has ended."""
        member = self._member
        if self._row.ended_at is not None:
            member.state, member.due_at = MemberState.CANCELLED, None
        else:
            member.state, member.due_at = MemberState.WAITING, again_at
        self._work.session.flush()

    def on_timeline(self, outcome: dict[str, str]) -> None:
        """Keep on the customer's timeline what was sent, over what stood there of it, and audit it."""
        member, row = self._member, self._row
        saying = self._means.saying(row)
        subject = {"en": row.name, "zh": row.name} if saying is None else dict(saying.template.name)
        ContactRepository(self._work.session).put(
            {
                "contact_id": member.member_id,
                "source_code": OWN_SOURCE,
                "source_key": f"campaign:{member.member_id}",
                "customer_id": member.customer_id,
                "at": self._work.now(),
                "channel": _CHANNELS[row.way],
                "direction": Direction.OUTBOUND,
                "subject": subject,
                "outcome": dict(outcome),
            },
            goes_on=False,  # sent again, it is the same one
        )
        record_change(
            self._work.session, at=self._work.now(), by=row.made_by, what="campaign.sent", record_kind="customer",
            record_id=member.customer_id,
            detail={
                "campaign": str(row.campaign_id), "member": str(member.member_id), "template": row.template,
                "way": row.way.value, "language": member.language,
            },
        )  # fmt: skip

    def _ready(self) -> Saying | None:
        """Return what is said to them; None where they are left out: they are seen to then."""
        saying = self._means.saying(self._row)
        if saying is None or self._row.way not in saying.template.ways:
            self.end(MemberState.FAILED, WhyNot.NOT_SET_UP)
            return None
        session = self._work.session
        row, today = self._row, self._means.options.day_of(self._work.now())
        if is_too_late(row.occasion, self._member.planned_on, row.until_on, today, self._means.file.greeting_days):
            self.end(MemberState.SKIPPED, WhyNot.TOO_LATE)
            return None
        lead = people_of(session, [self._member.customer_id]).get(self._member.customer_id, self._member.customer_id)
        unwished = self._means.sells(saying.template, self._row.way)
        why = standing_now(session, saying.template, lead, self._row.way, self._work.now(), unwished=unwished)
        if why is None and MemberRepository(session).lock_person_seen_to(self._member, lead):
            why = WhyNot.ASKED_LATELY  # two accounts were chosen that are one person's since
        if why is not None:
            self.end(MemberState.SKIPPED, why)
            return None
        return saying

    def _call(self, saying: Saying) -> None:
        session, member = self._work.session, self._member
        numbers = numbers_of(session, member.customer_id)
        if not numbers:
            self.end(MemberState.SKIPPED, WhyNot.NO_NUMBER)
            return
        number_id, number, _ = numbers[0]
        manager = recipient_of(self._work.session, self._member.customer_id).manager
        doing = Doing(session, self._work.now(), self._row.made_by, self._means.callbacks, self._work.records)
        wanted = Wanted(
            kind=CallbackKind.RELATIONSHIP,
            reason_code=saying.template.call,
            number=number,
            number_id=number_id,
            customer_id=member.customer_id,
            reason=self._row.name,
            in_minutes=0,
            owner_id=centre_in(session).manager(manager) if manager else None,
            language="",
        )
        try:
            made = make_callback(doing, wanted)
        except CallbackRefusedError as refused:
            self.end(MemberState.SKIPPED, _REFUSALS.get(refused.problem, WhyNot.NO_LAWFUL_HOUR))
            return
        member.callback_id, member.joined = made.row.callback_id, made.joined
        self.end(MemberState.DONE)

    def _message(self, saying: Saying) -> None:
        lawful = self._next_lawful()
        if lawful is None:
            self.end(MemberState.SKIPPED, WhyNot.NO_LAWFUL_HOUR)
            return
        if lawful > self._work.now():
            self.wait(again_at=lawful)
            return
        text = saying.message(recipient_of(self._work.session, self._member.customer_id), self._language)
        template = saying.template
        plain = text.replace("{", "{{").replace("}", "}}")
        written = Template(
            code=template.code, name=template.name, purpose=template.purpose, text={"en": plain, self._language: plain}
        )
        command = SendMessage(
            customer_id=self._member.customer_id,
            template=template.code,
            language=self._language,
            message_id=self._member.member_id,
            seen_text=text,
        )
        problem = self._means.messaging.send_written(self._work, self._row.made_by, command, written)
        if problem:
            self.end(MemberState.SKIPPED, _REFUSALS.get(problem, WhyNot.NO_NUMBER))
        else:
            self.end(MemberState.DONE)

    def _next_lawful(self) -> datetime | None:
        """Return when a message may come to them next; None where that is too late."""
        means, at = self._means, self._work.now()
        numbers = numbers_of(self._work.session, self._member.customer_id)
        number = numbers[0][1] if numbers else ""
        around = surroundings_of(
            self._work.session, means.callbacks, self._member.customer_id, number, given="", marketing=False
        )
        until = datetime.combine(self._row.until_on, datetime.min.time(), means.options.zone) + LATEST_AFTER
        return means.callbacks.hours.next(around.place, at, max(until, at), around.wishes)

    def _letter(self, saying: Saying) -> None:
        means, member, at = self._means, self._member, self._work.now()
        today = means.options.day_of(at)
        number = number_of(member.member_id)
        composed = saying.letter(
            recipient_of(self._work.session, self._member.customer_id),
            self._language,
            means.letters,
            number=number,
            today=today,
        )
        try:
            written = means.writer.write(composed, today)
        except LetterRefusedError:
            self.end(MemberState.FAILED, WhyNot.REFUSED)
            return
        kept = keep_made(
            self._work.session,
            means.store,
            written.pdf,
            attachment_id=uuid5(member.member_id, "pdf"),
            record=(RecordKind.CUSTOMER, member.customer_id),
            name=f"{number} {saying.template.name[self._language]}.pdf",
            by=self._row.made_by,
            at=at,
        )
        member.attachment_id = kept.attachment_id
        self.end(MemberState.DONE)
        self.on_timeline(SENT)
