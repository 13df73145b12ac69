--- by
-- Combine Aggregated Outputs
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  CAST(MAX(subq_6.web_revenue) AS DOUBLE) / CAST(NULLIF(MAX(subq_12.revenue), 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Constrain Output with WHERE
  -- Select: ['__web_revenue']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    SUM(web_revenue) AS web_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__web_revenue', 'booking__channel', 'booking__party']
    SELECT
      booking__channel
      , booking__party
      , __web_revenue AS web_revenue
    FROM sma_10002_cte
  ) subq_2
  WHERE (booking__channel = 'web') AND (booking__party = 'group')
) subq_6
CROSS JOIN (
  -- Constrain Output with WHERE
  -- Select: ['__revenue']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    SUM(revenue) AS revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__revenue', 'booking__party']
    SELECT
      booking__party
      , __revenue AS revenue
    FROM sma_10002_cte
  ) subq_8
  WHERE booking__party = 'group'
) subq_12

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_12.metric_time__day) AS metric_time__day
    , MAX(subq_6.web_revenue) AS web_revenue
    , MAX(subq_12.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__channel', 'booking__party', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , booking__party
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      metric_time__day
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(revenue) AS revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__party', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__party
        , __revenue AS revenue
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'group'
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
    , amount AS __revenue
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__channel AS booking__channel
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__channel, subq_12.booking__channel) AS booking__channel
    , MAX(subq_6.web_revenue) AS web_revenue
    , MAX(subq_12.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__channel', 'booking__party']
      SELECT
        booking__channel
        , booking__party
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      booking__channel
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(revenue) AS revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__channel', 'booking__party']
      SELECT
        booking__channel
        , booking__party
        , __revenue AS revenue
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'group'
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
    , amount AS __revenue
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__day, subq_12.metric_time__day) AS metric_time__day
    , COALESCE(subq_6.booking__channel, subq_12.booking__channel) AS booking__channel
    , MAX(subq_6.web_revenue) AS web_revenue
    , MAX(subq_12.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__channel', 'booking__party', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , booking__party
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(revenue) AS revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__channel', 'booking__party', 'metric_time__day']
      SELECT
        metric_time__day
        , booking__channel
        , booking__party
        , __revenue AS revenue
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'group'
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
    channel AS booking__channel
    , party AS booking__party
    , is_insured AS booking__is_insured
    , amount AS __revenue
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__is_insured AS booking__is_insured
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__is_insured, subq_12.booking__is_insured) AS booking__is_insured
    , MAX(subq_6.web_revenue) AS web_revenue
    , MAX(subq_12.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__is_insured', 'booking__channel', 'booking__party']
      SELECT
        booking__channel
        , booking__party
        , booking__is_insured
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      booking__is_insured
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(revenue) AS revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__is_insured', 'booking__party']
      SELECT
        booking__party
        , booking__is_insured
        , __revenue AS revenue
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'group'
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
    channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__party AS booking__party
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.booking__party, subq_12.booking__party) AS booking__party
    , MAX(subq_6.web_revenue) AS web_revenue
    , MAX(subq_12.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__party', 'booking__channel']
      SELECT
        booking__channel
        , booking__party
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      booking__party
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(revenue) AS revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__party']
      SELECT
        booking__party
        , __revenue AS revenue
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'group'
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
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
    , amount AS __web_revenue
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
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_19.customer__country__continent, subq_31.customer__country__continent) AS customer__country__continent
    , MAX(subq_19.web_revenue) AS web_revenue
    , MAX(subq_31.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__country__continent
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'customer__country__continent', 'booking__channel', 'booking__party']
      SELECT
        sma_10002_cte.booking__channel AS booking__channel
        , sma_10002_cte.booking__party AS booking__party
        , subq_13.country__continent AS customer__country__continent
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
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
        sma_10002_cte.customer = subq_13.customer
    ) subq_15
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      customer__country__continent
  ) subq_19
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__country__continent
      , SUM(revenue) AS revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'customer__country__continent', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , subq_25.country__continent AS customer__country__continent
        , sma_10002_cte.__revenue AS revenue
      FROM sma_10002_cte
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
      ) subq_25
      ON
        sma_10002_cte.customer = subq_25.customer
    ) subq_27
    WHERE booking__party = 'group'
    GROUP BY
      customer__country__continent
  ) subq_31
  ON
    subq_19.customer__country__continent = subq_31.customer__country__continent
  GROUP BY
    COALESCE(subq_19.customer__country__continent, subq_31.customer__country__continent)
) subq_32

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
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
  customer__home AS customer__home
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.customer__home, subq_19.customer__home) AS customer__home
    , MAX(subq_10.web_revenue) AS web_revenue
    , MAX(subq_19.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__home
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'customer__home', 'booking__channel', 'booking__party']
      SELECT
        sma_10002_cte.booking__channel AS booking__channel
        , sma_10002_cte.booking__party AS booking__party
        , sma_10005_cte.home AS customer__home
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      customer__home
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__home
      , SUM(revenue) AS revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'customer__home', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , sma_10005_cte.home AS customer__home
        , sma_10002_cte.__revenue AS revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_15
    WHERE booking__party = 'group'
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
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
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
  customer__segment AS customer__segment
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.customer__segment, subq_19.customer__segment) AS customer__segment
    , MAX(subq_10.web_revenue) AS web_revenue
    , MAX(subq_19.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__segment
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'customer__segment', 'booking__channel', 'booking__party']
      SELECT
        sma_10002_cte.booking__channel AS booking__channel
        , sma_10002_cte.booking__party AS booking__party
        , sma_10005_cte.segment AS customer__segment
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      customer__segment
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__segment
      , SUM(revenue) AS revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'customer__segment', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , sma_10005_cte.segment AS customer__segment
        , sma_10002_cte.__revenue AS revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
    ) subq_15
    WHERE booking__party = 'group'
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
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
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
  tour__category AS tour__category
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__category, subq_18.tour__category) AS tour__category
    , MAX(subq_9.web_revenue) AS web_revenue
    , MAX(subq_18.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__category
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'tour__category', 'booking__channel', 'booking__party']
      SELECT
        sma_10002_cte.booking__channel AS booking__channel
        , sma_10002_cte.booking__party AS booking__party
        , rss_10008_cte.category AS tour__category
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_5
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      tour__category
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__category
      , SUM(revenue) AS revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'tour__category', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10008_cte.category AS tour__category
        , sma_10002_cte.__revenue AS revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_14
    WHERE booking__party = 'group'
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
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
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
  tour__length AS tour__length
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__length, subq_18.tour__length) AS tour__length
    , MAX(subq_9.web_revenue) AS web_revenue
    , MAX(subq_18.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__length
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'tour__length', 'booking__channel', 'booking__party']
      SELECT
        sma_10002_cte.booking__channel AS booking__channel
        , sma_10002_cte.booking__party AS booking__party
        , rss_10008_cte.length AS tour__length
        , sma_10002_cte.__web_revenue AS web_revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_5
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      tour__length
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__length
      , SUM(revenue) AS revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'tour__length', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10008_cte.length AS tour__length
        , sma_10002_cte.__revenue AS revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
    ) subq_14
    WHERE booking__party = 'group'
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
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
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
  tour__tier AS tour__tier
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.tour__tier, subq_18.tour__tier) AS tour__tier
    , MAX(subq_9.web_revenue) AS web_revenue
    , MAX(subq_18.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__tier
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__web_revenue', 'tour__tier', 'booking__channel', 'booking__party']
      SELECT
        sma_10002_cte.booking__channel AS booking__channel
        , sma_10002_cte.booking__party AS booking__party
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
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      tour__tier
  ) subq_9
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      tour__tier
      , SUM(revenue) AS revenue
    FROM (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'tour__tier', 'booking__party']
      SELECT
        sma_10002_cte.booking__party AS booking__party
        , rss_10007_cte.tier AS tour__tier
        , sma_10002_cte.__revenue AS revenue
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
    WHERE booking__party = 'group'
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
    , channel AS booking__channel
    , party AS booking__party
    , amount AS __revenue
    , amount AS __web_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , CAST(web_revenue AS DOUBLE) / CAST(NULLIF(revenue, 0) AS DOUBLE) AS web_share_of_groups
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_6.metric_time__month, subq_12.metric_time__month) AS metric_time__month
    , MAX(subq_6.web_revenue) AS web_revenue
    , MAX(subq_12.revenue) AS revenue
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__web_revenue', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(web_revenue) AS web_revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__web_revenue', 'booking__channel', 'booking__party', 'metric_time__month']
      SELECT
        metric_time__month
        , booking__channel
        , booking__party
        , __web_revenue AS web_revenue
      FROM sma_10002_cte
    ) subq_2
    WHERE (booking__channel = 'web') AND (booking__party = 'group')
    GROUP BY
      metric_time__month
  ) subq_6
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(revenue) AS revenue
    FROM (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__party', 'metric_time__month']
      SELECT
        metric_time__month
        , booking__party
        , __revenue AS revenue
      FROM sma_10002_cte
    ) subq_8
    WHERE booking__party = 'group'
    GROUP BY
      metric_time__month
  ) subq_12
  ON
    subq_6.metric_time__month = subq_12.metric_time__month
  GROUP BY
    COALESCE(subq_6.metric_time__month, subq_12.metric_time__month)
) subq_13
