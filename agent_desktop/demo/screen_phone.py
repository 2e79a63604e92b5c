"""The states of the band of a telephone that calls in, as the pictures show them."""

from datetime import timedelta
from typing import Final

from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.phone.presenter import PhoneState

_ADDRESS: Final = "sip:7c0d41b39e8f25a6d4c81f02b95ae37d60418bfc@bank.sip.twilio.com"

NO_WAIT: Final = PhoneState()
WAITS: Final = PhoneState(_ADDRESS, NOW + timedelta(seconds=52))
EXPIRED: Final = PhoneState(_ADDRESS, NOW - timedelta(seconds=4), expired=True)
