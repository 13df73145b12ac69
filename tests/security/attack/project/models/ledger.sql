select * from {{ source('raw', 'ledger') }}
