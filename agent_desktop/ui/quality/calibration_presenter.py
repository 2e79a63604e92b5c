"""Decides on calibrations: which are listed, what was given in the one that shows, and how it comes to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.quality import (
    BeginCalibration,
    Calibration,
    Calibrations,
    CalibrationState,
    CallToReview,
    CloseCalibration,
    GivenPoints,
    QualityReaders,
    ReviewedAgent,
    ScoreCalibration,
    ScoreForm,
)

Answers = Mapping[str, GivenPoints]


@dataclass(frozen=True, slots=True)
class CalibratingState:
    """Everything that is drawn. `listed` is None until it came, what is to be scored first. `begins` is the call that
    one is being begun with. `answers` and `words` are what stands on the card, `kept` whether the server has it. `done`
    names what was done last."""

    listed: tuple[Calibration, ...] | None = None
    chosen: UUID | None = None
    reviewers: tuple[ReviewedAgent, ...] = ()
    begins: CallToReview | None = None
    answers: Answers = field(default_factory=dict)
    words: str = ""
    kept: bool = True
    busy: bool = False
    away: Problem | None = None
    problem: Problem | None = None
    done: str = ""

    @property
    def shown(self) -> Calibration | None:
        """The one that shows."""
        return next((each for each in self.listed or () if each.calibration_id == self.chosen), None)


class CalibrationServer(Protocol):
    """The part of `client.quality_api.CoachingApi` that is used here."""

    def reviewers(self) -> QualityReaders: ...

    def calibrations(self) -> Calibrations: ...

    def begin(self, wanted: BeginCalibration) -> Calibration: ...

    def hand_in(self, calibration_id: UUID, wanted: ScoreCalibration) -> Calibration: ...

    def close(self, calibration_id: UUID, wanted: CloseCalibration) -> Calibration: ...


def is_seen(calibration: Calibration) -> bool:
    """Say whether what was given is shown to whoever asked."""
    return any(each.score is not None for each in calibration.scores)


def missing_in(form: ScoreForm, answers: Answers) -> int:
    """Return how many questions have no answer yet."""
    return sum(each.code not in answers for section in form.sections for each in section.questions)


def in_order(calibrations: tuple[Calibration, ...]) -> tuple[Calibration, ...]:
    """Sort what is to be scored first, then what is open, each by the day it is due; then what is closed."""

    def place(each: Calibration) -> tuple[bool, bool, date]:
        return not each.mine_is_wanted, each.state is CalibrationState.CLOSED, each.due_on

    return tuple(sorted(calibrations, key=place))


class CalibrationPresenter(Shows[CalibratingState]):
    """What was given is kept here until the server has it, whatever else is looked at meanwhile."""

    def __init__(self, server: CalibrationServer, tasks: Tasks) -> None:
        super().__init__(CalibratingState())
        self._server, self._tasks = server, tasks
        self._given: dict[UUID, Answers] = {}
        self._words: dict[UUID, str] = {}
        self._unkept: set[UUID] = set()
        self._on_the_way: set[UUID] = set()
        self._next = uuid4()

    def read(self) -> None:
        """Read the list anew; what was given and not kept yet is sent again."""
        self.keep()

        def came(found: Calibrations) -> None:
            self._draw(replace(self.state, listed=in_order(found.calibrations), away=None))

        self._tasks.run(self._server.calibrations, came, self._away)

    def choose(self, calibration_id: UUID) -> None:
        """Show one."""
        if calibration_id != self.state.chosen or self.state.begins is not None:
            self.keep()
            self._draw(replace(self.state, chosen=calibration_id, begins=None, problem=None, done=""))

    def start(self, call: CallToReview | None) -> None:
        """Begin one with this call: name, scorecard, reviewers and day are asked for. None: let it be."""
        self._next = uuid4()
        self._show(replace(self.state, begins=call, problem=None, done=""))
        if call is not None:

            def came(found: QualityReaders) -> None:
                others = tuple(each for each in found.reviewers if each.agent_id != call.agent_id)
                self._show(replace(self.state, reviewers=others))

            self._tasks.run(self._server.reviewers, came, self._refused)

    def begin(self, name: str, form: str, reviewer_ids: tuple[UUID, ...], due_on: date) -> None:
        """Ask these reviewers to score the call. Asked again after a failure it is the same calibration."""
        call = self.state.begins
        if call is None or self.state.busy or not name.strip() or len(reviewer_ids) < 2:
            return
        wanted = BeginCalibration(
            calibration_id=self._next,
            name=name,
            form=form,
            call_id=call.call_id,
            agent_id=call.agent_id,
            reviewer_ids=reviewer_ids,
            due_on=due_on,
        )
        self._show(replace(self.state, busy=True, problem=None, done=""))

        def came(begun: Calibration) -> None:
            chosen = begun.calibration_id
            self._take(begun, replace(self.state, begins=None, chosen=chosen, busy=False, done="begun"))

        self._tasks.run(lambda: self._server.begin(wanted), came, self._refused)

    def give(self, given: GivenPoints) -> None:
        """Take what one question got: one's own score, or what is agreed on."""
        shown = self.state.shown
        if shown is None or self.state.busy or not (shown.mine_is_wanted or shown.may_close):
            return
        key = shown.calibration_id
        self._given[key] = {**self.state.answers, given.code: given}
        if shown.mine_is_wanted:
            self._unkept.add(key)
        self._draw(replace(self.state, done=""))

    def say(self, words: str) -> None:
        """Take the words to what is agreed on."""
        if self.state.chosen is not None and words != self.state.words:
            self._words[self.state.chosen] = words
            self._draw(self.state)

    def keep(self) -> None:
        """Have the server keep what was given and not handed in yet."""
        for key in self._unkept - self._on_the_way:
            self._send_draft(key)

    def hand_in(self) -> None:
        """Hand in one's own score, for good."""
        shown, state = self.state.shown, self.state
        if shown is None or state.busy or not shown.mine_is_wanted:
            return
        wanted = ScoreCalibration(answers=tuple(state.answers.values()))
        self._do(shown.calibration_id, lambda: self._server.hand_in(shown.calibration_id, wanted), "handed_in")

    def close(self, *, off: bool = False) -> None:
        """Close it with what is agreed on, or call it off with the words alone."""
        shown, state = self.state.shown, self.state
        if shown is None or state.busy or not shown.may_close:
            return
        agreed = () if off else tuple(state.answers.values())
        wanted = CloseCalibration(seen_version=shown.version, agreed=agreed, words=state.words)
        self._do(shown.calibration_id, lambda: self._server.close(shown.calibration_id, wanted), "closed")

    # what is asked, and what comes

    def _do(self, key: UUID, do: "Deed", what: str) -> None:
        self._show(replace(self.state, busy=True, problem=None, done=""))

        def came(now: Calibration) -> None:
            self._given.pop(key, None)
            self._unkept.discard(key)
            if what == "closed":
                self._words.pop(key, None)
            self._take(now, replace(self.state, busy=False, done=what if self.state.chosen == key else ""))

        def refused(error: ClientError) -> None:
            self._refused(error)
            self.read()

        self._tasks.run(do, came, refused)

    def _send_draft(self, key: UUID) -> None:
        sent = self._given[key]
        wanted = ScoreCalibration(answers=tuple(sent.values()), hand_in=False)
        self._on_the_way.add(key)

        def came(now: Calibration) -> None:
            self._on_the_way.discard(key)
            if key in self._unkept and self._given.get(key) is not sent:
                self._send_draft(key)
                return
            self._unkept.discard(key)
            self._take(now, self.state)

        def refused(error: ClientError) -> None:
            self._on_the_way.discard(key)
            if key in self._unkept:  # otherwise it was handed in meanwhile
                self._refused(error)

        self._tasks.run(lambda: self._server.hand_in(key, wanted), came, refused)

    def _take(self, now: Calibration, state: CalibratingState) -> None:
        listed = state.listed or ()
        old = next((each for each in listed if each.calibration_id == now.calibration_id), None)
        if old is None or old.version <= now.version:
            others = tuple(each for each in listed if each.calibration_id != now.calibration_id)
            state = replace(state, listed=in_order((*others, now)))
        self._draw(state)

    def _draw(self, state: CalibratingState) -> None:
        # At once: one is never drawn with what was given in another.
        shown = state.shown
        if shown is None:
            self._show(replace(state, answers={}, words="", kept=not self._unkept))
            return
        key = shown.calibration_id
        given = self._given.get(key)
        answers = _start_of(shown) if given is None else given
        words = self._words.get(key, "")
        self._show(replace(state, answers=answers, words=words, kept=key not in self._unkept))

    def _away(self, error: ClientError) -> None:
        self._show(replace(self.state, away=error.problem))

    def _refused(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))


class Deed(Protocol):
    """What is asked of the server."""

    def __call__(self) -> Calibration: ...


def _start_of(shown: Calibration) -> Answers:
    """Return the answers a card begins with: one's own draft; to agree on, what all have given alike."""
    if shown.mine_is_wanted:
        return {each.code: each for each in shown.draft}
    if shown.state is CalibrationState.CLOSED:
        return {each.code: each for each in shown.agreed}
    cards = [{each.code: each.points for each in one.answers} for one in shown.scores if one.score is not None]
    if len(cards) < 2:
        return {}
    alike = [code for code, points in cards[0].items() if all(one.get(code) == points for one in cards)]
    return {code: GivenPoints(code=code, points=cards[0][code]) for code in alike}
