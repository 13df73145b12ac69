select payment_id
from {{ ref('payments') }}
where amount * 100 != round(amount * 100)
