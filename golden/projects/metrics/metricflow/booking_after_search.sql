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
    , source AS visit__source
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
)

SELECT
  CAST(MAX(subq_17.__bookings) AS DOUBLE) / CAST(NULLIF(MAX(subq_5.__visits), 0) AS DOUBLE) AS booking_after_search
FROM (
  -- Constrain Output with WHERE
  -- Select: ['__visits']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    SUM(visits) AS __visits
  FROM (
    -- Read From CTE For node_id=sma_10008
    -- Select: ['__visits', 'visit__source']
    SELECT
      visit__source
      , __visits AS visits
    FROM sma_10008_cte
  ) subq_2
  WHERE visit__source = 'search'
) subq_5
CROSS JOIN (
  -- Find conversions for customer within the range of 1 month
  -- Select: ['__bookings']
  -- Select: ['__bookings']
  -- Aggregate Inputs for Simple Metrics
  SELECT
    SUM(__bookings) AS __bookings
  FROM (
    -- Dedupe the fanout with mf_internal_uuid in the conversion data set
    SELECT DISTINCT
      FIRST_VALUE(subq_9.__visits) OVER (
        PARTITION BY
          subq_12.customer
          , subq_12.metric_time__day
          , subq_12.mf_internal_uuid
        ORDER BY subq_9.metric_time__day DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS __visits
      , FIRST_VALUE(subq_9.visit__source) OVER (
        PARTITION BY
          subq_12.customer
          , subq_12.metric_time__day
          , subq_12.mf_internal_uuid
        ORDER BY subq_9.metric_time__day DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS visit__source
      , FIRST_VALUE(subq_9.metric_time__day) OVER (
        PARTITION BY
          subq_12.customer
          , subq_12.metric_time__day
          , subq_12.mf_internal_uuid
        ORDER BY subq_9.metric_time__day DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS metric_time__day
      , FIRST_VALUE(subq_9.customer) OVER (
        PARTITION BY
          subq_12.customer
          , subq_12.metric_time__day
          , subq_12.mf_internal_uuid
        ORDER BY subq_9.metric_time__day DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS customer
      , subq_12.mf_internal_uuid AS mf_internal_uuid
      , subq_12.__bookings AS __bookings
    FROM (
      -- Constrain Output with WHERE
      -- Select: ['__visits', 'visit__source', 'metric_time__day', 'customer']
      SELECT
        metric_time__day
        , customer
        , visit__source
        , visits AS __visits
      FROM (
        -- Read From CTE For node_id=sma_10008
        -- Select: ['__visits', 'visit__source', 'metric_time__day', 'customer']
        SELECT
          metric_time__day
          , customer
          , visit__source
          , __visits AS visits
        FROM sma_10008_cte
      ) subq_7
      WHERE visit__source = 'search'
    ) subq_9
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
    ) subq_12
    ON
      (
        subq_9.customer = subq_12.customer
      ) AND (
        (
          subq_9.metric_time__day <= subq_12.metric_time__day
        ) AND (
          subq_9.metric_time__day > subq_12.metric_time__day - INTERVAL 1 month
        )
      )
  ) subq_13
) subq_17

--- by metric_time__day
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
  metric_time__day AS metric_time__day
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_after_search
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_17.metric_time__day) AS metric_time__day
    , MAX(subq_5.__visits) AS __visits
    , MAX(subq_17.__bookings) AS __bookings
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__visits', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , SUM(visits) AS __visits
    FROM (
      -- Read From CTE For node_id=sma_10008
      -- Select: ['__visits', 'visit__source', 'metric_time__day']
      SELECT
        metric_time__day
        , visit__source
        , __visits AS visits
      FROM sma_10008_cte
    ) subq_2
    WHERE visit__source = 'search'
    GROUP BY
      metric_time__day
  ) subq_5
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of 1 month
    -- Select: ['__bookings', 'metric_time__day']
    -- Select: ['__bookings', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_9.__visits) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_9.visit__source) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visit__source
        , FIRST_VALUE(subq_9.metric_time__day) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_9.customer) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_12.mf_internal_uuid AS mf_internal_uuid
        , subq_12.__bookings AS __bookings
      FROM (
        -- Constrain Output with WHERE
        -- Select: ['__visits', 'visit__source', 'metric_time__day', 'customer']
        SELECT
          metric_time__day
          , customer
          , visit__source
          , visits AS __visits
        FROM (
          -- Read From CTE For node_id=sma_10008
          -- Select: ['__visits', 'visit__source', 'metric_time__day', 'customer']
          SELECT
            metric_time__day
            , customer
            , visit__source
            , __visits AS visits
          FROM sma_10008_cte
        ) subq_7
        WHERE visit__source = 'search'
      ) subq_9
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
      ) subq_12
      ON
        (
          subq_9.customer = subq_12.customer
        ) AND (
          (
            subq_9.metric_time__day <= subq_12.metric_time__day
          ) AND (
            subq_9.metric_time__day > subq_12.metric_time__day - INTERVAL 1 month
          )
        )
    ) subq_13
    GROUP BY
      metric_time__day
  ) subq_17
  ON
    subq_5.metric_time__day = subq_17.metric_time__day
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_17.metric_time__day)
) subq_18

