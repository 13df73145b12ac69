--- by
-- Join on MAX(written_on) and [] grouping by None
-- Select: ['__last_balance']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(subq_2.__last_balance) AS last_balance
FROM (
  -- Read Elements From Semantic Model 'balances'
  -- Metric Time Dimension 'written_on'
  -- Select: ['__last_balance', 'written_on__day']
  SELECT
    DATE_TRUNC('day', day) AS written_on__day
    , balance AS __last_balance
  FROM "metrics"."main"."balances" balances_src_10000
) subq_2
INNER JOIN (
  -- Read Elements From Semantic Model 'balances'
  -- Metric Time Dimension 'written_on'
  -- Select: ['__last_balance', 'written_on__day']
  -- Filter row on MAX(written_on__day)
  SELECT
    MAX(DATE_TRUNC('day', day)) AS written_on__day__complete
  FROM "metrics"."main"."balances" balances_src_10000
) subq_4
ON
  subq_2.written_on__day = subq_4.written_on__day__complete

--- by metric_time__day
-- Join on MAX(written_on) and [] grouping by metric_time
-- Select: ['__last_balance', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_2.metric_time__day AS metric_time__day
  , SUM(subq_2.__last_balance) AS last_balance
FROM (
  -- Read Elements From Semantic Model 'balances'
  -- Metric Time Dimension 'written_on'
  -- Select: ['__last_balance', 'metric_time__day', 'written_on__day']
  SELECT
    DATE_TRUNC('day', day) AS written_on__day
    , DATE_TRUNC('day', day) AS metric_time__day
    , balance AS __last_balance
  FROM "metrics"."main"."balances" balances_src_10000
) subq_2
INNER JOIN (
  -- Read Elements From Semantic Model 'balances'
  -- Metric Time Dimension 'written_on'
  -- Select: ['__last_balance', 'metric_time__day', 'written_on__day']
  -- Filter row on MAX(written_on__day)
  SELECT
    DATE_TRUNC('day', day) AS metric_time__day
    , MAX(DATE_TRUNC('day', day)) AS written_on__day__complete
  FROM "metrics"."main"."balances" balances_src_10000
  GROUP BY
    DATE_TRUNC('day', day)
) subq_4
ON
  subq_2.written_on__day = subq_4.written_on__day__complete
GROUP BY
  subq_2.metric_time__day

--- by customer__country__continent
-- Join on MAX(written_on) and [] grouping by None
-- Select: ['__last_balance', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_12.customer__country__continent AS customer__country__continent
  , SUM(subq_12.__last_balance) AS last_balance
FROM (
  -- Join Standard Outputs
  -- Select: ['__last_balance', 'customer__country__continent', 'written_on__day']
  SELECT
    DATE_TRUNC('day', balances_src_10000.day) AS written_on__day
    , subq_10.country__continent AS customer__country__continent
    , balances_src_10000.balance AS __last_balance
  FROM "metrics"."main"."balances" balances_src_10000
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
    balances_src_10000.customer_id = subq_10.customer
) subq_12
INNER JOIN (
  -- Join Standard Outputs
  -- Select: ['__last_balance', 'customer__country__continent', 'written_on__day']
  -- Filter row on MAX(written_on__day)
  SELECT
    MAX(DATE_TRUNC('day', balances_src_10000.day)) AS written_on__day__complete
  FROM "metrics"."main"."balances" balances_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['country__continent', 'customer']
    SELECT
      customers_src_10000.customer_id AS customer
    FROM "metrics"."main"."customers" customers_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."countries" countries_src_10000
    ON
      customers_src_10000.country_code = countries_src_10000.country_code
  ) subq_10
  ON
    balances_src_10000.customer_id = subq_10.customer
) subq_14
ON
  subq_12.written_on__day = subq_14.written_on__day__complete
GROUP BY
  subq_12.customer__country__continent

--- by metric_time__day customer__country__continent
-- Join on MAX(written_on) and [] grouping by metric_time
-- Select: ['__last_balance', 'customer__country__continent', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_12.metric_time__day AS metric_time__day
  , subq_12.customer__country__continent AS customer__country__continent
  , SUM(subq_12.__last_balance) AS last_balance
FROM (
  -- Join Standard Outputs
  -- Select: ['__last_balance', 'customer__country__continent', 'metric_time__day', 'written_on__day']
  SELECT
    DATE_TRUNC('day', balances_src_10000.day) AS written_on__day
    , DATE_TRUNC('day', balances_src_10000.day) AS metric_time__day
    , subq_10.country__continent AS customer__country__continent
    , balances_src_10000.balance AS __last_balance
  FROM "metrics"."main"."balances" balances_src_10000
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
    balances_src_10000.customer_id = subq_10.customer
) subq_12
INNER JOIN (
  -- Join Standard Outputs
  -- Select: ['__last_balance', 'customer__country__continent', 'metric_time__day', 'written_on__day']
  -- Filter row on MAX(written_on__day)
  SELECT
    DATE_TRUNC('day', balances_src_10000.day) AS metric_time__day
    , MAX(DATE_TRUNC('day', balances_src_10000.day)) AS written_on__day__complete
  FROM "metrics"."main"."balances" balances_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['country__continent', 'customer']
    SELECT
      customers_src_10000.customer_id AS customer
    FROM "metrics"."main"."customers" customers_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."countries" countries_src_10000
    ON
      customers_src_10000.country_code = countries_src_10000.country_code
  ) subq_10
  ON
    balances_src_10000.customer_id = subq_10.customer
  GROUP BY
    DATE_TRUNC('day', balances_src_10000.day)
) subq_14
ON
  subq_12.written_on__day = subq_14.written_on__day__complete
GROUP BY
  subq_12.metric_time__day
  , subq_12.customer__country__continent

--- by customer__home
-- Join on MAX(written_on) and [] grouping by None
-- Select: ['__last_balance', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_6.customer__home AS customer__home
  , SUM(subq_6.__last_balance) AS last_balance
FROM (
  -- Join Standard Outputs
  -- Select: ['__last_balance', 'customer__home', 'written_on__day']
  SELECT
    DATE_TRUNC('day', balances_src_10000.day) AS written_on__day
    , customers_src_10000.country_code AS customer__home
    , balances_src_10000.balance AS __last_balance
  FROM "metrics"."main"."balances" balances_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    balances_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
INNER JOIN (
  -- Join Standard Outputs
  -- Select: ['__last_balance', 'customer__home', 'written_on__day']
  -- Filter row on MAX(written_on__day)
  SELECT
    MAX(DATE_TRUNC('day', balances_src_10000.day)) AS written_on__day__complete
  FROM "metrics"."main"."balances" balances_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    balances_src_10000.customer_id = customers_src_10000.customer_id
) subq_8
ON
  subq_6.written_on__day = subq_8.written_on__day__complete
GROUP BY
  subq_6.customer__home

--- by customer__segment
-- Join on MAX(written_on) and [] grouping by None
-- Select: ['__last_balance', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_6.customer__segment AS customer__segment
  , SUM(subq_6.__last_balance) AS last_balance
FROM (
  -- Join Standard Outputs
  -- Select: ['__last_balance', 'customer__segment', 'written_on__day']
  SELECT
    DATE_TRUNC('day', balances_src_10000.day) AS written_on__day
    , customers_src_10000.segment AS customer__segment
    , balances_src_10000.balance AS __last_balance
  FROM "metrics"."main"."balances" balances_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    balances_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
INNER JOIN (
  -- Join Standard Outputs
  -- Select: ['__last_balance', 'customer__segment', 'written_on__day']
  -- Filter row on MAX(written_on__day)
  SELECT
    MAX(DATE_TRUNC('day', balances_src_10000.day)) AS written_on__day__complete
  FROM "metrics"."main"."balances" balances_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    balances_src_10000.customer_id = customers_src_10000.customer_id
) subq_8
ON
  subq_6.written_on__day = subq_8.written_on__day__complete
GROUP BY
  subq_6.customer__segment

--- by metric_time__month
-- Join on MAX(written_on) and [] grouping by metric_time
-- Select: ['__last_balance', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_2.metric_time__month AS metric_time__month
  , SUM(subq_2.__last_balance) AS last_balance
FROM (
  -- Read Elements From Semantic Model 'balances'
  -- Metric Time Dimension 'written_on'
  -- Select: ['__last_balance', 'metric_time__month', 'written_on__day']
  SELECT
    DATE_TRUNC('day', day) AS written_on__day
    , DATE_TRUNC('month', day) AS metric_time__month
    , balance AS __last_balance
  FROM "metrics"."main"."balances" balances_src_10000
) subq_2
INNER JOIN (
  -- Read Elements From Semantic Model 'balances'
  -- Metric Time Dimension 'written_on'
  -- Select: ['__last_balance', 'metric_time__month', 'written_on__day']
  -- Filter row on MAX(written_on__day)
  SELECT
    DATE_TRUNC('month', day) AS metric_time__month
    , MAX(DATE_TRUNC('day', day)) AS written_on__day__complete
  FROM "metrics"."main"."balances" balances_src_10000
  GROUP BY
    DATE_TRUNC('month', day)
) subq_4
ON
  subq_2.written_on__day = subq_4.written_on__day__complete
GROUP BY
  subq_2.metric_time__month
