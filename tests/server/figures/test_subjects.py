"""Every subject can be asked, by every step, and lists what each of its figures counts."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.reports import ReportSubject
from agent_desktop.server.figures.catalogue import FIGURES, SUBJECTS, subject_of
from agent_desktop.server.figures.counting import Place, count_facts, list_facts, sum_cell
from agent_desktop.server.figures.shapes import Asked

NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)
RATES = {"call_personal": 9.0, "minute_personal": 5.0, "call_business": 9.0, "minute_business": 7.0}


@pytest.mark.parametrize("subject", list(ReportSubject))
def test_of_nothing_each_subject_says_nothing(session: Session, subject: ReportSubject) -> None:
    starts = [NOW - timedelta(days=1) + place * timedelta(hours=12) for place in range(2)]
    asked = Asked(since=starts[0], until=NOW, now=NOW, starts=starts, zone=UTC, rates=RATES)
    facts = SUBJECTS[subject]

    sums = count_facts(session, facts, asked)

    assert not sums.by_key
    for rule in facts.figures:
        assert rule.value(sums.total) in (None, 0)
        assert rule.above in facts.measures
        assert not rule.below or rule.below in facts.measures
        assert {part.code for part in rule.figure.parts} <= set(facts.measures), rule.figure.id
        assert set(rule.left_out) <= set(facts.measures)
        assert subject_of(rule.figure.id) is facts
        assert FIGURES[rule.figure.id] is rule
        assert all(text["en"] and text["zh"] for text in (rule.figure.name, rule.figure.formula, *rule.figure.excluded))
        place = Place(rule, key="x", step=1)
        assert not list_facts(session, facts, asked, place, after=(NOW, uuid4()), limit=5)
        assert sum_cell(session, facts, asked, place)[1] == 0