--- by customer__country__continent
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
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_after_search
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_18.customer__country__continent, subq_36.customer__country__continent) AS customer__country__continent
    , MAX(subq_18.__visits) AS __visits
    , MAX(subq_36.__bookings) AS __bookings
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__visits', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__country__continent
      , SUM(visits) AS __visits
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visits', 'customer__country__continent', 'visit__source']
      SELECT
        sma_10008_cte.visit__source AS visit__source
        , subq_13.country__continent AS customer__country__continent
        , sma_10008_cte.__visits AS visits
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
      ) subq_13
      ON
        sma_10008_cte.customer = subq_13.customer
    ) subq_15
    WHERE visit__source = 'search'
    GROUP BY
      customer__country__continent
  ) subq_18
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of 1 month
    -- Select: ['__bookings', 'customer__country__continent']
    -- Select: ['__bookings', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__country__continent
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_28.__visits) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_28.visit__source) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visit__source
        , FIRST_VALUE(subq_28.customer__country__continent) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer__country__continent
        , FIRST_VALUE(subq_28.metric_time__day) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_28.customer) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_31.mf_internal_uuid AS mf_internal_uuid
        , subq_31.__bookings AS __bookings
      FROM (
        -- Constrain Output with WHERE
        -- Select: ['__visits', 'visit__source', 'customer__country__continent', 'metric_time__day', 'customer']
        SELECT
          metric_time__day
          , customer
          , visit__source
          , customer__country__continent
          , visits AS __visits
        FROM (
          -- Join Standard Outputs
          -- Select: ['__visits', 'visit__source', 'customer__country__continent', 'metric_time__day', 'customer']
          SELECT
            sma_10008_cte.metric_time__day AS metric_time__day
            , sma_10008_cte.customer AS customer
            , sma_10008_cte.visit__source AS visit__source
            , subq_24.country__continent AS customer__country__continent
            , sma_10008_cte.__visits AS visits
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
          ) subq_24
          ON
            sma_10008_cte.customer = subq_24.customer
        ) subq_26
        WHERE visit__source = 'search'
      ) subq_28
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
      ) subq_31
      ON
        (
          subq_28.customer = subq_31.customer
        ) AND (
          (
            subq_28.metric_time__day <= subq_31.metric_time__day
          ) AND (
            subq_28.metric_time__day > subq_31.metric_time__day - INTERVAL 1 month
          )
        )
    ) subq_32
    GROUP BY
      customer__country__continent
  ) subq_36
  ON
    subq_18.customer__country__continent = subq_36.customer__country__continent
  GROUP BY
    COALESCE(subq_18.customer__country__continent, subq_36.customer__country__continent)
) subq_37

