select
    *,
    case when seats > 3 then 'group' when seats > 1 then 'pair' else 'single' end as party
from {{ ref('stg_bookings') }}
