--- by
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    MAX(subq_6.insured_share) AS insured_share
    , MAX(subq_19.web_share) AS web_share
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__insured', '__bookings']
    -- Select: ['__insured', '__bookings']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      CAST(SUM(__insured) AS DOUBLE) / CAST(NULLIF(SUM(__bookings), 0) AS DOUBLE) AS insured_share
    FROM sma_10002_cte
  ) subq_6
  CROSS JOIN (
    -- Combine Aggregated Outputs
    -- Compute Metrics via Expressions
    SELECT
      CAST(MAX(subq_12.from_web) AS DOUBLE) / CAST(NULLIF(MAX(subq_17.revenue), 0) AS DOUBLE) AS web_share
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        SUM(revenue) AS from_web
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__revenue', 'booking__channel']
        SELECT
          booking__channel
          , __revenue AS revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
    ) subq_12
    CROSS JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue']
      -- Select: ['__revenue']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        SUM(__revenue) AS revenue
      FROM sma_10002_cte
    ) subq_17
  ) subq_19
) subq_20

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_18.metric_time__day) AS metric_time__day
    , MAX(CAST(subq_5.insured AS DOUBLE) / CAST(NULLIF(subq_5.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_18.from_web AS DOUBLE) / CAST(NULLIF(subq_18.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__insured', '__bookings', 'metric_time__day']
    -- Select: ['__insured', '__bookings', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(__insured) AS insured
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      metric_time__day
  ) subq_5
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_12.metric_time__day, subq_17.metric_time__day) AS metric_time__day
      , MAX(subq_12.from_web) AS from_web
      , MAX(subq_17.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        metric_time__day
        , SUM(revenue) AS from_web
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
        SELECT
          metric_time__day
          , booking__channel
          , __revenue AS revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
    ) subq_12
    FULL OUTER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'metric_time__day']
      -- Select: ['__revenue', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        metric_time__day
        , SUM(__revenue) AS revenue
      FROM sma_10002_cte
      GROUP BY
        metric_time__day
    ) subq_17
    ON
      subq_12.metric_time__day = subq_17.metric_time__day
    GROUP BY
      COALESCE(subq_12.metric_time__day, subq_17.metric_time__day)
  ) subq_18
  ON
    subq_5.metric_time__day = subq_18.metric_time__day
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_18.metric_time__day)
) subq_20

