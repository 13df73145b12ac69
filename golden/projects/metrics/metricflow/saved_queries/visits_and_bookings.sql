-- Combine Aggregated Outputs
-- Write to DataTable
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , segment
  FROM "metrics"."main"."customers" customers_src_10000
)

, cm_3_cte AS (
  -- Join Standard Outputs
  -- Select: ['__visits', 'customer__segment', 'metric_time__day']
  -- Select: ['__visits', 'customer__segment', 'metric_time__day']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    subq_1.metric_time__day AS metric_time__day
    , sma_10005_cte.segment AS customer__segment
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
  LEFT OUTER JOIN
    sma_10005_cte
  ON
    subq_1.customer = sma_10005_cte.customer
  GROUP BY
    subq_1.metric_time__day
    , sma_10005_cte.segment
)

, cm_4_cte AS (
  -- Join Standard Outputs
  -- Select: ['__bookings', 'customer__segment', 'metric_time__day']
  -- Select: ['__bookings', 'customer__segment', 'metric_time__day']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    subq_11.metric_time__day AS metric_time__day
    , sma_10005_cte.segment AS customer__segment
    , SUM(subq_11.__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , customer_id AS customer
      , 1 AS __bookings
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_11
  LEFT OUTER JOIN
    sma_10005_cte
  ON
    subq_11.customer = sma_10005_cte.customer
  GROUP BY
    subq_11.metric_time__day
    , sma_10005_cte.segment
)

SELECT
  COALESCE(cm_3_cte.metric_time__day, cm_4_cte.metric_time__day, subq_21.metric_time__day) AS metric_time__day
  , COALESCE(cm_3_cte.customer__segment, cm_4_cte.customer__segment, subq_21.customer__segment) AS customer__segment
  , MAX(cm_3_cte.visits) AS visits
  , MAX(cm_4_cte.bookings) AS bookings
  , MAX(CAST(subq_21.bookings AS DOUBLE) / CAST(NULLIF(subq_21.visits, 0) AS DOUBLE)) AS bookings_per_visit
FROM cm_3_cte
FULL OUTER JOIN
  cm_4_cte
ON
  (
    cm_3_cte.customer__segment = cm_4_cte.customer__segment
  ) AND (
    cm_3_cte.metric_time__day = cm_4_cte.metric_time__day
  )
FULL OUTER JOIN (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(cm_4_cte.metric_time__day, cm_3_cte.metric_time__day) AS metric_time__day
    , COALESCE(cm_4_cte.customer__segment, cm_3_cte.customer__segment) AS customer__segment
    , MAX(cm_4_cte.bookings) AS bookings
    , MAX(cm_3_cte.visits) AS visits
  FROM cm_4_cte
  FULL OUTER JOIN
    cm_3_cte
  ON
    (
      cm_4_cte.customer__segment = cm_3_cte.customer__segment
    ) AND (
      cm_4_cte.metric_time__day = cm_3_cte.metric_time__day
    )
  GROUP BY
    COALESCE(cm_4_cte.metric_time__day, cm_3_cte.metric_time__day)
    , COALESCE(cm_4_cte.customer__segment, cm_3_cte.customer__segment)
) subq_21
ON
  (
    COALESCE(cm_3_cte.customer__segment, cm_4_cte.customer__segment) = subq_21.customer__segment
  ) AND (
    COALESCE(cm_3_cte.metric_time__day, cm_4_cte.metric_time__day) = subq_21.metric_time__day
  )
GROUP BY
  COALESCE(cm_3_cte.metric_time__day, cm_4_cte.metric_time__day, subq_21.metric_time__day)
  , COALESCE(cm_3_cte.customer__segment, cm_4_cte.customer__segment, subq_21.customer__segment)
