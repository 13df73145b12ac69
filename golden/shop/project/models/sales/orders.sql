select
    orders.order_id,
    orders.organization_id,
    orders.customer_id,
    orders.store_id,
    orders.billing_address_id,
    orders.shipping_address_id,
    orders.status::enum('placed', 'paid', 'shipped', 'returned', 'abandoned') as status,
    orders.channel,
    orders.customer_group as "group",
    orders.status in ('paid', 'shipped') as "is paid",
    orders.ordered_at,
    orders.ordered_at::date as ordered_on,
    orders.delivered_at,
    order_totals.amount::decimal(12, 2) as amount
from {{ ref('stg_orders') }} as orders
left join {{ ref('order_totals') }} as order_totals on order_totals.order_id = orders.order_id
