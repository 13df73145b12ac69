select 1 as id, 'the same name with an underscore' as note
