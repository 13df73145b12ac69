-- Combine Aggregated Outputs
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , channel AS booking__channel
    , party AS booking__party
    , 1 AS __bookings
    , amount AS __revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  COALESCE(subq_6.metric_time__month, subq_19.metric_time__month) AS metric_time__month
  , COALESCE(subq_6.booking__channel, subq_19.booking__channel) AS booking__channel
  , MAX(subq_6.revenue) AS revenue
  , MAX(subq_6.bookings) AS bookings
  , MAX(CAST(subq_19.from_web AS DOUBLE) / CAST(NULLIF(subq_19.revenue, 0) AS DOUBLE)) AS web_share
FROM (
  -- Constrain Output with WHERE
  -- Select: ['__revenue', '__bookings', 'booking__channel', 'metric_time__month']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    metric_time__month
    , booking__channel
    , SUM(revenue) AS revenue
    , SUM(bookings) AS bookings
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__revenue', '__bookings', 'booking__channel', 'booking__party', 'metric_time__month']
    SELECT
      metric_time__month
      , booking__channel
      , booking__party
      , __bookings AS bookings
      , __revenue AS revenue
    FROM sma_10002_cte
  ) subq_2
  WHERE booking__party != 'single'
  GROUP BY
    metric_time__month
    , booking__channel
) subq_6
FULL OUTER JOIN (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_12.metric_time__month, subq_18.metric_time__month) AS metric_time__month
    , COALESCE(subq_12.booking__channel, subq_18.booking__channel) AS booking__channel
    , MAX(subq_12.from_web) AS from_web
    , MAX(subq_18.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'booking__channel', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , booking__channel
      , SUM(revenue) AS from_web
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__channel', 'booking__party', 'metric_time__month']
      SELECT
        metric_time__month
        , booking__channel
        , booking__party
        , __revenue AS revenue
      FROM sma_10002_cte
    ) subq_8
    WHERE (booking__channel = 'web') AND (booking__party != 'single')
    GROUP BY
      metric_time__month
      , booking__channel
  ) subq_12
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'booking__channel', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , booking__channel
      , SUM(revenue) AS revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__channel', 'booking__party', 'metric_time__month']
      SELECT
        metric_time__month
        , booking__channel
        , booking__party
        , __revenue AS revenue
      FROM sma_10002_cte
    ) subq_14
    WHERE booking__party != 'single'
    GROUP BY
      metric_time__month
      , booking__channel
  ) subq_18
  ON
    (
      subq_12.booking__channel = subq_18.booking__channel
    ) AND (
      subq_12.metric_time__month = subq_18.metric_time__month
    )
  GROUP BY
    COALESCE(subq_12.metric_time__month, subq_18.metric_time__month)
    , COALESCE(subq_12.booking__channel, subq_18.booking__channel)
) subq_19
ON
  (
    subq_6.booking__channel = subq_19.booking__channel
  ) AND (
    subq_6.metric_time__month = subq_19.metric_time__month
  )
GROUP BY
  COALESCE(subq_6.metric_time__month, subq_19.metric_time__month)
  , COALESCE(subq_6.booking__channel, subq_19.booking__channel)
