"""Write the shop's seeds: `python golden/shop/seeds.py`.

The rows are invented, and every cell is a function of its own place (table, row, column), so that the files are the
same on every machine and a new column leaves the others as they were. What is broken in them is meant to be broken:

- orders made online carry store 0, which no store has;
- orders 41 and 42 belong to one organisation and name a customer of another;
- every 30th payment names an order that does not exist, every 9th visit a customer that does not exist;
- abandoned orders have no items, so that their amount is unknown;
- names, reviews and notes hold quotes, braces, backslashes, CJK and emoji.
"""

import csv
import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

Row = dict[str, object]

PROJECT = Path(__file__).parent / "project"
ORGANIZATIONS = ("org_fjord", "org_tundra", "org_glacier")
ADDRESSES, CUSTOMERS, ORDERS, VISITS, REVIEWS = 54, 48, 180, 240, 60
FIRST_DAY = datetime(2025, 1, 1)

COUNTRIES = (("NO", "Norway", "NOK"), ("SE", "Sweden", "SEK"), ("FI", "Finland", "EUR"), ("IS", "Iceland", "ISK"))
CITIES = {"NO": "Tromsø", "SE": "Kiruna", "FI": "Rovaniemi", "IS": "Akureyri"}
PLACES = {"NO": (69.65, 18.96), "SE": (67.86, 20.23), "FI": (66.50, 25.73), "IS": (65.68, -18.09)}
NAMES = ("Ada Berg", "Bo O'Brien", "Chen 陈", 'Dag "D" Dahl', "Eva\\Lund", "Finn {Falk}", "Gry Ås", "Hugo 🧊 Holm")
PRODUCTS = (
    ("Down parka", "clothing", 24900),
    ("Wool base layer", "clothing", 7900),
    ("Mittens", "clothing", 3950),
    ("Snow boots", "footwear", 15900),
    ("Crampons", "footwear", 8900),
    ("Expedition tent", "camp", 48900),
    ("Sleeping bag -30", "camp", 32900),
    ("Stove {mini}", "camp", 6450),
    ("Headlamp", "light", 4990),
    ("Lantern", "light", 3490),
    ('Ice axe 60"', "climb", 11900),
    ("Rope, 60 m", "climb", 17900),
)
REVIEW_TEXTS = (
    "Warm & light",
    'He said: "never again"',
    "最高です",
    "10/10 🧊❄️",
    "C:\\tent\\poles",
    "{{ great }}",
    None,
)


def draw(choices: Sequence[object] | int, *place: object) -> int:
    """A number below `choices` (or its length) that depends on the place alone."""
    size = choices if isinstance(choices, int) else len(choices)
    return int.from_bytes(hashlib.sha256(repr(place).encode()).digest()[:8]) % size


def organization_of(row: int) -> str:
    """Half of all rows belong to the first organisation, a third to the second, a sixth to the third."""
    return ORGANIZATIONS[(0, 0, 0, 1, 1, 2)[row % 6]]


def moment(days: int, *place: object) -> datetime:
    return FIRST_DAY + timedelta(days=draw(days, *place, "day"), seconds=draw(86_400, *place, "second"))


def address_id(row: int) -> str:
    return str(uuid.UUID(bytes=hashlib.sha256(f"address {row}".encode()).digest()[:16], version=4))


def of_same_organization(row: int, count: int, *place: object) -> int:
    """A row below `count` that belongs to the organisation of `row`."""
    rows = [other for other in range(count) if organization_of(other) == organization_of(row)]
    return rows[draw(rows, *place)]


def organizations() -> Iterator[Row]:
    for number, organization in enumerate(ORGANIZATIONS):
        yield {
            "organization_id": organization,
            "name": organization.removeprefix("org_").title() + " Outfitters",
            "plan": ("enterprise", "team", "free")[number],
            "founded_on": date(2009 + 4 * number, 3, 1),
        }


def countries() -> Iterator[Row]:
    for code, name, currency in COUNTRIES:
        yield {"code": code, "name": name, "currency": currency}


