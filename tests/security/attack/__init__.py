"""An attack on row-level security: a real dbt project in PostgreSQL, compiled, served by a real Cube, asked for other people's rows."""
