--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_17.metric_time__day) AS metric_time__day
    , MAX(subq_6.now) AS now
    , MAX(subq_17.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(web_revenue) AS now
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__channel', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
  ) subq_6
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_11.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__web_revenue', 'booking__channel', 'metric_time__day']
        SELECT
          metric_time__day
          , booking__channel
          , __web_revenue AS web_revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
    ) subq_11
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_11.metric_time__day
  ) subq_17
  ON
    subq_6.metric_time__day = subq_17.metric_time__day
  GROUP BY
    COALESCE(subq_6.metric_time__day, subq_17.metric_time__day)
) subq_18

--- by metric_time__day booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_17.metric_time__day) AS metric_time__day
    , COALESCE(subq_6.booking__channel, subq_17.booking__channel) AS booking__channel
    , MAX(subq_6.now) AS now
    , MAX(subq_17.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(web_revenue) AS now
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__channel', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_6
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_11.booking__channel AS booking__channel
      , subq_11.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'booking__channel', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , booking__channel
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__web_revenue', 'booking__channel', 'metric_time__day']
        SELECT
          metric_time__day
          , booking__channel
          , __web_revenue AS web_revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , booking__channel
    ) subq_11
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_11.metric_time__day
  ) subq_17
  ON
    (
      subq_6.booking__channel = subq_17.booking__channel
    ) AND (
      subq_6.metric_time__day = subq_17.metric_time__day
    )
  GROUP BY
    COALESCE(subq_6.metric_time__day, subq_17.metric_time__day)
    , COALESCE(subq_6.booking__channel, subq_17.booking__channel)
) subq_18

--- by metric_time__day booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , is_insured AS booking__is_insured
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__is_insured AS booking__is_insured
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_17.metric_time__day) AS metric_time__day
    , COALESCE(subq_6.booking__is_insured, subq_17.booking__is_insured) AS booking__is_insured
    , MAX(subq_6.now) AS now
    , MAX(subq_17.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'booking__is_insured', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__is_insured
      , SUM(web_revenue) AS now
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__is_insured', 'booking__channel', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , booking__is_insured
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , booking__is_insured
  ) subq_6
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_11.booking__is_insured AS booking__is_insured
      , subq_11.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'booking__is_insured', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , booking__is_insured
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__web_revenue', 'booking__is_insured', 'booking__channel', 'metric_time__day']
        SELECT
          metric_time__day
          , booking__channel
          , booking__is_insured
          , __web_revenue AS web_revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , booking__is_insured
    ) subq_11
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_11.metric_time__day
  ) subq_17
  ON
    (
      subq_6.booking__is_insured = subq_17.booking__is_insured
    ) AND (
      subq_6.metric_time__day = subq_17.metric_time__day
    )
  GROUP BY
    COALESCE(subq_6.metric_time__day, subq_17.metric_time__day)
    , COALESCE(subq_6.booking__is_insured, subq_17.booking__is_insured)
) subq_18

--- by metric_time__day booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__party AS booking__party
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_17.metric_time__day) AS metric_time__day
    , COALESCE(subq_6.booking__party, subq_17.booking__party) AS booking__party
    , MAX(subq_6.now) AS now
    , MAX(subq_17.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'booking__party', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__party
      , SUM(web_revenue) AS now
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__party', 'booking__channel', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , booking__party
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , booking__party
  ) subq_6
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_11.booking__party AS booking__party
      , subq_11.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'booking__party', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , booking__party
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__web_revenue', 'booking__party', 'booking__channel', 'metric_time__day']
        SELECT
          metric_time__day
          , booking__channel
          , booking__party
          , __web_revenue AS web_revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , booking__party
    ) subq_11
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_11.metric_time__day
  ) subq_17
  ON
    (
      subq_6.booking__party = subq_17.booking__party
    ) AND (
      subq_6.metric_time__day = subq_17.metric_time__day
    )
  GROUP BY
    COALESCE(subq_6.metric_time__day, subq_17.metric_time__day)
    , COALESCE(subq_6.booking__party, subq_17.booking__party)
) subq_18

