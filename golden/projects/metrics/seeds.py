"""Write the seeds of the metrics project: `python golden/projects/metrics/seeds.py`.

A company sells tours on the ice. The rows are invented, and every cell is a function of its own place, so that the
files are the same on every machine. Amounts are multiples of a quarter, whose sums are exact in any order. Meant to be:

- no booking on Sundays nor from the 10th to the 14th of February: days without rows;
- bookings without a customer, an amount, an insurance; customers without a country;
- bookings that are paid in up to three parts, and payments without a booking: what a join multiplies or loses;
- customers who visit the web site several times before they book, and twice a day;
- tours whose price tier changes in time, one of them with a gap in which it has none.
"""

import csv
import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import cast

Row = dict[str, object]

SEEDS = Path(__file__).parent / "project" / "seeds"
FIRST_DAY = date(2025, 1, 1)
BOOKINGS, VISITS, CUSTOMERS, REVIEWS = 150, 220, 24, 70

COUNTRIES = (("NO", "Norway", "Europe"), ("IS", "Iceland", "Europe"), ("CA", "Canada", "America"), ("CL", "Chile", ""))
TOURS = (
    ("Blue cave", "glacier", 1),
    ("Long traverse", "glacier", 3),
    ("Whale bay", "boat", 2),
    ("Northern lights", "night", 1),
    ("Dog sled", "snow", 2),
    ("Ice fishing", "snow", 1),
)
SILENT = range(40, 45)


def draw(size: int, *place: object) -> int:
    """A number below `size` that depends on the place alone."""
    return int.from_bytes(hashlib.sha256(repr(place).encode()).digest()[:8]) % size


def on(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)


def at(day: int, *place: object) -> datetime:
    """A second of that day; now and then its first or its last."""
    second = (0, 86_399)[draw(2, *place)] if draw(12, *place, "edge") == 0 else draw(86_400, *place)
    return datetime.combine(on(day), datetime.min.time()) + timedelta(seconds=second)


def working_day(*place: object) -> int:
    """A day of the first quarter of the year on which tours are sold."""
    days = [day for day in range(90) if day not in SILENT and on(day).isoweekday() != 7]
    return days[draw(len(days), *place)]


def countries() -> Iterator[Row]:
    for code, name, continent in COUNTRIES:
        yield {"country_code": code, "country_name": name, "continent": continent or None}


def customers() -> Iterator[Row]:
    for row in range(CUSTOMERS):
        yield {
            "customer_id": 100 + row,
            "segment": ("family", "school", "solo")[draw(3, "segment", row)],
            "country_code": None if row % 8 == 7 else COUNTRIES[draw(4, "country", row)][0],
            "joined_on": on(draw(80, "joined", row)),
        }


def tours() -> Iterator[Row]:
    for row, (name, category, days) in enumerate(TOURS):
        yield {"tour_id": 1 + row, "tour_name": name, "category": category, "days": days}


def tour_tiers() -> Iterator[Row]:
    """What a tour costs, from a day until the day before another; the fourth tour has no tier in February."""
    tiers = ("low", "middle", "high")
    for row in range(len(TOURS)):
        change = on(25 + 6 * row)
        later = on(59) if row == 3 else change
        first = {"tour_id": 1 + row, "tier": tiers[row % 3], "valid_from": date(2024, 12, 1), "valid_to": change}
        second = {"tour_id": 1 + row, "tier": tiers[(row + 1) % 3], "valid_from": later, "valid_to": None}
        for tier in (first, second):
            yield {"tier_id": f"{tier['tour_id']}-{tier['tier']}", **tier}


def bookings() -> Iterator[Row]:
    for row in range(BOOKINGS):
        day = working_day("booked", row)
        starts = day + draw(25, "starts", row)
        cancelled = draw(7, "cancelled", row) == 0
        yield {
            "booking_id": 1 + row,
            "customer_id": None if row % 12 == 11 else 100 + draw(CUSTOMERS - 2, "customer", row),
            "tour_id": None if row % 25 == 24 else 1 + draw(len(TOURS), "tour", row),
            "channel": ("web", "web", "phone", "desk", None)[draw(5, "channel", row)],
            "seats": 1 + draw(5, "seats", row),
            "amount": None if row % 13 == 12 else Decimal(40 + draw(800, "amount", row)) / 4,
            "is_insured": (True, False, None)[draw(3, "insured", row)],
            "booked_at": at(day, "booked at", row),
            "starts_on": on(starts),
            "cancelled_on": on(day + draw(1 + starts - day, "cancelled on", row)) if cancelled else None,
        }


def payments() -> Iterator[Row]:
    number = 0
    for booking in bookings():
        booked_at = cast("datetime", booking["booked_at"])
        parts = draw(4, "parts", booking["booking_id"])
        for part in range(parts if booking["amount"] else 0):
            number += 1
            refund = draw(9, "refund", number) == 0
            yield {
                "payment_id": number,
                "booking_id": None if number % 20 == 19 else booking["booking_id"],
                "method": ("card", "card", "cash", "voucher")[draw(4, "method", number)],
                "amount": Decimal(draw(200, "paid", number) - 150 * refund) / 4,
                "paid_on": booked_at.date() + timedelta(days=9 * part + draw(5, "paid on", number)),
            }


def visits() -> Iterator[Row]:
    """A customer has one source a day: MetricFlow does not say which visit of a day it is that a booking follows on."""
    sources: dict[object, str] = {}
    for row in range(VISITS):
        customer = None if row % 6 == 5 else 100 + draw(CUSTOMERS, "visitor", row)
        day = draw(88, "visited", row)
        source = ("search", "mail", "friend")[draw(3, "source", row)]
        yield {
            "visit_id": 1 + row,
            "customer_id": customer,
            "source": sources.setdefault((customer, day), source) if customer else source,
            "pages": 1 + draw(9, "pages", row),
            "visited_at": at(day, "visited at", row),
        }


def balances() -> Iterator[Row]:
    """What is left on the gift cards of four customers, each written on days of its own."""
    for customer in range(100, 104):
        for day in range(90):
            if draw(4, "written", customer, day) == 0:
                balance = Decimal(draw(400, "balance", customer, day)) / 4
                yield {"balance_id": f"{customer}-{day}", "customer_id": customer, "day": on(day), "balance": balance}


def reviews() -> Iterator[Row]:
    for row in range(REVIEWS):
        yield {
            "review_id": 1 + row,
            "booking_id": None if row % 14 == 13 else 1 + draw(BOOKINGS, "reviewed", row),
            "stars": None if row % 17 == 16 else 1 + draw(5, "stars", row),
            "reviewed_on": on(20 + draw(70, "reviewed on", row)),
        }


if __name__ == "__main__":
    for table in (countries, customers, tours, tour_tiers, bookings, payments, visits, balances, reviews):
        rows = list(table())
        with (SEEDS / f"raw_{table.__name__}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
