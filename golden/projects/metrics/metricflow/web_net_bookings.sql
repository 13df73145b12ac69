--- by
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    MAX(subq_6.bookings) AS bookings
    , MAX(subq_13.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      SUM(bookings) AS bookings
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__channel']
      SELECT
        booking__channel
        , __bookings AS bookings
      FROM rss_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
  ) subq_6
  CROSS JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      SUM(cancellations) AS cancellations
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'cancelled_on'
      -- Select: ['__cancellations', 'booking__channel']
      SELECT
        booking__channel
        , __cancellations AS cancellations
      FROM rss_10002_cte
    ) subq_9
    WHERE booking__channel = 'web'
  ) subq_13
) subq_14

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , DATE_TRUNC('day', booked_at) AS booked_at__day
    , DATE_TRUNC('day', cancelled_on) AS cancelled_on__day
    , channel AS booking__channel
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_13.metric_time__day) AS metric_time__day
    , MAX(subq_6.bookings) AS bookings
    , MAX(subq_13.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(bookings) AS bookings
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
      SELECT
        booked_at__day AS metric_time__day
        , booking__channel
        , __bookings AS bookings
      FROM rss_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(cancellations) AS cancellations
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'cancelled_on'
      -- Select: ['__cancellations', 'booking__channel', 'metric_time__day']
      SELECT
        cancelled_on__day AS metric_time__day
        , booking__channel
        , __cancellations AS cancellations
      FROM rss_10002_cte
    ) subq_9
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
  ) subq_13
  ON
    subq_6.metric_time__day = subq_13.metric_time__day
  GROUP BY
    COALESCE(subq_6.metric_time__day, subq_13.metric_time__day)
) subq_14

--- by booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__channel AS booking__channel
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__channel, subq_13.booking__channel) AS booking__channel
    , MAX(subq_6.bookings) AS bookings
    , MAX(subq_13.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(bookings) AS bookings
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__channel']
      SELECT
        booking__channel
        , __bookings AS bookings
      FROM rss_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      booking__channel
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(cancellations) AS cancellations
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'cancelled_on'
      -- Select: ['__cancellations', 'booking__channel']
      SELECT
        booking__channel
        , __cancellations AS cancellations
      FROM rss_10002_cte
    ) subq_9
    WHERE booking__channel = 'web'
    GROUP BY
      booking__channel
  ) subq_13
  ON
    subq_6.booking__channel = subq_13.booking__channel
  GROUP BY
    COALESCE(subq_6.booking__channel, subq_13.booking__channel)
) subq_14

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , DATE_TRUNC('day', booked_at) AS booked_at__day
    , DATE_TRUNC('day', cancelled_on) AS cancelled_on__day
    , channel AS booking__channel
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_13.metric_time__day) AS metric_time__day
    , COALESCE(subq_6.booking__channel, subq_13.booking__channel) AS booking__channel
    , MAX(subq_6.bookings) AS bookings
    , MAX(subq_13.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(bookings) AS bookings
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
      SELECT
        booked_at__day AS metric_time__day
        , booking__channel
        , __bookings AS bookings
      FROM rss_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(cancellations) AS cancellations
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'cancelled_on'
      -- Select: ['__cancellations', 'booking__channel', 'metric_time__day']
      SELECT
        cancelled_on__day AS metric_time__day
        , booking__channel
        , __cancellations AS cancellations
      FROM rss_10002_cte
    ) subq_9
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_13
  ON
    (
      subq_6.booking__channel = subq_13.booking__channel
    ) AND (
      subq_6.metric_time__day = subq_13.metric_time__day
    )
  GROUP BY
    COALESCE(subq_6.metric_time__day, subq_13.metric_time__day)
    , COALESCE(subq_6.booking__channel, subq_13.booking__channel)
) subq_14

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
    , is_insured AS booking__is_insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__is_insured AS booking__is_insured
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__is_insured, subq_13.booking__is_insured) AS booking__is_insured
    , MAX(subq_6.bookings) AS bookings
    , MAX(subq_13.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(bookings) AS bookings
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__is_insured', 'booking__channel']
      SELECT
        booking__channel
        , booking__is_insured
        , __bookings AS bookings
      FROM rss_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      booking__is_insured
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(cancellations) AS cancellations
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'cancelled_on'
      -- Select: ['__cancellations', 'booking__is_insured', 'booking__channel']
      SELECT
        booking__channel
        , booking__is_insured
        , __cancellations AS cancellations
      FROM rss_10002_cte
    ) subq_9
    WHERE booking__channel = 'web'
    GROUP BY
      booking__is_insured
  ) subq_13
  ON
    subq_6.booking__is_insured = subq_13.booking__is_insured
  GROUP BY
    COALESCE(subq_6.booking__is_insured, subq_13.booking__is_insured)
) subq_14

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
    , party AS booking__party
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__party AS booking__party
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__party, subq_13.booking__party) AS booking__party
    , MAX(subq_6.bookings) AS bookings
    , MAX(subq_13.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(bookings) AS bookings
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__party', 'booking__channel']
      SELECT
        booking__channel
        , booking__party
        , __bookings AS bookings
      FROM rss_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      booking__party
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(cancellations) AS cancellations
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'cancelled_on'
      -- Select: ['__cancellations', 'booking__party', 'booking__channel']
      SELECT
        booking__channel
        , booking__party
        , __cancellations AS cancellations
      FROM rss_10002_cte
    ) subq_9
    WHERE booking__channel = 'web'
    GROUP BY
      booking__party
  ) subq_13
  ON
    subq_6.booking__party = subq_13.booking__party
  GROUP BY
    COALESCE(subq_6.booking__party, subq_13.booking__party)
) subq_14

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
    , customer_id AS customer
  FROM "metrics"."main"."bookings" bookings_src_10000
)

, sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , country_code AS country
  FROM "metrics"."main"."customers" customers_src_10000
)

, rss_10003_cte AS (
  -- Read Elements From Semantic Model 'countries'
  SELECT
    continent
    , country_code AS country
  FROM "metrics"."main"."countries" countries_src_10000
)

SELECT
  customer__country__continent AS customer__country__continent
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_19.customer__country__continent, subq_32.customer__country__continent) AS customer__country__continent
    , MAX(subq_19.bookings) AS bookings
    , MAX(subq_32.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__country__continent
      , SUM(bookings) AS bookings
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__country__continent', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , subq_13.country__continent AS customer__country__continent
        , rss_10002_cte.__bookings AS bookings
      FROM rss_10002_cte
      LEFT OUTER JOIN (
        -- Join Standard Outputs
        -- Select: ['country__continent', 'customer']
        SELECT
          sma_10005_cte.customer AS customer
          , rss_10003_cte.continent AS country__continent
        FROM sma_10005_cte
        LEFT OUTER JOIN
          rss_10003_cte
        ON
          sma_10005_cte.country = rss_10003_cte.country
      ) subq_13
      ON
        rss_10002_cte.customer = subq_13.customer
    ) subq_15
    WHERE booking__channel = 'web'
    GROUP BY
      customer__country__continent
  ) subq_19
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__country__continent
      , SUM(cancellations) AS cancellations
    FROM (
      -- Join Standard Outputs
      -- Select: ['__cancellations', 'customer__country__continent', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , subq_26.country__continent AS customer__country__continent
        , rss_10002_cte.__cancellations AS cancellations
      FROM rss_10002_cte
      LEFT OUTER JOIN (
        -- Join Standard Outputs
        -- Select: ['country__continent', 'customer']
        SELECT
          sma_10005_cte.customer AS customer
          , rss_10003_cte.continent AS country__continent
        FROM sma_10005_cte
        LEFT OUTER JOIN
          rss_10003_cte
        ON
          sma_10005_cte.country = rss_10003_cte.country
      ) subq_26
      ON
        rss_10002_cte.customer = subq_26.customer
    ) subq_28
    WHERE booking__channel = 'web'
    GROUP BY
      customer__country__continent
  ) subq_32
  ON
    subq_19.customer__country__continent = subq_32.customer__country__continent
  GROUP BY
    COALESCE(subq_19.customer__country__continent, subq_32.customer__country__continent)
) subq_33

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
    , customer_id AS customer
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
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.customer__home, subq_20.customer__home) AS customer__home
    , MAX(subq_10.bookings) AS bookings
    , MAX(subq_20.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__home
      , SUM(bookings) AS bookings
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__home', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , sma_10005_cte.home AS customer__home
        , rss_10002_cte.__bookings AS bookings
      FROM rss_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        rss_10002_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE booking__channel = 'web'
    GROUP BY
      customer__home
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__home
      , SUM(cancellations) AS cancellations
    FROM (
      -- Join Standard Outputs
      -- Select: ['__cancellations', 'customer__home', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , sma_10005_cte.home AS customer__home
        , rss_10002_cte.__cancellations AS cancellations
      FROM rss_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        rss_10002_cte.customer = sma_10005_cte.customer
    ) subq_16
    WHERE booking__channel = 'web'
    GROUP BY
      customer__home
  ) subq_20
  ON
    subq_10.customer__home = subq_20.customer__home
  GROUP BY
    COALESCE(subq_10.customer__home, subq_20.customer__home)
) subq_21

