"""The window of relationship managers, in one state after another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.managers import (
    ChangeDone,
    ChangeKind,
    HandOver,
    ListCustomers,
    ManagedCustomer,
    ManagedCustomers,
    ManagerChange,
    ManagerLine,
    Managers,
    UndoChange,
)
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.managers.presenter import ManagersPresenter
from agent_desktop.ui.managers.window import ManagersWindow
from agent_desktop.ui.theme.theme import Theme

ROOT: Final = UUID("6d2f7a90-51c7-4f0e-8a0e-0f5b6f0f4a42")
_LINES: Final = tuple(
    ManagerLine(
        name=name,
        user_id=uuid5(ROOT, name) if team else None,
        team=team,
        languages=languages,
        customers=customers,
        most=most,
    )
    for name, team, languages, customers, most in (
        ("Adrian Tse Lok Man", "Private banking", ("cmn", "en", "yue"), 80, 80),
        ("Fiona Yip Wai Lam", "Wealth", ("en", "yue"), 143, 250),
        ("Ivy Kwok Suet Ying", "Wealth", ("cmn", "yue"), 212, 250),
        ("Mr Wu (left in May)", "", (), 37, None),
        ("Raymond Lau", "Private banking", ("en", "yue"), 64, 250),
    )
)
_CUSTOMERS: Final = tuple(
    ManagedCustomer(
        customer_id=uuid5(ROOT, name),
        name=name,
        name_chinese=chinese,
        kind=CustomerKind.PERSONAL,
        tier=tier,
        number_masked=f"•••• •••• {ending}",
        languages=languages,
    )
    for name, chinese, tier, ending, languages in (
        ("Ms Grace Ho Wing Sze", "何詠詩 女士", Tier.PLATINUM, "2086", ("yue", "en")),
        ("Mr Chan Ka Ming", "陳家明 先生", Tier.PLATINUM, "0071", ("yue",)),
        ("Mrs Clara Hartley", "", Tier.GOLD, "5519", ("en",)),
        ("Mr Lin Zixuan", "林子轩 先生", Tier.GOLD, "3302", ("cmn", "en")),
        ("Ms Yeung Wing Kit", "楊詠潔 女士", Tier.GOLD, "9940", ("yue",)),
    )
)
_CHANGES: Final = (
    ManagerChange(
        change_id=uuid5(ROOT, "c1"),
        at=NOW - timedelta(hours=2),
        kind=ChangeKind.HANDED_OVER,
        by_name="Susan Mak",
        reason="Mr Wu has left the bank",
        from_name="Mr Wu (left in May)",
        to_name="Ivy Kwok Suet Ying",
        customers=12,
    ),
    ManagerChange(
        change_id=uuid5(ROOT, "c2"), at=NOW - timedelta(days=1), kind=ChangeKind.ASSIGNED, reason="", customers=214
    ),
    ManagerChange(
        change_id=uuid5(ROOT, "c3"),
        at=NOW - timedelta(days=3),
        kind=ChangeKind.HANDED_OVER,
        by_name="Susan Mak",
        reason="On leave",
        from_name="Raymond Lau",
        to_name="Fiona Yip Wai Lam",
        customers=1,
        undone_at=NOW - timedelta(days=2),
    ),
)
FOUND: Final = Managers(managers=_LINES, without=1_284, changes=_CHANGES)


class Bank:
    """A server of a picture: it says what stands here."""

    def __init__(self, *, away: bool = False, found: Managers = FOUND) -> None:
        self.away, self.found = away, found
        self.done: list[HandOver | UUID] = []

    def managers(self) -> Managers:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        return self.found

    def customers(self, asked: ListCustomers) -> ManagedCustomers:
        if asked.name == "Raymond Lau" or asked.skip:
            return ManagedCustomers(customers=_CUSTOMERS if not asked.skip else ())
        return ManagedCustomers(customers=_CUSTOMERS[2:], more=True)

    def hand_over(self, command: HandOver) -> ChangeDone:
        self.done.append(command)
        return ChangeDone(change_id=uuid5(ROOT, "c1"), customers=len(command.customer_ids or _CUSTOMERS))

    def undo(self, change_id: UUID, command: UndoChange) -> ChangeDone:  # noqa: ARG002  the server's own signature
        self.done.append(change_id)
        return ChangeDone(customers=12)


def managers_window(theme: Theme, bank: Bank) -> ManagersWindow:
    """Return the window on this bank."""
    presenter = ManagersPresenter(bank, ImmediateTasks())
    return ManagersWindow(theme, presenter, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)


def _coming(theme: Theme) -> ManagersWindow:
    return managers_window(theme, Bank())


def _ready(theme: Theme) -> ManagersWindow:
    window = _coming(theme)
    window.managers.open()
    window.managers.choose("Raymond Lau")
    return window


def _marked(theme: Theme) -> ManagersWindow:
    window = _ready(theme)
    for row in (1, 3):
        index = window.customers.model().index(row, 0)
        flags = window.customers.selectionModel().SelectionFlag
        window.customers.selectionModel().select(index, flags.Select | flags.Rows)
    window.to.setCurrentIndex(1)
    return window


def _done(theme: Theme) -> ManagersWindow:
    window = _marked(theme)
    window.managers.hand_over(_LINES[1].user_id, "On leave", everybody=False)
    return window


def _refused(theme: Theme) -> ManagersWindow:
    window = _marked(theme)
    window.managers.hand_over(_LINES[1].user_id, " ", everybody=False)
    return window


def _away(theme: Theme) -> ManagersWindow:
    window = managers_window(theme, Bank(away=True))
    window.managers.open()
    return window


MANAGERS: Final[Mapping[str, Callable[[Theme], ManagersWindow]]] = MappingProxyType(
    {
        "managers": _ready,
        "managers-marked": _marked,
        "managers-done": _done,
        "managers-refused": _refused,
        "managers-coming": _coming,
        "managers-away": _away,
    }
)
