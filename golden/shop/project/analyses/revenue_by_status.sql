-- The numbers that Cube must give for orders.count, orders.revenue, orders.paid_revenue and orders.buyers by status.
select
    status,
    count(*) as orders,
    sum(amount) as revenue,
    sum(amount) filter ("is paid") as paid_revenue,
    count(distinct customer_id) as buyers
from {{ ref('orders') }}
group by status
order by status
