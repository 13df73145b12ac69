select 1 as id, 19.90::decimal(8, 2) as "2024"
