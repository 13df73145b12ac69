--- by
-- Read Elements From Semantic Model 'visits'
-- Metric Time Dimension 'visited_at'
-- Select: ['__visits']
-- Select: ['__visits']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(1) AS visits
FROM "metrics"."main"."visits" visits_src_10000

--- by metric_time__day
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(__visits) AS visits
FROM (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  -- Select: ['__visits', 'metric_time__day']
  -- Select: ['__visits', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_3
GROUP BY
  metric_time__day

--- by customer__country__continent
-- Join Standard Outputs
-- Select: ['__visits', 'customer__country__continent']
-- Select: ['__visits', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_7.country__continent AS customer__country__continent
  , SUM(subq_1.__visits) AS visits
FROM (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_1
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
) subq_7
ON
  subq_1.customer = subq_7.customer
GROUP BY
  subq_7.country__continent

--- by metric_time__day customer__country__continent
-- Join Standard Outputs
-- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
-- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_1.metric_time__day AS metric_time__day
  , subq_7.country__continent AS customer__country__continent
  , SUM(subq_1.__visits) AS visits
FROM (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_1
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
) subq_7
ON
  subq_1.customer = subq_7.customer
GROUP BY
  subq_1.metric_time__day
  , subq_7.country__continent

--- by customer__home
-- Join Standard Outputs
-- Select: ['__visits', 'customer__home']
-- Select: ['__visits', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.country_code AS customer__home
  , SUM(subq_1.__visits) AS visits
FROM (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_1
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  subq_1.customer = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.country_code

--- by customer__segment
-- Join Standard Outputs
-- Select: ['__visits', 'customer__segment']
-- Select: ['__visits', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.segment AS customer__segment
  , SUM(subq_1.__visits) AS visits
FROM (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_1
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  subq_1.customer = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.segment

--- by visit__source
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  visit__source
  , SUM(__visits) AS visits
FROM (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  -- Select: ['__visits', 'visit__source']
  -- Select: ['__visits', 'visit__source']
  SELECT
    source AS visit__source
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_3
GROUP BY
  visit__source

--- by metric_time__month
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(__visits) AS visits
FROM (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  -- Select: ['__visits', 'metric_time__month']
  -- Select: ['__visits', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', visited_at) AS metric_time__month
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_3
GROUP BY
  metric_time__month
