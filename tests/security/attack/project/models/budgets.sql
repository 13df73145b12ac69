select * from {{ source('raw', 'budgets') }}
