--- by
-- Combine Aggregated Outputs
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  CAST(MAX(subq_5.paid) AS DOUBLE) / CAST(NULLIF(MAX(subq_11.revenue), 0) AS DOUBLE) AS paid_share
FROM (
  -- Read Elements From Semantic Model 'payments'
  -- Metric Time Dimension 'paid_on'
  -- Select: ['__paid']
  -- Select: ['__paid']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    SUM(amount) AS paid
  FROM "metrics"."main"."payments" payments_src_10000
) subq_5
CROSS JOIN (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__revenue']
  -- Select: ['__revenue']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    SUM(amount) AS revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_11

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , CAST(paid AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS paid_share
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_11.metric_time__day) AS metric_time__day
    , MAX(subq_5.paid) AS paid
    , MAX(subq_11.revenue) AS revenue
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    -- Select: ['__paid', 'metric_time__day']
    -- Select: ['__paid', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      DATE_TRUNC('day', paid_on) AS metric_time__day
      , SUM(amount) AS paid
    FROM "metrics"."main"."payments" payments_src_10000
    GROUP BY
      DATE_TRUNC('day', paid_on)
  ) subq_5
  FULL OUTER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__revenue', 'metric_time__day']
    -- Select: ['__revenue', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , SUM(amount) AS revenue
    FROM "metrics"."main"."bookings" bookings_src_10000
    GROUP BY
      DATE_TRUNC('day', booked_at)
  ) subq_11
  ON
    subq_5.metric_time__day = subq_11.metric_time__day
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_11.metric_time__day)
) subq_12

