"""What customers are asked, and what they answered. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.surveys import AnswerSurvey, AskSurvey, RefuseSurvey, Survey, SurveyForm, Surveys


class SurveysApi:
    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._forms = TypeAdapter(tuple[SurveyForm, ...])
        self._list = TypeAdapter(Surveys)
        self._one = TypeAdapter(Survey)

    def forms(self) -> tuple[SurveyForm, ...]:
        """Return what may be asked, in the order of the file."""
        return self._http.send("GET", f"{API_PREFIX}/survey-forms", self._forms)

    def of_record(self, kind: RecordKind, record_id: UUID) -> Surveys:
        """Return the surveys about a complaint or a call, and what may be asked of it now."""
        return self._http.send("GET", f"{API_PREFIX}/records/{kind}/{record_id}/surveys", self._list)

    def of_customer(self, customer_id: UUID) -> Surveys:
        """Return what a customer was asked lately, and answered."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/surveys", self._list)

    def ask(self, command: AskSurvey) -> Survey:
        """Begin a survey; by message it is sent. Raises SURVEY_REFUSED (`problem`), MESSAGE_REFUSED."""
        return self._http.send("POST", f"{API_PREFIX}/surveys", self._one, body=command)

    def answer(self, survey_id: UUID, command: AnswerSurvey) -> Survey:
        """Note what was answered. Raises SURVEY_REFUSED, SURVEY_NOT_FOUND, STALE_VERSION."""
        return self._http.send("POST", f"{API_PREFIX}/surveys/{survey_id}/answer", self._one, body=command)

    def refuse(self, survey_id: UUID, command: RefuseSurvey) -> Survey:
        """Note that the customer does not want to. Raises as `answer`."""
        return self._http.send("POST", f"{API_PREFIX}/surveys/{survey_id}/refusal", self._one, body=command)
