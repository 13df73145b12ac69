select employee_id, organization_id, store_id, manager_id, full_name, salary, hired_on
from {{ ref('raw_employees') }}
