{{ config(alias='sales', schema='north') }}
select 1 as id, 10 as amount
