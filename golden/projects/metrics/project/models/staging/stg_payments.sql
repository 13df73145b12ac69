select payment_id, booking_id, method, amount, paid_on from {{ ref('raw_payments') }}
