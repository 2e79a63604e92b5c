"""Campaigns: the list with how far each is, one of them in full, and a new one, looked at before it is started."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import text_in
from agent_desktop.contract.campaigns import (
    Audience,
    Campaign,
    CampaignForm,
    CampaignMember,
    CampaignMembers,
    CampaignPlan,
    Campaigns,
    CampaignState,
    CampaignStep,
    CampaignTemplate,
    CampaignWay,
    ChangeCampaign,
    MemberState,
    PlanCampaign,
    StartCampaign,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.campaigns.kept import PLACE, fits, values_of, words_of
from agent_desktop.ui.campaigns.new import NewCampaign

AGAIN_SECONDS: Final = 3.0
"""How often a campaign that goes out is looked at while somebody looks at it."""
_USUAL_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class CampaignsState:
    """Everything the window draws. `composing`: the form of a new one is open; `plan` is how it would go, as `planned`
    stood then. `saved` counts letters that were written to a folder, of `to_save`."""

    loaded: bool = False
    campaigns: tuple[Campaign, ...] = ()
    selected: UUID | None = None
    members: tuple[CampaignMember, ...] = ()
    more: bool = False
    form: CampaignForm | None = None
    composing: bool = False
    new: NewCampaign = field(default_factory=NewCampaign)
    plan: CampaignPlan | None = None
    planned: NewCampaign | None = None
    busy: bool = False
    saved: int | None = None
    to_save: int = 0
    problem: Problem | None = None
    list_problem: Problem | None = None

    @property
    def campaign(self) -> Campaign | None:
        """The one that is selected."""
        return next((each for each in self.campaigns if each.campaign_id == self.selected), None)

    @property
    def template(self) -> CampaignTemplate | None:
        """The template of the new one."""
        templates = () if self.form is None else self.form.templates
        return next((each for each in templates if each.code == self.new.template), None)

    @property
    def is_planned(self) -> bool:
        """Whether the form stands as it was looked at, so that it may be started."""
        return self.plan is not None and self.planned == self.new

    @property
    def goes_on(self) -> bool:
        """Whether something of the selected one changes by itself."""
        campaign = self.campaign
        return campaign is not None and campaign.state is CampaignState.RUNNING


class CampaignsServer(Protocol):
    """What the window asks the server."""

    def form(self) -> CampaignForm: ...

    def listed(self) -> Campaigns: ...

    def plan(self, wanted: PlanCampaign) -> CampaignPlan: ...

    def start(self, command: StartCampaign) -> Campaign: ...

    def change(self, campaign_id: UUID, command: ChangeCampaign) -> Campaign: ...

    def members(
        self, campaign_id: UUID, state: MemberState | None = None, after: UUID | None = None
    ) -> CampaignMembers: ...

    def save_letter(self, campaign_id: UUID, member_id: UUID, place: Path) -> None: ...


class CampaignsPresenter(Shows[CampaignsState]):
    def __init__(
        self, server: CampaignsServer, tasks: Tasks, language: Callable[[], str], kept: TypedStore | None = None
    ) -> None:
        """`language` is the one now shown, ``en`` or ``zh``. `kept` keeps what is typed until it is started, also
        over a crash."""
        super().__init__(CampaignsState())
        self._server, self._tasks, self._language = server, tasks, language
        self._command: StartCampaign | ChangeCampaign | None = None
        self._asked = 0
        self._kept = kept

    def open(self, *, if_it_goes_on: bool = False) -> None:
        """Read the list, and what a campaign is made of; `if_it_goes_on` only where something changes by itself."""
        state = self.state
        if if_it_goes_on and (not state.goes_on or state.composing or state.busy):
            return
        self._tasks.run(self._server.listed, self._came, self._not_read)
        if self.state.form is None:
            self._tasks.run(self._server.form, self._form_came, self._failed)

    def select(self, campaign_id: UUID) -> None:
        """Look at this one."""
        if campaign_id != self.state.selected or self.state.composing:
            if isinstance(self._command, ChangeCampaign):
                self._command = None  # it was for another one
            self._show(replace(self.state, selected=campaign_id, composing=False, members=(), more=False, problem=None))
            self._list_members(None)

    def read_more(self) -> None:
        """List the next page of customers."""
        if self.state.more and self.state.members:
            self._list_members(self.state.members[-1].member_id)

    def compose(self, customer_ids: tuple[UUID, ...] = ()) -> None:
        """Begin a new one, for these customers, or for whom the form says."""
        self._show(replace(self.state, composing=True, problem=None, plan=None, planned=None))
        if customer_ids != self.state.new.customer_ids or not self.state.new.template:
            self._command = None  # else a start whose answer was lost is the same one still
            self._show(replace(self.state, new=self._usual(customer_ids)))

    def leave(self) -> None:
        """Put the form away; what stands in it stays."""
        self._show(replace(self.state, composing=False, problem=None))

    def changed(self, new: NewCampaign) -> None:
        """The form stands so."""
        if new == self.state.new:
            return
        templates = () if self.state.form is None else self.state.form.templates
        template = next((each for each in templates if each.code == new.template), None)
        if template is not None and new.way not in template.ways:
            new = replace(new, way=template.ways[0])
        self._command = None
        self._show(replace(self.state, new=new, problem=None))
        if self._kept is not None and new.template:
            self._kept.keep(PLACE, values_of(new))

    def look(self) -> None:
        """Look how it would go; nothing is kept."""
        new = self.state.new
        wanted = self._wanted()
        if wanted is None or self.state.busy:
            return
        self._show(replace(self.state, busy=True, problem=None))

        def came(plan: CampaignPlan) -> None:
            self._show(replace(self.state, busy=False, plan=plan, planned=new))

        self._tasks.run(lambda: self._server.plan(wanted), came, self._failed)

    def start(self) -> None:
        """Start it as it was looked at. A repeat after a lost answer is the same command."""
        state, wanted = self.state, self._wanted()
        if wanted is None or state.busy or not state.is_planned or state.plan is None:
            return
        command = self._command
        if not isinstance(command, StartCampaign):
            template = state.template
            name = state.new.name.strip() or ("" if template is None else text_in(template.name, self._language()))
            given = wanted.model_dump()
            command = StartCampaign(command_id=uuid4(), name=name, seen_reached=state.plan.reached, **given)
        self._command = wish = command
        self._work(lambda: self._server.start(wish), began=True)

    def step(self, step: CampaignStep) -> None:
        """Do this with the selected one."""
        campaign = self.state.campaign
        if campaign is None or self.state.busy or step not in campaign.steps:
            return
        command = self._command
        if not isinstance(command, ChangeCampaign) or command.step is not step:
            command = ChangeCampaign(command_id=uuid4(), seen_version=campaign.version, step=step)
        self._command = wish = command
        self._work(lambda: self._server.change(campaign.campaign_id, wish))

    def save_letters(self, folder: Path, name_of: Callable[[CampaignMember], str]) -> None:
        """Write the letters that are listed to a folder, one after the other, to be printed."""
        campaign = self.state.campaign
        letters = [each for each in self.state.members if each.has_letter]
        if campaign is None or not letters or self.state.busy:
            return
        self._show(replace(self.state, busy=True, saved=0, to_save=len(letters), problem=None))

        def save(place: int) -> None:
            if place == len(letters):
                self._show(replace(self.state, busy=False, saved=place))
                return
            member = letters[place]
            self._show(replace(self.state, saved=place))
            self._tasks.run(
                lambda: self._server.save_letter(campaign.campaign_id, member.member_id, folder / name_of(member)),
                lambda _: save(place + 1),
                self._failed,
            )

        save(0)

    def _usual(self, customer_ids: tuple[UUID, ...]) -> NewCampaign:
        """Return what the form begins with; what was typed into it and not sent stays."""
        form, typed = self.state.form, self.state.new
        left = words_of(self._kept.find(PLACE)) if self._kept is not None and not typed.template else None
        if left is not None:  # by an earlier run of the program
            if form is not None and fits(left, form) and left.customer_ids == customer_ids:
                return left
            typed = replace(typed, name=typed.name or left.name, text=typed.text or left.text)
        if form is None or not form.templates:
            return NewCampaign(customer_ids=customer_ids, name=typed.name, text=typed.text)
        written = tuple(way for way in (CampaignWay.POST, CampaignWay.EMAIL) if way in form.ways)
        template = form.templates[0]
        way = template.ways[0]
        if customer_ids and written:
            template = next((each for each in form.templates if written[0] in each.ways), template)
            way = written[0] if written[0] in template.ways else way
        until = form.today if customer_ids else form.today + timedelta(days=_USUAL_DAYS)
        capacity = max(form.capacity, len(customer_ids))
        return NewCampaign(
            template=template.code, way=way, customer_ids=customer_ids, from_on=form.today, until_on=until,
            capacity=capacity, name=typed.name, text=typed.text,
        )  # fmt: skip

    def _wanted(self) -> PlanCampaign | None:
        """Return what the form asks for; None where something lacks, which is said."""
        new = self.state.new
        lacking = "" if new.from_on is not None and new.until_on is not None else "day_needed"
        lacking = lacking or ("" if new.capacity > 0 else "capacity_needed")
        lacking = lacking or ("" if new.tiers or new.customer_ids else "tier_needed")
        if lacking or new.from_on is None or new.until_on is None:
            self._show(replace(self.state, problem=Problem(ErrorCode.CAMPAIGN_REFUSED, {"problem": lacking})))
            return None
        return PlanCampaign(
            template=new.template,
            way=new.way,
            audience=Audience(tiers=new.tiers, manager_name=new.manager_name, customer_ids=new.customer_ids),
            from_on=new.from_on,
            until_on=new.until_on,
            capacity=new.capacity,
            text={language: words.strip() for language, words in new.text if words.strip()},
        )

    def _work(self, work: Callable[[], Campaign], *, began: bool = False) -> None:
        self._show(replace(self.state, busy=True, problem=None))

        def done(campaign: Campaign) -> None:
            self._command = None
            known = tuple(
                campaign if each.campaign_id == campaign.campaign_id else each for each in self.state.campaigns
            )
            listed = (campaign, *known) if began else known
            state = replace(self.state, busy=False, campaigns=listed, selected=campaign.campaign_id)
            if began:
                state = replace(state, composing=False, new=NewCampaign(), plan=None, planned=None)
                if self._kept is not None:
                    self._kept.drop(PLACE)
            self._show(state)
            self._list_members(None)

        def failed(error: ClientError) -> None:
            if error.problem.code == ErrorCode.STALE_VERSION:
                self._command = None
                self.open()
            if error.problem.details.get("problem") == "plan_changed":
                self._command = None
                self._show(replace(self.state, planned=None))
            self._failed(error)

        self._tasks.run(work, done, failed)

    def _list_members(self, after: UUID | None) -> None:
        campaign_id = self.state.selected
        if campaign_id is None:
            return
        self._asked += 1
        asked = self._asked

        def came(page: CampaignMembers) -> None:
            if asked == self._asked:
                before = self.state.members if after is not None else ()
                self._show(replace(self.state, members=before + page.members, more=page.more))

        self._tasks.run(lambda: self._server.members(campaign_id, None, after), came, self._failed)

    def _came(self, read: Campaigns) -> None:
        ids = [each.campaign_id for each in read.campaigns]
        was = self.state.campaign
        selected = self.state.selected if self.state.selected in ids else (ids[0] if ids else None)
        self._show(replace(self.state, loaded=True, campaigns=read.campaigns, selected=selected, list_problem=None))
        now = self.state.campaign
        if now is not None and (was is None or was.campaign_id != now.campaign_id or was.counts != now.counts):
            self._list_members(None)

    def _form_came(self, form: CampaignForm) -> None:
        self._show(replace(self.state, form=form))
        if self.state.composing and not self.state.new.template:
            self._show(replace(self.state, new=self._usual(self.state.new.customer_ids)))

    def _not_read(self, error: ClientError) -> None:
        self._show(replace(self.state, list_problem=error.problem))

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))
