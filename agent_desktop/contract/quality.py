"""How well calls were handled: scorecards, reviews of calls, calibration of reviewers, coaching notes."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field, StringConstraints

from agent_desktop.contract.base import Answer, LocalText, Request

WORDS_MOST: Final = 2000
NOTE_MOST: Final = 500
PAGE_MOST: Final = 100

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=WORDS_MOST)]
SaidWords = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=WORDS_MOST)]


class ReviewState(StrEnum):
    """How far a review has come. The last two are its ends; a settled one was disputed and looked at again."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DISPUTED = "disputed"
    ACKNOWLEDGED = "acknowledged"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class ReviewMove(StrEnum):
    """What is done to a review, by its reviewer or by the agent it is about."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    ACKNOWLEDGE = "acknowledge"
    DISPUTE = "dispute"
    SETTLE = "settle"


# Scorecards


class ScoreQuestion(Answer):
    """One thing that is looked at, for 0 to `points`. With `yes_no` it is all or nothing. A call in which a `fatal` one
    gets none has failed, whatever else it gets. `not_applicable`: it may be left out of the reckoning."""

    code: str
    text: LocalText
    hint: LocalText = Field(default_factory=dict)
    points: int
    yes_no: bool = False
    fatal: bool = False
    not_applicable: bool = False


class ScoreSection(Answer):
    code: str
    name: LocalText
    questions: tuple[ScoreQuestion, ...]


class ScoreForm(Answer):
    """`GET /v1/quality/forms` lists them, in the order of the file. A call passes from `pass_percent` on."""

    code: str
    name: LocalText
    pass_percent: int
    sections: tuple[ScoreSection, ...]


class GivenPoints(Request):
    """What one question got. `points` None: not applicable."""

    code: str
    points: Annotated[int, Field(ge=0, le=100)] | None = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NOTE_MOST)] = ""


class Score(Answer):
    """`percent` is what was got of what could be got, of the questions that were answered and apply, to two decimals;
    None where none was. `missing` are questions without an answer, `fatal` the fatal ones that got nothing."""

    percent: Decimal | None = None
    passed: bool = False
    missing: tuple[str, ...] = ()
    fatal: tuple[str, ...] = ()


# Calls to review


class FindCalls(Request):
    """`POST /v1/quality/calls`: finished calls of the supervisor's agents, the newest first. With `sample`, so many of
    them by chance, the same ones for the same `seed`: nobody picks the calls that suit."""

    since: date
    until: date
    agent_id: UUID | None = None
    queue: str = ""
    disposition: str = ""
    least_seconds: Annotated[int, Field(ge=0, le=86_400)] = 0
    only_unreviewed: bool = False
    sample: Annotated[int, Field(ge=1, le=PAGE_MOST)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    offset: Annotated[int, Field(ge=0)] = 0


class CallToReview(Answer):
    """One agent's part of one call. `contact_id` is what its recordings are asked by; None where it left no contact."""

    call_id: UUID
    agent_id: UUID
    agent_name: str
    contact_id: UUID | None = None
    queue: str = ""
    queue_name: LocalText = Field(default_factory=dict)
    started_at: datetime
    seconds: int
    outcome: LocalText = Field(default_factory=dict)
    recorded: bool = False
    reviews: int = 0


class CallsToReview(Answer):
    """`count` are all that were found, of which `calls` is a page or the sample."""

    count: int
    calls: tuple[CallToReview, ...] = ()


class ReviewedAgent(Answer):
    """Whom a reviewer may review."""

    agent_id: UUID
    name: str
    team: str = ""


# Reviews


class ReviewEvent(Answer):
    """One line of a review's history, which nobody can change."""

    at: datetime
    by_name: str
    state: ReviewState
    percent: Decimal | None = None
    words: str = ""


class Review(Answer):
    """A review with the scorecard as it was when the review began. `may` are the moves that whoever asks may make now.
    An agent gets it only once it is published."""

    review_id: UUID
    version: int
    state: ReviewState
    form: ScoreForm
    call_id: UUID
    agent_id: UUID
    agent_name: str
    reviewer_id: UUID
    reviewer_name: str
    call_at: datetime
    contact_id: UUID | None = None
    answers: tuple[GivenPoints, ...] = ()
    score: Score
    summary: str = ""
    began_at: datetime
    published_at: datetime | None = None
    may_edit: bool = False
    may: tuple[ReviewMove, ...] = ()
    history: tuple[ReviewEvent, ...] = ()


class Reviews(Answer):
    count: int
    reviews: tuple[Review, ...] = ()


class BeginReview(Request):
    """`POST /v1/quality/reviews`. Asked again with the same `review_id` it answers what was begun."""

    review_id: UUID
    form: str
    call_id: UUID
    agent_id: UUID


class SaveReview(Request):
    """`PUT /v1/quality/reviews/{review_id}`: all answers, as they are now."""

    seen_version: Annotated[int, Field(ge=1)]
    answers: Annotated[tuple[GivenPoints, ...], Field(max_length=200)] = ()
    summary: Words = ""


