select 1 as id, 'NO' as code, 'x' as parents
union all select 2, 'IS', 'y'
