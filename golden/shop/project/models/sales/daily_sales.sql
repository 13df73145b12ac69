{{ config(materialized='incremental', unique_key=['organization_id', 'ordered_on'], incremental_strategy='delete+insert') }}
select
    organization_id,
    ordered_on,
    count(*) as orders,
    sum(amount) as amount,
    sum(sum(amount)) over (
        partition by organization_id order by ordered_on range between interval 6 days preceding and current row
    ) as "7_day_amount"
from {{ ref('orders') }}
{% if is_incremental() %}
where ordered_on >= (select max(ordered_on) - interval 7 days from {{ this }})
{% endif %}
group by organization_id, ordered_on
