"""Some time after a complaint was closed its customer is asked; what they say in the script is the answer."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import DoNotCallScope
from agent_desktop.contract.callbacks import CallbackKind
from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.messages import MessagePurpose
from agent_desktop.contract.surveys import SurveyState, SurveyWay
from agent_desktop.records.callbacks.do_not_call import add_do_not_call
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.interactions.linking import link_by_match
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.messages.models import SentMessageRow
from agent_desktop.records.messages.service import HIDDEN
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.records.surveys.links import survey_of_link
from agent_desktop.records.surveys.models import SurveyMailRow, SurveyRow, SurveyScoreRow
from agent_desktop.records.surveys.places import SurveyPlaces
from agent_desktop.records.valuation.models import SurveyAnswerRow
from agent_desktop.server.callbacks.rules import open_book
from agent_desktop.server.database import session_factory
from agent_desktop.server.letters.books import load_letters
from agent_desktop.server.mail.port import Mail, MailLine
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.messages.templates import load_templates
from agent_desktop.server.surveys.asking import SurveyAsking
from agent_desktop.server.surveys.books import load_surveys
from agent_desktop.server.surveys.by_email import MailMeans
from agent_desktop.server.surveys.by_message import HungUpFirst
from agent_desktop.server.unit_of_work import UnitsOfWork
from telephony.app import Telephony
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, EndCause
from telephony.messages.models import MessageRow as CarriedRow
from telephony.queues.models import QueueRow
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.states import NotAsked, SurveyOutcome, SurveyStage
from tests.records.trial import OPTIONS
from tests.server.complaints.office import Office
from tests.server.floor import NUMBER, add_customer
from tests.server.support import HandClock, until
from tests.telephony.fake_host import FakeHost
from tests.telephony.support import SETTINGS

HERE = "http://127.0.0.1:1"
NOON = datetime.now(UTC).replace(hour=4, minute=0, second=0, microsecond=0)


class SetUp:
    """A mail server that nothing is given to here."""

    is_set_up, most_a_minute = True, 60

    def opened(self) -> AbstractContextManager[MailLine]:
        raise NotImplementedError

    def send(self, mail: Mail) -> None:
        raise NotImplementedError


class Asking:
    """What asks by itself, at a time that a test says."""

    def __init__(self, office: Office, *, in_use: bool = True, serves: bool = True, **more: Any) -> None:
        self.office = office
        settings = office.floor.settings
        book = load_surveys(settings)
        assert book.after_closing is not None
        plan = book.after_closing.model_copy(update={"in_use": in_use, **more})
        self.clock = HandClock(NOON)
        units = UnitsOfWork(session_factory(office.floor.engine), self.clock, lambda _: None)
        callbacks = open_book(settings, OPTIONS)
        telephony = Telephony(self.clock, FakeHost(), SETTINGS)
        shipped = load_templates(settings)
        # As shipped it depends on the place; without one it is advertising, for which nobody here has said yes.
        serving = [each.model_copy(update={"purpose": MessagePurpose.SERVICE}) for each in shipped.templates]
        templates = shipped.model_copy(update={"templates": tuple(serving)}) if serves else shipped
        messaging = Messaging(templates, {"en": "Bank", "zh": "银行"}, telephony, "simulator")
        self.book = book.model_copy(update={"after_closing": plan})
        places = SurveyPlaces(self.book, callbacks)
        mails = MailMeans(self.book, places, load_letters(settings), {"en": "Bank"}, SetUp(), HERE)
        self.asking = SurveyAsking(units.begin, self.book, callbacks, messaging, mails)
        self.hung_up = HungUpFirst(units.begin, self.book, messaging)

    def run(self, *, days: float) -> int:
        """Look so many days from today's noon."""
        self.clock.move((NOON + timedelta(days=days) - self.clock.now()).total_seconds())
        return self.asking.run_due()

    def surveys(self) -> list[SurveyRow]:
        with Session(self.office.floor.engine, expire_on_commit=False) as session:
            return list(session.scalars(sa.select(SurveyRow)))


