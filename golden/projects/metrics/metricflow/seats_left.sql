--- by
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__seats']
  -- Select: ['__seats']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    SUM(seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_5

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__seats', 'metric_time__day']
  -- Select: ['__seats', 'metric_time__day']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , SUM(seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  GROUP BY
    DATE_TRUNC('day', booked_at)
) subq_5

--- by booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__seats', 'booking__channel']
  -- Select: ['__seats', 'booking__channel']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    channel AS booking__channel
    , SUM(seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  GROUP BY
    channel
) subq_5

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__seats', 'booking__channel', 'metric_time__day']
  -- Select: ['__seats', 'booking__channel', 'metric_time__day']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , SUM(seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  GROUP BY
    DATE_TRUNC('day', booked_at)
    , channel
) subq_5

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__seats', 'booking__is_insured']
  -- Select: ['__seats', 'booking__is_insured']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    is_insured AS booking__is_insured
    , SUM(seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  GROUP BY
    is_insured
) subq_5

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__seats', 'booking__party']
  -- Select: ['__seats', 'booking__party']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    party AS booking__party
    , SUM(seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  GROUP BY
    party
) subq_5

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Join Standard Outputs
  -- Select: ['__seats', 'customer__country__continent']
  -- Select: ['__seats', 'customer__country__continent']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    subq_7.country__continent AS customer__country__continent
    , SUM(bookings_src_10000.seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_7.customer
  GROUP BY
    subq_7.country__continent
) subq_12

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Join Standard Outputs
  -- Select: ['__seats', 'customer__home']
  -- Select: ['__seats', 'customer__home']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    customers_src_10000.country_code AS customer__home
    , SUM(bookings_src_10000.seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
  GROUP BY
    customers_src_10000.country_code
) subq_9

--- by customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Join Standard Outputs
  -- Select: ['__seats', 'customer__segment']
  -- Select: ['__seats', 'customer__segment']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    customers_src_10000.segment AS customer__segment
    , SUM(bookings_src_10000.seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
  GROUP BY
    customers_src_10000.segment
) subq_9

--- by tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Join Standard Outputs
  -- Select: ['__seats', 'tour__category']
  -- Select: ['__seats', 'tour__category']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    tours_src_10000.category AS tour__category
    , SUM(bookings_src_10000.seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
  GROUP BY
    tours_src_10000.category
) subq_8

--- by tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Join Standard Outputs
  -- Select: ['__seats', 'tour__length']
  -- Select: ['__seats', 'tour__length']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    subq_3.length AS tour__length
    , SUM(bookings_src_10000.seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tours'
    -- Select: ['length', 'tour']
    SELECT
      tour_id AS tour
      , case when days > 1 then 'days' else 'day' end AS length
    FROM "metrics"."main"."tours" tours_src_10000
  ) subq_3
  ON
    bookings_src_10000.tour_id = subq_3.tour
  GROUP BY
    subq_3.length
) subq_8

--- by tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Join Standard Outputs
  -- Select: ['__seats', 'tour__tier']
  -- Select: ['__seats', 'tour__tier']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    tour_tiers_src_10000.tier AS tour__tier
    , SUM(bookings_src_10000.seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tour_tiers" tour_tiers_src_10000
  ON
    (
      bookings_src_10000.tour_id = tour_tiers_src_10000.tour_id
    ) AND (
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) >= tour_tiers_src_10000.valid_from
      ) AND (
        (
          DATE_TRUNC('day', bookings_src_10000.booked_at) < tour_tiers_src_10000.valid_to
        ) OR (
          tour_tiers_src_10000.valid_to IS NULL
        )
      )
    )
  GROUP BY
    tour_tiers_src_10000.tier
) subq_8

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , 100 - coalesce(seats, 0) % 100 AS seats_left
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__seats', 'metric_time__month']
  -- Select: ['__seats', 'metric_time__month']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , SUM(seats) AS seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  GROUP BY
    DATE_TRUNC('month', booked_at)
) subq_5
