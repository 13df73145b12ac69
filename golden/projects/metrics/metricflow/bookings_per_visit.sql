--- by
-- Combine Aggregated Outputs
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  CAST(MAX(subq_5.bookings) AS DOUBLE) / CAST(NULLIF(MAX(subq_11.visits), 0) AS DOUBLE) AS bookings_per_visit
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__bookings']
  -- Select: ['__bookings']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    SUM(1) AS bookings
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_5
CROSS JOIN (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  -- Select: ['__visits']
  -- Select: ['__visits']
  -- Aggregate Inputs for Simple Metrics
  -- Compute Metrics via Expressions
  SELECT
    SUM(1) AS visits
  FROM "metrics"."main"."visits" visits_src_10000
) subq_11

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , CAST(bookings AS DOUBLE) / CAST(NULLIF(visits, 0) AS DOUBLE) AS bookings_per_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_11.metric_time__day) AS metric_time__day
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.visits) AS visits
  FROM (
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(__bookings) AS bookings
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
  ) subq_5
  FULL OUTER JOIN (
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , SUM(__visits) AS visits
    FROM (
      -- Read Elements From Semantic Model 'visits'
      -- Metric Time Dimension 'visited_at'
      -- Select: ['__visits', 'metric_time__day']
      -- Select: ['__visits', 'metric_time__day']
      SELECT
        DATE_TRUNC('day', visited_at) AS metric_time__day
        , 1 AS __visits
      FROM "metrics"."main"."visits" visits_src_10000
    ) subq_9
    GROUP BY
      metric_time__day
  ) subq_11
  ON
    subq_5.metric_time__day = subq_11.metric_time__day
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_11.metric_time__day)
) subq_12

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
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
  , CAST(bookings AS DOUBLE) / CAST(NULLIF(visits, 0) AS DOUBLE) AS bookings_per_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_12.customer__country__continent, subq_24.customer__country__continent) AS customer__country__continent
    , MAX(subq_12.bookings) AS bookings
    , MAX(subq_24.visits) AS visits
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__country__continent']
    -- Select: ['__bookings', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      subq_7.country__continent AS customer__country__continent
      , SUM(subq_1.__bookings) AS bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        customer_id AS customer
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_1
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
    ) subq_7
    ON
      subq_1.customer = subq_7.customer
    GROUP BY
      subq_7.country__continent
  ) subq_12
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__country__continent']
    -- Select: ['__visits', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      subq_19.country__continent AS customer__country__continent
      , SUM(subq_14.__visits) AS visits
    FROM (
      -- Read Elements From Semantic Model 'visits'
      -- Metric Time Dimension 'visited_at'
      SELECT
        customer_id AS customer
        , 1 AS __visits
      FROM "metrics"."main"."visits" visits_src_10000
    ) subq_14
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
    ) subq_19
    ON
      subq_14.customer = subq_19.customer
    GROUP BY
      subq_19.country__continent
  ) subq_24
  ON
    subq_12.customer__country__continent = subq_24.customer__country__continent
  GROUP BY
    COALESCE(subq_12.customer__country__continent, subq_24.customer__country__continent)
) subq_25

--- by metric_time__day customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
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
  metric_time__day AS metric_time__day
  , customer__country__continent AS customer__country__continent
  , CAST(bookings AS DOUBLE) / CAST(NULLIF(visits, 0) AS DOUBLE) AS bookings_per_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_12.metric_time__day, subq_24.metric_time__day) AS metric_time__day
    , COALESCE(subq_12.customer__country__continent, subq_24.customer__country__continent) AS customer__country__continent
    , MAX(subq_12.bookings) AS bookings
    , MAX(subq_24.visits) AS visits
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
    -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      subq_1.metric_time__day AS metric_time__day
      , subq_7.country__continent AS customer__country__continent
      , SUM(subq_1.__bookings) AS bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , customer_id AS customer
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_1
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
    ) subq_7
    ON
      subq_1.customer = subq_7.customer
    GROUP BY
      subq_1.metric_time__day
      , subq_7.country__continent
  ) subq_12
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
    -- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      subq_14.metric_time__day AS metric_time__day
      , subq_19.country__continent AS customer__country__continent
      , SUM(subq_14.__visits) AS visits
    FROM (
      -- Read Elements From Semantic Model 'visits'
      -- Metric Time Dimension 'visited_at'
      SELECT
        DATE_TRUNC('day', visited_at) AS metric_time__day
        , customer_id AS customer
        , 1 AS __visits
      FROM "metrics"."main"."visits" visits_src_10000
    ) subq_14
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
    ) subq_19
    ON
      subq_14.customer = subq_19.customer
    GROUP BY
      subq_14.metric_time__day
      , subq_19.country__continent
  ) subq_24
  ON
    (
      subq_12.customer__country__continent = subq_24.customer__country__continent
    ) AND (
      subq_12.metric_time__day = subq_24.metric_time__day
    )
  GROUP BY
    COALESCE(subq_12.metric_time__day, subq_24.metric_time__day)
    , COALESCE(subq_12.customer__country__continent, subq_24.customer__country__continent)
) subq_25

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10005_cte AS (
  -- Read Elements From Semantic Model 'customers'
  -- Metric Time Dimension 'joined_on'
  SELECT
    customer_id AS customer
    , country_code AS home
  FROM "metrics"."main"."customers" customers_src_10000
)

