--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_15.metric_time__day) AS metric_time__day
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_15.at_start) AS at_start
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'metric_time__day']
    -- Select: ['__bookings', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      metric_time__day
  ) subq_5
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_9.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'metric_time__day']
      -- Select: ['__bookings', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , SUM(__bookings) AS __bookings
      FROM sma_10002_cte
      GROUP BY
        metric_time__day
    ) subq_9
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_9.metric_time__day
  ) subq_15
  ON
    subq_5.metric_time__day = subq_15.metric_time__day
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_15.metric_time__day)
) subq_16

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_15.metric_time__day) AS metric_time__day
    , COALESCE(subq_5.booking__channel, subq_15.booking__channel) AS booking__channel
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_15.at_start) AS at_start
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
    -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_5
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_9.booking__channel AS booking__channel
      , subq_9.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
      -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , booking__channel
        , SUM(__bookings) AS __bookings
      FROM sma_10002_cte
      GROUP BY
        metric_time__day
        , booking__channel
    ) subq_9
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_9.metric_time__day
  ) subq_15
  ON
    (
      subq_5.booking__channel = subq_15.booking__channel
    ) AND (
      subq_5.metric_time__day = subq_15.metric_time__day
    )
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_15.metric_time__day)
    , COALESCE(subq_5.booking__channel, subq_15.booking__channel)
) subq_16

--- by metric_time__day booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , is_insured AS booking__is_insured
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__is_insured AS booking__is_insured
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_15.metric_time__day) AS metric_time__day
    , COALESCE(subq_5.booking__is_insured, subq_15.booking__is_insured) AS booking__is_insured
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_15.at_start) AS at_start
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'booking__is_insured', 'metric_time__day']
    -- Select: ['__bookings', 'booking__is_insured', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__is_insured
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      metric_time__day
      , booking__is_insured
  ) subq_5
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_9.booking__is_insured AS booking__is_insured
      , subq_9.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__is_insured', 'metric_time__day']
      -- Select: ['__bookings', 'booking__is_insured', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , booking__is_insured
        , SUM(__bookings) AS __bookings
      FROM sma_10002_cte
      GROUP BY
        metric_time__day
        , booking__is_insured
    ) subq_9
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_9.metric_time__day
  ) subq_15
  ON
    (
      subq_5.booking__is_insured = subq_15.booking__is_insured
    ) AND (
      subq_5.metric_time__day = subq_15.metric_time__day
    )
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_15.metric_time__day)
    , COALESCE(subq_5.booking__is_insured, subq_15.booking__is_insured)
) subq_16

--- by metric_time__day booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , party AS booking__party
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__party AS booking__party
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_15.metric_time__day) AS metric_time__day
    , COALESCE(subq_5.booking__party, subq_15.booking__party) AS booking__party
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_15.at_start) AS at_start
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'booking__party', 'metric_time__day']
    -- Select: ['__bookings', 'booking__party', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__party
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      metric_time__day
      , booking__party
  ) subq_5
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_9.booking__party AS booking__party
      , subq_9.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party', 'metric_time__day']
      -- Select: ['__bookings', 'booking__party', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , booking__party
        , SUM(__bookings) AS __bookings
      FROM sma_10002_cte
      GROUP BY
        metric_time__day
        , booking__party
    ) subq_9
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_9.metric_time__day
  ) subq_15
  ON
    (
      subq_5.booking__party = subq_15.booking__party
    ) AND (
      subq_5.metric_time__day = subq_15.metric_time__day
    )
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_15.metric_time__day)
    , COALESCE(subq_5.booking__party, subq_15.booking__party)
) subq_16

--- by metric_time__day customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

, jso_0_cte AS (
  -- Join Standard Outputs
  SELECT
    countries_src_10000.continent AS country__continent
    , customers_src_10000.customer_id AS customer
  FROM "metrics"."main"."customers" customers_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."countries" countries_src_10000
  ON
    customers_src_10000.country_code = countries_src_10000.country_code
)

