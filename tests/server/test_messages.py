"""``/v1/messages``: an agent writes to a customer by a template; it is sent, followed, and on the timeline."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.contract.messages import MessagePreview, MessagePurpose, MessageRefusal, SentMessage, SentMessages
from agent_desktop.contract.prospect_cards import ConsentChannel
from agent_desktop.contract.timeline import ContactsFound
from agent_desktop.records.messages.checks import TemplateProblem, findings_in
from agent_desktop.records.messages.rules import parts_of, refusal_of
from agent_desktop.records.messages.schema import MessageTemplates
from agent_desktop.server.messages.templates import read_templates, schema_text, templates_file
from agent_desktop.settings import resources_folder
from tests.server.floor import NUMBER, Desk, Floor
from tests.server.support import error_code, settings_for_tests, until


def preview(desk: Desk, customer_id: UUID, template: str = "card_blocked", language: str = "en") -> MessagePreview:
    body = {"customer_id": str(customer_id), "template": template, "language": language}
    return MessagePreview.model_validate(desk.http.post("/v1/messages/preview", json=body).raise_for_status().json())


def send(desk: Desk, customer_id: UUID, seen: MessagePreview, message_id: UUID) -> object:
    body = {
        "message_id": str(message_id),
        "customer_id": str(customer_id),
        "template": seen.template,
        "language": seen.language,
        "seen_text": seen.text,
    }
    return desk.http.post("/v1/messages", json=body)


def sent(desk: Desk, customer_id: UUID) -> SentMessage:
    answer = desk.http.get(f"/v1/customers/{customer_id}/messages").raise_for_status().json()
    (message,) = SentMessages.model_validate(answer).messages
    return message


def test_a_message_is_previewed_sent_once_delivered_and_on_the_timeline(floor: Floor) -> None:
    customer_id, desk = floor.add_customer(), floor.agent()
    stream = floor.listen(desk)
    seen = preview(desk, customer_id, language="zh")
    assert (seen.why_not, seen.parts, seen.to_masked) == (None, 1, "+852 6••• 4567")
    assert "银行卡已按要求停用" in seen.text
    message_id = uuid4()
    answers = [send(desk, customer_id, seen, message_id) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]  # type: ignore[attr-defined]

    stream.until_kind("message.changed")
    until(lambda: sent(desk, customer_id).status == "delivered")
    (at_carrier,) = floor.carrier.get("/messages").json()
    assert (at_carrier["to_number"], at_carrier["text"]) == (NUMBER, seen.text)
    found = desk.http.post(f"/v1/customers/{customer_id}/contacts", json={}).json()
    (contact,) = ContactsFound.model_validate(found).contacts
    assert (contact.channel, contact.subject["en"], contact.outcome["en"]) == (
        "message",
        "Your card is blocked",
        "Delivered",
    )
    with Session(floor.engine) as session:
        what = session.scalars(sa.text("SELECT what FROM audit_entries WHERE what LIKE 'message%' ORDER BY at")).all()
    assert what[:2] == ["message.previewed", "message.sent"]


def test_who_has_answered_stop_is_not_written_to_again(floor: Floor) -> None:
    customer_id, desk = floor.add_customer(), floor.agent()
    floor.carrier.post("/message-fates", json={"number": NUMBER, "opted_out": True}).raise_for_status()
    send(desk, customer_id, preview(desk, customer_id), uuid4())
    until(lambda: sent(desk, customer_id).problem == "opted_out")

    seen = preview(desk, customer_id)
    assert seen.why_not is MessageRefusal.OPTED_OUT
    assert error_code(send(desk, customer_id, seen, uuid4())) == "message_refused"  # type: ignore[arg-type]


def test_a_message_without_consent_or_that_reads_otherwise_than_it_was_seen_is_not_sent(floor: Floor) -> None:
    customer_id, desk = floor.add_customer(), floor.agent()
    assert preview(desk, customer_id, "survey").why_not is None  # in Hong Kong to ask how it was sells nothing
    with floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE customers SET address = 'Goethestr. 1, 60313 Frankfurt, Germany'"))
    advertising = preview(desk, customer_id, "survey")
    assert advertising.why_not is MessageRefusal.NO_CONSENT
    assert error_code(send(desk, customer_id, advertising, uuid4())) == "message_refused"  # type: ignore[arg-type]
    changed = preview(desk, customer_id).model_copy(update={"text": "Give me your PIN"})
    assert error_code(send(desk, customer_id, changed, uuid4())) == "message_refused"  # type: ignore[arg-type]
    body = {"customer_id": str(customer_id), "template": "nothing", "language": "en"}
    assert error_code(desk.http.post("/v1/messages/preview", json=body)) == "template_unknown"
    assert floor.carrier.get("/messages").json() == []


@pytest.mark.parametrize("kind", list(CustomerKind))
@pytest.mark.parametrize("purpose", list(MessagePurpose))
@pytest.mark.parametrize("agreed", [frozenset(), frozenset({ConsentChannel.MESSAGE})])
def test_advertising_and_any_word_to_a_prospect_need_a_consent(
    kind: CustomerKind, purpose: MessagePurpose, agreed: frozenset[ConsentChannel]
) -> None:
    free = purpose is MessagePurpose.SERVICE and kind is not CustomerKind.PROSPECT
    expected = None if free or agreed else MessageRefusal.NO_CONSENT

    assert refusal_of(purpose, kind=kind, agreed=agreed, has_number=True, opted_out=False) is expected
    assert refusal_of(purpose, kind=kind, agreed=agreed, has_number=True, opted_out=True) is MessageRefusal.OPTED_OUT
    assert refusal_of(purpose, kind=kind, agreed=agreed, has_number=False, opted_out=True) is MessageRefusal.NO_NUMBER
    if purpose is MessagePurpose.SURVEY:
        asked = refusal_of(purpose, kind=kind, agreed=agreed, has_number=True, opted_out=False, surveys_sell=False)
        assert asked is (None if kind is not CustomerKind.PROSPECT or agreed else MessageRefusal.NO_CONSENT)


@pytest.mark.parametrize(
    ("text", "parts"), [("a" * 160, 1), ("a" * 161, 2), ("€" * 80, 1), ("€" * 81, 2), ("汉" * 70, 1), ("汉" * 71, 2)]
)
def test_how_many_short_messages_a_text_takes(text: str, parts: int) -> None:
    assert parts_of(text) == parts


def test_the_shipped_templates_are_right_in_both_languages_and_short() -> None:
    reading = read_templates(templates_file(settings_for_tests()))
    assert (reading.errors, reading.warnings) == ((), ())
    assert reading.content is not None
    for template in reading.content.templates:
        assert all(parts_of(text) == 1 for text in template.text.values()), template.code


def test_the_published_schema_is_that_of_the_program() -> None:
    published = (resources_folder() / "schemas" / "messages.schema.json").read_text(encoding="utf-8")

    assert published == schema_text()


def test_what_is_wrong_with_templates_is_found(tmp_path: Path) -> None:
    one = {"code": "a", "name": {"en": "A", "zh": "甲"}, "purpose": "service", "text": {"en": "Hi {name}", "zh": "好"}}
    wrong = MessageTemplates.model_validate(
        {
            "templates": [
                one,
                one,
                one | {"code": "b", "text": {"en": "{pin}"}, "name": {"en": "x" * 41, "zh": "乙"}},
                one | {"code": "c", "text": {"en": "{", "zh": "{name!r}"}},
            ]
        }
    )
    assert [(each.place, each.problem) for each in findings_in(wrong)] == [
        (("templates", 1, "code"), TemplateProblem.CODE_TWICE),
        (("templates", 2, "text"), TemplateProblem.LANGUAGE_MISSING),
        (("templates", 2, "name"), TemplateProblem.NAME_LONG),
        (("templates", 2, "text", "en"), TemplateProblem.PLACEHOLDER_WRONG),
        (("templates", 3, "text", "en"), TemplateProblem.PLACEHOLDER_WRONG),
        (("templates", 3, "text", "zh"), TemplateProblem.PLACEHOLDER_WRONG),
    ]
    empty = tmp_path / "messages.yaml"
    empty.write_text("templates: []\n", encoding="utf-8")
    assert read_templates(empty).content is None
