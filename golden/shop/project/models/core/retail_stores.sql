{{ config(alias='stores') }}
select
    store_id,
    organization_id,
    name,
    address_id,
    opens_at,
    string_split(services, ';') as services,
    interval (store_id) day as restocked_every
from {{ ref('raw_stores') }}
