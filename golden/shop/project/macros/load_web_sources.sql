{% macro load_web_sources() %}
create schema if not exists web;
create or replace table web.campaigns as from read_csv('data/campaigns.csv');
create or replace table web.visits as from read_csv('data/visits.csv');
{% endmacro %}
