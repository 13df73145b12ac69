select visit_id, organization_id, customer_id, campaign_id, device, is_bounce, seconds_on_site, visited_at
from {{ source('web', 'visits') }}
