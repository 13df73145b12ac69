--- by
-- Read Elements From Semantic Model 'customers'
-- Metric Time Dimension 'joined_on'
-- Select: ['__signups']
-- Select: ['__signups']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(CASE WHEN customer_id IS NOT NULL THEN 1 ELSE 0 END) AS signups
FROM "metrics"."main"."customers" customers_src_10000

--- by metric_time__day
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(__signups) AS signups
FROM (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  -- Select: ['__signups', 'metric_time__day']
  -- Select: ['__signups', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', joined_on) AS metric_time__day
    , CASE WHEN customer_id IS NOT NULL THEN 1 ELSE 0 END AS __signups
  FROM "metrics"."main"."customers" customers_src_10000
) subq_3
GROUP BY
  metric_time__day

--- by country__continent
-- Join Standard Outputs
-- Select: ['__signups', 'country__continent']
-- Select: ['__signups', 'country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  countries_src_10000.continent AS country__continent
  , SUM(subq_1.__signups) AS signups
FROM (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    country_code AS country
    , CASE WHEN customer_id IS NOT NULL THEN 1 ELSE 0 END AS __signups
  FROM "metrics"."main"."customers" customers_src_10000
) subq_1
LEFT OUTER JOIN
  "metrics"."main"."countries" countries_src_10000
ON
  subq_1.country = countries_src_10000.country_code
GROUP BY
  countries_src_10000.continent

--- by metric_time__day country__continent
-- Join Standard Outputs
-- Select: ['__signups', 'country__continent', 'metric_time__day']
-- Select: ['__signups', 'country__continent', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_1.metric_time__day AS metric_time__day
  , countries_src_10000.continent AS country__continent
  , SUM(subq_1.__signups) AS signups
FROM (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    DATE_TRUNC('day', joined_on) AS metric_time__day
    , country_code AS country
    , CASE WHEN customer_id IS NOT NULL THEN 1 ELSE 0 END AS __signups
  FROM "metrics"."main"."customers" customers_src_10000
) subq_1
LEFT OUTER JOIN
  "metrics"."main"."countries" countries_src_10000
ON
  subq_1.country = countries_src_10000.country_code
GROUP BY
  subq_1.metric_time__day
  , countries_src_10000.continent

--- by customer__home
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(__signups) AS signups
FROM (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  -- Select: ['__signups', 'customer__home']
  -- Select: ['__signups', 'customer__home']
  SELECT
    country_code AS customer__home
    , CASE WHEN customer_id IS NOT NULL THEN 1 ELSE 0 END AS __signups
  FROM "metrics"."main"."customers" customers_src_10000
) subq_3
GROUP BY
  customer__home

--- by customer__segment
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(__signups) AS signups
FROM (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  -- Select: ['__signups', 'customer__segment']
  -- Select: ['__signups', 'customer__segment']
  SELECT
    segment AS customer__segment
    , CASE WHEN customer_id IS NOT NULL THEN 1 ELSE 0 END AS __signups
  FROM "metrics"."main"."customers" customers_src_10000
) subq_3
GROUP BY
  customer__segment

--- by metric_time__month
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(__signups) AS signups
FROM (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  -- Select: ['__signups', 'metric_time__month']
  -- Select: ['__signups', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', joined_on) AS metric_time__month
    , CASE WHEN customer_id IS NOT NULL THEN 1 ELSE 0 END AS __signups
  FROM "metrics"."main"."customers" customers_src_10000
) subq_3
GROUP BY
  metric_time__month
