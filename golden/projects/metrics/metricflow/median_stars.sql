--- by
-- Read Elements From Semantic Model 'reviews'
-- Metric Time Dimension 'reviewed_on'
-- Select: ['__median_stars']
-- Select: ['__median_stars']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000

--- by metric_time__day
-- Read Elements From Semantic Model 'reviews'
-- Metric Time Dimension 'reviewed_on'
-- Select: ['__median_stars', 'metric_time__day']
-- Select: ['__median_stars', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', reviewed_on) AS metric_time__day
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
GROUP BY
  DATE_TRUNC('day', reviewed_on)

--- by booking__channel
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__channel']
-- Select: ['__median_stars', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  bookings_src_10000.channel AS booking__channel
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
LEFT OUTER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  reviews_src_10000.booking_id = bookings_src_10000.booking_id
GROUP BY
  bookings_src_10000.channel

--- by metric_time__day booking__channel
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__channel', 'metric_time__day']
-- Select: ['__median_stars', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('day', reviews_src_10000.reviewed_on) AS metric_time__day
  , bookings_src_10000.channel AS booking__channel
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
LEFT OUTER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  reviews_src_10000.booking_id = bookings_src_10000.booking_id
GROUP BY
  DATE_TRUNC('day', reviews_src_10000.reviewed_on)
  , bookings_src_10000.channel

--- by booking__customer__home
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__customer__home']
-- Select: ['__median_stars', 'booking__customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_17.customer__home AS booking__customer__home
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
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
  reviews_src_10000.booking_id = subq_17.booking
GROUP BY
  subq_17.customer__home

--- by booking__customer__segment
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__customer__segment']
-- Select: ['__median_stars', 'booking__customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_17.customer__segment AS booking__customer__segment
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
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
  reviews_src_10000.booking_id = subq_17.booking
GROUP BY
  subq_17.customer__segment

--- by booking__is_insured
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__is_insured']
-- Select: ['__median_stars', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  bookings_src_10000.is_insured AS booking__is_insured
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
LEFT OUTER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  reviews_src_10000.booking_id = bookings_src_10000.booking_id
GROUP BY
  bookings_src_10000.is_insured

--- by booking__party
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__party']
-- Select: ['__median_stars', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  bookings_src_10000.party AS booking__party
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
LEFT OUTER JOIN
  "metrics"."main"."bookings" bookings_src_10000
ON
  reviews_src_10000.booking_id = bookings_src_10000.booking_id
GROUP BY
  bookings_src_10000.party

--- by booking__tour__category
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__tour__category']
-- Select: ['__median_stars', 'booking__tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_16.tour__category AS booking__tour__category
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
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
  reviews_src_10000.booking_id = subq_16.booking
GROUP BY
  subq_16.tour__category

--- by booking__tour__length
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__tour__length']
-- Select: ['__median_stars', 'booking__tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_16.tour__length AS booking__tour__length
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
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
  reviews_src_10000.booking_id = subq_16.booking
GROUP BY
  subq_16.tour__length

--- by booking__tour__tier
-- Join Standard Outputs
-- Select: ['__median_stars', 'booking__tour__tier']
-- Select: ['__median_stars', 'booking__tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_16.tour__tier AS booking__tour__tier
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (reviews_src_10000.stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
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
    reviews_src_10000.booking_id = subq_16.booking
  ) AND (
    (
      DATE_TRUNC('day', reviews_src_10000.reviewed_on) >= subq_16.tour__valid_from__day
    ) AND (
      (
        DATE_TRUNC('day', reviews_src_10000.reviewed_on) < subq_16.tour__valid_to__day
      ) OR (
        subq_16.tour__valid_to__day IS NULL
      )
    )
  )
GROUP BY
  subq_16.tour__tier

--- by metric_time__month
-- Read Elements From Semantic Model 'reviews'
-- Metric Time Dimension 'reviewed_on'
-- Select: ['__median_stars', 'metric_time__month']
-- Select: ['__median_stars', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  DATE_TRUNC('month', reviewed_on) AS metric_time__month
  , PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (stars)) AS median_stars
FROM "metrics"."main"."reviews" reviews_src_10000
GROUP BY
  DATE_TRUNC('month', reviewed_on)
