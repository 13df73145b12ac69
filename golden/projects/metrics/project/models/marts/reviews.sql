select review_id, booking_id, stars, reviewed_on from {{ ref('raw_reviews') }}
