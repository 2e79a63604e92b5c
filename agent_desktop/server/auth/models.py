"""People who may sign in, their roles, and the refresh tokens they hold."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.database import Base


class UserRow(Base):
    """One person. `user_id` is also telephony's `agent_id`. `draft_key` opens their journal on a workstation.

    `other_name` is the name in the other script. `site` is a code of the directory's file, `languages` are those they
    speak (ISO 639); `service_role` is what they are in the team that looks after a customer: assistant, fund_manager,
    currency_adviser, or empty.
    """

    __tablename__ = "users"

    user_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(sa.String(100), unique=True)
    display_name: Mapped[str] = mapped_column(sa.String(200))
    password_hash: Mapped[str] = mapped_column(sa.String(300))
    roles: Mapped[list[str]]
    extension: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    other_name: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    site: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    languages: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    service_role: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    draft_key: Mapped[str] = mapped_column(sa.String(60))
    failed_attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    locked_until_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class RefreshTokenRow(Base):
    """One refresh token, by its SHA-256. Good once; using a used one ends the whole family."""

    __tablename__ = "refresh_tokens"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    family_id: Mapped[UUID] = mapped_column(index=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey(UserRow.user_id, ondelete="CASCADE"), index=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class SigningKeyRow(Base):
    """A key that signs access tokens (urlsafe base64 of 32 bytes). The newest signs, every one verifies.

    Kept beside the tokens' own rows, so that every copy of the server knows it and a restart ends no session.
    """

    __tablename__ = "signing_keys"

    key_id: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(60))
    created_at: Mapped[datetime]
