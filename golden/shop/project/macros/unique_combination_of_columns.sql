{# The test of this name in dbt_utils, for a project that installs no packages. #}
{% test unique_combination_of_columns(model, combination_of_columns) %}
select {{ combination_of_columns | join(', ') }}
from {{ model }}
group by all
having count(*) > 1
{% endtest %}
