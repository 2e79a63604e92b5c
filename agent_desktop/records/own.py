"""What this product makes itself, beside what the bank's own systems know."""

from typing import Final

OWN_SOURCE: Final = "agent-desktop"
"""The source code of callers' cards, of numbers that agents noted, and of contacts that were handled here."""
