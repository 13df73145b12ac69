--- by
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  bookings_each_day - refunded_or_nothing AS filled_change
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(MAX(subq_5.bookings_each_day), 0) AS bookings_each_day
    , COALESCE(MAX(subq_11.refunded_or_nothing), 0) AS refunded_or_nothing
  FROM (
    -- Compute Metrics via Expressions
    SELECT
      COALESCE(__bookings_each_day, 0) AS bookings_each_day
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings_each_day']
      -- Select: ['__bookings_each_day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        SUM(1) AS __bookings_each_day
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_4
  ) subq_5
  CROSS JOIN (
    -- Compute Metrics via Expressions
    SELECT
      COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
    FROM (
      -- Read Elements From Semantic Model 'payments'
      -- Metric Time Dimension 'paid_on'
      -- Select: ['__refunded_or_nothing']
      -- Select: ['__refunded_or_nothing']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        SUM(case when amount < 0 then -amount else 0 end) AS __refunded_or_nothing
      FROM "metrics"."main"."payments" payments_src_10000
    ) subq_10
  ) subq_11
) subq_12

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , bookings_each_day - refunded_or_nothing AS filled_change
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.metric_time__day, subq_16.metric_time__day) AS metric_time__day
    , COALESCE(MAX(subq_10.bookings_each_day), 0) AS bookings_each_day
    , COALESCE(MAX(subq_16.refunded_or_nothing), 0) AS refunded_or_nothing
  FROM (
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , COALESCE(__bookings_each_day, 0) AS bookings_each_day
    FROM (
      -- Join to Time Spine Dataset
      SELECT
        time_spine_src_10000.day AS metric_time__day
        , subq_4.__bookings_each_day AS __bookings_each_day
      FROM "metrics"."main"."days" time_spine_src_10000
      LEFT OUTER JOIN (
        -- Aggregate Inputs for Simple Metrics
        SELECT
          metric_time__day
          , SUM(__bookings_each_day) AS __bookings_each_day
        FROM (
          -- Read Elements From Semantic Model 'bookings'
          -- Metric Time Dimension 'booked_at'
          -- Select: ['__bookings_each_day', 'metric_time__day']
          -- Select: ['__bookings_each_day', 'metric_time__day']
          SELECT
            DATE_TRUNC('day', booked_at) AS metric_time__day
            , 1 AS __bookings_each_day
          FROM "metrics"."main"."bookings" bookings_src_10000
        ) subq_3
        GROUP BY
          metric_time__day
      ) subq_4
      ON
        time_spine_src_10000.day = subq_4.metric_time__day
    ) subq_9
  ) subq_10
  FULL OUTER JOIN (
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
    FROM (
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , SUM(__refunded_or_nothing) AS __refunded_or_nothing
      FROM (
        -- Read Elements From Semantic Model 'payments'
        -- Metric Time Dimension 'paid_on'
        -- Select: ['__refunded_or_nothing', 'metric_time__day']
        -- Select: ['__refunded_or_nothing', 'metric_time__day']
        SELECT
          DATE_TRUNC('day', paid_on) AS metric_time__day
          , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
        FROM "metrics"."main"."payments" payments_src_10000
      ) subq_14
      GROUP BY
        metric_time__day
    ) subq_15
  ) subq_16
  ON
    subq_10.metric_time__day = subq_16.metric_time__day
  GROUP BY
    COALESCE(subq_10.metric_time__day, subq_16.metric_time__day)
) subq_17

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
    , 1 AS __bookings_each_day
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__channel AS booking__channel
  , bookings_each_day - refunded_or_nothing AS filled_change
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__channel, subq_14.booking__channel) AS booking__channel
    , COALESCE(MAX(subq_5.bookings_each_day), 0) AS bookings_each_day
    , COALESCE(MAX(subq_14.refunded_or_nothing), 0) AS refunded_or_nothing
  FROM (
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , COALESCE(__bookings_each_day, 0) AS bookings_each_day
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings_each_day', 'booking__channel']
      -- Select: ['__bookings_each_day', 'booking__channel']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        booking__channel
        , SUM(__bookings_each_day) AS __bookings_each_day
      FROM sma_10002_cte
      GROUP BY
        booking__channel
    ) subq_4
  ) subq_5
  FULL OUTER JOIN (
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
    FROM (
      -- Join Standard Outputs
      -- Select: ['__refunded_or_nothing', 'booking__channel']
      -- Select: ['__refunded_or_nothing', 'booking__channel']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.channel AS booking__channel
        , SUM(subq_7.__refunded_or_nothing) AS __refunded_or_nothing
      FROM (
        -- Read Elements From Semantic Model 'payments'
        -- Metric Time Dimension 'paid_on'
        SELECT
          booking_id AS booking
          , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
        FROM "metrics"."main"."payments" payments_src_10000
      ) subq_7
      LEFT OUTER JOIN
        sma_10002_cte
      ON
        subq_7.booking = sma_10002_cte.booking
      GROUP BY
        sma_10002_cte.channel
    ) subq_13
  ) subq_14
  ON
    subq_5.booking__channel = subq_14.booking__channel
  GROUP BY
    COALESCE(subq_5.booking__channel, subq_14.booking__channel)
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
    , 1 AS __bookings_each_day
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , bookings_each_day - refunded_or_nothing AS filled_change
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.metric_time__day, subq_19.metric_time__day) AS metric_time__day
    , COALESCE(subq_10.booking__channel, subq_19.booking__channel) AS booking__channel
    , COALESCE(MAX(subq_10.bookings_each_day), 0) AS bookings_each_day
    , COALESCE(MAX(subq_19.refunded_or_nothing), 0) AS refunded_or_nothing
  FROM (
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , COALESCE(__bookings_each_day, 0) AS bookings_each_day
    FROM (
      -- Join to Time Spine Dataset
      SELECT
        time_spine_src_10000.day AS metric_time__day
        , subq_4.booking__channel AS booking__channel
        , subq_4.__bookings_each_day AS __bookings_each_day
      FROM "metrics"."main"."days" time_spine_src_10000
      LEFT OUTER JOIN (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__bookings_each_day', 'booking__channel', 'metric_time__day']
        -- Select: ['__bookings_each_day', 'booking__channel', 'metric_time__day']
        -- Aggregate Inputs for Simple Metrics
        SELECT
          metric_time__day
          , booking__channel
          , SUM(__bookings_each_day) AS __bookings_each_day
        FROM sma_10002_cte
        GROUP BY
          metric_time__day
          , booking__channel
      ) subq_4
      ON
        time_spine_src_10000.day = subq_4.metric_time__day
    ) subq_9
  ) subq_10
  FULL OUTER JOIN (
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
    FROM (
      -- Join Standard Outputs
      -- Select: ['__refunded_or_nothing', 'booking__channel', 'metric_time__day']
      -- Select: ['__refunded_or_nothing', 'booking__channel', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        subq_12.metric_time__day AS metric_time__day
        , sma_10002_cte.channel AS booking__channel
        , SUM(subq_12.__refunded_or_nothing) AS __refunded_or_nothing
      FROM (
        -- Read Elements From Semantic Model 'payments'
        -- Metric Time Dimension 'paid_on'
        SELECT
          DATE_TRUNC('day', paid_on) AS metric_time__day
          , booking_id AS booking
          , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
        FROM "metrics"."main"."payments" payments_src_10000
      ) subq_12
      LEFT OUTER JOIN
        sma_10002_cte
      ON
        subq_12.booking = sma_10002_cte.booking
      GROUP BY
        subq_12.metric_time__day
        , sma_10002_cte.channel
    ) subq_18
  ) subq_19
  ON
    (
      subq_10.booking__channel = subq_19.booking__channel
    ) AND (
      subq_10.metric_time__day = subq_19.metric_time__day
    )
  GROUP BY
    COALESCE(subq_10.metric_time__day, subq_19.metric_time__day)
    , COALESCE(subq_10.booking__channel, subq_19.booking__channel)
) subq_20

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
    , 1 AS __bookings_each_day
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__is_insured AS booking__is_insured
  , bookings_each_day - refunded_or_nothing AS filled_change
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__is_insured, subq_14.booking__is_insured) AS booking__is_insured
    , COALESCE(MAX(subq_5.bookings_each_day), 0) AS bookings_each_day
    , COALESCE(MAX(subq_14.refunded_or_nothing), 0) AS refunded_or_nothing
  FROM (
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , COALESCE(__bookings_each_day, 0) AS bookings_each_day
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings_each_day', 'booking__is_insured']
      -- Select: ['__bookings_each_day', 'booking__is_insured']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        booking__is_insured
        , SUM(__bookings_each_day) AS __bookings_each_day
      FROM sma_10002_cte
      GROUP BY
        booking__is_insured
    ) subq_4
  ) subq_5
  FULL OUTER JOIN (
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
    FROM (
      -- Join Standard Outputs
      -- Select: ['__refunded_or_nothing', 'booking__is_insured']
      -- Select: ['__refunded_or_nothing', 'booking__is_insured']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.is_insured AS booking__is_insured
        , SUM(subq_7.__refunded_or_nothing) AS __refunded_or_nothing
      FROM (
        -- Read Elements From Semantic Model 'payments'
        -- Metric Time Dimension 'paid_on'
        SELECT
          booking_id AS booking
          , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
        FROM "metrics"."main"."payments" payments_src_10000
      ) subq_7
      LEFT OUTER JOIN
        sma_10002_cte
      ON
        subq_7.booking = sma_10002_cte.booking
      GROUP BY
        sma_10002_cte.is_insured
    ) subq_13
  ) subq_14
  ON
    subq_5.booking__is_insured = subq_14.booking__is_insured
  GROUP BY
    COALESCE(subq_5.booking__is_insured, subq_14.booking__is_insured)
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
    , 1 AS __bookings_each_day
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__party AS booking__party
  , bookings_each_day - refunded_or_nothing AS filled_change
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__party, subq_14.booking__party) AS booking__party
    , COALESCE(MAX(subq_5.bookings_each_day), 0) AS bookings_each_day
    , COALESCE(MAX(subq_14.refunded_or_nothing), 0) AS refunded_or_nothing
  FROM (
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , COALESCE(__bookings_each_day, 0) AS bookings_each_day
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings_each_day', 'booking__party']
      -- Select: ['__bookings_each_day', 'booking__party']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        booking__party
        , SUM(__bookings_each_day) AS __bookings_each_day
      FROM sma_10002_cte
      GROUP BY
        booking__party
    ) subq_4
  ) subq_5
  FULL OUTER JOIN (
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
    FROM (
      -- Join Standard Outputs
      -- Select: ['__refunded_or_nothing', 'booking__party']
      -- Select: ['__refunded_or_nothing', 'booking__party']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.party AS booking__party
        , SUM(subq_7.__refunded_or_nothing) AS __refunded_or_nothing
      FROM (
        -- Read Elements From Semantic Model 'payments'
        -- Metric Time Dimension 'paid_on'
        SELECT
          booking_id AS booking
          , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
        FROM "metrics"."main"."payments" payments_src_10000
      ) subq_7
      LEFT OUTER JOIN
        sma_10002_cte
      ON
        subq_7.booking = sma_10002_cte.booking
      GROUP BY
        sma_10002_cte.party
    ) subq_13
  ) subq_14
  ON
    subq_5.booking__party = subq_14.booking__party
  GROUP BY
    COALESCE(subq_5.booking__party, subq_14.booking__party)
) subq_15

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , bookings_each_day - refunded_or_nothing AS filled_change
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.metric_time__month, subq_16.metric_time__month) AS metric_time__month
    , COALESCE(MAX(subq_10.bookings_each_day), 0) AS bookings_each_day
    , COALESCE(MAX(subq_16.refunded_or_nothing), 0) AS refunded_or_nothing
  FROM (
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , COALESCE(__bookings_each_day, 0) AS bookings_each_day
    FROM (
      -- Join to Time Spine Dataset
      SELECT
        subq_8.metric_time__month AS metric_time__month
        , subq_4.__bookings_each_day AS __bookings_each_day
      FROM (
        -- Read From Time Spine '"days"'
        -- Change Column Aliases
        -- Select: ['metric_time__month']
        -- Select: ['metric_time__month']
        SELECT
          DATE_TRUNC('month', day) AS metric_time__month
        FROM "metrics"."main"."days" time_spine_src_10000
        GROUP BY
          DATE_TRUNC('month', day)
      ) subq_8
      LEFT OUTER JOIN (
        -- Aggregate Inputs for Simple Metrics
        SELECT
          metric_time__month
          , SUM(__bookings_each_day) AS __bookings_each_day
        FROM (
          -- Read Elements From Semantic Model 'bookings'
          -- Metric Time Dimension 'booked_at'
          -- Select: ['__bookings_each_day', 'metric_time__month']
          -- Select: ['__bookings_each_day', 'metric_time__month']
          SELECT
            DATE_TRUNC('month', booked_at) AS metric_time__month
            , 1 AS __bookings_each_day
          FROM "metrics"."main"."bookings" bookings_src_10000
        ) subq_3
        GROUP BY
          metric_time__month
      ) subq_4
      ON
        subq_8.metric_time__month = subq_4.metric_time__month
    ) subq_9
  ) subq_10
  FULL OUTER JOIN (
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
    FROM (
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__month
        , SUM(__refunded_or_nothing) AS __refunded_or_nothing
      FROM (
        -- Read Elements From Semantic Model 'payments'
        -- Metric Time Dimension 'paid_on'
        -- Select: ['__refunded_or_nothing', 'metric_time__month']
        -- Select: ['__refunded_or_nothing', 'metric_time__month']
        SELECT
          DATE_TRUNC('month', paid_on) AS metric_time__month
          , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
        FROM "metrics"."main"."payments" payments_src_10000
      ) subq_14
      GROUP BY
        metric_time__month
    ) subq_15
  ) subq_16
  ON
    subq_10.metric_time__month = subq_16.metric_time__month
  GROUP BY
    COALESCE(subq_10.metric_time__month, subq_16.metric_time__month)
) subq_17
