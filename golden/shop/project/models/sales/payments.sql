select
    *,
    encode(payment_id || ' received') as receipt,
    'psp-' || payment_id as processor_reference
from {{ ref('stg_payments') }}
