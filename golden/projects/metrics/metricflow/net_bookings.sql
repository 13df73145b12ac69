--- by
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.cancellations) AS cancellations
  FROM (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings']
    -- Select: ['__bookings']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      SUM(__bookings) AS bookings
    FROM rss_10002_cte
  ) subq_5
  CROSS JOIN (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'cancelled_on'
    -- Select: ['__cancellations']
    -- Select: ['__cancellations']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      SUM(__cancellations) AS cancellations
    FROM rss_10002_cte
  ) subq_11
) subq_12

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
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_11.metric_time__day) AS metric_time__day
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.cancellations) AS cancellations
  FROM (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings', 'metric_time__day']
    -- Select: ['__bookings', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booked_at__day AS metric_time__day
      , SUM(__bookings) AS bookings
    FROM rss_10002_cte
    GROUP BY
      booked_at__day
  ) subq_5
  FULL OUTER JOIN (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'cancelled_on'
    -- Select: ['__cancellations', 'metric_time__day']
    -- Select: ['__cancellations', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      cancelled_on__day AS metric_time__day
      , SUM(__cancellations) AS cancellations
    FROM rss_10002_cte
    GROUP BY
      cancelled_on__day
  ) subq_11
  ON
    subq_5.metric_time__day = subq_11.metric_time__day
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_11.metric_time__day)
) subq_12

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
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__channel, subq_11.booking__channel) AS booking__channel
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.cancellations) AS cancellations
  FROM (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings', 'booking__channel']
    -- Select: ['__bookings', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(__bookings) AS bookings
    FROM rss_10002_cte
    GROUP BY
      booking__channel
  ) subq_5
  FULL OUTER JOIN (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'cancelled_on'
    -- Select: ['__cancellations', 'booking__channel']
    -- Select: ['__cancellations', 'booking__channel']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__channel
      , SUM(__cancellations) AS cancellations
    FROM rss_10002_cte
    GROUP BY
      booking__channel
  ) subq_11
  ON
    subq_5.booking__channel = subq_11.booking__channel
  GROUP BY
    COALESCE(subq_5.booking__channel, subq_11.booking__channel)
) subq_12

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
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__day, subq_11.metric_time__day) AS metric_time__day
    , COALESCE(subq_5.booking__channel, subq_11.booking__channel) AS booking__channel
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.cancellations) AS cancellations
  FROM (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
    -- Select: ['__bookings', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booked_at__day AS metric_time__day
      , booking__channel
      , SUM(__bookings) AS bookings
    FROM rss_10002_cte
    GROUP BY
      booked_at__day
      , booking__channel
  ) subq_5
  FULL OUTER JOIN (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'cancelled_on'
    -- Select: ['__cancellations', 'booking__channel', 'metric_time__day']
    -- Select: ['__cancellations', 'booking__channel', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      cancelled_on__day AS metric_time__day
      , booking__channel
      , SUM(__cancellations) AS cancellations
    FROM rss_10002_cte
    GROUP BY
      cancelled_on__day
      , booking__channel
  ) subq_11
  ON
    (
      subq_5.booking__channel = subq_11.booking__channel
    ) AND (
      subq_5.metric_time__day = subq_11.metric_time__day
    )
  GROUP BY
    COALESCE(subq_5.metric_time__day, subq_11.metric_time__day)
    , COALESCE(subq_5.booking__channel, subq_11.booking__channel)
) subq_12

--- by booking__is_insured
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , is_insured AS booking__is_insured
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__is_insured AS booking__is_insured
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__is_insured, subq_11.booking__is_insured) AS booking__is_insured
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.cancellations) AS cancellations
  FROM (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings', 'booking__is_insured']
    -- Select: ['__bookings', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(__bookings) AS bookings
    FROM rss_10002_cte
    GROUP BY
      booking__is_insured
  ) subq_5
  FULL OUTER JOIN (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'cancelled_on'
    -- Select: ['__cancellations', 'booking__is_insured']
    -- Select: ['__cancellations', 'booking__is_insured']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__is_insured
      , SUM(__cancellations) AS cancellations
    FROM rss_10002_cte
    GROUP BY
      booking__is_insured
  ) subq_11
  ON
    subq_5.booking__is_insured = subq_11.booking__is_insured
  GROUP BY
    COALESCE(subq_5.booking__is_insured, subq_11.booking__is_insured)
) subq_12

