--- by
-- Compute Metrics via Expressions
-- Write to DataTable
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

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
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

--- by booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Aggregate Inputs for Simple Metrics
  SELECT
    booking__channel
    , SUM(__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings_each_day', 'booking__channel']
    -- Select: ['__bookings_each_day', 'booking__channel']
    SELECT
      channel AS booking__channel
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    booking__channel
) subq_4

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
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
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , booking__channel
      , SUM(__bookings_each_day) AS __bookings_each_day
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings_each_day', 'booking__channel', 'metric_time__day']
      -- Select: ['__bookings_each_day', 'booking__channel', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , channel AS booking__channel
        , 1 AS __bookings_each_day
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_3
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_4
  ON
    time_spine_src_10000.day = subq_4.metric_time__day
) subq_9

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Aggregate Inputs for Simple Metrics
  SELECT
    booking__is_insured
    , SUM(__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings_each_day', 'booking__is_insured']
    -- Select: ['__bookings_each_day', 'booking__is_insured']
    SELECT
      is_insured AS booking__is_insured
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    booking__is_insured
) subq_4

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Aggregate Inputs for Simple Metrics
  SELECT
    booking__party
    , SUM(__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings_each_day', 'booking__party']
    -- Select: ['__bookings_each_day', 'booking__party']
    SELECT
      party AS booking__party
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    booking__party
) subq_4

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Join Standard Outputs
  -- Select: ['__bookings_each_day', 'customer__country__continent']
  -- Select: ['__bookings_each_day', 'customer__country__continent']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    subq_10.country__continent AS customer__country__continent
    , SUM(subq_4.__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
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
    subq_10.country__continent
) subq_14

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Join Standard Outputs
  -- Select: ['__bookings_each_day', 'customer__home']
  -- Select: ['__bookings_each_day', 'customer__home']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    customers_src_10000.country_code AS customer__home
    , SUM(subq_1.__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
  GROUP BY
    customers_src_10000.country_code
) subq_8

--- by customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Join Standard Outputs
  -- Select: ['__bookings_each_day', 'customer__segment']
  -- Select: ['__bookings_each_day', 'customer__segment']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    customers_src_10000.segment AS customer__segment
    , SUM(subq_1.__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
  GROUP BY
    customers_src_10000.segment
) subq_8

--- by tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Join Standard Outputs
  -- Select: ['__bookings_each_day', 'tour__category']
  -- Select: ['__bookings_each_day', 'tour__category']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    tours_src_10000.category AS tour__category
    , SUM(subq_1.__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      tour_id AS tour
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    subq_1.tour = tours_src_10000.tour_id
  GROUP BY
    tours_src_10000.category
) subq_7

--- by tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Join Standard Outputs
  -- Select: ['__bookings_each_day', 'tour__length']
  -- Select: ['__bookings_each_day', 'tour__length']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    subq_3.length AS tour__length
    , SUM(subq_1.__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      tour_id AS tour
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tours'
    -- Select: ['length', 'tour']
    SELECT
      tour_id AS tour
      , case when days > 1 then 'days' else 'day' end AS length
    FROM "metrics"."main"."tours" tours_src_10000
  ) subq_3
  ON
    subq_1.tour = subq_3.tour
  GROUP BY
    subq_3.length
) subq_7

--- by tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , COALESCE(__bookings_each_day, 0) AS bookings_each_day
FROM (
  -- Join Standard Outputs
  -- Select: ['__bookings_each_day', 'tour__tier']
  -- Select: ['__bookings_each_day', 'tour__tier']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    tour_tiers_src_10000.tier AS tour__tier
    , SUM(subq_1.__bookings_each_day) AS __bookings_each_day
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , 1 AS __bookings_each_day
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."tour_tiers" tour_tiers_src_10000
  ON
    (
      subq_1.tour = tour_tiers_src_10000.tour_id
    ) AND (
      (
        subq_1.metric_time__day >= tour_tiers_src_10000.valid_from
      ) AND (
        (
          subq_1.metric_time__day < tour_tiers_src_10000.valid_to
        ) OR (
          tour_tiers_src_10000.valid_to IS NULL
        )
      )
    )
  GROUP BY
    tour_tiers_src_10000.tier
) subq_7

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
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