--- by metric_time__day customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , channel AS booking__channel
    , amount AS __web_revenue
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
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_16.metric_time__day, subq_30.metric_time__day) AS metric_time__day
    , COALESCE(subq_16.customer__country__continent, subq_30.customer__country__continent) AS customer__country__continent
    , MAX(subq_16.now) AS now
    , MAX(subq_30.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , customer__country__continent
      , SUM(web_revenue) AS now
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'customer__country__continent', 'booking__channel', 'metric_time__day']
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , sma_10002_cte.booking__channel AS booking__channel
        , jso_0_cte.country__continent AS customer__country__continent
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        jso_0_cte
      ON
        sma_10002_cte.customer = jso_0_cte.customer
    ) subq_12
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , customer__country__continent
  ) subq_16
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_24.customer__country__continent AS customer__country__continent
      , subq_24.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'customer__country__continent', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , customer__country__continent
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Join Standard Outputs
        -- Select: ['__web_revenue', 'customer__country__continent', 'booking__channel', 'metric_time__day']
        SELECT
          sma_10002_cte.metric_time__day AS metric_time__day
          , sma_10002_cte.booking__channel AS booking__channel
          , jso_0_cte.country__continent AS customer__country__continent
          , sma_10002_cte.__web_revenue AS web_revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          jso_0_cte
        ON
          sma_10002_cte.customer = jso_0_cte.customer
      ) subq_21
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , customer__country__continent
    ) subq_24
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_24.metric_time__day
  ) subq_30
  ON
    (
      subq_16.customer__country__continent = subq_30.customer__country__continent
    ) AND (
      subq_16.metric_time__day = subq_30.metric_time__day
    )
  GROUP BY
    COALESCE(subq_16.metric_time__day, subq_30.metric_time__day)
    , COALESCE(subq_16.customer__country__continent, subq_30.customer__country__continent)
) subq_31

--- by metric_time__day customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , channel AS booking__channel
    , amount AS __web_revenue
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
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.metric_time__day, subq_24.metric_time__day) AS metric_time__day
    , COALESCE(subq_10.customer__home, subq_24.customer__home) AS customer__home
    , MAX(subq_10.now) AS now
    , MAX(subq_24.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'customer__home', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , customer__home
      , SUM(web_revenue) AS now
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'customer__home', 'booking__channel', 'metric_time__day']
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , sma_10002_cte.booking__channel AS booking__channel
        , sma_10005_cte.home AS customer__home
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , customer__home
  ) subq_10
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_18.customer__home AS customer__home
      , subq_18.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'customer__home', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , customer__home
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Join Standard Outputs
        -- Select: ['__web_revenue', 'customer__home', 'booking__channel', 'metric_time__day']
        SELECT
          sma_10002_cte.metric_time__day AS metric_time__day
          , sma_10002_cte.booking__channel AS booking__channel
          , sma_10005_cte.home AS customer__home
          , sma_10002_cte.__web_revenue AS web_revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          sma_10005_cte
        ON
          sma_10002_cte.customer = sma_10005_cte.customer
      ) subq_15
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , customer__home
    ) subq_18
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_18.metric_time__day
  ) subq_24
  ON
    (
      subq_10.customer__home = subq_24.customer__home
    ) AND (
      subq_10.metric_time__day = subq_24.metric_time__day
    )
  GROUP BY
    COALESCE(subq_10.metric_time__day, subq_24.metric_time__day)
    , COALESCE(subq_10.customer__home, subq_24.customer__home)
) subq_25

