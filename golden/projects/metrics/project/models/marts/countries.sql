select country_code, country_name, nullif(continent, '') as continent from {{ ref('raw_countries') }}