--- by booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    booking_id AS booking
    , channel
    , channel AS booking__channel
    , amount AS __revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__channel AS booking__channel
  , CAST(paid AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS paid_share
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.booking__channel, subq_14.booking__channel) AS booking__channel
    , MAX(subq_9.paid) AS paid
    , MAX(subq_14.revenue) AS revenue
  FROM (
    -- Join Standard Outputs
    -- Select: ['__paid', 'booking__channel']
    -- Select: ['__paid', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.channel AS booking__channel
      , SUM(payments_src_10000.amount) AS paid
    FROM "metrics"."main"."payments" payments_src_10000
    LEFT OUTER JOIN
      sma_10002_cte
    ON
      payments_src_10000.booking_id = sma_10002_cte.booking
    GROUP BY
      sma_10002_cte.channel
  ) subq_9
  FULL OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__revenue', 'booking__channel']
    -- Select: ['__revenue', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(__revenue) AS revenue
    FROM sma_10002_cte
    GROUP BY
      booking__channel
  ) subq_14
  ON
    subq_9.booking__channel = subq_14.booking__channel
  GROUP BY
    COALESCE(subq_9.booking__channel, subq_14.booking__channel)
) subq_15

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , booking_id AS booking
    , channel
    , channel AS booking__channel
    , amount AS __revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , CAST(paid AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS paid_share
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.metric_time__day, subq_14.metric_time__day) AS metric_time__day
    , COALESCE(subq_9.booking__channel, subq_14.booking__channel) AS booking__channel
    , MAX(subq_9.paid) AS paid
    , MAX(subq_14.revenue) AS revenue
  FROM (
    -- Join Standard Outputs
    -- Select: ['__paid', 'booking__channel', 'metric_time__day']
    -- Select: ['__paid', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      DATE_TRUNC('day', payments_src_10000.paid_on) AS metric_time__day
      , sma_10002_cte.channel AS booking__channel
      , SUM(payments_src_10000.amount) AS paid
    FROM "metrics"."main"."payments" payments_src_10000
    LEFT OUTER JOIN
      sma_10002_cte
    ON
      payments_src_10000.booking_id = sma_10002_cte.booking
    GROUP BY
      DATE_TRUNC('day', payments_src_10000.paid_on)
      , sma_10002_cte.channel
  ) subq_9
  FULL OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
    -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(__revenue) AS revenue
    FROM sma_10002_cte
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_14
  ON
    (
      subq_9.booking__channel = subq_14.booking__channel
    ) AND (
      subq_9.metric_time__day = subq_14.metric_time__day
    )
  GROUP BY
    COALESCE(subq_9.metric_time__day, subq_14.metric_time__day)
    , COALESCE(subq_9.booking__channel, subq_14.booking__channel)
) subq_15

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    booking_id AS booking
    , is_insured
    , is_insured AS booking__is_insured
    , amount AS __revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__is_insured AS booking__is_insured
  , CAST(paid AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS paid_share
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.booking__is_insured, subq_14.booking__is_insured) AS booking__is_insured
    , MAX(subq_9.paid) AS paid
    , MAX(subq_14.revenue) AS revenue
  FROM (
    -- Join Standard Outputs
    -- Select: ['__paid', 'booking__is_insured']
    -- Select: ['__paid', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.is_insured AS booking__is_insured
      , SUM(payments_src_10000.amount) AS paid
    FROM "metrics"."main"."payments" payments_src_10000
    LEFT OUTER JOIN
      sma_10002_cte
    ON
      payments_src_10000.booking_id = sma_10002_cte.booking
    GROUP BY
      sma_10002_cte.is_insured
  ) subq_9
  FULL OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__revenue', 'booking__is_insured']
    -- Select: ['__revenue', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(__revenue) AS revenue
    FROM sma_10002_cte
    GROUP BY
      booking__is_insured
  ) subq_14
  ON
    subq_9.booking__is_insured = subq_14.booking__is_insured
  GROUP BY
    COALESCE(subq_9.booking__is_insured, subq_14.booking__is_insured)
) subq_15

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    booking_id AS booking
    , party
    , party AS booking__party
    , amount AS __revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__party AS booking__party
  , CAST(paid AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS paid_share
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.booking__party, subq_14.booking__party) AS booking__party
    , MAX(subq_9.paid) AS paid
    , MAX(subq_14.revenue) AS revenue
  FROM (
    -- Join Standard Outputs
    -- Select: ['__paid', 'booking__party']
    -- Select: ['__paid', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.party AS booking__party
      , SUM(payments_src_10000.amount) AS paid
    FROM "metrics"."main"."payments" payments_src_10000
    LEFT OUTER JOIN
      sma_10002_cte
    ON
      payments_src_10000.booking_id = sma_10002_cte.booking
    GROUP BY
      sma_10002_cte.party
  ) subq_9
  FULL OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__revenue', 'booking__party']
    -- Select: ['__revenue', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(__revenue) AS revenue
    FROM sma_10002_cte
    GROUP BY
      booking__party
  ) subq_14
  ON
    subq_9.booking__party = subq_14.booking__party
  GROUP BY
    COALESCE(subq_9.booking__party, subq_14.booking__party)
) subq_15

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , CAST(paid AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS paid_share
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__month, subq_11.metric_time__month) AS metric_time__month
    , MAX(subq_5.paid) AS paid
    , MAX(subq_11.revenue) AS revenue
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    -- Select: ['__paid', 'metric_time__month']
    -- Select: ['__paid', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      DATE_TRUNC('month', paid_on) AS metric_time__month
      , SUM(amount) AS paid
    FROM "metrics"."main"."payments" payments_src_10000
    GROUP BY
      DATE_TRUNC('month', paid_on)
  ) subq_5
  FULL OUTER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__revenue', 'metric_time__month']
    -- Select: ['__revenue', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      DATE_TRUNC('month', booked_at) AS metric_time__month
      , SUM(amount) AS revenue
    FROM "metrics"."main"."bookings" bookings_src_10000
    GROUP BY
      DATE_TRUNC('month', booked_at)
  ) subq_11
  ON
    subq_5.metric_time__month = subq_11.metric_time__month
  GROUP BY
    COALESCE(subq_5.metric_time__month, subq_11.metric_time__month)
) subq_12
