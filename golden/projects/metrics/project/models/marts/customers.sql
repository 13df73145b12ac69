select customer_id, segment, nullif(country_code, '') as country_code, joined_on from {{ ref('raw_customers') }}
