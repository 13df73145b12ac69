--- by
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__insured']
-- Select: ['__insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(CASE WHEN is_insured THEN 1 ELSE 0 END) AS insured
FROM "metrics"."main"."bookings" bookings_src_10000

--- by metric_time__day
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__insured', 'metric_time__day']
  -- Select: ['__insured', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_3
GROUP BY
  metric_time__day

--- by booking__channel
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__insured', 'booking__channel']
  -- Select: ['__insured', 'booking__channel']
  SELECT
    channel AS booking__channel
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_3
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__insured', 'booking__channel', 'metric_time__day']
  -- Select: ['__insured', 'booking__channel', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_3
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__insured', 'booking__is_insured']
  -- Select: ['__insured', 'booking__is_insured']
  SELECT
    is_insured AS booking__is_insured
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_3
GROUP BY
  booking__is_insured

--- by booking__party
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__insured', 'booking__party']
  -- Select: ['__insured', 'booking__party']
  SELECT
    party AS booking__party
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_3
GROUP BY
  booking__party

--- by customer__country__continent
-- Join Standard Outputs
-- Select: ['__insured', 'customer__country__continent']
-- Select: ['__insured', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_10.country__continent AS customer__country__continent
  , SUM(subq_4.__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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

--- by customer__home
-- Join Standard Outputs
-- Select: ['__insured', 'customer__home']
-- Select: ['__insured', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.country_code AS customer__home
  , SUM(subq_1.__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_1
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  subq_1.customer = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.country_code

--- by customer__segment
-- Join Standard Outputs
-- Select: ['__insured', 'customer__segment']
-- Select: ['__insured', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customers_src_10000.segment AS customer__segment
  , SUM(subq_1.__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_1
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  subq_1.customer = customers_src_10000.customer_id
GROUP BY
  customers_src_10000.segment

--- by tour__category
-- Join Standard Outputs
-- Select: ['__insured', 'tour__category']
-- Select: ['__insured', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tours_src_10000.category AS tour__category
  , SUM(subq_1.__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    tour_id AS tour
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_1
LEFT OUTER JOIN
  "metrics"."main"."tours" tours_src_10000
ON
  subq_1.tour = tours_src_10000.tour_id
GROUP BY
  tours_src_10000.category

--- by tour__length
-- Join Standard Outputs
-- Select: ['__insured', 'tour__length']
-- Select: ['__insured', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.length AS tour__length
  , SUM(subq_1.__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    tour_id AS tour
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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

--- by tour__tier
-- Join Standard Outputs
-- Select: ['__insured', 'tour__tier']
-- Select: ['__insured', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour_tiers_src_10000.tier AS tour__tier
  , SUM(subq_1.__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , tour_id AS tour
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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

--- by metric_time__month
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(__insured) AS insured
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__insured', 'metric_time__month']
  -- Select: ['__insured', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_3
GROUP BY
  metric_time__month
