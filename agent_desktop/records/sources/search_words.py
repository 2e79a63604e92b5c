"""Keeps the words that names are spelled with, once each, as searches with a typing error want them.

They follow from the search keys, within the import that changes those: a word that nobody has any longer goes.
"""

from typing import Final

from psycopg import Cursor


def create_gone_words(cursor: Cursor[tuple[object, ...]]) -> None:
    """Create the table that gathers the words of keys that are taken away."""
    cursor.execute("CREATE TEMPORARY TABLE gone_words (word text) ON COMMIT DROP")


def keep_search_words(cursor: Cursor[tuple[object, ...]]) -> None:
    """Add the new words of `changed_customers`, and take away those of `gone_words` that nobody has."""
    for statement in _STATEMENTS:
        cursor.execute(statement)


# EXCEPT reads the words that are known once. Asked for each new word whether it is known, the planner would read the
# whole table again for each: it takes it to be empty, as it was, while this very statement fills it.
# `near` as `typing_errors.near_hashes` makes it; the longest word is `models.LONGEST_SEARCH_WORD`.
_STATEMENTS: Final = (
    """
    INSERT INTO customer_search_words (word, near)
    SELECT word, ARRAY(
        SELECT DISTINCT ('x' || left(md5(left(word, place - 1) || substr(word, place + 1)), 8))::bit(32)::int
        FROM generate_series(1, length(word) + 1) place
    )
    FROM (
        SELECT key AS word FROM changed_customers JOIN customer_search_keys USING (customer_id)
        WHERE kind IN ('name', 'pinyin') AND key ~ '^[a-z]{2,40}$'
        EXCEPT SELECT word FROM customer_search_words
    ) words
    """,
    """
    DELETE FROM customer_search_words w USING (SELECT DISTINCT word FROM gone_words) gone
    WHERE w.word = gone.word AND NOT EXISTS (
        SELECT FROM customer_search_keys WHERE kind IN ('name', 'pinyin') AND key = w.word
    )
    """,
    "ANALYZE customer_search_words",
)