--- by booking__channel
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__channel AS booking__channel
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__channel, subq_18.booking__channel) AS booking__channel
    , MAX(CAST(subq_5.insured AS DOUBLE) / CAST(NULLIF(subq_5.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_18.from_web AS DOUBLE) / CAST(NULLIF(subq_18.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__insured', '__bookings', 'booking__channel']
    -- Select: ['__insured', '__bookings', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(__insured) AS insured
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      booking__channel
  ) subq_5
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_12.booking__channel, subq_17.booking__channel) AS booking__channel
      , MAX(subq_12.from_web) AS from_web
      , MAX(subq_17.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'booking__channel']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        booking__channel
        , SUM(revenue) AS from_web
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__revenue', 'booking__channel']
        SELECT
          booking__channel
          , __revenue AS revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        booking__channel
    ) subq_12
    FULL OUTER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__channel']
      -- Select: ['__revenue', 'booking__channel']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        booking__channel
        , SUM(__revenue) AS revenue
      FROM sma_10002_cte
      GROUP BY
        booking__channel
    ) subq_17
    ON
      subq_12.booking__channel = subq_17.booking__channel
    GROUP BY
      COALESCE(subq_12.booking__channel, subq_17.booking__channel)
  ) subq_18
  ON
    subq_5.booking__channel = subq_18.booking__channel
  GROUP BY
    COALESCE(subq_5.booking__channel, subq_18.booking__channel)
) subq_20

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
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_18.metric_time__day) AS metric_time__day
    , COALESCE(subq_5.booking__channel, subq_18.booking__channel) AS booking__channel
    , MAX(CAST(subq_5.insured AS DOUBLE) / CAST(NULLIF(subq_5.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_18.from_web AS DOUBLE) / CAST(NULLIF(subq_18.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__insured', '__bookings', 'booking__channel', 'metric_time__day']
    -- Select: ['__insured', '__bookings', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , booking__channel
      , SUM(__insured) AS insured
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      metric_time__day
      , booking__channel
  ) subq_5
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_12.metric_time__day, subq_17.metric_time__day) AS metric_time__day
      , COALESCE(subq_12.booking__channel, subq_17.booking__channel) AS booking__channel
      , MAX(subq_12.from_web) AS from_web
      , MAX(subq_17.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        metric_time__day
        , booking__channel
        , SUM(revenue) AS from_web
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
        SELECT
          metric_time__day
          , booking__channel
          , __revenue AS revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__day
        , booking__channel
    ) subq_12
    FULL OUTER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
      -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        metric_time__day
        , booking__channel
        , SUM(__revenue) AS revenue
      FROM sma_10002_cte
      GROUP BY
        metric_time__day
        , booking__channel
    ) subq_17
    ON
      (
        subq_12.booking__channel = subq_17.booking__channel
      ) AND (
        subq_12.metric_time__day = subq_17.metric_time__day
      )
    GROUP BY
      COALESCE(subq_12.metric_time__day, subq_17.metric_time__day)
      , COALESCE(subq_12.booking__channel, subq_17.booking__channel)
  ) subq_18
  ON
    (
      subq_5.booking__channel = subq_18.booking__channel
    ) AND (
      subq_5.metric_time__day = subq_18.metric_time__day
    )
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_18.metric_time__day)
    , COALESCE(subq_5.booking__channel, subq_18.booking__channel)
) subq_20

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    channel AS booking__channel
    , is_insured AS booking__is_insured
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__is_insured AS booking__is_insured
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__is_insured, subq_18.booking__is_insured) AS booking__is_insured
    , MAX(CAST(subq_5.insured AS DOUBLE) / CAST(NULLIF(subq_5.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_18.from_web AS DOUBLE) / CAST(NULLIF(subq_18.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__insured', '__bookings', 'booking__is_insured']
    -- Select: ['__insured', '__bookings', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(__insured) AS insured
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      booking__is_insured
  ) subq_5
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_12.booking__is_insured, subq_17.booking__is_insured) AS booking__is_insured
      , MAX(subq_12.from_web) AS from_web
      , MAX(subq_17.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'booking__is_insured']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        booking__is_insured
        , SUM(revenue) AS from_web
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__revenue', 'booking__is_insured', 'booking__channel']
        SELECT
          booking__channel
          , booking__is_insured
          , __revenue AS revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        booking__is_insured
    ) subq_12
    FULL OUTER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__is_insured']
      -- Select: ['__revenue', 'booking__is_insured']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        booking__is_insured
        , SUM(__revenue) AS revenue
      FROM sma_10002_cte
      GROUP BY
        booking__is_insured
    ) subq_17
    ON
      subq_12.booking__is_insured = subq_17.booking__is_insured
    GROUP BY
      COALESCE(subq_12.booking__is_insured, subq_17.booking__is_insured)
  ) subq_18
  ON
    subq_5.booking__is_insured = subq_18.booking__is_insured
  GROUP BY
    COALESCE(subq_5.booking__is_insured, subq_18.booking__is_insured)
) subq_20

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    channel AS booking__channel
    , party AS booking__party
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__party AS booking__party
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__party, subq_18.booking__party) AS booking__party
    , MAX(CAST(subq_5.insured AS DOUBLE) / CAST(NULLIF(subq_5.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_18.from_web AS DOUBLE) / CAST(NULLIF(subq_18.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__insured', '__bookings', 'booking__party']
    -- Select: ['__insured', '__bookings', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(__insured) AS insured
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      booking__party
  ) subq_5
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_12.booking__party, subq_17.booking__party) AS booking__party
      , MAX(subq_12.from_web) AS from_web
      , MAX(subq_17.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'booking__party']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        booking__party
        , SUM(revenue) AS from_web
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__revenue', 'booking__party', 'booking__channel']
        SELECT
          booking__channel
          , booking__party
          , __revenue AS revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        booking__party
    ) subq_12
    FULL OUTER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'booking__party']
      -- Select: ['__revenue', 'booking__party']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        booking__party
        , SUM(__revenue) AS revenue
      FROM sma_10002_cte
      GROUP BY
        booking__party
    ) subq_17
    ON
      subq_12.booking__party = subq_17.booking__party
    GROUP BY
      COALESCE(subq_12.booking__party, subq_17.booking__party)
  ) subq_18
  ON
    subq_5.booking__party = subq_18.booking__party
  GROUP BY
    COALESCE(subq_5.booking__party, subq_18.booking__party)
) subq_20

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_18.customer__country__continent, subq_43.customer__country__continent) AS customer__country__continent
    , MAX(CAST(subq_18.insured AS DOUBLE) / CAST(NULLIF(subq_18.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_43.from_web AS DOUBLE) / CAST(NULLIF(subq_43.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Join Standard Outputs
    -- Select: ['__insured', '__bookings', 'customer__country__continent']
    -- Select: ['__insured', '__bookings', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      subq_13.country__continent AS customer__country__continent
      , SUM(sma_10002_cte.__insured) AS insured
      , SUM(sma_10002_cte.__bookings) AS bookings
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
    GROUP BY
      subq_13.country__continent
  ) subq_18
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_31.customer__country__continent, subq_42.customer__country__continent) AS customer__country__continent
      , MAX(subq_31.from_web) AS from_web
      , MAX(subq_42.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'customer__country__continent']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        customer__country__continent
        , SUM(revenue) AS from_web
      FROM (
        -- Join Standard Outputs
        -- Select: ['__revenue', 'customer__country__continent', 'booking__channel']
        SELECT
          sma_10002_cte.booking__channel AS booking__channel
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
      WHERE booking__channel = 'web'
      GROUP BY
        customer__country__continent
    ) subq_31
    FULL OUTER JOIN (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'customer__country__continent']
      -- Select: ['__revenue', 'customer__country__continent']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        subq_37.country__continent AS customer__country__continent
        , SUM(sma_10002_cte.__revenue) AS revenue
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
      ) subq_37
      ON
        sma_10002_cte.customer = subq_37.customer
      GROUP BY
        subq_37.country__continent
    ) subq_42
    ON
      subq_31.customer__country__continent = subq_42.customer__country__continent
    GROUP BY
      COALESCE(subq_31.customer__country__continent, subq_42.customer__country__continent)
  ) subq_43
  ON
    subq_18.customer__country__continent = subq_43.customer__country__continent
  GROUP BY
    COALESCE(subq_18.customer__country__continent, subq_43.customer__country__continent)
) subq_45

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.customer__home, subq_28.customer__home) AS customer__home
    , MAX(CAST(subq_9.insured AS DOUBLE) / CAST(NULLIF(subq_9.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_28.from_web AS DOUBLE) / CAST(NULLIF(subq_28.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Join Standard Outputs
    -- Select: ['__insured', '__bookings', 'customer__home']
    -- Select: ['__insured', '__bookings', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.home AS customer__home
      , SUM(sma_10002_cte.__insured) AS insured
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      sma_10002_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.home
  ) subq_9
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_19.customer__home, subq_27.customer__home) AS customer__home
      , MAX(subq_19.from_web) AS from_web
      , MAX(subq_27.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'customer__home']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        customer__home
        , SUM(revenue) AS from_web
      FROM (
        -- Join Standard Outputs
        -- Select: ['__revenue', 'customer__home', 'booking__channel']
        SELECT
          sma_10002_cte.booking__channel AS booking__channel
          , sma_10005_cte.home AS customer__home
          , sma_10002_cte.__revenue AS revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          sma_10005_cte
        ON
          sma_10002_cte.customer = sma_10005_cte.customer
      ) subq_15
      WHERE booking__channel = 'web'
      GROUP BY
        customer__home
    ) subq_19
    FULL OUTER JOIN (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'customer__home']
      -- Select: ['__revenue', 'customer__home']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        sma_10005_cte.home AS customer__home
        , SUM(sma_10002_cte.__revenue) AS revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
      GROUP BY
        sma_10005_cte.home
    ) subq_27
    ON
      subq_19.customer__home = subq_27.customer__home
    GROUP BY
      COALESCE(subq_19.customer__home, subq_27.customer__home)
  ) subq_28
  ON
    subq_9.customer__home = subq_28.customer__home
  GROUP BY
    COALESCE(subq_9.customer__home, subq_28.customer__home)
) subq_30

