--- by
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__buyers']
-- Select: ['__buyers']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  COUNT(DISTINCT customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000

--- by metric_time__day
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__buyers', 'metric_time__day']
-- Select: ['__buyers', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', booked_at) AS metric_time__day
  , COUNT(DISTINCT customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  DATE_TRUNC('day', booked_at)

--- by booking__channel
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__buyers', 'booking__channel']
-- Select: ['__buyers', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  channel AS booking__channel
  , COUNT(DISTINCT customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  channel

--- by metric_time__day booking__channel
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__buyers', 'booking__channel', 'metric_time__day']
-- Select: ['__buyers', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', booked_at) AS metric_time__day
  , channel AS booking__channel
  , COUNT(DISTINCT customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  DATE_TRUNC('day', booked_at)
  , channel

--- by booking__is_insured
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__buyers', 'booking__is_insured']
-- Select: ['__buyers', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  is_insured AS booking__is_insured
  , COUNT(DISTINCT customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  is_insured

--- by booking__party
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__buyers', 'booking__party']
-- Select: ['__buyers', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  party AS booking__party
  , COUNT(DISTINCT customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  party

--- by customer__country__continent
-- Join Standard Outputs
-- Select: ['__buyers', 'customer__country__continent']
-- Select: ['__buyers', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_10.country__continent AS customer__country__continent
  , COUNT(DISTINCT bookings_src_10000.customer_id) AS buyers
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
-- Select: ['__buyers', 'customer__home']
-- Select: ['__buyers', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.country_code AS customer__home
  , COUNT(DISTINCT bookings_src_10000.customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  bookings_src_10000.customer_id = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.country_code

--- by customer__segment
-- Join Standard Outputs
-- Select: ['__buyers', 'customer__segment']
-- Select: ['__buyers', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.segment AS customer__segment
  , COUNT(DISTINCT bookings_src_10000.customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  bookings_src_10000.customer_id = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.segment

--- by tour__category
-- Join Standard Outputs
-- Select: ['__buyers', 'tour__category']
-- Select: ['__buyers', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tours_src_10000.category AS tour__category
  , COUNT(DISTINCT bookings_src_10000.customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."tours" tours_src_10000
ON
  bookings_src_10000.tour_id = tours_src_10000.tour_id
GROUP BY
  tours_src_10000.category

--- by tour__length
-- Join Standard Outputs
-- Select: ['__buyers', 'tour__length']
-- Select: ['__buyers', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.length AS tour__length
  , COUNT(DISTINCT bookings_src_10000.customer_id) AS buyers
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
-- Select: ['__buyers', 'tour__tier']
-- Select: ['__buyers', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour_tiers_src_10000.tier AS tour__tier
  , COUNT(DISTINCT bookings_src_10000.customer_id) AS buyers
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
-- Select: ['__buyers', 'metric_time__month']
-- Select: ['__buyers', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('month', booked_at) AS metric_time__month
  , COUNT(DISTINCT customer_id) AS buyers
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  DATE_TRUNC('month', booked_at)
