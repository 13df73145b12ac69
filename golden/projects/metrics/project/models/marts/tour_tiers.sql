select tier_id, tour_id, tier, valid_from, valid_to from {{ ref('raw_tour_tiers') }}