--- by customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.customer__segment, subq_28.customer__segment) AS customer__segment
    , MAX(CAST(subq_9.insured AS DOUBLE) / CAST(NULLIF(subq_9.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_28.from_web AS DOUBLE) / CAST(NULLIF(subq_28.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Join Standard Outputs
    -- Select: ['__insured', '__bookings', 'customer__segment']
    -- Select: ['__insured', '__bookings', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.segment AS customer__segment
      , SUM(sma_10002_cte.__insured) AS insured
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      sma_10002_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.segment
  ) subq_9
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_19.customer__segment, subq_27.customer__segment) AS customer__segment
      , MAX(subq_19.from_web) AS from_web
      , MAX(subq_27.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'customer__segment']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        customer__segment
        , SUM(revenue) AS from_web
      FROM (
        -- Join Standard Outputs
        -- Select: ['__revenue', 'customer__segment', 'booking__channel']
        SELECT
          sma_10002_cte.booking__channel AS booking__channel
          , sma_10005_cte.segment AS customer__segment
          , sma_10002_cte.__revenue AS revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          sma_10005_cte
        ON
          sma_10002_cte.customer = sma_10005_cte.customer
      ) subq_15
      WHERE booking__channel = 'web'
      GROUP BY
        customer__segment
    ) subq_19
    FULL OUTER JOIN (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'customer__segment']
      -- Select: ['__revenue', 'customer__segment']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        sma_10005_cte.segment AS customer__segment
        , SUM(sma_10002_cte.__revenue) AS revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10002_cte.customer = sma_10005_cte.customer
      GROUP BY
        sma_10005_cte.segment
    ) subq_27
    ON
      subq_19.customer__segment = subq_27.customer__segment
    GROUP BY
      COALESCE(subq_19.customer__segment, subq_27.customer__segment)
  ) subq_28
  ON
    subq_9.customer__segment = subq_28.customer__segment
  GROUP BY
    COALESCE(subq_9.customer__segment, subq_28.customer__segment)
) subq_30

