"""``GET`` and ``POST /v1/survey/{token}``: a customer opens the link of an e-mail or short message, and answers.
Whoever reaches the server may ask; without the secret of a link nothing is shown.

Opening a link changes nothing: programs that look at e-mails open links too. It counts once: what was answered is over.
All of it goes through two threads and two connections of its own, so that no caller and no desktop waits for it.
"""

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import parse_qsl
from uuid import uuid4

import anyio
import anyio.to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.surveys import COMMENT_LIMIT, AnswerSurvey, GivenScore, SurveyState
from agent_desktop.records.letters.composing import clean
from agent_desktop.records.surveys.links import survey_of_link
from agent_desktop.records.surveys.models import SurveyRow
from agent_desktop.records.surveys.schema import Form, SurveyBook
from agent_desktop.records.surveys.service import answer, refuse, want_no_more
from agent_desktop.server.again import again
from agent_desktop.server.auth.rules import Public
from agent_desktop.server.errors import log_failure
from agent_desktop.server.surveys.by_email import tell_case
from agent_desktop.server.surveys.page import (
    COMMENT,
    EXPECTED,
    HEADERS,
    LANGUAGE,
    NO_MORE,
    PERCEIVED,
    REFUSE,
    Asked,
    Notice,
    notice_page,
    questions_page,
    status_of,
)
from agent_desktop.server.unit_of_work import UnitOfWork

AT_ONCE: Final = 2
WAITS_SECONDS: Final = 4.0
"""How long a page waits for its turn."""
MOST_A_MINUTE: Final = 300
"""So many pages of all links together a server shows in a minute, and of one link:"""
MOST_OF_ONE: Final = 20
LONGEST_TOKEN: Final = 100
LONGEST_BODY: Final = 16 * 1024
MOST_FIELDS: Final = 60

Begin = Callable[[], AbstractContextManager[UnitOfWork]]
Shown = tuple[int, str]


