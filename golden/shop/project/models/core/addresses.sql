select
    address_id,
    organization_id,
    street,
    city,
    postal_code,
    country_code,
    latitude::double as latitude,
    longitude::double as longitude,
    {'city': city, 'postal_code': postal_code, 'country': country_code} as place
from {{ ref('raw_addresses') }}
