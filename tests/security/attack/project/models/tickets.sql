select * from {{ source('raw', 'tickets') }}
