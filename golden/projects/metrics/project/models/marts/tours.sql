select tour_id, tour_name, category, days from {{ ref('raw_tours') }}
