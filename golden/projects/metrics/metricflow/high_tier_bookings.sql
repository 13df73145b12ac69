--- by
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'tour__tier']
  SELECT
    tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , 1 AS __high_tier_bookings
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
WHERE tour__tier = 'high'

--- by metric_time__day
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'tour__tier', 'metric_time__day']
  SELECT
    subq_1.metric_time__day AS metric_time__day
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , 1 AS __high_tier_bookings
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
WHERE tour__tier = 'high'
GROUP BY
  metric_time__day

--- by booking__channel
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'booking__channel']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__channel
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'booking__channel', 'tour__tier']
  SELECT
    subq_1.booking__channel AS booking__channel
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , channel AS booking__channel
      , 1 AS __high_tier_bookings
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
WHERE tour__tier = 'high'
GROUP BY
  booking__channel

--- by metric_time__day booking__channel
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'booking__channel', 'metric_time__day']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__day
  , booking__channel
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'booking__channel', 'tour__tier', 'metric_time__day']
  SELECT
    subq_1.metric_time__day AS metric_time__day
    , subq_1.booking__channel AS booking__channel
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , channel AS booking__channel
      , 1 AS __high_tier_bookings
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
WHERE tour__tier = 'high'
GROUP BY
  metric_time__day
  , booking__channel

--- by booking__is_insured
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'booking__is_insured']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__is_insured
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'booking__is_insured', 'tour__tier']
  SELECT
    subq_1.booking__is_insured AS booking__is_insured
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , is_insured AS booking__is_insured
      , 1 AS __high_tier_bookings
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
WHERE tour__tier = 'high'
GROUP BY
  booking__is_insured

--- by booking__party
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'booking__party']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  booking__party
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'booking__party', 'tour__tier']
  SELECT
    subq_1.booking__party AS booking__party
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , party AS booking__party
      , 1 AS __high_tier_bookings
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
WHERE tour__tier = 'high'
GROUP BY
  booking__party

--- by customer__country__continent
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'customer__country__continent']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__country__continent
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'customer__country__continent', 'tour__tier']
  SELECT
    subq_10.country__continent AS customer__country__continent
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_4.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , customer_id AS customer
      , tour_id AS tour
      , 1 AS __high_tier_bookings
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
) subq_14
WHERE tour__tier = 'high'
GROUP BY
  customer__country__continent

--- by customer__home
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'customer__home']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__home
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'customer__home', 'tour__tier']
  SELECT
    customers_src_10000.country_code AS customer__home
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , customer_id AS customer
      , tour_id AS tour
      , 1 AS __high_tier_bookings
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
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
) subq_8
WHERE tour__tier = 'high'
GROUP BY
  customer__home

--- by customer__segment
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'customer__segment']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  customer__segment
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'customer__segment', 'tour__tier']
  SELECT
    customers_src_10000.segment AS customer__segment
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , customer_id AS customer
      , tour_id AS tour
      , 1 AS __high_tier_bookings
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."customers" customers_src_10000
  ON
    subq_1.customer = customers_src_10000.customer_id
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
) subq_8
WHERE tour__tier = 'high'
GROUP BY
  customer__segment

--- by tour__category
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'tour__category']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__category
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'tour__category', 'tour__tier']
  SELECT
    tours_src_10000.category AS tour__category
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , 1 AS __high_tier_bookings
    FROM "metrics"."main"."bookings" bookings_src_10000
  ) subq_1
  LEFT OUTER JOIN
    "metrics"."main"."tours" tours_src_10000
  ON
    subq_1.tour = tours_src_10000.tour_id
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
) subq_7
WHERE tour__tier = 'high'
GROUP BY
  tour__category

--- by tour__length
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'tour__length']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__length
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'tour__length', 'tour__tier']
  SELECT
    subq_3.length AS tour__length
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , 1 AS __high_tier_bookings
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
) subq_7
WHERE tour__tier = 'high'
GROUP BY
  tour__length

--- by tour__tier
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'tour__tier']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  tour__tier
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'tour__tier']
  SELECT
    tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , tour_id AS tour
      , 1 AS __high_tier_bookings
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
WHERE tour__tier = 'high'
GROUP BY
  tour__tier

--- by metric_time__month
-- Constrain Output with WHERE
-- Select: ['__high_tier_bookings', 'metric_time__month']
-- Aggregate Inputs for Simple Metrics
-- Compute Metrics via Expressions
-- Write to DataTable
SELECT
  metric_time__month
  , SUM(high_tier_bookings) AS high_tier_bookings
FROM (
  -- Join Standard Outputs
  -- Select: ['__high_tier_bookings', 'tour__tier', 'metric_time__month']
  SELECT
    subq_1.metric_time__month AS metric_time__month
    , tour_tiers_src_10000.tier AS tour__tier
    , subq_1.__high_tier_bookings AS high_tier_bookings
  FROM (
    -- Read Elements From Semantic Model 'bookings'
    -- Metric Time Dimension 'booked_at'
    SELECT
      DATE_TRUNC('day', booked_at) AS metric_time__day
      , DATE_TRUNC('month', booked_at) AS metric_time__month
      , tour_id AS tour
      , 1 AS __high_tier_bookings
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
WHERE tour__tier = 'high'
GROUP BY
  metric_time__month
