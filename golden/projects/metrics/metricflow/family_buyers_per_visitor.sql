--- by
-- Combine Aggregated Outputs
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , segment
  FROM "metrics"."main"."customers" customers_src_10000
)

SELECT
  CAST(MAX(subq_10.buyers) AS DOUBLE) / CAST(NULLIF(MAX(subq_20.visitors), 0) AS DOUBLE) AS family_buyers_per_visitor
FROM (
  -- Constrain Output with WHERE
  -- Select: ['__buyers']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    COUNT(DISTINCT buyers) AS buyers
  FROM (
    -- Join Standard Outputs
    -- Select: ['__buyers', 'customer__segment']
    SELECT
      sma_10005_cte.segment AS customer__segment
      , bookings_src_10000.customer_id AS buyers
    FROM "metrics"."main"."bookings" bookings_src_10000
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      bookings_src_10000.customer_id = sma_10005_cte.customer
  ) subq_6
  WHERE customer__segment = 'family'
) subq_10
CROSS JOIN (
  -- Constrain Output with WHERE
  -- Select: ['__visitors']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    COUNT(DISTINCT visitors) AS visitors
  FROM (
    -- Join Standard Outputs
    -- Select: ['__visitors', 'customer__segment']
    SELECT
      sma_10005_cte.segment AS customer__segment
      , visits_src_10000.customer_id AS visitors
    FROM "metrics"."main"."visits" visits_src_10000
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      visits_src_10000.customer_id = sma_10005_cte.customer
  ) subq_16
  WHERE customer__segment = 'family'
) subq_20

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , segment
  FROM "metrics"."main"."customers" customers_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , CAST(buyers AS DOUBLE) / CAST(NULLIF(visitors, 0) AS DOUBLE) AS family_buyers_per_visitor
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.metric_time__day, subq_20.metric_time__day) AS metric_time__day
    , MAX(subq_10.buyers) AS buyers
    , MAX(subq_20.visitors) AS visitors
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__buyers', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , COUNT(DISTINCT buyers) AS buyers
    FROM (
      -- Join Standard Outputs
      -- Select: ['__buyers', 'customer__segment', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', bookings_src_10000.booked_at) AS metric_time__day
        , sma_10005_cte.segment AS customer__segment
        , bookings_src_10000.customer_id AS buyers
      FROM "metrics"."main"."bookings" bookings_src_10000
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        bookings_src_10000.customer_id = sma_10005_cte.customer
    ) subq_6
    WHERE customer__segment = 'family'
    GROUP BY
      metric_time__day
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__visitors', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , COUNT(DISTINCT visitors) AS visitors
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visitors', 'customer__segment', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', visits_src_10000.visited_at) AS metric_time__day
        , sma_10005_cte.segment AS customer__segment
        , visits_src_10000.customer_id AS visitors
      FROM "metrics"."main"."visits" visits_src_10000
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        visits_src_10000.customer_id = sma_10005_cte.customer
    ) subq_16
    WHERE customer__segment = 'family'
    GROUP BY
      metric_time__day
  ) subq_20
  ON
    subq_10.metric_time__day = subq_20.metric_time__day
  GROUP BY
    COALESCE(subq_10.metric_time__day, subq_20.metric_time__day)
) subq_21

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , country_code AS country
    , segment
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
  , CAST(buyers AS DOUBLE) / CAST(NULLIF(visitors, 0) AS DOUBLE) AS family_buyers_per_visitor
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_19.customer__country__continent, subq_32.customer__country__continent) AS customer__country__continent
    , MAX(subq_19.buyers) AS buyers
    , MAX(subq_32.visitors) AS visitors
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__buyers', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__country__continent
      , COUNT(DISTINCT buyers) AS buyers
    FROM (
      -- Join Standard Outputs
      -- Select: ['__buyers', 'customer__country__continent', 'customer__segment']
      SELECT
        subq_13.segment AS customer__segment
        , subq_13.country__continent AS customer__country__continent
        , bookings_src_10000.customer_id AS buyers
      FROM "metrics"."main"."bookings" bookings_src_10000
      LEFT OUTER JOIN (
        -- Join Standard Outputs
        -- Select: ['country__continent', 'segment', 'customer']
        SELECT
          sma_10005_cte.customer AS customer
          , sma_10005_cte.segment AS segment
          , rss_10003_cte.continent AS country__continent
        FROM sma_10005_cte
        LEFT OUTER JOIN
          rss_10003_cte
        ON
          sma_10005_cte.country = rss_10003_cte.country
      ) subq_13
      ON
        bookings_src_10000.customer_id = subq_13.customer
    ) subq_15
    WHERE customer__segment = 'family'
    GROUP BY
      customer__country__continent
  ) subq_19
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__visitors', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__country__continent
      , COUNT(DISTINCT visitors) AS visitors
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visitors', 'customer__country__continent', 'customer__segment']
      SELECT
        subq_26.segment AS customer__segment
        , subq_26.country__continent AS customer__country__continent
        , visits_src_10000.customer_id AS visitors
      FROM "metrics"."main"."visits" visits_src_10000
      LEFT OUTER JOIN (
        -- Join Standard Outputs
        -- Select: ['country__continent', 'segment', 'customer']
        SELECT
          sma_10005_cte.customer AS customer
          , sma_10005_cte.segment AS segment
          , rss_10003_cte.continent AS country__continent
        FROM sma_10005_cte
        LEFT OUTER JOIN
          rss_10003_cte
        ON
          sma_10005_cte.country = rss_10003_cte.country
      ) subq_26
      ON
        visits_src_10000.customer_id = subq_26.customer
    ) subq_28
    WHERE customer__segment = 'family'
    GROUP BY
      customer__country__continent
  ) subq_32
  ON
    subq_19.customer__country__continent = subq_32.customer__country__continent
  GROUP BY
    COALESCE(subq_19.customer__country__continent, subq_32.customer__country__continent)
) subq_33

