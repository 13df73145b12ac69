select 1 as gone_id, 1 as two_keys, 1 as other_key
