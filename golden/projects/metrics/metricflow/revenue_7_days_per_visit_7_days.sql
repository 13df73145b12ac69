--- by metric_time__day
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , CAST(revenue_month_to_date AS DOUBLE) / CAST(NULLIF(visits_1_month, 0) AS DOUBLE) AS revenue_7_days_per_visit_7_days
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.metric_time__day, subq_19.metric_time__day) AS metric_time__day
    , MAX(subq_9.revenue_month_to_date) AS revenue_month_to_date
    , MAX(subq_19.visits_1_month) AS visits_1_month
  FROM (
    -- Join Self Over Time Range
    -- Select: ['__revenue', 'metric_time__day']
    -- Select: ['__revenue', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_3.day AS metric_time__day
      , SUM(bookings_src_10000.amount) AS revenue_month_to_date
    FROM "metrics"."main"."days" subq_3
    INNER JOIN
      "metrics"."main"."bookings" bookings_src_10000
    ON
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
      ) AND (
        DATE_TRUNC('day', bookings_src_10000.booked_at) >= DATE_TRUNC('month', subq_3.day)
      )
    GROUP BY
      subq_3.day
  ) subq_9
  FULL OUTER JOIN (
    -- Join Self Over Time Range
    -- Select: ['__visits', 'metric_time__day']
    -- Select: ['__visits', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_13.day AS metric_time__day
      , SUM(subq_11.__visits) AS visits_1_month
    FROM "metrics"."main"."days" subq_13
    INNER JOIN (
      -- Read Elements From Semantic Model 'visits'
      -- Metric Time Dimension 'visited_at'
      SELECT
        DATE_TRUNC('day', visited_at) AS metric_time__day
        , 1 AS __visits
      FROM "metrics"."main"."visits" visits_src_10000
    ) subq_11
    ON
      (
        subq_11.metric_time__day <= subq_13.day
      ) AND (
        subq_11.metric_time__day > subq_13.day - INTERVAL 1 month
      )
    GROUP BY
      subq_13.day
  ) subq_19
  ON
    subq_9.metric_time__day = subq_19.metric_time__day
  GROUP BY
    COALESCE(subq_9.metric_time__day, subq_19.metric_time__day)
) subq_20

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
  , CAST(revenue_month_to_date AS DOUBLE) / CAST(NULLIF(visits_1_month, 0) AS DOUBLE) AS revenue_7_days_per_visit_7_days
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_16.metric_time__day, subq_32.metric_time__day) AS metric_time__day
    , COALESCE(subq_16.customer__country__continent, subq_32.customer__country__continent) AS customer__country__continent
    , MAX(subq_16.revenue_month_to_date) AS revenue_month_to_date
    , MAX(subq_32.visits_1_month) AS visits_1_month
  FROM (
    -- Join Standard Outputs
    -- Select: ['__revenue', 'customer__country__continent', 'metric_time__day']
    -- Select: ['__revenue', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_4.metric_time__day AS metric_time__day
      , subq_10.country__continent AS customer__country__continent
      , SUM(subq_4.__revenue) AS revenue_month_to_date
    FROM (
      -- Join Self Over Time Range
      SELECT
        subq_3.day AS metric_time__day
        , bookings_src_10000.customer_id AS customer
        , bookings_src_10000.amount AS __revenue
      FROM "metrics"."main"."days" subq_3
      INNER JOIN
        "metrics"."main"."bookings" bookings_src_10000
      ON
        (
          DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
        ) AND (
          DATE_TRUNC('day', bookings_src_10000.booked_at) >= DATE_TRUNC('month', subq_3.day)
        )
    ) subq_4
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
    ) subq_10
    ON
      subq_4.customer = subq_10.customer
    GROUP BY
      subq_4.metric_time__day
      , subq_10.country__continent
  ) subq_16
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
    -- Select: ['__visits', 'customer__country__continent', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_21.metric_time__day AS metric_time__day
      , subq_26.country__continent AS customer__country__continent
      , SUM(subq_21.__visits) AS visits_1_month
    FROM (
      -- Join Self Over Time Range
      SELECT
        subq_20.day AS metric_time__day
        , subq_18.customer AS customer
        , subq_18.__visits AS __visits
      FROM "metrics"."main"."days" subq_20
      INNER JOIN (
        -- Read Elements From Semantic Model 'visits'
        -- Metric Time Dimension 'visited_at'
        SELECT
          DATE_TRUNC('day', visited_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __visits
        FROM "metrics"."main"."visits" visits_src_10000
      ) subq_18
      ON
        (
          subq_18.metric_time__day <= subq_20.day
        ) AND (
          subq_18.metric_time__day > subq_20.day - INTERVAL 1 month
        )
    ) subq_21
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
      subq_21.customer = subq_26.customer
    GROUP BY
      subq_21.metric_time__day
      , subq_26.country__continent
  ) subq_32
  ON
    (
      subq_16.customer__country__continent = subq_32.customer__country__continent
    ) AND (
      subq_16.metric_time__day = subq_32.metric_time__day
    )
  GROUP BY
    COALESCE(subq_16.metric_time__day, subq_32.metric_time__day)
    , COALESCE(subq_16.customer__country__continent, subq_32.customer__country__continent)
) subq_33

