select unnest(generate_series(date '2024-12-01', date '2025-05-31', interval 1 day))::date as day
