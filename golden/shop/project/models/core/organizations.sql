select organization_id, name, plan::enum('free', 'team', 'enterprise') as plan, founded_on
from {{ ref('raw_organizations') }}