--- by metric_time__day customer__home
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
  metric_time__day AS metric_time__day
  , customer__home AS customer__home
  , CAST(revenue_month_to_date AS DOUBLE) / CAST(NULLIF(visits_1_month, 0) AS DOUBLE) AS revenue_7_days_per_visit_7_days
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_13.metric_time__day, subq_26.metric_time__day) AS metric_time__day
    , COALESCE(subq_13.customer__home, subq_26.customer__home) AS customer__home
    , MAX(subq_13.revenue_month_to_date) AS revenue_month_to_date
    , MAX(subq_26.visits_1_month) AS visits_1_month
  FROM (
    -- Join Standard Outputs
    -- Select: ['__revenue', 'customer__home', 'metric_time__day']
    -- Select: ['__revenue', 'customer__home', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_4.metric_time__day AS metric_time__day
      , sma_10005_cte.home AS customer__home
      , SUM(subq_4.__revenue) AS revenue_month_to_date
    FROM (
      -- Join Self Over Time Range
      SELECT
        subq_3.day AS metric_time__day
        , bookings_src_10000.customer_id AS customer
        , bookings_src_10000.amount AS __revenue
      FROM "metrics"."main"."days" subq_3
      INNER JOIN
        "metrics"."main"."bookings" bookings_src_10000
      ON
        (
          DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
        ) AND (
          DATE_TRUNC('day', bookings_src_10000.booked_at) >= DATE_TRUNC('month', subq_3.day)
        )
    ) subq_4
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      subq_4.customer = sma_10005_cte.customer
    GROUP BY
      subq_4.metric_time__day
      , sma_10005_cte.home
  ) subq_13
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__home', 'metric_time__day']
    -- Select: ['__visits', 'customer__home', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_18.metric_time__day AS metric_time__day
      , sma_10005_cte.home AS customer__home
      , SUM(subq_18.__visits) AS visits_1_month
    FROM (
      -- Join Self Over Time Range
      SELECT
        subq_17.day AS metric_time__day
        , subq_15.customer AS customer
        , subq_15.__visits AS __visits
      FROM "metrics"."main"."days" subq_17
      INNER JOIN (
        -- Read Elements From Semantic Model 'visits'
        -- Metric Time Dimension 'visited_at'
        SELECT
          DATE_TRUNC('day', visited_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __visits
        FROM "metrics"."main"."visits" visits_src_10000
      ) subq_15
      ON
        (
          subq_15.metric_time__day <= subq_17.day
        ) AND (
          subq_15.metric_time__day > subq_17.day - INTERVAL 1 month
        )
    ) subq_18
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      subq_18.customer = sma_10005_cte.customer
    GROUP BY
      subq_18.metric_time__day
      , sma_10005_cte.home
  ) subq_26
  ON
    (
      subq_13.customer__home = subq_26.customer__home
    ) AND (
      subq_13.metric_time__day = subq_26.metric_time__day
    )
  GROUP BY
    COALESCE(subq_13.metric_time__day, subq_26.metric_time__day)
    , COALESCE(subq_13.customer__home, subq_26.customer__home)
) subq_27

--- by metric_time__day customer__segment
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
  , customer__segment AS customer__segment
  , CAST(revenue_month_to_date AS DOUBLE) / CAST(NULLIF(visits_1_month, 0) AS DOUBLE) AS revenue_7_days_per_visit_7_days
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_13.metric_time__day, subq_26.metric_time__day) AS metric_time__day
    , COALESCE(subq_13.customer__segment, subq_26.customer__segment) AS customer__segment
    , MAX(subq_13.revenue_month_to_date) AS revenue_month_to_date
    , MAX(subq_26.visits_1_month) AS visits_1_month
  FROM (
    -- Join Standard Outputs
    -- Select: ['__revenue', 'customer__segment', 'metric_time__day']
    -- Select: ['__revenue', 'customer__segment', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_4.metric_time__day AS metric_time__day
      , sma_10005_cte.segment AS customer__segment
      , SUM(subq_4.__revenue) AS revenue_month_to_date
    FROM (
      -- Join Self Over Time Range
      SELECT
        subq_3.day AS metric_time__day
        , bookings_src_10000.customer_id AS customer
        , bookings_src_10000.amount AS __revenue
      FROM "metrics"."main"."days" subq_3
      INNER JOIN
        "metrics"."main"."bookings" bookings_src_10000
      ON
        (
          DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
        ) AND (
          DATE_TRUNC('day', bookings_src_10000.booked_at) >= DATE_TRUNC('month', subq_3.day)
        )
    ) subq_4
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      subq_4.customer = sma_10005_cte.customer
    GROUP BY
      subq_4.metric_time__day
      , sma_10005_cte.segment
  ) subq_13
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__visits', 'customer__segment', 'metric_time__day']
    -- Select: ['__visits', 'customer__segment', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      subq_18.metric_time__day AS metric_time__day
      , sma_10005_cte.segment AS customer__segment
      , SUM(subq_18.__visits) AS visits_1_month
    FROM (
      -- Join Self Over Time Range
      SELECT
        subq_17.day AS metric_time__day
        , subq_15.customer AS customer
        , subq_15.__visits AS __visits
      FROM "metrics"."main"."days" subq_17
      INNER JOIN (
        -- Read Elements From Semantic Model 'visits'
        -- Metric Time Dimension 'visited_at'
        SELECT
          DATE_TRUNC('day', visited_at) AS metric_time__day
          , customer_id AS customer
          , 1 AS __visits
        FROM "metrics"."main"."visits" visits_src_10000
      ) subq_15
      ON
        (
          subq_15.metric_time__day <= subq_17.day
        ) AND (
          subq_15.metric_time__day > subq_17.day - INTERVAL 1 month
        )
    ) subq_18
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      subq_18.customer = sma_10005_cte.customer
    GROUP BY
      subq_18.metric_time__day
      , sma_10005_cte.segment
  ) subq_26
  ON
    (
      subq_13.customer__segment = subq_26.customer__segment
    ) AND (
      subq_13.metric_time__day = subq_26.metric_time__day
    )
  GROUP BY
    COALESCE(subq_13.metric_time__day, subq_26.metric_time__day)
    , COALESCE(subq_13.customer__segment, subq_26.customer__segment)
) subq_27

