select * from {{ source('raw', 'offers') }}
