--- by
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__uninsured_bookings', 'booking__is_insured', 'booking__channel']
  SELECT
    channel AS booking__channel
    , is_insured AS booking__is_insured
    , 1 AS uninsured_bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__is_insured = false) AND (booking__channel is not null)

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__uninsured_bookings', 'booking__is_insured', 'booking__channel', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , is_insured AS booking__is_insured
    , 1 AS uninsured_bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__uninsured_bookings', 'booking__channel', 'booking__is_insured']
  SELECT
    channel AS booking__channel
    , is_insured AS booking__is_insured
    , 1 AS uninsured_bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__uninsured_bookings', 'booking__channel', 'booking__is_insured', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , is_insured AS booking__is_insured
    , 1 AS uninsured_bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__uninsured_bookings', 'booking__is_insured', 'booking__channel']
  SELECT
    channel AS booking__channel
    , is_insured AS booking__is_insured
    , 1 AS uninsured_bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__uninsured_bookings', 'booking__party', 'booking__is_insured', 'booking__channel']
  SELECT
    channel AS booking__channel
    , party AS booking__party
    , is_insured AS booking__is_insured
    , 1 AS uninsured_bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__uninsured_bookings', 'customer__country__continent', 'booking__is_insured', 'booking__channel']
  SELECT
    subq_4.booking__channel AS booking__channel
    , subq_4.booking__is_insured AS booking__is_insured
    , subq_10.country__continent AS customer__country__continent
    , subq_4.__uninsured_bookings AS uninsured_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , channel AS booking__channel
      , is_insured AS booking__is_insured
      , 1 AS __uninsured_bookings
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
) subq_12
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__uninsured_bookings', 'customer__home', 'booking__is_insured', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__is_insured AS booking__is_insured
    , customers_src_10000.country_code AS customer__home
    , subq_1.__uninsured_bookings AS uninsured_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , channel AS booking__channel
      , is_insured AS booking__is_insured
      , 1 AS __uninsured_bookings
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__uninsured_bookings', 'customer__segment', 'booking__is_insured', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__is_insured AS booking__is_insured
    , customers_src_10000.segment AS customer__segment
    , subq_1.__uninsured_bookings AS uninsured_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , channel AS booking__channel
      , is_insured AS booking__is_insured
      , 1 AS __uninsured_bookings
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__uninsured_bookings', 'tour__category', 'booking__is_insured', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__is_insured AS booking__is_insured
    , tours_src_10000.category AS tour__category
    , subq_1.__uninsured_bookings AS uninsured_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      tour_id AS tour
      , channel AS booking__channel
      , is_insured AS booking__is_insured
      , 1 AS __uninsured_bookings
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    subq_1.tour = tours_src_10000.tour_id
) subq_5
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__uninsured_bookings', 'tour__length', 'booking__is_insured', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__is_insured AS booking__is_insured
    , subq_3.length AS tour__length
    , subq_1.__uninsured_bookings AS uninsured_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      tour_id AS tour
      , channel AS booking__channel
      , is_insured AS booking__is_insured
      , 1 AS __uninsured_bookings
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
) subq_5
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__uninsured_bookings', 'tour__tier', 'booking__is_insured', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__is_insured AS booking__is_insured
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__uninsured_bookings AS uninsured_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , channel AS booking__channel
      , is_insured AS booking__is_insured
      , 1 AS __uninsured_bookings
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
) subq_5
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__uninsured_bookings', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(uninsured_bookings) AS uninsured_bookings
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__uninsured_bookings', 'booking__is_insured', 'booking__channel', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , channel AS booking__channel
    , is_insured AS booking__is_insured
    , 1 AS uninsured_bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__is_insured = false) AND (booking__channel is not null)
GROUP BY
  metric_time__month
