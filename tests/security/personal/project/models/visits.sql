select
    i + case o when 'north' then 0 else 1000 end as id,
    o as organization_id,
    case when i = 1 then null else 'CANARY-' || o || '-' || (i % 18 + 1) || '@example.com' end as patient_email,
    i % 4 as floor_number,
    cast('2024-02-01' as timestamp) + interval (i) day as visited_at,
    'CANARY note ' || i as note
from range(1, 61) as r(i), (values ('north'), ('south')) as s(o)
