"""The windows that stand beside the desktop: the Trial caller, and the question before closing."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.trial_caller.people import Caller
from agent_desktop.demo.trial_caller.presenter import CallerKind, Line, TrialCallerPresenter, TrialCallerState
from agent_desktop.demo.trial_caller.switches import Mode, SwitchesPresenter
from agent_desktop.demo.trial_caller.view import TrialCallerView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from telephony.providers.simulator.wire import CallView, RingRequest

_PEOPLE: Final = tuple(
    Caller(customer_number=f"C{place}", name=name, name_chinese=chinese, tier=tier, number=number, shared_by=shared)
    for place, (name, chinese, tier, number, shared) in enumerate(
        (
            ("Ms Grace Ho Wing Sze", "何詠詩", "platinum", "+85260004182", 1),
            ("Mr Derek Fung Tak Wai", "馮德偉", "gold", "+85290000736", 1),
            ("Mr Tse Wai Lun", "謝偉倫", "gold", "+85290001284", 3),
            ("Mdm Lee Suk Fan", "李淑芬", "standard", "+85290001284", 3),
            ("Ms Cheung Ka Yan", "張嘉欣", "standard", "+85260007710", 1),
        )
    )
)
_HEARD: Final = "For a lost or stolen card, press 1. For a transaction you do not recognise, press 2."
_LISTED: Final = TrialCallerState(people=_PEOPLE, chosen=0)

TRIAL_CALLERS: Final[Mapping[str, TrialCallerState]] = MappingProxyType(
    {
        "trial-caller": _LISTED,
        "trial-caller-menu": replace(_LISTED, chosen=3, line=Line.MENU, call_sid="1", prompt=(_HEARD,), keys="1290"),
        "trial-caller-on-hold": replace(_LISTED, line=Line.HELD, call_sid="1", keyed="4182"),
        "trial-caller-nobody": replace(_LISTED, text="zzyx", people=(), chosen=-1),
        "trial-caller-withheld": replace(_LISTED, kind=CallerKind.WITHHELD, people=(), chosen=-1),
        "trial-caller-carrier-away": replace(_LISTED, problem=Problem(ErrorCode.CARRIER_AWAY)),
    }
)


class _Nobody:
    """People, carrier and switches of a picture: nothing is asked of them."""

    def find(self, _text: str, *, shared: bool) -> tuple[Caller, ...]:
        return _PEOPLE[2:4] if shared else _PEOPLE

    def switch(self, system: str, mode: Mode) -> None:
        """Leave it as it is."""

    def ring(self, _request: RingRequest) -> CallView:
        raise ClientError(ErrorCode.CARRIER_AWAY)

    def press_keys(self, _call_sid: str, _keys: str) -> CallView:
        raise ClientError(ErrorCode.CARRIER_AWAY)

    def hang_up(self, _call_sid: str) -> CallView:
        raise ClientError(ErrorCode.CARRIER_AWAY)

    def read(self, _call_sid: str) -> CallView:
        raise ClientError(ErrorCode.CARRIER_AWAY)


def trial_caller_screen(theme: Theme, state: TrialCallerState) -> TrialCallerView:
    """Return the Trial caller in `state`. Its owner stops it."""
    nobody = _Nobody()
    tasks = ImmediateTasks()
    view = TrialCallerView(theme, TrialCallerPresenter(nobody, nobody, tasks), SwitchesPresenter(nobody, tasks))
    view.display(state)
    return view


def confirm_screen(theme: Theme) -> QWidget:
    """Return the question before closing during a call, on a piece of the window's ground."""
    ground = QWidget()
    dialog = ConfirmDialog(
        theme,
        ground,
        title=QCoreApplication.translate("SignedIn", "Close while you have a call?"),
        text=QCoreApplication.translate(
            "SignedIn", "The caller stays on the line and hears you no more. Your notes are kept."
        ),
        do_it=QCoreApplication.translate("SignedIn", "Close it"),
        keep=QCoreApplication.translate("SignedIn", "Stay"),
    )
    dialog.setWindowFlags(Qt.WindowType.Widget)
    column = QVBoxLayout(ground)
    column.addWidget(dialog)
    return ground
