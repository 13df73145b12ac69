--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__revenue', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Self Over Time Range
  -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
  SELECT
    subq_3.day AS metric_time__day
    , bookings_src_10000.channel AS booking__channel
    , bookings_src_10000.amount AS revenue
  FROM "metrics"."main"."days" subq_3
  INNER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    (
      DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
    ) AND (
      DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
    )
) subq_5
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__revenue', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Self Over Time Range
  -- Select: ['__revenue', 'booking__channel', 'metric_time__day']
  SELECT
    subq_3.day AS metric_time__day
    , bookings_src_10000.channel AS booking__channel
    , bookings_src_10000.amount AS revenue
  FROM "metrics"."main"."days" subq_3
  INNER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    (
      DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
    ) AND (
      DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
    )
) subq_5
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , booking__channel

--- by metric_time__day booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__revenue', 'booking__is_insured', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__is_insured
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Self Over Time Range
  -- Select: ['__revenue', 'booking__is_insured', 'booking__channel', 'metric_time__day']
  SELECT
    subq_3.day AS metric_time__day
    , bookings_src_10000.channel AS booking__channel
    , bookings_src_10000.is_insured AS booking__is_insured
    , bookings_src_10000.amount AS revenue
  FROM "metrics"."main"."days" subq_3
  INNER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    (
      DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
    ) AND (
      DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
    )
) subq_5
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , booking__is_insured

--- by metric_time__day booking__party
-- Constrain Output with WHERE
-- Select: ['__revenue', 'booking__party', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__party
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Self Over Time Range
  -- Select: ['__revenue', 'booking__party', 'booking__channel', 'metric_time__day']
  SELECT
    subq_3.day AS metric_time__day
    , bookings_src_10000.channel AS booking__channel
    , bookings_src_10000.party AS booking__party
    , bookings_src_10000.amount AS revenue
  FROM "metrics"."main"."days" subq_3
  INNER JOIN
    "metrics"."main"."bookings" bookings_src_10000
  ON
    (
      DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
    ) AND (
      DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
    )
) subq_5
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , booking__party

--- by metric_time__day customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__revenue', 'customer__country__continent', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , customer__country__continent
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Standard Outputs
  -- Select: ['__revenue', 'customer__country__continent', 'booking__channel', 'metric_time__day']
  SELECT
    subq_7.metric_time__day AS metric_time__day
    , subq_7.booking__channel AS booking__channel
    , subq_13.country__continent AS customer__country__continent
    , subq_7.__revenue AS revenue
  FROM (
    -- Join Self Over Time Range
    SELECT
      subq_6.day AS metric_time__day
      , bookings_src_10000.customer_id AS customer
      , bookings_src_10000.channel AS booking__channel
      , bookings_src_10000.amount AS __revenue
    FROM "metrics"."main"."days" subq_6
    INNER JOIN
      "metrics"."main"."bookings" bookings_src_10000
    ON
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_6.day
      ) AND (
        DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_6.day - INTERVAL 14 day
      )
  ) subq_7
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['country__continent', 'customer']
    SELECT
      customers_src_10000.customer_id AS customer
      , countries_src_10000.continent AS country__continent
    FROM "metrics"."main"."customers" customers_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."countries" countries_src_10000
    ON
      customers_src_10000.country_code = countries_src_10000.country_code
  ) subq_13
  ON
    subq_7.customer = subq_13.customer
) subq_15
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , customer__country__continent

--- by metric_time__day customer__home
-- Constrain Output with WHERE
-- Select: ['__revenue', 'customer__home', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , customer__home
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Standard Outputs
  -- Select: ['__revenue', 'customer__home', 'booking__channel', 'metric_time__day']
  SELECT
    subq_4.metric_time__day AS metric_time__day
    , subq_4.booking__channel AS booking__channel
    , customers_src_10000.country_code AS customer__home
    , subq_4.__revenue AS revenue
  FROM (
    -- Join Self Over Time Range
    SELECT
      subq_3.day AS metric_time__day
      , bookings_src_10000.customer_id AS customer
      , bookings_src_10000.channel AS booking__channel
      , bookings_src_10000.amount AS __revenue
    FROM "metrics"."main"."days" subq_3
    INNER JOIN
      "metrics"."main"."bookings" bookings_src_10000
    ON
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
      ) AND (
        DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
      )
  ) subq_4
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_4.customer = customers_src_10000.customer_id
) subq_9
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , customer__home

--- by metric_time__day customer__segment
-- Constrain Output with WHERE
-- Select: ['__revenue', 'customer__segment', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , customer__segment
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Standard Outputs
  -- Select: ['__revenue', 'customer__segment', 'booking__channel', 'metric_time__day']
  SELECT
    subq_4.metric_time__day AS metric_time__day
    , subq_4.booking__channel AS booking__channel
    , customers_src_10000.segment AS customer__segment
    , subq_4.__revenue AS revenue
  FROM (
    -- Join Self Over Time Range
    SELECT
      subq_3.day AS metric_time__day
      , bookings_src_10000.customer_id AS customer
      , bookings_src_10000.channel AS booking__channel
      , bookings_src_10000.amount AS __revenue
    FROM "metrics"."main"."days" subq_3
    INNER JOIN
      "metrics"."main"."bookings" bookings_src_10000
    ON
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
      ) AND (
        DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
      )
  ) subq_4
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_4.customer = customers_src_10000.customer_id
) subq_9
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , customer__segment

