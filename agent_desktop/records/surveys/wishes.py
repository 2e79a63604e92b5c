"""Who may be asked how they found it: what a person is, and the words of their wishes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Tier
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.surveys.models import SurveyRow

_CUSTOMERS: Final = table_of(CustomerRow)
_SURVEYS: Final = table_of(SurveyRow)
_NO_SURVEYS: Final = re.compile(r"\b(?:no|not|never|without|don't)\b[^.;,]{0,20}\bsurvey(?:s|ed|ing)?\b", re.IGNORECASE)
_CLAUSES_ZH: Final = re.compile(r"[，,；;。.\n、]+")
_NOT_ZH: Final = re.compile(r"勿|不要|不接|不想|不希望|不得|不作|不做|拒|谢绝|謝絕")
_SURVEY_ZH: Final = re.compile(r"调查|調查|问卷|問卷|评价|評價|评分|評分|满意度|滿意度")


def wishes_no_surveys(texts: Iterable[LocalText]) -> bool:
    """Say whether one of these wishes is not to be asked: ``No surveys``, ``请勿做满意度调查``."""
    for text in texts:
        if _NO_SURVEYS.search(text.get("en", "")) is not None:
            return True
        for clause in _CLAUSES_ZH.split(text.get("zh", "")):
            if _NOT_ZH.search(clause) is not None and _SURVEY_ZH.search(clause) is not None:
                return True
    return False


@dataclass(frozen=True, slots=True)
class SurveyStanding:
    """`wishes` are those of all accounts of a person, `tier` and `languages` those of the one that was asked for.
    `no_more`: they said with a survey that they want no other."""

    tier: Tier
    languages: tuple[str, ...]
    wishes: tuple[LocalText, ...]
    no_more: bool = False

    @property
    def wants_none(self) -> bool:
        """Whether they are not to be asked at all."""
        return self.no_more or wishes_no_surveys(self.wishes)


def find_standing(session: Session, customer_id: UUID) -> SurveyStanding | None:
    """Return what decides whether a person is asked, and in which language; None where there is no such account."""
    columns = (_CUSTOMERS.c.customer_id, _CUSTOMERS.c.tier, _CUSTOMERS.c.languages, _CUSTOMERS.c.wishes)
    rows = session.execute(
        sa.select(*columns).where(of_person(_CUSTOMERS.c.customer_id)), {"of_customer": customer_id}
    ).all()
    own = next((row for row in rows if row.customer_id == customer_id), None)
    if own is None:
        return None
    wishes = tuple(wish for row in rows for wish in row.wishes)
    of_them = sa.exists().where(of_person(_SURVEYS.c.customer_id), _SURVEYS.c.no_more)
    no_more = session.execute(sa.select(of_them), {"of_customer": customer_id}).scalar_one()
    return SurveyStanding(Tier(own.tier), tuple(own.languages), wishes, no_more)
