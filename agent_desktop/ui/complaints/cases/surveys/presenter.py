"""What the customer of the complaint that is shown was asked afterwards, and how they found it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import Language
from agent_desktop.contract.surveys import (
    AnswerSurvey,
    AskSurvey,
    GivenScore,
    RefuseSurvey,
    Survey,
    SurveyForm,
    Surveys,
    SurveyWay,
)


@dataclass(frozen=True, slots=True)
class SurveysState:
    """`told` is None until it came. `deeds` counts what was done here."""

    complaint_id: UUID | None = None
    told: Surveys | None = None
    forms: tuple[SurveyForm, ...] = ()
    busy: bool = False
    deeds: int = 0
    problem: Problem | None = None

    def form_of(self, survey: Survey) -> SurveyForm | None:
        """Return the questions of a survey."""
        told = self.told
        if told is not None and told.form is not None and told.form.code == survey.form:
            return told.form
        return next((each for each in self.forms if each.code == survey.form), None)


class SurveysServer(Protocol):
    """The part of `client.surveys_api.SurveysApi` that is used here."""

    def forms(self) -> tuple[SurveyForm, ...]: ...

    def of_record(self, kind: RecordKind, record_id: UUID) -> Surveys: ...

    def ask(self, command: AskSurvey) -> Survey: ...

    def answer(self, survey_id: UUID, command: AnswerSurvey) -> Survey: ...

    def refuse(self, survey_id: UUID, command: RefuseSurvey) -> Survey: ...


class SurveysPresenter(Shows[SurveysState]):
    def __init__(self, server: SurveysServer, tasks: Tasks) -> None:
        super().__init__(SurveysState())
        self._server, self._tasks = server, tasks

    def open(self, complaint_id: UUID) -> None:
        """Show the surveys of a complaint, read anew."""
        if complaint_id != self.state.complaint_id:
            self._show(SurveysState(complaint_id=complaint_id, forms=self.state.forms))
        if not self.state.forms:
            self._tasks.run(
                self._server.forms, lambda forms: self._show(replace(self.state, forms=forms)), lambda _error: None
            )

        def came(told: Surveys) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, told=told))

        def failed(error: ClientError) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, problem=error.problem))

        self._tasks.run(lambda: self._server.of_record(RecordKind.COMPLAINT, complaint_id), came, failed)

    def ask(self, way: SurveyWay, language: Language) -> None:
        """Begin a survey: by phone the questions are read out, by message they are sent."""
        state = self.state
        if state.complaint_id is None or state.told is None or state.told.form is None:
            return
        command = AskSurvey(
            survey_id=uuid4(),
            record_kind=RecordKind.COMPLAINT,
            record_id=state.complaint_id,
            form=state.told.form.code,
            way=way,
            language=language,
        )
        self._do(lambda: self._server.ask(command))

    def answer(self, survey: Survey, scores: tuple[GivenScore, ...], comment: str) -> None:
        """Note what was answered."""
        command = AnswerSurvey(command_id=uuid4(), seen_version=survey.version, scores=scores, comment=comment)
        self._do(lambda: self._server.answer(survey.survey_id, command))

    def refuse(self, survey: Survey) -> None:
        """Note that the customer does not want to."""
        command = RefuseSurvey(command_id=uuid4(), seen_version=survey.version)
        self._do(lambda: self._server.refuse(survey.survey_id, command))

    def _do(self, work: Callable[[], Survey]) -> None:
        if self.state.busy:
            return
        complaint_id = self.state.complaint_id
        self._show(replace(self.state, busy=True, problem=None))

        def came(_survey: Survey) -> None:
            if self.state.complaint_id == complaint_id and complaint_id is not None:
                self._show(replace(self.state, busy=False, deeds=self.state.deeds + 1))
                self.open(complaint_id)

        def failed(error: ClientError) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, busy=False, problem=error.problem))

        self._tasks.run(work, came, failed)
