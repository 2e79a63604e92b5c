"""Real-time transcriptions of a leg (telephony.md 6.1). Each has a name of ours, by which it is stopped too."""

from dataclasses import dataclass
from typing import Any

from telephony.providers.twilio.asking import Asker


@dataclass(frozen=True, slots=True)
class TranscriptWish:
    """`name` is ours, one a transcription; `language` Twilio's word for it. `status_url` hears every final line."""

    name: str
    language: str
    status_url: str
    engine: str = ""


class RestTranscripts:
    """Safe to use from several threads; raises as `Asker` does."""

    def __init__(self, client: Any, asker: Asker) -> None:
        self._client = client
        self._asker = asker

    def start(self, call_sid: str, wish: TranscriptWish) -> None:
        """Have both sides of a leg written down from now on.

        Raises:
            OutcomeUnknownError: No clear answer: it may have begun, and is stopped by its name.
        """
        more = {"transcription_engine": wish.engine} if wish.engine else {}
        self._asker.tell(
            lambda: self._client.calls(call_sid).transcriptions.create(
                name=wish.name,
                track="both_tracks",
                language_code=wish.language,
                partial_results=False,
                status_callback_url=wish.status_url,
                status_callback_method="POST",
                **more,
            ),
            label=wish.name,
        )

    def stop(self, call_sid: str, name: str) -> None:
        """End one by its name; one that has ended is no failure.

        Raises:
            PartyGoneError: There is none of this name, or the leg is over.
        """
        self._asker.ask(lambda: self._client.calls(call_sid).transcriptions(name).update(status="stopped"))
