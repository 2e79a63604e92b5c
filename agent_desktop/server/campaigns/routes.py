"""``/v1/campaigns``: planned, started, followed, paused and ended, by supervisors."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Response

from agent_desktop.contract.campaigns import (
    Campaign,
    CampaignForm,
    CampaignMembers,
    CampaignPlan,
    Campaigns,
    CampaignTemplate,
    CampaignWay,
    ChangeCampaign,
    DayShare,
    MemberState,
    PlanCampaign,
    StartCampaign,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.attachments.errors import AttachmentNotFoundError
from agent_desktop.records.attachments.repository import AttachmentRepository
from agent_desktop.records.attachments.service import open_content
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.callbacks.deeds import Doing as CallbackDoing
from agent_desktop.records.campaigns.choosing import Selection
from agent_desktop.records.campaigns.errors import CampaignNotFoundError
from agent_desktop.records.campaigns.repository import AudienceRepository, CampaignRepository, MemberRepository
from agent_desktop.records.campaigns.schema import CampaignText
from agent_desktop.records.campaigns.service import (
    CAMPAIGNS_MOST,
    Doing,
    change_campaign,
    left_out_of,
    list_members,
    needs_text,
    select,
    show_campaigns,
    start_campaign,
)
from agent_desktop.records.campaigns.writing import Saying, number_of
from agent_desktop.server.auth.rules import SUPERVISORS
from agent_desktop.server.callbacks.previews import NamesIn
from agent_desktop.server.campaigns.calls import follow_campaign
from agent_desktop.server.campaigns.recipients import recipient_of
from agent_desktop.server.campaigns.seeing import Means
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Campaigner = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

_NOBODY = UUID(int=0)


def campaign_routes(means: Means, is_worked: Callable[[date], bool], wake: Callable[[], None]) -> APIRouter:
    """Build the routes. `wake` has what is due be seen to at once."""
    router = APIRouter(tags=["campaigns"])

    def doing_of(work: UnitOfWork, person: Person) -> Doing:
        return Doing(
            work.session, person.user_id, work.now(), means.options, means.file, means.ways, is_worked,
            NamesIn(work.session), means.sells,
        )  # fmt: skip

    def shown(doing: Doing, campaign_id: UUID) -> Campaign:
        row = CampaignRepository(doing.session).find(campaign_id)
        if row is None:
            raise CampaignNotFoundError(campaign_id)
        return show_campaigns(doing, [row])[0]

    @router.get("/campaign-form")
    def form(_: Campaigner, work: Unit) -> CampaignForm:
        return CampaignForm(
            templates=tuple(_template(each) for each in means.file.templates),
            ways=tuple(way for way in CampaignWay if way in means.ways),
            managers=tuple(AudienceRepository(work.session).managers()),
            capacity=means.file.capacity,
            today=means.options.day_of(work.now()),
        )

    @router.get("/campaigns")
    def list_all(person: Campaigner, work: Unit) -> Campaigns:
        doing = doing_of(work, person)
        rows = CampaignRepository(work.session).list_newest(CAMPAIGNS_MOST)
        return Campaigns(as_of=work.now(), campaigns=show_campaigns(doing, rows))

    @router.post("/campaigns/plan")
    def plan(wanted: PlanCampaign, person: Campaigner, work: Unit) -> CampaignPlan:
        template, selection = select(doing_of(work, person), wanted)
        return _plan(work, person, means, template, wanted, selection)

    @router.post("/campaigns")
    def start(command: StartCampaign, person: Campaigner, work: Unit) -> Campaign:
        doing = doing_of(work, person)
        campaign = once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("start campaign", command),
            at=work.now(),
            do=lambda: shown(doing, start_campaign(doing, command)),
            kept=lambda done: {"campaign_id": str(done.campaign_id)},
            again=lambda kept: shown(doing, UUID(kept["campaign_id"])),
        )
        wake()
        return campaign

    @router.post("/campaigns/{campaign_id}/changes")
    def change(campaign_id: UUID, command: ChangeCampaign, person: Campaigner, work: Unit) -> Campaign:
        doing = doing_of(work, person)

        def do() -> Campaign:
            row = change_campaign(doing, campaign_id, command.step, command.seen_version)
            calls = CallbackDoing(work.session, work.now(), person.user_id, means.callbacks, work.records)
            today = means.options.day_of(work.now())
            follow_campaign(calls, row, command.step, today, means.file.greeting_days)
            return shown(doing, campaign_id)

        campaign = once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"change campaign {campaign_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {"done": True},
            again=lambda _: shown(doing, campaign_id),
        )
        wake()
        return campaign

    @router.get("/campaigns/{campaign_id}/members")
    def members(
        campaign_id: UUID, person: Campaigner, work: Unit, state: MemberState | None = None, after: UUID | None = None
    ) -> CampaignMembers:
        return list_members(doing_of(work, person), campaign_id, state, after)

    @router.get("/campaigns/{campaign_id}/members/{member_id}/letter", response_class=Response)
    def letter(campaign_id: UUID, member_id: UUID, person: Campaigner, work: Unit) -> Response:
        member = MemberRepository(work.session).find_member(member_id)
        if member is None or member.campaign_id != campaign_id or member.attachment_id is None:
            raise AttachmentNotFoundError(attachment_id=str(member_id))
        row = AttachmentRepository(work.session).get(member.attachment_id)
        with open_content(work.session, means.store, row, by=person.user_id, at=work.now()) as pieces:
            content = b"".join(pieces)
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    return router


def _template(template: CampaignText) -> CampaignTemplate:
    return CampaignTemplate(
        code=template.code,
        name=dict(template.name),
        occasion=template.occasion,
        ways=tuple(way for way in CampaignWay if way in template.ways),
        is_marketing=template.is_marketing,
        asked_again_days=template.asked_again_days,
        needs_text=template.needs_text,
        reason_code=template.call,
    )


def _plan(
    work: UnitOfWork,
    person: Person,
    means: Means,
    template: CampaignText,
    wanted: PlanCampaign,
    selection: Selection,
) -> CampaignPlan:
    reached = selection.reached
    languages = {language: sum(each.language == language for each in reached) for language in ("en", "zh")}
    answer = CampaignPlan(
        chosen=len(selection.picks),
        reached=len(reached),
        days=tuple(DayShare(on=day, count=count) for day, count in sorted(selection.by_day().items())),
        left_out=left_out_of(selection.left_out()),
        languages={language: count for language, count in languages.items() if count},  # type: ignore[misc]
    )
    if not reached or wanted.way is CampaignWay.PHONE:
        return answer
    first = reached[0]
    record_look(
        work.session, at=work.now(), by=person.user_id, what="campaign.previewed", record_kind="customer",
        record_id=first.customer_id, detail={"template": template.code},
    )  # fmt: skip
    text: dict[str, str] = {language: words.strip() for language, words in wanted.text.items()}
    saying = Saying(means.file, template, text, dict(means.options.bank_name))
    to = recipient_of(work.session, first.customer_id)
    sample: dict[str, str] = {"sample_language": first.language, "sample_to": to.shown}
    if wanted.way is CampaignWay.MESSAGE:
        sample["sample_text"] = saying.message(to, first.language)
    elif needs_text(template, wanted.way) and not text.get(first.language):
        sample["sample_subject"] = saying.subject(to, first.language)
    else:
        sample["sample_subject"] = saying.subject(to, first.language)
        sample["sample_text"] = saying.email(to, first.language, means.letters)
        if wanted.way is CampaignWay.POST:
            today = means.options.day_of(work.now())
            number = number_of(uuid5(_NOBODY, template.code))
            composed = saying.letter(to, first.language, means.letters, number=number, today=today)
            sample["sample_pdf"] = b64encode(means.writer.write(composed, today).pdf).decode()
    return answer.model_copy(update=sample)
