"""Every query on values but those that gather and reckon them: writing back, tiers, one person's."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.valuation.models import (
    CustomerValueHistoryRow,
    CustomerValueRow,
    SurveyAnswerRow,
    ValuationRow,
    ValueFormulaRow,
)
from agent_desktop.records.valuation.statements import FIGURES

_LOCK: Final = 4_503_610_022_417
"""The advisory lock of valuations: of several that would run at once, one does."""

_VALUES: Final = table_of(CustomerValueRow)
_HISTORY: Final = table_of(CustomerValueHistoryRow)
_SURVEYS: Final = table_of(SurveyAnswerRow)
_VALUATIONS: Final = table_of(ValuationRow)
_FORMULAS: Final = table_of(ValueFormulaRow)
_CUSTOMERS: Final = table_of(CustomerRow)

_TYPES: Final[dict[str, sa.types.TypeEngine[Any]]] = {name: _VALUES.c[name].type for name in (*FIGURES, "measures")}
_VALUED: Final = sa.table(
    "valued", sa.column("person_id", sa.Uuid()), *(sa.column(name, kind) for name, kind in _TYPES.items())
)
_CHANGED: Final = sa.table(
    "changed_values", sa.column("person_id", sa.Uuid()), *(sa.column(name, kind) for name, kind in _TYPES.items())
)

_COUNTED: Final = {"preserve_rowcount": True}

_CREATE_VALUED: Final = """
    CREATE TEMPORARY TABLE valued (
        person_id uuid, relationship_value numeric(18, 2), contribution numeric(18, 2), cost numeric(18, 2),
        profit numeric(18, 2), potential numeric(18, 2), quadrant text, tier text, satisfaction numeric(3, 2),
        satisfaction_gap numeric(3, 2), loss_risk smallint, measures jsonb
    ) ON COMMIT DROP
"""


class ValuationRepository:
    """One reckoning's own queries, within its transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self) -> bool:
        """Have the only valuation until the transaction ends; False where somebody has it."""
        return bool(self._session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))))

    def has_night(self, night: date) -> bool:
        return (
            self._session.scalar(sa.select(_VALUATIONS.c.valuation_id).where(_VALUATIONS.c.night == night)) is not None
        )

    def keep_formula(self, formula_id: str, content: dict[str, Any], currency: str, at: datetime) -> None:
        """Keep formulas that are new here."""
        values = {"formula_id": formula_id, "content": content, "currency": currency, "first_used_at": at}
        self._session.execute(insert(_FORMULAS).values(**values).on_conflict_do_nothing())

    def create_valued(self) -> None:
        """Create the temporary table of everybody's figures."""
        self._session.execute(sa.text(_CREATE_VALUED))

    def add_valued(self, figures: sa.Select[Any]) -> int:
        """Reckon some people's figures; return how many these are."""
        names = [column.name for column in _VALUED.columns]
        filled = self._session.execute(sa.insert(_VALUED).from_select(names, figures), execution_options=_COUNTED)
        return int(filled.rowcount)  # type: ignore[attr-defined]

    def find_changed(self, formula_id: str) -> int:
        """Gather whose figures are others than before; return how many."""
        old, new = _VALUES, _VALUED
        was = sa.tuple_(old.c.formula_id, *(old.c[name] for name in _TYPES))
        now = sa.tuple_(sa.literal(formula_id), *(new.c[name] for name in _TYPES))
        differs = sa.or_(old.c.customer_id.is_(None), was.is_distinct_from(now))
        changed = sa.select(*new.columns).outerjoin_from(new, old, old.c.customer_id == new.c.person_id).where(differs)
        self._session.execute(sa.text("ANALYZE valued"))
        self._session.execute(sa.text("CREATE TEMPORARY TABLE changed_values (LIKE valued) ON COMMIT DROP"))
        names = [column.name for column in _VALUED.columns]
        found = self._session.execute(sa.insert(_CHANGED).from_select(names, changed), execution_options=_COUNTED)
        self._session.execute(sa.text("ANALYZE changed_values"))
        return int(found.rowcount)  # type: ignore[attr-defined]

    def note_changes(self, at: datetime, *, percent: Any, risk_points: int) -> int:
        """Add to the history whose figures moved enough since they were noted last; return how many."""
        last = (
            sa.select(*_HISTORY.columns)
            .where(_HISTORY.c.customer_id == _CHANGED.c.person_id)
            .order_by(_HISTORY.c.valued_at.desc())
            .limit(1)
            .lateral("last")
        )
        new = _CHANGED.c
        moved = [_moved(last.c[name], new[name], percent) for name in ("relationship_value", "profit", "potential")]
        other = [last.c[name].is_distinct_from(new[name]) for name in ("quadrant", "tier", "satisfaction")]
        risk = sa.func.abs(last.c.loss_risk - new.loss_risk) >= risk_points
        unlike = sa.func.num_nulls(last.c.loss_risk, new.loss_risk) == 1
        material = sa.or_(last.c.customer_id.is_(None), *moved, *other, risk, unlike)
        noted = (
            sa.select(new.person_id, sa.literal(at), *(new[name] for name in FIGURES))
            .select_from(_CHANGED.outerjoin(last, sa.true()))
            .where(material)
        )
        added = insert(_HISTORY).from_select(["customer_id", "valued_at", *FIGURES], noted).on_conflict_do_nothing()
        return int(self._session.execute(added, execution_options=_COUNTED).rowcount)  # type: ignore[attr-defined]

    def write_changed(self, formula_id: str, at: datetime) -> None:
        """Make the figures those that count; of people who are none any more they go."""
        figures = sa.select(
            _CHANGED.c.person_id, sa.literal(at), sa.literal(formula_id), *(_CHANGED.c[name] for name in _TYPES)
        )
        names = ["customer_id", "valued_at", "formula_id", *_TYPES]
        added = insert(_VALUES).from_select(names, figures)
        replaced = {name: added.excluded[name] for name in names[1:]}
        self._session.execute(added.on_conflict_do_update(index_elements=[_VALUES.c.customer_id], set_=replaced))
        valued = sa.select(sa.literal(1)).where(_VALUED.c.person_id == _VALUES.c.customer_id)
        self._session.execute(sa.delete(_VALUES).where(~valued.exists()))

    def list_wrong_tiers(self) -> list[UUID]:
        """Return the accounts whose tier is not the person's value's, or not the bank's own where that has none."""
        return list(self._session.execute(sa.text(_WRONG_TIERS)).scalars())

    def add_valuation(self, valuation: ValuationRow) -> None:
        self._session.add(valuation)


