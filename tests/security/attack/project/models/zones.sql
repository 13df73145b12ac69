select * from {{ source('raw', 'zones') }}
