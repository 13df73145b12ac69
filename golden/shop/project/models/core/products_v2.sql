select
    product_id,
    name,
    category,
    (price_cents / 100)::decimal(10, 2) as price,
    barcode,
    {'width_mm': width_mm::integer, 'height_mm': height_mm::integer} as size,
    map {'colour': colour, 'category': category} as attributes,
    coalesce(string_split(related, ';')::integer[], []) as related_product_ids,
    encode(name) as thumbnail
from {{ ref('raw_products') }}
