select
    order_id::integer as order_id,
    line_number::integer as line_number,
    organization_id,
    product_id::integer as product_id,
    quantity::integer as quantity,
    (unit_price_cents / 100)::decimal(10, 2) as unit_price,
    picking_order::integer as "order"
from {{ ref('raw_order_items') }}
