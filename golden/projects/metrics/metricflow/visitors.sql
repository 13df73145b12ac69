--- by
-- Read Elements From Semantic Model 'visits'
-- Metric Time Dimension 'visited_at'
-- Select: ['__visitors']
-- Select: ['__visitors']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  COUNT(DISTINCT customer_id) AS visitors
FROM "metrics"."main"."visits" visits_src_10000

--- by metric_time__day
-- Read Elements From Semantic Model 'visits'
-- Metric Time Dimension 'visited_at'
-- Select: ['__visitors', 'metric_time__day']
-- Select: ['__visitors', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', visited_at) AS metric_time__day
  , COUNT(DISTINCT customer_id) AS visitors
FROM "metrics"."main"."visits" visits_src_10000
GROUP BY
  DATE_TRUNC('day', visited_at)

--- by customer__country__continent
-- Join Standard Outputs
-- Select: ['__visitors', 'customer__country__continent']
-- Select: ['__visitors', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_10.country__continent AS customer__country__continent
  , COUNT(DISTINCT visits_src_10000.customer_id) AS visitors
FROM "metrics"."main"."visits" visits_src_10000
LEFT OUTER JOIN (
  -- Join Standard Outputs
  -- Select: ['country__continent', 'customer']
  SELECT
    customers_src_10000.customer_id AS customer
    , countries_src_10000.continent AS country__continent
  FROM "metrics"."main"."customers" customers_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."countries" countries_src_10000
  ON
    customers_src_10000.country_code = countries_src_10000.country_code
) subq_10
ON
  visits_src_10000.customer_id = subq_10.customer
GROUP BY
  subq_10.country__continent

--- by metric_time__day customer__country__continent
-- Join Standard Outputs
-- Select: ['__visitors', 'customer__country__continent', 'metric_time__day']
-- Select: ['__visitors', 'customer__country__continent', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', visits_src_10000.visited_at) AS metric_time__day
  , subq_10.country__continent AS customer__country__continent
  , COUNT(DISTINCT visits_src_10000.customer_id) AS visitors
FROM "metrics"."main"."visits" visits_src_10000
LEFT OUTER JOIN (
  -- Join Standard Outputs
  -- Select: ['country__continent', 'customer']
  SELECT
    customers_src_10000.customer_id AS customer
    , countries_src_10000.continent AS country__continent
  FROM "metrics"."main"."customers" customers_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."countries" countries_src_10000
  ON
    customers_src_10000.country_code = countries_src_10000.country_code
) subq_10
ON
  visits_src_10000.customer_id = subq_10.customer
GROUP BY
  DATE_TRUNC('day', visits_src_10000.visited_at)
  , subq_10.country__continent

--- by customer__home
-- Join Standard Outputs
-- Select: ['__visitors', 'customer__home']
-- Select: ['__visitors', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.country_code AS customer__home
  , COUNT(DISTINCT visits_src_10000.customer_id) AS visitors
FROM "metrics"."main"."visits" visits_src_10000
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  visits_src_10000.customer_id = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.country_code

--- by customer__segment
-- Join Standard Outputs
-- Select: ['__visitors', 'customer__segment']
-- Select: ['__visitors', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.segment AS customer__segment
  , COUNT(DISTINCT visits_src_10000.customer_id) AS visitors
FROM "metrics"."main"."visits" visits_src_10000
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  visits_src_10000.customer_id = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.segment

--- by visit__source
-- Read Elements From Semantic Model 'visits'
-- Metric Time Dimension 'visited_at'
-- Select: ['__visitors', 'visit__source']
-- Select: ['__visitors', 'visit__source']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  source AS visit__source
  , COUNT(DISTINCT customer_id) AS visitors
FROM "metrics"."main"."visits" visits_src_10000
GROUP BY
  source

--- by metric_time__month
-- Read Elements From Semantic Model 'visits'
-- Metric Time Dimension 'visited_at'
-- Select: ['__visitors', 'metric_time__month']
-- Select: ['__visitors', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('month', visited_at) AS metric_time__month
  , COUNT(DISTINCT customer_id) AS visitors
FROM "metrics"."main"."visits" visits_src_10000
GROUP BY
  DATE_TRUNC('month', visited_at)
