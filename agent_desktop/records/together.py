"""Several reads in one round trip to the database, for what a person waits for.

The statements have the execution option ``later``: the server's sessions send them when the first answer is looked at,
all together. They run one after the other in the session's transaction, as if asked singly.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

Row = Mapping[str, Any] | sa.RowMapping
"""One row by column name, with the values that the statement's columns have in Python."""

Question = tuple[sa.Select[Any], Mapping[str, object]]
"""A statement that is a constant of its module, and what its parameters are to be, by name."""


def ask_together(session: Session, *asked: Question) -> list[sa.Result[Any]]:
    """Ask all of `asked`; `answers_of` waits for the answers."""
    return [session.execute(statement, values) for statement, values in asked]


def answers_of(asked: Sequence[sa.Result[Any]]) -> list[Sequence[sa.RowMapping]]:
    """Return the rows of each statement that was asked, in that order. They can be looked at once."""
    return [answer.mappings().all() for answer in asked]