--- by metric_time__day customer__country__continent
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
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_after_search
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_18.metric_time__day, subq_36.metric_time__day) AS metric_time__day
    , COALESCE(subq_18.customer__country__continent, subq_36.customer__country__continent) AS customer__country__continent
    , MAX(subq_18.__visits) AS __visits
    , MAX(subq_36.__bookings) AS __bookings
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__day
      , customer__country__continent
      , SUM(visits) AS __visits
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visits', 'customer__country__continent', 'visit__source', 'metric_time__day']
      SELECT
        sma_10008_cte.metric_time__day AS metric_time__day
        , sma_10008_cte.visit__source AS visit__source
        , subq_13.country__continent AS customer__country__continent
        , sma_10008_cte.__visits AS visits
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
      ) subq_13
      ON
        sma_10008_cte.customer = subq_13.customer
    ) subq_15
    WHERE visit__source = 'search'
    GROUP BY
      metric_time__day
      , customer__country__continent
  ) subq_18
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of 1 month
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
        FIRST_VALUE(subq_28.__visits) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_28.visit__source) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visit__source
        , FIRST_VALUE(subq_28.customer__country__continent) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer__country__continent
        , FIRST_VALUE(subq_28.metric_time__day) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_28.customer) OVER (
          PARTITION BY
            subq_31.customer
            , subq_31.metric_time__day
            , subq_31.mf_internal_uuid
          ORDER BY subq_28.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_31.mf_internal_uuid AS mf_internal_uuid
        , subq_31.__bookings AS __bookings
      FROM (
        -- Constrain Output with WHERE
        -- Select: ['__visits', 'visit__source', 'customer__country__continent', 'metric_time__day', 'customer']
        SELECT
          metric_time__day
          , customer
          , visit__source
          , customer__country__continent
          , visits AS __visits
        FROM (
          -- Join Standard Outputs
          -- Select: ['__visits', 'visit__source', 'customer__country__continent', 'metric_time__day', 'customer']
          SELECT
            sma_10008_cte.metric_time__day AS metric_time__day
            , sma_10008_cte.customer AS customer
            , sma_10008_cte.visit__source AS visit__source
            , subq_24.country__continent AS customer__country__continent
            , sma_10008_cte.__visits AS visits
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
          ) subq_24
          ON
            sma_10008_cte.customer = subq_24.customer
        ) subq_26
        WHERE visit__source = 'search'
      ) subq_28
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
      ) subq_31
      ON
        (
          subq_28.customer = subq_31.customer
        ) AND (
          (
            subq_28.metric_time__day <= subq_31.metric_time__day
          ) AND (
            subq_28.metric_time__day > subq_31.metric_time__day - INTERVAL 1 month
          )
        )
    ) subq_32
    GROUP BY
      metric_time__day
      , customer__country__continent
  ) subq_36
  ON
    (
      subq_18.customer__country__continent = subq_36.customer__country__continent
    ) AND (
      subq_18.metric_time__day = subq_36.metric_time__day
    )
  GROUP BY
    COALESCE(subq_18.metric_time__day, subq_36.metric_time__day)
    , COALESCE(subq_18.customer__country__continent, subq_36.customer__country__continent)
) subq_37

--- by customer__home
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
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_after_search
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.customer__home, subq_24.customer__home) AS customer__home
    , MAX(subq_9.__visits) AS __visits
    , MAX(subq_24.__bookings) AS __bookings
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__visits', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__home
      , SUM(visits) AS __visits
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visits', 'customer__home', 'visit__source']
      SELECT
        sma_10008_cte.visit__source AS visit__source
        , sma_10005_cte.home AS customer__home
        , sma_10008_cte.__visits AS visits
      FROM sma_10008_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10008_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE visit__source = 'search'
    GROUP BY
      customer__home
  ) subq_9
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of 1 month
    -- Select: ['__bookings', 'customer__home']
    -- Select: ['__bookings', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__home
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_16.__visits) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_16.visit__source) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visit__source
        , FIRST_VALUE(subq_16.customer__home) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer__home
        , FIRST_VALUE(subq_16.metric_time__day) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_16.customer) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_19.mf_internal_uuid AS mf_internal_uuid
        , subq_19.__bookings AS __bookings
      FROM (
        -- Constrain Output with WHERE
        -- Select: ['__visits', 'visit__source', 'customer__home', 'metric_time__day', 'customer']
        SELECT
          metric_time__day
          , customer
          , visit__source
          , customer__home
          , visits AS __visits
        FROM (
          -- Join Standard Outputs
          -- Select: ['__visits', 'visit__source', 'customer__home', 'metric_time__day', 'customer']
          SELECT
            sma_10008_cte.metric_time__day AS metric_time__day
            , sma_10008_cte.customer AS customer
            , sma_10008_cte.visit__source AS visit__source
            , sma_10005_cte.home AS customer__home
            , sma_10008_cte.__visits AS visits
          FROM sma_10008_cte
          LEFT OUTER JOIN
            sma_10005_cte
          ON
            sma_10008_cte.customer = sma_10005_cte.customer
        ) subq_14
        WHERE visit__source = 'search'
      ) subq_16
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
      ) subq_19
      ON
        (
          subq_16.customer = subq_19.customer
        ) AND (
          (
            subq_16.metric_time__day <= subq_19.metric_time__day
          ) AND (
            subq_16.metric_time__day > subq_19.metric_time__day - INTERVAL 1 month
          )
        )
    ) subq_20
    GROUP BY
      customer__home
  ) subq_24
  ON
    subq_9.customer__home = subq_24.customer__home
  GROUP BY
    COALESCE(subq_9.customer__home, subq_24.customer__home)
) subq_25

