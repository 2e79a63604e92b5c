"""The base of every table of telephony, with the conventions they share."""

from datetime import datetime
from enum import Enum, StrEnum
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(kind: type[Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """Times are `timestamptz`, enums are stored by value, JSON is `jsonb`."""

    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: sa.DateTime(timezone=True),
        UUID: sa.Uuid(),
        StrEnum: sa.Enum(StrEnum, values_callable=_values, native_enum=False, length=40),
        dict[str, Any]: JSONB(),
        dict[str, str]: JSONB(),
        list[str]: JSONB(),
    }


def table_of(row: type[Base]) -> sa.Table:
    """Return the table behind a row class. A statement on tables passes by the ORM: half the time on a hot path.

    Such a statement neither sees nor writes what the session still holds back: flush first where that matters.
    """
    table = row.__table__
    if not isinstance(table, sa.Table):
        raise TypeError(type(table))
    return table
