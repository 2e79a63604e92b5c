"""What the database undid because it and another stood in each other's way is done again, a few times."""

from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError

from telephony.database import is_collision

TRIES: Final = 4

T = TypeVar("T")


def again(do: Callable[[], T], tries: int = TRIES) -> T:
    """Return what `do` returns, which is a whole transaction, from its beginning.

    Raises:
        DBAPIError: Whatever else fails; a collision, if it was the last of `tries`.
    """
    while True:
        tries -= 1
        try:
            return do()
        except DBAPIError as error:
            if tries <= 0 or not is_collision(error):
                raise