SELECT
  metric_time__day AS metric_time__day
  , customer__country__continent AS customer__country__continent
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_12.metric_time__day, subq_25.metric_time__day) AS metric_time__day
    , COALESCE(subq_12.customer__country__continent, subq_25.customer__country__continent) AS customer__country__continent
    , MAX(subq_12.bookings) AS bookings
    , MAX(subq_25.at_start) AS at_start
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
    -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.metric_time__day AS metric_time__day
      , jso_0_cte.country__continent AS customer__country__continent
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      jso_0_cte
    ON
      sma_10002_cte.customer = jso_0_cte.customer
    GROUP BY
      sma_10002_cte.metric_time__day
      , jso_0_cte.country__continent
  ) subq_12
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_19.customer__country__continent AS customer__country__continent
      , subq_19.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
      -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , jso_0_cte.country__continent AS customer__country__continent
        , SUM(sma_10002_cte.__bookings) AS __bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        jso_0_cte
      ON
        sma_10002_cte.customer = jso_0_cte.customer
      GROUP BY
        sma_10002_cte.metric_time__day
        , jso_0_cte.country__continent
    ) subq_19
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_19.metric_time__day
  ) subq_25
  ON
    (
      subq_12.customer__country__continent = subq_25.customer__country__continent
    ) AND (
      subq_12.metric_time__day = subq_25.metric_time__day
    )
  GROUP BY
    COALESCE(subq_12.metric_time__day, subq_25.metric_time__day)
    , COALESCE(subq_12.customer__country__continent, subq_25.customer__country__continent)
) subq_26

--- by metric_time__day customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

, sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , country_code AS home
  FROM "metrics"."main"."customers" customers_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , customer__home AS customer__home
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.metric_time__day, subq_22.metric_time__day) AS metric_time__day
    , COALESCE(subq_9.customer__home, subq_22.customer__home) AS customer__home
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_22.at_start) AS at_start
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__home', 'metric_time__day']
    -- Select: ['__bookings', 'customer__home', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.metric_time__day AS metric_time__day
      , sma_10005_cte.home AS customer__home
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      sma_10002_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10002_cte.metric_time__day
      , sma_10005_cte.home
  ) subq_9
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_16.customer__home AS customer__home
      , subq_16.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__home', 'metric_time__day']
      -- Select: ['__bookings', 'customer__home', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , sma_10005_cte.home AS customer__home
        , SUM(sma_10002_cte.__bookings) AS __bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
      GROUP BY
        sma_10002_cte.metric_time__day
        , sma_10005_cte.home
    ) subq_16
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_16.metric_time__day
  ) subq_22
  ON
    (
      subq_9.customer__home = subq_22.customer__home
    ) AND (
      subq_9.metric_time__day = subq_22.metric_time__day
    )
  GROUP BY
    COALESCE(subq_9.metric_time__day, subq_22.metric_time__day)
    , COALESCE(subq_9.customer__home, subq_22.customer__home)
) subq_23

--- by metric_time__day customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

, sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , segment
  FROM "metrics"."main"."customers" customers_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , customer__segment AS customer__segment
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.metric_time__day, subq_22.metric_time__day) AS metric_time__day
    , COALESCE(subq_9.customer__segment, subq_22.customer__segment) AS customer__segment
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_22.at_start) AS at_start
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__segment', 'metric_time__day']
    -- Select: ['__bookings', 'customer__segment', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.metric_time__day AS metric_time__day
      , sma_10005_cte.segment AS customer__segment
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      sma_10002_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10002_cte.metric_time__day
      , sma_10005_cte.segment
  ) subq_9
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_16.customer__segment AS customer__segment
      , subq_16.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__segment', 'metric_time__day']
      -- Select: ['__bookings', 'customer__segment', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , sma_10005_cte.segment AS customer__segment
        , SUM(sma_10002_cte.__bookings) AS __bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
      GROUP BY
        sma_10002_cte.metric_time__day
        , sma_10005_cte.segment
    ) subq_16
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_16.metric_time__day
  ) subq_22
  ON
    (
      subq_9.customer__segment = subq_22.customer__segment
    ) AND (
      subq_9.metric_time__day = subq_22.metric_time__day
    )
  GROUP BY
    COALESCE(subq_9.metric_time__day, subq_22.metric_time__day)
    , COALESCE(subq_9.customer__segment, subq_22.customer__segment)
) subq_23