--- by metric_time__day tour__category
-- Constrain Output with WHERE
-- Select: ['__revenue', 'tour__category', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , tour__category
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Standard Outputs
  -- Select: ['__revenue', 'tour__category', 'booking__channel', 'metric_time__day']
  SELECT
    subq_4.metric_time__day AS metric_time__day
    , subq_4.booking__channel AS booking__channel
    , tours_src_10000.category AS tour__category
    , subq_4.__revenue AS revenue
  FROM (
    -- Join Self Over Time Range
    SELECT
      subq_3.day AS metric_time__day
      , bookings_src_10000.tour_id AS tour
      , bookings_src_10000.channel AS booking__channel
      , bookings_src_10000.amount AS __revenue
    FROM "metrics"."main"."days" subq_3
    INNER JOIN
      "metrics"."main"."bookings" bookings_src_10000
    ON
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
      ) AND (
        DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
      )
  ) subq_4
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    subq_4.tour = tours_src_10000.tour_id
) subq_8
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , tour__category

--- by metric_time__day tour__length
-- Constrain Output with WHERE
-- Select: ['__revenue', 'tour__length', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , tour__length
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Standard Outputs
  -- Select: ['__revenue', 'tour__length', 'booking__channel', 'metric_time__day']
  SELECT
    subq_4.metric_time__day AS metric_time__day
    , subq_4.booking__channel AS booking__channel
    , subq_6.length AS tour__length
    , subq_4.__revenue AS revenue
  FROM (
    -- Join Self Over Time Range
    SELECT
      subq_3.day AS metric_time__day
      , bookings_src_10000.tour_id AS tour
      , bookings_src_10000.channel AS booking__channel
      , bookings_src_10000.amount AS __revenue
    FROM "metrics"."main"."days" subq_3
    INNER JOIN
      "metrics"."main"."bookings" bookings_src_10000
    ON
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
      ) AND (
        DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
      )
  ) subq_4
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tours'
    -- Select: ['length', 'tour']
    SELECT
      tour_id AS tour
      , case when days > 1 then 'days' else 'day' end AS length
    FROM "metrics"."main"."tours" tours_src_10000
  ) subq_6
  ON
    subq_4.tour = subq_6.tour
) subq_8
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , tour__length

--- by metric_time__day tour__tier
-- Constrain Output with WHERE
-- Select: ['__revenue', 'tour__tier', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , tour__tier
  , SUM(revenue) AS web_revenue_14_days
FROM (
  -- Join Standard Outputs
  -- Select: ['__revenue', 'tour__tier', 'booking__channel', 'metric_time__day']
  SELECT
    subq_4.metric_time__day AS metric_time__day
    , subq_4.booking__channel AS booking__channel
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_4.__revenue AS revenue
  FROM (
    -- Join Self Over Time Range
    SELECT
      subq_3.day AS metric_time__day
      , bookings_src_10000.tour_id AS tour
      , bookings_src_10000.channel AS booking__channel
      , bookings_src_10000.amount AS __revenue
    FROM "metrics"."main"."days" subq_3
    INNER JOIN
      "metrics"."main"."bookings" bookings_src_10000
    ON
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
      ) AND (
        DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
      )
  ) subq_4
  LEFT OUTER JOIN
    "metrics"."main"."tour_tiers" tour_tiers_src_10000
  ON
    (
      subq_4.tour = tour_tiers_src_10000.tour_id
    ) AND (
      (
        subq_4.metric_time__day >= tour_tiers_src_10000.valid_from
      ) AND (
        (
          subq_4.metric_time__day < tour_tiers_src_10000.valid_to
        ) OR (
          tour_tiers_src_10000.valid_to IS NULL
        )
      )
    )
) subq_8
WHERE booking__channel = 'web'
GROUP BY
  metric_time__day
  , tour__tier

--- by metric_time__month
-- Re-aggregate Metric via Group By
-- Write to DataTable
SELECT
  metric_time__month
  , web_revenue_14_days
FROM (
  -- Window Function for Metric Re-aggregation
  SELECT
    metric_time__month
    , FIRST_VALUE(web_revenue_14_days) OVER (
      PARTITION BY metric_time__month
      ORDER BY metric_time__day
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS web_revenue_14_days
  FROM (
    -- Constrain Output with WHERE
    -- Select: ['__revenue', 'metric_time__month', 'metric_time__day']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Compute Metrics via Expressions
    SELECT
      metric_time__day
      , metric_time__month
      , SUM(revenue) AS web_revenue_14_days
    FROM (
      -- Join Self Over Time Range
      -- Select: ['__revenue', 'booking__channel', 'metric_time__month', 'metric_time__day']
      SELECT
        subq_3.day AS metric_time__day
        , DATE_TRUNC('month', subq_3.day) AS metric_time__month
        , bookings_src_10000.channel AS booking__channel
        , bookings_src_10000.amount AS revenue
      FROM "metrics"."main"."days" subq_3
      INNER JOIN
        "metrics"."main"."bookings" bookings_src_10000
      ON
        (
          DATE_TRUNC('day', bookings_src_10000.booked_at) <= subq_3.day
        ) AND (
          DATE_TRUNC('day', bookings_src_10000.booked_at) > subq_3.day - INTERVAL 14 day
        )
    ) subq_5
    WHERE booking__channel = 'web'
    GROUP BY
      metric_time__day
      , metric_time__month
  ) subq_10
) subq_11
GROUP BY
  metric_time__month
  , web_revenue_14_days
