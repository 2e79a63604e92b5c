"""Complaints of the trial bank, in several states, made the way people make them: so that every list has something."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_parts import AddTask, ProposeRedress
from agent_desktop.contract.complaint_work import MakeMove, Move
from agent_desktop.contract.complaints import RecordComplaint
from agent_desktop.contract.sessions import Role
from agent_desktop.records.complaint_clocks.casefile import ComplaintFile
from agent_desktop.records.complaint_clocks.service import ComplaintClocks
from agent_desktop.records.complaints.access import Asking, Who
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.recording import record_complaint
from agent_desktop.records.complaints.redress import propose_redress
from agent_desktop.records.complaints.tasks import add_task
from agent_desktop.records.complaints.working import make_move
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.customers.options import options_from
from agent_desktop.records.events import RecordEvents
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.complaint_clocks.files import load_calendars, load_rules
from agent_desktop.server.complaint_clocks.people import CentrePeople
from agent_desktop.server.complaints.people import PeopleOfCentre, who_is
from agent_desktop.server.complaints.plan_file import load_book
from agent_desktop.settings import load_settings


@dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    display_name: str
    other_name: str
    team: str
    role: Role


COLLEAGUES: Final = (
    Colleague("iris", "Iris Chow", "周晓棠", "Cards", Role.AGENT),
    Colleague("zhiqiang", "Li Zhiqiang", "李志强", "Complaints", Role.COMPLAINT_HANDLER),
    Colleague("karen", "Karen Yip", "叶嘉欣", "Complaints", Role.COMPLAINT_HANDLER),
    Colleague("grace", "Grace Poon", "潘颖仪", "Complaints", Role.SUPERVISOR),
)
"""Who deals with them beside the demo's agent. Nobody knows their passwords."""


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody does so many days after the record."""

    days: float
    who: str
    move: Move
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planted:
    """One complaint: of the customer at this place, recorded so many days ago, with what happened to it since."""

    customer: int
    days_ago: float
    category: str
    words: str
    owner: str = "zhiqiang"
    more: dict[str, Any] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    task: str = ""


_TOLD: Final = Step(0.5, "zhiqiang", Move.ACKNOWLEDGE, {"told_by": "message"})
_BEGUN: Final = (_TOLD, Step(1, "zhiqiang", Move.INVESTIGATE))
_ANSWER: Final = {"answer": "我们已核实并退还该笔费用。", "root_cause": "information_unclear", "result": "upheld"}
_ANSWERED: Final = (
    *_BEGUN,
    Step(3, "zhiqiang", Move.PROPOSE_ANSWER, _ANSWER),
    Step(4, "karen", Move.APPROVE_ANSWER),
    Step(4.5, "zhiqiang", Move.ANSWER, {"told_by": "letter"}),
)
_HKD: Final = {"currency": "HKD"}

PLANTED: Final = (
    Planted(
        0, 2, "cards.charges.instalment",
        "客户6月账单显示已办理12期分期，手续费1,286.40元，客户说没有在手机银行确认过，也没有接到电话，要求取消分期。",
        "demo",
        {"severity": "major", "amount": "1286.40", "asked_amount": "1286.40", **_HKD,
         "outcomes": ["refund_fee", "undo"]},
        (_TOLD,),
    ),
    Planted(
        0, 240, "service.reach.waiting", "在旺角分行等候50分钟，期间没有人说明。", "karen", {"channel": "branch"},
        (*_ANSWERED, Step(6, "zhiqiang", Move.ACCEPT, {"told_by": "phone"}), Step(6.1, "zhiqiang", Move.CLOSE)),
    ),
    Planted(
        1, 9, "accounts.bookings.late",
        "A transfer of HKD 35,000 to her landlord arrived three days late, and she paid a penalty.",
        "demo", {"severity": "major", "amount": "500", "outcomes": ["compensation"], "asked_amount": "500", **_HKD},
        _BEGUN, "operations",
    ),
    Planted(
        2, 13, "cards.security.not_theirs",
        "Two payments at a hotel abroad that he did not make; the card was in his wallet.",
        more={"severity": "critical", "amount": "8640", "vulnerable": True, **_HKD}, steps=_BEGUN, task="fraud",
    ),
    Planted(
        3, 36, "wealth.sale.unsuitable", "客户年过七十，购买的基金亏损两成，表示销售时没有说明风险。", "karen",
        {"severity": "major", "vulnerable": True, "amount": "46000", **_HKD}, _BEGUN, "wealth",
    ),
    Planted(
        4, 6, "cards.rewards.points", "The points of a promotion in May have not been credited.", "demo",
        steps=(
            *_BEGUN,
            Step(2, "zhiqiang", Move.WAIT_FOR_CUSTOMER, {"reason": "Photo of the receipt", "until": "+10"}),
        ),
    ),
    Planted(5, 16, "digital.fault", "手机银行转账限额显示有误，多次被退出。", "karen", steps=_ANSWERED),
    Planted(
        6, 20, "loans.terms.early",
        "A penalty for early repayment was charged although the branch had said there was none.",
        more={"severity": "major", "regulatory": True, "channel": "regulator", "amount": "2300", **_HKD},
        steps=(*_ANSWERED, Step(8, "zhiqiang", Move.DISPUTE, {"reason": "She has the branch's e-mail"})),
    ),
    Planted(7, 0.2, "service.people.conduct", "The agent cut him short and put the phone down.", "karen"),
    Planted(8, 0.1, "accounts.running.frozen", "账户被限制转出，没有人告诉客户原因。", "demo", {"severity": "major"}),
    Planted(
        9, 40, "cards.charges.annual_fee", "Annual fee charged after the card was given back.", "demo",
        steps=(*_ANSWERED, Step(6, "zhiqiang", Move.ACCEPT, {"told_by": "phone"}), Step(6.1, "zhiqiang", Move.CLOSE)),
    ),
    Planted(9, 1, "cards.charges.annual_fee", "The annual fee was charged again.", "demo", {"severity": "major"}),
    Planted(10, 3, "idea.app", "希望手机银行有夜间模式。", "", {"kind": "suggestion"}),
    Planted(
        11, 5, "thanks.person", "Patient and clear about a difficult form.", "",
        {"kind": "praise", "about_whom": "Iris Chow"},
    ),
)  # fmt: skip


def plant_complaints(engine: sa.Engine, demo_agent: str, *, now: datetime | None = None) -> int:
    """Plant them where there is no complaint yet; return how many there are now."""
    now = now or datetime.now(UTC)
    settings = load_settings(None)
    book, calendars = load_book(settings), load_calendars(settings)
    clocks = ComplaintClocks(load_rules(settings, calendars), calendars, CentrePeople(), ComplaintFile())
    with Session(engine) as session, session.begin():
        if session.scalar(sa.select(sa.func.count()).select_from(ComplaintRow)):
            return 0
        ids = {"demo": _id(session, demo_agent), **{each.name: _ensure(session, each) for each in COLLEAGUES}}
        customers = session.scalars(
            sa.select(CustomerRow.customer_id)
            .where(CustomerRow.kind == "personal")
            .order_by(CustomerRow.customer_number)
        ).all()
        asking = Asking(
            Who(UUID(int=0), frozenset()),
            now,
            book,
            options_from(settings),
            PeopleOfCentre(session),
            clocks,
            RecordEvents(),
        )
        planted = [each for each in PLANTED if each.customer < len(customers)]
        for number, each in enumerate(sorted(planted, key=lambda one: -one.days_ago)):
            _plant(session, each, number, customers[each.customer], ids, asking)
        return len(planted)


def _plant(
    session: Session, each: Planted, number: int, customer_id: UUID, ids: dict[str, UUID], asking: Asking
) -> None:
    began = asking.at - timedelta(days=each.days_ago)

    def by(who: str, at: datetime) -> Asking:
        return replace(asking, who=who_is(session, ids[who]), at=at)

    command = RecordComplaint.model_validate(
        {
            "command_id": uuid4(),
            "complaint_id": uuid5(NAMESPACE_URL, f"planted-complaint-{number}"),
            "customer_id": customer_id,
            "category_code": each.category,
            "what_happened": each.words,
            "owner_id": ids[each.owner] if each.owner else None,
            "happened_on": (began - timedelta(days=3)).date(),
            **each.more,
        }
    )
    row = record_complaint(session, command, by("iris", began))
    for step in each.steps:
        at = began + timedelta(days=step.days)
        if at >= asking.at:
            return
        if step.move is Move.APPROVE_ANSWER:
            nothing = ProposeRedress(command_id=uuid4(), seen_version=row.version, kind="apology", reason="Put right")
            propose_redress(session, row.complaint_id, nothing, by(step.who, at))
        more = dict(_dated(step.more, at))
        move = MakeMove.model_validate({"command_id": uuid4(), "seen_version": row.version, "move": step.move, **more})
        make_move(session, row.complaint_id, move, by(step.who, at))
    if each.task:
        due_at = asking.at + timedelta(days=1)
        wanted = AddTask(
            command_id=uuid4(), department=each.task, words="When was it booked, and by whom?", due_at=due_at
        )
        add_task(session, row.complaint_id, wanted, by("zhiqiang", asking.at - timedelta(hours=20)))


def _dated(more: dict[str, Any], at: datetime) -> Iterator[tuple[str, Any]]:
    for name, value in more.items():
        yield name, (at + timedelta(days=int(value[1:]))).date() if name == "until" else value


def _id(session: Session, name: str) -> UUID:
    user = UserRepository(session).find_user_by_name(name)
    if user is None:
        raise LookupError(name)
    return user.user_id


def _ensure(session: Session, each: Colleague) -> UUID:
    """Return a colleague who is there, or is from now on."""
    user = UserRepository(session).find_user_by_name(each.name)
    if user is not None:
        return user.user_id
    person = add_user(
        session,
        Passwords(),
        name=each.name,
        display_name=each.display_name,
        other_name=each.other_name,
        password=secrets.token_urlsafe(18),
        roles=(each.role,),
        team=each.team,
    )
    session.flush()
    return person.user_id
