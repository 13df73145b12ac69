-- Every value that is personal is a canary: CANARY in texts, the year 1907 in dates, more than a milliard in numbers.
select
    'CANARY-' || o || '-' || i || '@example.com' as email,
    o as organization_id,
    'ward ' || (i % 3) as ward,
    cast('1907-01-01' as timestamp) + interval (i) day as born_on,
    cast(7770000000 + i as bigint) as income,
    cast('2024-01-01' as timestamp) + interval (i) day as admitted_at,
    i as stay_days
from range(1, 21) as r(i), (values ('north'), ('south')) as s(o)
