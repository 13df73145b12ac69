--- by
-- Read Elements From Semantic Model 'payments'
-- Metric Time Dimension 'paid_on'
-- Select: ['__paid']
-- Select: ['__paid']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000

--- by metric_time__day
-- Read Elements From Semantic Model 'payments'
-- Metric Time Dimension 'paid_on'
-- Select: ['__paid', 'metric_time__day']
-- Select: ['__paid', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', paid_on) AS metric_time__day
  , SUM(amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
GROUP BY
  DATE_TRUNC('day', paid_on)

--- by booking__channel
-- Join Standard Outputs
-- Select: ['__paid', 'booking__channel']
-- Select: ['__paid', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  bookings_src_10000.channel AS booking__channel
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  payments_src_10000.booking_id = bookings_src_10000.booking_id
GROUP BY
  bookings_src_10000.channel

--- by metric_time__day booking__channel
-- Join Standard Outputs
-- Select: ['__paid', 'booking__channel', 'metric_time__day']
-- Select: ['__paid', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', payments_src_10000.paid_on) AS metric_time__day
  , bookings_src_10000.channel AS booking__channel
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  payments_src_10000.booking_id = bookings_src_10000.booking_id
GROUP BY
  DATE_TRUNC('day', payments_src_10000.paid_on)
  , bookings_src_10000.channel

--- by booking__customer__home
-- Join Standard Outputs
-- Select: ['__paid', 'booking__customer__home']
-- Select: ['__paid', 'booking__customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_17.customer__home AS booking__customer__home
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN (
  -- Join Standard Outputs
  -- Select: ['customer__home', 'booking']
  SELECT
    bookings_src_10000.booking_id AS booking
    , customers_src_10000.country_code AS customer__home
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_17
ON
  payments_src_10000.booking_id = subq_17.booking
GROUP BY
  subq_17.customer__home

--- by booking__customer__segment
-- Join Standard Outputs
-- Select: ['__paid', 'booking__customer__segment']
-- Select: ['__paid', 'booking__customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_17.customer__segment AS booking__customer__segment
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN (
  -- Join Standard Outputs
  -- Select: ['customer__segment', 'booking']
  SELECT
    bookings_src_10000.booking_id AS booking
    , customers_src_10000.segment AS customer__segment
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    bookings_src_10000.customer_id = customers_src_10000.customer_id
) subq_17
ON
  payments_src_10000.booking_id = subq_17.booking
GROUP BY
  subq_17.customer__segment

--- by booking__is_insured
-- Join Standard Outputs
-- Select: ['__paid', 'booking__is_insured']
-- Select: ['__paid', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  bookings_src_10000.is_insured AS booking__is_insured
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  payments_src_10000.booking_id = bookings_src_10000.booking_id
GROUP BY
  bookings_src_10000.is_insured

--- by booking__party
-- Join Standard Outputs
-- Select: ['__paid', 'booking__party']
-- Select: ['__paid', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  bookings_src_10000.party AS booking__party
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  payments_src_10000.booking_id = bookings_src_10000.booking_id
GROUP BY
  bookings_src_10000.party

--- by booking__tour__category
-- Join Standard Outputs
-- Select: ['__paid', 'booking__tour__category']
-- Select: ['__paid', 'booking__tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_16.tour__category AS booking__tour__category
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN (
  -- Join Standard Outputs
  -- Select: ['tour__category', 'booking']
  SELECT
    bookings_src_10000.booking_id AS booking
    , tours_src_10000.category AS tour__category
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
) subq_16
ON
  payments_src_10000.booking_id = subq_16.booking
GROUP BY
  subq_16.tour__category

--- by booking__tour__length
-- Join Standard Outputs
-- Select: ['__paid', 'booking__tour__length']
-- Select: ['__paid', 'booking__tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_16.tour__length AS booking__tour__length
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN (
  -- Join Standard Outputs
  -- Select: ['tour__length', 'booking']
  SELECT
    bookings_src_10000.booking_id AS booking
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
GROUP BY
  subq_16.tour__length

--- by booking__tour__tier
-- Join Standard Outputs
-- Select: ['__paid', 'booking__tour__tier']
-- Select: ['__paid', 'booking__tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_16.tour__tier AS booking__tour__tier
  , SUM(payments_src_10000.amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
LEFT OUTER JOIN (
  -- Join Standard Outputs
  -- Select: ['tour__tier', 'tour__valid_from__day', 'tour__valid_to__day', 'booking']
  SELECT
    tour_tiers_src_10000.valid_from AS tour__valid_from__day
    , tour_tiers_src_10000.valid_to AS tour__valid_to__day
    , bookings_src_10000.booking_id AS booking
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
GROUP BY
  subq_16.tour__tier

--- by payment__method
-- Read Elements From Semantic Model 'payments'
-- Metric Time Dimension 'paid_on'
-- Select: ['__paid', 'payment__method']
-- Select: ['__paid', 'payment__method']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  method AS payment__method
  , SUM(amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
GROUP BY
  method

--- by metric_time__month
-- Read Elements From Semantic Model 'payments'
-- Metric Time Dimension 'paid_on'
-- Select: ['__paid', 'metric_time__month']
-- Select: ['__paid', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('month', paid_on) AS metric_time__month
  , SUM(amount) AS paid
FROM "metrics"."main"."payments" payments_src_10000
GROUP BY
  DATE_TRUNC('month', paid_on)
