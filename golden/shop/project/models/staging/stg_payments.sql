select
    payment_id,
    order_id,
    organization_id,
    method,
    (amount_cents / 100)::decimal(12, 2) as amount,
    paid_at::timestamp as paid_at,
    response
from {{ ref('raw_payments') }}
