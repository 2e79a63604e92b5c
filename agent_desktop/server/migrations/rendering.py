"""How models become migrations: an enum is stored as text, and a migration does not follow later names of it."""

from typing import Any, Literal

import sqlalchemy as sa


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write an enum column as the text it is."""
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


def compare_type(
    _context: Any, _column: Any, _metadata_column: Any, database_type: Any, model_type: Any
) -> bool | None:
    """Say whether a column's type differs; an enum by its length only. None leaves it to alembic."""
    if isinstance(model_type, sa.Enum):
        return not isinstance(database_type, sa.String) or database_type.length != model_type.length
    return None