--- by customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
    , customer_id AS customer
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
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.customer__segment, subq_20.customer__segment) AS customer__segment
    , MAX(subq_10.bookings) AS bookings
    , MAX(subq_20.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__segment
      , SUM(bookings) AS bookings
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'customer__segment', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , sma_10005_cte.segment AS customer__segment
        , rss_10002_cte.__bookings AS bookings
      FROM rss_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        rss_10002_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE booking__channel = 'web'
    GROUP BY
      customer__segment
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__segment
      , SUM(cancellations) AS cancellations
    FROM (
      -- Join Standard Outputs
      -- Select: ['__cancellations', 'customer__segment', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , sma_10005_cte.segment AS customer__segment
        , rss_10002_cte.__cancellations AS cancellations
      FROM rss_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        rss_10002_cte.customer = sma_10005_cte.customer
    ) subq_16
    WHERE booking__channel = 'web'
    GROUP BY
      customer__segment
  ) subq_20
  ON
    subq_10.customer__segment = subq_20.customer__segment
  GROUP BY
    COALESCE(subq_10.customer__segment, subq_20.customer__segment)
) subq_21

--- by tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
    , tour_id AS tour
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
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__category, subq_19.tour__category) AS tour__category
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_19.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__category
      , SUM(bookings) AS bookings
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__category', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , rss_10008_cte.category AS tour__category
        , rss_10002_cte.__bookings AS bookings
      FROM rss_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        rss_10002_cte.tour = rss_10008_cte.tour
    ) subq_5
    WHERE booking__channel = 'web'
    GROUP BY
      tour__category
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__category
      , SUM(cancellations) AS cancellations
    FROM (
      -- Join Standard Outputs
      -- Select: ['__cancellations', 'tour__category', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , rss_10008_cte.category AS tour__category
        , rss_10002_cte.__cancellations AS cancellations
      FROM rss_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        rss_10002_cte.tour = rss_10008_cte.tour
    ) subq_15
    WHERE booking__channel = 'web'
    GROUP BY
      tour__category
  ) subq_19
  ON
    subq_9.tour__category = subq_19.tour__category
  GROUP BY
    COALESCE(subq_9.tour__category, subq_19.tour__category)
) subq_20

--- by tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , channel AS booking__channel
    , tour_id AS tour
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
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__length, subq_19.tour__length) AS tour__length
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_19.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__length
      , SUM(bookings) AS bookings
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__length', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , rss_10008_cte.length AS tour__length
        , rss_10002_cte.__bookings AS bookings
      FROM rss_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        rss_10002_cte.tour = rss_10008_cte.tour
    ) subq_5
    WHERE booking__channel = 'web'
    GROUP BY
      tour__length
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__length
      , SUM(cancellations) AS cancellations
    FROM (
      -- Join Standard Outputs
      -- Select: ['__cancellations', 'tour__length', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , rss_10008_cte.length AS tour__length
        , rss_10002_cte.__cancellations AS cancellations
      FROM rss_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        rss_10002_cte.tour = rss_10008_cte.tour
    ) subq_15
    WHERE booking__channel = 'web'
    GROUP BY
      tour__length
  ) subq_19
  ON
    subq_9.tour__length = subq_19.tour__length
  GROUP BY
    COALESCE(subq_9.tour__length, subq_19.tour__length)
) subq_20