--- by metric_time__day tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , tour_id AS tour
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

, rss_10008_cte AS (
  -- Read Elements From Semantic Model 'tours'
  SELECT
    category
    , tour_id AS tour
  FROM "metrics"."main"."tours" tours_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , tour__category AS tour__category
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.metric_time__day, subq_21.metric_time__day) AS metric_time__day
    , COALESCE(subq_8.tour__category, subq_21.tour__category) AS tour__category
    , MAX(subq_8.bookings) AS bookings
    , MAX(subq_21.at_start) AS at_start
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__category', 'metric_time__day']
    -- Select: ['__bookings', 'tour__category', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.metric_time__day AS metric_time__day
      , rss_10008_cte.category AS tour__category
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      rss_10008_cte
    ON
      sma_10002_cte.tour = rss_10008_cte.tour
    GROUP BY
      sma_10002_cte.metric_time__day
      , rss_10008_cte.category
  ) subq_8
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_15.tour__category AS tour__category
      , subq_15.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__category', 'metric_time__day']
      -- Select: ['__bookings', 'tour__category', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , rss_10008_cte.category AS tour__category
        , SUM(sma_10002_cte.__bookings) AS __bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
      GROUP BY
        sma_10002_cte.metric_time__day
        , rss_10008_cte.category
    ) subq_15
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_15.metric_time__day
  ) subq_21
  ON
    (
      subq_8.tour__category = subq_21.tour__category
    ) AND (
      subq_8.metric_time__day = subq_21.metric_time__day
    )
  GROUP BY
    COALESCE(subq_8.metric_time__day, subq_21.metric_time__day)
    , COALESCE(subq_8.tour__category, subq_21.tour__category)
) subq_22

--- by metric_time__day tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , tour_id AS tour
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

, rss_10008_cte AS (
  -- Read Elements From Semantic Model 'tours'
  SELECT
    case when days > 1 then 'days' else 'day' end AS length
    , tour_id AS tour
  FROM "metrics"."main"."tours" tours_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , tour__length AS tour__length
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.metric_time__day, subq_21.metric_time__day) AS metric_time__day
    , COALESCE(subq_8.tour__length, subq_21.tour__length) AS tour__length
    , MAX(subq_8.bookings) AS bookings
    , MAX(subq_21.at_start) AS at_start
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__length', 'metric_time__day']
    -- Select: ['__bookings', 'tour__length', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.metric_time__day AS metric_time__day
      , rss_10008_cte.length AS tour__length
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      rss_10008_cte
    ON
      sma_10002_cte.tour = rss_10008_cte.tour
    GROUP BY
      sma_10002_cte.metric_time__day
      , rss_10008_cte.length
  ) subq_8
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_15.tour__length AS tour__length
      , subq_15.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__length', 'metric_time__day']
      -- Select: ['__bookings', 'tour__length', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , rss_10008_cte.length AS tour__length
        , SUM(sma_10002_cte.__bookings) AS __bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
      GROUP BY
        sma_10002_cte.metric_time__day
        , rss_10008_cte.length
    ) subq_15
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_15.metric_time__day
  ) subq_21
  ON
    (
      subq_8.tour__length = subq_21.tour__length
    ) AND (
      subq_8.metric_time__day = subq_21.metric_time__day
    )
  GROUP BY
    COALESCE(subq_8.metric_time__day, subq_21.metric_time__day)
    , COALESCE(subq_8.tour__length, subq_21.tour__length)
) subq_22

--- by metric_time__day tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , tour_id AS tour
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

