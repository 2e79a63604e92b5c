"""The window of source systems, in one state after another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sources import (
    LoadFailure,
    LoadKind,
    Origin,
    Origins,
    RefusedRow,
    RefusedRows,
    RunLoad,
    ScheduleState,
    SourceLoad,
    Sources,
    SourceState,
)
from agent_desktop.demo.screen_customers import CONTACTS, HO, NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.sources.origins_presenter import OriginsPresenter
from agent_desktop.ui.sources.origins_window import OriginsWindow
from agent_desktop.ui.sources.presenter import SourcesPresenter
from agent_desktop.ui.sources.window import SourcesWindow
from agent_desktop.ui.theme.theme import Theme

_NIGHT: Final = NOW - timedelta(hours=8, minutes=27)
_NEXT: Final = _NIGHT + timedelta(days=1)
_ROWS: Final = (
    RefusedRow(file="cards/cards.csv", line=4_182, column="as_of", reason='"2026-06-31" is no time like 1998-12-31'),
    RefusedRow(file="cards/cards.csv", line=9_017, column="owner", reason='there is no customer "10098812" in crm'),
    RefusedRow(file="cards/bookings.csv", line=73_551, column="", reason="the row has 7 columns instead of 8"),
)


def _source(
    code: str, en: str, zh: str, group: HoldingGroup | None, read: int, refused: int, hours: float, *, old: bool = False
) -> SourceState:
    last = SourceLoad(
        load_id=UUID(int=1),
        kind=LoadKind.FULL if code == "crm" else LoadKind.INCREMENTAL,
        finished_at=_NIGHT if not old else _NIGHT - timedelta(days=2),
        read=read,
        rejected=refused,
        inserted=412,
        updated=9_120,
        removed=31 if code == "crm" else 0,
        older=refused * 4,
    )
    return SourceState(
        source=code,
        name={"en": en, "zh": zh},
        group=group,
        live=group is not None,
        as_of_at=NOW - timedelta(hours=hours),
        is_old=old,
        last=last,
        failed=None,
        schedules=("night",),
        next_at=_NEXT,
    )


_G: Final = HoldingGroup
_LIST: Final = (
    _source("cards", "Card system", "卡系统", _G.CARDS, 211_482, 3, 9),
    _source("core_banking", "Core banking", "核心系统", _G.DEPOSITS, 1_204_118, 0, 9),
    _source("crm", "Customer system", "客户系统", None, 42_911, 0, 10),
    _source("digital", "Web and app", "网站与应用", None, 18_230, 0, 1),
    _source("insurance", "Insurance system", "保险系统", _G.INSURANCE, 3_918, 0, 30),
    _source("loans", "Loan system", "贷款系统", _G.LOANS, 4_402, 0, 9),
    _source("wealth", "Advisory", "投资顾问系统", _G.WEALTH, 2_077, 0, 58, old=True),
)
_PLAN: Final = ScheduleState(name="night", kind=None, next_at=_NEXT)
_RUNS: Final = _PLAN.model_copy(
    update={"running_since": NOW - timedelta(minutes=2), "step": "storing", "step_of": "holdings", "percent": 40}
)
_SHRINKS: Final = LoadFailure(
    at=_NIGHT + timedelta(minutes=3),
    code=ErrorCode.LOAD_SHRINKS.value,
    details={"system": "cards", "record": "record_holding", "missing": 10_204, "known": 19_871, "percent": "10"},
)


_LATE: Final = LoadFailure(
    at=_NIGHT + timedelta(minutes=1),
    code=ErrorCode.EXTRACT_NOT_FOUND.value,
    details={"file": "cards.csv"},
)


class _Bank:
    """A server of a picture: it says what stands here."""

    def __init__(
        self,
        *,
        listed: tuple[SourceState, ...] = _LIST,
        plan: tuple[ScheduleState, ...] = (_PLAN,),
        away: bool = False,
        refused: bool = True,
    ) -> None:
        self._told = Sources(sources=listed, schedules=plan)
        self._away, self._refused = away, refused

    def sources(self) -> Sources:
        if self._away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        return self._told

    def rejects(self, source: str) -> RefusedRows:
        rows = _ROWS if source == "cards" and self._refused else ()
        return RefusedRows(source=source, count=len(rows), rows=rows)

    def run(self, schedule: str, command: RunLoad) -> Sources:  # noqa: ARG002  one signature
        asked = _PLAN.model_copy(update={"asked_at": NOW})
        return self._told.model_copy(update={"schedules": (asked,)})


def _window(theme: Theme, bank: _Bank, then: Callable[[SourcesPresenter], None] = lambda _: None) -> SourcesWindow:
    sources = SourcesPresenter(bank, ImmediateTasks())
    window = SourcesWindow(theme, sources, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)
    sources.open()
    then(sources)
    return window


def _late() -> _Bank:
    first = _LIST[0].model_copy(update={"failed": _LATE})
    plan = _PLAN.model_copy(update={"failed": _LATE, "retry_at": _LATE.at + timedelta(minutes=15)})
    return _Bank(listed=(first, *_LIST[1:]), plan=(plan,), refused=False)


def _failed() -> _Bank:
    first = _LIST[0].model_copy(update={"failed": _SHRINKS})
    return _Bank(listed=(first, *_LIST[1:]))


class _Origins:
    """Tells of a picture's profile where its values came from."""

    def __init__(self, *, known: bool = True, away: bool = False) -> None:
        self._known, self._away = known, away

    def origins(self, customer_id: UUID) -> Origins:  # noqa: ARG002
        if self._away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        if not self._known:
            return Origins(origins=())
        crm = {"source": "crm", "source_name": _LIST[2].name, "as_of_at": NOW - timedelta(hours=10)}
        found = [
            Origin(field=field, file=file, line=line, columns=columns, loaded_at=_NIGHT, **crm)  # type: ignore[arg-type]
            for field, file, line, columns in (
                ("customer_number", "crm/customers.csv", 2, ("number",)),
                ("name_latin", "crm/customers.csv", 2, ("name",)),
                ("birth_date", "crm/customers.csv", 2, ("born",)),
                ("email", "crm/customers.csv", 2, ("email",)),
                ("mobile", "crm/numbers.csv", 2, ("number",)),
            )
        ]
        for part in HO.parts:
            for line, holding in enumerate(part.holdings, start=41):
                found.append(
                    Origin(
                        field="balance",
                        holding_id=holding.holding_id,
                        source=part.system,
                        source_name=part.system_name,
                        file=f"{part.system}/extract.csv",
                        line=line,
                        columns=("balance", "currency"),
                        as_of_at=part.as_of_at or _NIGHT,
                        loaded_at=_NIGHT,
                    )
                )
        for line, contact in enumerate(CONTACTS[1:4], start=2):
            found.append(
                Origin(
                    field="contact",
                    file="crm/contacts.csv",
                    line=line,
                    columns=("at", "channel", "subject", "outcome"),
                    loaded_at=_NIGHT,
                    about=contact.subject,
                    at=contact.at,
                    **crm,  # type: ignore[arg-type]
                )
            )
        return Origins(origins=tuple(found))


