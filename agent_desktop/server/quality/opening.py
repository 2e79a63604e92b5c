"""Reviews, calibration and coaching, opened together."""

from datetime import tzinfo

from fastapi import APIRouter

from agent_desktop.server.quality.books import load_scorecards
from agent_desktop.server.quality.coaching_routes import coaching_routes
from agent_desktop.server.quality.routes import quality_routes
from agent_desktop.settings import Settings


def open_quality(settings: Settings, zone: tzinfo) -> tuple[APIRouter, ...]:
    """Return the routes.

    Raises:
        QualityFileError: The scorecards are wrong.
    """
    book = load_scorecards(settings)
    return quality_routes(book, zone), coaching_routes(book)
