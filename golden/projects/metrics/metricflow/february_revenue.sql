--- by
-- Constrain Output with WHERE
-- Select: ['__february_revenue']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(february_revenue) AS february_revenue
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__february_revenue', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE metric_time__month = '2025-02-01'

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__february_revenue', 'metric_time__day', 'metric_time__month']
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , DATE_TRUNC('month', booked_at) AS metric_time__month
    , amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE metric_time__month = '2025-02-01'
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__february_revenue', 'booking__channel', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , channel AS booking__channel
    , amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE metric_time__month = '2025-02-01'
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__february_revenue', 'booking__channel', 'metric_time__day', 'metric_time__month']
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , DATE_TRUNC('month', booked_at) AS metric_time__month
    , channel AS booking__channel
    , amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE metric_time__month = '2025-02-01'
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__february_revenue', 'booking__is_insured', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , is_insured AS booking__is_insured
    , amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE metric_time__month = '2025-02-01'
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__february_revenue', 'booking__party', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , party AS booking__party
    , amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE metric_time__month = '2025-02-01'
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__february_revenue', 'customer__country__continent', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS february_revenue
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
) subq_12
WHERE metric_time__month = '2025-02-01'
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__february_revenue', 'customer__home', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , customers_src_10000.country_code AS customer__home
    , bookings_src_10000.amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE metric_time__month = '2025-02-01'
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__february_revenue', 'customer__segment', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE metric_time__month = '2025-02-01'
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__february_revenue', 'tour__category', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , tours_src_10000.category AS tour__category
    , bookings_src_10000.amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_5
WHERE metric_time__month = '2025-02-01'
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__february_revenue', 'tour__length', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , subq_3.length AS tour__length
    , bookings_src_10000.amount AS february_revenue
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
) subq_5
WHERE metric_time__month = '2025-02-01'
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__february_revenue', 'tour__tier', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , tour_tiers_src_10000.tier AS tour__tier
    , bookings_src_10000.amount AS february_revenue
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
) subq_5
WHERE metric_time__month = '2025-02-01'
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__february_revenue', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(february_revenue) AS february_revenue
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__february_revenue', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , amount AS february_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE metric_time__month = '2025-02-01'
GROUP BY
  metric_time__month
