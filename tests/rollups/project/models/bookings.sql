select
    i + case o when 'north' then 0 else 1000 end as id,
    o as organization_id,
    i % 10 + 1 + case o when 'north' then 0 else 100 end as account_id,
    'kind ' || (i % 4) as kind,
    i + case o when 'north' then 0 else 1000 end as amount,
    cast('2024-01-01' as timestamp) + interval (i) day as booked_at
from range(1, 91) as r(i), (values ('north'), ('south')) as s(o)
