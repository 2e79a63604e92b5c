"""The windows of campaigns and of the figures of callbacks, in one state after another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.callback_lists import CallbackFigure, CallbackFigures
from agent_desktop.contract.campaigns import (
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
    DayShare,
    LeftOut,
    MemberState,
    Occasion,
    PlanCampaign,
    StartCampaign,
    WhyNot,
)
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.follow_ups import ReferralFigure, ReferralFigures
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.callback_office.presenter import FiguresPresenter, Group
from agent_desktop.ui.callback_office.window import CallbackFiguresWindow
from agent_desktop.ui.campaigns.presenter import CampaignsPresenter
from agent_desktop.ui.campaigns.window import CampaignsWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.formats import language_now

ROOT: Final = UUID("1b1c7c0e-6d0f-4b43-9d5e-8a6c8f1f7a11")
_TODAY: Final = NOW.astimezone(HONG_KONG).date()
_RUNS: Final = frozenset({CampaignStep.PAUSE, CampaignStep.CANCEL})
_DAYS: Final = tuple(DayShare(on=_TODAY + timedelta(days=each), count=60) for each in (1, 2, 3, 6, 7, 8, 9))


def _campaign(name: str, way: CampaignWay, state: CampaignState, **values: object) -> Campaign:
    given: dict[str, object] = {
        "campaign_id": uuid5(ROOT, name),
        "version": 3,
        "name": name,
        "state": state,
        "template": "survey",
        "template_name": {"en": "Quarterly survey", "zh": "季度满意度调查"},
        "occasion": Occasion.SURVEY,
        "way": way,
        "tiers": (Tier.GOLD, Tier.PLATINUM),
        "from_on": _TODAY - timedelta(days=5),
        "until_on": _TODAY + timedelta(days=9),
        "capacity": 60,
        "made_at": NOW - timedelta(days=5),
        "by_name": "Susan Mak",
        "total": 0,
        **values,
    }
    return Campaign.model_validate(given)


CAMPAIGNS: Final = (
    _campaign(
        "How content are Gold and Platinum, 2nd quarter",
        CampaignWay.PHONE,
        CampaignState.RUNNING,
        total=812,
        counts={MemberState.DONE: 240, MemberState.WAITING: 420, MemberState.SKIPPED: 152},
        left_out=(
            LeftOut(why=WhyNot.ASKED_LATELY, count=88),
            LeftOut(why=WhyNot.DO_NOT_CALL, count=51),
            LeftOut(why=WhyNot.NO_NUMBER, count=13),
        ),
        days=_DAYS,
        reached=171,
        joined=6,
        steps=_RUNS,
    ),
    _campaign(
        "Branch in Central moves",
        CampaignWay.EMAIL,
        CampaignState.RUNNING,
        template_name={"en": "A letter of our own", "zh": "自拟通知"},
        total=1_204,
        counts={
            MemberState.DONE: 618,
            MemberState.WAITING: 571,
            MemberState.UNCERTAIN: 2,
            MemberState.FAILED: 4,
            MemberState.SKIPPED: 9,
        },
        left_out=(LeftOut(why=WhyNot.NO_EMAIL, count=9), LeftOut(why=WhyNot.REFUSED, count=4)),
        problem="away",
        steps=_RUNS | {CampaignStep.SEND_AGAIN, CampaignStep.LEAVE},
    ),
    _campaign(
        "Dragon Boat Festival",
        CampaignWay.POST,
        CampaignState.DONE,
        template_name={"en": "Holiday greeting", "zh": "节日问候"},
        total=96,
        counts={MemberState.DONE: 94, MemberState.SKIPPED: 2},
        left_out=(LeftOut(why=WhyNot.NO_ADDRESS, count=2),),
        ended_at=NOW - timedelta(days=1),
    ),
)
_MEMBERS: Final = tuple(
    CampaignMember(
        member_id=uuid5(ROOT, f"{name}{number}"),
        customer_id=uuid5(ROOT, name),
        customer_name=name,
        name_chinese=chinese,
        tier=tier,
        state=state,
        why=why,
        language="zh" if chinese else "en",
        planned_on=None if why else _TODAY,
        has_letter=number < 2,
    )
    for number, (name, chinese, tier, state, why) in enumerate(
        (
            ("Mr Chan Ka Ming", "陳家明 先生", Tier.PLATINUM, MemberState.DONE, None),
            ("Mrs Clara Hartley", "", Tier.GOLD, MemberState.DONE, None),
            ("Ms Grace Ho Wing Sze", "何詠詩 女士", Tier.PLATINUM, MemberState.WAITING, None),
            ("Mr Lin Zixuan", "林子轩 先生", Tier.GOLD, MemberState.UNCERTAIN, None),
            ("Ms Yeung Wing Kit", "楊詠潔 女士", Tier.GOLD, MemberState.SKIPPED, WhyNot.DO_NOT_CALL),
        )
    )
)
FORM: Final = CampaignForm(
    templates=(
        CampaignTemplate(
            code="birthday",
            name={"en": "Birthday greeting", "zh": "生日祝福"},
            occasion=Occasion.BIRTHDAY,
            ways=tuple(CampaignWay),
            asked_again_days=300,
            reason_code="birthday",
        ),
        CampaignTemplate(
            code="offer",
            name={"en": "An offer", "zh": "产品推介"},
            occasion=Occasion.NEWS,
            ways=(CampaignWay.PHONE, CampaignWay.EMAIL, CampaignWay.POST),
            is_marketing=True,
            asked_again_days=30,
            needs_text=True,
            reason_code="interest",
        ),
        CampaignTemplate(
            code="news",
            name={"en": "A letter of our own", "zh": "自拟通知"},
            occasion=Occasion.NEWS,
            ways=(CampaignWay.EMAIL, CampaignWay.POST),
            needs_text=True,
        ),
    ),
    ways=(CampaignWay.PHONE, CampaignWay.MESSAGE, CampaignWay.POST),
    managers=("Fiona Yip Wai Lam", "Raymond Lau"),
    capacity=60,
    today=_TODAY,
)
PLAN: Final = CampaignPlan(
    chosen=131,
    reached=96,
    days=(DayShare(on=_TODAY, count=60), DayShare(on=_TODAY + timedelta(days=1), count=36)),
    left_out=(LeftOut(why=WhyNot.NO_CONSENT, count=31), LeftOut(why=WhyNot.NO_ADDRESS, count=4)),
    languages={"en": 40, "zh": 56},
    sample_language="en",
    sample_to="Mrs Clara Hartley",
    sample_subject="News from your bank",
    sample_text="Dear Mrs Hartley,\n\nOur branch in Central moves on 1 July.\n\nYours sincerely,\n\n"
    "Customer Relations\nour bank\n",
)


class Bureau:
    """A server of a picture: it says what stands here."""

    def __init__(self, *, away: bool = False, campaigns: tuple[Campaign, ...] = CAMPAIGNS) -> None:
        self.away, self.campaigns = away, campaigns
        self.problem: ClientError | None = None
        self.done: list[StartCampaign | ChangeCampaign | PlanCampaign] = []
        self.saved: list[Path] = []

    def form(self) -> CampaignForm:
        return FORM

    def listed(self) -> Campaigns:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        return Campaigns(as_of=NOW, campaigns=self.campaigns)

    def plan(self, wanted: PlanCampaign) -> CampaignPlan:
        self.done.append(wanted)
        if self.problem is not None:
            raise self.problem
        return PLAN

    def start(self, command: StartCampaign) -> Campaign:
        self.done.append(command)
        if self.problem is not None:
            raise self.problem
        return _campaign(
            command.name, command.way, CampaignState.RUNNING, total=96, counts={MemberState.WAITING: 96}, steps=_RUNS
        )

    def change(self, campaign_id: UUID, command: ChangeCampaign) -> Campaign:
        self.done.append(command)
        if self.problem is not None:
            raise self.problem
        found = next(each for each in self.campaigns if each.campaign_id == campaign_id)
        paused = command.step is CampaignStep.PAUSE
        steps = {CampaignStep.RESUME, CampaignStep.CANCEL} if paused else _RUNS
        state = CampaignState.PAUSED if paused else CampaignState.RUNNING
        return found.model_copy(update={"version": found.version + 1, "state": state, "steps": frozenset(steps)})

    def members(
        self,
        campaign_id: UUID,  # noqa: ARG002  the server's own signature
        state: MemberState | None = None,  # noqa: ARG002
        after: UUID | None = None,
    ) -> CampaignMembers:
        return CampaignMembers(members=() if after else _MEMBERS, more=after is None)

    def save_letter(self, campaign_id: UUID, member_id: UUID, place: Path) -> None:  # noqa: ARG002
        self.saved.append(place)


def campaigns_window(theme: Theme, bureau: Bureau) -> CampaignsWindow:
    """Return the window on this bureau."""
    return CampaignsWindow(theme, CampaignsPresenter(bureau, ImmediateTasks(), language_now), show_at_once=True)


def _coming(theme: Theme) -> CampaignsWindow:
    return campaigns_window(theme, Bureau())


def _ready(theme: Theme) -> CampaignsWindow:
    window = _coming(theme)
    window.campaigns.open()
    return window


def _uncertain(theme: Theme) -> CampaignsWindow:
    window = _ready(theme)
    window.campaigns.select(CAMPAIGNS[1].campaign_id)
    return window


def _batch(theme: Theme) -> CampaignsWindow:
    window = _ready(theme)
    window.campaigns.compose(tuple(uuid5(ROOT, str(each)) for each in range(96)))
    window.form.name.setText("Branch in Central moves")
    window.form.template.setCurrentIndex(2)
    window.form.texts["en"].setPlainText("Our branch in Central moves to 1 Harbour Square on 1 July.")
    window.form.texts["zh"].setPlainText("中环分行将于7月1日迁至海港广场1号。")
    return window


def _planned(theme: Theme) -> CampaignsWindow:
    window = _batch(theme)
    window.campaigns.look()
    return window


def _refused(theme: Theme) -> CampaignsWindow:
    window = _ready(theme)
    window.campaigns.compose()
    window.form.from_on.setText("")
    window.form.from_on.typed.emit("")
    window.campaigns.look()
    return window


def _none(theme: Theme) -> CampaignsWindow:
    window = campaigns_window(theme, Bureau(campaigns=()))
    window.campaigns.open()
    return window


def _away(theme: Theme) -> CampaignsWindow:
    window = campaigns_window(theme, Bureau(away=True))
    window.campaigns.open()
    return window


def _figure(key: str, name: str, promised: int, kept: int, late: float, **values: object) -> CallbackFigure:
    return CallbackFigure.model_validate(
        {
            "key": key,
            "name": {"en": name, "zh": name} if name else {},
            "promised": promised,
            "kept": kept,
            "kept_percent": round(100 * kept / promised, 1),
            "reached": kept,
            "attempts_to_reach": 1.3,
            "median_late_minutes": late,
            **values,
        }
    )


FIGURES: Final = CallbackFigures(
    since_at=NOW - timedelta(days=7),
    until_at=NOW,
    all=_figure("", "", 212, 197, 0),
    agents=(
        _figure("1", "Amy Wong", 64, 62, 0),
        _figure("2", "Ken Yip", 58, 49, 6.5, open_late=2),
        _figure("", "", 12, 7, 41, open_late=1),
    ),
    queues=(_figure("cards", "", 90, 85, 0), _figure("general", "", 122, 112, 3)),
    kinds=(_figure("promised", "Promised", 130, 121, 0),),
)
REFERRALS: Final = ReferralFigures(
    since_at=NOW - timedelta(days=7),
    until_at=NOW,
    all=ReferralFigure(key="", given=23, won=9, lost=6, open=8, won_percent=60.0),
    givers=(
        ReferralFigure(key="1", name="Amy Wong", given=15, won=7, lost=3, open=5, won_percent=70.0),
        ReferralFigure(key="2", name="Ken Yip", given=8, won=2, lost=3, open=3, won_percent=40.0),
    ),
    managers=(ReferralFigure(key="3", name="Raymond Lau", given=23, won=9, lost=6, open=8, won_percent=60.0),),
)


class Counted:
    """The server of these pictures; `away`: it does not answer."""

    def __init__(self, answer: CallbackFigures | ReferralFigures, *, away: bool = False) -> None:
        self.answer, self.away = answer, away
        self.asked: list[tuple[object, object]] = []

    def figures(self, since_at: object, until_at: object) -> object:
        self.asked.append((since_at, until_at))
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        return self.answer


def figures_window(theme: Theme, *, away: bool = False) -> CallbackFiguresWindow:
    """Return the window on figures that stand here."""
    presenter = FiguresPresenter(
        Counted(FIGURES, away=away),  # type: ignore[arg-type]
        Counted(REFERRALS),  # type: ignore[arg-type]
        ImmediateTasks(),
        lambda: NOW,
        lambda at: at.astimezone(HONG_KONG),
    )
    return CallbackFiguresWindow(theme, presenter, show_at_once=True)


def _figures(theme: Theme) -> CallbackFiguresWindow:
    window = figures_window(theme)
    window.figures.read()
    return window


def _referrals(theme: Theme) -> CallbackFiguresWindow:
    window = _figures(theme)
    window.figures.show_group(Group.GIVERS)
    return window


def _figures_away(theme: Theme) -> CallbackFiguresWindow:
    window = figures_window(theme, away=True)
    window.figures.read()
    return window


CAMPAIGN_WINDOWS: Final[Mapping[str, Callable[[Theme], CampaignsWindow | CallbackFiguresWindow]]] = MappingProxyType(
    {
        "campaigns": _ready,
        "campaigns-uncertain": _uncertain,
        "campaigns-batch": _batch,
        "campaigns-planned": _planned,
        "campaigns-refused": _refused,
        "campaigns-none": _none,
        "campaigns-coming": _coming,
        "campaigns-away": _away,
        "callback-figures": _figures,
        "callback-figures-referrals": _referrals,
        "callback-figures-away": _figures_away,
        "callback-figures-coming": figures_window,
    }
)