--- by booking__party
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
    , party AS booking__party
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__party AS booking__party
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.booking__party, subq_11.booking__party) AS booking__party
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.cancellations) AS cancellations
  FROM (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings', 'booking__party']
    -- Select: ['__bookings', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(__bookings) AS bookings
    FROM rss_10002_cte
    GROUP BY
      booking__party
  ) subq_5
  FULL OUTER JOIN (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'cancelled_on'
    -- Select: ['__cancellations', 'booking__party']
    -- Select: ['__cancellations', 'booking__party']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booking__party
      , SUM(__cancellations) AS cancellations
    FROM rss_10002_cte
    GROUP BY
      booking__party
  ) subq_11
  ON
    subq_5.booking__party = subq_11.booking__party
  GROUP BY
    COALESCE(subq_5.booking__party, subq_11.booking__party)
) subq_12

--- by customer__country__continent
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
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
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_12.customer__country__continent, subq_24.customer__country__continent) AS customer__country__continent
    , MAX(subq_12.bookings) AS bookings
    , MAX(subq_24.cancellations) AS cancellations
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__country__continent']
    -- Select: ['__bookings', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      subq_7.country__continent AS customer__country__continent
      , SUM(rss_10002_cte.__bookings) AS bookings
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
    ) subq_7
    ON
      rss_10002_cte.customer = subq_7.customer
    GROUP BY
      subq_7.country__continent
  ) subq_12
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__cancellations', 'customer__country__continent']
    -- Select: ['__cancellations', 'customer__country__continent']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      subq_19.country__continent AS customer__country__continent
      , SUM(rss_10002_cte.__cancellations) AS cancellations
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
    ) subq_19
    ON
      rss_10002_cte.customer = subq_19.customer
    GROUP BY
      subq_19.country__continent
  ) subq_24
  ON
    subq_12.customer__country__continent = subq_24.customer__country__continent
  GROUP BY
    COALESCE(subq_12.customer__country__continent, subq_24.customer__country__continent)
) subq_25

--- by customer__home
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
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
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.customer__home, subq_18.customer__home) AS customer__home
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_18.cancellations) AS cancellations
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__home']
    -- Select: ['__bookings', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.home AS customer__home
      , SUM(rss_10002_cte.__bookings) AS bookings
    FROM rss_10002_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      rss_10002_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.home
  ) subq_9
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__cancellations', 'customer__home']
    -- Select: ['__cancellations', 'customer__home']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.home AS customer__home
      , SUM(rss_10002_cte.__cancellations) AS cancellations
    FROM rss_10002_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      rss_10002_cte.customer = sma_10005_cte.customer
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
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
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
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_9.customer__segment, subq_18.customer__segment) AS customer__segment
    , MAX(subq_9.bookings) AS bookings
    , MAX(subq_18.cancellations) AS cancellations
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'customer__segment']
    -- Select: ['__bookings', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.segment AS customer__segment
      , SUM(rss_10002_cte.__bookings) AS bookings
    FROM rss_10002_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      rss_10002_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.segment
  ) subq_9
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__cancellations', 'customer__segment']
    -- Select: ['__cancellations', 'customer__segment']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      sma_10005_cte.segment AS customer__segment
      , SUM(rss_10002_cte.__cancellations) AS cancellations
    FROM rss_10002_cte
    LEFT OUTER JOIN
      sma_10005_cte
    ON
      rss_10002_cte.customer = sma_10005_cte.customer
    GROUP BY
      sma_10005_cte.segment
  ) subq_18
  ON
    subq_9.customer__segment = subq_18.customer__segment
  GROUP BY
    COALESCE(subq_9.customer__segment, subq_18.customer__segment)
) subq_19

