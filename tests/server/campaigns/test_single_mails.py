"""An e-mail to one customer from the desk: seen first, taken back in time, sent once, and told how it stands."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest

from agent_desktop.client.customer_mails_api import CustomerMailsApi
from agent_desktop.client.errors import ClientError
from agent_desktop.contract.campaigns import CampaignWay, MemberState, WhyNot
from agent_desktop.contract.customer_mails import ChangeMail, CustomerMail, MailStep, PreviewMail, SendMail
from agent_desktop.contract.sessions import Role
from agent_desktop.server.scripts.own_deeds import TextByScript
from tests.server.campaigns.conftest import Bureau


def mails(bureau: Bureau, name: str = "may") -> CustomerMailsApi:
    return CustomerMailsApi(bureau.desk.api(name))


def written(bureau: Bureau, customer_id: UUID, **more: object) -> SendMail:
    """Return an e-mail as it was looked at."""
    asked = {"template": "news", "language": "en", "text": "Your form is ready.", **more}
    seen = mails(bureau).preview(customer_id, PreviewMail.model_validate(asked))
    return SendMail.model_validate({**asked, "mail_id": uuid4(), "seen_text": seen.text})


def step(bureau: Bureau, mail: CustomerMail, what: MailStep, name: str = "may") -> CustomerMail:
    return mails(bureau, name).change(mail.mail_id, ChangeMail(command_id=uuid4(), step=what))


def problem(error: pytest.ExceptionInfo[ClientError]) -> object:
    return error.value.details.get("problem")


def test_it_goes_out_in_the_chosen_language_after_the_time_to_take_it_back_and_stands_on_the_timeline(
    bureau: Bureau,
) -> None:
    who, api = bureau.customer(1, languages=["en"]), mails(bureau)
    form = api.form(who)
    assert (form.language, form.set_up, "@" in form.to_masked) == ("en", True, True)
    assert "news" in {each.code for each in form.templates}
    assert api.preview(who, PreviewMail(template="news", language="zh")).text_needed
    command = written(bureau, who, language="zh", text="您的表格已备妥。")
    sent = api.send(who, command)
    assert (sent.state, sent.steps) == (MemberState.WAITING, frozenset({MailStep.UNDO}))
    assert sent.undo_until is not None
    assert api.send(who, command).mail_id == sent.mail_id  # its answer was lost: it is the same one

    bureau.sender.run_mail()
    assert bureau.post.mails == []  # it may still be taken back
    bureau.clock.move(31)
    bureau.sender.run_mail()
    bureau.sender.run_due()
    (mail,) = bureau.post.mails
    assert "您的表格已备妥。" in mail.get_content()
    assert bureau.outcomes() == ["Sent"]
    (shown,) = api.listed(who).mails
    assert (shown.state, shown.undo_until, shown.steps, shown.by_name) == (MemberState.DONE, None, frozenset(), "May")
    assert len(bureau.desk.audited("mail.asked")) == 1
    assert bureau.api().listed().campaigns == ()  # it is no campaign
    plan = bureau.start("news", CampaignWay.EMAIL)
    assert plan.total == 1  # and counts as none of an occasion


def test_one_that_is_taken_back_in_time_never_goes_out_and_nobody_elses_is(bureau: Bureau) -> None:
    who, api = bureau.customer(1), mails(bureau)
    sent = api.send(who, written(bureau, who))
    bureau.desk.person("jo", Role.AGENT)
    with pytest.raises(ClientError) as refused:
        step(bureau, sent, MailStep.UNDO, "jo")
    assert problem(refused) == "step_not_possible"
    assert step(bureau, sent, MailStep.UNDO).state is MemberState.CANCELLED
    bureau.clock.move(60)
    bureau.sender.run_mail()
    assert bureau.post.mails == []
    with pytest.raises(ClientError) as late:
        step(bureau, sent, MailStep.UNDO)
    assert problem(late) == "step_not_possible"


def test_consent_and_address_are_looked_at_and_nothing_goes_unseen(bureau: Bureau) -> None:
    who, api = bureau.customer(1), mails(bureau)
    assert api.preview(who, PreviewMail(template="offer", language="en", text="x")).why_not is WhyNot.NO_CONSENT
    for command, why in (
        (written(bureau, who, template="offer"), "mail_not_possible"),
        (written(bureau, who, text=""), "text_needed"),
        (written(bureau, who).model_copy(update={"seen_text": "another"}), "text_changed"),
    ):
        with pytest.raises(ClientError) as refused:
            api.send(who, command)
        assert problem(refused) == why
    bureau.change(who, email="")
    assert api.form(who).to_masked == ""
    assert api.preview(who, PreviewMail(template="news", language="en", text="x")).why_not is WhyNot.NO_EMAIL


def test_of_one_whose_way_nobody_knows_its_writer_says_what_becomes(bureau: Bureau) -> None:
    who, api = bureau.customer(1), mails(bureau)
    sent = api.send(who, written(bureau, who))
    bureau.clock.move(31)
    bureau.post.body[:] = [0]  # it is not heard whether it went out
    bureau.sender.run_mail()
    (unsure,) = api.listed(who).mails
    assert (unsure.state, unsure.steps) == (MemberState.UNCERTAIN, frozenset({MailStep.SEND_AGAIN, MailStep.LEAVE}))
    assert step(bureau, sent, MailStep.SEND_AGAIN).state is MemberState.WAITING
    bureau.sender.run_mail()
    (done,) = api.listed(who).mails
    assert done.state is MemberState.DONE


def test_what_a_script_writes_goes_out_with_the_template_that_is_set_for_it(bureau: Bureau) -> None:
    who = bureau.customer(1, languages=["en"])
    jo = bureau.desk.person("jo", Role.AGENT)

    def by_script(text: str) -> tuple[str, Mapping[str, str]]:
        with bureau.desk.units.begin() as work:
            return bureau.mail_by_script(work, jo, TextByScript(uuid4(), who, None, text))

    assert by_script("Your card is on its {way}.")[0] == ""
    assert by_script("survey")[0] == ""
    assert by_script("news")[0] == "text_needed"  # there are no words of its own in a code
    assert by_script("x" * 4_001)[0] == "text_long"
    assert by_script("offer")[0] == "no_consent"
    bureau.clock.move(31)
    bureau.sender.run_mail()

    sent = {mail["Subject"]: mail.get_content() for mail in bureau.post.mails}
    assert len(bureau.post.mails) == 2
    assert set(sent) == {"About your call with us", "How do we do?"}
    assert "Your card is on its {way}." in sent["About your call with us"]
    assert [each.by_name for each in mails(bureau).listed(who).mails] == ["Jo", "Jo"]
    bureau.change(who, email="")
    assert by_script("Your card is on its way.")[0] == "no_email"
