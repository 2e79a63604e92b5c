"""Keeps what a carrier has written down of a call, for the note of whoever has it. Nothing here commits."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.calls.repository import CallRepository
from telephony.contract import CallState, EventKind, HeardLine, HeardWords, RecordingState
from telephony.deps import Deps
from telephony.errors import NotYourCallError
from telephony.events.journal import agent_topic
from telephony.recordings.policy import TRANSCRIBES
from telephony.times import utc
from telephony.transcripts.port import WordsReport
from telephony.transcripts.repository import CallWordsRepository

KEPT_FOR: Final = timedelta(days=1)
"""How long it is kept where nobody finishes the work after a call."""


def take_words(session: Session, deps: Deps, provider: str, words: WordsReport) -> None:
    """Keep one line and tell whoever has the call.

    Only of a call that is recorded now by a policy which has it written down: what is said while nothing is recorded is
    nobody's to read, however it came here. What comes twice is kept once.
    """
    repository = CallWordsRepository(session)
    call = repository.find_call(provider, words.call_sid)
    if call is None or call.state is CallState.ENDED or call.recording is not RecordingState.ON:
        return
    if TRANSCRIBES not in call.recording_allows.split() or call.recording_paused_by is not None:
        return
    at = deps.now()
    if not words.text.strip() or not repository.add(call.call_id, words, at) or call.agent_id is None:
        return
    deps.journal.add(EventKind.WORDS_HEARD, call.call_id, topics=[agent_topic(call.agent_id)], at=at)


def words_of(session: Session, call_id: UUID, agent_id: UUID) -> HeardWords:
    """Return what was said in an agent's call.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: Another agent has it, or nobody.
    """
    call = CallRepository(session).get_call(call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call_id))
    lines = CallWordsRepository(session).list_of(call_id)
    return HeardWords(
        lines=tuple(HeardLine(speaker=row.speaker, text=row.text, said_at=utc(row.said_at)) for row in lines)
    )


def forget_words(session: Session, deps: Deps, call_id: UUID) -> None:
    """The work after a call is finished: what of it is to stay stands in the note."""
    CallWordsRepository(session).forget(call_id, deps.now() - KEPT_FOR)
