--- by metric_time__day
-- Join Self Over Time Range
-- Select: ['__departures', 'metric_time__day']
-- Select: ['__departures', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , SUM(subq_1.__departures) AS departures_7_days
FROM "metrics"."main"."days" subq_3
INNER JOIN (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'starts_on'
  SELECT
    DATE_TRUNC('day', starts_on) AS metric_time__day
    , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_1
ON
  (
    subq_1.metric_time__day <= subq_3.day
  ) AND (
    subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
  )
GROUP BY
  subq_3.day

--- by metric_time__day booking__channel
-- Join Self Over Time Range
-- Select: ['__departures', 'booking__channel', 'metric_time__day']
-- Select: ['__departures', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , subq_1.booking__channel AS booking__channel
  , SUM(subq_1.__departures) AS departures_7_days
FROM "metrics"."main"."days" subq_3
INNER JOIN (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'starts_on'
  SELECT
    DATE_TRUNC('day', starts_on) AS metric_time__day
    , channel AS booking__channel
    , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_1
ON
  (
    subq_1.metric_time__day <= subq_3.day
  ) AND (
    subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
  )
GROUP BY
  subq_3.day
  , subq_1.booking__channel

--- by metric_time__day booking__is_insured
-- Join Self Over Time Range
-- Select: ['__departures', 'booking__is_insured', 'metric_time__day']
-- Select: ['__departures', 'booking__is_insured', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , subq_1.booking__is_insured AS booking__is_insured
  , SUM(subq_1.__departures) AS departures_7_days
FROM "metrics"."main"."days" subq_3
INNER JOIN (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'starts_on'
  SELECT
    DATE_TRUNC('day', starts_on) AS metric_time__day
    , is_insured AS booking__is_insured
    , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_1
ON
  (
    subq_1.metric_time__day <= subq_3.day
  ) AND (
    subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
  )
GROUP BY
  subq_3.day
  , subq_1.booking__is_insured

--- by metric_time__day booking__party
-- Join Self Over Time Range
-- Select: ['__departures', 'booking__party', 'metric_time__day']
-- Select: ['__departures', 'booking__party', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , subq_1.booking__party AS booking__party
  , SUM(subq_1.__departures) AS departures_7_days
FROM "metrics"."main"."days" subq_3
INNER JOIN (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'starts_on'
  SELECT
    DATE_TRUNC('day', starts_on) AS metric_time__day
    , party AS booking__party
    , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_1
ON
  (
    subq_1.metric_time__day <= subq_3.day
  ) AND (
    subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
  )
GROUP BY
  subq_3.day
  , subq_1.booking__party

--- by metric_time__day customer__country__continent
-- Join Standard Outputs
-- Select: ['__departures', 'customer__country__continent', 'metric_time__day']
-- Select: ['__departures', 'customer__country__continent', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_7.metric_time__day AS metric_time__day
  , subq_13.country__continent AS customer__country__continent
  , SUM(subq_7.__departures) AS departures_7_days
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_6.day AS metric_time__day
    , subq_4.customer AS customer
    , subq_4.__departures AS __departures
  FROM "metrics"."main"."days" subq_6
  INNER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'starts_on'
    SELECT
      DATE_TRUNC('day', starts_on) AS metric_time__day
      , customer_id AS customer
      , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_4
  ON
    (
      subq_4.metric_time__day <= subq_6.day
    ) AND (
      subq_4.metric_time__day > subq_6.day - INTERVAL 7 day
    )
) subq_7
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
) subq_13
ON
  subq_7.customer = subq_13.customer
GROUP BY
  subq_7.metric_time__day
  , subq_13.country__continent

--- by metric_time__day customer__home
-- Join Standard Outputs
-- Select: ['__departures', 'customer__home', 'metric_time__day']
-- Select: ['__departures', 'customer__home', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , customers_src_10000.country_code AS customer__home
  , SUM(subq_4.__departures) AS departures_7_days
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , subq_1.customer AS customer
    , subq_1.__departures AS __departures
  FROM "metrics"."main"."days" subq_3
  INNER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'starts_on'
    SELECT
      DATE_TRUNC('day', starts_on) AS metric_time__day
      , customer_id AS customer
      , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  ON
    (
      subq_1.metric_time__day <= subq_3.day
    ) AND (
      subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
    )
) subq_4
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  subq_4.customer = customers_src_10000.customer_id
GROUP BY
  subq_4.metric_time__day
  , customers_src_10000.country_code

--- by metric_time__day customer__segment
-- Join Standard Outputs
-- Select: ['__departures', 'customer__segment', 'metric_time__day']
-- Select: ['__departures', 'customer__segment', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , customers_src_10000.segment AS customer__segment
  , SUM(subq_4.__departures) AS departures_7_days
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , subq_1.customer AS customer
    , subq_1.__departures AS __departures
  FROM "metrics"."main"."days" subq_3
  INNER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'starts_on'
    SELECT
      DATE_TRUNC('day', starts_on) AS metric_time__day
      , customer_id AS customer
      , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  ON
    (
      subq_1.metric_time__day <= subq_3.day
    ) AND (
      subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
    )
) subq_4
LEFT OUTER JOIN
  "metrics"."main"."customers" customers_src_10000
ON
  subq_4.customer = customers_src_10000.customer_id
GROUP BY
  subq_4.metric_time__day
  , customers_src_10000.segment

--- by metric_time__day tour__category
-- Join Standard Outputs
-- Select: ['__departures', 'tour__category', 'metric_time__day']
-- Select: ['__departures', 'tour__category', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , tours_src_10000.category AS tour__category
  , SUM(subq_4.__departures) AS departures_7_days
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , subq_1.tour AS tour
    , subq_1.__departures AS __departures
  FROM "metrics"."main"."days" subq_3
  INNER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'starts_on'
    SELECT
      DATE_TRUNC('day', starts_on) AS metric_time__day
      , tour_id AS tour
      , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  ON
    (
      subq_1.metric_time__day <= subq_3.day
    ) AND (
      subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
    )
) subq_4
LEFT OUTER JOIN
  "metrics"."main"."tours" tours_src_10000
ON
  subq_4.tour = tours_src_10000.tour_id
GROUP BY
  subq_4.metric_time__day
  , tours_src_10000.category

--- by metric_time__day tour__length
-- Join Standard Outputs
-- Select: ['__departures', 'tour__length', 'metric_time__day']
-- Select: ['__departures', 'tour__length', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , subq_6.length AS tour__length
  , SUM(subq_4.__departures) AS departures_7_days
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , subq_1.tour AS tour
    , subq_1.__departures AS __departures
  FROM "metrics"."main"."days" subq_3
  INNER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'starts_on'
    SELECT
      DATE_TRUNC('day', starts_on) AS metric_time__day
      , tour_id AS tour
      , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  ON
    (
      subq_1.metric_time__day <= subq_3.day
    ) AND (
      subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
    )
) subq_4
LEFT OUTER JOIN (
  -- Read Elements From Semantic Model 'tours'
  -- Select: ['length', 'tour']
  SELECT
    tour_id AS tour
    , case when days > 1 then 'days' else 'day' end AS length
  FROM "metrics"."main"."tours" tours_src_10000
) subq_6
ON
  subq_4.tour = subq_6.tour
GROUP BY
  subq_4.metric_time__day
  , subq_6.length

--- by metric_time__day tour__tier
-- Join Standard Outputs
-- Select: ['__departures', 'tour__tier', 'metric_time__day']
-- Select: ['__departures', 'tour__tier', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , tour_tiers_src_10000.tier AS tour__tier
  , SUM(subq_4.__departures) AS departures_7_days
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , subq_1.tour AS tour
    , subq_1.__departures AS __departures
  FROM "metrics"."main"."days" subq_3
  INNER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'starts_on'
    SELECT
      DATE_TRUNC('day', starts_on) AS metric_time__day
      , tour_id AS tour
      , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  ON
    (
      subq_1.metric_time__day <= subq_3.day
    ) AND (
      subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
    )
) subq_4
LEFT OUTER JOIN
  "metrics"."main"."tour_tiers" tour_tiers_src_10000
ON
  (
    subq_4.tour = tour_tiers_src_10000.tour_id
  ) AND (
    (
      subq_4.metric_time__day >= tour_tiers_src_10000.valid_from
    ) AND (
      (
        subq_4.metric_time__day < tour_tiers_src_10000.valid_to
      ) OR (
        tour_tiers_src_10000.valid_to IS NULL
      )
    )
  )
GROUP BY
  subq_4.metric_time__day
  , tour_tiers_src_10000.tier

--- by metric_time__month
-- Re-aggregate Metric via Group By
-- Write to DataTable
SELECT
  metric_time__month
  , departures_7_days
FROM (
  -- Window Function for Metric Re-aggregation
  SELECT
    metric_time__month
    , FIRST_VALUE(departures_7_days) OVER (
      PARTITION BY metric_time__month
      ORDER BY metric_time__day
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS departures_7_days
  FROM (
    -- Join Self Over Time Range
    -- Select: ['__departures', 'metric_time__month', 'metric_time__day']
    -- Select: ['__departures', 'metric_time__month', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_3.day AS metric_time__day
      , DATE_TRUNC('month', subq_3.day) AS metric_time__month
      , SUM(subq_1.__departures) AS departures_7_days
    FROM "metrics"."main"."days" subq_3
    INNER JOIN (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'starts_on'
      SELECT
        DATE_TRUNC('day', starts_on) AS metric_time__day
        , CASE WHEN booking_id IS NOT NULL THEN 1 ELSE 0 END AS __departures
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_1
    ON
      (
        subq_1.metric_time__day <= subq_3.day
      ) AND (
        subq_1.metric_time__day > subq_3.day - INTERVAL 7 day
      )
    GROUP BY
      subq_3.day
      , DATE_TRUNC('month', subq_3.day)
  ) subq_9
) subq_10
GROUP BY
  metric_time__month
  , departures_7_days
