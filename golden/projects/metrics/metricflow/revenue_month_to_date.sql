--- by metric_time__day
-- Join Self Over Time Range
-- Select: ['__revenue', 'metric_time__day']
-- Select: ['__revenue', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
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

--- by metric_time__day booking__channel
-- Join Self Over Time Range
-- Select: ['__revenue', 'booking__channel', 'metric_time__day']
-- Select: ['__revenue', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , bookings_src_10000.channel AS booking__channel
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
  , bookings_src_10000.channel

--- by metric_time__day booking__is_insured
-- Join Self Over Time Range
-- Select: ['__revenue', 'booking__is_insured', 'metric_time__day']
-- Select: ['__revenue', 'booking__is_insured', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , bookings_src_10000.is_insured AS booking__is_insured
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
  , bookings_src_10000.is_insured

--- by metric_time__day booking__party
-- Join Self Over Time Range
-- Select: ['__revenue', 'booking__party', 'metric_time__day']
-- Select: ['__revenue', 'booking__party', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_3.day AS metric_time__day
  , bookings_src_10000.party AS booking__party
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
  , bookings_src_10000.party

--- by metric_time__day customer__country__continent
-- Join Standard Outputs
-- Select: ['__revenue', 'customer__country__continent', 'metric_time__day']
-- Select: ['__revenue', 'customer__country__continent', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
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
    customers_src_10000.customer_id AS customer
    , countries_src_10000.continent AS country__continent
  FROM "metrics"."main"."customers" customers_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."countries" countries_src_10000
  ON
    customers_src_10000.country_code = countries_src_10000.country_code
) subq_10
ON
  subq_4.customer = subq_10.customer
GROUP BY
  subq_4.metric_time__day
  , subq_10.country__continent

--- by metric_time__day customer__home
-- Join Standard Outputs
-- Select: ['__revenue', 'customer__home', 'metric_time__day']
-- Select: ['__revenue', 'customer__home', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , customers_src_10000.country_code AS customer__home
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
  "metrics"."main"."customers" customers_src_10000
ON
  subq_4.customer = customers_src_10000.customer_id
GROUP BY
  subq_4.metric_time__day
  , customers_src_10000.country_code

--- by metric_time__day customer__segment
-- Join Standard Outputs
-- Select: ['__revenue', 'customer__segment', 'metric_time__day']
-- Select: ['__revenue', 'customer__segment', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , customers_src_10000.segment AS customer__segment
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
  "metrics"."main"."customers" customers_src_10000
ON
  subq_4.customer = customers_src_10000.customer_id
GROUP BY
  subq_4.metric_time__day
  , customers_src_10000.segment

--- by metric_time__day tour__category
-- Join Standard Outputs
-- Select: ['__revenue', 'tour__category', 'metric_time__day']
-- Select: ['__revenue', 'tour__category', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , tours_src_10000.category AS tour__category
  , SUM(subq_4.__revenue) AS revenue_month_to_date
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , bookings_src_10000.tour_id AS tour
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
  "metrics"."main"."tours" tours_src_10000
ON
  subq_4.tour = tours_src_10000.tour_id
GROUP BY
  subq_4.metric_time__day
  , tours_src_10000.category

--- by metric_time__day tour__length
-- Join Standard Outputs
-- Select: ['__revenue', 'tour__length', 'metric_time__day']
-- Select: ['__revenue', 'tour__length', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , subq_6.length AS tour__length
  , SUM(subq_4.__revenue) AS revenue_month_to_date
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , bookings_src_10000.tour_id AS tour
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
  -- Read Elements From Semantic Model 'tours'
  -- Select: ['length', 'tour']
  SELECT
    tour_id AS tour
    , case when days > 1 then 'days' else 'day' end AS length
  FROM "metrics"."main"."tours" tours_src_10000
) subq_6
ON
  subq_4.tour = subq_6.tour
GROUP BY
  subq_4.metric_time__day
  , subq_6.length

--- by metric_time__day tour__tier
-- Join Standard Outputs
-- Select: ['__revenue', 'tour__tier', 'metric_time__day']
-- Select: ['__revenue', 'tour__tier', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  subq_4.metric_time__day AS metric_time__day
  , tour_tiers_src_10000.tier AS tour__tier
  , SUM(subq_4.__revenue) AS revenue_month_to_date
FROM (
  -- Join Self Over Time Range
  SELECT
    subq_3.day AS metric_time__day
    , bookings_src_10000.tour_id AS tour
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
GROUP BY
  subq_4.metric_time__day
  , tour_tiers_src_10000.tier

--- by metric_time__month
-- Re-aggregate Metric via Group By
-- Write to DataTable
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
