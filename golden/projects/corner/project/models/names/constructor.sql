select 1 as id, 10 as count, 'x' as constructor, 'y' as sql, 'z' as "toString"
