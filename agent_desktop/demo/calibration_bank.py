"""A server of calibrations and coaching notes for pictures and for tests: it keeps what it is told."""

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.quality import (
    BeginCalibration,
    Calibration,
    Calibrations,
    CalibrationScore,
    CalibrationState,
    CloseCalibration,
    CloseNote,
    CoachingNote,
    GivenPoints,
    Notes,
    QualityReaders,
    ReviewedAgent,
    ScoreCalibration,
)
from agent_desktop.demo.quality_bank import AGENTS, HELEN, ROOT, given_of, scorecards
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.records.quality.scoring import off_agreed, score_of, spreads_of

REVIEWERS: Final = tuple(
    ReviewedAgent(agent_id=HELEN if name == "Helen Mak" else uuid5(ROOT, name), name=name, team=team)
    for name, team in (("Helen Mak", "Cards"), ("Omar Lee", "Cards"), ("Vera Ng", "Service"), ("何俊", "Compliance"))
)
Given = tuple[GivenPoints, ...]


class CalibrationBank:
    """Helen's view of it. `gave` are the answers by calibration and reviewer, also those she does not see yet."""

    def __init__(self, *, away: bool = False, nothing: bool = False) -> None:
        self.away = away
        self.refuses: ClientError | None = None
        self.drafts: list[ScoreCalibration] = []
        self.closes: list[CloseCalibration] = []
        self.gave: dict[UUID, dict[UUID, Given]] = {}
        self.kept: dict[UUID, Calibration] = {}
        self.written = {each.note_id: each for each in _notes()}
        if not nothing:
            self._fill()

    def reviewers(self) -> QualityReaders:
        self._reach()
        return QualityReaders(reviewers=REVIEWERS)

    def calibrations(self) -> Calibrations:
        self._reach()
        return Calibrations(calibrations=tuple(self._shown(each) for each in self.kept.values()))

    def begin(self, wanted: BeginCalibration) -> Calibration:
        self._reach()
        form = next(each for each in scorecards() if each.code == wanted.form)
        agent = next(each for each in AGENTS if each.agent_id == wanted.agent_id)
        self.kept[wanted.calibration_id] = Calibration(
            calibration_id=wanted.calibration_id,
            version=1,
            name=wanted.name,
            state=CalibrationState.OPEN,
            form=form,
            call_id=wanted.call_id,
            agent_id=wanted.agent_id,
            agent_name=agent.name,
            contact_id=uuid5(ROOT, "contact 1"),
            began_by_name="Helen Mak",
            due_on=wanted.due_on,
            mine_is_wanted=HELEN in wanted.reviewer_ids,
            scores=tuple(
                CalibrationScore(reviewer_id=each.agent_id, name=each.name)
                for each in REVIEWERS
                if each.agent_id in wanted.reviewer_ids
            ),
            may_close=True,
        )
        self.gave[wanted.calibration_id] = {}
        return self._shown(self.kept[wanted.calibration_id])

    def hand_in(self, calibration_id: UUID, wanted: ScoreCalibration) -> Calibration:
        self._reach()
        old = self.kept[calibration_id]
        if not wanted.hand_in:
            self.drafts.append(wanted)
            self.kept[calibration_id] = old.model_copy(update={"draft": wanted.answers})
            return self._shown(self.kept[calibration_id])
        self.gave[calibration_id][HELEN] = wanted.answers
        return self._put(old, mine_is_wanted=False, draft=())

    def close(self, calibration_id: UUID, wanted: CloseCalibration) -> Calibration:
        self._reach()
        self.closes.append(wanted)
        old = self.kept[calibration_id]
        if wanted.seen_version != old.version:
            raise ClientError(ErrorCode.STALE_VERSION, {"current_version": old.version})
        ended = {"state": CalibrationState.CLOSED, "mine_is_wanted": False, "may_close": False}
        return self._put(old, **ended, agreed=wanted.agreed, words=wanted.words)

    def notes(self, agent_id: UUID) -> Notes:
        self._reach()
        return Notes(notes=tuple(each for each in self.written.values() if each.agent_id == agent_id))

    def close_note(self, note_id: UUID, wanted: CloseNote) -> CoachingNote:
        self._reach()
        old = self.written[note_id]
        if wanted.seen_version != old.version:
            raise ClientError(ErrorCode.STALE_VERSION, {"current_version": old.version})
        ended = {"closed_at": NOW, "closing_words": wanted.words, "version": old.version + 1}
        self.written[note_id] = old.model_copy(update=ended)
        return self.written[note_id]

    def give(self, calibration_id: UUID, reviewer_id: UUID, given: Given) -> None:
        """Have another reviewer hand in."""
        self.gave[calibration_id][reviewer_id] = given
        self._put(self.kept[calibration_id])

    def _fill(self) -> None:
        form = scorecards()[0]
        everybody = tuple(each.agent_id for each in REVIEWERS[:3])
        for number, (name, agent, days) in enumerate((("June: disputes", 1, 4), ("Calls about fees", 3, 9))):
            begun = self.begin(
                BeginCalibration(
                    calibration_id=uuid5(ROOT, f"calibration {number}"),
                    name=name,
                    form=form.code,
                    call_id=uuid5(ROOT, f"call {agent}"),
                    agent_id=AGENTS[agent].agent_id,
                    reviewer_ids=everybody,
                    due_on=NOW.date() + timedelta(days=days),
                )
            )
            for reviewer, lost in zip(everybody[1:], (9, 26), strict=True):
                self.give(begun.calibration_id, reviewer, given_of(form, lost))
        key = uuid5(ROOT, "calibration 1")
        self.hand_in(key, ScoreCalibration(answers=given_of(form, 4)))

    def _put(self, old: Calibration, **changes: object) -> Calibration:
        self.kept[old.calibration_id] = old.model_copy(update={**changes, "version": old.version + 1})
        return self._shown(self.kept[old.calibration_id])

    def _shown(self, one: Calibration) -> Calibration:
        gave, closed = self.gave[one.calibration_id], one.state is CalibrationState.CLOSED
        seen = closed or not one.mine_is_wanted
        scores = tuple(
            each.model_copy(
                update={
                    "handed_in_at": NOW if each.reviewer_id in gave else None,
                    "answers": gave.get(each.reviewer_id, ()) if seen else (),
                    "score": score_of(one.form, gave[each.reviewer_id]) if seen and each.reviewer_id in gave else None,
                    "off_agreed": off_agreed(one.form, gave.get(each.reviewer_id, ()), one.agreed) if closed else None,
                }
            )
            for each in one.scores
        )
        return one.model_copy(
            update={
                "scores": scores,
                "spreads": spreads_of(one.form, list(gave.values()), one.agreed) if seen else (),
                "agreed_score": score_of(one.form, one.agreed) if one.agreed else None,
            }
        )

    def _reach(self) -> None:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)
        if self.refuses is not None:
            raise self.refuses


def _notes() -> tuple[CoachingNote, ...]:
    ken = AGENTS[1]
    first = CoachingNote(
        note_id=uuid5(ROOT, "coaching 1"),
        version=2,
        agent_id=ken.agent_id,
        agent_name=ken.name,
        by_name="Helen Mak",
        text="Before you ask the caller for anything, look at the left column: their last three calls are there.",
        written_at=NOW - timedelta(days=14),
        look_again_on=NOW.date(),
        read_at=NOW - timedelta(days=13),
        answer="好的，我会先看左侧栏。",
    )
    second = CoachingNote(
        note_id=uuid5(ROOT, "coaching 2"),
        version=1,
        agent_id=ken.agent_id,
        agent_name=ken.name,
        by_name="Omar Lee",
        text="Say the reference number twice.",
        written_at=NOW - timedelta(days=40),
        read_at=NOW - timedelta(days=39),
        closed_at=NOW - timedelta(days=20),
        closing_words="It has come about.",
    )
    return first, second
