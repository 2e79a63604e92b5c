"""The records an import makes: which fields each has, how they are staged, and where they are merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, cast

import sqlalchemy as sa

from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow, TransactionRow
from agent_desktop.records.valuation.models import SurveyAnswerRow

Kind = Literal["customer", "phone", "holding", "party", "transaction", "contact", "survey"]

KINDS: Final[tuple[Kind, ...]] = ("customer", "holding", "phone", "party", "transaction", "contact", "survey")
"""In the order in which they can be merged."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that another one names by system and key. `prefix` begins its two staged columns."""

    prefix: str
    to: Kind


@dataclass(frozen=True, slots=True)
class Target:
    """`fields` are staged and merged as they are, by name and SQL type. `keyed` records have a hash and a key.

    Each row says which file and line it came from. `own_date` is the field that says how new a record is where its
    mapping names no other.
    """

    kind: Kind
    table: str
    fields: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...] = ()
    keyed: bool = True
    own_date: str = ""

    @property
    def staged(self) -> str:
        return f"staged_{self.kind}"

    def staged_columns(self) -> list[tuple[str, str]]:
        """Name and SQL type of each staged column, in COPY order."""
        columns = [("file_no", "int"), ("record_no", "int"), ("line", "int")]
        if self.keyed:
            columns += [("source_code", "text"), ("source_key", "text")]
        for reference in self.references:
            columns += [(f"{reference.prefix}_source", "text"), (f"{reference.prefix}_key", "text")]
        columns += list(self.fields)
        if self.kind == "customer":
            columns.append(("search_keys", "jsonb"))
        if self.keyed:
            columns += [("gone", "boolean"), ("source_at", "timestamptz"), ("row_hash", "text")]
        return columns


TARGETS: Final[Mapping[Kind, Target]] = MappingProxyType(
    {
        "customer": Target(
            "customer",
            "customers",
            (
                ("kind", "text"),
                ("tier", "text"),
                ("customer_number", "text"),
                ("title", "text"),
                ("name_latin", "text"),
                ("name_chinese", "text"),
                ("gender", "text"),
                ("birth_date", "date"),
                ("customer_since", "date"),
                ("document_number", "text"),
                ("document_expires_on", "date"),
                ("email", "text"),
                ("address", "text"),
                ("languages", "jsonb"),
                ("manager_name", "text"),
                ("wishes", "jsonb"),
                ("calls_from", "time"),
                ("calls_until", "time"),
                ("sort_key", "text"),
            ),
        ),
        "holding": Target(
            "holding",
            "holdings",
            (
                ("group", "text"),
                ("product", "jsonb"),
                ("number", "text"),
                ("currency", "text"),
                ("balance", "numeric"),
                ("status", "jsonb"),
                ("status_kind", "text"),
                ("opened_on", "date"),
                ("matures_on", "date"),
                ("as_of_at", "timestamptz"),
            ),
            own_date="as_of_at",
        ),
        "phone": Target(
            "phone",
            "customer_phone_numbers",
            (("number", "text"), ("kind", "text")),
            (Reference("customer", "customer"),),
            keyed=False,
        ),
        "party": Target(
            "party",
            "holding_parties",
            (("role", "text"),),
            (
                Reference("holding", "holding"),
                Reference("customer", "customer"),
                Reference("like", "holding"),
            ),
            keyed=False,
        ),
        "transaction": Target(
            "transaction",
            "transactions",
            (
                ("booked_at", "timestamptz"),
                ("amount", "numeric"),
                ("currency", "text"),
                ("kind", "text"),
                ("text", "text"),
                ("place", "text"),
                ("country", "text"),
            ),
            (Reference("holding", "holding"),),
        ),
        "contact": Target(
            "contact",
            "contacts",
            (
                ("at", "timestamptz"),
                ("channel", "text"),
                ("subject", "jsonb"),
                ("outcome", "jsonb"),
                ("duration_seconds", "int"),
            ),
            (Reference("customer", "customer"),),
        ),
        "survey": Target(
            "survey",
            "survey_answers",
            (("at", "timestamptz"), ("perceived", "numeric"), ("expected", "numeric")),
            (Reference("customer", "customer"),),
        ),
    }
)

_TABLES: Final = MappingProxyType(
    {
        "customer": CustomerRow.__table__,
        "phone": PhoneNumberRow.__table__,
        "holding": HoldingRow.__table__,
        "party": HoldingPartyRow.__table__,
        "transaction": TransactionRow.__table__,
        "contact": ContactRow.__table__,
        "survey": SurveyAnswerRow.__table__,
    }
)


def text_limit(kind: Kind, field: str) -> int:
    """Return how many characters the table holds of `field`."""
    length = cast("sa.String", _TABLES[kind].columns[field].type).length
    assert length is not None, f"{kind}.{field} has no limit"
    return length
