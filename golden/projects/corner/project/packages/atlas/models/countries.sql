{{ config(materialized='view') }}
select code, name from {{ ref('atlas_codes') }}
