"""Opens what short messages go out by."""

from agent_desktop.records.surveys.places import SurveyPlaces
from agent_desktop.server.bank import Bank
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.messages.templates import load_templates
from agent_desktop.server.surveys.books import load_surveys
from agent_desktop.settings import Settings


def open_messaging(settings: Settings, bank: Bank, provider: str) -> Messaging:
    """Open it. `provider` is telephony's sender.

    Raises:
        MessagesFileError: The templates are wrong.
        SurveysFileError: What says where a survey needs a consent is wrong.
    """
    places = SurveyPlaces(load_surveys(settings), bank.callbacks)
    return Messaging(
        load_templates(settings), settings.records.bank_name, bank.telephony, provider, surveys_sell=places.sells
    )
