select *, 'CANARY phone ' || stay_days as phone
from {{ ref('patients') }}
