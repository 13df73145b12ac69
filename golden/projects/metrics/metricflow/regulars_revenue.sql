--- by
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'customer__bookings']
  SELECT
    subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
) subq_13
WHERE customer__bookings > 7

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'metric_time__day', 'customer__bookings']
  SELECT
    subq_5.metric_time__day AS metric_time__day
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      metric_time__day
      , customer
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
) subq_13
WHERE customer__bookings > 7
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__channel AS booking__channel
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'booking__channel', 'customer__bookings']
  SELECT
    subq_5.booking__channel AS booking__channel
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , booking__channel
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
) subq_13
WHERE customer__bookings > 7
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , channel AS booking__channel
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__day AS metric_time__day
  , booking__channel AS booking__channel
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'booking__channel', 'metric_time__day', 'customer__bookings']
  SELECT
    subq_5.metric_time__day AS metric_time__day
    , subq_5.booking__channel AS booking__channel
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      metric_time__day
      , customer
      , booking__channel
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
) subq_13
WHERE customer__bookings > 7
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , is_insured AS booking__is_insured
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__is_insured AS booking__is_insured
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'booking__is_insured', 'customer__bookings']
  SELECT
    subq_5.booking__is_insured AS booking__is_insured
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , booking__is_insured
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
) subq_13
WHERE customer__bookings > 7
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , party AS booking__party
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  booking__party AS booking__party
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'booking__party', 'customer__bookings']
  SELECT
    subq_5.booking__party AS booking__party
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , booking__party
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
) subq_13
WHERE customer__bookings > 7
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  customer__country__continent AS customer__country__continent
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'customer__country__continent', 'customer__bookings']
  SELECT
    subq_20.country__continent AS customer__country__continent
    , subq_14.customer__bookings AS customer__bookings
    , subq_8.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_8
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_14
  ON
    subq_8.customer = subq_14.customer
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
  ) subq_20
  ON
    subq_8.customer = subq_20.customer
) subq_22
WHERE customer__bookings > 7
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  customer__home AS customer__home
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'customer__home', 'customer__bookings']
  SELECT
    subq_14.home AS customer__home
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'customers'
    -- Metric Time Dimension 'joined_on'
    -- Select: ['home', 'customer']
    SELECT
      customer_id AS customer
      , country_code AS home
    FROM "metrics"."main"."customers" customers_src_10000
  ) subq_14
  ON
    subq_5.customer = subq_14.customer
) subq_16
WHERE customer__bookings > 7
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  customer__segment AS customer__segment
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'customer__segment', 'customer__bookings']
  SELECT
    subq_14.segment AS customer__segment
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'customers'
    -- Metric Time Dimension 'joined_on'
    -- Select: ['segment', 'customer']
    SELECT
      customer_id AS customer
      , segment
    FROM "metrics"."main"."customers" customers_src_10000
  ) subq_14
  ON
    subq_5.customer = subq_14.customer
) subq_16
WHERE customer__bookings > 7
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , tour_id AS tour
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  tour__category AS tour__category
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'tour__category', 'customer__bookings']
  SELECT
    subq_13.category AS tour__category
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , tour
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tours'
    -- Select: ['category', 'tour']
    SELECT
      tour_id AS tour
      , category
    FROM "metrics"."main"."tours" tours_src_10000
  ) subq_13
  ON
    subq_5.tour = subq_13.tour
) subq_15
WHERE customer__bookings > 7
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    customer_id AS customer
    , tour_id AS tour
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  tour__length AS tour__length
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'tour__length', 'customer__bookings']
  SELECT
    subq_13.length AS tour__length
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      customer
      , tour
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tours'
    -- Select: ['length', 'tour']
    SELECT
      tour_id AS tour
      , case when days > 1 then 'days' else 'day' end AS length
    FROM "metrics"."main"."tours" tours_src_10000
  ) subq_13
  ON
    subq_5.tour = subq_13.tour
) subq_15
WHERE customer__bookings > 7
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('day', booked_at) AS metric_time__day
    , customer_id AS customer
    , tour_id AS tour
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  tour__tier AS tour__tier
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'tour__tier', 'customer__bookings']
  SELECT
    subq_13.tier AS tour__tier
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      metric_time__day
      , customer
      , tour
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
  LEFT OUTER JOIN (
    -- Read Elements From Semantic Model 'tour_tiers'
    -- Select: ['tier', 'valid_from__day', 'valid_to__day', 'tour']
    SELECT
      valid_from AS valid_from__day
      , valid_to AS valid_to__day
      , tour_id AS tour
      , tier
    FROM "metrics"."main"."tour_tiers" tour_tiers_src_10000
  ) subq_13
  ON
    (
      subq_5.tour = subq_13.tour
    ) AND (
      (
        subq_5.metric_time__day >= subq_13.valid_from__day
      ) AND (
        (
          subq_5.metric_time__day < subq_13.valid_to__day
        ) OR (
          subq_13.valid_to__day IS NULL
        )
      )
    )
) subq_15
WHERE customer__bookings > 7
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__regulars_revenue', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
WITH sma_10002_cte AS (
  -- Read Elements From Semantic Model 'bookings'
  -- Metric Time Dimension 'booked_at'
  SELECT
    DATE_TRUNC('month', booked_at) AS metric_time__month
    , customer_id AS customer
    , 1 AS __bookings
    , amount AS __regulars_revenue
  FROM "metrics"."main"."bookings" bookings_src_10000
)

SELECT
  metric_time__month AS metric_time__month
  , SUM(regulars_revenue) AS regulars_revenue
FROM (
  -- Join Standard Outputs
  -- Select: ['__regulars_revenue', 'metric_time__month', 'customer__bookings']
  SELECT
    subq_5.metric_time__month AS metric_time__month
    , subq_11.customer__bookings AS customer__bookings
    , subq_5.__regulars_revenue AS regulars_revenue
  FROM (
    -- Read From CTE For node_id=sma_10002
    SELECT
      metric_time__month
      , customer
      , __regulars_revenue
    FROM sma_10002_cte
  ) subq_5
  LEFT OUTER JOIN (
    -- Read From CTE For node_id=sma_10002
    -- Select: ['__bookings', 'customer']
    -- Select: ['__bookings', 'customer']
    -- Aggregate Inputs for Simple Metrics
    -- Compute Metrics via Expressions
    -- Select: ['customer', 'customer__bookings']
    SELECT
      customer
      , SUM(__bookings) AS customer__bookings
    FROM sma_10002_cte
    GROUP BY
      customer
  ) subq_11
  ON
    subq_5.customer = subq_11.customer
) subq_13
WHERE customer__bookings > 7
GROUP BY
  metric_time__month
