"""One e-mail to one customer: a campaign of one, which goes out by the same worker, once, whatever is killed."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.campaigns import CampaignState, CampaignWay, MemberState, WhyNot
from agent_desktop.contract.customer_mails import (
    OWN_TEXT_LIMIT,
    UNDO_SECONDS,
    ChangeMail,
    CustomerMail,
    CustomerMails,
    MailForm,
    MailPreview,
    MailStep,
    MailTemplate,
    PreviewMail,
    SendMail,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.alerts.service import NamesOf
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.campaigns.choosing import standing_now
from agent_desktop.records.campaigns.errors import CampaignNotFoundError, CampaignRefusedError
from agent_desktop.records.campaigns.models import CampaignMemberRow, CampaignRow
from agent_desktop.records.campaigns.repository import CampaignRepository, MemberRepository
from agent_desktop.records.campaigns.schema import CampaignText
from agent_desktop.records.campaigns.writing import Saying
from agent_desktop.records.consolidation.people import people_of
from agent_desktop.records.customers.masking import mask_email
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.formatting import both
from agent_desktop.records.messages.service import language_written
from agent_desktop.records.script_actions.service import take_back
from agent_desktop.server.campaigns.recipients import recipient_of
from agent_desktop.server.campaigns.seeing import Means
from agent_desktop.server.scripts.own_deeds import TextByScript
from agent_desktop.server.unit_of_work import UnitOfWork

UNDO: Final = timedelta(seconds=UNDO_SECONDS)
LISTED: Final = 20
_LEFT: Final = {MailStep.SEND_AGAIN: MemberState.WAITING, MailStep.LEAVE: MemberState.DONE}


class SingleMails:
    """E-mails of one person to one customer. `names_of` names people within a unit of work."""

    def __init__(self, means: Means, names_of: Callable[[UnitOfWork], NamesOf]) -> None:
        self._means, self._names_of = means, names_of

    def form(self, work: UnitOfWork, by: UUID, customer_id: UUID) -> MailForm:
        """Return what may be written to somebody; that one looked is audited."""
        record_look(
            work.session, at=work.now(), by=by, what="mail.form_shown", record_kind="customer", record_id=customer_id
        )
        lead = _lead(work, customer_id)
        customer = work.session.get_one(CustomerRow, lead)
        return MailForm(
            templates=tuple(
                MailTemplate(
                    code=each.code, name=dict(each.name), is_marketing=each.is_marketing, needs_text=each.needs_text
                )
                for each in self._templates()
            ),
            language=language_written(customer.languages),
            to_masked=mask_email(customer.email) if "@" in customer.email else "",
            set_up=CampaignWay.EMAIL in self._means.ways,
        )

    def preview(self, work: UnitOfWork, by: UUID, customer_id: UUID, asked: PreviewMail) -> MailPreview:
        """Return how it would read, and what speaks against it; that one looked is audited.

        Raises:
            CampaignRefusedError: template_gone.
        """
        record_look(
            work.session, at=work.now(), by=by, what="mail.previewed", record_kind="customer", record_id=customer_id,
            detail={"template": asked.template},
        )  # fmt: skip
        return self._seen(work, customer_id, asked)

    def send(self, work: UnitOfWork, by: UUID, customer_id: UUID, command: SendMail) -> CustomerMail:
        """Keep it; it goes out when the time to take it back is over.

        Raises:
            CampaignRefusedError: template_gone, way_not_set_up, text_needed, mail_not_possible, text_changed.
        """
        seen = self._seen(work, customer_id, command)
        if CampaignWay.EMAIL not in self._means.ways:
            raise CampaignRefusedError("way_not_set_up")
        if seen.text_needed:
            raise CampaignRefusedError("text_needed")
        if seen.why_not is not None:
            raise CampaignRefusedError("mail_not_possible")
        if seen.text != command.seen_text:
            raise CampaignRefusedError("text_changed")
        template = self._template(command.template)
        at, today = work.now(), self._means.options.day_of(work.now())
        row = CampaignRow(
            campaign_id=uuid4(),
            name=template.name.get("en", template.code)[:100],
            state=CampaignState.RUNNING,
            template=template.code,
            occasion=template.occasion,
            way=CampaignWay.EMAIL,
            audience={"customer_ids": [str(customer_id)]},
            text={command.language: command.text.strip()},
            from_on=today,
            until_on=today,
            capacity=1,
            made_at=at,
            made_by=by,
            single=True,
        )
        member = {
            "member_id": command.mail_id,
            "campaign_id": row.campaign_id,
            "customer_id": _lead(work, customer_id),
            "sort_key": "",
            "language": command.language,
            "state": MemberState.WAITING,
            "planned_on": today,
            "due_at": at + UNDO,
        }
        CampaignRepository(work.session).add(row, [member])
        record_change(
            work.session, at=at, by=by, what="mail.asked", record_kind="customer", record_id=customer_id,
            detail={"mail": str(command.mail_id), "template": template.code, "language": command.language},
        )  # fmt: skip
        return self.read(work, by, command.mail_id)

    def send_by_script(self, work: UnitOfWork, person: Person, wanted: TextByScript) -> tuple[str, LocalText]:
        """See `SendMail` of scripts: a template by its code, or the words of a script with the template that is set for
        them, in the customer's own language."""
        known = next((each for each in self._templates() if each.code == wanted.text), None)
        language = language_written(work.session.get_one(CustomerRow, _lead(work, wanted.customer_id)).languages)
        code, own = (self._means.file.script, wanted.words(language)) if known is None else (known.code, "")
        if not code:
            return "template_gone", {}
        if len(own) > OWN_TEXT_LIMIT:
            return "text_long", {}
        asked = PreviewMail(template=code, language=language, text=own)
        try:
            seen = self._seen(work, wanted.customer_id, asked)
            if seen.why_not is not None:
                return seen.why_not.value, {}
            command = SendMail(**asked.model_dump(), mail_id=wanted.message_id, seen_text=seen.text)
            sent = self.send(work, person.user_id, wanted.customer_id, command)
        except CampaignRefusedError as refused:
            return refused.problem, {}
        goes_at = (sent.undo_until or work.now()).astimezone(self._means.options.zone)
        return "", both(
            f"It goes out at {goes_at:%H:%M:%S}. Until then it can be taken back.",
            f"将于 {goes_at:%H:%M:%S} 发出，此前可以撤回。",
        )

    def change(self, work: UnitOfWork, by: UUID, mail_id: UUID, command: ChangeMail, *, is_supervisor: bool) -> None:
        """Take one back, or say what becomes of one of which nobody knows whether it went out.

        Raises:
            CampaignNotFoundError: No such e-mail.
            CampaignRefusedError: step_not_possible: it is on its way, or another wrote it.
        """
        found = MemberRepository(work.session).lock_single(mail_id)
        if found is None:
            raise CampaignNotFoundError(mail_id)
        row, member = found
        if command.step not in _steps(row, member, by, is_supervisor=is_supervisor):
            raise CampaignRefusedError("step_not_possible")
        if command.step is MailStep.UNDO:
            member.state, member.due_at = MemberState.CANCELLED, None
            row.state, row.ended_at = CampaignState.CANCELLED, work.now()
            take_back(work.session, mail_id, by=by, at=work.now())  # where a script had it sent
        else:
            member.state = _LEFT[command.step]
            again = command.step is MailStep.SEND_AGAIN
            member.due_at, member.done_at = (work.now(), None) if again else (None, member.done_at)
        row.version += 1
        work.session.flush()
        record_change(
            work.session, at=work.now(), by=by, what=f"mail.{command.step.value}", record_kind="customer",
            record_id=member.customer_id, detail={"mail": str(mail_id)},
        )  # fmt: skip

    def read(self, work: UnitOfWork, by: UUID, mail_id: UUID, *, is_supervisor: bool = False) -> CustomerMail:
        """Return one as it stands.

        Raises:
            CampaignNotFoundError: No such e-mail.
        """
        found = MemberRepository(work.session).lock_single(mail_id)
        if found is None:
            raise CampaignNotFoundError(mail_id)
        return self._shown(work, [found], by, is_supervisor=is_supervisor)[0]

    def list_of(self, work: UnitOfWork, by: UUID, customer_id: UUID, *, is_supervisor: bool) -> CustomerMails:
        """Return those to a person; that they were looked at is audited."""
        record_look(
            work.session, at=work.now(), by=by, what="mails.shown", record_kind="customer", record_id=customer_id
        )
        found = MemberRepository(work.session).list_singles(customer_id, LISTED)
        return CustomerMails(as_of=work.now(), mails=self._shown(work, found, by, is_supervisor=is_supervisor))

    def _shown(
        self, work: UnitOfWork, found: Sequence[tuple[CampaignRow, CampaignMemberRow]], by: UUID, *, is_supervisor: bool
    ) -> tuple[CustomerMail, ...]:
        names = self._names_of(work)({row.made_by for row, _ in found}) if found else {}
        known = {each.code: each.name for each in self._means.file.templates}
        return tuple(
            CustomerMail(
                mail_id=member.member_id,
                template_name=dict(known.get(row.template, {"en": row.template})),
                language="zh" if member.language == "zh" else "en",
                text=member.sent_text,
                state=member.state,
                why=member.why,
                asked_at=row.made_at,
                by_name=names.get(row.made_by, ""),
                undo_until=member.due_at if _may_undo(row, member) else None,
                done_at=member.done_at,
                steps=_steps(row, member, by, is_supervisor=is_supervisor),
            )
            for row, member in found
        )

    def _templates(self) -> list[CampaignText]:
        return [each for each in self._means.file.templates if CampaignWay.EMAIL in each.ways]

    def _template(self, code: str) -> CampaignText:
        found = next((each for each in self._templates() if each.code == code), None)
        if found is None:
            raise CampaignRefusedError("template_gone")
        return found

    def _seen(self, work: UnitOfWork, customer_id: UUID, asked: PreviewMail) -> MailPreview:
        template, lead = self._template(asked.template), _lead(work, customer_id)
        own: dict[str, str] = {asked.language: asked.text.strip()}
        saying = Saying(self._means.file, template, own, dict(self._means.options.bank_name))
        to = recipient_of(work.session, lead)
        return MailPreview(
            subject=saying.subject(to, asked.language),
            text=saying.email(to, asked.language, self._means.letters),
            to_masked=mask_email(to.email) if "@" in to.email else "",
            why_not=self._why_not(work, template, lead),
            text_needed=template.needs_text and not asked.text.strip(),
        )

    def _why_not(self, work: UnitOfWork, template: CampaignText, lead: UUID) -> WhyNot | None:
        unwished = self._means.sells(template, CampaignWay.EMAIL)
        return standing_now(work.session, template, lead, CampaignWay.EMAIL, work.now(), unwished=unwished)


def _lead(work: UnitOfWork, customer_id: UUID) -> UUID:
    return people_of(work.session, [customer_id]).get(customer_id, customer_id)


def _may_undo(row: CampaignRow, member: CampaignMemberRow) -> bool:
    return member.state is MemberState.WAITING and row.state is CampaignState.RUNNING


def _steps(row: CampaignRow, member: CampaignMemberRow, by: UUID, *, is_supervisor: bool) -> frozenset[MailStep]:
    if by != row.made_by and not is_supervisor:
        return frozenset()
    if _may_undo(row, member):
        return frozenset({MailStep.UNDO})
    uncertain = member.state is MemberState.UNCERTAIN and row.state is CampaignState.RUNNING
    return frozenset({MailStep.SEND_AGAIN, MailStep.LEAVE}) if uncertain else frozenset()
