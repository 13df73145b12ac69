select balance_id, customer_id, day, balance from {{ ref('raw_balances') }}
