select 1 as parent_id, 'P-1' as number
