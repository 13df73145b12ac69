--- by metric_time__day
-- Join Self Over Time Range
-- Select: ['__visits', 'metric_time__day']
-- Select: ['__visits', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , SUM(subq_1.__visits) AS visits_1_month
FROM "metrics"."main"."days" subq_3
INNER JOIN (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_1
ON
  (
    subq_1.metric_time__day <= subq_3.day
  ) AND (
    subq_1.metric_time__day > subq_3.day - INTERVAL 1 month
  )
GROUP BY
  subq_3.day

--- by metric_time__day customer__country__continent
-- Join Standard Outputs
-- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
-- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , subq_10.country__continent AS customer__country__continent
  , SUM(subq_4.__visits) AS visits_1_month
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , subq_1.customer AS customer
    , subq_1.__visits AS __visits
  FROM "metrics"."main"."days" subq_3
  INNER JOIN (
    -- Read Elements From Semantic Model 'visits'
    -- Metric Time Dimension 'visited_at'
    SELECT
      DATE_TRUNC('day', visited_at) AS metric_time__day
      , customer_id AS customer
      , 1 AS __visits
    FROM "metrics"."main"."visits" visits_src_10000
  ) subq_1
  ON
    (
      subq_1.metric_time__day <= subq_3.day
    ) AND (
      subq_1.metric_time__day > subq_3.day - INTERVAL 1 month
    )
) subq_4
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
  subq_4.customer = subq_10.customer
GROUP BY
  subq_4.metric_time__day
  , subq_10.country__continent

--- by metric_time__day customer__home
-- Join Standard Outputs
-- Select: ['__visits', 'customer__home', 'metric_time__day']
-- Select: ['__visits', 'customer__home', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , customers_src_10000.country_code AS customer__home
  , SUM(subq_4.__visits) AS visits_1_month
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , subq_1.customer AS customer
    , subq_1.__visits AS __visits
  FROM "metrics"."main"."days" subq_3
  INNER JOIN (
    -- Read Elements From Semantic Model 'visits'
    -- Metric Time Dimension 'visited_at'
    SELECT
      DATE_TRUNC('day', visited_at) AS metric_time__day
      , customer_id AS customer
      , 1 AS __visits
    FROM "metrics"."main"."visits" visits_src_10000
  ) subq_1
  ON
    (
      subq_1.metric_time__day <= subq_3.day
    ) AND (
      subq_1.metric_time__day > subq_3.day - INTERVAL 1 month
    )
) subq_4
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  subq_4.customer = customers_src_10000.customer_id
GROUP BY
  subq_4.metric_time__day
  , customers_src_10000.country_code

--- by metric_time__day customer__segment
-- Join Standard Outputs
-- Select: ['__visits', 'customer__segment', 'metric_time__day']
-- Select: ['__visits', 'customer__segment', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , customers_src_10000.segment AS customer__segment
  , SUM(subq_4.__visits) AS visits_1_month
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , subq_1.customer AS customer
    , subq_1.__visits AS __visits
  FROM "metrics"."main"."days" subq_3
  INNER JOIN (
    -- Read Elements From Semantic Model 'visits'
    -- Metric Time Dimension 'visited_at'
    SELECT
      DATE_TRUNC('day', visited_at) AS metric_time__day
      , customer_id AS customer
      , 1 AS __visits
    FROM "metrics"."main"."visits" visits_src_10000
  ) subq_1
  ON
    (
      subq_1.metric_time__day <= subq_3.day
    ) AND (
      subq_1.metric_time__day > subq_3.day - INTERVAL 1 month
    )
) subq_4
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  subq_4.customer = customers_src_10000.customer_id
GROUP BY
  subq_4.metric_time__day
  , customers_src_10000.segment

--- by metric_time__day visit__source
-- Join Self Over Time Range
-- Select: ['__visits', 'visit__source', 'metric_time__day']
-- Select: ['__visits', 'visit__source', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , subq_1.visit__source AS visit__source
  , SUM(subq_1.__visits) AS visits_1_month
FROM "metrics"."main"."days" subq_3
INNER JOIN (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , source AS visit__source
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_1
ON
  (
    subq_1.metric_time__day <= subq_3.day
  ) AND (
    subq_1.metric_time__day > subq_3.day - INTERVAL 1 month
  )
GROUP BY
  subq_3.day
  , subq_1.visit__source

--- by metric_time__month
-- Re-aggregate Metric via Group By
-- Write to DataTable
SELECT
  metric_time__month
  , visits_1_month
FROM (
  -- Window Function for Metric Re-aggregation
  SELECT
    metric_time__month
    , FIRST_VALUE(visits_1_month) OVER (
      PARTITION BY metric_time__month
      ORDER BY metric_time__day
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS visits_1_month
  FROM (
    -- Join Self Over Time Range
    -- Select: ['__visits', 'metric_time__month', 'metric_time__day']
    -- Select: ['__visits', 'metric_time__month', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_3.day AS metric_time__day
      , DATE_TRUNC('month', subq_3.day) AS metric_time__month
      , SUM(subq_1.__visits) AS visits_1_month
    FROM "metrics"."main"."days" subq_3
    INNER JOIN (
      -- Read Elements From Semantic Model 'visits'
      -- Metric Time Dimension 'visited_at'
      SELECT
        DATE_TRUNC('day', visited_at) AS metric_time__day
        , 1 AS __visits
      FROM "metrics"."main"."visits" visits_src_10000
    ) subq_1
    ON
      (
        subq_1.metric_time__day <= subq_3.day
      ) AND (
        subq_1.metric_time__day > subq_3.day - INTERVAL 1 month
      )
    GROUP BY
      subq_3.day
      , DATE_TRUNC('month', subq_3.day)
  ) subq_9
) subq_10
GROUP BY
  metric_time__month
  , visits_1_month
