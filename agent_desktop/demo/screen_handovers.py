"""The page of whom to ask and the hand-over note in the pictures, on both sides."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from agent_desktop.client.errors import Problem
from agent_desktop.client.handover_text import HandoverStatus, HandoverText, HandoverView
from agent_desktop.client.received_handover import ReceivedHandover
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerOutcome
from agent_desktop.contract.directory import (
    Directory,
    DirectoryEntry,
    DirectoryKind,
    EntryKind,
    EntrySkill,
    PersonState,
    TeamRole,
    WayOver,
    WhyNot,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handovers import (
    HandoverFact,
    HandoverNote,
    HandoverPart,
    HandoverReason,
    HandoverState,
    MomentKind,
)
from agent_desktop.contract.verification import Level
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo import screen_transfers as transfers
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_handed_script import SCRIPT, moment
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.transfer.directory.presenter import DirectoryState
from agent_desktop.ui.transfer.note.presenter import REASON, SUMMARY, NoteState
from telephony.contract import TransferOutcome, TransferSnapshot, TransferState

_S = PersonState
_CALL: Final = UUID(int=40)
FRAUD: Final = EntrySkill(code="fraud", name={"en": "Card fraud", "zh": "信用卡欺诈"}, level=5, wanted=True)
_SKILLS: Final = {
    "ATM": {"en": "ATM", "zh": "自助取款"},
    "Police": {"en": "Police", "zh": "警方联络"},
    "English": {"en": "English", "zh": "英语"},
    "Online": {"en": "Online", "zh": "网上银行"},
    "Chargeback": {"en": "Chargeback", "zh": "拒付"},
    "Wire": {"en": "Wire", "zh": "电汇"},
}
_SITES: Final[dict[str, LocalText]] = {
    "Shanghai": {"en": "Shanghai", "zh": "上海"},
    "Hong Kong": {"en": "Hong Kong", "zh": "香港"},
    "Shenzhen": {"en": "Shenzhen", "zh": "深圳"},
}


def _person(
    number: int,
    name: str,
    other: str,
    state: PersonState,
    team: str,
    site: str,
    skills: str,
    load: int = 0,
    **more: object,
) -> DirectoryEntry:
    busy = {WayOver.ASK_NEXT, WayOver.CALL_BACK}
    can = {_S.READY: {WayOver.CONSULT, WayOver.COLD}, _S.ON_CALL: busy, _S.WRAP_UP: busy}
    why = {
        _S.ON_CALL: WhyNot.ON_CALL,
        _S.WRAP_UP: WhyNot.WRAP_UP,
        _S.NOT_READY: WhyNot.NOT_READY,
        _S.OFFLINE: WhyNot.OFFLINE,
    }
    wanted = [FRAUD] if "fraud" in skills else []
    others = [EntrySkill(code=each, name=_SKILLS[each], level=3) for each in skills.split() if each in _SKILLS]
    values: dict[str, object] = {
        "kind": EntryKind.PERSON,
        "entry_id": str(UUID(int=number)),
        "name": {"en": name},
        "other_name": other,
        "team": team,
        "site": _SITES[site],
        "state": state,
        "skills": (*wanted, *others),
        "load": load,
        "load_limit": 4 if state is not _S.NOT_READY else 0,
        "wait_seconds": 0 if state is _S.READY else None,
        "can": frozenset(can.get(state, {WayOver.CALL_BACK})),
        "why_not": why.get(state),
        **more,
    }
    return DirectoryEntry.model_validate(values)


def _back(minutes: int) -> object:
    return NOW + timedelta(minutes=minutes)


PEOPLE: Final = (
    _person(12, "Zhang Min", "张敏", _S.READY, "Fraud", "Shanghai", "fraud ATM", 2),
    _person(13, "Leung Ka Ho", "梁家豪", _S.READY, "Fraud", "Hong Kong", "fraud Police", 1),
    _person(14, "Deepa Raman", "", _S.READY, "Fraud", "Hong Kong", "fraud English", 2),
    _person(15, "Wang Lei", "王磊", _S.WRAP_UP, "Fraud", "Shanghai", "fraud Online", 4, free_in_seconds=70),
    _person(16, "Fong Siu Man", "方小敏", _S.WRAP_UP, "Disputes", "Hong Kong", "Chargeback", 3, free_in_seconds=100),
    _person(17, "Li Na", "李娜", _S.ON_CALL, "Disputes", "Shenzhen", "Chargeback ATM", 4, free_in_seconds=150),
    _person(18, "Tom Barlow", "", _S.ON_CALL, "Fraud", "Hong Kong", "fraud", 4, free_in_seconds=195),
    _person(19, "Sun Yue", "孙悦", _S.ON_CALL, "Fraud", "Shanghai", "Online Wire", 4, free_in_seconds=240),
    _person(20, "Cheung Mei", "張美", _S.NOT_READY, "Fraud", "Hong Kong", "fraud", back_at=_back(18)),
    _person(21, "Xu Jian", "徐健", _S.NOT_READY, "Fraud", "Shanghai", "ATM Wire", back_at=_back(33)),
    _person(22, "Ng Pui Shan", "吳佩珊", _S.OFFLINE, "Disputes", "Hong Kong", "Chargeback"),
)
_OWN: Final = _person(
    30, "Helen Chan", "陳海倫", _S.READY, "Wealth", "Hong Kong", "Wire", 1, role=TeamRole.RELATIONSHIP_MANAGER
)
_COUNTS: Final = {DirectoryKind.PEOPLE: 38, DirectoryKind.QUEUES: 3, DirectoryKind.NUMBERS: 2, DirectoryKind.RECENT: 2}
_DIRECTORY: Final = Directory(
    kind=DirectoryKind.PEOPLE,
    entries=(_OWN, *PEOPLE),
    found=12,
    counts=_COUNTS,
    teams=("Fraud", "Disputes", "Wealth"),
    languages=("en", "yue", "zh-CN"),
    wanted_skills=(FRAUD,),
)
FREE: Final = DirectoryState(open=True, directory=_DIRECTORY, selected=1)


def _with_you(state: PersonState) -> Directory:
    changed: dict[str, object] = {"state": state, "why_not": WhyNot.WITH_YOU, "can": frozenset(), "wait_seconds": None}
    entries = tuple(
        each.model_copy(update=changed) if each.entry_id == str(UUID(int=12)) else each for each in _DIRECTORY.entries
    )
    return _DIRECTORY.model_copy(update={"entries": entries})


def _to(state: TransferState, outcome: TransferOutcome | None = None) -> TransferSnapshot:
    return transfers.TRANSFER.model_copy(update={"state": state, "outcome": outcome})


CONSULTING: Final = replace(FREE, directory=_with_you(_S.ON_CALL), transfer=_to(TransferState.CONSULTING))
RINGING: Final = replace(FREE, transfer=_to(TransferState.RINGING))
DECLINED: Final = replace(FREE, transfer=_to(TransferState.FAILED, TransferOutcome.DECLINED))
NOT_ANSWERED: Final = replace(FREE, transfer=_to(TransferState.FAILED, TransferOutcome.NO_ANSWER))
SPECIALIST_GONE: Final = replace(FREE, transfer=_to(TransferState.FAILED, TransferOutcome.SPECIALIST_LEFT))
ASKED_NEXT: Final = replace(FREE, asked_next=str(UUID(int=15)), selected=4)
REFUSED: Final = replace(FREE, refused=Problem(ErrorCode.COLLEAGUE_NOT_FREE))
COMING: Final = DirectoryState(open=True, loading=True)
AWAY: Final = DirectoryState(open=True, problem=Problem(ErrorCode.SERVER_AWAY))
NOBODY_MATCHES: Final = replace(
    FREE, text="trade finance", directory=_DIRECTORY.model_copy(update={"entries": (), "found": 0})
)
EMPTY: Final = replace(
    FREE, kind=DirectoryKind.RECENT, directory=Directory(kind=DirectoryKind.RECENT, counts={DirectoryKind.PEOPLE: 38})
)
NO_DIRECTORY: Final = DirectoryState()


def _queue(
    code: str, name: LocalText, ready: int, here: int, waiting: int, wait: int, **more: object
) -> DirectoryEntry:
    values: dict[str, object] = {
        "kind": EntryKind.QUEUE,
        "entry_id": code,
        "name": name,
        "agents_ready": ready,
        "agents_here": here,
        "waiting": waiting,
        "wait_seconds": wait,
        "skills": (FRAUD,) if code == "fraud" else (),
        "can": frozenset({WayOver.COLD}),
        **more,
    }
    return DirectoryEntry.model_validate(values)


QUEUES: Final = replace(
    FREE,
    kind=DirectoryKind.QUEUES,
    selected=0,
    directory=Directory(
        kind=DirectoryKind.QUEUES,
        found=3,
        counts=_COUNTS,
        entries=(
            _queue("fraud", {"en": "Fraud", "zh": "反欺诈"}, 3, 9, 4, 140),
            _queue("wealth", {"en": "Wealth", "zh": "财富管理"}, 1, 6, 0, 0),
            _queue(
                "loans",
                {"en": "Loans", "zh": "贷款"},
                0,
                0,
                0,
                0,
                can=frozenset(),
                why_not=WhyNot.CLOSED,
                wait_seconds=None,
            ),
        ),
    ),
)

_PARTS: Final = (
    HandoverFact(
        part=HandoverPart.VERIFICATION,
        title={"en": "Verified", "zh": "已核实"},
        detail={"en": "3 of 3 checks", "zh": "3项通过3项"},
        at=NOW - timedelta(minutes=2),
    ),
    HandoverFact(
        part=HandoverPart.SCRIPT,
        title={"en": "Script", "zh": "话术"},
        detail={"en": "Step 4 of 7 done: Block card", "zh": "7步完成4步：冻结卡片"},
    ),
    HandoverFact(
        part=HandoverPart.TRANSACTIONS,
        title={"en": "Transaction", "zh": "交易"},
        detail={"en": "HKD 8,000 · 02:14, Macau", "zh": "HKD 8,000 · 02:14 澳门"},
    ),
    HandoverFact(
        part=HandoverPart.ACTIONS,
        title={"en": "Card •••• 4417", "zh": "卡片 •••• 4417"},
        detail={"en": "Blocked", "zh": "已冻结"},
        at=NOW - timedelta(minutes=1),
    ),
    HandoverFact(
        part=HandoverPart.COMPLAINT,
        title={"en": "Open complaint", "zh": "未结投诉"},
        detail={"en": "CMP-26-01843, due 18 Jun", "zh": "CMP-26-01843，6月18日到期"},
    ),
    HandoverFact(
        part=HandoverPart.NOTES,
        title={"en": "Call notes", "zh": "通话记录"},
        detail={"en": "3 lines", "zh": "3行"},
    ),
)
_SUMMARY: Final = (
    "HKD 8,000 taken at a Macau ATM at 02:14 today, card •••• 4417. She was at home and has the card. "
    "PIN not shared. Card now blocked. Wants the money back before her mortgage on 28 Jun."
)
TEXT: Final = HandoverText(
    "withdrawal_not_theirs", _SUMMARY, "Open the fraud case, explain provisional credit", "A word by Friday"
)
_REASON: Final[LocalText] = {
    "en": "Cards / Fraud / Cash withdrawal not theirs",
    "zh": "信用卡 / 欺诈 / 非本人取款",
}
BEGUN: Final = HandoverNote(
    handover_id=UUID(int=45),
    call_id=_CALL,
    from_agent_id=transfers.AGENT,
    from_name="Amy Wong",
    level=Level.FULL,
    parts=_PARTS,
    script=SCRIPT,
    so_far=(
        moment(8, MomentKind.ANSWERED, "Answered, waited 01:12", "接听，等候 01:12"),
        moment(4, MomentKind.SAID, "Said she did not withdraw", "称未取款"),
        moment(3, MomentKind.VERIFIED, "Passed all checks", "通过全部核实"),
        moment(2, MomentKind.ACTION, "Card •••• 4417 blocked", "卡片 •••• 4417 已冻结"),
        moment(1, MomentKind.HELD, "Put on hold to ask Fraud", "为咨询反欺诈而保持"),
    ),
    say={
        "en": "Thank you for waiting, Ms Ho. Zhang Min from our fraud team will take over. "
        "They have all the details, you need not repeat anything.",
        "zh": "何女士，感谢您的等候。接下来由我行反欺诈团队的张敏为您服务，您的情况已全部转告，无需再重复说明。",
    },
)
SENT: Final = BEGUN.model_copy(
    update={
        "version": 2,
        "sent_version": 2,
        "state": HandoverState.SENT,
        "to_agent_id": transfers.SPECIALIST,
        "to_name": "Zhang Min",
        "reason_code": TEXT.reason_code,
        "reason": _REASON,
        "summary": TEXT.summary,
        "asked": TEXT.asked,
        "promised": TEXT.promised,
        "notes": "Travelling on Friday, call the mobile.",
        "sent_at": NOW - timedelta(seconds=22),
        "changed_at": NOW - timedelta(seconds=22),
    }
)
READ: Final = SENT.model_copy(update={"read_at": NOW - timedelta(seconds=12), "read_version": 2})
REASONS: Final = (
    HandoverReason(
        code="withdrawal_not_theirs",
        path=(
            {"en": "Cards", "zh": "信用卡"},
            {"en": "Fraud", "zh": "欺诈"},
            {"en": "Cash withdrawal not theirs", "zh": "非本人取款"},
        ),
    ),
    HandoverReason(code="card_limit", path=({"en": "Cards", "zh": "信用卡"}, {"en": "Limit", "zh": "额度"})),
)
_OWN_BEGUN: Final = HandoverView(call_id=_CALL, note=BEGUN, text_number=1)
NOTE_BEGUN: Final = NoteState(own=_OWN_BEGUN, reasons=REASONS)
NOTE_SENT: Final = NoteState(
    own=HandoverView(call_id=_CALL, note=SENT, text=TEXT, text_number=2, status=HandoverStatus.SAVED),
    reasons=REASONS,
    colleague="Zhang Min",
)
NOTE_READ: Final = replace(NOTE_SENT, own=replace(NOTE_SENT.own, note=READ), said=True)
NOTE_CHANGED: Final = replace(
    NOTE_READ,
    own=replace(
        NOTE_READ.own,
        text=replace(TEXT, asked="Open the fraud case, explain provisional credit, call her on Friday"),
        text_number=3,
    ),
    said=False,
)
NOTE_MISSING: Final = replace(
    NOTE_BEGUN, missing=frozenset({REASON, SUMMARY}), to_complete=True, focus_number=1, colleague="Zhang Min"
)
NOTE_CONFLICT: Final = replace(
    NOTE_SENT,
    own=replace(
        NOTE_SENT.own,
        status=HandoverStatus.CONFLICT,
        other=replace(TEXT, summary="She has found the receipt. It was her husband."),
        text_number=4,
    ),
)
NOTE_KEPT_HERE: Final = replace(
    NOTE_BEGUN,
    own=replace(
        _OWN_BEGUN,
        text=TEXT,
        text_number=5,
        status=HandoverStatus.KEPT_HERE,
        problem=Problem(ErrorCode.SERVER_AWAY),
    ),
)
NO_NOTE: Final = NoteState()


def received(note: HandoverNote | None, **changes: object) -> NoteState:
    """Return what the specialist has of it."""
    base = ReceivedHandover(call_id=_CALL, from_name="Amy Wong", note=note, joined=True)
    return NoteState(received=replace(base, **changes))  # type: ignore[arg-type]


_RUNG: Final = samples.offer_from(CallerOutcome.MATCHED)
ASKED: Final = OfferState(
    visible=True,
    offer_id=UUID(int=46),
    call_id=_CALL,
    card=_RUNG.card,
    profile=_RUNG.profile,
    offered_at=NOW - timedelta(seconds=18),
    expires_at=NOW + timedelta(seconds=12),
    ring_seconds=30,
    colleague=True,
    from_name="Amy Wong",
    handover=SENT,
)
ASKED_WITHOUT_NOTE: Final = replace(ASKED, handover=None)
