--- by
-- Constrain Output with WHERE
-- Select: ['__family_revenue']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'customer__segment']
  SELECT
    customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'customer__segment', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', bookings_src_10000.booked_at) AS metric_time__day
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'booking__channel', 'customer__segment']
  SELECT
    bookings_src_10000.channel AS booking__channel
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'booking__channel', 'customer__segment', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', bookings_src_10000.booked_at) AS metric_time__day
    , bookings_src_10000.channel AS booking__channel
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'booking__is_insured', 'customer__segment']
  SELECT
    bookings_src_10000.is_insured AS booking__is_insured
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'booking__party', 'customer__segment']
  SELECT
    bookings_src_10000.party AS booking__party
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'customer__country__continent', 'customer__segment']
  SELECT
    subq_10.segment AS customer__segment
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['country__continent', 'segment', 'customer']
    SELECT
      customers_src_10000.customer_id AS customer
      , customers_src_10000.segment AS segment
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
WHERE customer__segment = 'family'
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'customer__home', 'customer__segment']
  SELECT
    customers_src_10000.segment AS customer__segment
    , customers_src_10000.country_code AS customer__home
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'customer__segment']
  SELECT
    customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'tour__category', 'customer__segment']
  SELECT
    tours_src_10000.category AS tour__category
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
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
WHERE customer__segment = 'family'
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'tour__length', 'customer__segment']
  SELECT
    subq_3.length AS tour__length
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
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
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_8
WHERE customer__segment = 'family'
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'tour__tier', 'customer__segment']
  SELECT
    customers_src_10000.segment AS customer__segment
    , tour_tiers_src_10000.tier AS tour__tier
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
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
) subq_8
WHERE customer__segment = 'family'
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__family_revenue', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(family_revenue) AS family_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_revenue', 'customer__segment', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , customers_src_10000.segment AS customer__segment
    , bookings_src_10000.amount AS family_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_6
WHERE customer__segment = 'family'
GROUP BY
  metric_time__month
