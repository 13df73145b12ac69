select 1 as order_id, 1 as line, 5 as quantity
union all select 1, 2, 7