--- by customer__segment
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
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_after_search
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.customer__segment, subq_24.customer__segment) AS customer__segment
    , MAX(subq_9.__visits) AS __visits
    , MAX(subq_24.__bookings) AS __bookings
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__visits', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__segment
      , SUM(visits) AS __visits
    FROM (
      -- Join Standard Outputs
      -- Select: ['__visits', 'customer__segment', 'visit__source']
      SELECT
        sma_10008_cte.visit__source AS visit__source
        , sma_10005_cte.segment AS customer__segment
        , sma_10008_cte.__visits AS visits
      FROM sma_10008_cte
      LEFT OUTER JOIN
        sma_10005_cte
      ON
        sma_10008_cte.customer = sma_10005_cte.customer
    ) subq_6
    WHERE visit__source = 'search'
    GROUP BY
      customer__segment
  ) subq_9
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of 1 month
    -- Select: ['__bookings', 'customer__segment']
    -- Select: ['__bookings', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      customer__segment
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_16.__visits) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_16.visit__source) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visit__source
        , FIRST_VALUE(subq_16.customer__segment) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer__segment
        , FIRST_VALUE(subq_16.metric_time__day) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_16.customer) OVER (
          PARTITION BY
            subq_19.customer
            , subq_19.metric_time__day
            , subq_19.mf_internal_uuid
          ORDER BY subq_16.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_19.mf_internal_uuid AS mf_internal_uuid
        , subq_19.__bookings AS __bookings
      FROM (
        -- Constrain Output with WHERE
        -- Select: ['__visits', 'visit__source', 'customer__segment', 'metric_time__day', 'customer']
        SELECT
          metric_time__day
          , customer
          , visit__source
          , customer__segment
          , visits AS __visits
        FROM (
          -- Join Standard Outputs
          -- Select: ['__visits', 'visit__source', 'customer__segment', 'metric_time__day', 'customer']
          SELECT
            sma_10008_cte.metric_time__day AS metric_time__day
            , sma_10008_cte.customer AS customer
            , sma_10008_cte.visit__source AS visit__source
            , sma_10005_cte.segment AS customer__segment
            , sma_10008_cte.__visits AS visits
          FROM sma_10008_cte
          LEFT OUTER JOIN
            sma_10005_cte
          ON
            sma_10008_cte.customer = sma_10005_cte.customer
        ) subq_14
        WHERE visit__source = 'search'
      ) subq_16
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
      ) subq_19
      ON
        (
          subq_16.customer = subq_19.customer
        ) AND (
          (
            subq_16.metric_time__day <= subq_19.metric_time__day
          ) AND (
            subq_16.metric_time__day > subq_19.metric_time__day - INTERVAL 1 month
          )
        )
    ) subq_20
    GROUP BY
      customer__segment
  ) subq_24
  ON
    subq_9.customer__segment = subq_24.customer__segment
  GROUP BY
    COALESCE(subq_9.customer__segment, subq_24.customer__segment)
) subq_25

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
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_after_search
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.visit__source, subq_17.visit__source) AS visit__source
    , MAX(subq_5.__visits) AS __visits
    , MAX(subq_17.__bookings) AS __bookings
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__visits', 'visit__source']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      visit__source
      , SUM(visits) AS __visits
    FROM (
      -- Read From CTE For node_id=sma_10008
      -- Select: ['__visits', 'visit__source']
      SELECT
        visit__source
        , __visits AS visits
      FROM sma_10008_cte
    ) subq_2
    WHERE visit__source = 'search'
    GROUP BY
      visit__source
  ) subq_5
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of 1 month
    -- Select: ['__bookings', 'visit__source']
    -- Select: ['__bookings', 'visit__source']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      visit__source
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_9.__visits) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_9.visit__source) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visit__source
        , FIRST_VALUE(subq_9.metric_time__day) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_9.customer) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_12.mf_internal_uuid AS mf_internal_uuid
        , subq_12.__bookings AS __bookings
      FROM (
        -- Constrain Output with WHERE
        -- Select: ['__visits', 'visit__source', 'metric_time__day', 'customer']
        SELECT
          metric_time__day
          , customer
          , visit__source
          , visits AS __visits
        FROM (
          -- Read From CTE For node_id=sma_10008
          -- Select: ['__visits', 'visit__source', 'metric_time__day', 'customer']
          SELECT
            metric_time__day
            , customer
            , visit__source
            , __visits AS visits
          FROM sma_10008_cte
        ) subq_7
        WHERE visit__source = 'search'
      ) subq_9
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
      ) subq_12
      ON
        (
          subq_9.customer = subq_12.customer
        ) AND (
          (
            subq_9.metric_time__day <= subq_12.metric_time__day
          ) AND (
            subq_9.metric_time__day > subq_12.metric_time__day - INTERVAL 1 month
          )
        )
    ) subq_13
    GROUP BY
      visit__source
  ) subq_17
  ON
    subq_5.visit__source = subq_17.visit__source
  GROUP BY
    COALESCE(subq_5.visit__source, subq_17.visit__source)
) subq_18

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
    , source AS visit__source
    , 1 AS __visits
  FROM "metrics"."main"."visits" visits_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , CAST(__bookings AS DOUBLE) / CAST(NULLIF(__visits, 0) AS DOUBLE) AS booking_after_search
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__month, subq_17.metric_time__month) AS metric_time__month
    , MAX(subq_5.__visits) AS __visits
    , MAX(subq_17.__bookings) AS __bookings
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__visits', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__month
      , SUM(visits) AS __visits
    FROM (
      -- Read From CTE For node_id=sma_10008
      -- Select: ['__visits', 'visit__source', 'metric_time__month']
      SELECT
        metric_time__month
        , visit__source
        , __visits AS visits
      FROM sma_10008_cte
    ) subq_2
    WHERE visit__source = 'search'
    GROUP BY
      metric_time__month
  ) subq_5
  FULL OUTER JOIN (
    -- Find conversions for customer within the range of 1 month
    -- Select: ['__bookings', 'metric_time__month']
    -- Select: ['__bookings', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    SELECT
      metric_time__month
      , SUM(__bookings) AS __bookings
    FROM (
      -- Dedupe the fanout with mf_internal_uuid in the conversion data set
      SELECT DISTINCT
        FIRST_VALUE(subq_9.__visits) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS __visits
        , FIRST_VALUE(subq_9.visit__source) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visit__source
        , FIRST_VALUE(subq_9.metric_time__day) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__day
        , FIRST_VALUE(subq_9.metric_time__month) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS metric_time__month
        , FIRST_VALUE(subq_9.customer) OVER (
          PARTITION BY
            subq_12.customer
            , subq_12.metric_time__day
            , subq_12.mf_internal_uuid
          ORDER BY subq_9.metric_time__day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS customer
        , subq_12.mf_internal_uuid AS mf_internal_uuid
        , subq_12.__bookings AS __bookings
      FROM (
        -- Constrain Output with WHERE
        -- Select: ['__visits', 'visit__source', 'metric_time__day', 'metric_time__month', 'customer']
        SELECT
          metric_time__day
          , metric_time__month
          , customer
          , visit__source
          , visits AS __visits
        FROM (
          -- Read From CTE For node_id=sma_10008
          -- Select: ['__visits', 'visit__source', 'metric_time__day', 'metric_time__month', 'customer']
          SELECT
            metric_time__day
            , metric_time__month
            , customer
            , visit__source
            , __visits AS visits
          FROM sma_10008_cte
        ) subq_7
        WHERE visit__source = 'search'
      ) subq_9
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
      ) subq_12
      ON
        (
          subq_9.customer = subq_12.customer
        ) AND (
          (
            subq_9.metric_time__day <= subq_12.metric_time__day
          ) AND (
            subq_9.metric_time__day > subq_12.metric_time__day - INTERVAL 1 month
          )
        )
    ) subq_13
    GROUP BY
      metric_time__month
  ) subq_17
  ON
    subq_5.metric_time__month = subq_17.metric_time__month
  GROUP BY
    COALESCE(subq_5.metric_time__month, subq_17.metric_time__month)
) subq_18