SELECT
  customer__home AS customer__home
  , CAST(bookings AS DOUBLE) / CAST(NULLIF(visits, 0) AS DOUBLE) AS bookings_per_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.customer__home, subq_18.customer__home) AS customer__home
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_18.visits) AS visits
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__home']
    -- Select: ['__bookings', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.home AS customer__home
      , SUM(subq_1.__bookings) AS bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        customer_id AS customer
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_1
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      subq_1.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.home
  ) subq_9
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__home']
    -- Select: ['__visits', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.home AS customer__home
      , SUM(subq_11.__visits) AS visits
    FROM (
      -- Read Elements From Semantic Model 'visits'
      -- Metric Time Dimension 'visited_at'
      SELECT
        customer_id AS customer
        , 1 AS __visits
      FROM "metrics"."main"."visits" visits_src_10000
    ) subq_11
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      subq_11.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.home
  ) subq_18
  ON
    subq_9.customer__home = subq_18.customer__home
  GROUP BY
    COALESCE(subq_9.customer__home, subq_18.customer__home)
) subq_19

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
  , CAST(bookings AS DOUBLE) / CAST(NULLIF(visits, 0) AS DOUBLE) AS bookings_per_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.customer__segment, subq_18.customer__segment) AS customer__segment
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_18.visits) AS visits
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__segment']
    -- Select: ['__bookings', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.segment AS customer__segment
      , SUM(subq_1.__bookings) AS bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      SELECT
        customer_id AS customer
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_1
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      subq_1.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.segment
  ) subq_9
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__segment']
    -- Select: ['__visits', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.segment AS customer__segment
      , SUM(subq_11.__visits) AS visits
    FROM (
      -- Read Elements From Semantic Model 'visits'
      -- Metric Time Dimension 'visited_at'
      SELECT
        customer_id AS customer
        , 1 AS __visits
      FROM "metrics"."main"."visits" visits_src_10000
    ) subq_11
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      subq_11.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.segment
  ) subq_18
  ON
    subq_9.customer__segment = subq_18.customer__segment
  GROUP BY
    COALESCE(subq_9.customer__segment, subq_18.customer__segment)
) subq_19

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , CAST(bookings AS DOUBLE) / CAST(NULLIF(visits, 0) AS DOUBLE) AS bookings_per_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__month, subq_11.metric_time__month) AS metric_time__month
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.visits) AS visits
  FROM (
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(__bookings) AS bookings
    FROM (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      -- Select: ['__bookings', 'metric_time__month']
      -- Select: ['__bookings', 'metric_time__month']
      SELECT
        DATE_TRUNC('month', booked_at) AS metric_time__month
        , 1 AS __bookings
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_3
    GROUP BY
      metric_time__month
  ) subq_5
  FULL OUTER JOIN (
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      metric_time__month
      , SUM(__visits) AS visits
    FROM (
      -- Read Elements From Semantic Model 'visits'
      -- Metric Time Dimension 'visited_at'
      -- Select: ['__visits', 'metric_time__month']
      -- Select: ['__visits', 'metric_time__month']
      SELECT
        DATE_TRUNC('month', visited_at) AS metric_time__month
        , 1 AS __visits
      FROM "metrics"."main"."visits" visits_src_10000
    ) subq_9
    GROUP BY
      metric_time__month
  ) subq_11
  ON
    subq_5.metric_time__month = subq_11.metric_time__month
  GROUP BY
    COALESCE(subq_5.metric_time__month, subq_11.metric_time__month)
) subq_12
