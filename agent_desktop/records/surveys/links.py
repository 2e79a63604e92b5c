"""The links by which customers answer surveys. Who holds one may answer; only its SHA-256 is kept."""

import hashlib
import secrets
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.surveys.models import SurveyRow

PAGE: Final = "/v1/survey/"
MAIL_BYTES: Final = 32
MESSAGE_BYTES: Final = 16
"""So many random bytes: a short message is paid by its length, and 128 bits cannot be guessed either."""


def link_hash(token: str) -> str:
    """Return what is kept of the secret of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(bytes_: int) -> str:
    """Return the secret of a new link."""
    return secrets.token_urlsafe(bytes_)


def link_of(public_url: str, token: str) -> str:
    """Return the link with this secret; `public_url` is where customers reach the page."""
    return f"{public_url}{PAGE}{token}"


def survey_of_link(session: Session, token: str, *, lock: bool = False) -> SurveyRow | None:
    """Return the survey of a link, for nobody else to change where it is locked; None: there is none any more."""
    query = sa.select(SurveyRow).where(SurveyRow.link_hash == link_hash(token))
    wanted = query.with_for_update() if lock else query
    return session.scalar(wanted, execution_options={"populate_existing": True})
