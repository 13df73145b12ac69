--- by
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__p75_seats']
-- Select: ['__p75_seats']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000

--- by metric_time__day
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__p75_seats', 'metric_time__day']
-- Select: ['__p75_seats', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', booked_at) AS metric_time__day
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  DATE_TRUNC('day', booked_at)

--- by booking__channel
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__p75_seats', 'booking__channel']
-- Select: ['__p75_seats', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  channel AS booking__channel
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  channel

--- by metric_time__day booking__channel
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__p75_seats', 'booking__channel', 'metric_time__day']
-- Select: ['__p75_seats', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', booked_at) AS metric_time__day
  , channel AS booking__channel
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  DATE_TRUNC('day', booked_at)
  , channel

--- by booking__is_insured
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__p75_seats', 'booking__is_insured']
-- Select: ['__p75_seats', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  is_insured AS booking__is_insured
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  is_insured

--- by booking__party
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__p75_seats', 'booking__party']
-- Select: ['__p75_seats', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  party AS booking__party
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  party

--- by customer__country__continent
-- Join Standard Outputs
-- Select: ['__p75_seats', 'customer__country__continent']
-- Select: ['__p75_seats', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_10.country__continent AS customer__country__continent
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (bookings_src_10000.seats)) AS p75_seats
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
) subq_10
ON
  bookings_src_10000.customer_id = subq_10.customer
GROUP BY
  subq_10.country__continent

--- by customer__home
-- Join Standard Outputs
-- Select: ['__p75_seats', 'customer__home']
-- Select: ['__p75_seats', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.country_code AS customer__home
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (bookings_src_10000.seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  bookings_src_10000.customer_id = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.country_code

--- by customer__segment
-- Join Standard Outputs
-- Select: ['__p75_seats', 'customer__segment']
-- Select: ['__p75_seats', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.segment AS customer__segment
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (bookings_src_10000.seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  bookings_src_10000.customer_id = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.segment

--- by tour__category
-- Join Standard Outputs
-- Select: ['__p75_seats', 'tour__category']
-- Select: ['__p75_seats', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tours_src_10000.category AS tour__category
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (bookings_src_10000.seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."tours" tours_src_10000
ON
  bookings_src_10000.tour_id = tours_src_10000.tour_id
GROUP BY
  tours_src_10000.category

--- by tour__length
-- Join Standard Outputs
-- Select: ['__p75_seats', 'tour__length']
-- Select: ['__p75_seats', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.length AS tour__length
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (bookings_src_10000.seats)) AS p75_seats
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

--- by tour__tier
-- Join Standard Outputs
-- Select: ['__p75_seats', 'tour__tier']
-- Select: ['__p75_seats', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour_tiers_src_10000.tier AS tour__tier
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (bookings_src_10000.seats)) AS p75_seats
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

--- by metric_time__month
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__p75_seats', 'metric_time__month']
-- Select: ['__p75_seats', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('month', booked_at) AS metric_time__month
  , PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY (seats)) AS p75_seats
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  DATE_TRUNC('month', booked_at)