def addresses() -> Iterator[Row]:
    for row in range(ADDRESSES):
        country = COUNTRIES[draw(COUNTRIES, "address", row)][0]
        latitude, longitude = PLACES[country]
        yield {
            "address_id": address_id(row),
            "organization_id": organization_of(row),
            "street": f"{('Isveien', 'Snögatan', 'Jäätie', 'Frostgata')[draw(4, 'street', row)]} {1 + row}",
            "city": CITIES[country],
            "postal_code": f"{draw(9_000, 'postal', row):05d}",
            "country_code": country,
            "latitude": f"{latitude + draw(100, 'latitude', row) / 1000:.3f}",
            "longitude": f"{longitude + draw(100, 'longitude', row) / 1000:.3f}",
        }


def customers() -> Iterator[Row]:
    for row in range(CUSTOMERS):
        name = NAMES[row % len(NAMES)]
        signed_up = FIRST_DAY - timedelta(days=draw(400, "signed up", row), minutes=row)
        yield {
            "customer_id": 1001 + row,
            "organization_id": organization_of(row),
            "full_name": name,
            "email": None if row % 11 == 10 else f"{name.split()[0].lower().strip(chr(92))}{row}@example.com",
            "loyalty_tier": ("bronze", "bronze", "silver", "gold")[draw(4, "tier", row)],
            "is_subscribed": None if row % 13 == 12 else draw(3, "subscribed", row) > 0,
            "billing_address_id": address_id(of_same_organization(row, ADDRESSES, "home", row)),
            "signed_up_at": signed_up,
            "updated_at": signed_up + timedelta(days=30),
        }


def products() -> Iterator[Row]:
    for row, (name, category, price) in enumerate(PRODUCTS):
        yield {
            "product_id": 1 + row,
            "name": name,
            "category": category,
            "price_cents": price,
            "barcode": 10**20 + 7 * draw(10**9, "barcode", row),
            "width_mm": 100 + draw(600, "width", row),
            "height_mm": 50 + draw(300, "height", row),
            "colour": ("polar white", "ice blue", None)[row % 3],
            "related": ";".join(str(1 + (row + step) % len(PRODUCTS)) for step in range(1, 1 + row % 3)),
        }


def stores() -> Iterator[Row]:
    for row in range(6):
        yield {
            "store_id": 1 + row,
            "organization_id": organization_of(row),
            "name": f"{CITIES[COUNTRIES[row % 4][0]]} {('Harbour', 'Station')[row // 4]}",
            "address_id": address_id(of_same_organization(row, ADDRESSES, "store", row)),
            "opens_at": f"{8 + row % 3:02d}:30:00",
            "services": ";".join(("pickup", "repair", "rental")[: 1 + row % 3]),
        }


def employees() -> Iterator[Row]:
    for row in range(14):
        yield {
            "employee_id": 1 + row,
            "organization_id": organization_of(row),
            "store_id": 1 + of_same_organization(row, 6, "works at", row),
            "manager_id": None if row < 6 else 1 + row % 6,
            "full_name": NAMES[(row + 3) % len(NAMES)],
            "salary": 38_000 + 500 * draw(40, "salary", row),
            "hired_on": (FIRST_DAY - timedelta(days=draw(2_000, "hired", row))).date(),
        }


def orders() -> Iterator[Row]:
    for row in range(ORDERS):
        organization = organization_of(row)
        channel = ("web", "web", "store", "phone")[draw(4, "channel", row)]
        status = ("placed", "paid", "paid", "shipped", "shipped", "returned", "abandoned")[draw(7, "status", row)]
        ordered = moment(365, "ordered", row)
        customer = of_same_organization(row, CUSTOMERS, "customer", row)
        if row in (40, 41):
            customer = next(other for other in range(CUSTOMERS) if organization_of(other) != organization)
        yield {
            "order_id": 1 + row,
            "organization_id": organization,
            "customer_id": 1001 + customer,
            "store_id": 1 + of_same_organization(row, 6, "store", row) if channel == "store" else 0,
            "billing_address_id": address_id(of_same_organization(row, ADDRESSES, "bill", row)),
            "shipping_address_id": None
            if channel == "store"
            else address_id(of_same_organization(row, ADDRESSES, "ship", row)),
            "status": status,
            "channel": channel,
            "customer_group": ("consumer", "club", "business")[draw(3, "group", row)],
            "ordered_at": ordered,
            "delivered_at": ordered + timedelta(hours=20 + draw(100, "delivery", row)) if status == "shipped" else None,
        }


