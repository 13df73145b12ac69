select product_id, name, category, price_cents, (price_cents / 100)::decimal(10, 2) as price
from {{ ref('raw_products') }}
