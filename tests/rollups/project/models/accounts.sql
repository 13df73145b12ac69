select
    i + case o when 'north' then 0 else 100 end as id,
    o as organization_id,
    'branch ' || (i % 3) as branch
from range(1, 11) as r(i), (values ('north'), ('south')) as s(o)