def order_items() -> Iterator[Row]:
    for order in orders():
        if order["status"] == "abandoned":
            continue
        lines = 1 + draw(3, "lines", order["order_id"])
        for line in range(lines):
            place = ("item", order["order_id"], line)
            product = draw(PRODUCTS, *place)
            yield {
                "order_id": order["order_id"],
                "line_number": 1 + line,
                "organization_id": order["organization_id"],
                "product_id": 1 + product,
                "quantity": 1 + draw(3, *place, "quantity"),
                "unit_price_cents": PRODUCTS[product][2] * (100 - 5 * draw(3, *place, "discount")) // 100,
                "picking_order": lines - line,
            }


def payments() -> Iterator[Row]:
    items = list(order_items())
    paid = [order for order in orders() if order["status"] in ("paid", "shipped", "returned")]
    for row, order in enumerate(paid):
        lines = [item for item in items if item["order_id"] == order["order_id"]]
        cents = sum(int(str(item["quantity"])) * int(str(item["unit_price_cents"])) for item in lines)
        method = ("card", "invoice", "gift_card")[draw(3, "method", row)]
        yield {
            "payment_id": f"pay_{row + 1:04d}",
            "order_id": 90_000 + row if row % 30 == 29 else order["order_id"],
            "organization_id": order["organization_id"],
            "method": method,
            "amount_cents": -cents if order["status"] == "returned" else cents,
            "paid_at": order["ordered_at"],
            "response": json.dumps({"ok": True, "method": method, "attempts": 1 + draw(2, "attempts", row)}),
        }


def reviews() -> Iterator[Row]:
    for row in range(REVIEWS):
        yield {
            "organization_id": organization_of(row),
            "product_id": 1 + draw(PRODUCTS, "reviewed", row),
            "customer_id": 1001 + of_same_organization(row, CUSTOMERS, "reviewer", row),
            "stars": 1 + draw(5, "stars", row),
            "body": REVIEW_TEXTS[row % len(REVIEW_TEXTS)],
            "reviewed_on": moment(365, "reviewed", row).date(),
        }


def campaigns() -> Iterator[Row]:
    for row, name in enumerate(("winter_sale", "newsletter", "search", "polar_night")):
        yield {"campaign_id": 1 + row, "name": name, "budget": 1_000 * (1 + row)}


def visits() -> Iterator[Row]:
    for row in range(VISITS):
        customer = 1001 + of_same_organization(row, CUSTOMERS, "visitor", row)
        yield {
            "visit_id": f"v{row + 1:05d}",
            "organization_id": organization_of(row),
            "customer_id": None if row % 7 == 6 else 9_000 + row if row % 9 == 8 else customer,
            "campaign_id": None if row % 5 == 4 else 1 + draw(4, "campaign", row),
            "device": ("phone", "phone", "desktop", "tablet")[draw(4, "device", row)],
            "is_bounce": draw(3, "bounce", row) == 0,
            "seconds_on_site": 5 + draw(600, "seconds", row),
            "visited_at": moment(365, "visited", row),
        }


TABLES = {
    "seeds/raw_organizations.csv": organizations,
    "seeds/country_codes.csv": countries,
    "seeds/raw_addresses.csv": addresses,
    "seeds/raw_customers.csv": customers,
    "seeds/raw_products.csv": products,
    "seeds/raw_stores.csv": stores,
    "seeds/raw_employees.csv": employees,
    "seeds/raw_orders.csv": orders,
    "seeds/raw_order_items.csv": order_items,
    "seeds/raw_payments.csv": payments,
    "seeds/raw_reviews.csv": reviews,
    "data/campaigns.csv": campaigns,
    "data/visits.csv": visits,
}


def main() -> None:
    for name, table in TABLES.items():
        rows = list(table())
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
