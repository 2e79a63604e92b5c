"""Where an address and a number say that somebody is, and what is possible where they disagree."""

from datetime import UTC, datetime

import pytest

from agent_desktop.contract.callbacks import PlaceBasis
from tests.records.lawful_hours.test_hours import HONG_KONG, NEW_YORK, find, lawful

DUBLIN, LONDON, PARIS = "+35312345678", "+442071234567", "+33142685300"


@pytest.mark.parametrize(
    ("address", "number", "region", "basis"),
    [
        ("Central House, 1 Main St, Dublin, Ireland", DUBLIN, "IE", PlaceBasis.NUMBER),
        ("100 California Street, Denver, CO 80205", NEW_YORK, "US", PlaceBasis.ADDRESS),
        ("9 Poyntz Avenue, Manhattan, KS 66502", NEW_YORK, "US", PlaceBasis.ADDRESS),
        ("9 Poyntz Avenue, Manhattan", NEW_YORK, "US", PlaceBasis.ADDRESS),
        ("12 Ocean Drive, Miami, FL 33139", HONG_KONG, "US-FL", PlaceBasis.ADDRESS),
        ("5 Rue de Londres, Paris, TX 75460", PARIS, "US", PlaceBasis.ADDRESS),
        ("Union Street, Aberdeen", LONDON, "", PlaceBasis.UNKNOWN),
        ("Union Street, Aberdeen", HONG_KONG, "HK", PlaceBasis.ADDRESS),
        ("Union Street, Aberdeen AB10 1BD", HONG_KONG, "GB", PlaceBasis.ADDRESS),
        ("Union Street, Aberdeen, UK", HONG_KONG, "GB", PlaceBasis.ADDRESS),
        ("Flat C, Lotus Court, Kowloon Tong", NEW_YORK, "", PlaceBasis.UNKNOWN),
        ("1 China Road, London", LONDON, "GB", PlaceBasis.ADDRESS),
        ("3 Harbour Road, Sydney, New South Wales", "+61291234567", "AU-NSW", PlaceBasis.ADDRESS),
        ("Marienplatz 1, DE 80331 Munich, Germany", "+4989123456", "", PlaceBasis.UNKNOWN),
        ("290 Bremner Blvd, Toronto, ON M5V 3L9", NEW_YORK, "CA", PlaceBasis.ADDRESS),
        ("青岛市香港中路10号", "+8653212345678", "CN", PlaceBasis.NUMBER),
        ("香港中路10号", "+8653212345678", "CN", PlaceBasis.NUMBER),
        ("中国香港九龙荷花道3号", "+8653212345678", "HK", PlaceBasis.ADDRESS),
        ("1 Nowhere Lane", "", "", PlaceBasis.UNKNOWN),
    ],
)
def test_a_street_is_no_country_and_a_town_is_one_only_where_the_number_agrees(
    address: str, number: str, region: str, basis: PlaceBasis
) -> None:
    place = find("", address, number)

    assert (place.region, place.basis) == (region, basis)


def test_where_address_and_number_disagree_the_hours_of_both_count() -> None:
    aberdeen = find("", "Union Street, Aberdeen", LONDON)

    assert set(aberdeen.zones) == {"Asia/Hong_Kong", "Europe/London"}
    assert lawful().allows(aberdeen, datetime(2026, 6, 16, 9, tzinfo=UTC))
    assert not lawful().allows(aberdeen, datetime(2026, 6, 16, 15, tzinfo=UTC))  # eleven in the evening of Hong Kong
    assert not lawful().allows(aberdeen, datetime(2026, 6, 16, 2, tzinfo=UTC))  # three in the morning of London


def test_a_number_is_an_assumption_of_its_calling_code_and_its_area_code_says_nothing() -> None:
    american = find(number=NEW_YORK)

    assert {"America/St_Johns", "America/Vancouver", "Pacific/Honolulu"} <= set(american.zones)
    assert find(number="+16042345678").clocks == american.clocks
    # A quarter past nine in the evening of St. John's is not yet seven in New York.
    assert not lawful().allows(american, datetime(2026, 6, 16, 23, 45, tzinfo=UTC))
