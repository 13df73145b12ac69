--- by
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'metric_time__day', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , subq_1.metric_time__day AS metric_time__day
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , DATE_TRUNC('day', booked_at) AS metric_time__day
      , customer_id AS customer
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'booking__channel', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , subq_1.booking__channel AS booking__channel
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , channel AS booking__channel
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: [
  --   '__starts_in_joining_month',
  --   'booking__channel',
  --   'metric_time__day',
  --   'booking__starts_on__month',
  --   'customer__joined_on__month',
  -- ]
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , subq_1.metric_time__day AS metric_time__day
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , subq_1.booking__channel AS booking__channel
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , DATE_TRUNC('day', booked_at) AS metric_time__day
      , customer_id AS customer
      , channel AS booking__channel
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'booking__is_insured', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , subq_1.booking__is_insured AS booking__is_insured
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , is_insured AS booking__is_insured
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'booking__party', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , subq_1.booking__party AS booking__party
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , party AS booking__party
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'customer__country__continent', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_4.booking__starts_on__month AS booking__starts_on__month
    , subq_10.joined_on__month AS customer__joined_on__month
    , subq_10.country__continent AS customer__country__continent
    , subq_4.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_4
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['country__continent', 'joined_on__month', 'customer']
    SELECT
      DATE_TRUNC('month', customers_src_10000.joined_on) AS joined_on__month
      , customers_src_10000.customer_id AS customer
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
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'customer__home', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , customers_src_10000.country_code AS customer__home
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'customer__segment', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , customers_src_10000.segment AS customer__segment
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'tour__category', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , tours_src_10000.category AS tour__category
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , tour_id AS tour
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    subq_1.tour = tours_src_10000.tour_id
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_8
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'tour__length', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , subq_3.length AS tour__length
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , customer_id AS customer
      , tour_id AS tour
      , 1 AS __starts_in_joining_month
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
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_8
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'tour__tier', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , DATE_TRUNC('day', booked_at) AS metric_time__day
      , customer_id AS customer
      , tour_id AS tour
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
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
) subq_8
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__starts_in_joining_month', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(starts_in_joining_month) AS starts_in_joining_month
FROM (
  -- Join Standard Outputs
  -- Select: ['__starts_in_joining_month', 'metric_time__month', 'booking__starts_on__month', 'customer__joined_on__month']
  SELECT
    subq_1.booking__starts_on__month AS booking__starts_on__month
    , subq_1.metric_time__month AS metric_time__month
    , DATE_TRUNC('month', customers_src_10000.joined_on) AS customer__joined_on__month
    , subq_1.__starts_in_joining_month AS starts_in_joining_month
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('month', starts_on) AS booking__starts_on__month
      , DATE_TRUNC('month', booked_at) AS metric_time__month
      , customer_id AS customer
      , 1 AS __starts_in_joining_month
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE booking__starts_on__month = customer__joined_on__month
GROUP BY
  metric_time__month
