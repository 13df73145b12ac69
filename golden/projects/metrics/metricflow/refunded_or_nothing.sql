--- by
-- Compute Metrics via Expressions
-- Write to DataTable
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
) subq_4

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
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
  ) subq_3
  GROUP BY
    metric_time__day
) subq_4

--- by booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Join Standard Outputs
  -- Select: ['__refunded_or_nothing', 'booking__channel']
  -- Select: ['__refunded_or_nothing', 'booking__channel']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    bookings_src_10000.channel AS booking__channel
    , SUM(subq_1.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    subq_1.booking = bookings_src_10000.booking_id
  GROUP BY
    bookings_src_10000.channel
) subq_8

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
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
    subq_1.metric_time__day AS metric_time__day
    , bookings_src_10000.channel AS booking__channel
    , SUM(subq_1.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      DATE_TRUNC('day', paid_on) AS metric_time__day
      , booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    subq_1.booking = bookings_src_10000.booking_id
  GROUP BY
    subq_1.metric_time__day
    , bookings_src_10000.channel
) subq_8

--- by booking__customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__customer__home
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Join Standard Outputs
  -- Select: ['__refunded_or_nothing', 'booking__customer__home']
  -- Select: ['__refunded_or_nothing', 'booking__customer__home']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    subq_17.customer__home AS booking__customer__home
    , SUM(subq_10.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_10
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['customer__home', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , customers_src_10000.country_code AS customer__home
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      bookings_src_10000.customer_id = customers_src_10000.customer_id
  ) subq_17
  ON
    subq_10.booking = subq_17.booking
  GROUP BY
    subq_17.customer__home
) subq_21

--- by booking__customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__customer__segment
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Join Standard Outputs
  -- Select: ['__refunded_or_nothing', 'booking__customer__segment']
  -- Select: ['__refunded_or_nothing', 'booking__customer__segment']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    subq_17.customer__segment AS booking__customer__segment
    , SUM(subq_10.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_10
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['customer__segment', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , customers_src_10000.segment AS customer__segment
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      bookings_src_10000.customer_id = customers_src_10000.customer_id
  ) subq_17
  ON
    subq_10.booking = subq_17.booking
  GROUP BY
    subq_17.customer__segment
) subq_21

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Join Standard Outputs
  -- Select: ['__refunded_or_nothing', 'booking__is_insured']
  -- Select: ['__refunded_or_nothing', 'booking__is_insured']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    bookings_src_10000.is_insured AS booking__is_insured
    , SUM(subq_1.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    subq_1.booking = bookings_src_10000.booking_id
  GROUP BY
    bookings_src_10000.is_insured
) subq_8

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Join Standard Outputs
  -- Select: ['__refunded_or_nothing', 'booking__party']
  -- Select: ['__refunded_or_nothing', 'booking__party']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    bookings_src_10000.party AS booking__party
    , SUM(subq_1.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    subq_1.booking = bookings_src_10000.booking_id
  GROUP BY
    bookings_src_10000.party
) subq_8

--- by booking__tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__tour__category
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Join Standard Outputs
  -- Select: ['__refunded_or_nothing', 'booking__tour__category']
  -- Select: ['__refunded_or_nothing', 'booking__tour__category']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    subq_16.tour__category AS booking__tour__category
    , SUM(subq_10.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_10
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__category', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , tours_src_10000.category AS tour__category
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."tours" tours_src_10000
    ON
      bookings_src_10000.tour_id = tours_src_10000.tour_id
  ) subq_16
  ON
    subq_10.booking = subq_16.booking
  GROUP BY
    subq_16.tour__category
) subq_20

--- by booking__tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__tour__length
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Join Standard Outputs
  -- Select: ['__refunded_or_nothing', 'booking__tour__length']
  -- Select: ['__refunded_or_nothing', 'booking__tour__length']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    subq_16.tour__length AS booking__tour__length
    , SUM(subq_10.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_10
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__length', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , subq_14.length AS tour__length
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN (
      -- Read Elements From Semantic Model 'tours'
      -- Select: ['category', 'length', 'tour__category', 'tour__length', 'tour']
      SELECT
        tour_id AS tour
        , case when days > 1 then 'days' else 'day' end AS length
      FROM "metrics"."main"."tours" tours_src_10000
    ) subq_14
    ON
      bookings_src_10000.tour_id = subq_14.tour
  ) subq_16
  ON
    subq_10.booking = subq_16.booking
  GROUP BY
    subq_16.tour__length
) subq_20

--- by booking__tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__tour__tier
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Join Standard Outputs
  -- Select: ['__refunded_or_nothing', 'booking__tour__tier']
  -- Select: ['__refunded_or_nothing', 'booking__tour__tier']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    subq_16.tour__tier AS booking__tour__tier
    , SUM(subq_10.__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    SELECT
      DATE_TRUNC('day', paid_on) AS metric_time__day
      , booking_id AS booking
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_10
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__tier', 'tour__valid_from__day', 'tour__valid_to__day', 'booking']
    SELECT
      tour_tiers_src_10000.valid_from AS tour__valid_from__day
      , tour_tiers_src_10000.valid_to AS tour__valid_to__day
      , bookings_src_10000.booking_id AS booking
      , tour_tiers_src_10000.tier AS tour__tier
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."tour_tiers" tour_tiers_src_10000
    ON
      bookings_src_10000.tour_id = tour_tiers_src_10000.tour_id
  ) subq_16
  ON
    (
      subq_10.booking = subq_16.booking
    ) AND (
      (
        subq_10.metric_time__day >= subq_16.tour__valid_from__day
      ) AND (
        (
          subq_10.metric_time__day < subq_16.tour__valid_to__day
        ) OR (
          subq_16.tour__valid_to__day IS NULL
        )
      )
    )
  GROUP BY
    subq_16.tour__tier
) subq_20

--- by payment__method
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  payment__method
  , COALESCE(__refunded_or_nothing, 0) AS refunded_or_nothing
FROM (
  -- Aggregate Inputs for Simple Metrics
  SELECT
    payment__method
    , SUM(__refunded_or_nothing) AS __refunded_or_nothing
  FROM (
    -- Read Elements From Semantic Model 'payments'
    -- Metric Time Dimension 'paid_on'
    -- Select: ['__refunded_or_nothing', 'payment__method']
    -- Select: ['__refunded_or_nothing', 'payment__method']
    SELECT
      method AS payment__method
      , case when amount < 0 then -amount else 0 end AS __refunded_or_nothing
    FROM "metrics"."main"."payments" payments_src_10000
  ) subq_3
  GROUP BY
    payment__method
) subq_4

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
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
  ) subq_3
  GROUP BY
    metric_time__month
) subq_4