--- by tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    tour_id AS tour
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.tour__category, subq_27.tour__category) AS tour__category
    , MAX(CAST(subq_8.insured AS DOUBLE) / CAST(NULLIF(subq_8.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_27.from_web AS DOUBLE) / CAST(NULLIF(subq_27.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Join Standard Outputs
    -- Select: ['__insured', '__bookings', 'tour__category']
    -- Select: ['__insured', '__bookings', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10008_cte.category AS tour__category
      , SUM(sma_10002_cte.__insured) AS insured
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      rss_10008_cte
    ON
      sma_10002_cte.tour = rss_10008_cte.tour
    GROUP BY
      rss_10008_cte.category
  ) subq_8
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_18.tour__category, subq_26.tour__category) AS tour__category
      , MAX(subq_18.from_web) AS from_web
      , MAX(subq_26.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'tour__category']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        tour__category
        , SUM(revenue) AS from_web
      FROM (
        -- Join Standard Outputs
        -- Select: ['__revenue', 'tour__category', 'booking__channel']
        SELECT
          sma_10002_cte.booking__channel AS booking__channel
          , rss_10008_cte.category AS tour__category
          , sma_10002_cte.__revenue AS revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          rss_10008_cte
        ON
          sma_10002_cte.tour = rss_10008_cte.tour
      ) subq_14
      WHERE booking__channel = 'web'
      GROUP BY
        tour__category
    ) subq_18
    FULL OUTER JOIN (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'tour__category']
      -- Select: ['__revenue', 'tour__category']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        rss_10008_cte.category AS tour__category
        , SUM(sma_10002_cte.__revenue) AS revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
      GROUP BY
        rss_10008_cte.category
    ) subq_26
    ON
      subq_18.tour__category = subq_26.tour__category
    GROUP BY
      COALESCE(subq_18.tour__category, subq_26.tour__category)
  ) subq_27
  ON
    subq_8.tour__category = subq_27.tour__category
  GROUP BY
    COALESCE(subq_8.tour__category, subq_27.tour__category)
) subq_29