class MoveReview(Request):
    """`POST /v1/quality/reviews/{review_id}/move`. To dispute, settle and withdraw a published one takes words. To
    settle, a reviewer may give other `answers`."""

    seen_version: Annotated[int, Field(ge=1)]
    move: ReviewMove
    words: Words = ""
    answers: Annotated[tuple[GivenPoints, ...], Field(max_length=200)] | None = None


class FindReviews(Request):
    """`POST /v1/quality/reviews/found`: those of the supervisor's agents, the newest first; an agent's own."""

    agent_id: UUID | None = None
    states: tuple[ReviewState, ...] = ()
    since: date | None = None
    until: date | None = None
    offset: Annotated[int, Field(ge=0)] = 0


class AgentQuality(Answer):
    """Of one agent in a time: how many calls were reviewed, and the mean percent of them."""

    agent_id: UUID
    name: str
    team: str = ""
    reviewed: int
    passed: int
    mean_percent: Decimal | None = None
    open_notes: int = 0


# Calibration


class CalibrationState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class BeginCalibration(Request):
    """`POST /v1/quality/calibrations`: these reviewers score one call, each without seeing what the others give."""

    calibration_id: UUID
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    form: str
    call_id: UUID
    agent_id: UUID
    reviewer_ids: Annotated[tuple[UUID, ...], Field(min_length=2, max_length=20)]
    due_on: date


class ScoreCalibration(Request):
    """`PUT /v1/quality/calibrations/{calibration_id}/score`: handed in whole, once. Before, with `hand_in` false, it is
    kept as a draft that nobody else sees."""

    answers: Annotated[tuple[GivenPoints, ...], Field(max_length=200)]
    hand_in: bool = True


class CloseCalibration(Request):
    """`POST /v1/quality/calibrations/{calibration_id}/close`: what was agreed on, for all to see. With no answer at all
    it is called off; that takes words."""

    seen_version: Annotated[int, Field(ge=1)]
    agreed: Annotated[tuple[GivenPoints, ...], Field(max_length=200)]
    words: Words = ""


class CalibrationScore(Answer):
    """What one reviewer gave. `answers` and `score` only after one's own was handed in, or once it is closed."""

    reviewer_id: UUID
    name: str
    handed_in_at: datetime | None = None
    answers: tuple[GivenPoints, ...] = ()
    score: Score | None = None
    off_agreed: Decimal | None = None
    """The mean distance from what was agreed on, in percent of each question's points."""


class QuestionSpread(Answer):
    """How far reviewers were apart on one question: `spread` is highest less lowest in percent of its points."""

    code: str
    lowest: int
    highest: int
    mean: Decimal
    spread: Decimal
    agreed: int | None = None


class Calibration(Answer):
    calibration_id: UUID
    version: int
    name: str
    state: CalibrationState
    form: ScoreForm
    call_id: UUID
    agent_id: UUID
    agent_name: str = ""
    contact_id: UUID | None = None
    began_by_name: str
    due_on: date
    mine_is_wanted: bool = False
    draft: tuple[GivenPoints, ...] = ()
    """What whoever asks has given and not handed in yet."""
    scores: tuple[CalibrationScore, ...] = ()
    spreads: tuple[QuestionSpread, ...] = ()
    agreed: tuple[GivenPoints, ...] = ()
    agreed_score: Score | None = None
    words: str = ""
    may_close: bool = False


class Calibrations(Answer):
    calibrations: tuple[Calibration, ...] = ()


# Coaching


class WriteNote(Request):
    """`POST /v1/quality/notes`: to one agent, about a review where it is about one. `look_again_on`: when both look
    whether it has come about."""

    note_id: UUID
    agent_id: UUID
    text: SaidWords
    review_id: UUID | None = None
    look_again_on: date | None = None


class AnswerNote(Request):
    """`POST /v1/quality/notes/{note_id}/answer` of the agent: they have read it, and what they say to it."""

    words: Words = ""


class CloseNote(Request):
    """`POST /v1/quality/notes/{note_id}/close` of a supervisor: it has come about, or why it is let be."""

    seen_version: Annotated[int, Field(ge=1)]
    words: Words = ""


class CoachingNote(Answer):
    note_id: UUID
    version: int
    agent_id: UUID
    agent_name: str
    by_name: str
    text: str
    review_id: UUID | None = None
    written_at: datetime
    look_again_on: date | None = None
    read_at: datetime | None = None
    answer: str = ""
    closed_at: datetime | None = None
    closing_words: str = ""


class OwnQuality(Answer):
    """`GET /v1/quality/mine`: an agent's reviews that were published, and notes to them; the newest first."""

    reviews: tuple[Review, ...] = ()
    notes: tuple[CoachingNote, ...] = ()
    mean_percent: Decimal | None = None
    """Of the last 90 days, None without a review."""
    waiting: int = 0
    """Reviews and notes that they have not answered yet."""


class QualityAgents(Answer):
    """`GET /v1/quality/agents?since=&until=`."""

    agents: tuple[AgentQuality, ...] = ()


class Notes(Answer):
    notes: tuple[CoachingNote, ...] = ()


class QualityReaders(Answer):
    """`GET /v1/quality/reviewers`: who may review, for a calibration."""

    reviewers: tuple[ReviewedAgent, ...] = ()