# The tier is the newest value's at the moment it is set: another reckoning may have ended meanwhile.
_TIER_OF_VALUE: Final = """
    customers c
    LEFT JOIN merged_accounts m USING (customer_id)
    LEFT JOIN customer_values v ON v.customer_id = coalesce(m.lead_id, c.customer_id)
"""
_WRONG_TIERS: Final = f"""
    SELECT c.customer_id FROM {_TIER_OF_VALUE}
    WHERE CASE WHEN v.tier IS NULL THEN c.bank_tier IS NOT NULL ELSE c.tier <> v.tier END
    ORDER BY c.customer_id
"""  # noqa: S608 put together of these texts alone
# A row that somebody else is changing is left for later: nobody waits for a tier, and an import must not.
_SET_TIERS: Final = f"""
    WITH free AS (
        SELECT c.customer_id, v.tier FROM {_TIER_OF_VALUE}
        WHERE c.customer_id = ANY(CAST(:accounts AS uuid[]))
        FOR NO KEY UPDATE OF c SKIP LOCKED
    )
    UPDATE customers c
    SET tier = coalesce(f.tier, c.bank_tier, c.tier),
        bank_tier = CASE WHEN f.tier IS NULL THEN NULL ELSE coalesce(c.bank_tier, c.tier) END
    FROM free f WHERE f.customer_id = c.customer_id
    RETURNING c.customer_id
"""  # noqa: S608 put together of these texts alone


def set_tiers(session: Session, accounts: Sequence[UUID]) -> set[UUID]:
    """Have accounts go by their value's tier, and keep the bank's own beside; return those that were free to be
    changed."""
    return set(session.execute(sa.text(_SET_TIERS), {"accounts": list(accounts)}).scalars())


def note_night(session: Session, valuation_id: UUID, night: date) -> None:
    """Have the night done by this valuation. Where another has begun meanwhile, that one is the night's."""
    repository = ValuationRepository(session)
    if repository.lock() and not repository.has_night(night):
        session.execute(sa.update(_VALUATIONS).where(_VALUATIONS.c.valuation_id == valuation_id).values(night=night))


def _moved(before: sa.ColumnElement[Any], now: sa.ColumnElement[Any], percent: Any) -> sa.ColumnElement[bool]:
    far = sa.func.abs(now - before) > sa.func.abs(before) * sa.literal(percent, sa.Numeric()) / 100
    return sa.or_(far, sa.func.num_nulls(before, now) == 1)


class CustomerValueRepository:
    """One person's figures."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_value(self, person_id: UUID) -> sa.RowMapping | None:
        """Return the figures of the person with this leading account, with `measures` as JSON text, and the formulas'
        `content` and `currency`."""
        columns = [column for column in _VALUES.columns if column.name != "measures"]
        query = (
            sa.select(
                *columns,
                sa.cast(_VALUES.c.measures, sa.Text).label("measures"),
                _FORMULAS.c.content,
                _FORMULAS.c.currency,
            )
            .join(_FORMULAS, _FORMULAS.c.formula_id == _VALUES.c.formula_id)
            .where(_VALUES.c.customer_id == person_id)
        )
        return self._session.execute(query).mappings().one_or_none()

    def find_reckoned_at(self) -> datetime | None:
        """Return when customers were reckoned last."""
        last: datetime | None = self._session.scalar(sa.select(sa.func.max(_VALUATIONS.c.finished_at)))
        return last

    def find_kind(self, person_id: UUID) -> CustomerKind | None:
        """Return what kind of customer it is, None for no customer."""
        return self._session.scalar(sa.select(_CUSTOMERS.c.kind).where(_CUSTOMERS.c.customer_id == person_id))

    def list_history(self, person_id: UUID, limit: int) -> Sequence[sa.RowMapping]:
        """Return the newest rows of the history, the oldest of them first."""
        query = sa.select(*_HISTORY.columns).where(_HISTORY.c.customer_id == person_id)
        rows = self._session.execute(query.order_by(_HISTORY.c.valued_at.desc()).limit(limit)).mappings().all()
        return rows[::-1]

    def list_surveys(self, person_id: UUID, since: datetime, limit: int) -> Sequence[sa.RowMapping]:
        """Return the newest answers of all accounts of a person, the oldest of them first."""
        query = (
            sa.select(_SURVEYS.c.at, _SURVEYS.c.perceived, _SURVEYS.c.expected)
            .where(of_person(_SURVEYS.c.customer_id), _SURVEYS.c.at >= since)
            .order_by(_SURVEYS.c.at.desc(), _SURVEYS.c.survey_answer_id)
            .limit(limit)
        )
        return self._session.execute(query, {"of_customer": person_id}).mappings().all()[::-1]