--- by metric_time__day customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , country_code AS country
    , segment
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
  metric_time__day AS metric_time__day
  , customer__country__continent AS customer__country__continent
  , CAST(buyers AS DOUBLE) / CAST(NULLIF(visitors, 0) AS DOUBLE) AS family_buyers_per_visitor
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_19.metric_time__day, subq_32.metric_time__day) AS metric_time__day
    , COALESCE(subq_19.customer__country__continent, subq_32.customer__country__continent) AS customer__country__continent
    , MAX(subq_19.buyers) AS buyers
    , MAX(subq_32.visitors) AS visitors
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__buyers', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , customer__country__continent
      , COUNT(DISTINCT buyers) AS buyers
    FROM (
      -- Join Standard Outputs
      -- Select: ['__buyers', 'customer__country__continent', 'customer__segment', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', bookings_src_10000.booked_at) AS metric_time__day
        , subq_13.segment AS customer__segment
        , subq_13.country__continent AS customer__country__continent
        , bookings_src_10000.customer_id AS buyers
      FROM "metrics"."main"."bookings" bookings_src_10000
      LEFT OUTER JOIN (
        -- Join Standard Outputs
        -- Select: ['country__continent', 'segment', 'customer']
        SELECT
          sma_10005_cte.customer AS customer
          , sma_10005_cte.segment AS segment
          , rss_10003_cte.continent AS country__continent
        FROM sma_10005_cte
        LEFT OUTER JOIN
          rss_10003_cte
        ON
          sma_10005_cte.country = rss_10003_cte.country
      ) subq_13
      ON
        bookings_src_10000.customer_id = subq_13.customer
    ) subq_15
    WHERE customer__segment = 'family'
    GROUP BY
      metric_time__day
      , customer__country__continent
  ) subq_19
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__visitors', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , customer__country__continent
      , COUNT(DISTINCT visitors) AS visitors
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visitors', 'customer__country__continent', 'customer__segment', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', visits_src_10000.visited_at) AS metric_time__day
        , subq_26.segment AS customer__segment
        , subq_26.country__continent AS customer__country__continent
        , visits_src_10000.customer_id AS visitors
      FROM "metrics"."main"."visits" visits_src_10000
      LEFT OUTER JOIN (
        -- Join Standard Outputs
        -- Select: ['country__continent', 'segment', 'customer']
        SELECT
          sma_10005_cte.customer AS customer
          , sma_10005_cte.segment AS segment
          , rss_10003_cte.continent AS country__continent
        FROM sma_10005_cte
        LEFT OUTER JOIN
          rss_10003_cte
        ON
          sma_10005_cte.country = rss_10003_cte.country
      ) subq_26
      ON
        visits_src_10000.customer_id = subq_26.customer
    ) subq_28
    WHERE customer__segment = 'family'
    GROUP BY
      metric_time__day
      , customer__country__continent
  ) subq_32
  ON
    (
      subq_19.customer__country__continent = subq_32.customer__country__continent
    ) AND (
      subq_19.metric_time__day = subq_32.metric_time__day
    )
  GROUP BY
    COALESCE(subq_19.metric_time__day, subq_32.metric_time__day)
    , COALESCE(subq_19.customer__country__continent, subq_32.customer__country__continent)
) subq_33

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , segment
    , country_code AS home
  FROM "metrics"."main"."customers" customers_src_10000
)

