--- by
-- Constrain Output with WHERE
-- Select: ['__family_stars']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__customer__segment']
  SELECT
    subq_17.customer__segment AS booking__customer__segment
    , reviews_src_10000.stars AS family_stars
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
) subq_19
WHERE booking__customer__segment = 'family'

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__customer__segment', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', reviews_src_10000.reviewed_on) AS metric_time__day
    , subq_17.customer__segment AS booking__customer__segment
    , reviews_src_10000.stars AS family_stars
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
) subq_19
WHERE booking__customer__segment = 'family'
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__channel', 'booking__customer__segment']
  SELECT
    subq_17.channel AS booking__channel
    , subq_17.customer__segment AS booking__customer__segment
    , reviews_src_10000.stars AS family_stars
  FROM "metrics"."main"."reviews" reviews_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['channel', 'customer__segment', 'booking']
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
    reviews_src_10000.booking_id = subq_17.booking
) subq_19
WHERE booking__customer__segment = 'family'
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__channel', 'booking__customer__segment', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', reviews_src_10000.reviewed_on) AS metric_time__day
    , subq_17.channel AS booking__channel
    , subq_17.customer__segment AS booking__customer__segment
    , reviews_src_10000.stars AS family_stars
  FROM "metrics"."main"."reviews" reviews_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['channel', 'customer__segment', 'booking']
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
    reviews_src_10000.booking_id = subq_17.booking
) subq_19
WHERE booking__customer__segment = 'family'
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__customer__home
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__customer__home
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__customer__home', 'booking__customer__segment']
  SELECT
    subq_26.customer__segment AS booking__customer__segment
    , subq_26.customer__home AS booking__customer__home
    , reviews_src_10000.stars AS family_stars
  FROM "metrics"."main"."reviews" reviews_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['customer__home', 'customer__segment', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , customers_src_10000.segment AS customer__segment
      , customers_src_10000.country_code AS customer__home
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      bookings_src_10000.customer_id = customers_src_10000.customer_id
  ) subq_26
  ON
    reviews_src_10000.booking_id = subq_26.booking
) subq_28
WHERE booking__customer__segment = 'family'
GROUP BY
  booking__customer__home

--- by booking__customer__segment
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__customer__segment
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__customer__segment']
  SELECT
    subq_8.customer__segment AS booking__customer__segment
    , reviews_src_10000.stars AS family_stars
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
  ) subq_8
  ON
    reviews_src_10000.booking_id = subq_8.booking
) subq_10
WHERE booking__customer__segment = 'family'
GROUP BY
  booking__customer__segment

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__is_insured', 'booking__customer__segment']
  SELECT
    subq_17.is_insured AS booking__is_insured
    , subq_17.customer__segment AS booking__customer__segment
    , reviews_src_10000.stars AS family_stars
  FROM "metrics"."main"."reviews" reviews_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['is_insured', 'customer__segment', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , bookings_src_10000.is_insured AS is_insured
      , customers_src_10000.segment AS customer__segment
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      bookings_src_10000.customer_id = customers_src_10000.customer_id
  ) subq_17
  ON
    reviews_src_10000.booking_id = subq_17.booking
) subq_19
WHERE booking__customer__segment = 'family'
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__party', 'booking__customer__segment']
  SELECT
    subq_17.party AS booking__party
    , subq_17.customer__segment AS booking__customer__segment
    , reviews_src_10000.stars AS family_stars
  FROM "metrics"."main"."reviews" reviews_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['party', 'customer__segment', 'booking']
    SELECT
      bookings_src_10000.booking_id AS booking
      , bookings_src_10000.party AS party
      , customers_src_10000.segment AS customer__segment
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      bookings_src_10000.customer_id = customers_src_10000.customer_id
  ) subq_17
  ON
    reviews_src_10000.booking_id = subq_17.booking
) subq_19
WHERE booking__customer__segment = 'family'
GROUP BY
  booking__party

--- by booking__tour__category
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    booking_id AS booking
    , customer_id AS customer
    , tour_id AS tour
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__tour__category AS booking__tour__category
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__tour__category', 'booking__customer__segment']
  SELECT
    subq_25.tour__category AS booking__tour__category
    , subq_31.customer__segment AS booking__customer__segment
    , subq_19.__family_stars AS family_stars
  FROM (
    -- Read Elements From Semantic Model 'reviews'
    -- Metric Time Dimension 'reviewed_on'
    SELECT
      booking_id AS booking
      , stars AS __family_stars
    FROM "metrics"."main"."reviews" reviews_src_10000
  ) subq_19
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__category', 'booking']
    SELECT
      sma_10002_cte.booking AS booking
      , tours_src_10000.category AS tour__category
    FROM sma_10002_cte
    LEFT OUTER JOIN
      "metrics"."main"."tours" tours_src_10000
    ON
      sma_10002_cte.tour = tours_src_10000.tour_id
  ) subq_25
  ON
    subq_19.booking = subq_25.booking
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['customer__segment', 'booking']
    SELECT
      sma_10002_cte.booking AS booking
      , customers_src_10000.segment AS customer__segment
    FROM sma_10002_cte
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      sma_10002_cte.customer = customers_src_10000.customer_id
  ) subq_31
  ON
    subq_19.booking = subq_31.booking
) subq_33
WHERE booking__customer__segment = 'family'
GROUP BY
  booking__tour__category

