"""A server of reviews for pictures and for tests: it keeps what it is told."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.quality import (
    AgentQuality,
    AnswerNote,
    BeginReview,
    CallsToReview,
    CallToReview,
    CoachingNote,
    FindCalls,
    FindReviews,
    GivenPoints,
    MoveReview,
    OwnQuality,
    QualityAgents,
    Review,
    ReviewEvent,
    Reviews,
    ReviewState,
    SaveReview,
    ScoreForm,
    WriteNote,
)
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.records.quality.schema import shown_form
from agent_desktop.records.quality.scoring import score_of
from agent_desktop.records.quality.states import MOVES, Side, moves_of
from agent_desktop.server.quality.books import read_scorecards
from agent_desktop.settings import shipped_file

ROOT: Final = UUID("0b5f4a11-7e0c-4b43-9d7e-3f1a9b1f0a11")
HELEN: Final = uuid5(ROOT, "Helen Mak")
AGENTS: Final = tuple(
    AgentQuality(
        agent_id=uuid5(ROOT, name),
        name=name,
        team="Cards",
        reviewed=count,
        passed=passed,
        mean_percent=None if mean is None else Decimal(mean),
        open_notes=notes,
    )
    for name, count, passed, mean, notes in (
        ("Amy Wong", 4, 4, "91.25", 0),
        ("Ken Yip", 3, 2, "83.40", 1),
        ("Mei Lin Goh", 0, 0, None, 0),
        ("Rita So", 5, 3, "78.90", 2),
    )
)
_QUEUES: Final = ({"en": "Cards – Disputes", "zh": "信用卡争议"}, {"en": "Cards – Services", "zh": "信用卡服务"})


def scorecards() -> tuple[ScoreForm, ...]:
    """Return the scorecards that come with the program."""
    book = read_scorecards(shipped_file("resources") / "quality" / "main.yaml").content
    return tuple(shown_form(form) for form in book.forms) if book is not None else ()


def _calls() -> tuple[CallToReview, ...]:
    return tuple(
        CallToReview(
            call_id=uuid5(ROOT, f"call {number}"),
            agent_id=agent.agent_id,
            agent_name=agent.name,
            contact_id=uuid5(ROOT, f"contact {number}") if number % 3 else None,
            queue="cards",
            queue_name=_QUEUES[number % 2],
            started_at=NOW - timedelta(hours=5 * number + 1),
            seconds=seconds,
            outcome={"en": "Resolved", "zh": "已解决"},
            recorded=bool(number % 3),
        )
        for number, (agent, seconds) in enumerate(
            zip((*AGENTS, *AGENTS, AGENTS[1]), (412, 95, 1284, 233, 61, 518, 347, 742, 158), strict=True)
        )
    )


def given_of(form: ScoreForm, lost: int = 0, *, to: int | None = None) -> tuple[GivenPoints, ...]:
    """Return answers to a form's questions, up to the `to`th, that lose so many points."""
    given = []
    for question in [question for section in form.sections for question in section.questions][:to]:
        less = 0 if question.yes_no else min(lost, question.points, 4)
        lost -= less
        note = "04:10 asked for the card number again" if less == 4 else ""
        given.append(GivenPoints(code=question.code, points=question.points - less, note=note))
    return tuple(given)


def review_of(
    number: int, agent: AgentQuality, state: ReviewState, answers: tuple[GivenPoints, ...], summary: str = ""
) -> Review:
    """Return a review in a state, as its reviewer sees it."""
    form = scorecards()[0]
    score = score_of(form, answers)
    path = (ReviewState.PUBLISHED,) if state is not ReviewState.DRAFT else ()
    path = (*path, state) if state not in (*path, ReviewState.DRAFT) else path
    words = {ReviewState.DISPUTED: "The line was bad: I had to ask again.", ReviewState.SETTLED: "Heard again: agreed."}
    return Review(
        review_id=uuid5(ROOT, f"review {number}"),
        version=len(path) + 1,
        state=state,
        form=form,
        call_id=uuid5(ROOT, f"call {number}"),
        agent_id=agent.agent_id,
        agent_name=agent.name,
        reviewer_id=HELEN,
        reviewer_name="Helen Mak",
        call_at=NOW - timedelta(days=1, hours=number),
        contact_id=uuid5(ROOT, f"contact {number}"),
        answers=answers,
        score=score,
        summary=summary,
        began_at=NOW - timedelta(hours=number),
        published_at=None if state is ReviewState.DRAFT else NOW - timedelta(minutes=30 * number),
        may_edit=state is ReviewState.DRAFT,
        may=moves_of(state, Side.REVIEWER),
        history=tuple(
            ReviewEvent(at=NOW, by_name="Helen Mak", state=each, percent=score.percent, words=words.get(each, ""))
            for each in path
        ),
    )


