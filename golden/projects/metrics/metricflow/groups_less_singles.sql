--- by
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    party AS booking__party
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    MAX(subq_6.groups) AS groups
    , MAX(subq_12.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      SUM(bookings) AS groups
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party']
      SELECT
        booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__party = 'group'
  ) subq_6
  CROSS JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      SUM(bookings) AS singles
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party']
      SELECT
        booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'single'
  ) subq_12
) subq_13

--- by metric_time__day
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
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_12.metric_time__day) AS metric_time__day
    , MAX(subq_6.groups) AS groups
    , MAX(subq_12.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(bookings) AS groups
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__party = 'group'
    GROUP BY
      metric_time__day
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(bookings) AS singles
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'single'
    GROUP BY
      metric_time__day
  ) subq_12
  ON
    subq_6.metric_time__day = subq_12.metric_time__day
  GROUP BY
    COALESCE(subq_6.metric_time__day, subq_12.metric_time__day)
) subq_13

--- by booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    channel AS booking__channel
    , party AS booking__party
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__channel AS booking__channel
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__channel, subq_12.booking__channel) AS booking__channel
    , MAX(subq_6.groups) AS groups
    , MAX(subq_12.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(bookings) AS groups
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__channel', 'booking__party']
      SELECT
        booking__channel
        , booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__party = 'group'
    GROUP BY
      booking__channel
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(bookings) AS singles
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__channel', 'booking__party']
      SELECT
        booking__channel
        , booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'single'
    GROUP BY
      booking__channel
  ) subq_12
  ON
    subq_6.booking__channel = subq_12.booking__channel
  GROUP BY
    COALESCE(subq_6.booking__channel, subq_12.booking__channel)
) subq_13

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , party AS booking__party
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_12.metric_time__day) AS metric_time__day
    , COALESCE(subq_6.booking__channel, subq_12.booking__channel) AS booking__channel
    , MAX(subq_6.groups) AS groups
    , MAX(subq_12.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(bookings) AS groups
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__channel', 'booking__party', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__party = 'group'
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(bookings) AS singles
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__channel', 'booking__party', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'single'
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_12
  ON
    (
      subq_6.booking__channel = subq_12.booking__channel
    ) AND (
      subq_6.metric_time__day = subq_12.metric_time__day
    )
  GROUP BY
    COALESCE(subq_6.metric_time__day, subq_12.metric_time__day)
    , COALESCE(subq_6.booking__channel, subq_12.booking__channel)
) subq_13

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    party AS booking__party
    , is_insured AS booking__is_insured
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__is_insured AS booking__is_insured
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__is_insured, subq_12.booking__is_insured) AS booking__is_insured
    , MAX(subq_6.groups) AS groups
    , MAX(subq_12.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(bookings) AS groups
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__is_insured', 'booking__party']
      SELECT
        booking__party
        , booking__is_insured
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__party = 'group'
    GROUP BY
      booking__is_insured
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(bookings) AS singles
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__is_insured', 'booking__party']
      SELECT
        booking__party
        , booking__is_insured
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'single'
    GROUP BY
      booking__is_insured
  ) subq_12
  ON
    subq_6.booking__is_insured = subq_12.booking__is_insured
  GROUP BY
    COALESCE(subq_6.booking__is_insured, subq_12.booking__is_insured)
) subq_13

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    party AS booking__party
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__party AS booking__party
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__party, subq_12.booking__party) AS booking__party
    , MAX(subq_6.groups) AS groups
    , MAX(subq_12.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(bookings) AS groups
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party']
      SELECT
        booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__party = 'group'
    GROUP BY
      booking__party
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(bookings) AS singles
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party']
      SELECT
        booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'single'
    GROUP BY
      booking__party
  ) subq_12
  ON
    subq_6.booking__party = subq_12.booking__party
  GROUP BY
    COALESCE(subq_6.booking__party, subq_12.booking__party)
) subq_13

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , party AS booking__party
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
  customer__country__continent AS customer__country__continent
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_16.customer__country__continent, subq_25.customer__country__continent) AS customer__country__continent
    , MAX(subq_16.groups) AS groups
    , MAX(subq_25.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__country__continent
      , SUM(bookings) AS groups
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__country__continent', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , jso_0_cte.country__continent AS customer__country__continent
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        jso_0_cte
      ON
        sma_10002_cte.customer = jso_0_cte.customer
    ) subq_12
    WHERE booking__party = 'group'
    GROUP BY
      customer__country__continent
  ) subq_16
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__country__continent
      , SUM(bookings) AS singles
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__country__continent', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , jso_0_cte.country__continent AS customer__country__continent
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        jso_0_cte
      ON
        sma_10002_cte.customer = jso_0_cte.customer
    ) subq_21
    WHERE booking__party = 'single'
    GROUP BY
      customer__country__continent
  ) subq_25
  ON
    subq_16.customer__country__continent = subq_25.customer__country__continent
  GROUP BY
    COALESCE(subq_16.customer__country__continent, subq_25.customer__country__continent)
) subq_26

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , party AS booking__party
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
  customer__home AS customer__home
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.customer__home, subq_19.customer__home) AS customer__home
    , MAX(subq_10.groups) AS groups
    , MAX(subq_19.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__home
      , SUM(bookings) AS groups
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__home', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , sma_10005_cte.home AS customer__home
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE booking__party = 'group'
    GROUP BY
      customer__home
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__home
      , SUM(bookings) AS singles
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__home', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , sma_10005_cte.home AS customer__home
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_15
    WHERE booking__party = 'single'
    GROUP BY
      customer__home
  ) subq_19
  ON
    subq_10.customer__home = subq_19.customer__home
  GROUP BY
    COALESCE(subq_10.customer__home, subq_19.customer__home)
) subq_20