def _origins(theme: Theme, bank: _Origins) -> OriginsWindow:
    origins = OriginsPresenter(bank, ImmediateTasks())
    window = OriginsWindow(theme, origins, now=lambda: NOW, zone=HONG_KONG, show_at_once=True)
    origins.open(HO)
    return window


ORIGINS: Final[Mapping[str, Callable[[Theme], OriginsWindow]]] = MappingProxyType(
    {
        "origins": partial(_origins, bank=_Origins()),
        "origins-none": partial(_origins, bank=_Origins(known=False)),
        "origins-away": partial(_origins, bank=_Origins(away=True)),
    }
)
SOURCES: Final[Mapping[str, Callable[[Theme], SourcesWindow]]] = MappingProxyType(
    {
        "sources-refused": partial(_window, bank=_Bank()),
        "sources-old": partial(_window, bank=_Bank(), then=lambda sources: sources.select("wealth")),
        "sources-running": partial(_window, bank=_Bank(plan=(_RUNS,))),
        "sources-asked": partial(_window, bank=_Bank(), then=lambda sources: sources.run()),
        "sources-failed": partial(_window, bank=_failed()),
        "sources-late": partial(_window, bank=_late()),
        "sources-unplanned": partial(
            _window,
            bank=_Bank(listed=(_LIST[1].model_copy(update={"schedules": (), "next_at": None}),), plan=()),
        ),
        "sources-never": partial(_window, bank=_Bank(listed=())),
        "sources-away": partial(_window, bank=_Bank(away=True)),
    }
)
