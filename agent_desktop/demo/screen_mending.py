"""The window of what is stuck, in one state after another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.mends import HandDeed, Live, LiveList, LiveWhich, Mend, MendByHand, Mends
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.mending.presenter import MendingPresenter, Whose
from agent_desktop.ui.mending.window import MendingWindow
from agent_desktop.ui.theme.theme import Theme

_ROOT: Final = UUID("7c2b0f9e-6f0e-4b1a-9a55-2c1b1f1a9d10")
_CARDS: Final = {"en": "Cards", "zh": "信用卡"}
_GENERAL: Final = {"en": "General enquiries", "zh": "综合咨询"}
_LOANS: Final = {"en": "Loans", "zh": "贷款"}


def _live(kind: str, name: str, state: str, minutes: float, **more: object) -> Live:
    known = {
        "kind": kind,
        "subject_id": uuid5(_ROOT, kind + name + state),
        "state": state,
        "since_at": NOW - timedelta(minutes=minutes),
        "agent_id": uuid5(_ROOT, name) if name else None,
        "call_id": uuid5(_ROOT, "call" + name),
        "agent_name": name,
    }
    return Live.model_validate(known | more)


_TALK_ENDS: Final = ("talk_is_cut_off",)
_STUCK: Final = (
    _live(
        "offer",
        "Wong Ka Yan",
        "ringing",
        1.4,
        queue=_CARDS,
        finding="offer_without_timer",
        free=("offer_returns", "agent_not_ready"),
        end=("caller_is_cut_off",),
    ),
    _live("call", "Lam Chi Ho", "held", 41, queue=_LOANS, doubt="long_hold", end=("talk_is_cut_off",)),
    _live("call", "", "queued", 36, queue=_GENERAL, doubt="long_wait", end=("caller_is_cut_off",)),
    _live(
        "agent",
        "Tam Siu Fong",
        "on_call",
        7.5,
        queue=_CARDS,
        finding="agent_on_others_call",
        free=("agent_not_ready",),
    ),
    _live(
        "agent",
        "Chan Mei Yee",
        "wrap_up",
        64,
        queue=_CARDS,
        doubt="long_wrap_up",
        free=("wrap_up_ends", "agent_not_ready"),
    ),
)
_AGENTS: Final = (
    _live("agent", "Chan Mei Yee", "wrap_up", 64, queue=_CARDS, doubt="long_wrap_up", free=("wrap_up_ends",)),
    _live("agent", "Lam Chi Ho", "on_call", 44, queue=_LOANS, end=_TALK_ENDS),
    _live("agent", "Ho Wai Lun", "not_ready", 22, reason="lunch", free=("agent_not_ready",)),
    _live("agent", "Wong Ka Yan", "ready", 3, free=("offer_returns", "agent_not_ready")),
    _live("agent", "Leung Tsz Kin", "ready", 1.2, free=("agent_not_ready",)),
)
_CALLS: Final = (_STUCK[1], _STUCK[2], _live("call", "Lee Hoi Ching", "talking", 4.2, queue=_GENERAL, end=_TALK_ENDS))


def _mend(finding: str, deed: str, minutes: float, name: str, queue: dict[str, str], **more: object) -> Mend:
    known = {
        "mend_id": uuid5(_ROOT, f"{finding}{minutes}"),
        "at": NOW - timedelta(minutes=minutes),
        "finding": finding,
        "deed": deed,
        "agent_name": name,
        "queue": queue,
        "call_id": uuid5(_ROOT, "call" + name),
    }
    return Mend.model_validate(known | more)


_HAND: Final = {"by": uuid5(_ROOT, "Ada"), "by_name": "Ada Kwok"}
_MENDS: Final = (
    _mend("by_hand", "free_agent", 12, "Ho Wai Lun", _CARDS, **_HAND, reason="Her screen froze during wrap-up"),
    _mend("report_missing", "look_up_room", 38, "Lee Hoi Ching", _GENERAL),
    _mend("timer_not_run", "run_timer", 95, "", _LOANS),
    _mend("agent_on_ended_call", "begin_wrap_up", 180, "Lam Chi Ho", _LOANS),
    _mend("by_hand", "end_room", 60 * 26, "Tam Siu Fong", _CARDS, **_HAND, reason="Caller says nobody was on the line"),
)


class _Centre:
    """A server of a picture: it says what stands here."""

    def __init__(self, *, stuck: tuple[Live, ...] = _STUCK, mends: tuple[Mend, ...] = _MENDS) -> None:
        self._stuck, self._mends = stuck, mends
        self.away = False
        self.refuse = False

    def live(self, which: LiveWhich, find: str = "") -> LiveList:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        lives = {LiveWhich.STUCK: self._stuck, LiveWhich.AGENTS: _AGENTS, LiveWhich.CALLS: _CALLS}[which]
        found = tuple(each for each in lives if find.casefold() in each.agent_name.casefold())
        return LiveList(
            lives=found,
            total=len(found),
            stuck=len(self._stuck),
            database_looked_at=NOW - timedelta(seconds=4),
            carrier_looked_at=NOW - timedelta(seconds=11),
            turn_seconds=3.4 if which is LiveWhich.CALLS else 0,
        )

    def mends(self, *, by_hand: bool | None = None, finding: str = "", after: Mend | None = None) -> Mends:  # noqa: ARG002
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        listed = tuple(each for each in self._mends if by_hand is None or (each.finding == "by_hand") == by_hand)
        return Mends(mends=listed, counts={"by_hand": 1, "report_missing": 3} if listed else {}, more=bool(listed))

    def mend(self, command: MendByHand) -> Mends:  # noqa: ARG002  one signature
        if self.refuse:
            raise ClientError(ErrorCode.MEND_OVERTAKEN)
        return self.mends()


def _window(
    theme: Theme, centre: Callable[[], _Centre], then: Callable[[MendingPresenter, _Centre], None]
) -> MendingWindow:
    bank = centre()
    mending = MendingPresenter(bank, ImmediateTasks())
    window = MendingWindow(theme, mending, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)
    then(mending, bank)
    return window


def _choose(mending: MendingPresenter, which: LiveWhich, number: int) -> None:
    mending.read()
    mending.list_which(which)
    listed = mending.state.lives
    if listed is not None:
        live = listed.lives[number]
        mending.choose_live(live.kind, live.subject_id)


def _offer(mending: MendingPresenter, _: _Centre) -> None:
    _choose(mending, LiveWhich.STUCK, 0)


def _wrap_up(mending: MendingPresenter, _: _Centre) -> None:
    _choose(mending, LiveWhich.STUCK, 4)


def _on_call(mending: MendingPresenter, _: _Centre) -> None:
    _choose(mending, LiveWhich.AGENTS, 1)


def _freed(mending: MendingPresenter, _: _Centre) -> None:
    _choose(mending, LiveWhich.STUCK, 4)
    mending.do(HandDeed.FREE_AGENT, "Her screen froze")


def _overtaken(mending: MendingPresenter, bank: _Centre) -> None:
    bank.refuse = True
    _choose(mending, LiveWhich.CALLS, 1)
    mending.do(HandDeed.END_CALL, "Nobody there")


def _by_hand(mending: MendingPresenter, _: _Centre) -> None:
    mending.read()
    mending.list_mends(whose=Whose.BY_HAND)
    mending.choose_mend(_MENDS[0].mend_id)


def _nothing(mending: MendingPresenter, _: _Centre) -> None:
    mending.read()


def _filtered(mending: MendingPresenter, _: _Centre) -> None:
    mending.read()
    mending.search("Nobody")


def _away(mending: MendingPresenter, bank: _Centre) -> None:
    bank.away = True
    mending.read()


def _not_of_now(mending: MendingPresenter, bank: _Centre) -> None:
    _offer(mending, bank)
    bank.away = True
    mending.read()


def _unread(_mending: MendingPresenter, _: _Centre) -> None:
    """Nothing has come yet."""


_QUIET: Final = partial(_Centre, stuck=(), mends=())
MENDING: Final[Mapping[str, Callable[[Theme], MendingWindow]]] = MappingProxyType(
    {
        "mending-offer": partial(_window, centre=_Centre, then=_offer),
        "mending-wrap-up": partial(_window, centre=_Centre, then=_wrap_up),
        "mending-on-call": partial(_window, centre=_Centre, then=_on_call),
        "mending-freed": partial(_window, centre=_Centre, then=_freed),
        "mending-overtaken": partial(_window, centre=_Centre, then=_overtaken),
        "mending-by-hand": partial(_window, centre=_Centre, then=_by_hand),
        "mending-none": partial(_window, centre=_QUIET, then=_nothing),
        "mending-filtered": partial(_window, centre=_Centre, then=_filtered),
        "mending-away": partial(_window, centre=_Centre, then=_away),
        "mending-old": partial(_window, centre=_Centre, then=_not_of_now),
        "mending-loading": partial(_window, centre=_Centre, then=_unread),
    }
)
