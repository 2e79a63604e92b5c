"""How well calls were handled: reviews, calibration, coaching. Each raises `ClientError`."""

from datetime import date
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.quality import (
    AnswerNote,
    BeginCalibration,
    BeginReview,
    Calibration,
    Calibrations,
    CallsToReview,
    CloseCalibration,
    CloseNote,
    CoachingNote,
    FindCalls,
    FindReviews,
    MoveReview,
    Notes,
    OwnQuality,
    QualityAgents,
    QualityReaders,
    Review,
    Reviews,
    SaveReview,
    ScoreCalibration,
    ScoreForm,
    WriteNote,
)

_ROOT = f"{API_PREFIX}/quality"


class QualityApi:
    """What a reviewer asks. Each write raises QUALITY_REFUSED (`problem`), QUALITY_NOT_FOUND or STALE_VERSION."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._forms = TypeAdapter(tuple[ScoreForm, ...])
        self._review = TypeAdapter(Review)

    def forms(self) -> tuple[ScoreForm, ...]:
        """Return the scorecards, in the order of the file."""
        return self._http.send("GET", f"{_ROOT}/forms", self._forms)

    def agents(self, since: date, until: date) -> QualityAgents:
        """Return whom the reviewer may review, with what their calls of these days came to."""
        path = f"{_ROOT}/agents?since={since.isoformat()}&until={until.isoformat()}"
        return self._http.send("GET", path, TypeAdapter(QualityAgents))

    def calls(self, wanted: FindCalls) -> CallsToReview:
        """Return finished calls, or a sample of them."""
        return self._http.send("POST", f"{_ROOT}/calls", TypeAdapter(CallsToReview), body=wanted)

    def begin(self, wanted: BeginReview) -> Review:
        """Begin a review; asked again it is the same one."""
        return self._http.send("POST", f"{_ROOT}/reviews", self._review, body=wanted)

    def save(self, review_id: UUID, wanted: SaveReview) -> Review:
        """Keep a draft's answers."""
        return self._http.send("PUT", f"{_ROOT}/reviews/{review_id}", self._review, body=wanted)

    def move(self, review_id: UUID, wanted: MoveReview) -> Review:
        """Publish, withdraw, acknowledge, dispute or settle a review."""
        return self._http.send("POST", f"{_ROOT}/reviews/{review_id}/move", self._review, body=wanted)

    def found(self, wanted: FindReviews) -> Reviews:
        """Return reviews, the newest first."""
        return self._http.send("POST", f"{_ROOT}/reviews/found", TypeAdapter(Reviews), body=wanted)

    def review(self, review_id: UUID) -> Review:
        """Return one review."""
        return self._http.send("GET", f"{_ROOT}/reviews/{review_id}", self._review)

    def mine(self) -> OwnQuality:
        """Return what an agent sees of their own."""
        return self._http.send("GET", f"{_ROOT}/mine", TypeAdapter(OwnQuality))


class CoachingApi:
    """Calibrations and coaching notes. Each write raises as in `QualityApi`."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._calibration = TypeAdapter(Calibration)
        self._note = TypeAdapter(CoachingNote)

    def reviewers(self) -> QualityReaders:
        """Return who may be asked to score a call for a calibration."""
        return self._http.send("GET", f"{_ROOT}/reviewers", TypeAdapter(QualityReaders))

    def calibrations(self) -> Calibrations:
        """Return those that whoever asks began or is to score."""
        return self._http.send("GET", f"{_ROOT}/calibrations", TypeAdapter(Calibrations))

    def begin(self, wanted: BeginCalibration) -> Calibration:
        """Ask reviewers to score one call."""
        return self._http.send("POST", f"{_ROOT}/calibrations", self._calibration, body=wanted)

    def hand_in(self, calibration_id: UUID, wanted: ScoreCalibration) -> Calibration:
        """Hand in one's own score."""
        return self._http.send("PUT", f"{_ROOT}/calibrations/{calibration_id}/score", self._calibration, body=wanted)

    def close(self, calibration_id: UUID, wanted: CloseCalibration) -> Calibration:
        """Close it with what was agreed on."""
        return self._http.send("POST", f"{_ROOT}/calibrations/{calibration_id}/close", self._calibration, body=wanted)

    def notes(self, agent_id: UUID) -> Notes:
        """Return the notes to an agent."""
        return self._http.send("GET", f"{_ROOT}/agents/{agent_id}/notes", TypeAdapter(Notes))

    def write(self, wanted: WriteNote) -> CoachingNote:
        """Write a note to an agent."""
        return self._http.send("POST", f"{_ROOT}/notes", self._note, body=wanted)

    def answer(self, note_id: UUID, wanted: AnswerNote) -> CoachingNote:
        """Say, as the agent, that it was read, and what there is to say to it."""
        return self._http.send("POST", f"{_ROOT}/notes/{note_id}/answer", self._note, body=wanted)

    def close_note(self, note_id: UUID, wanted: CloseNote) -> CoachingNote:
        """Close a note."""
        return self._http.send("POST", f"{_ROOT}/notes/{note_id}/close", self._note, body=wanted)