--- by customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , party AS booking__party
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
  customer__segment AS customer__segment
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.customer__segment, subq_19.customer__segment) AS customer__segment
    , MAX(subq_10.groups) AS groups
    , MAX(subq_19.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__segment
      , SUM(bookings) AS groups
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__segment', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , sma_10005_cte.segment AS customer__segment
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE booking__party = 'group'
    GROUP BY
      customer__segment
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__segment
      , SUM(bookings) AS singles
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__segment', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , sma_10005_cte.segment AS customer__segment
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_15
    WHERE booking__party = 'single'
    GROUP BY
      customer__segment
  ) subq_19
  ON
    subq_10.customer__segment = subq_19.customer__segment
  GROUP BY
    COALESCE(subq_10.customer__segment, subq_19.customer__segment)
) subq_20

--- by tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    tour_id AS tour
    , party AS booking__party
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
  tour__category AS tour__category
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__category, subq_18.tour__category) AS tour__category
    , MAX(subq_9.groups) AS groups
    , MAX(subq_18.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__category
      , SUM(bookings) AS groups
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__category', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10008_cte.category AS tour__category
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_5
    WHERE booking__party = 'group'
    GROUP BY
      tour__category
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__category
      , SUM(bookings) AS singles
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__category', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10008_cte.category AS tour__category
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_14
    WHERE booking__party = 'single'
    GROUP BY
      tour__category
  ) subq_18
  ON
    subq_9.tour__category = subq_18.tour__category
  GROUP BY
    COALESCE(subq_9.tour__category, subq_18.tour__category)
) subq_19

--- by tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    tour_id AS tour
    , party AS booking__party
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
  tour__length AS tour__length
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__length, subq_18.tour__length) AS tour__length
    , MAX(subq_9.groups) AS groups
    , MAX(subq_18.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__length
      , SUM(bookings) AS groups
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__length', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10008_cte.length AS tour__length
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_5
    WHERE booking__party = 'group'
    GROUP BY
      tour__length
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__length
      , SUM(bookings) AS singles
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__length', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10008_cte.length AS tour__length
        , sma_10002_cte.__bookings AS bookings
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_14
    WHERE booking__party = 'single'
    GROUP BY
      tour__length
  ) subq_18
  ON
    subq_9.tour__length = subq_18.tour__length
  GROUP BY
    COALESCE(subq_9.tour__length, subq_18.tour__length)
) subq_19

--- by tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , tour_id AS tour
    , party AS booking__party
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
  tour__tier AS tour__tier
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__tier, subq_18.tour__tier) AS tour__tier
    , MAX(subq_9.groups) AS groups
    , MAX(subq_18.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__tier
      , SUM(bookings) AS groups
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__tier', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10007_cte.tier AS tour__tier
        , sma_10002_cte.__bookings AS bookings
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
    ) subq_5
    WHERE booking__party = 'group'
    GROUP BY
      tour__tier
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__tier
      , SUM(bookings) AS singles
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__tier', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10007_cte.tier AS tour__tier
        , sma_10002_cte.__bookings AS bookings
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
    ) subq_14
    WHERE booking__party = 'single'
    GROUP BY
      tour__tier
  ) subq_18
  ON
    subq_9.tour__tier = subq_18.tour__tier
  GROUP BY
    COALESCE(subq_9.tour__tier, subq_18.tour__tier)
) subq_19

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , party AS booking__party
    , 1 AS __bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , groups - singles AS groups_less_singles
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__month, subq_12.metric_time__month) AS metric_time__month
    , MAX(subq_6.groups) AS groups
    , MAX(subq_12.singles) AS singles
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(bookings) AS groups
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party', 'metric_time__month']
      SELECT
        metric_time__month
        , booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__party = 'group'
    GROUP BY
      metric_time__month
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(bookings) AS singles
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__bookings', 'booking__party', 'metric_time__month']
      SELECT
        metric_time__month
        , booking__party
        , __bookings AS bookings
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'single'
    GROUP BY
      metric_time__month
  ) subq_12
  ON
    subq_6.metric_time__month = subq_12.metric_time__month
  GROUP BY
    COALESCE(subq_6.metric_time__month, subq_12.metric_time__month)
) subq_13
