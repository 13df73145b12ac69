--- by
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , bookings_src_10000.channel AS booking__channel
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    payments_src_10000.booking_id = bookings_src_10000.booking_id
) subq_6
WHERE payment__method = 'card' and booking__channel = 'web'

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'payment__method', 'booking__channel', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', payments_src_10000.paid_on) AS metric_time__day
    , payments_src_10000.method AS payment__method
    , bookings_src_10000.channel AS booking__channel
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    payments_src_10000.booking_id = bookings_src_10000.booking_id
) subq_6
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__channel', 'payment__method']
  SELECT
    payments_src_10000.method AS payment__method
    , bookings_src_10000.channel AS booking__channel
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    payments_src_10000.booking_id = bookings_src_10000.booking_id
) subq_6
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__channel', 'payment__method', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', payments_src_10000.paid_on) AS metric_time__day
    , payments_src_10000.method AS payment__method
    , bookings_src_10000.channel AS booking__channel
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    payments_src_10000.booking_id = bookings_src_10000.booking_id
) subq_6
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__customer__home
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__customer__home
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__customer__home', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , subq_17.channel AS booking__channel
    , subq_17.customer__home AS booking__customer__home
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['customer__home', 'channel', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , bookings_src_10000.channel AS channel
      , customers_src_10000.country_code AS customer__home
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      bookings_src_10000.customer_id = customers_src_10000.customer_id
  ) subq_17
  ON
    payments_src_10000.booking_id = subq_17.booking
) subq_19
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  booking__customer__home

--- by booking__customer__segment
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__customer__segment
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__customer__segment', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , subq_17.channel AS booking__channel
    , subq_17.customer__segment AS booking__customer__segment
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['customer__segment', 'channel', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , bookings_src_10000.channel AS channel
      , customers_src_10000.segment AS customer__segment
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      bookings_src_10000.customer_id = customers_src_10000.customer_id
  ) subq_17
  ON
    payments_src_10000.booking_id = subq_17.booking
) subq_19
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  booking__customer__segment

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__is_insured', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , bookings_src_10000.channel AS booking__channel
    , bookings_src_10000.is_insured AS booking__is_insured
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    payments_src_10000.booking_id = bookings_src_10000.booking_id
) subq_6
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__party', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , bookings_src_10000.channel AS booking__channel
    , bookings_src_10000.party AS booking__party
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    payments_src_10000.booking_id = bookings_src_10000.booking_id
) subq_6
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  booking__party

--- by booking__tour__category
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__tour__category
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__tour__category', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , subq_16.channel AS booking__channel
    , subq_16.tour__category AS booking__tour__category
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__category', 'channel', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , bookings_src_10000.channel AS channel
      , tours_src_10000.category AS tour__category
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."tours" tours_src_10000
    ON
      bookings_src_10000.tour_id = tours_src_10000.tour_id
  ) subq_16
  ON
    payments_src_10000.booking_id = subq_16.booking
) subq_18
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  booking__tour__category

--- by booking__tour__length
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__tour__length
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__tour__length', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , subq_16.channel AS booking__channel
    , subq_16.tour__length AS booking__tour__length
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__length', 'channel', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , bookings_src_10000.channel AS channel
      , subq_14.length AS tour__length
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN (
      -- Read Elements From Semantic Model 'tours'
      -- Select: ['category', 'length', 'tour__category', 'tour__length', 'tour']
      SELECT
        tour_id AS tour
        , case when days > 1 then 'days' else 'day' end AS length
      FROM "metrics"."main"."tours" tours_src_10000
    ) subq_14
    ON
      bookings_src_10000.tour_id = subq_14.tour
  ) subq_16
  ON
    payments_src_10000.booking_id = subq_16.booking
) subq_18
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  booking__tour__length

--- by booking__tour__tier
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'booking__tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__tour__tier
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'booking__tour__tier', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , subq_16.channel AS booking__channel
    , subq_16.tour__tier AS booking__tour__tier
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__tier', 'channel', 'tour__valid_from__day', 'tour__valid_to__day', 'booking']
    SELECT
      tour_tiers_src_10000.valid_from AS tour__valid_from__day
      , tour_tiers_src_10000.valid_to AS tour__valid_to__day
      , bookings_src_10000.booking_id AS booking
      , bookings_src_10000.channel AS channel
      , tour_tiers_src_10000.tier AS tour__tier
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."tour_tiers" tour_tiers_src_10000
    ON
      bookings_src_10000.tour_id = tour_tiers_src_10000.tour_id
  ) subq_16
  ON
    (
      payments_src_10000.booking_id = subq_16.booking
    ) AND (
      (
        DATE_TRUNC('day', payments_src_10000.paid_on) >= subq_16.tour__valid_from__day
      ) AND (
        (
          DATE_TRUNC('day', payments_src_10000.paid_on) < subq_16.tour__valid_to__day
        ) OR (
          subq_16.tour__valid_to__day IS NULL
        )
      )
    )
) subq_18
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  booking__tour__tier

--- by payment__method
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'payment__method']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  payment__method
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'payment__method', 'booking__channel']
  SELECT
    payments_src_10000.method AS payment__method
    , bookings_src_10000.channel AS booking__channel
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    payments_src_10000.booking_id = bookings_src_10000.booking_id
) subq_6
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  payment__method

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__card_payments_of_web', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(card_payments_of_web) AS card_payments_of_web
FROM (
  -- Join Standard Outputs
  -- Select: ['__card_payments_of_web', 'payment__method', 'booking__channel', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', payments_src_10000.paid_on) AS metric_time__month
    , payments_src_10000.method AS payment__method
    , bookings_src_10000.channel AS booking__channel
    , payments_src_10000.amount AS card_payments_of_web
  FROM "metrics"."main"."payments" payments_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    payments_src_10000.booking_id = bookings_src_10000.booking_id
) subq_6
WHERE payment__method = 'card' and booking__channel = 'web'
GROUP BY
  metric_time__month