class OwnBank:
    """What an agent asks of it."""

    def __init__(self, *, away: bool = False, nothing: bool = False) -> None:
        form = scorecards()[0]
        self.away, self.nothing = away, nothing
        self.notes: list[WriteNote] = []
        self.answered: list[AnswerNote] = []
        self.saves: list[SaveReview] = []
        self.refuses: ClientError | None = None
        good, poor = "Calm with an upset caller. Verified before anything was said.", "Ask once, then use the screen."
        self.reviews = {
            each.review_id: each
            for each in (
                review_of(1, AGENTS[0], ReviewState.ACKNOWLEDGED, given_of(form, 5), good),
                review_of(2, AGENTS[1], ReviewState.DISPUTED, given_of(form, 26), poor),
                review_of(3, AGENTS[3], ReviewState.PUBLISHED, given_of(form, 12), good),
            )
        }

    def mine(self) -> OwnQuality:
        self._reach()
        if self.nothing:
            return OwnQuality()
        reviews = tuple(
            each.model_copy(update={"may": moves_of(each.state, Side.AGENT)}) for each in self.reviews.values()
        )
        note = CoachingNote(
            note_id=uuid5(ROOT, "note"),
            version=1,
            agent_id=AGENTS[1].agent_id,
            agent_name="Ken Yip",
            by_name="Helen Mak",
            text="Before you ask the caller for anything, look at the left column: their last three calls are there.",
            written_at=NOW - timedelta(hours=2),
            look_again_on=NOW.date() + timedelta(days=14),
        )
        return OwnQuality(reviews=reviews, notes=(note,), mean_percent=Decimal("83.40"), waiting=2)

    def write(self, wanted: WriteNote) -> CoachingNote:
        self._reach()
        self.notes.append(wanted)
        return self.mine().notes[0]

    def answer(self, note_id: UUID, wanted: AnswerNote) -> CoachingNote:  # noqa: ARG002
        self._reach()
        self.answered.append(wanted)
        return self.mine().notes[0]

    def _reach(self) -> None:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        if self.refuses is not None:
            raise self.refuses


class Bank(OwnBank):
    """The server of the pictures and of tests: it keeps what it is told."""

    def forms(self) -> tuple[ScoreForm, ...]:
        self._reach()
        return scorecards()

    def agents(self, since: date, until: date) -> QualityAgents:  # noqa: ARG002  the server's own signature
        self._reach()
        return QualityAgents(agents=AGENTS)

    def calls(self, wanted: FindCalls) -> CallsToReview:
        self._reach()
        calls = () if self.nothing else _calls()
        if wanted.agent_id is not None:
            calls = tuple(each for each in calls if each.agent_id == wanted.agent_id)
        return CallsToReview(count=len(calls), calls=calls[: wanted.sample] if wanted.sample else calls)

    def begin(self, wanted: BeginReview) -> Review:
        self._reach()
        agent = next(each for each in AGENTS if each.agent_id == wanted.agent_id)
        number = next(number for number, each in enumerate(_calls()) if each.call_id == wanted.call_id)
        begun = review_of(number, agent, ReviewState.DRAFT, ()).model_copy(update={"review_id": wanted.review_id})
        self.reviews[begun.review_id] = begun
        return begun

    def save(self, review_id: UUID, wanted: SaveReview) -> Review:
        self._reach()
        old = self._seen(review_id, wanted.seen_version)
        self.saves.append(wanted)
        return self._put(old, answers=wanted.answers, summary=wanted.summary, score=score_of(old.form, wanted.answers))

    def move(self, review_id: UUID, wanted: MoveReview) -> Review:
        self._reach()
        old = self._seen(review_id, wanted.seen_version)
        side = Side.REVIEWER if (old.state, wanted.move, Side.REVIEWER) in MOVES else Side.AGENT
        state = MOVES[old.state, wanted.move, side]
        answers = old.answers if wanted.answers is None else wanted.answers
        event = ReviewEvent(at=NOW, by_name="", state=state, percent=old.score.percent, words=wanted.words)
        return self._put(
            old,
            state=state,
            may_edit=False,
            may=moves_of(state, Side.REVIEWER),
            answers=answers,
            score=score_of(old.form, answers),
            history=(*old.history, event),
        )

    def found(self, wanted: FindReviews) -> Reviews:  # noqa: ARG002  the server's own signature
        self._reach()
        reviews = () if self.nothing else tuple(self.reviews.values())
        return Reviews(count=len(reviews), reviews=reviews)

    def review(self, review_id: UUID) -> Review:
        self._reach()
        return self.reviews[review_id]

    def _seen(self, review_id: UUID, version: int) -> Review:
        old = self.reviews[review_id]
        if version != old.version:
            raise ClientError(ErrorCode.STALE_VERSION, {"current_version": old.version})
        return old

    def _put(self, old: Review, **changes: object) -> Review:
        self.reviews[old.review_id] = old.model_copy(update={**changes, "version": old.version + 1})
        return self.reviews[old.review_id]
