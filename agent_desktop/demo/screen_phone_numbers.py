"""The telephone numbers of the made-up customers of the pictures."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from agent_desktop.client.errors import Problem
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.phone_numbers import CurrentNumber, CustomerNumbers, EndedNumber, NumberEnd
from agent_desktop.demo.screen_customers import HO
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.numbers import kind_label
from agent_desktop.ui.customer.numbers.presenter import NumbersState


def _current(place: int, kind: str, number: str, **more: object) -> CurrentNumber:
    return CurrentNumber.model_validate(
        {"number_id": UUID(int=place), "label": kind_label(kind), "masked": mask_phone(number), **more}
    )


_MOBILE: Final = _current(1, "mobile", "+85261234182", calling=True)
_NOTED: Final = _current(2, "mobile", "+8613812345678", noted=True, valid_from=date(2026, 6, 3))
_WORK: Final = _current(3, "work", "+85228337790", others=6, valid_from=date(2024, 11, 18))
_OLD: Final = EndedNumber(
    former_id=UUID(int=11),
    label=kind_label("home"),
    masked=mask_phone("+85225771234"),
    valid_until=date(2022, 3, 9),
)
_MISTAKE: Final = EndedNumber(
    former_id=UUID(int=12),
    label=kind_label("mobile"),
    masked=mask_phone("+85291550034"),
    valid_from=date(2025, 2, 1),
    valid_until=date(2026, 5, 28),
    end=NumberEnd.NEVER,
    kept_out=True,
)
_JUST: Final = EndedNumber(
    former_id=UUID(int=1),
    label=_MOBILE.label,
    masked=_MOBILE.masked,
    valid_until=date(2026, 6, 16),
    end=NumberEnd.NO_LONGER,
    kept_out=True,
    calling=True,
)
_ALL: Final = CustomerNumbers(customer_id=HO.customer_id, current=(_MOBILE, _NOTED, _WORK), ended=(_MISTAKE, _OLD))

NOT_ASKED: Final = NumbersState()
NUMBERS: Final = NumbersState(open=True, name=HO.name, numbers=_ALL)
ASKED_WHY: Final = replace(NUMBERS, asking=_MOBILE.number_id)
ENDED: Final = replace(
    NUMBERS,
    numbers=_ALL.model_copy(update={"current": (_NOTED, _WORK), "ended": (_JUST, _MISTAKE, _OLD)}),
    undoable=_JUST.former_id,
    was_calling=True,
)
REFUSED: Final = replace(ASKED_WHY, problem=Problem(ErrorCode.NUMBER_NOT_THEIRS))
COMING: Final = replace(NUMBERS, numbers=None)
FAILED: Final = replace(COMING, problem=Problem(ErrorCode.DATABASE_AWAY))