def closed(office: Office, **more: Any) -> UUID:
    case = office.record(office.may, **more)
    return office.move(office.han, case, "withdraw", reason="She found it", told_by="phone").complaint_id


def test_a_day_after_the_close_a_call_is_made_and_the_scripts_score_is_the_answer(office: Office) -> None:
    off, asking = Asking(office, in_use=False), Asking(office)
    complaint_id = closed(office)
    assert off.run(days=3) == 0
    assert asking.run(days=-1) == 0, "its day has not come"
    assert (asking.run(days=3), asking.run(days=3.1)) == (1, 0)

    (survey,) = asking.surveys()
    assert (survey.record_id, survey.way, survey.state, survey.asked_by) == (
        complaint_id, SurveyWay.PHONE, SurveyState.ASKED, None,
    )  # fmt: skip
    with Session(office.floor.engine) as session:
        (callback,) = session.scalars(sa.select(CallbackRow)).all()
        assert (callback.kind, callback.reason_code, callback.complaint_id) == (
            CallbackKind.RELATIONSHIP, "survey", complaint_id,
        )  # fmt: skip
    said(office, {"score": "later", "expected": "five"}, at=NOON + timedelta(days=4))
    said(office, {"score": "one"}, at=NOON + timedelta(days=4))
    said(office, {"score": "one", "expected": "five"}, at=NOON + timedelta(days=17.1))
    assert asking.run(days=4.1) == 0, "that is no score, half an answer, and one after its days were over"
    said(office, {"score": "four", "expected": "five", "in_own_words": "Slow"}, at=NOON + timedelta(days=5))
    assert (asking.run(days=18), asking.run(days=18.1)) == (1, 0), "it was said in time, whenever it is noted"

    (survey,) = asking.surveys()
    assert (survey.state, survey.noted_by, survey.comment) == (SurveyState.ANSWERED, office.may.agent_id, "Slow")
    with Session(office.floor.engine) as session:
        assert session.execute(sa.select(SurveyScoreRow.perceived, SurveyScoreRow.expected)).all() == [(4, 5)]
    kinds = [entry.kind for entry in office.history(office.han, complaint_id).entries]
    assert kinds.count(EventKind.SURVEY) == 2


def test_the_script_of_a_call_answers_it_with_what_was_expected_and_who_declines_there_has_refused(
    office: Office,
) -> None:
    asking, may = Asking(office), office.may
    other = office.floor.add_customer("+85261239999", name="Wong Ka Yan", key="C2")
    cases = {NUMBER: closed(office), "+85261239999": closed(office, customer_id=str(other))}
    with office.floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE complaints SET ended_at = ended_at - interval '4 days'"))
    assert asking.run(days=-1) == 2
    here: dict[str, str] = {"who_answered": "the_customer"}
    agreed = here | {"agrees": "agreed"}
    scored = agreed | {"score": "four", "solved": "yes"}
    whole = scored | {"expected": "five"}
    may.go_ready()
    walk_script(office, "+85261239999", {"may_ask": here, "declined": here | {"agrees": "declined"}})
    kept = walk_script(
        office,
        NUMBER,
        {"may_ask": here, "score": agreed, "expected": scored, "why": whole, "recommend": whole},
        keeps="keep_score",
    )
    assert kept == {"en": "4 of 5", "zh": "4 分（满分 5 分）"}
    assert (asking.run(days=1.1), asking.run(days=1.2)) == (2, 0)

    def shown(number: str) -> dict[str, Any]:
        path = f"/v1/records/complaint/{cases[number]}/surveys"
        (found,) = office.han.http.get(path).raise_for_status().json()["surveys"]
        return dict(found)

    answered, refused = shown(NUMBER), shown("+85261239999")
    assert [answered[name] for name in ("state", "perceived", "expected", "gap")] == [
        "answered", "4.00", "5.00", "-1.00",
    ]  # fmt: skip
    assert (refused["state"], refused["scores"]) == ("refused", [])
    for complaint_id in cases.values():
        kinds = [entry.kind for entry in office.history(office.han, complaint_id).entries]
        assert kinds.count(EventKind.SURVEY) == 2
    (one,) = may.http.get(f"/v1/customers/{office.customer_id}/surveys").raise_for_status().json()["surveys"]
    assert one["survey_id"] == answered["survey_id"], "what was said once counts once"
    with Session(office.floor.engine) as session:
        (row,) = session.scalars(sa.select(SurveyAnswerRow)).all()
        assert (int(row.perceived), row.expected and int(row.expected)) == (4, 5)
    assert asking.run(days=3) == 0, "who refused is asked no more"