--- by metric_time__day customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , channel AS booking__channel
    , amount AS __web_revenue
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
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.metric_time__day, subq_24.metric_time__day) AS metric_time__day
    , COALESCE(subq_10.customer__segment, subq_24.customer__segment) AS customer__segment
    , MAX(subq_10.now) AS now
    , MAX(subq_24.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'customer__segment', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , customer__segment
      , SUM(web_revenue) AS now
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'customer__segment', 'booking__channel', 'metric_time__day']
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , sma_10002_cte.booking__channel AS booking__channel
        , sma_10005_cte.segment AS customer__segment
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , customer__segment
  ) subq_10
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_18.customer__segment AS customer__segment
      , subq_18.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'customer__segment', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , customer__segment
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Join Standard Outputs
        -- Select: ['__web_revenue', 'customer__segment', 'booking__channel', 'metric_time__day']
        SELECT
          sma_10002_cte.metric_time__day AS metric_time__day
          , sma_10002_cte.booking__channel AS booking__channel
          , sma_10005_cte.segment AS customer__segment
          , sma_10002_cte.__web_revenue AS web_revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          sma_10005_cte
        ON
          sma_10002_cte.customer = sma_10005_cte.customer
      ) subq_15
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , customer__segment
    ) subq_18
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_18.metric_time__day
  ) subq_24
  ON
    (
      subq_10.customer__segment = subq_24.customer__segment
    ) AND (
      subq_10.metric_time__day = subq_24.metric_time__day
    )
  GROUP BY
    COALESCE(subq_10.metric_time__day, subq_24.metric_time__day)
    , COALESCE(subq_10.customer__segment, subq_24.customer__segment)
) subq_25

--- by metric_time__day tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , tour_id AS tour
    , channel AS booking__channel
    , amount AS __web_revenue
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
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.metric_time__day, subq_23.metric_time__day) AS metric_time__day
    , COALESCE(subq_9.tour__category, subq_23.tour__category) AS tour__category
    , MAX(subq_9.now) AS now
    , MAX(subq_23.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'tour__category', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , tour__category
      , SUM(web_revenue) AS now
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'tour__category', 'booking__channel', 'metric_time__day']
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , sma_10002_cte.booking__channel AS booking__channel
        , rss_10008_cte.category AS tour__category
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_5
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , tour__category
  ) subq_9
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_17.tour__category AS tour__category
      , subq_17.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'tour__category', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , tour__category
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Join Standard Outputs
        -- Select: ['__web_revenue', 'tour__category', 'booking__channel', 'metric_time__day']
        SELECT
          sma_10002_cte.metric_time__day AS metric_time__day
          , sma_10002_cte.booking__channel AS booking__channel
          , rss_10008_cte.category AS tour__category
          , sma_10002_cte.__web_revenue AS web_revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          rss_10008_cte
        ON
          sma_10002_cte.tour = rss_10008_cte.tour
      ) subq_14
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , tour__category
    ) subq_17
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_17.metric_time__day
  ) subq_23
  ON
    (
      subq_9.tour__category = subq_23.tour__category
    ) AND (
      subq_9.metric_time__day = subq_23.metric_time__day
    )
  GROUP BY
    COALESCE(subq_9.metric_time__day, subq_23.metric_time__day)
    , COALESCE(subq_9.tour__category, subq_23.tour__category)
) subq_24

--- by metric_time__day tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , tour_id AS tour
    , channel AS booking__channel
    , amount AS __web_revenue
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
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.metric_time__day, subq_23.metric_time__day) AS metric_time__day
    , COALESCE(subq_9.tour__length, subq_23.tour__length) AS tour__length
    , MAX(subq_9.now) AS now
    , MAX(subq_23.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'tour__length', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , tour__length
      , SUM(web_revenue) AS now
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'tour__length', 'booking__channel', 'metric_time__day']
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , sma_10002_cte.booking__channel AS booking__channel
        , rss_10008_cte.length AS tour__length
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_5
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , tour__length
  ) subq_9
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_17.tour__length AS tour__length
      , subq_17.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'tour__length', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , tour__length
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Join Standard Outputs
        -- Select: ['__web_revenue', 'tour__length', 'booking__channel', 'metric_time__day']
        SELECT
          sma_10002_cte.metric_time__day AS metric_time__day
          , sma_10002_cte.booking__channel AS booking__channel
          , rss_10008_cte.length AS tour__length
          , sma_10002_cte.__web_revenue AS web_revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          rss_10008_cte
        ON
          sma_10002_cte.tour = rss_10008_cte.tour
      ) subq_14
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , tour__length
    ) subq_17
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_17.metric_time__day
  ) subq_23
  ON
    (
      subq_9.tour__length = subq_23.tour__length
    ) AND (
      subq_9.metric_time__day = subq_23.metric_time__day
    )
  GROUP BY
    COALESCE(subq_9.metric_time__day, subq_23.metric_time__day)
    , COALESCE(subq_9.tour__length, subq_23.tour__length)
) subq_24