--- by tour__category
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
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
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.tour__category, subq_17.tour__category) AS tour__category
    , MAX(subq_8.bookings) AS bookings
    , MAX(subq_17.cancellations) AS cancellations
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__category']
    -- Select: ['__bookings', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10008_cte.category AS tour__category
      , SUM(rss_10002_cte.__bookings) AS bookings
    FROM rss_10002_cte
    LEFT OUTER JOIN
      rss_10008_cte
    ON
      rss_10002_cte.tour = rss_10008_cte.tour
    GROUP BY
      rss_10008_cte.category
  ) subq_8
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__cancellations', 'tour__category']
    -- Select: ['__cancellations', 'tour__category']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10008_cte.category AS tour__category
      , SUM(rss_10002_cte.__cancellations) AS cancellations
    FROM rss_10002_cte
    LEFT OUTER JOIN
      rss_10008_cte
    ON
      rss_10002_cte.tour = rss_10008_cte.tour
    GROUP BY
      rss_10008_cte.category
  ) subq_17
  ON
    subq_8.tour__category = subq_17.tour__category
  GROUP BY
    COALESCE(subq_8.tour__category, subq_17.tour__category)
) subq_18

--- by tour__length
-- Compute Metrics via Expressions
-- Write to DataTable
WITH rss_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  SELECT
    1 AS __bookings
    , case when cancelled_on is not null then 1 end AS __cancellations
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
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.tour__length, subq_17.tour__length) AS tour__length
    , MAX(subq_8.bookings) AS bookings
    , MAX(subq_17.cancellations) AS cancellations
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__length']
    -- Select: ['__bookings', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10008_cte.length AS tour__length
      , SUM(rss_10002_cte.__bookings) AS bookings
    FROM rss_10002_cte
    LEFT OUTER JOIN
      rss_10008_cte
    ON
      rss_10002_cte.tour = rss_10008_cte.tour
    GROUP BY
      rss_10008_cte.length
  ) subq_8
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__cancellations', 'tour__length']
    -- Select: ['__cancellations', 'tour__length']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10008_cte.length AS tour__length
      , SUM(rss_10002_cte.__cancellations) AS cancellations
    FROM rss_10002_cte
    LEFT OUTER JOIN
      rss_10008_cte
    ON
      rss_10002_cte.tour = rss_10008_cte.tour
    GROUP BY
      rss_10008_cte.length
  ) subq_17
  ON
    subq_8.tour__length = subq_17.tour__length
  GROUP BY
    COALESCE(subq_8.tour__length, subq_17.tour__length)
) subq_18

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
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_8.tour__tier, subq_17.tour__tier) AS tour__tier
    , MAX(subq_8.bookings) AS bookings
    , MAX(subq_17.cancellations) AS cancellations
  FROM (
    -- Join Standard Outputs
    -- Select: ['__bookings', 'tour__tier']
    -- Select: ['__bookings', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10007_cte.tier AS tour__tier
      , SUM(rss_10002_cte.__bookings) AS bookings
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
    GROUP BY
      rss_10007_cte.tier
  ) subq_8
  FULL OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['__cancellations', 'tour__tier']
    -- Select: ['__cancellations', 'tour__tier']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      rss_10007_cte.tier AS tour__tier
      , SUM(rss_10002_cte.__cancellations) AS cancellations
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
    GROUP BY
      rss_10007_cte.tier
  ) subq_17
  ON
    subq_8.tour__tier = subq_17.tour__tier
  GROUP BY
    COALESCE(subq_8.tour__tier, subq_17.tour__tier)
) subq_18

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
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , bookings - cancellations AS net_bookings
FROM (
  -- Combine Aggregated Outputs
  SELECT
    COALESCE(subq_5.metric_time__month, subq_11.metric_time__month) AS metric_time__month
    , MAX(subq_5.bookings) AS bookings
    , MAX(subq_11.cancellations) AS cancellations
  FROM (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'booked_at'
    -- Select: ['__bookings', 'metric_time__month']
    -- Select: ['__bookings', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      booked_at__month AS metric_time__month
      , SUM(__bookings) AS bookings
    FROM rss_10002_cte
    GROUP BY
      booked_at__month
  ) subq_5
  FULL OUTER JOIN (
    -- Read From CTE For node_id=rss_10002
    -- Metric Time Dimension 'cancelled_on'
    -- Select: ['__cancellations', 'metric_time__month']
    -- Select: ['__cancellations', 'metric_time__month']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    SELECT
      cancelled_on__month AS metric_time__month
      , SUM(__cancellations) AS cancellations
    FROM rss_10002_cte
    GROUP BY
      cancelled_on__month
  ) subq_11
  ON
    subq_5.metric_time__month = subq_11.metric_time__month
  GROUP BY
    COALESCE(subq_5.metric_time__month, subq_11.metric_time__month)
) subq_12
