select organization_id, product_id, customer_id, stars, body, reviewed_on, current_setting('TimeZone') as "time zone"
from {{ ref('raw_reviews') }}