def test_who_wants_no_such_calls_or_was_asked_lately_is_left_alone(office: Office) -> None:
    asking = Asking(office)
    other = add_customer(office.floor.engine, "+85261239999", name="Wong Ka Yan", key="C2")
    with Session(office.floor.engine) as session, session.begin():
        add_do_not_call(
            session, customer_id=other, number="", scope=DoNotCallScope.MARKETING, words="", by=other, at=NOON
        )
    closed(office, customer_id=str(other))
    closed(office)
    closed(office)
    assert asking.run(days=3) == 1
    assert len(asking.surveys()) == 1
    assert asking.run(days=40) == 0, "closed too long ago"


def test_by_message_the_forms_link_goes_out_by_itself_to_whom_it_may(office: Office) -> None:
    assert Asking(office, way=SurveyWay.MESSAGE, serves=False).run(days=3) == 0
    asking = Asking(office, way=SurveyWay.MESSAGE)
    unwilling = add_customer(office.floor.engine, "+85261239999", name="Wong Ka Yan", key="C2")
    with office.floor.engine.begin() as connection:
        wishes = sa.text('UPDATE customers SET wishes = \'[{"zh": "谢绝满意度调查"}]\' WHERE customer_id = :c')
        connection.execute(wishes, {"c": unwilling})
    complaint_id = closed(office)
    closed(office, customer_id=str(unwilling))
    assert (asking.run(days=3), asking.run(days=3.1)) == (1, 0)

    (survey,) = asking.surveys()
    assert (survey.record_id, survey.way, survey.state, survey.asked_by) == (
        complaint_id, SurveyWay.MESSAGE, SurveyState.ASKED, None,
    )  # fmt: skip
    with Session(office.floor.engine) as session:
        (sent,) = session.scalars(sa.select(SentMessageRow)).all()
        assert (sent.message_id, sent.by_user_id, sent.template) == (survey.message_id, None, "survey_complaint")
        assert f"{HERE}/v1/survey/{HIDDEN} " in sent.text, "the link is the customer's alone"
        told = session.scalar(sa.select(CarriedRow.text))
        assert told is not None
        token = told.partition(f"{HERE}/v1/survey/")[2].partition(" ")[0]
        assert survey_of_link(session, token) is not None
        assert session.scalars(sa.select(CallbackRow)).all() == []
    kinds = [entry.kind for entry in office.history(office.han, complaint_id).entries]
    assert kinds.count(EventKind.SURVEY) == 1


def test_by_email_it_waits_to_be_sent_to_whom_it_may(office: Office) -> None:
    asking = Asking(office, way=SurveyWay.EMAIL)
    abroad = add_customer(office.floor.engine, "+49301234567", name="Wong Ka Yan", key="C2")
    with office.floor.engine.begin() as connection:
        moved = sa.text("UPDATE customers SET address = 'Unter den Linden 1, Berlin' WHERE customer_id = :c")
        connection.execute(moved, {"c": abroad})
    complaint_id = closed(office)
    closed(office, customer_id=str(abroad))
    assert (asking.run(days=3), asking.run(days=3.1)) == (1, 0)

    (survey,) = asking.surveys()
    assert (survey.record_id, survey.way, survey.state, survey.asked_by) == (
        complaint_id, SurveyWay.EMAIL, SurveyState.ASKED, None,
    )  # fmt: skip
    with Session(office.floor.engine) as session:
        assert session.scalars(sa.select(SurveyMailRow.state)).all() == [MailStage.WAITING]


