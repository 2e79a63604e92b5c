"""Opens a figure: its formula with the numbers put in, what it leaves out, and what it counts."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import (
    AboutCell,
    ExplainedFigure,
    ExplainedPart,
    Figure,
    Item,
    ItemKind,
    ItemPage,
    LeftOut,
    LevelVariant,
    ListItems,
)
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.contract.sessions import Person
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.reports.errors import ReportRefusedError
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.figures.counting import Counted, Place, list_facts, sum_cell
from agent_desktop.server.figures.levels import shown_level
from agent_desktop.server.figures.queues import LEVEL
from agent_desktop.server.figures.shapes import FigureRule
from agent_desktop.server.figures.variants import LEVEL_PARTS_IN_WORDS, SYMBOLS, VARIANTS
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.tables import Prepared, cell, prepare
from agent_desktop.server.reports.words import outcome_name
from telephony.statistics.repository import StatisticsRepository

_PHONE: Final = frozenset({ItemKind.CALL, ItemKind.PART, ItemKind.CALLBACK})
"""Whose label is a number to be masked."""


def explain(session: Session, book: ReportBook, person: Person, about: AboutCell, at: datetime) -> ExplainedFigure:
    """Open one cell of a report.

    Raises:
        ReportRefusedError: The figure is none of its subject, or the subject is not for this person.
    """
    prepared, place = _cell(session, book, person, about, at)
    measures, counted = sum_cell(session, prepared.facts, prepared.asked, place)
    rule = place.rule
    since, until = _time(prepared, place)
    ruled = [
        each
        for each in prepared.ruled
        if place.key in (None, each.rule.queue) and each.rule.since < until and each.rule.until > since
    ]
    versions = {each.choice.version: each for each in ruled}
    return ExplainedFigure(
        figure=_in_force(rule, {each.choice.variant for each in ruled}) if rule.figure.id == LEVEL else rule.figure,
        value=cell(rule, measures),
        parts=tuple(ExplainedPart(part=part, value=measures.get(part.code)) for part in rule.figure.parts),
        left_out=tuple(LeftOut(name=name, count=int(measures.get(code) or 0)) for code, name in rule.left_out.items()),
        levels=tuple(shown_level(versions[version].choice) for version in sorted(versions))
        if rule.figure.id.startswith("queue.")
        else (),
        since_at=since,
        until_at=until,
        counted=counted,
        as_of=at,
    )


def list_items(session: Session, book: ReportBook, person: Person, about: ListItems, at: datetime) -> ItemPage:
    """List what one cell counts, a page at a time.

    Raises:
        ReportRefusedError: As `explain`; or it counts seconds, and nothing that could be listed.
    """
    prepared, place = _cell(session, book, person, about, at)
    if not place.rule.figure.counts_items:
        raise ReportRefusedError(problem="no_items", figure=about.figure)
    found = list_facts(
        session, prepared.facts, prepared.asked, place, after=_place_after(about.after), limit=about.limit + 1
    )
    page = found[: about.limit]
    _, total = sum_cell(session, prepared.facts, prepared.asked, place)
    shown = _Items(session, book, prepared, page)
    return ItemPage(
        items=tuple(shown.item(each) for each in page),
        total=total,
        next=f"{page[-1].at.isoformat()}|{page[-1].item_id}" if len(found) > about.limit else "",
    )


class _Items:
    def __init__(self, session: Session, book: ReportBook, prepared: Prepared, page: Sequence[Counted]) -> None:
        self._kind, self._book = prepared.facts.item_kind, book
        self._subject = prepared.query.subject
        self._queues = dict(StatisticsRepository(session).list_queues())
        self._people = UserRepository(session).list_display_names({each.agent_id for each in page if each.agent_id})

    def item(self, each: Counted) -> Item:
        is_number = self._kind in _PHONE and self._subject is not ReportSubject.RESOLUTION
        return Item(
            kind=self._kind,
            item_id=each.item_id,
            call_id=each.call_id,
            at=each.at,
            label=mask_phone(each.label) if is_number and each.label else each.label,
            about=self._about(each.about),
            queue=self._queues.get(each.queue, {}),
            agent_name=self._people.get(each.agent_id, "") if each.agent_id else "",
            outcome=outcome_name(each.outcome),
            seconds=each.seconds,
            value=each.value,
            above=each.above,
        )

    def _about(self, code: str) -> LocalText:
        if not code:
            return {}
        complaints = self._book.options.complaints
        if self._kind is ItemKind.COMPLAINT and complaints is not None:
            return dict(complaints.category_name(code))
        return dict(self._book.dispositions.get(code, {"en": code, "zh": code}))


def _cell(session: Session, book: ReportBook, person: Person, about: AboutCell, at: datetime) -> tuple[Prepared, Place]:
    prepared = prepare(session, book, person, about.query, at)
    rule = next((each for each in prepared.facts.figures if each.figure.id == about.figure), None)
    if rule is None:
        raise ReportRefusedError(problem="figure_unknown", figure=about.figure)
    if about.start_at is not None and about.start_at not in prepared.time.starts:
        raise ReportRefusedError(problem="figure_unknown", figure=about.figure)
    step = prepared.time.starts.index(about.start_at) if about.start_at is not None else None
    return prepared, Place(rule, about.key, step, about.from_at)


def _time(prepared: Prepared, place: Place) -> tuple[datetime, datetime]:
    time = prepared.time
    since, until = (time.since, time.until) if place.step is None else (time.starts[place.step], time.ends(place.step))
    return (since if place.since is None else max(since, place.since)), until


def _in_force(rule: FigureRule, variants: Collection[LevelVariant]) -> Figure:
    """Return the service level as it was counted: by the formula of the variant, where there is one only."""
    words = [each for each in VARIANTS if each.variant in variants]
    if len(words) != 1:
        return rule.figure
    symbols = SYMBOLS[words[0].variant]
    parts = tuple(each for each in LEVEL_PARTS_IN_WORDS if _stands_in(each.symbol, symbols))
    return rule.figure.model_copy(update={"formula": words[0].formula, "symbols": symbols, "parts": parts})


def _stands_in(symbol: str, symbols: str) -> bool:
    return symbol in symbols.replace("(", " ").replace(")", " ").split()


def _place_after(text: str) -> tuple[datetime, UUID] | None:
    if not text:
        return None
    at, _, item_id = text.partition("|")
    try:
        return datetime.fromisoformat(at), UUID(item_id)
    except ValueError:
        raise ReportRefusedError(problem="figure_unknown") from None
