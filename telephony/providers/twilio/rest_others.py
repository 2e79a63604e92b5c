"""Messages, queues, numbers and applications."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from telephony.providers.twilio.asking import Asker, Made
from telephony.providers.twilio.values import (
    TwilioApplication,
    TwilioMessage,
    TwilioNumber,
    TwilioQueue,
    TwilioQueueMember,
    TwilioSipDomain,
    application_from,
    checked,
    member_from,
    message_from,
    number_from,
    only_of,
    queue_from,
    sip_domain_from,
)

_CLOCKS_DIFFER: Final = timedelta(seconds=5)

NUMBER_CHANGES: Final = frozenset(
    {
        "voice_url",
        "voice_method",
        "voice_fallback_url",
        "voice_fallback_method",
        "status_callback",
        "status_callback_method",
        "sms_url",
        "sms_method",
        "voice_application_sid",
        "trunk_sid",
    }
)
SIP_DOMAIN_CHANGES: Final = frozenset(
    {
        "voice_url",
        "voice_method",
        "voice_fallback_url",
        "voice_fallback_method",
        "voice_status_callback_url",
        "voice_status_callback_method",
    }
)
APPLICATION_CHANGES: Final = NUMBER_CHANGES - {"sms_url", "sms_method", "voice_application_sid", "trunk_sid"}


@dataclass(frozen=True, slots=True)
class MessageWish:
    """A text to send; `label` is ours. `valid_seconds`: what is not sent by then is not sent."""

    label: str
    to_number: str = field(repr=False)
    from_number: str = field(repr=False)
    body: str = field(repr=False)
    status_url: str = ""
    valid_seconds: int = 14_400


class RestMessages:
    """Safe to use from several threads; raises as `Asker` does."""

    def __init__(self, client: Any, asker: Asker, unix_time: Callable[[], float]) -> None:
        self._client = client
        self._asker = asker
        self._unix_time = unix_time

    def create(self, wish: MessageWish, *, tried_since: datetime | None = None) -> Made[TwilioMessage]:
        """Send a text. Where the answer is lost, the one message of these words to that number since is taken for it.

        Raises:
            OutcomeUnknownError: There is none, or more than one.
        """
        begun = (tried_since or datetime.fromtimestamp(self._unix_time(), UTC)) - _CLOCKS_DIFFER
        more = {"status_callback": wish.status_url} if wish.status_url else {}
        return self._asker.make(
            lambda: message_from(
                self._client.messages.create(
                    to=wish.to_number,
                    from_=wish.from_number,
                    body=wish.body,
                    validity_period=wish.valid_seconds,
                    **more,
                )
            ),
            lambda: self._sent_since(wish, begun),
            label=wish.label,
            is_call=False,
            look_first=tried_since is not None,
        )

    def fetch(self, message_sid: str) -> TwilioMessage:
        return self._asker.ask(lambda: message_from(self._client.messages(message_sid).fetch()))

    def _sent_since(self, wish: MessageWish, begun: datetime) -> TwilioMessage | None:
        listed = self._client.messages.list(to=wish.to_number, from_=wish.from_number, limit=20)
        return only_of(
            each
            for each in map(message_from, listed)
            if each.body == wish.body and each.made_at is not None and each.made_at >= begun
        )


class RestQueues:
    """Twilio's queues, which `<Enqueue>` makes by name. Safe to use from several threads; raises as `Asker` does."""

    def __init__(self, client: Any, asker: Asker) -> None:
        self._client = client
        self._asker = asker

    def list_all(self) -> tuple[TwilioQueue, ...]:
        return self._asker.ask(lambda: tuple(map(queue_from, self._client.queues.list(page_size=200))))

    def list_members(self, queue_sid: str) -> tuple[TwilioQueueMember, ...]:
        """Return who waits, the front one first."""
        return self._asker.ask(
            lambda: tuple(map(member_from, self._client.queues(queue_sid).members.list(page_size=1000)))
        )

    def allow(self, queue_sid: str, most: int) -> TwilioQueue:
        """Let so many callers wait in it, at most 5,000."""
        return self._asker.ask(lambda: queue_from(self._client.queues(queue_sid).update(max_size=most)))


class RestNumbers:
    """Numbers and applications, for set-up. Safe to use from several threads; raises as `Asker` does."""

    def __init__(self, client: Any, asker: Asker) -> None:
        self._client = client
        self._asker = asker

    def has_any(self) -> bool:
        """Say whether the account has a number."""
        return self._asker.ask(lambda: bool(self._client.incoming_phone_numbers.list(limit=1)))

    def find_number(self, number: str) -> TwilioNumber | None:
        """Return one of the account's numbers, E.164; None where it is not the account's."""
        return self._asker.ask(
            lambda: only_of(
                each
                for each in map(number_from, self._client.incoming_phone_numbers.list(phone_number=number, limit=5))
                if each.number == number
            )
        )

    def update_number(self, number_sid: str, **changes: str) -> TwilioNumber:
        """Change what `NUMBER_CHANGES` names; an empty value takes it away."""
        asked = checked(changes, NUMBER_CHANGES)
        return self._asker.ask(lambda: number_from(self._client.incoming_phone_numbers(number_sid).update(**asked)))

    def fetch_application(self, application_sid: str) -> TwilioApplication:
        return self._asker.ask(lambda: application_from(self._client.applications(application_sid).fetch()))

    def update_application(self, application_sid: str, **changes: str) -> TwilioApplication:
        """Change what `APPLICATION_CHANGES` names; an empty value takes it away."""
        asked = checked(changes, APPLICATION_CHANGES)
        return self._asker.ask(lambda: application_from(self._client.applications(application_sid).update(**asked)))

    def find_sip_domain(self, name: str) -> TwilioSipDomain | None:
        """Return one of the account's SIP domains, by its whole name; None where it is not the account's."""
        return self._asker.ask(
            lambda: only_of(each for each in map(sip_domain_from, self._client.sip.domains.list()) if each.name == name)
        )

    def update_sip_domain(self, domain_sid: str, **changes: str) -> TwilioSipDomain:
        """Change what `SIP_DOMAIN_CHANGES` names; an empty value takes it away."""
        asked = checked(changes, SIP_DOMAIN_CHANGES)
        return self._asker.ask(lambda: sip_domain_from(self._client.sip.domains(domain_sid).update(**asked)))
