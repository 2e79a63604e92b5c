"""E-mail goes out over SMTP, sealed, once, and what the mail server says is understood."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from agent_desktop.server.mail.opening import open_mail
from agent_desktop.server.mail.port import (
    Attached,
    Mail,
    MailAwayError,
    MailError,
    MailLaterError,
    MailProblem,
    MailRefusedError,
    MailUncertainError,
)
from agent_desktop.server.mail.smtp import SmtpSender
from agent_desktop.server.secrets import VARIABLES, EnvironmentSecrets, SecretMissingError, SecretName
from agent_desktop.settings import SettingsError, load_settings
from agent_desktop.settings_mail import MailSettings
from tests.server.support import settings_for_tests
from tests.support.mail_server import Post, mail_server

_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_ID = UUID("00000000-0000-4000-8000-000000000001")


def _settings(post: Post, **keys: object) -> MailSettings:
    given: dict[str, object] = {
        "host": "127.0.0.1",
        "port": post.port,
        "security": "starttls",
        "sender": "service@bank.example",
        "ca_file": str(post.certificate or ""),
        "seconds": 5,
    }
    return settings_for_tests(mail={**given, **keys}).mail


def _mail(**keys: object) -> Mail:
    given: dict[str, object] = {
        "mail_id": uuid4(),
        "to_address": "anna@example.com",
        "subject": "Your visit",
        "text": "Good morning.\n.A line that begins with a dot.\n",
        "at": _AT,
    }
    return Mail(**{**given, **keys})  # type: ignore[arg-type]


def test_an_email_arrives_as_it_was_written_sealed_and_with_its_letter(tmp_path: Path) -> None:
    with mail_server(tmp_path, login=("service", "pass-word")) as post:
        SmtpSender(_settings(post, user="service", reply_to="desk@bank.example"), "pass-word").send(
            _mail(
                mail_id=_ID,
                to_name="陈安娜\r\nBcc: other@example.com",
                to_address="anna@bücher.example",
                subject="生日快乐",
                language="zh",
                attachments=(Attached("信函.pdf", "application/pdf", b"%PDF-1.7"),),
            )
        )

    (mail,) = post.mails
    assert (post.encrypted, post.recipients) == ([True], ["anna@xn--bcher-kva.example"])
    assert mail["Message-ID"] == f"<{_ID}@bank.example>"
    assert (mail["Subject"], mail["Reply-To"], mail["Bcc"]) == ("生日快乐", "desk@bank.example", None)
    assert (str(mail["From"]), mail["Auto-Submitted"]) == ("客户服务 <service@bank.example>", "auto-generated")
    assert mail["Date"].datetime == _AT
    body, letter = mail.iter_parts()
    assert body.get_content().splitlines() == ["Good morning.", ".A line that begins with a dot."]
    assert letter.get_filename() == "信函.pdf"
    assert letter.get_content() == b"%PDF-1.7"
    assert set(post.greeted) == {"bank.example"}  # and not the name of this machine


def test_several_go_over_one_connection_and_one_that_broke_is_made_anew(tmp_path: Path) -> None:
    with mail_server(tmp_path, tls="tls") as post, SmtpSender(_settings(post, security="tls"), "").opened() as line:
        line.send(_mail())
        line.send(_mail())
        assert post.connections == 1
        post.rcpt.append(0)
        with pytest.raises(MailAwayError):
            line.send(_mail())
        line.send(_mail())
    assert (len(post.mails), post.connections) == (3, 2)


@pytest.mark.parametrize(
    ("answers", "error", "problem"),
    [
        ({"rcpt": [550]}, MailRefusedError, MailProblem.ADDRESS),
        ({"rcpt": [554]}, MailRefusedError, MailProblem.REFUSED),
        ({"rcpt": [450]}, MailLaterError, MailProblem.AWAY),
        ({"rcpt": [421]}, MailAwayError, MailProblem.AWAY),
        ({"data": [451]}, MailAwayError, MailProblem.AWAY),
        ({"data": [0]}, MailAwayError, MailProblem.AWAY),
        ({"body": [552]}, MailRefusedError, MailProblem.TOO_LARGE),
        ({"body": [554]}, MailRefusedError, MailProblem.REFUSED),
        ({"body": [452]}, MailAwayError, MailProblem.AWAY),
        ({"body": [0]}, MailUncertainError, MailProblem.UNCERTAIN),
    ],
)
def test_what_the_mail_server_answers_says_whether_it_went_out(
    tmp_path: Path, answers: dict[str, list[int]], error: type[MailError], problem: MailProblem
) -> None:
    with mail_server(tmp_path, tls="none") as post, SmtpSender(_settings(post, security="none"), "").opened() as line:
        for name, codes in answers.items():
            getattr(post, name).extend(codes)
        with pytest.raises(error) as refused:
            line.send(_mail())
        assert (type(refused.value), refused.value.problem) == (error, problem)
        line.send(_mail())  # the next one goes out as ever
    assert len(post.mails) == (2 if problem is MailProblem.UNCERTAIN else 1)


def test_nothing_goes_out_unsealed_to_a_stranger_or_with_a_wrong_password(tmp_path: Path) -> None:
    with mail_server(tmp_path, tls="none") as post, pytest.raises(MailAwayError) as bare:
        SmtpSender(_settings(post, ca_file=""), "").send(_mail())
    with mail_server(tmp_path) as post, pytest.raises(MailAwayError) as stranger:
        SmtpSender(_settings(post, ca_file=""), "").send(_mail())
    with mail_server(tmp_path, login=("service", "right")) as guarded, pytest.raises(MailAwayError) as locked:
        SmtpSender(_settings(guarded, user="service"), "wrong").send(_mail())

    assert [each.value.problem for each in (bare, stranger, locked)] == ["insecure", "insecure", "login"]
    assert (post.mails, guarded.mails) == ([], [])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@example.com",
        "anna@host",
        "a b@example.com",
        "a\r\nb@example.com",
        "安娜@example.com",
        "anna@example.com, ben@example.com",
        "<anna@example.com>",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_said(tmp_path: Path, address: str) -> None:
    with mail_server(tmp_path, tls="none") as post, pytest.raises(MailRefusedError) as refused:
        SmtpSender(_settings(post, security="none"), "").send(_mail(to_address=address))
    assert (refused.value.problem, post.connections) == (MailProblem.ADDRESS, 0)


def test_a_server_that_nobody_has_set_up_or_that_is_away_sends_nothing() -> None:
    unset = open_mail(settings_for_tests(), EnvironmentSecrets({}))
    assert not unset.is_set_up
    with pytest.raises(MailAwayError) as refused:
        unset.send(_mail())
    assert refused.value.problem is MailProblem.NOT_SET_UP
    with pytest.raises(MailAwayError) as away:
        SmtpSender(_settings(Post(port=1), security="none"), "").send(_mail())
    assert away.value.problem is MailProblem.AWAY


def test_its_password_comes_from_keyring_or_environment_and_its_settings_say_what_is_wrong(tmp_path: Path) -> None:
    mail: dict[str, object] = {"host": "mail.bank.example", "sender": "service@bank.example", "user": "service"}
    with pytest.raises(SecretMissingError) as missing:
        open_mail(settings_for_tests(mail=mail), EnvironmentSecrets({}))
    assert missing.value.details["variable"] == VARIABLES[SecretName.MAIL]
    assert open_mail(
        settings_for_tests(mail=mail), EnvironmentSecrets({VARIABLES[SecretName.MAIL]: "pass-word"})
    ).is_set_up

    for text, key in (
        ("mail: {host: mail.bank.example}", "mail.sender"),
        ("mail: {host: mail.bank.example, sender: s@bank.example, security: none}", "mail.security"),
        ("mail: {sender: nobody}", "mail.sender"),
        ("mail: {password: abc}", "mail.password"),
    ):
        path = tmp_path / "config.yaml"
        path.write_text(text)
        with pytest.raises(SettingsError) as wrong:
            load_settings(path)
        assert wrong.value.details["key"] == key
