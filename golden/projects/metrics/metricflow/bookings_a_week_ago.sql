--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_4.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , SUM(__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'metric_time__day']
      -- Select: ['__bookings', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_3
    GROUP BY
      metric_time__day
  ) subq_4
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_4.metric_time__day
) subq_10

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_4.booking__channel AS booking__channel
    , subq_4.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , booking__channel
      , SUM(__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
      -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , channel AS booking__channel
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_3
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_4
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_4.metric_time__day
) subq_10

--- by metric_time__day booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__is_insured
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_4.booking__is_insured AS booking__is_insured
    , subq_4.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , booking__is_insured
      , SUM(__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__is_insured', 'metric_time__day']
      -- Select: ['__bookings', 'booking__is_insured', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , is_insured AS booking__is_insured
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_3
    GROUP BY
      metric_time__day
      , booking__is_insured
  ) subq_4
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_4.metric_time__day
) subq_10

--- by metric_time__day booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__party
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_4.booking__party AS booking__party
    , subq_4.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , booking__party
      , SUM(__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__party', 'metric_time__day']
      -- Select: ['__bookings', 'booking__party', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , party AS booking__party
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_3
    GROUP BY
      metric_time__day
      , booking__party
  ) subq_4
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_4.metric_time__day
) subq_10

--- by metric_time__day customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , customer__country__continent
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_14.customer__country__continent AS customer__country__continent
    , subq_14.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
    -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      subq_4.metric_time__day AS metric_time__day
      , subq_10.country__continent AS customer__country__continent
      , SUM(subq_4.__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , customer_id AS customer
        , 1 AS __bookings
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
      subq_4.metric_time__day
      , subq_10.country__continent
  ) subq_14
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_14.metric_time__day
) subq_20

--- by metric_time__day customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , customer__home
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_8.customer__home AS customer__home
    , subq_8.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__home', 'metric_time__day']
    -- Select: ['__bookings', 'customer__home', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      subq_1.metric_time__day AS metric_time__day
      , customers_src_10000.country_code AS customer__home
      , SUM(subq_1.__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , customer_id AS customer
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_1
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      subq_1.customer = customers_src_10000.customer_id
    GROUP BY
      subq_1.metric_time__day
      , customers_src_10000.country_code
  ) subq_8
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_8.metric_time__day
) subq_14

--- by metric_time__day customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , customer__segment
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_8.customer__segment AS customer__segment
    , subq_8.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__segment', 'metric_time__day']
    -- Select: ['__bookings', 'customer__segment', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      subq_1.metric_time__day AS metric_time__day
      , customers_src_10000.segment AS customer__segment
      , SUM(subq_1.__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , customer_id AS customer
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_1
    LEFT OUTER JOIN
      "metrics"."main"."customers" customers_src_10000
    ON
      subq_1.customer = customers_src_10000.customer_id
    GROUP BY
      subq_1.metric_time__day
      , customers_src_10000.segment
  ) subq_8
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_8.metric_time__day
) subq_14

--- by metric_time__day tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , tour__category
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_7.tour__category AS tour__category
    , subq_7.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__category', 'metric_time__day']
    -- Select: ['__bookings', 'tour__category', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      subq_1.metric_time__day AS metric_time__day
      , tours_src_10000.category AS tour__category
      , SUM(subq_1.__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , tour_id AS tour
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_1
    LEFT OUTER JOIN
      "metrics"."main"."tours" tours_src_10000
    ON
      subq_1.tour = tours_src_10000.tour_id
    GROUP BY
      subq_1.metric_time__day
      , tours_src_10000.category
  ) subq_7
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_7.metric_time__day
) subq_13

--- by metric_time__day tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , tour__length
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_7.tour__length AS tour__length
    , subq_7.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__length', 'metric_time__day']
    -- Select: ['__bookings', 'tour__length', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      subq_1.metric_time__day AS metric_time__day
      , subq_3.length AS tour__length
      , SUM(subq_1.__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , tour_id AS tour
        , 1 AS __bookings
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
      subq_1.metric_time__day
      , subq_3.length
  ) subq_7
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_7.metric_time__day
) subq_13

--- by metric_time__day tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , tour__tier
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Compute Metrics via Expressions
  SELECT
    time_spine_src_10000.day AS metric_time__day
    , subq_7.tour__tier AS tour__tier
    , subq_7.__bookings AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__tier', 'metric_time__day']
    -- Select: ['__bookings', 'tour__tier', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      subq_1.metric_time__day AS metric_time__day
      , tour_tiers_src_10000.tier AS tour__tier
      , SUM(subq_1.__bookings) AS __bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , tour_id AS tour
        , 1 AS __bookings
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
      subq_1.metric_time__day
      , tour_tiers_src_10000.tier
  ) subq_7
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_7.metric_time__day
) subq_13

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , week_ago AS bookings_a_week_ago
FROM (
  -- Join to Time Spine Dataset
  -- Select: ['__bookings', 'metric_time__month']
  -- Select: ['__bookings', 'metric_time__month']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    DATE_TRUNC('month', time_spine_src_10000.day) AS metric_time__month
    , SUM(subq_1.__bookings) AS week_ago
  FROM "metrics"."main"."days" time_spine_src_10000
  INNER JOIN (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , 1 AS __bookings
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  ON
    time_spine_src_10000.day - INTERVAL 7 day = subq_1.metric_time__day
  GROUP BY
    DATE_TRUNC('month', time_spine_src_10000.day)
) subq_10
