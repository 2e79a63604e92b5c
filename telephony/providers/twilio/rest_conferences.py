"""Conferences: the rooms."""

from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from telephony.providers.twilio.asking import Asker
from telephony.providers.twilio.values import Page, TwilioConference, conference_from

PAGE_SIZE: Final = 200
STATUSES: Final = ("in-progress", "init")
"""What is on. `init` is a room whose first party still waits; each has to be asked for, since Twilio lists those in
progress alone where nothing is said."""


class RestConferences:
    """Safe to use from several threads; raises as `Asker` does."""

    def __init__(self, client: Any, asker: Asker, page_size: int = PAGE_SIZE) -> None:
        self._client = client
        self._asker = asker
        self._page_size = page_size

    def fetch(self, conference_sid: str) -> TwilioConference:
        return self._asker.ask(lambda: conference_from(self._client.conferences(conference_sid).fetch()))

    def list_named(self, name: str) -> tuple[TwilioConference, ...]:
        """Return those of this name that are on. More than one is a ghost: somebody came by name after the end."""

        def ask() -> tuple[TwilioConference, ...]:
            # A list for each of the two: a wish is done again as a whole, which reading may be.
            listed = [self._client.conferences.list(friendly_name=name, status=each, limit=20) for each in STATUSES]
            return tuple(conference_from(found) for part in listed for found in part if found.friendly_name == name)

        return self._asker.ask(ask)

    def list_live(self, page: str = "") -> Page[TwilioConference]:
        """Return a page of all that are on, from the first or as the page before has named it."""
        status, _, rest = page.partition(" ") if page else (STATUSES[0], "", "")
        if status not in STATUSES:
            raise ValueError(f"no page: {page[:20]!r}")
        number, _, token = rest.partition(" ")
        named = {"page_number": number, "page_token": token}
        place = {name: value for name, value in named.items() if value}

        def ask() -> tuple[tuple[TwilioConference, ...], str]:
            got = self._client.conferences.page(status=status, page_size=self._page_size, **place)
            return tuple(conference_from(each) for each in got), got.next_page_url or ""

        found, next_url = self._asker.ask(ask)
        return Page(found, _next_page(status, next_url))

    def end(self, conference_sid: str) -> None:
        """End it for everybody in it. One that has a ringing leg only cannot be ended: cancel that leg."""
        conference = self._client.conferences(conference_sid)
        self._asker.end(
            lambda: conference.update(status="completed"),
            lambda: not conference_from(conference.fetch()).is_live,
        )

    def announce(self, conference_sid: str, url: str) -> None:
        """Let everybody in it hear what `url` gives. Whether they do is told by the room's events.

        Raises:
            OutcomeUnknownError: No clear answer; they may hear it, so that it is not asked for again.
        """
        conference = self._client.conferences(conference_sid)
        self._asker.tell(lambda: conference.update(announce_url=url, announce_method="POST"), label=conference_sid)


def _next_page(status: str, url: str) -> str:
    """Name the page after this one. Of Twilio's address only the place is kept: credentials go nowhere by it."""
    query = parse_qs(urlsplit(url).query)
    number, token = query.get("Page", [""])[0], query.get("PageToken", [""])[0]
    if token or number:
        return f"{status} {number} {token}"
    later = STATUSES[STATUSES.index(status) + 1 :]
    return later[0] if later else ""