SELECT
  customer__home AS customer__home
  , CAST(buyers AS DOUBLE) / CAST(NULLIF(visitors, 0) AS DOUBLE) AS family_buyers_per_visitor
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.customer__home, subq_20.customer__home) AS customer__home
    , MAX(subq_10.buyers) AS buyers
    , MAX(subq_20.visitors) AS visitors
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__buyers', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__home
      , COUNT(DISTINCT buyers) AS buyers
    FROM (
      -- Join Standard Outputs
      -- Select: ['__buyers', 'customer__home', 'customer__segment']
      SELECT
        sma_10005_cte.segment AS customer__segment
        , sma_10005_cte.home AS customer__home
        , bookings_src_10000.customer_id AS buyers
      FROM "metrics"."main"."bookings" bookings_src_10000
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        bookings_src_10000.customer_id = sma_10005_cte.customer
    ) subq_6
    WHERE customer__segment = 'family'
    GROUP BY
      customer__home
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__visitors', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__home
      , COUNT(DISTINCT visitors) AS visitors
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visitors', 'customer__home', 'customer__segment']
      SELECT
        sma_10005_cte.segment AS customer__segment
        , sma_10005_cte.home AS customer__home
        , visits_src_10000.customer_id AS visitors
      FROM "metrics"."main"."visits" visits_src_10000
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        visits_src_10000.customer_id = sma_10005_cte.customer
    ) subq_16
    WHERE customer__segment = 'family'
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
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , segment
  FROM "metrics"."main"."customers" customers_src_10000
)

SELECT
  customer__segment AS customer__segment
  , CAST(buyers AS DOUBLE) / CAST(NULLIF(visitors, 0) AS DOUBLE) AS family_buyers_per_visitor
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.customer__segment, subq_20.customer__segment) AS customer__segment
    , MAX(subq_10.buyers) AS buyers
    , MAX(subq_20.visitors) AS visitors
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__buyers', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__segment
      , COUNT(DISTINCT buyers) AS buyers
    FROM (
      -- Join Standard Outputs
      -- Select: ['__buyers', 'customer__segment']
      SELECT
        sma_10005_cte.segment AS customer__segment
        , bookings_src_10000.customer_id AS buyers
      FROM "metrics"."main"."bookings" bookings_src_10000
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        bookings_src_10000.customer_id = sma_10005_cte.customer
    ) subq_6
    WHERE customer__segment = 'family'
    GROUP BY
      customer__segment
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__visitors', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      customer__segment
      , COUNT(DISTINCT visitors) AS visitors
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visitors', 'customer__segment']
      SELECT
        sma_10005_cte.segment AS customer__segment
        , visits_src_10000.customer_id AS visitors
      FROM "metrics"."main"."visits" visits_src_10000
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        visits_src_10000.customer_id = sma_10005_cte.customer
    ) subq_16
    WHERE customer__segment = 'family'
    GROUP BY
      customer__segment
  ) subq_20
  ON
    subq_10.customer__segment = subq_20.customer__segment
  GROUP BY
    COALESCE(subq_10.customer__segment, subq_20.customer__segment)
) subq_21

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , segment
  FROM "metrics"."main"."customers" customers_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , CAST(buyers AS DOUBLE) / CAST(NULLIF(visitors, 0) AS DOUBLE) AS family_buyers_per_visitor
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_10.metric_time__month, subq_20.metric_time__month) AS metric_time__month
    , MAX(subq_10.buyers) AS buyers
    , MAX(subq_20.visitors) AS visitors
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__buyers', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , COUNT(DISTINCT buyers) AS buyers
    FROM (
      -- Join Standard Outputs
      -- Select: ['__buyers', 'customer__segment', 'metric_time__month']
      SELECT
        DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
        , sma_10005_cte.segment AS customer__segment
        , bookings_src_10000.customer_id AS buyers
      FROM "metrics"."main"."bookings" bookings_src_10000
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        bookings_src_10000.customer_id = sma_10005_cte.customer
    ) subq_6
    WHERE customer__segment = 'family'
    GROUP BY
      metric_time__month
  ) subq_10
  FULL OUTER JOIN (
    -- Constrain Output with WHERE
    -- Select: ['__visitors', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , COUNT(DISTINCT visitors) AS visitors
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visitors', 'customer__segment', 'metric_time__month']
      SELECT
        DATE_TRUNC('month', visits_src_10000.visited_at) AS metric_time__month
        , sma_10005_cte.segment AS customer__segment
        , visits_src_10000.customer_id AS visitors
      FROM "metrics"."main"."visits" visits_src_10000
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        visits_src_10000.customer_id = sma_10005_cte.customer
    ) subq_16
    WHERE customer__segment = 'family'
    GROUP BY
      metric_time__month
  ) subq_20
  ON
    subq_10.metric_time__month = subq_20.metric_time__month
  GROUP BY
    COALESCE(subq_10.metric_time__month, subq_20.metric_time__month)
) subq_21
