"""The window of callbacks that a supervisor decides about, in one state after another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.callback_lists import (
    CallbackCounts,
    CallbackPlan,
    CallbackQueue,
    Callbacks,
    CallbackScope,
    CallbackTaker,
    CallbackTakers,
    PlanCallback,
)
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackDetail,
    CallbackState,
    CallbackStep,
    ChangeCallback,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo import screen_callbacks as shown
from agent_desktop.demo.screen_customers import NOW, made_id
from agent_desktop.ui.callback_office.unkept.presenter import UnkeptPresenter
from agent_desktop.ui.callback_office.unkept.window import UnkeptWindow
from agent_desktop.ui.theme.theme import Theme

HONG_KONG: Final = ZoneInfo("Asia/Hong_Kong")
_DUE: Final = shown.DUE.callbacks or ()


def _expired(callback: Callback, hours: int, **values: object) -> Callback:
    due = NOW - timedelta(hours=hours)
    late = {
        "state": CallbackState.EXPIRED,
        "due_at": due,
        "window_from": due - timedelta(minutes=15),
        "window_to": due + timedelta(minutes=15),
        "minutes": -60 * hours,
        "is_late": True,
        "is_mine": False,
    }
    return callback.model_copy(update={**late, **values})


EXPIRED: Final = (
    _expired(_DUE[2], 5, queue_code="cards"),
    _expired(_DUE[0], 2, attempts=3, queue_code="loans"),
    _expired(_DUE[3], 2, queue_code="general"),
)
TAKERS: Final = CallbackTakers(
    people=(
        CallbackTaker(user_id=made_id(811), name="Amy Wong", team="Cards"),
        CallbackTaker(user_id=made_id(812), name="Ken Yip", team="Loans"),
    ),
    teams=("Cards", "Loans"),
    queues=(
        CallbackQueue(code="cards", name={"en": "Cards", "zh": "银行卡"}),
        CallbackQueue(code="loans", name={"en": "Home loans", "zh": "房贷"}),
        CallbackQueue(code="general", name={"en": "General", "zh": "综合业务"}),
    ),
)


@dataclass
class Unkept:
    """The server of these pictures, and of tests: `asked` is what it was asked; `problem` is its answer."""

    listed: tuple[Callback, ...] = EXPIRED
    asked: list[object] = field(default_factory=list)
    problem: ClientError | None = None

    def _answer(self, asked: object) -> None:
        self.asked.append(asked)
        if self.problem is not None:
            raise self.problem

    def list(self, scope: CallbackScope, **asked: object) -> Callbacks:
        self._answer((scope, asked.get("until_at")))
        return Callbacks(counts=CallbackCounts(expired=len(EXPIRED)), callbacks=self.listed, total=len(self.listed))

    def detail(self, callback_id: UUID) -> CallbackDetail:
        self._answer(callback_id)
        return CallbackDetail(callback=self._one(callback_id), history=shown.HISTORY)

    def plan(self, asked: PlanCallback) -> CallbackPlan:
        slots = tuple(NOW + timedelta(minutes=30 + 60 * each) for each in range(8))
        one = self._one(asked.callback_id)
        return CallbackPlan(
            due_at=slots[0], window_from=slots[0], window_to=slots[0], place=one.place, slots=slots,
            latest_at=NOW + timedelta(days=30),
        )  # fmt: skip

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback:
        self._answer(command)
        one = self._one(callback_id)
        open_again = command.step is CallbackStep.REOPEN
        steps = frozenset({CallbackStep.REOPEN}) if not open_again else one.steps
        owner = next((each.name for each in TAKERS.people if each.user_id == command.owner_id), "")
        changed = one.model_copy(
            update={"version": one.version + 1, "steps": steps, "owner_name": owner, "team": command.team,
                    "queue_code": command.queue_code or one.queue_code}
        )  # fmt: skip
        if command.step is not CallbackStep.ADD_WORD:
            self.listed = tuple(each for each in self.listed if each.callback_id != callback_id)
        return changed

    def takers(self) -> CallbackTakers:
        self._answer("takers")
        return TAKERS

    def _one(self, callback_id: UUID | None) -> Callback:
        return next(each for each in (*self.listed, *EXPIRED) if each.callback_id == callback_id)


def unkept_window(theme: Theme, server: Unkept | None = None) -> UnkeptWindow:
    """Return the window on a server that stands here; nothing is asked before it is started."""
    server = server or Unkept()
    presenter = UnkeptPresenter(
        server,
        server,
        ImmediateTasks(),
        lambda: NOW,
        lambda: NOW + timedelta(hours=13),
    )
    return UnkeptWindow(theme, presenter, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)


def _ready(theme: Theme) -> UnkeptWindow:
    window = unkept_window(theme)
    window.unkept.open()
    window.to.setCurrentIndex(1)
    return window


def _given(theme: Theme) -> UnkeptWindow:
    window = _ready(theme)
    window.words.setText("Please, today")
    window.give.click()
    return window


def _none(theme: Theme) -> UnkeptWindow:
    window = unkept_window(theme, Unkept(listed=()))
    window.unkept.open()
    return window


def _away(theme: Theme) -> UnkeptWindow:
    window = unkept_window(theme, Unkept(problem=ClientError(ErrorCode.SERVER_AWAY)))
    window.unkept.open()
    return window


UNKEPT_WINDOWS: Final[Mapping[str, Callable[[Theme], UnkeptWindow]]] = MappingProxyType(
    {
        "callbacks-unkept": _ready,
        "callbacks-unkept-given": _given,
        "callbacks-unkept-none": _none,
        "callbacks-unkept-away": _away,
        "callbacks-unkept-coming": unkept_window,
    }
)
