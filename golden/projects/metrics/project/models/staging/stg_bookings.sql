select
    booking_id,
    customer_id,
    tour_id,
    nullif(channel, '') as channel,
    seats,
    amount,
    is_insured,
    booked_at,
    starts_on,
    cancelled_on
from {{ ref('raw_bookings') }}