def test_who_was_to_be_asked_by_keypad_and_hung_up_first_is_asked_by_message_once(office: Office) -> None:
    asking, engine = Asking(office), office.floor.engine
    asking.run(days=0)
    with Session(engine) as session, session.begin():
        queue_id = session.scalars(sa.select(QueueRow.queue_id)).first()
        calls = {}
        whys = (NotAsked.CALLER_HUNG_UP, NotAsked.TOO_SHORT, NotAsked.CALLER_HUNG_UP)
        for why, hours in zip(whys, (1, 1, 7), strict=True):
            at, call_id = NOON - timedelta(hours=hours), uuid4()
            session.add(
                CallRow(
                    call_id=call_id, provider="simulator", call_sid=str(call_id), state=CallState.ENDED,
                    queue_id=queue_id, agent_id=office.may.agent_id, arrived_at=at, enqueued_at=at, since_at=at,
                    answered_at=at, ended_at=at, end_cause=EndCause.CALLER_HUNG_UP,
                )
            )  # fmt: skip
            session.flush()
            session.add(
                CallSurveyRow(
                    call_id=call_id, stage=SurveyStage.OVER, outcome=SurveyOutcome.NOT_ASKED, why_not=why,
                    code="after_call", queue_id=queue_id, agent_id=office.may.agent_id, decided_at=at, ended_at=at,
                )
            )  # fmt: skip
            link_by_match(session, call_id=call_id, customer_id=office.customer_id, at=at)
            calls[call_id] = (why, hours)
    assert (asking.hung_up.run_due(), asking.hung_up.run_due()) == (1, 0)
    (survey,) = asking.surveys()
    assert calls[survey.record_id] == (NotAsked.CALLER_HUNG_UP, 1)
    assert (survey.way, survey.form, survey.agent_id) == (SurveyWay.MESSAGE, "after_call", office.may.agent_id)


def walk_script(
    office: Office, number: str, steps: Mapping[str, Mapping[str, str]], *, keeps: str = ""
) -> dict[str, str]:
    """An agent walks the survey's script in a call of this number and finishes it; return what the action that `keeps`
    the score came to."""
    may, now, version = office.may, datetime.now(UTC).isoformat(), 0
    call_sid = office.floor.ring(number)
    call_id = may.take_call().call_id
    part = may.http.get(f"/v1/calls/{call_id}/interaction").raise_for_status().json()["interaction_id"]
    for step, answers in steps.items():
        saved = may.put(
            f"/v1/interactions/{part}/script-run", seen_version=version, script_id="satisfaction-survey", version="1.2",
            step_id=step, answers=answers, said={"recording_notice": now, "no_sales": now},
        )  # fmt: skip
        assert saved.status_code == 200, saved.text
        version = saved.json()["script_version_number"]
    detail: dict[str, str] = {}
    if keeps:
        body = {"attempt_id": str(uuid4()), "seen_version": version}
        done = may.http.post(f"/v1/interactions/{part}/script-actions/{keeps}", json=body)
        detail = done.raise_for_status().json()["detail"]
    office.floor.hang_up(call_sid)
    until(lambda: may.snapshot().agent.state is AgentState.WRAP_UP or None)
    finished = may.post(f"/v1/interactions/{part}/finish", disposition_code="resolved")
    assert finished.status_code == 200, finished.text
    return detail


def said(office: Office, answers: dict[str, str], *, at: datetime) -> None:
    """An agent has asked by the script in a call that is finished."""
    with Session(office.floor.engine) as session, session.begin():
        part = InteractionRow(
            interaction_id=uuid4(),
            call_id=uuid4(),
            agent_id=office.may.agent_id,
            customer_id=office.customer_id,
            started_at=at,
            finished_at=at,
            disposition_code="resolved",
        )
        session.add(part)
        session.flush()
        session.add(
            ScriptRunRow(
                interaction_id=part.interaction_id,
                script_id="satisfaction-survey",
                script_version="1.0",
                step_id="score",
                answers=answers,
                said={},
                step_times={},
                values_of=None,
                saved_at=at,
            )
        )