--- by metric_time__month
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , CAST(revenue_month_to_date AS DOUBLE) / CAST(NULLIF(visits_1_month, 0) AS DOUBLE) AS revenue_7_days_per_visit_7_days
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_11.metric_time__month, subq_23.metric_time__month) AS metric_time__month
    , MAX(subq_11.revenue_month_to_date) AS revenue_month_to_date
    , MAX(subq_23.visits_1_month) AS visits_1_month
  FROM (
    -- Re-aggregate Metric via Group By
    SELECT
      metric_time__month
      , revenue_month_to_date
    FROM (
      -- Window Function for Metric Re-aggregation
      SELECT
        metric_time__month
        , FIRST_VALUE(revenue_month_to_date) OVER (
          PARTITION BY metric_time__month
          ORDER BY metric_time__day
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS revenue_month_to_date
      FROM (
        -- Join Self Over Time Range
        -- Select: ['__revenue', 'metric_time__month', 'metric_time__day']
        -- Select: ['__revenue', 'metric_time__month', 'metric_time__day']
        -- Aggregate Inputs for Simple Metrics
        -- Compute Metrics via Expressions
        -- Compute Metrics via Expressions
        SELECT
          subq_3.day AS metric_time__day
          , DATE_TRUNC('month', subq_3.day) AS metric_time__month
          , SUM(bookings_src_10000.amount) AS revenue_month_to_date
        FROM "metrics"."main"."days" subq_3
        INNER JOIN
          "metrics"."main"."bookings" bookings_src_10000
        ON
          (
            DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
          ) AND (
            DATE_TRUNC('day', bookings_src_10000.booked_at) >= DATE_TRUNC('month', subq_3.day)
          )
        GROUP BY
          subq_3.day
          , DATE_TRUNC('month', subq_3.day)
      ) subq_9
    ) subq_10
    GROUP BY
      metric_time__month
      , revenue_month_to_date
  ) subq_11
  FULL OUTER JOIN (
    -- Re-aggregate Metric via Group By
    SELECT
      metric_time__month
      , visits_1_month
    FROM (
      -- Window Function for Metric Re-aggregation
      SELECT
        metric_time__month
        , FIRST_VALUE(visits_1_month) OVER (
          PARTITION BY metric_time__month
          ORDER BY metric_time__day
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS visits_1_month
      FROM (
        -- Join Self Over Time Range
        -- Select: ['__visits', 'metric_time__month', 'metric_time__day']
        -- Select: ['__visits', 'metric_time__month', 'metric_time__day']
        -- Aggregate Inputs for Simple Metrics
        -- Compute Metrics via Expressions
        -- Compute Metrics via Expressions
        SELECT
          subq_15.day AS metric_time__day
          , DATE_TRUNC('month', subq_15.day) AS metric_time__month
          , SUM(subq_13.__visits) AS visits_1_month
        FROM "metrics"."main"."days" subq_15
        INNER JOIN (
          -- Read Elements From Semantic Model 'visits'
          -- Metric Time Dimension 'visited_at'
          SELECT
            DATE_TRUNC('day', visited_at) AS metric_time__day
            , 1 AS __visits
          FROM "metrics"."main"."visits" visits_src_10000
        ) subq_13
        ON
          (
            subq_13.metric_time__day <= subq_15.day
          ) AND (
            subq_13.metric_time__day > subq_15.day - INTERVAL 1 month
          )
        GROUP BY
          subq_15.day
          , DATE_TRUNC('month', subq_15.day)
      ) subq_21
    ) subq_22
    GROUP BY
      metric_time__month
      , visits_1_month
  ) subq_23
  ON
    subq_11.metric_time__month = subq_23.metric_time__month
  GROUP BY
    COALESCE(subq_11.metric_time__month, subq_23.metric_time__month)
) subq_24