--- by booking__tour__length
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    booking_id AS booking
    , customer_id AS customer
    , tour_id AS tour
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__tour__length AS booking__tour__length
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__tour__length', 'booking__customer__segment']
  SELECT
    subq_25.tour__length AS booking__tour__length
    , subq_31.customer__segment AS booking__customer__segment
    , subq_19.__family_stars AS family_stars
  FROM (
    -- Read Elements From Semantic Model 'reviews'
    -- Metric Time Dimension 'reviewed_on'
    SELECT
      booking_id AS booking
      , stars AS __family_stars
    FROM "metrics"."main"."reviews" reviews_src_10000
  ) subq_19
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__length', 'booking']
    SELECT
      sma_10002_cte.booking AS booking
      , subq_23.length AS tour__length
    FROM sma_10002_cte
    LEFT OUTER JOIN (
      -- Read Elements From Semantic Model 'tours'
      -- Select: ['category', 'length', 'tour__category', 'tour__length', 'tour']
      SELECT
        tour_id AS tour
        , case when days > 1 then 'days' else 'day' end AS length
      FROM "metrics"."main"."tours" tours_src_10000
    ) subq_23
    ON
      sma_10002_cte.tour = subq_23.tour
  ) subq_25
  ON
    subq_19.booking = subq_25.booking
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['customer__segment', 'booking']
    SELECT
      sma_10002_cte.booking AS booking
      , customers_src_10000.segment AS customer__segment
    FROM sma_10002_cte
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      sma_10002_cte.customer = customers_src_10000.customer_id
  ) subq_31
  ON
    subq_19.booking = subq_31.booking
) subq_33
WHERE booking__customer__segment = 'family'
GROUP BY
  booking__tour__length

--- by booking__tour__tier
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'booking__tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    booking_id AS booking
    , customer_id AS customer
    , tour_id AS tour
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__tour__tier AS booking__tour__tier
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__tour__tier', 'booking__customer__segment']
  SELECT
    subq_26.customer__segment AS booking__customer__segment
    , subq_31.tour__tier AS booking__tour__tier
    , subq_19.__family_stars AS family_stars
  FROM (
    -- Read Elements From Semantic Model 'reviews'
    -- Metric Time Dimension 'reviewed_on'
    SELECT
      DATE_TRUNC('day', reviewed_on) AS metric_time__day
      , booking_id AS booking
      , stars AS __family_stars
    FROM "metrics"."main"."reviews" reviews_src_10000
  ) subq_19
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['customer__segment', 'booking']
    SELECT
      sma_10002_cte.booking AS booking
      , customers_src_10000.segment AS customer__segment
    FROM sma_10002_cte
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      sma_10002_cte.customer = customers_src_10000.customer_id
  ) subq_26
  ON
    subq_19.booking = subq_26.booking
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['tour__tier', 'tour__valid_from__day', 'tour__valid_to__day', 'booking']
    SELECT
      tour_tiers_src_10000.valid_from AS tour__valid_from__day
      , tour_tiers_src_10000.valid_to AS tour__valid_to__day
      , sma_10002_cte.booking AS booking
      , tour_tiers_src_10000.tier AS tour__tier
    FROM sma_10002_cte
    LEFT OUTER JOIN
      "metrics"."main"."tour_tiers" tour_tiers_src_10000
    ON
      sma_10002_cte.tour = tour_tiers_src_10000.tour_id
  ) subq_31
  ON
    (
      subq_19.booking = subq_31.booking
    ) AND (
      (
        subq_19.metric_time__day >= subq_31.tour__valid_from__day
      ) AND (
        (
          subq_19.metric_time__day < subq_31.tour__valid_to__day
        ) OR (
          subq_31.tour__valid_to__day IS NULL
        )
      )
    )
) subq_33
WHERE booking__customer__segment = 'family'
GROUP BY
  booking__tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__family_stars', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , AVG(family_stars) AS family_stars
FROM (
  -- Join Standard Outputs
  -- Select: ['__family_stars', 'booking__customer__segment', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', reviews_src_10000.reviewed_on) AS metric_time__month
    , subq_17.customer__segment AS booking__customer__segment
    , reviews_src_10000.stars AS family_stars
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
) subq_19
WHERE booking__customer__segment = 'family'
GROUP BY
  metric_time__month