--- by tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    tour_id AS tour
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.tour__length, subq_27.tour__length) AS tour__length
    , MAX(CAST(subq_8.insured AS DOUBLE) / CAST(NULLIF(subq_8.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_27.from_web AS DOUBLE) / CAST(NULLIF(subq_27.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Join Standard Outputs
    -- Select: ['__insured', '__bookings', 'tour__length']
    -- Select: ['__insured', '__bookings', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10008_cte.length AS tour__length
      , SUM(sma_10002_cte.__insured) AS insured
      , SUM(sma_10002_cte.__bookings) AS bookings
    FROM sma_10002_cte
    LEFT OUTER JOIN
      rss_10008_cte
    ON
      sma_10002_cte.tour = rss_10008_cte.tour
    GROUP BY
      rss_10008_cte.length
  ) subq_8
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_18.tour__length, subq_26.tour__length) AS tour__length
      , MAX(subq_18.from_web) AS from_web
      , MAX(subq_26.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'tour__length']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        tour__length
        , SUM(revenue) AS from_web
      FROM (
        -- Join Standard Outputs
        -- Select: ['__revenue', 'tour__length', 'booking__channel']
        SELECT
          sma_10002_cte.booking__channel AS booking__channel
          , rss_10008_cte.length AS tour__length
          , sma_10002_cte.__revenue AS revenue
        FROM sma_10002_cte
        LEFT OUTER JOIN
          rss_10008_cte
        ON
          sma_10002_cte.tour = rss_10008_cte.tour
      ) subq_14
      WHERE booking__channel = 'web'
      GROUP BY
        tour__length
    ) subq_18
    FULL OUTER JOIN (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'tour__length']
      -- Select: ['__revenue', 'tour__length']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        rss_10008_cte.length AS tour__length
        , SUM(sma_10002_cte.__revenue) AS revenue
      FROM sma_10002_cte
      LEFT OUTER JOIN
        rss_10008_cte
      ON
        sma_10002_cte.tour = rss_10008_cte.tour
      GROUP BY
        rss_10008_cte.length
    ) subq_26
    ON
      subq_18.tour__length = subq_26.tour__length
    GROUP BY
      COALESCE(subq_18.tour__length, subq_26.tour__length)
  ) subq_27
  ON
    subq_8.tour__length = subq_27.tour__length
  GROUP BY
    COALESCE(subq_8.tour__length, subq_27.tour__length)
) subq_29

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
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
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
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.tour__tier, subq_27.tour__tier) AS tour__tier
    , MAX(CAST(subq_8.insured AS DOUBLE) / CAST(NULLIF(subq_8.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_27.from_web AS DOUBLE) / CAST(NULLIF(subq_27.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Join Standard Outputs
    -- Select: ['__insured', '__bookings', 'tour__tier']
    -- Select: ['__insured', '__bookings', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10007_cte.tier AS tour__tier
      , SUM(sma_10002_cte.__insured) AS insured
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
      rss_10007_cte.tier
  ) subq_8
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_18.tour__tier, subq_26.tour__tier) AS tour__tier
      , MAX(subq_18.from_web) AS from_web
      , MAX(subq_26.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'tour__tier']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        tour__tier
        , SUM(revenue) AS from_web
      FROM (
        -- Join Standard Outputs
        -- Select: ['__revenue', 'tour__tier', 'booking__channel']
        SELECT
          sma_10002_cte.booking__channel AS booking__channel
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
      WHERE booking__channel = 'web'
      GROUP BY
        tour__tier
    ) subq_18
    FULL OUTER JOIN (
      -- Join Standard Outputs
      -- Select: ['__revenue', 'tour__tier']
      -- Select: ['__revenue', 'tour__tier']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        rss_10007_cte.tier AS tour__tier
        , SUM(sma_10002_cte.__revenue) AS revenue
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
        rss_10007_cte.tier
    ) subq_26
    ON
      subq_18.tour__tier = subq_26.tour__tier
    GROUP BY
      COALESCE(subq_18.tour__tier, subq_26.tour__tier)
  ) subq_27
  ON
    subq_8.tour__tier = subq_27.tour__tier
  GROUP BY
    COALESCE(subq_8.tour__tier, subq_27.tour__tier)
) subq_29

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __revenue
    , CASE WHEN is_insured THEN 1 ELSE 0 END AS __insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , 100 * (insured_share + web_share) AS insured_and_web_points
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__month, subq_18.metric_time__month) AS metric_time__month
    , MAX(CAST(subq_5.insured AS DOUBLE) / CAST(NULLIF(subq_5.bookings, 0) AS DOUBLE)) AS insured_share
    , MAX(CAST(subq_18.from_web AS DOUBLE) / CAST(NULLIF(subq_18.revenue, 0) AS DOUBLE)) AS web_share
  FROM (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__insured', '__bookings', 'metric_time__month']
    -- Select: ['__insured', '__bookings', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(__insured) AS insured
      , SUM(__bookings) AS bookings
    FROM sma_10002_cte
    GROUP BY
      metric_time__month
  ) subq_5
  FULL OUTER JOIN (
    -- Combine Aggregated Outputs
    SELECT
      COALESCE(subq_12.metric_time__month, subq_17.metric_time__month) AS metric_time__month
      , MAX(subq_12.from_web) AS from_web
      , MAX(subq_17.revenue) AS revenue
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__revenue', 'metric_time__month']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        metric_time__month
        , SUM(revenue) AS from_web
      FROM (
        -- Read From CTE For node_id=sma_10002
        -- Select: ['__revenue', 'booking__channel', 'metric_time__month']
        SELECT
          metric_time__month
          , booking__channel
          , __revenue AS revenue
        FROM sma_10002_cte
      ) subq_8
      WHERE booking__channel = 'web'
      GROUP BY
        metric_time__month
    ) subq_12
    FULL OUTER JOIN (
      -- Read From CTE For node_id=sma_10002
      -- Select: ['__revenue', 'metric_time__month']
      -- Select: ['__revenue', 'metric_time__month']
      -- Aggregate Inputs for Simple Metrics
      -- Compute Metrics via Expressions
      SELECT
        metric_time__month
        , SUM(__revenue) AS revenue
      FROM sma_10002_cte
      GROUP BY
        metric_time__month
    ) subq_17
    ON
      subq_12.metric_time__month = subq_17.metric_time__month
    GROUP BY
      COALESCE(subq_12.metric_time__month, subq_17.metric_time__month)
  ) subq_18
  ON
    subq_5.metric_time__month = subq_18.metric_time__month
  GROUP BY
    COALESCE(subq_5.metric_time__month, subq_18.metric_time__month)
) subq_20