--- by metric_time__day tour__tier
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , tour_id AS tour
    , channel AS booking__channel
    , amount AS __web_revenue
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
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.metric_time__day, subq_23.metric_time__day) AS metric_time__day
    , COALESCE(subq_9.tour__tier, subq_23.tour__tier) AS tour__tier
    , MAX(subq_9.now) AS now
    , MAX(subq_23.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'tour__tier', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , tour__tier
      , SUM(web_revenue) AS now
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'tour__tier', 'booking__channel', 'metric_time__day']
      SELECT
        sma_10002_cte.metric_time__day AS metric_time__day
        , sma_10002_cte.booking__channel AS booking__channel
        , rss_10007_cte.tier AS tour__tier
        , sma_10002_cte.__web_revenue AS web_revenue
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
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , tour__tier
  ) subq_9
  FULL OUTER JOIN (
    -- Join to Time Spine Dataset
    -- Compute Metrics via Expressions
    SELECT
      time_spine_src_10000.day AS metric_time__day
      , subq_17.tour__tier AS tour__tier
      , subq_17.__web_revenue AS before
    FROM "metrics"."main"."days" time_spine_src_10000
    INNER JOIN (
      -- Constrain Output with WHERE
      -- Select: ['__web_revenue', 'tour__tier', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      SELECT
        metric_time__day
        , tour__tier
        , SUM(web_revenue) AS __web_revenue
      FROM (
        -- Join Standard Outputs
        -- Select: ['__web_revenue', 'tour__tier', 'booking__channel', 'metric_time__day']
        SELECT
          sma_10002_cte.metric_time__day AS metric_time__day
          , sma_10002_cte.booking__channel AS booking__channel
          , rss_10007_cte.tier AS tour__tier
          , sma_10002_cte.__web_revenue AS web_revenue
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
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , tour__tier
    ) subq_17
    ON
      time_spine_src_10000.day - INTERVAL 14 day = subq_17.metric_time__day
  ) subq_23
  ON
    (
      subq_9.tour__tier = subq_23.tour__tier
    ) AND (
      subq_9.metric_time__day = subq_23.metric_time__day
    )
  GROUP BY
    COALESCE(subq_9.metric_time__day, subq_23.metric_time__day)
    , COALESCE(subq_9.tour__tier, subq_23.tour__tier)
) subq_24

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , DATE_TRUNC('month', booked_at) AS metric_time__month
    , channel AS booking__channel
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , now - before AS web_revenue_growth
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__month, subq_17.metric_time__month) AS metric_time__month
    , MAX(subq_6.now) AS now
    , MAX(subq_17.before) AS before
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(web_revenue) AS now
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__channel', 'metric_time__month']
      SELECT
        metric_time__month
        , booking__channel
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__month
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(web_revenue) AS before
    FROM (
      -- Join to Time Spine Dataset
      -- Select: ['__web_revenue', 'booking__channel', 'metric_time__month']
      SELECT
        DATE_TRUNC('month', time_spine_src_10000.day) AS metric_time__month
        , sma_10002_cte.booking__channel AS booking__channel
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM "metrics"."main"."days" time_spine_src_10000
      INNER JOIN
        sma_10002_cte
      ON
        time_spine_src_10000.day - INTERVAL 14 day = sma_10002_cte.metric_time__day
    ) subq_13
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__month
  ) subq_17
  ON
    subq_6.metric_time__month = subq_17.metric_time__month
  GROUP BY
    COALESCE(subq_6.metric_time__month, subq_17.metric_time__month)
) subq_18
