select visit_id, customer_id, source, pages, visited_at from {{ ref('raw_visits') }}
