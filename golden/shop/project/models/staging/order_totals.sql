{{ config(materialized='ephemeral') }}
select order_id, sum(quantity * unit_price_cents) / 100 as amount
from {{ ref('raw_order_items') }}
group by order_id
