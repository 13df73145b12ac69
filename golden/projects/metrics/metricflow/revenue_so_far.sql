--- by
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__revenue']
-- Select: ['__revenue']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(amount) AS revenue_so_far
FROM "metrics"."main"."bookings" bookings_src_10000

--- by metric_time__day
-- Join Self Over Time Range
-- Select: ['__revenue', 'metric_time__day']
-- Select: ['__revenue', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , SUM(bookings_src_10000.amount) AS revenue_so_far
FROM "metrics"."main"."days" subq_3
INNER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  (
    DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
  )
GROUP BY
  subq_3.day

--- by booking__channel
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__revenue', 'booking__channel']
-- Select: ['__revenue', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  channel AS booking__channel
  , SUM(amount) AS revenue_so_far
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  channel

--- by metric_time__day booking__channel
-- Join Self Over Time Range
-- Select: ['__revenue', 'booking__channel', 'metric_time__day']
-- Select: ['__revenue', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , bookings_src_10000.channel AS booking__channel
  , SUM(bookings_src_10000.amount) AS revenue_so_far
FROM "metrics"."main"."days" subq_3
INNER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  (
    DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
  )
GROUP BY
  subq_3.day
  , bookings_src_10000.channel

--- by booking__is_insured
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__revenue', 'booking__is_insured']
-- Select: ['__revenue', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  is_insured AS booking__is_insured
  , SUM(amount) AS revenue_so_far
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  is_insured

--- by booking__party
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__revenue', 'booking__party']
-- Select: ['__revenue', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  party AS booking__party
  , SUM(amount) AS revenue_so_far
FROM "metrics"."main"."bookings" bookings_src_10000
GROUP BY
  party

--- by customer__country__continent
-- Join Standard Outputs
-- Select: ['__revenue', 'customer__country__continent']
-- Select: ['__revenue', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_7.country__continent AS customer__country__continent
  , SUM(bookings_src_10000.amount) AS revenue_so_far
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

--- by customer__home
-- Join Standard Outputs
-- Select: ['__revenue', 'customer__home']
-- Select: ['__revenue', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.country_code AS customer__home
  , SUM(bookings_src_10000.amount) AS revenue_so_far
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  bookings_src_10000.customer_id = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.country_code

--- by customer__segment
-- Join Standard Outputs
-- Select: ['__revenue', 'customer__segment']
-- Select: ['__revenue', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.segment AS customer__segment
  , SUM(bookings_src_10000.amount) AS revenue_so_far
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  bookings_src_10000.customer_id = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.segment

--- by tour__category
-- Join Standard Outputs
-- Select: ['__revenue', 'tour__category']
-- Select: ['__revenue', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tours_src_10000.category AS tour__category
  , SUM(bookings_src_10000.amount) AS revenue_so_far
FROM "metrics"."main"."bookings" bookings_src_10000
LEFT OUTER JOIN
  "metrics"."main"."tours" tours_src_10000
ON
  bookings_src_10000.tour_id = tours_src_10000.tour_id
GROUP BY
  tours_src_10000.category

--- by tour__length
-- Join Standard Outputs
-- Select: ['__revenue', 'tour__length']
-- Select: ['__revenue', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.length AS tour__length
  , SUM(bookings_src_10000.amount) AS revenue_so_far
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
-- Select: ['__revenue', 'tour__tier']
-- Select: ['__revenue', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour_tiers_src_10000.tier AS tour__tier
  , SUM(bookings_src_10000.amount) AS revenue_so_far
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
-- Re-aggregate Metric via Group By
-- Write to DataTable
SELECT
  metric_time__month
  , revenue_so_far
FROM (
  -- Window Function for Metric Re-aggregation
  SELECT
    metric_time__month
    , FIRST_VALUE(revenue_so_far) OVER (
      PARTITION BY metric_time__month
      ORDER BY metric_time__day
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS revenue_so_far
  FROM (
    -- Join Self Over Time Range
    -- Select: ['__revenue', 'metric_time__month', 'metric_time__day']
    -- Select: ['__revenue', 'metric_time__month', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_3.day AS metric_time__day
      , DATE_TRUNC('month', subq_3.day) AS metric_time__month
      , SUM(bookings_src_10000.amount) AS revenue_so_far
    FROM "metrics"."main"."days" subq_3
    INNER JOIN
      "metrics"."main"."bookings" bookings_src_10000
    ON
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
      )
    GROUP BY
      subq_3.day
      , DATE_TRUNC('month', subq_3.day)
  ) subq_9
) subq_10
GROUP BY
  metric_time__month
  , revenue_so_far
