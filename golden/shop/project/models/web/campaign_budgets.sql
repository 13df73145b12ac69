select campaign_id, name, budget, budget / 12 as budget_a_month
from {{ source('web', 'campaigns') }}