--- by tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , DATE_TRUNC('day', booked_at) AS booked_at__day
    , DATE_TRUNC('day', cancelled_on) AS cancelled_on__day
    , channel AS booking__channel
    , tour_id AS tour
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
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__tier, subq_19.tour__tier) AS tour__tier
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_19.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__tier
      , SUM(bookings) AS bookings
    FROM (
      -- Join Standard Outputs
      -- Select: ['__bookings', 'tour__tier', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , rss_10007_cte.tier AS tour__tier
        , rss_10002_cte.__bookings AS bookings
      FROM rss_10002_cte
      LEFT OUTER JOIN
        rss_10007_cte
      ON
        (
          rss_10002_cte.tour = rss_10007_cte.tour
        ) AND (
          (
            rss_10002_cte.booked_at__day >= rss_10007_cte.valid_from__day
          ) AND (
            (
              rss_10002_cte.booked_at__day < rss_10007_cte.valid_to__day
            ) OR (
              rss_10007_cte.valid_to__day IS NULL
            )
          )
        )
    ) subq_5
    WHERE booking__channel = 'web'
    GROUP BY
      tour__tier
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__tier
      , SUM(cancellations) AS cancellations
    FROM (
      -- Join Standard Outputs
      -- Select: ['__cancellations', 'tour__tier', 'booking__channel']
      SELECT
        rss_10002_cte.booking__channel AS booking__channel
        , rss_10007_cte.tier AS tour__tier
        , rss_10002_cte.__cancellations AS cancellations
      FROM rss_10002_cte
      LEFT OUTER JOIN
        rss_10007_cte
      ON
        (
          rss_10002_cte.tour = rss_10007_cte.tour
        ) AND (
          (
            rss_10002_cte.cancelled_on__day >= rss_10007_cte.valid_from__day
          ) AND (
            (
              rss_10002_cte.cancelled_on__day < rss_10007_cte.valid_to__day
            ) OR (
              rss_10007_cte.valid_to__day IS NULL
            )
          )
        )
    ) subq_15
    WHERE booking__channel = 'web'
    GROUP BY
      tour__tier
  ) subq_19
  ON
    subq_9.tour__tier = subq_19.tour__tier
  GROUP BY
    COALESCE(subq_9.tour__tier, subq_19.tour__tier)
) subq_20

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , DATE_TRUNC('month', booked_at) AS booked_at__month
    , DATE_TRUNC('month', cancelled_on) AS cancelled_on__month
    , channel AS booking__channel
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , bookings - cancellations AS web_net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__month, subq_13.metric_time__month) AS metric_time__month
    , MAX(subq_6.bookings) AS bookings
    , MAX(subq_13.cancellations) AS cancellations
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__bookings', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(bookings) AS bookings
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'booking__channel', 'metric_time__month']
      SELECT
        booked_at__month AS metric_time__month
        , booking__channel
        , __bookings AS bookings
      FROM rss_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__month
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__cancellations', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(cancellations) AS cancellations
    FROM (
      -- Read From CTE For node_id=rss_10002
      -- Metric Time Dimension 'cancelled_on'
      -- Select: ['__cancellations', 'booking__channel', 'metric_time__month']
      SELECT
        cancelled_on__month AS metric_time__month
        , booking__channel
        , __cancellations AS cancellations
      FROM rss_10002_cte
    ) subq_9
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__month
  ) subq_13
  ON
    subq_6.metric_time__month = subq_13.metric_time__month
  GROUP BY
    COALESCE(subq_6.metric_time__month, subq_13.metric_time__month)
) subq_14
