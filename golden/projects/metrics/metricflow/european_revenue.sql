--- by
-- Constrain Output with WHERE
-- Select: ['__european_revenue']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'customer__country__continent']
  SELECT
    subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'customer__country__continent', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', bookings_src_10000.booked_at) AS metric_time__day
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'booking__channel', 'customer__country__continent']
  SELECT
    bookings_src_10000.channel AS booking__channel
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'booking__channel', 'customer__country__continent', 'metric_time__day']
  SELECT
    DATE_TRUNC('day', bookings_src_10000.booked_at) AS metric_time__day
    , bookings_src_10000.channel AS booking__channel
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'booking__is_insured', 'customer__country__continent']
  SELECT
    bookings_src_10000.is_insured AS booking__is_insured
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'booking__party', 'customer__country__continent']
  SELECT
    bookings_src_10000.party AS booking__party
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'customer__country__continent']
  SELECT
    subq_7.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
  ) subq_7
  ON
    bookings_src_10000.customer_id = subq_7.customer
) subq_9
WHERE customer__country__continent = 'Europe'
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'customer__home', 'customer__country__continent']
  SELECT
    subq_10.home AS customer__home
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['home', 'country__continent', 'customer']
    SELECT
      customers_src_10000.customer_id AS customer
      , customers_src_10000.country_code AS home
      , countries_src_10000.continent AS country__continent
    FROM "metrics"."main"."customers" customers_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."countries" countries_src_10000
    ON
      customers_src_10000.country_code = countries_src_10000.country_code
  ) subq_10
  ON
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'customer__segment', 'customer__country__continent']
  SELECT
    subq_10.segment AS customer__segment
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN (
    -- Join Standard Outputs
    -- Select: ['segment', 'country__continent', 'customer']
    SELECT
      customers_src_10000.customer_id AS customer
      , customers_src_10000.segment AS segment
      , countries_src_10000.continent AS country__continent
    FROM "metrics"."main"."customers" customers_src_10000
    LEFT OUTER JOIN
      "metrics"."main"."countries" countries_src_10000
    ON
      customers_src_10000.country_code = countries_src_10000.country_code
  ) subq_10
  ON
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'tour__category', 'customer__country__continent']
  SELECT
    tours_src_10000.category AS tour__category
    , subq_12.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    bookings_src_10000.tour_id = tours_src_10000.tour_id
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
  ) subq_12
  ON
    bookings_src_10000.customer_id = subq_12.customer
) subq_14
WHERE customer__country__continent = 'Europe'
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'tour__length', 'customer__country__continent']
  SELECT
    subq_6.length AS tour__length
    , subq_12.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tours'
    -- Select: ['length', 'tour']
    SELECT
      tour_id AS tour
      , case when days > 1 then 'days' else 'day' end AS length
    FROM "metrics"."main"."tours" tours_src_10000
  ) subq_6
  ON
    bookings_src_10000.tour_id = subq_6.tour
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
  ) subq_12
  ON
    bookings_src_10000.customer_id = subq_12.customer
) subq_14
WHERE customer__country__continent = 'Europe'
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'tour__tier', 'customer__country__continent']
  SELECT
    subq_10.country__continent AS customer__country__continent
    , tour_tiers_src_10000.tier AS tour__tier
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_10.customer
  LEFT OUTER JOIN
    "metrics"."main"."tour_tiers" tour_tiers_src_10000
  ON
    (
      bookings_src_10000.tour_id = tour_tiers_src_10000.tour_id
    ) AND (
      (
        DATE_TRUNC('day', bookings_src_10000.booked_at) >= tour_tiers_src_10000.valid_from
      ) AND (
        (
          DATE_TRUNC('day', bookings_src_10000.booked_at) < tour_tiers_src_10000.valid_to
        ) OR (
          tour_tiers_src_10000.valid_to IS NULL
        )
      )
    )
) subq_14
WHERE customer__country__continent = 'Europe'
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__european_revenue', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(european_revenue) AS european_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__european_revenue', 'customer__country__continent', 'metric_time__month']
  SELECT
    DATE_TRUNC('month', bookings_src_10000.booked_at) AS metric_time__month
    , subq_10.country__continent AS customer__country__continent
    , bookings_src_10000.amount AS european_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
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
    bookings_src_10000.customer_id = subq_10.customer
) subq_12
WHERE customer__country__continent = 'Europe'
GROUP BY
  metric_time__month
