select 1 as id, 'a' as class, 'b' as "CUBE", 'c' as "TABLE", 'd' as security_context, 'e' as __user
