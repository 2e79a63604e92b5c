"""Checking who the caller is: which question is asked, and what the server made of the answer."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import Problem
from agent_desktop.client.verification import CallChecks, VerificationModel
from agent_desktop.client.watched import Shows
from agent_desktop.contract.verification import CheckMethod, CheckResult, CheckShown, Level, Verification

_AFTER_LOCK: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ChecksState:
    """Everything that is drawn of the checks.

    `verification` is None until the server has spoken, or where no call is linked. `open`: the question `asked` is on
    screen. `checking` waits for the server; `problem` is what it said instead.
    """

    verification: Verification | None = None
    open: bool = False
    asked: CheckShown | None = None
    checking: bool = False
    problem: Problem | None = None

    @property
    def can_check(self) -> bool:
        """Whether there is anything left to ask."""
        seen = self.verification
        return seen is not None and seen.locked_until is None and seen.level is not Level.FULL and bool(seen.checks)


class ChecksPresenter(Shows[ChecksState]):
    """Follows the server's word on the checks; never guesses a level."""

    def __init__(self, model: VerificationModel, now: Now) -> None:
        super().__init__(ChecksState())
        self._model = model
        self._now = now
        self._asked = ""
        self._open = False
        self._stop = model.watch(self._changed)

    def open(self) -> None:
        """Ask the next question, if there is one left; where the server has not spoken it is asked again."""
        if self.state.verification is None:
            self._model.read()
        elif self.state.can_check and not self._open:
            self._open, self._asked = True, self._next("")
            self._model.forget_problem()
            self._changed(self._model.checks)

    def close(self) -> None:
        """Put the question away."""
        self._open = False
        self._changed(self._model.checks)

    def another(self, step: int) -> None:
        """Ask another question instead: the next with 1, the one before with -1."""
        seen = self.state.verification
        if seen is None or not self._open or self.state.checking:
            return
        codes = [check.code for check in seen.checks]
        at = codes.index(self._asked) if self._asked in codes else 0
        self._asked = codes[(at + step) % len(codes)]
        self._model.forget_problem()
        self._changed(self._model.checks)

    def answered(self, answer: str) -> None:
        """The caller has said this; the server compares it."""
        asked = self.state.asked
        if asked is not None and asked.method is CheckMethod.COMPARED and answer.strip():
            self._model.check(asked.code, answer=answer.strip())

    def said(self, right: bool) -> None:
        """The agent says whether the answer was right."""
        asked = self.state.asked
        if asked is not None and asked.method is CheckMethod.SAID:
            self._model.check(asked.code, right=right)

    def tick(self) -> None:
        """Ask again once a lock is over. Called a few times a second."""
        seen = self.state.verification
        if seen is not None and seen.locked_until is not None and self._now() >= seen.locked_until + _AFTER_LOCK:
            self._show(replace(self.state, verification=None))
            self._model.read()

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _next(self, after: str) -> str:
        """Return the first question not asked yet, or the first not passed, or the one asked just now."""
        checks = self._model.checks.verification.checks if self._model.checks.verification is not None else ()
        for wanted in (None, CheckResult.WRONG):
            for check in checks:
                if check.result is wanted and check.code != after:
                    return check.code
        return after

    def _changed(self, checks: CallChecks) -> None:
        before, seen = self.state, checks.verification
        taken = before.checking and not checks.checking and checks.check_problem is None
        if seen is None or seen.locked_until is not None or seen.level is Level.FULL:
            self._open = False
        elif taken and self._open:
            self._asked = self._next(self._asked)
        asked = next((check for check in seen.checks if check.code == self._asked), None) if seen is not None else None
        self._show(
            ChecksState(
                verification=seen,
                open=self._open and asked is not None,
                asked=asked if self._open else None,
                checking=checks.checking,
                problem=checks.check_problem if self._open else checks.problem,
            )
        )
