select 10 as id, 1 as parent_id, 1 as step_parent_id, 10 as sibling_id, 'no' as country, 'Z' as parents
union all select 11, 2, 1, 10, 'is', null
union all select 12, null, 2, 11, null, 'Z'
