"""What no score outweighs: who is never merged, and who is not merged without a person looking. Pure.

`Doubt` names why a likely pair waits in the review list. Twins are the reason for most of it: they share family name,
birthday, address and often a telephone, so that what tells them apart is the given name, the document, or nothing.
"""

from collections.abc import Mapping
from enum import StrEnum

from agent_desktop.records.consolidation.evidence import Evidence


class Never(StrEnum):
    """Why two accounts are never one person's, whoever says so."""

    DOCUMENTS_DIFFER = "documents_differ"
    KINDS_DIFFER = "kinds_differ"


class Doubt(StrEnum):
    """Why a pair is not merged without a person."""

    SCORE = "score"
    NAME = "name"
    GENDER = "gender"
    BIRTH = "birth"
    DOCUMENT = "document"
    FAMILY_LINE = "family_line"
    GROUP = "group"
    PROSPECT = "prospect"


def never_one(one: Evidence, other: Evidence) -> Never | None:
    """Return why the two are never one person's; None where they may be.

    Two documents of one kind that differ, each seen by its source and right by its check digit, are two people's. A
    slip in one of them does not pass: its check digit would be wrong, or nobody has seen it.
    """
    if one.business != other.business:
        return Never.KINDS_DIFFER
    if one.verified and other.verified and one.document_kind == other.document_kind and one.document != other.document:
        return Never.DOCUMENTS_DIFFER
    return None


def doubt_about(levels: Mapping[str, str]) -> Doubt | None:
    """Return why a pair whose score would do is not merged without a person; None where nothing speaks against it."""
    same_document = levels["document"] == "same"
    own = same_document or (levels["email"] == "same" and levels["mobile"] == "same")
    other_name = levels["name"] not in ("same_chinese", "same_sound")
    if levels["document"] == "differs":
        return Doubt.DOCUMENT
    if levels["name"] in ("same_family", "differs") and not (same_document and levels["birth"] == "same"):
        return Doubt.NAME
    if other_name and not own and levels["document"] != "near":
        return Doubt.NAME
    if levels["gender"] == "differs" and (other_name or not own):
        return Doubt.GENDER
    if levels["birth"] == "differs" and not own:
        return Doubt.BIRTH
    if not own and levels["document"] != "near" and levels["birth"] not in ("same", "near"):
        # A name and a number or an address: a grandfather may have given his grandson all three.
        return Doubt.FAMILY_LINE if levels["mobile"] != "same" and levels["email"] != "same" else None
    return None


def apart_in_group(one: Evidence, other: Evidence) -> bool:
    """Say whether two accounts must not come into one group by way of others, though each resembles the one between.

    Asked of every two of a group that would grow together, also of those whose score nobody reckoned.
    """
    if never_one(one, other) is not None:
        return True
    if one.document and one.document == other.document and one.document_kind == other.document_kind:
        return False
    if one.document and other.document and one.document_kind == other.document_kind:
        return not within_one_slip(one.document, other.document)
    if one.birth and other.birth and not _near_birth(one.birth, other.birth):
        return True
    alike = not set(one.keys).isdisjoint(other.keys)
    if one.gender and other.gender and one.gender != other.gender and not alike:
        return True
    if one.han and other.han and not alike:
        return len(one.han) != len(other.han) or sum(a != b for a, b in zip(one.han, other.han, strict=True)) > 1
    return False


def within_one_slip(one: str, other: str) -> bool:
    """Say whether one slip makes one text the other: a mark wrong, missing, too many, or two neighbours exchanged."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((place for place, mark in enumerate(one) if mark != other[place]), len(one))
    if len(one) == len(other):
        exchanged = one[at + 1 : at + 2] + one[at]
        return one[at + 1 :] == other[at + 1 :] or (
            exchanged == other[at : at + 2] and one[at + 2 :] == other[at + 2 :]
        )
    return one[at:] == other[at + 1 :]


def _near_birth(one: str, other: str) -> bool:
    return within_one_slip(one, other) or one == other[:4] + other[6:] + other[4:6]
