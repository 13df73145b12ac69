select
    order_id,
    organization_id,
    customer_id,
    store_id,
    billing_address_id,
    shipping_address_id,
    status,
    channel,
    customer_group,
    ordered_at::timestamptz as ordered_at,
    delivered_at::timestamptz as delivered_at
from {{ ref('raw_orders') }}
