--- by
-- Read Elements From Semantic Model 'bookings'
-- Metric Time Dimension 'booked_at'
-- Select: ['__insured', '__bookings']
-- Select: ['__insured', '__bookings']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  CAST(SUM(CASE WHEN is_insured THEN 1 ELSE 0 END) AS DOUBLE) / CAST(NULLIF(SUM(1), 0) AS DOUBLE) AS insured_share
FROM "metrics"."main"."bookings" bookings_src_10000

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    metric_time__day
    , SUM(__insured) AS insured
    , SUM(__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__insured', '__bookings', 'metric_time__day']
    -- Select: ['__insured', '__bookings', 'metric_time__day']
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    metric_time__day
) subq_5

--- by booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    booking__channel
    , SUM(__insured) AS insured
    , SUM(__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__insured', '__bookings', 'booking__channel']
    -- Select: ['__insured', '__bookings', 'booking__channel']
    SELECT
      channel AS booking__channel
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    booking__channel
) subq_5

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    metric_time__day
    , booking__channel
    , SUM(__insured) AS insured
    , SUM(__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__insured', '__bookings', 'booking__channel', 'metric_time__day']
    -- Select: ['__insured', '__bookings', 'booking__channel', 'metric_time__day']
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , channel AS booking__channel
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    metric_time__day
    , booking__channel
) subq_5

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    booking__is_insured
    , SUM(__insured) AS insured
    , SUM(__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__insured', '__bookings', 'booking__is_insured']
    -- Select: ['__insured', '__bookings', 'booking__is_insured']
    SELECT
      is_insured AS booking__is_insured
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    booking__is_insured
) subq_5

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    booking__party
    , SUM(__insured) AS insured
    , SUM(__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__insured', '__bookings', 'booking__party']
    -- Select: ['__insured', '__bookings', 'booking__party']
    SELECT
      party AS booking__party
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    booking__party
) subq_5

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Join Standard Outputs
  -- Select: ['__insured', '__bookings', 'customer__country__continent']
  -- Select: ['__insured', '__bookings', 'customer__country__continent']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    subq_7.country__continent AS customer__country__continent
    , SUM(subq_1.__insured) AS insured
    , SUM(subq_1.__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
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
    subq_1.customer = subq_7.customer
  GROUP BY
    subq_7.country__continent
) subq_12

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Join Standard Outputs
  -- Select: ['__insured', '__bookings', 'customer__home']
  -- Select: ['__insured', '__bookings', 'customer__home']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    customers_src_10000.country_code AS customer__home
    , SUM(subq_1.__insured) AS insured
    , SUM(subq_1.__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
  GROUP BY
    customers_src_10000.country_code
) subq_9

--- by customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Join Standard Outputs
  -- Select: ['__insured', '__bookings', 'customer__segment']
  -- Select: ['__insured', '__bookings', 'customer__segment']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    customers_src_10000.segment AS customer__segment
    , SUM(subq_1.__insured) AS insured
    , SUM(subq_1.__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
  GROUP BY
    customers_src_10000.segment
) subq_9

--- by tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Join Standard Outputs
  -- Select: ['__insured', '__bookings', 'tour__category']
  -- Select: ['__insured', '__bookings', 'tour__category']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    tours_src_10000.category AS tour__category
    , SUM(subq_1.__insured) AS insured
    , SUM(subq_1.__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      tour_id AS tour
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    subq_1.tour = tours_src_10000.tour_id
  GROUP BY
    tours_src_10000.category
) subq_8

--- by tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Join Standard Outputs
  -- Select: ['__insured', '__bookings', 'tour__length']
  -- Select: ['__insured', '__bookings', 'tour__length']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    subq_3.length AS tour__length
    , SUM(subq_1.__insured) AS insured
    , SUM(subq_1.__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      tour_id AS tour
      , 1 AS __bookings
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
) subq_8

--- by tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Join Standard Outputs
  -- Select: ['__insured', '__bookings', 'tour__tier']
  -- Select: ['__insured', '__bookings', 'tour__tier']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    tour_tiers_src_10000.tier AS tour__tier
    , SUM(subq_1.__insured) AS insured
    , SUM(subq_1.__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , 1 AS __bookings
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
) subq_8

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , CAST(insured AS DOUBLE) / CAST(NULLIF(bookings, 0) AS DOUBLE) AS insured_share
FROM (
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    metric_time__month
    , SUM(__insured) AS insured
    , SUM(__bookings) AS bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__insured', '__bookings', 'metric_time__month']
    -- Select: ['__insured', '__bookings', 'metric_time__month']
    SELECT
      DATE_TRUNC('month', booked_at) AS metric_time__month
      , 1 AS __bookings
      , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_3
  GROUP BY
    metric_time__month
) subq_5
