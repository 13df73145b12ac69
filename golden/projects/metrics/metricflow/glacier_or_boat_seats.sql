--- by
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'tour__category']
  SELECT
    tours_src_10000.category AS tour__category
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE tour__category in ('glacier', 'boat')

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'tour__category', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', bookings_src_10000.booked_at) AS metric_time__day
    , tours_src_10000.category AS tour__category
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'booking__channel', 'tour__category']
  SELECT
    bookings_src_10000.channel AS booking__channel
    , tours_src_10000.category AS tour__category
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'booking__channel', 'tour__category', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', bookings_src_10000.booked_at) AS metric_time__day
    , bookings_src_10000.channel AS booking__channel
    , tours_src_10000.category AS tour__category
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'booking__is_insured', 'tour__category']
  SELECT
    bookings_src_10000.is_insured AS booking__is_insured
    , tours_src_10000.category AS tour__category
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'booking__party', 'tour__category']
  SELECT
    bookings_src_10000.party AS booking__party
    , tours_src_10000.category AS tour__category
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'customer__country__continent', 'tour__category']
  SELECT
    tours_src_10000.category AS tour__category
    , subq_12.country__continent AS customer__country__continent
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
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
  ) subq_12
  ON
    bookings_src_10000.customer_id = subq_12.customer
) subq_14
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'customer__home', 'tour__category']
  SELECT
    tours_src_10000.category AS tour__category
    , customers_src_10000.country_code AS customer__home
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_8
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'customer__segment', 'tour__category']
  SELECT
    tours_src_10000.category AS tour__category
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_8
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'tour__category']
  SELECT
    tours_src_10000.category AS tour__category
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'tour__length', 'tour__category']
  SELECT
    subq_3.category AS tour__category
    , subq_3.length AS tour__length
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tours'
    -- Select: ['length', 'category', 'tour']
    SELECT
      tour_id AS tour
      , category
      , case when days > 1 then 'days' else 'day' end AS length
    FROM "metrics"."main"."tours" tours_src_10000
  ) subq_3
  ON
    bookings_src_10000.tour_id = subq_3.tour
) subq_5
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'tour__tier', 'tour__category']
  SELECT
    tours_src_10000.category AS tour__category
    , tour_tiers_src_10000.tier AS tour__tier
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
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
) subq_7
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__glacier_or_boat_seats', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(glacier_or_boat_seats) AS glacier_or_boat_seats
FROM (
  -- Join Standard Outputs
  -- Select: ['__glacier_or_boat_seats', 'tour__category', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , tours_src_10000.category AS tour__category
    , bookings_src_10000.seats AS glacier_or_boat_seats
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE tour__category in ('glacier', 'boat')
GROUP BY
  metric_time__month
