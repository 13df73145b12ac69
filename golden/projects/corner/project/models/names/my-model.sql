select 1 as id, 'a name with a hyphen' as note