, rss_10007_cte AS (
  -- Read Elements From Semantic Model 'tour_tiers'
  SELECT
    tier
    , valid_from AS valid_from__day
    , valid_to AS valid_to__day
    , tour_id AS tour
  FROM "metrics"."main"."tour_tiers" tour_tiers_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , tour__tier AS tour__tier
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.metric_time__day, subq_21.metric_time__day) AS metric_time__day
    , COALESCE(subq_8.tour__tier, subq_21.tour__tier) AS tour__tier
    , MAX(subq_8.bookings) AS bookings
    , MAX(subq_21.at_start) AS at_start
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__tier', 'metric_time__day']
    -- Select: ['__bookings', 'tour__tier', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10002_cte.metric_time__day AS metric_time__day
      , rss_10007_cte.tier AS tour__tier
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      rss_10007_cte
    ON
      (
        sma_10002_cte.tour = rss_10007_cte.tour
      ) AND (
        (
          sma_10002_cte.metric_time__day >= rss_10007_cte.valid_from__day
        ) AND (
          (
            sma_10002_cte.metric_time__day < rss_10007_cte.valid_to__day
          ) OR (
            rss_10007_cte.valid_to__day IS NULL
          )
        )
      )
    GROUP BY
      sma_10002_cte.metric_time__day
      , rss_10007_cte.tier
  ) subq_8
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_15.tour__tier AS tour__tier
      , subq_15.__bookings AS at_start
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__tier', 'metric_time__day']
      -- Select: ['__bookings', 'tour__tier', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , rss_10007_cte.tier AS tour__tier
        , SUM(sma_10002_cte.__bookings) AS __bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10007_cte
      ON
        (
          sma_10002_cte.tour = rss_10007_cte.tour
        ) AND (
          (
            sma_10002_cte.metric_time__day >= rss_10007_cte.valid_from__day
          ) AND (
            (
              sma_10002_cte.metric_time__day < rss_10007_cte.valid_to__day
            ) OR (
              rss_10007_cte.valid_to__day IS NULL
            )
          )
        )
      GROUP BY
        sma_10002_cte.metric_time__day
        , rss_10007_cte.tier
    ) subq_15
    ON
      DATE_TRUNC('month', time_spine_src_10000.day) = subq_15.metric_time__day
  ) subq_21
  ON
    (
      subq_8.tour__tier = subq_21.tour__tier
    ) AND (
      subq_8.metric_time__day = subq_21.metric_time__day
    )
  GROUP BY
    COALESCE(subq_8.metric_time__day, subq_21.metric_time__day)
    , COALESCE(subq_8.tour__tier, subq_21.tour__tier)
) subq_22

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , bookings - at_start AS bookings_since_month_began
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__month, subq_15.metric_time__month) AS metric_time__month
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_15.at_start) AS at_start
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'metric_time__month']
    -- Select: ['__bookings', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      metric_time__month
  ) subq_5
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      subq_13.metric_time__month AS metric_time__month
      , subq_9.__bookings AS at_start
    FROM (
      -- Read From Time Spine '"days"'
      -- Change Column Aliases
      -- Select: ['metric_time__month']
      -- Select: ['metric_time__month']
      SELECT
        DATE_TRUNC('month', day) AS metric_time__month
      FROM "metrics"."main"."days" time_spine_src_10000
      GROUP BY
        DATE_TRUNC('month', day)
    ) subq_13
    INNER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'metric_time__month']
      -- Select: ['__bookings', 'metric_time__month']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__month
        , SUM(__bookings) AS __bookings
      FROM sma_10002_cte
      GROUP BY
        metric_time__month
    ) subq_9
    ON
      DATE_TRUNC('month', subq_13.metric_time__month) = subq_9.metric_time__month
  ) subq_15
  ON
    subq_5.metric_time__month = subq_15.metric_time__month
  GROUP BY
    COALESCE(subq_5.metric_time__month, subq_15.metric_time__month)
) subq_16
