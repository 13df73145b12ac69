--- by
-- Combine Aggregated Outputs
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10008_cte AS (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
)

SELECT
  CAST(MAX(subq_15.__bookings) AS DOUBLE) / CAST(NULLIF(MAX(subq_4.__visits), 0) AS DOUBLE) AS booking_ever_after_visit
FROM (
  -- Read From CTE For node_id=sma_10008
  -- Select: ['__visits']
  -- Select: ['__visits']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    SUM(__visits) AS __visits
  FROM sma_10008_cte
) subq_4
CROSS JOIN (
  -- Find conversions for customer within the range of INF
  -- Select: ['__bookings']
  -- Select: ['__bookings']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    SUM(__bookings) AS __bookings
  FROM (
    -- Dedupe the fanout with mf_internal_uuid in the conversion data set
    SELECT DISTINCT
      FIRST_VALUE(sma_10008_cte.__visits) OVER (
        PARTITION BY
          subq_10.customer
          , subq_10.metric_time__day
          , subq_10.mf_internal_uuid
        ORDER BY sma_10008_cte.metric_time__day DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS __visits
      , FIRST_VALUE(sma_10008_cte.metric_time__day) OVER (
        PARTITION BY
          subq_10.customer
          , subq_10.metric_time__day
          , subq_10.mf_internal_uuid
        ORDER BY sma_10008_cte.metric_time__day DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS metric_time__day
      , FIRST_VALUE(sma_10008_cte.customer) OVER (
        PARTITION BY
          subq_10.customer
          , subq_10.metric_time__day
          , subq_10.mf_internal_uuid
        ORDER BY sma_10008_cte.metric_time__day DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS customer
      , subq_10.mf_internal_uuid AS mf_internal_uuid
      , subq_10.__bookings AS __bookings
    FROM sma_10008_cte
    INNER JOIN (
      -- Read Elements From Semantic Model 'bookings'
      -- Metric Time Dimension 'booked_at'
      -- Add column with generated UUID
      SELECT
        DATE_TRUNC('day', booked_at) AS metric_time__day
        , customer_id AS customer
        , 1 AS __bookings
        , GEN_RANDOM_UUID() AS mf_internal_uuid
      FROM "metrics"."main"."bookings" bookings_src_10000
    ) subq_10
    ON
      (
        sma_10008_cte.customer = subq_10.customer
      ) AND (
        (sma_10008_cte.metric_time__day <= subq_10.metric_time__day)
      )
  ) subq_11
) subq_15

--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10008_cte AS (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_ever_after_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_4.metric_time__day, subq_15.metric_time__day) AS metric_time__day
    , MAX(subq_4.__visits) AS __visits
    , MAX(subq_15.__bookings) AS __bookings
  FROM (
    -- Read From CTE For node_id=sma_10008
    -- Select: ['__visits', 'metric_time__day']
    -- Select: ['__visits', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , SUM(__visits) AS __visits
    FROM sma_10008_cte
    GROUP BY
      metric_time__day
  ) subq_4
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of INF
    -- Select: ['__bookings', 'metric_time__day']
    -- Select: ['__bookings', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(sma_10008_cte.__visits) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(sma_10008_cte.metric_time__day) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(sma_10008_cte.customer) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_10.mf_internal_uuid AS mf_internal_uuid
        , subq_10.__bookings AS __bookings
      FROM sma_10008_cte
      INNER JOIN (
        -- Read Elements From Semantic Model 'bookings'
        -- Metric Time Dimension 'booked_at'
        -- Add column with generated UUID
        SELECT
          DATE_TRUNC('day', booked_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __bookings
          , GEN_RANDOM_UUID() AS mf_internal_uuid
        FROM "metrics"."main"."bookings" bookings_src_10000
      ) subq_10
      ON
        (
          sma_10008_cte.customer = subq_10.customer
        ) AND (
          (sma_10008_cte.metric_time__day <= subq_10.metric_time__day)
        )
    ) subq_11
    GROUP BY
      metric_time__day
  ) subq_15
  ON
    subq_4.metric_time__day = subq_15.metric_time__day
  GROUP BY
    COALESCE(subq_4.metric_time__day, subq_15.metric_time__day)
) subq_16

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10008_cte AS (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
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
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_ever_after_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_11.customer__country__continent, subq_28.customer__country__continent) AS customer__country__continent
    , MAX(subq_11.__visits) AS __visits
    , MAX(subq_28.__bookings) AS __bookings
  FROM (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__country__continent']
    -- Select: ['__visits', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      subq_7.country__continent AS customer__country__continent
      , SUM(sma_10008_cte.__visits) AS __visits
    FROM sma_10008_cte
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
      sma_10008_cte.customer = subq_7.customer
    GROUP BY
      subq_7.country__continent
  ) subq_11
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of INF
    -- Select: ['__bookings', 'customer__country__continent']
    -- Select: ['__bookings', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__country__continent
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_20.__visits) OVER (
          PARTITION BY
            subq_23.customer
            , subq_23.metric_time__day
            , subq_23.mf_internal_uuid
          ORDER BY subq_20.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_20.customer__country__continent) OVER (
          PARTITION BY
            subq_23.customer
            , subq_23.metric_time__day
            , subq_23.mf_internal_uuid
          ORDER BY subq_20.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer__country__continent
        , FIRST_VALUE(subq_20.metric_time__day) OVER (
          PARTITION BY
            subq_23.customer
            , subq_23.metric_time__day
            , subq_23.mf_internal_uuid
          ORDER BY subq_20.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_20.customer) OVER (
          PARTITION BY
            subq_23.customer
            , subq_23.metric_time__day
            , subq_23.mf_internal_uuid
          ORDER BY subq_20.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_23.mf_internal_uuid AS mf_internal_uuid
        , subq_23.__bookings AS __bookings
      FROM (
        -- Join Standard Outputs
        -- Select: ['__visits', 'customer__country__continent', 'metric_time__day', 'customer']
        -- Select: ['__visits', 'customer__country__continent', 'metric_time__day', 'customer']
        SELECT
          sma_10008_cte.metric_time__day AS metric_time__day
          , sma_10008_cte.customer AS customer
          , subq_17.country__continent AS customer__country__continent
          , sma_10008_cte.__visits AS __visits
        FROM sma_10008_cte
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
        ) subq_17
        ON
          sma_10008_cte.customer = subq_17.customer
      ) subq_20
      INNER JOIN (
        -- Read Elements From Semantic Model 'bookings'
        -- Metric Time Dimension 'booked_at'
        -- Add column with generated UUID
        SELECT
          DATE_TRUNC('day', booked_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __bookings
          , GEN_RANDOM_UUID() AS mf_internal_uuid
        FROM "metrics"."main"."bookings" bookings_src_10000
      ) subq_23
      ON
        (
          subq_20.customer = subq_23.customer
        ) AND (
          (subq_20.metric_time__day <= subq_23.metric_time__day)
        )
    ) subq_24
    GROUP BY
      customer__country__continent
  ) subq_28
  ON
    subq_11.customer__country__continent = subq_28.customer__country__continent
  GROUP BY
    COALESCE(subq_11.customer__country__continent, subq_28.customer__country__continent)
) subq_29

--- by metric_time__day customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10008_cte AS (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
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
  metric_time__day AS metric_time__day
  , customer__country__continent AS customer__country__continent
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_ever_after_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_11.metric_time__day, subq_28.metric_time__day) AS metric_time__day
    , COALESCE(subq_11.customer__country__continent, subq_28.customer__country__continent) AS customer__country__continent
    , MAX(subq_11.__visits) AS __visits
    , MAX(subq_28.__bookings) AS __bookings
  FROM (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
    -- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      sma_10008_cte.metric_time__day AS metric_time__day
      , subq_7.country__continent AS customer__country__continent
      , SUM(sma_10008_cte.__visits) AS __visits
    FROM sma_10008_cte
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
      sma_10008_cte.customer = subq_7.customer
    GROUP BY
      sma_10008_cte.metric_time__day
      , subq_7.country__continent
  ) subq_11
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of INF
    -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
    -- Select: ['__bookings', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , customer__country__continent
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_20.__visits) OVER (
          PARTITION BY
            subq_23.customer
            , subq_23.metric_time__day
            , subq_23.mf_internal_uuid
          ORDER BY subq_20.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_20.customer__country__continent) OVER (
          PARTITION BY
            subq_23.customer
            , subq_23.metric_time__day
            , subq_23.mf_internal_uuid
          ORDER BY subq_20.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer__country__continent
        , FIRST_VALUE(subq_20.metric_time__day) OVER (
          PARTITION BY
            subq_23.customer
            , subq_23.metric_time__day
            , subq_23.mf_internal_uuid
          ORDER BY subq_20.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_20.customer) OVER (
          PARTITION BY
            subq_23.customer
            , subq_23.metric_time__day
            , subq_23.mf_internal_uuid
          ORDER BY subq_20.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_23.mf_internal_uuid AS mf_internal_uuid
        , subq_23.__bookings AS __bookings
      FROM (
        -- Join Standard Outputs
        -- Select: ['__visits', 'customer__country__continent', 'metric_time__day', 'customer']
        -- Select: ['__visits', 'customer__country__continent', 'metric_time__day', 'customer']
        SELECT
          sma_10008_cte.metric_time__day AS metric_time__day
          , sma_10008_cte.customer AS customer
          , subq_17.country__continent AS customer__country__continent
          , sma_10008_cte.__visits AS __visits
        FROM sma_10008_cte
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
        ) subq_17
        ON
          sma_10008_cte.customer = subq_17.customer
      ) subq_20
      INNER JOIN (
        -- Read Elements From Semantic Model 'bookings'
        -- Metric Time Dimension 'booked_at'
        -- Add column with generated UUID
        SELECT
          DATE_TRUNC('day', booked_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __bookings
          , GEN_RANDOM_UUID() AS mf_internal_uuid
        FROM "metrics"."main"."bookings" bookings_src_10000
      ) subq_23
      ON
        (
          subq_20.customer = subq_23.customer
        ) AND (
          (subq_20.metric_time__day <= subq_23.metric_time__day)
        )
    ) subq_24
    GROUP BY
      metric_time__day
      , customer__country__continent
  ) subq_28
  ON
    (
      subq_11.customer__country__continent = subq_28.customer__country__continent
    ) AND (
      subq_11.metric_time__day = subq_28.metric_time__day
    )
  GROUP BY
    COALESCE(subq_11.metric_time__day, subq_28.metric_time__day)
    , COALESCE(subq_11.customer__country__continent, subq_28.customer__country__continent)
) subq_29

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10008_cte AS (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
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
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_ever_after_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.customer__home, subq_22.customer__home) AS customer__home
    , MAX(subq_8.__visits) AS __visits
    , MAX(subq_22.__bookings) AS __bookings
  FROM (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__home']
    -- Select: ['__visits', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      sma_10005_cte.home AS customer__home
      , SUM(sma_10008_cte.__visits) AS __visits
    FROM sma_10008_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      sma_10008_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.home
  ) subq_8
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of INF
    -- Select: ['__bookings', 'customer__home']
    -- Select: ['__bookings', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__home
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_14.__visits) OVER (
          PARTITION BY
            subq_17.customer
            , subq_17.metric_time__day
            , subq_17.mf_internal_uuid
          ORDER BY subq_14.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_14.customer__home) OVER (
          PARTITION BY
            subq_17.customer
            , subq_17.metric_time__day
            , subq_17.mf_internal_uuid
          ORDER BY subq_14.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer__home
        , FIRST_VALUE(subq_14.metric_time__day) OVER (
          PARTITION BY
            subq_17.customer
            , subq_17.metric_time__day
            , subq_17.mf_internal_uuid
          ORDER BY subq_14.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_14.customer) OVER (
          PARTITION BY
            subq_17.customer
            , subq_17.metric_time__day
            , subq_17.mf_internal_uuid
          ORDER BY subq_14.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_17.mf_internal_uuid AS mf_internal_uuid
        , subq_17.__bookings AS __bookings
      FROM (
        -- Join Standard Outputs
        -- Select: ['__visits', 'customer__home', 'metric_time__day', 'customer']
        -- Select: ['__visits', 'customer__home', 'metric_time__day', 'customer']
        SELECT
          sma_10008_cte.metric_time__day AS metric_time__day
          , sma_10008_cte.customer AS customer
          , sma_10005_cte.home AS customer__home
          , sma_10008_cte.__visits AS __visits
        FROM sma_10008_cte
        LEFT OUTER JOIN
          sma_10005_cte
        ON
          sma_10008_cte.customer = sma_10005_cte.customer
      ) subq_14
      INNER JOIN (
        -- Read Elements From Semantic Model 'bookings'
        -- Metric Time Dimension 'booked_at'
        -- Add column with generated UUID
        SELECT
          DATE_TRUNC('day', booked_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __bookings
          , GEN_RANDOM_UUID() AS mf_internal_uuid
        FROM "metrics"."main"."bookings" bookings_src_10000
      ) subq_17
      ON
        (
          subq_14.customer = subq_17.customer
        ) AND (
          (subq_14.metric_time__day <= subq_17.metric_time__day)
        )
    ) subq_18
    GROUP BY
      customer__home
  ) subq_22
  ON
    subq_8.customer__home = subq_22.customer__home
  GROUP BY
    COALESCE(subq_8.customer__home, subq_22.customer__home)
) subq_23

--- by customer__segment
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10008_cte AS (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
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
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_ever_after_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.customer__segment, subq_22.customer__segment) AS customer__segment
    , MAX(subq_8.__visits) AS __visits
    , MAX(subq_22.__bookings) AS __bookings
  FROM (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__segment']
    -- Select: ['__visits', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      sma_10005_cte.segment AS customer__segment
      , SUM(sma_10008_cte.__visits) AS __visits
    FROM sma_10008_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      sma_10008_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.segment
  ) subq_8
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of INF
    -- Select: ['__bookings', 'customer__segment']
    -- Select: ['__bookings', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__segment
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_14.__visits) OVER (
          PARTITION BY
            subq_17.customer
            , subq_17.metric_time__day
            , subq_17.mf_internal_uuid
          ORDER BY subq_14.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_14.customer__segment) OVER (
          PARTITION BY
            subq_17.customer
            , subq_17.metric_time__day
            , subq_17.mf_internal_uuid
          ORDER BY subq_14.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer__segment
        , FIRST_VALUE(subq_14.metric_time__day) OVER (
          PARTITION BY
            subq_17.customer
            , subq_17.metric_time__day
            , subq_17.mf_internal_uuid
          ORDER BY subq_14.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_14.customer) OVER (
          PARTITION BY
            subq_17.customer
            , subq_17.metric_time__day
            , subq_17.mf_internal_uuid
          ORDER BY subq_14.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_17.mf_internal_uuid AS mf_internal_uuid
        , subq_17.__bookings AS __bookings
      FROM (
        -- Join Standard Outputs
        -- Select: ['__visits', 'customer__segment', 'metric_time__day', 'customer']
        -- Select: ['__visits', 'customer__segment', 'metric_time__day', 'customer']
        SELECT
          sma_10008_cte.metric_time__day AS metric_time__day
          , sma_10008_cte.customer AS customer
          , sma_10005_cte.segment AS customer__segment
          , sma_10008_cte.__visits AS __visits
        FROM sma_10008_cte
        LEFT OUTER JOIN
          sma_10005_cte
        ON
          sma_10008_cte.customer = sma_10005_cte.customer
      ) subq_14
      INNER JOIN (
        -- Read Elements From Semantic Model 'bookings'
        -- Metric Time Dimension 'booked_at'
        -- Add column with generated UUID
        SELECT
          DATE_TRUNC('day', booked_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __bookings
          , GEN_RANDOM_UUID() AS mf_internal_uuid
        FROM "metrics"."main"."bookings" bookings_src_10000
      ) subq_17
      ON
        (
          subq_14.customer = subq_17.customer
        ) AND (
          (subq_14.metric_time__day <= subq_17.metric_time__day)
        )
    ) subq_18
    GROUP BY
      customer__segment
  ) subq_22
  ON
    subq_8.customer__segment = subq_22.customer__segment
  GROUP BY
    COALESCE(subq_8.customer__segment, subq_22.customer__segment)
) subq_23

--- by visit__source
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10008_cte AS (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , customer_id AS customer
    , source AS visit__source
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
)

SELECT
  visit__source AS visit__source
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_ever_after_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_4.visit__source, subq_15.visit__source) AS visit__source
    , MAX(subq_4.__visits) AS __visits
    , MAX(subq_15.__bookings) AS __bookings
  FROM (
    -- Read From CTE For node_id=sma_10008
    -- Select: ['__visits', 'visit__source']
    -- Select: ['__visits', 'visit__source']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      visit__source
      , SUM(__visits) AS __visits
    FROM sma_10008_cte
    GROUP BY
      visit__source
  ) subq_4
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of INF
    -- Select: ['__bookings', 'visit__source']
    -- Select: ['__bookings', 'visit__source']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      visit__source
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(sma_10008_cte.__visits) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(sma_10008_cte.visit__source) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visit__source
        , FIRST_VALUE(sma_10008_cte.metric_time__day) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(sma_10008_cte.customer) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_10.mf_internal_uuid AS mf_internal_uuid
        , subq_10.__bookings AS __bookings
      FROM sma_10008_cte
      INNER JOIN (
        -- Read Elements From Semantic Model 'bookings'
        -- Metric Time Dimension 'booked_at'
        -- Add column with generated UUID
        SELECT
          DATE_TRUNC('day', booked_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __bookings
          , GEN_RANDOM_UUID() AS mf_internal_uuid
        FROM "metrics"."main"."bookings" bookings_src_10000
      ) subq_10
      ON
        (
          sma_10008_cte.customer = subq_10.customer
        ) AND (
          (sma_10008_cte.metric_time__day <= subq_10.metric_time__day)
        )
    ) subq_11
    GROUP BY
      visit__source
  ) subq_15
  ON
    subq_4.visit__source = subq_15.visit__source
  GROUP BY
    COALESCE(subq_4.visit__source, subq_15.visit__source)
) subq_16

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10008_cte AS (
  -- Read Elements From Semantic Model 'visits'
  -- Metric Time Dimension 'visited_at'
  SELECT
    DATE_TRUNC('day', visited_at) AS metric_time__day
    , DATE_TRUNC('month', visited_at) AS metric_time__month
    , customer_id AS customer
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_ever_after_visit
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_4.metric_time__month, subq_15.metric_time__month) AS metric_time__month
    , MAX(subq_4.__visits) AS __visits
    , MAX(subq_15.__bookings) AS __bookings
  FROM (
    -- Read From CTE For node_id=sma_10008
    -- Select: ['__visits', 'metric_time__month']
    -- Select: ['__visits', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__month
      , SUM(__visits) AS __visits
    FROM sma_10008_cte
    GROUP BY
      metric_time__month
  ) subq_4
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of INF
    -- Select: ['__bookings', 'metric_time__month']
    -- Select: ['__bookings', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__month
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(sma_10008_cte.__visits) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(sma_10008_cte.metric_time__day) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(sma_10008_cte.metric_time__month) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__month
        , FIRST_VALUE(sma_10008_cte.customer) OVER (
          PARTITION BY
            subq_10.customer
            , subq_10.metric_time__day
            , subq_10.mf_internal_uuid
          ORDER BY sma_10008_cte.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_10.mf_internal_uuid AS mf_internal_uuid
        , subq_10.__bookings AS __bookings
      FROM sma_10008_cte
      INNER JOIN (
        -- Read Elements From Semantic Model 'bookings'
        -- Metric Time Dimension 'booked_at'
        -- Add column with generated UUID
        SELECT
          DATE_TRUNC('day', booked_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __bookings
          , GEN_RANDOM_UUID() AS mf_internal_uuid
        FROM "metrics"."main"."bookings" bookings_src_10000
      ) subq_10
      ON
        (
          sma_10008_cte.customer = subq_10.customer
        ) AND (
          (sma_10008_cte.metric_time__day <= subq_10.metric_time__day)
        )
    ) subq_11
    GROUP BY
      metric_time__month
  ) subq_15
  ON
    subq_4.metric_time__month = subq_15.metric_time__month
  GROUP BY
    COALESCE(subq_4.metric_time__month, subq_15.metric_time__month)
) subq_16
