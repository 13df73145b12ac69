{{ config(alias='sales', schema='south') }}
select 1 as id, 20 as amount