class Rate:
    """Lets so many through in a minute, evenly: as many at once, and then one each time one more is due. For each key
    apart, of which it remembers a thousand. May be asked by several threads."""

    def __init__(self, most: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most, self._monotonic = most, monotonic
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def takes(self, key: str = "") -> bool:
        """Say whether one more is let through now."""
        now = self._monotonic()
        with self._lock:
            left, since = self._left.pop(key, (float(self._most), now))
            left = min(float(self._most), left + (now - since) * self._most / 60)
            let = left >= 1
            self._left[key] = (left - 1 if let else left, now)
            while len(self._left) > 1_000:
                self._left.popitem(last=False)
        return let


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a page: the language that they chose on it, None for none yet, and that of their browser."""

    chosen: Language | None
    browser: Language

    def language(self, row: SurveyRow | None) -> Language:
        """Return in which language a page reads: as it was chosen, as they were written to, as the browser says."""
        if self.chosen is not None or row is None:
            return self.chosen or self.browser
        return "zh" if row.language == "zh" else "en"


class SurveyPages:
    """What a link shows, and what is kept of an answer."""

    def __init__(self, begin: Begin, book: SurveyBook, bank: LocalText) -> None:
        self._begin, self._book, self._bank = begin, book, bank

    def show(self, token: str, reader: Reader) -> Shown:
        """Return the questions of a link."""
        with self._begin() as work:
            row = survey_of_link(work.session, token)
            told, spoken = self._told(row, work), reader.language(row)
            form = None if row is None else self._book.form_of(row.form)
        if told is not None or form is None:
            return self.notice(told or Notice.GONE, spoken)
        return 200, questions_page(self._bank, Asked(form, {}), spoken)

    def take(self, token: str, reader: Reader, given: Mapping[str, str]) -> Shown:
        """Keep what was answered to the questions of a link, whole or not at all."""
        return again(partial(self._take, token, reader, given))

    def notice(self, notice: Notice, language: Language) -> Shown:
        """Return what is told in place of the questions."""
        return status_of(notice), notice_page(self._bank, notice, language)

    def _take(self, token: str, reader: Reader, given: Mapping[str, str]) -> Shown:
        with self._begin() as work:
            row = survey_of_link(work.session, token, lock=True)
            told, spoken = self._told(row, work), reader.language(row)
            form = None if row is None else self._book.form_of(row.form)
            if told is not None or row is None or form is None:
                return self.notice(told or Notice.GONE, spoken)
            at = work.now()
            if given.get(REFUSE):
                refuse(work.session, row, row.version, by=None, at=at)
                told = Notice.REFUSED
            else:
                scores = _scores(form, given)
                if scores is None:
                    return 422, questions_page(self._bank, Asked(form, given, incomplete=True), spoken)
                comment = clean(given.get(COMMENT, ""))[:COMMENT_LIMIT]
                command = AnswerSurvey(command_id=uuid4(), seen_version=row.version, scores=scores, comment=comment)
                answer(work.session, self._book, row, command, by=None, at=at)
                told = Notice.THANKS
            if given.get(NO_MORE):
                want_no_more(work.session, row, at=at)
            tell_case(work, row, None)
            return self.notice(told, spoken)

    @staticmethod
    def _told(row: SurveyRow | None, work: UnitOfWork) -> Notice | None:
        """Return what is told in place of the questions; None where they are to be asked."""
        if row is None:
            return Notice.GONE
        if row.state is SurveyState.ASKED:
            return Notice.OVER if row.ends_at <= work.now() else None
        known = {SurveyState.ANSWERED: Notice.THANKS, SurveyState.REFUSED: Notice.REFUSED}
        return known.get(row.state, Notice.OVER)


def survey_page_routes(pages: SurveyPages, *, monotonic: Callable[[], float] = time.monotonic) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["surveys"])
    public = Depends(Public("the secret of the link is the proof; it shows questions, and nothing of anybody"))
    of_all, of_one = Rate(MOST_A_MINUTE, monotonic), Rate(MOST_OF_ONE, monotonic)
    turns, threads = asyncio.Semaphore(AT_ONCE), anyio.CapacityLimiter(AT_ONCE)

    async def answered(request: Request, token: str, work: Callable[[Reader], Shown]) -> HTMLResponse:
        reader = _reader(request.query_params.get(LANGUAGE, ""), request.headers.get("accept-language", ""))
        told = reader.language(None)
        if not of_all.takes() or not of_one.takes(token[:LONGEST_TOKEN]):
            return _html(pages.notice(Notice.BUSY, told))
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return _html(pages.notice(Notice.GONE, told))
        try:
            async with asyncio.timeout(WAITS_SECONDS):
                await turns.acquire()
        except TimeoutError:
            return _html(pages.notice(Notice.BUSY, told))
        try:
            return _html(await anyio.to_thread.run_sync(partial(work, reader), limiter=threads))
        except SQLAlchemyError as error:
            log_failure("surveys.page", error)
            return _html(pages.notice(Notice.AWAY, told))
        finally:
            turns.release()

    @router.get("/survey/{token}", dependencies=[public], response_class=HTMLResponse)
    async def show(token: str, request: Request) -> HTMLResponse:
        return await answered(request, token, lambda reader: pages.show(token, reader))

    @router.post("/survey/{token}", dependencies=[public], response_class=HTMLResponse)
    async def take(token: str, request: Request) -> HTMLResponse:
        given = _fields(await request.body())
        return await answered(request, token, lambda reader: pages.take(token, reader, given))

    return router


def _scores(form: Form, given: Mapping[str, str]) -> tuple[GivenScore, ...] | None:
    """Return what was answered; None where something is missing or is no score."""
    found = []
    for question in form.questions:
        values: dict[str, object] = {"question": question.code, "perceived": given.get(f"{PERCEIVED}.{question.code}")}
        if question.expected:
            values["expected"] = given.get(f"{EXPECTED}.{question.code}") or ""
        try:
            found.append(GivenScore.model_validate(values, strict=False))
        except ValidationError:
            return None
    return tuple(found)


def _fields(body: bytes) -> dict[str, str]:
    """Return what a form sent; nothing where it is no form, or more than one can hold."""
    if len(body) > LONGEST_BODY:
        return {}
    try:
        return dict(
            parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
        )
    except ValueError:
        return {}


def _reader(wished: str, accepted: str) -> Reader:
    spoken: Language = "zh" if accepted.strip().lower().startswith("zh") else "en"
    return Reader("zh" if wished == "zh" else "en" if wished == "en" else None, spoken)


def _html(shown: Shown) -> HTMLResponse:
    status, content = shown
    headers = dict(HEADERS) | ({"Retry-After": "60"} if status in (429, 503) else {})
    return HTMLResponse(content, status, headers)
