"""How one side of a pair is shown: what identifies is masked, and clear in the answer to a reveal alone."""

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.consolidation import Agreement, ComparedField, LinkField, LinkSide
from agent_desktop.records.customers.masking import (
    DOT,
    mask_address,
    mask_customer_number,
    mask_document,
    mask_email,
    mask_phone,
)
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.numbers import international

_BETWEEN: Final = " · "


def side_of(row: sa.RowMapping, grouped: int) -> LinkSide:
    """Return whose account it is. `grouped` counts the accounts of its group, 0 where it is in none."""
    source: LocalText = row["source_name"] or {"en": row["source_code"], "zh": row["source_code"]}
    return LinkSide(
        customer_id=row["customer_id"],
        name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
        name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
        source=source,
        number_masked=mask_customer_number(row["customer_number"]),
        grouped=max(grouped, 1),
    )


def clear_values(row: sa.RowMapping) -> dict[LinkField, str]:
    """Return each compared value as it is on record; empty where there is none."""
    return {
        LinkField.NAME: _joined(row["name_latin"], row["name_chinese"]),
        LinkField.BIRTH: row["birth_date"].isoformat() if row["birth_date"] else "",
        LinkField.DOCUMENT: row["document_number"],
        LinkField.MOBILE: _joined(*(international(number) for number in _numbers(row, mobile=True))),
        LinkField.EMAIL: row["email"],
        LinkField.HOME: _joined(row["address"], *(international(number) for number in _numbers(row, mobile=False))),
        LinkField.GENDER: row["gender"],
    }


def masked_values(row: sa.RowMapping) -> dict[LinkField, str]:
    """Return each compared value as it may be shown: of a birthday the year, names and gender clear."""
    return {
        **clear_values(row),
        LinkField.BIRTH: f"{row['birth_date']:%Y}-{DOT * 2}-{DOT * 2}" if row["birth_date"] else "",
        LinkField.DOCUMENT: mask_document(row["document_number"]),
        LinkField.MOBILE: _joined(*(mask_phone(number) for number in _numbers(row, mobile=True))),
        LinkField.EMAIL: mask_email(row["email"]),
        LinkField.HOME: _joined(
            mask_address(row["address"]), *(mask_phone(number) for number in _numbers(row, mobile=False))
        ),
    }


def compared_fields(left: sa.RowMapping, right: sa.RowMapping, levels: Mapping[str, str]) -> tuple[ComparedField, ...]:
    """Return each value of both sides, masked, with how far they agree. `levels` is that, by field."""
    ours, theirs = masked_values(left), masked_values(right)
    return tuple(
        ComparedField(
            field=field,
            left=ours[field],
            right=theirs[field],
            agreement=Agreement(levels[field.value]),
            revealable=field not in (LinkField.NAME, LinkField.GENDER) and bool(ours[field] or theirs[field]),
        )
        for field in LinkField
    )


def _numbers(row: sa.RowMapping, *, mobile: bool) -> list[str]:
    phones = [text.split(" ", 1) for text in row["phones"] or ()]
    return sorted(number for number, kind in phones if (kind == "mobile") == mobile)


def _joined(*parts: str) -> str:
    return _BETWEEN.join(part for part in parts if part)
