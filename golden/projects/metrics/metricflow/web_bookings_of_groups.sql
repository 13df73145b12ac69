--- by
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__web_bookings_of_groups', 'booking__party', 'booking__channel']
  SELECT
    channel AS booking__channel
    , party AS booking__party
    , 1 AS web_bookings_of_groups
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__party = 'group') AND (booking__channel = 'web')

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__web_bookings_of_groups', 'booking__party', 'booking__channel', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , party AS booking__party
    , 1 AS web_bookings_of_groups
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__web_bookings_of_groups', 'booking__channel', 'booking__party']
  SELECT
    channel AS booking__channel
    , party AS booking__party
    , 1 AS web_bookings_of_groups
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__web_bookings_of_groups', 'booking__channel', 'booking__party', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , channel AS booking__channel
    , party AS booking__party
    , 1 AS web_bookings_of_groups
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__web_bookings_of_groups', 'booking__is_insured', 'booking__party', 'booking__channel']
  SELECT
    channel AS booking__channel
    , party AS booking__party
    , is_insured AS booking__is_insured
    , 1 AS web_bookings_of_groups
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__web_bookings_of_groups', 'booking__party', 'booking__channel']
  SELECT
    channel AS booking__channel
    , party AS booking__party
    , 1 AS web_bookings_of_groups
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Join Standard Outputs
  -- Select: ['__web_bookings_of_groups', 'customer__country__continent', 'booking__party', 'booking__channel']
  SELECT
    subq_4.booking__channel AS booking__channel
    , subq_4.booking__party AS booking__party
    , subq_10.country__continent AS customer__country__continent
    , subq_4.__web_bookings_of_groups AS web_bookings_of_groups
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , channel AS booking__channel
      , party AS booking__party
      , 1 AS __web_bookings_of_groups
    FROM "metrics"."main"."bookings" bookings_src_10000
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
) subq_12
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Join Standard Outputs
  -- Select: ['__web_bookings_of_groups', 'customer__home', 'booking__party', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__party AS booking__party
    , customers_src_10000.country_code AS customer__home
    , subq_1.__web_bookings_of_groups AS web_bookings_of_groups
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , channel AS booking__channel
      , party AS booking__party
      , 1 AS __web_bookings_of_groups
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Join Standard Outputs
  -- Select: ['__web_bookings_of_groups', 'customer__segment', 'booking__party', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__party AS booking__party
    , customers_src_10000.segment AS customer__segment
    , subq_1.__web_bookings_of_groups AS web_bookings_of_groups
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      customer_id AS customer
      , channel AS booking__channel
      , party AS booking__party
      , 1 AS __web_bookings_of_groups
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
) subq_6
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Join Standard Outputs
  -- Select: ['__web_bookings_of_groups', 'tour__category', 'booking__party', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__party AS booking__party
    , tours_src_10000.category AS tour__category
    , subq_1.__web_bookings_of_groups AS web_bookings_of_groups
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      tour_id AS tour
      , channel AS booking__channel
      , party AS booking__party
      , 1 AS __web_bookings_of_groups
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    subq_1.tour = tours_src_10000.tour_id
) subq_5
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Join Standard Outputs
  -- Select: ['__web_bookings_of_groups', 'tour__length', 'booking__party', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__party AS booking__party
    , subq_3.length AS tour__length
    , subq_1.__web_bookings_of_groups AS web_bookings_of_groups
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      tour_id AS tour
      , channel AS booking__channel
      , party AS booking__party
      , 1 AS __web_bookings_of_groups
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tours'
    -- Select: ['length', 'tour']
    SELECT
      tour_id AS tour
      , case when days > 1 then 'days' else 'day' end AS length
    FROM "metrics"."main"."tours" tours_src_10000
  ) subq_3
  ON
    subq_1.tour = subq_3.tour
) subq_5
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Join Standard Outputs
  -- Select: ['__web_bookings_of_groups', 'tour__tier', 'booking__party', 'booking__channel']
  SELECT
    subq_1.booking__channel AS booking__channel
    , subq_1.booking__party AS booking__party
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__web_bookings_of_groups AS web_bookings_of_groups
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , channel AS booking__channel
      , party AS booking__party
      , 1 AS __web_bookings_of_groups
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."tour_tiers" tour_tiers_src_10000
  ON
    (
      subq_1.tour = tour_tiers_src_10000.tour_id
    ) AND (
      (
        subq_1.metric_time__day >= tour_tiers_src_10000.valid_from
      ) AND (
        (
          subq_1.metric_time__day < tour_tiers_src_10000.valid_to
        ) OR (
          tour_tiers_src_10000.valid_to IS NULL
        )
      )
    )
) subq_5
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__web_bookings_of_groups', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(web_bookings_of_groups) AS web_bookings_of_groups
FROM (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  -- Select: ['__web_bookings_of_groups', 'booking__party', 'booking__channel', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , channel AS booking__channel
    , party AS booking__party
    , 1 AS web_bookings_of_groups
  FROM "metrics"."main"."bookings" bookings_src_10000
) subq_2
WHERE (booking__party = 'group') AND (booking__channel = 'web')
GROUP BY
  metric_time__month
