select 1 as id, 1 as order_id, 2 as line, 'fragile' as note
