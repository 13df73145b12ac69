select
    customer_id,
    organization_id,
    full_name,
    email,
    loyalty_tier::enum('bronze', 'silver', 'gold') as loyalty_tier,
    is_subscribed,
    billing_address_id,
    signed_up_at,
    updated_at,
    md5(full_name) as password_hash,
    (
        select min(ordered_at)::date
        from {{ ref('stg_orders') }} as first_orders
        where first_orders.customer_id = raw_customers.customer_id
    ) as "1st_order_on"
from {{ ref('raw_customers') }} as raw_customers
