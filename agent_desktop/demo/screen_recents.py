"""The states of an agent's own contacts, as the pictures show them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.contacts import AgentContact, ContactState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Direction
from agent_desktop.demo.screen_customers import FUNG, NOW, made_id
from agent_desktop.ui.recents.presenter import RecentsKind, RecentsState

_CARDS: Final = {"en": "Cards", "zh": "信用卡"}
_LOANS: Final = {"en": "Loans", "zh": "贷款"}
_CHARGE: Final = {"en": "I don't know this charge", "zh": "不认得的交易"}
_REPAY: Final = {"en": "Pay off my home loan early", "zh": "提前还清按揭"}
_S = ContactState
_DAYS: Final[tuple[tuple[ContactState, str, str, LocalText, LocalText, int, int, int], ...]] = (
    (_S.TALKING, "Ms Ho Sze Wing, Grace", "+852 6••• 4182", _CARDS, _CHARGE, 4, 1, 277),
    (_S.HANDLED, "Mr Wong Ka Ming", "+852 5••• 0071", _CARDS, {}, 41, 1, 322),
    (_S.MISSED, "", "+852 9••• 1508", _CARDS, {}, 66, 2, 0),
    (_S.CALLER_GAVE_UP, FUNG.name, "+852 9••• 0736", _LOANS, _REPAY, 92, 1, 0),
    (_S.UNFINISHED, "Mrs Lee Mei Fong", "+852 6••• 2290", _LOANS, {}, 140, 1, 96),
    (_S.DECLINED, "", "", _CARDS, {}, 1500, 1, 0),
    (_S.NOT_CONNECTED, "Mr Cheung Tat", "+852 5••• 8112", _CARDS, _CHARGE, 3020, 1, 0),
    (_S.NOT_REACHED, "Ms Chan Wai Yee", "+852 9••• 3301", _CARDS, {}, 3900, 0, 0),
    (_S.TAKEN_BACK, "", "+86 138 •••• 5521", _CARDS, {}, 4700, 1, 0),
)
_OUTCOME: Final = {"en": "Card blocked", "zh": "已挂失"}
_DECLINED: Final = {"en": "Trouble with the headset", "zh": "耳机故障"}


def _contacts() -> tuple[AgentContact, ...]:
    return tuple(
        AgentContact(
            call_id=made_id(700 + number),
            state=state,
            at=NOW - timedelta(minutes=minutes),
            rings=rings,
            direction=Direction.OUTBOUND if not rings else Direction.INBOUND,
            customer_id=made_id(40 + number) if name else None,
            customer_name=name,
            number_masked=masked,
            queue_name=queue,
            about=about,
            talk_seconds=talk,
            outcome=_OUTCOME if state is _S.HANDLED else {},
            decline_reason=_DECLINED if state is _S.DECLINED else {},
            has_note=state in (_S.HANDLED, _S.TALKING),
        )
        for number, (state, name, masked, queue, about, minutes, rings, talk) in enumerate(_DAYS)
    )


NO_RECENTS: Final = RecentsState()
RECENTS: Final = RecentsState(
    open=True,
    kind=RecentsKind.READY,
    contacts=_contacts(),
    selected=made_id(701),
    note="Card lost on the MTR this morning, 卡在地铁遗失。Blocked it, new one by post to the office.",
    more=True,
)
RECENTS_OLD: Final = replace(
    RECENTS, may_dial=True, selected=made_id(702), note="", problem=Problem(ErrorCode.SERVER_AWAY)
)
RECENTS_COMING: Final = RecentsState(open=True)
RECENTS_EMPTY: Final = RecentsState(open=True, kind=RecentsKind.EMPTY)
RECENTS_FAILED: Final = RecentsState(open=True, kind=RecentsKind.FAILED, problem=Problem(ErrorCode.SERVER_AWAY))
