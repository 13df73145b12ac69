"""The registry of diagnostic codes: every word that a finding says. Data but for one line; see `diagnostics.py`."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Entry(NamedTuple):
    """What the registry knows of a code.

    Attributes:
        severity: `ERROR` (exit code 1), `WARNING` (an error under `--strict`) or `NOTE`.
        title: a few words.
        message: what is wrong and why it matters; blanks in braces are filled from the finding's data.
        remedy: what to type.
    """

    severity: Literal["ERROR", "WARNING", "NOTE"]
    title: str
    message: str
    remedy: str


CODES: dict[str, Entry] = {
    # --- FC00xx: files that the command line names -------------------------------------------------------------------
    "FC0001": Entry(
        "ERROR",
        "no manifest",
        "{path} cannot be read: {reason}.",
        "Run `dbt parse` (or any dbt command) first, or name the file with --target or --manifest{otherwise}.",
    ),
    "FC0002": Entry(
        "ERROR",
        "no catalog",
        "{path} cannot be read: {reason}.",
        "Run `dbt docs generate`, or leave --catalog out.",
    ),
    "FC0003": Entry(
        "ERROR",
        "no configuration",
        "{path} cannot be read: {reason}.",
        "Check the path given with --config or --artifacts, and that the file is UTF-8 text.",
    ),
    # --- FC01xx: what dbt wrote --------------------------------------------------------------------------------------
    "FC0101": Entry(
        "ERROR",
        "empty artifact",
        "{what} is empty. dbt writes it in place, so it may have been read half way.",
        "Run the dbt command again and let it finish.",
    ),
    "FC0102": Entry(
        "ERROR",
        "torn artifact",
        "{what} is not JSON: {reason}.",
        "dbt may still be writing it, or it was cut short: run the dbt command again and let it finish.",
    ),
    "FC0103": Entry(
        "ERROR",
        "not an artifact of dbt",
        "{what} has no `metadata`, which every artifact of dbt has.",
        "Point --target at dbt's target directory, or --manifest at its manifest.json.",
    ),
    "FC0104": Entry(
        "ERROR",
        "another artifact of dbt",
        "{what} is not what its name says: its schema is {schema}.",
        "Point --manifest at manifest.json and --catalog at catalog.json.",
    ),
    "FC0105": Entry(
        "WARNING",
        "newer manifest",
        "The manifest's schema {version} is newer than this floe-cube, which reads what it knows of it and nothing of what is new.",
        "Look for a newer floe-cube, and compare the generated model with what you expect.",
    ),
    "FC0106": Entry(
        "WARNING",
        "empty catalog",
        "catalog.json lists no relation, so columns and types come from the manifest alone.",
        "Run `dbt docs generate` after `dbt build`, with access to the warehouse.",
    ),
    "FC0107": Entry(
        "WARNING",
        "unreadable catalog",
        "catalog.json is left aside, so columns and types come from the manifest alone: {reason}",
        "Run `dbt docs generate` again.",
    ),
    "FC0108": Entry(
        "WARNING",
        "unreadable part of an artifact",
        "`{path}` is not what dbt writes there and is left out: {reason}.",
        "Run `dbt parse` again. If it comes back, please report it with this message.",
    ),
    "FC0109": Entry(
        "ERROR",
        "artifact in another encoding",
        "{what} is {encoding}. dbt writes UTF-8 without a byte order mark, so a shell or an editor has written it since.",
        "Let dbt write it again, and copy it as it is. Windows PowerShell's `>` and `Out-File` change the encoding; `Copy-Item` does not.",
    ),
    # --- FC02xx: models and columns ----------------------------------------------------------------------------------
    "FC0201": Entry(
        "WARNING",
        "unknown adapter",
        "The types of the dbt adapter `{adapter}` are not known here, so only names that mean the same in all databases are understood.",
        "Give `meta: {{cube: {{type: ...}}}}` to columns whose type is wrong.",
    ),
    "FC0202": Entry(
        "NOTE",
        "model without a cube",
        "`{model}` gets no cube: {reason}.",
        "There is nothing to do if that is meant.",
    ),
    "FC0203": Entry(
        "WARNING",
        "unknown type",
        "The type `{type}` of `{column}` is not known, so the dimension is a string.",
        "Say what it is: `meta: {{cube: {{type: number}}}}` on the column (string, number, boolean, time).",
    ),
    "FC0204": Entry(
        "WARNING",
        "documented column that does not exist",
        "`{model}` documents a column `{column}`, but by the catalog its relation has none. A dimension would fail in every query.",
        "Remove it from the YAML, or run `dbt docs generate` again if the catalog is old.",
    ),
    "FC0205": Entry(
        "WARNING",
        "expression instead of a column",
        "`{model}` documents `{column}`, which reads like SQL and not like the name of a column, so it gets no dimension.",
        "Run `dbt docs generate` so that the catalog can tell, set `quote: true` if it is a name, or declare a dimension "
        "under the model's `meta.cube.dimensions`.",
    ),
    "FC0206": Entry(
        "NOTE",
        "nested field",
        "`{column}` of `{model}` is a field inside another column, and gets no dimension of its own.",
        "If you want it, declare it: `meta: {{cube: {{dimensions: [{{name: ..., type: ..., sql: ...}}]}}}}`.",
    ),
    "FC0207": Entry(
        "WARNING",
        "column documented twice",
        "`{model}` documents both `{other}` and `{column}`, which are one column in this database. The first one counts.",
        "Remove one of them from the YAML.",
    ),
    "FC0208": Entry(
        "WARNING",
        "catalog of another project",
        "catalog.json comes from another run of dbt and knows only {known} of {total} models, so it may belong to another project.",
        "Run `dbt docs generate` for this project.",
    ),
    "FC0209": Entry(
        "WARNING",
        "model without a relation",
        "The manifest says neither the relation_name nor the schema of `{model}`, so there is no table to read and no cube.",
        "Write the manifest with a newer dbt, or run `dbt compile`.",
    ),
    "FC0210": Entry(
        "WARNING",
        "nothing to build",
        "No model{of} can become a cube, so nothing is written.",
        "Check what is selected (packages with models: {known}), and that those models are neither ephemeral nor disabled.",
    ),
    "FC0211": Entry(
        "NOTE",
        "types guessed",
        "Neither contract nor catalog says the type of {columns}: a column that is named like a moment counts as time, any other "
        "as a string.",
        "Run `dbt docs generate` and keep catalog.json beside manifest.json, or set `data_type` on the columns.",
    ),
    "FC0212": Entry(
        "NOTE",
        "no column known",
        "Neither the manifest nor a catalog names a column of `{model}`, so its cube can count rows and nothing else.",
        "Run `dbt docs generate` and keep catalog.json beside manifest.json, or document the columns.",
    ),
    "FC0213": Entry(
        "ERROR",
        "unreadable selector",
        "`{selector}` is no selector that is known here{hint}. The methods are {methods}.",
        "Write it as dbt does: `orders+`, `tag:finance`, `path:models/marts`, `config.materialized:table`.",
    ),
    "FC0214": Entry(
        "WARNING",
        "selector without a match",
        "`{selector}` matches nothing in this project.",
        "Check the spelling; `dbt ls --select` shows what dbt makes of it.",
    ),
    "FC0215": Entry(
        "WARNING",
        "column that Cube takes for a value",
        "`{column}` of `{model}` is left out: Cube puts the value of a filter wherever SQL holds a mark like `$1$`, in the name of a column "
        "too, and would refuse every query of it.",
        "Rename the column in the SQL of the model.",
    ),
    # --- FC03xx: keys and joins --------------------------------------------------------------------------------------
    "FC0301": Entry(
        "WARNING",
        "join left out: no primary key",
        "`{model}.{columns}` refers to `{parent}.{parent_columns}` ({evidence}), but `{keyless}` has no primary key. Cube needs one "
        "on both sides, or rows that the join repeats would be counted twice.",
        "Add unique and not_null tests to the key of `{keyless}` (a test with `where` or `severity: warn` proves nothing), or "
        "`meta: {{cube: {{primary_key: true}}}}` on that column.",
    ),
    "FC0302": Entry(
        "NOTE",
        "cube for another role",
        "`{model}.{columns}` refers to `{parent}`, too. Cube {why}, so the cube `{role}` extends `{parent}` for this reference.",
        "Query `{role}` where this reference is meant.",
    ),
    "FC0304": Entry(
        "WARNING",
        "join left out: not unique",
        "`{model}.{columns}` refers to `{parent}.{parent_columns}` ({evidence}), which nothing proves to be unique. A join could "
        "repeat rows of `{model}` without Cube knowing.",
        "Add a unique test to `{parent}.{parent_columns}` (one with `where` or `severity: warn` proves nothing), or declare the join under "
        "`meta.cube.joins`.",
    ),
    "FC0305": Entry(
        "ERROR",
        "two joins to one cube",
        "`meta.cube.joins` of `{model}` joins `{parent}` twice. Cube takes one join a pair of cubes.",
        "Keep one. For the other, declare a cube that extends `{parent}`, and join that one.",
    ),
    "FC0306": Entry(
        "NOTE",
        "join to what is not served",
        "`{model}.{columns}` refers to the {kind} `{parent}` ({evidence}), of which no cube is made unless its meta asks for one.",
        "For a cube and the join to it, say `meta: {{cube: {{enabled: true}}}}` on the {kind}; else there is nothing to do.",
    ),
    "FC0310": Entry(
        "ERROR",
        "join to an unknown cube",
        "`meta.cube.joins` of `{model}` names `{name}`, but no cube and no model is called so{hint}.",
        "Name a cube, or a model that becomes one.",
    ),
    # --- FC04xx: what meta.cube says ---------------------------------------------------------------------------------
    "FC0401": Entry(
        "ERROR",
        "unknown property",
        "`{where}` has no property `{key}`{hint}.",
        "Correct or remove it. What is nobody's property but yours belongs under `meta`.",
    ),
    "FC0402": Entry(
        "ERROR",
        "value of another kind",
        "`{path}` takes {expected}, but here is {seen}.",
        "Write it as {expected}.",
    ),
    "FC0403": Entry(
        "ERROR",
        "no properties",
        "`{path}` holds neither properties nor a list of members, so nothing of it can be used.",
        "Write properties: `{path}: {{property: value}}`.",
    ),
    "FC0404": Entry(
        "ERROR",
        "property missing",
        "`{where}` cannot be without {keys}.",
        "Add {keys}.",
    ),
    "FC0405": Entry(
        "ERROR",
        "primary key of no column",
        "`meta.cube.primary_key` of `{model}` names `{column}`, which is no column of it.",
        "Correct the name, or remove it.",
    ),
    "FC0406": Entry(
        "ERROR",
        "unknown word",
        "`{path}` is `{word}`, a word that Cube does not know there{hint}.",
        "Write one of {allowed}.",
    ),
    "FC0407": Entry(
        "ERROR",
        "word of another form",
        "`{path}` is `{word}`, but it must be {what}.",
        "Write it like `{example}`.",
    ),
    "FC0408": Entry(
        "ERROR",
        "two ways at once",
        "`{where}` has both `{one}` and `{other}`, which say different things about how it is computed.",
        "Keep one of the two.",
    ),
    "FC0410": Entry(
        "ERROR",
        "not in Cube",
        "`{where}` says `{what}`, which Cube 1.7 does not have.",
        "Write {instead}.",
    ),
    "FC0411": Entry(
        "ERROR",
        "SQL that Cube misreads",
        "`{path}`: {problem}.",
        "Cube reads SQL as a Python f-string: `{{CUBE}}.column`, `{{other_cube.member}}`, `\\{{` for a brace.",
    ),
    "FC0412": Entry(
        "ERROR",
        "property given twice",
        "`{where}` has `{key}` twice, in two spellings.",
        "Keep one of them.",
    ),
    "FC0413": Entry(
        "ERROR",
        "nested too deeply",
        "`{where}` is nested more than {limit} levels deep, so it is left out.",
        "Check how it came to be: no property of Cube is that deep.",
    ),
    "FC0415": Entry(
        "ERROR",
        "property needs another",
        "In `{where}`, {what} needs {needed}.",
        "Give it {needed}.",
    ),
    "FC0416": Entry(
        "ERROR",
        "properties that exclude each other",
        "`{where}` has `{one}` and `{other}`, which Cube does not take together.",
        "Keep one of the two.",
    ),
    "FC0417": Entry(
        "ERROR",
        "property of something else",
        "`{where}` has `{what}`, which belongs to {belongs}.",
        "Remove it.",
    ),
    "FC0418": Entry(
        "ERROR",
        "nothing said",
        "`{where}` says nothing without {keys}.",
        "Add {keys}.",
    ),
    "FC0419": Entry(
        "ERROR",
        "name given twice inside",
        "Two of the {what} of `{where}` are called `{name}`.",
        "Rename one of them.",
    ),
    "FC0420": Entry(
        "ERROR",
        "no way back",
        "`{model}` asks under `reverse_joins` for a join back to {name}, but no relationship from there leads here by a join, or there "
        "is a join already.",
        "Name models whose foreign key refers to this one, or declare the join under `meta.cube.joins`.",
    ),
    "FC0421": Entry(
        "WARNING",
        "part of another convention left out",
        "`{name}` of `{model}`, which its meta says for another tool, is left out: {problem}.",
        "Say it under `meta.cube`, in Cube's own terms.",
    ),
    "FC0422": Entry(
        "WARNING",
        "join left out: two data sources",
        "`{model}.{columns}` refers to `{parent}.{parent_columns}` ({evidence}), but the one is read through the data source `{mine}` "
        "and the other through `{theirs}`. No query reaches two databases.",
        "Give both projects one data source if they are built in one warehouse, copy `{parent}` over, or declare the join under "
        "`meta.cube.joins` for a pre-aggregation of the type `rollup_join`.",
    ),
    # --- FC05xx: names -----------------------------------------------------------------------------------------------
    "FC0501": Entry(
        "WARNING",
        "cube renamed",
        "No cube can be called `{wanted}` here: {why}. It is called `{name}`.",
        "Choose a name yourself: `meta: {{cube: {{name: ...}}}}` on the model.",
    ),
    "FC0502": Entry(
        "WARNING",
        "two cubes or views of one GraphQL type",
        "`{name}` and `{other}` are both `{type}` in Cube's GraphQL API, which then refuses every query, whatever it asks for.",
        "Rename one of them: a cube by `meta: {{cube: {{name: ...}}}}` on the model, a view where it is declared.",
    ),
    "FC0503": Entry(
        "NOTE",
        "dimension renamed",
        "The column `{column}` becomes the dimension `{name}`: {why}.",
        "Choose a name yourself: `meta: {{cube: {{name: ...}}}}` on the column.",
    ),
    "FC0504": Entry(
        "ERROR",
        "name given twice",
        "Two members of this cube are called `{name}`. Measures, dimensions, segments, hierarchies and pre-aggregations share one "
        "namespace, also with those of the cubes that it extends.",
        "Rename one of them.",
    ),
    "FC0505": Entry(
        "WARNING",
        "no default count",
        "The names `count` and `{name}` are both taken, so the cube gets no default count.",
        "Declare one: `meta: {{cube: {{measures: [{{name: ..., type: count}}]}}}}`.",
    ),
    "FC0506": Entry(
        "ERROR",
        "reserved name",
        "A member cannot be called `{name}` here: {why}.",
        "Choose another name; the title can say what you like.",
    ),
    "FC0507": Entry(
        "WARNING",
        "name too long for the database",
        "In queries Cube puts the name of the cube before `{name}`, and the granularity behind a time dimension. The database cuts "
        "that off after {limit} characters, and the queries fail.",
        "Give the column a shorter name in Cube: `meta: {{cube: {{name: ...}}}}`.",
    ),
    # --- FC06xx: the data model --------------------------------------------------------------------------------------
    "FC0601": Entry(
        "ERROR",
        "SQL that Cube misreads",
        "The SQL of `{member}` is `{sql}`: {problem}.",
        "Write a column as `{{CUBE}}.column`, a member as `{{member}}`, and a brace that is meant as one as `\\{{` or `\\}}`.",
    ),
    "FC0602": Entry(
        "ERROR",
        "unknown reference",
        "`{member}` refers to `{path}`, but {reason}.",
        "Correct the name. What is meant as a column is written `{{CUBE}}.column`.",
    ),
    "FC0603": Entry(
        "ERROR",
        "join without a primary key",
        "`{cube}` joins `{target}`, but `{keyless}` has measures and no primary key. Cube refuses such a model.",
        "Add `meta: {{cube: {{primary_key: true}}}}` to the key column of `{keyless}`.",
    ),
    "FC0604": Entry(
        "ERROR",
        "join that does not name its target",
        "The condition `{sql}` of the join from `{cube}` to `{target}` does not name `{{{target}}}`, so it says nothing about which rows match.",
        "Write it as `{{CUBE}}.column = {{{target}}}.column`.",
    ),
    "FC0605": Entry(
        "WARNING",
        "two ways to join",
        "`{cube}` reaches `{target}` by {paths}, which are equally long. Cube takes one of them without saying which.",
        "Remove a join, or let people query a view whose join_path names the way.",
    ),
    "FC0606": Entry(
        "ERROR",
        "policy that grants everything",
        "`access_policy[{index}]` of `{owner}` has an empty `member_level`, by which Cube grants all members.",
        'Name the members under `includes`, or write `includes: "*"` if all are meant.',
    ),
    "FC0607": Entry(
        "WARNING",
        "SQL over a column that does not exist",
        "The SQL of `{member}` names a column `{column}` of `{model}`, but by the catalog its relation has none{nearest}. Every query "
        "that uses it would fail.",
        "Correct the name, or run `dbt docs generate` again if the catalog is old.",
    ),
    "FC0611": Entry(
        "WARNING",
        "cube denied to all",
        "`{cube}` has no dimension of a column `{column}`, which decides who sees a row, so nobody sees any.",
        "Add the column, name another one (`meta: {{cube: {{row_level: {{column: claim}}}}}}`), or say that all may see all rows "
        "(`row_level: exempt`).",
    ),
    "FC0612": Entry(
        "WARNING",
        "rows without a partner drop out",
        "Other cubes join to `{cube}`, which is filtered by a claim, and no column of its key is known never to be null: their rows "
        "without a partner in `{cube}` vanish from joined queries.",
        "Add a not_null test or constraint to a column of the key of `{cube}`.",
    ),
    "FC0613": Entry(
        "ERROR",
        "unreadable row_level",
        "`meta.cube.row_level` of `{cube}` is neither `exempt` nor a mapping of columns to claims, so nobody sees any row.",
        "Write `row_level: exempt`, or `row_level: {{organization_id: organization_id}}`.",
    ),
    "FC0614": Entry(
        "WARNING",
        "rows that refer to hidden rows drop out",
        "`{target}` is filtered by a claim that does not filter `{cube}`. Rows of `{cube}` that refer to hidden rows of `{target}` "
        "vanish from joined queries, where one might expect them without a partner.",
        "Give `{cube}` the filter column too, or query the two apart.",
    ),
    "FC0615": Entry(
        "WARNING",
        "sub-query over hidden rows",
        "`{member}` of `{cube}` is computed by a query of its own over `{other}`, whose rows are filtered by a claim. Cube's filters "
        "do not reach that query, so it would tell everybody about the rows of all: it is null instead.",
        "Give `{cube}` the column that filters `{other}` too, or ask for a measure of `{other}` by dimensions of `{cube}`.",
    ),
    "FC0616": Entry(
        "NOTE",
        "policy that asks for all rows",
        "`access_policy[{index}]` of `{cube}` says `allow_all: true`, but the rows of `{cube}` are filtered by a claim: it shows "
        "those that match the claim, and no others.",
        "Leave `row_level` out of the policy, or say that all may see all rows of the cube (`row_level: exempt`).",
    ),
    "FC0620": Entry(
        "ERROR",
        "view without a name of its own",
        "The view `{view}` has the name of a cube, of another view, or one that Cube reserves, or begins like no type of GraphQL's: after "
        "underscores there must be a letter.",
        "Choose another name.",
    ),
    "FC0621": Entry(
        "ERROR",
        "view of an unknown cube",
        "The view `{view}` takes members from `{path}`, but there is no cube `{step}`.",
        "Correct the `join_path`: cubes in a row, with dots between them.",
    ),
    "FC0622": Entry(
        "ERROR",
        "view along a missing join",
        "The view `{view}` goes from `{step}` to `{following}`, but `{step}` has no join to `{following}`.",
        "Correct the `join_path`, or declare the join under `meta.cube.joins`.",
    ),
    "FC0623": Entry(
        "ERROR",
        "view of an unknown member",
        "The view `{view}` includes `{member}` of `{cube}`, which has no such member.",
        "Correct the name under `includes`.",
    ),
    "FC0624": Entry(
        "ERROR",
        "two members of a view with one name",
        "Two members of the view `{view}` are called `{member}`.",
        "Set `prefix: true` on one of its cubes, give one of the members an `alias`, or leave it out with `excludes`.",
    ),
    "FC0625": Entry(
        "NOTE",
        "cube written out in full",
        "`{cube}` extends `{base}`, whose rows others may see. Cube unites the access policies of the two, and the more generous "
        "one would decide: so `{cube}` is written without `extends`, with all that it inherits.",
        "Nothing, if that is meant; else give both the same `row_level`.",
    ),
    "FC0626": Entry(
        "ERROR",
        "no policy at all",
        "`access_policy` of `{owner}` is an empty list. Cube takes that for no policy, and shows all of it to everybody.",
        "Leave the key out, or write the policies that are meant.",
    ),
    "FC0627": Entry(
        "WARNING",
        "policy that cannot count",
        "`access_policy[{index}]` of `{owner}` grants `{measure}` but not `{key}`. Cube counts rows by their primary key, so that whoever has "
        "no more than this policy is denied the count as well.",
        "Grant `{key}` too.",
    ),
    "FC0628": Entry(
        "ERROR",
        "mask that never falls",
        "`access_policy[{index}]` of `{owner}` masks `{member}` and grants it as well. Cube never masks what a policy grants with its rows: "
        "dimensions are shown as they are, and totals of rows that a filter picks are masked or fail.",
        "Take `{member}` out of `member_level`, so that it is masked, or out of `member_masking`, so that it is shown.",
    ),
    "FC0629": Entry(
        "WARNING",
        "total masked for those who may see it",
        "`access_policy[{index}]` of `{owner}` grants `{measure}` for some rows, and `access_policy[{other}]` masks it for the same people. "
        "Cube then shows the mask in every total, and makes wrong SQL of those that are grouped by the column of the row filter.",
        "Give the two to groups of which nobody is in both, or grant `{measure}` in both and mask a dimension instead.",
    ),
    "FC0650": Entry(
        "WARNING",
        "no personal data found",
        "The configuration says how personal data is marked (`consumption.security.pii`), but no column is marked in that way, so "
        "nothing is masked or hidden.",
        "Mark columns in dbt, such as `meta: {{contains_pii: true}}`, or say under `pii` how yours are marked.",
    ),
    "FC0651": Entry(
        "NOTE",
        "member that shows personal data",
        "`{member}` of `{cube}` reads {reason}, so it is treated as personal data too.",
        "There is nothing to do if that is right; else say `meta: {{contains_pii: false}}` on the member.",
    ),
    "FC0652": Entry(
        "WARNING",
        "query over personal data",
        "`{cube}` stands on a query of its own over columns that are marked as personal data. Which of its columns hold them is "
        "told by their names alone: one that the query hands on under the name of another column is not found.",
        "Keep the names of the columns in the query, or mark the dimensions: `meta: {{contains_pii: true}}`.",
    ),
    "FC0653": Entry(
        "NOTE",
        "links left out",
        "Links of `{cube}` ({count}) stand on or read personal data. Cube makes dimensions of links, which no mask covers, so they "
        "are left out.",
        "Put the link on a dimension that holds no personal data, and let it read none.",
    ),
    "FC0654": Entry(
        "WARNING",
        "join by a masked member",
        "The join from `{cube}` to `{target}` names a dimension that is masked or hidden as personal data. For those who may not see "
        "it nothing matches.",
        "Name the columns instead, which are not masked: `{{CUBE}}.column = {{{target}}}.column`.",
    ),
    "FC0655": Entry(
        "NOTE",
        "personal data in a pre-aggregation",
        "The pre-aggregation `{rollup}` stores {members}: queries are masked over it too, but its tables hold the values.",
        "Leave personal data out of it, or guard the place where pre-aggregations are stored like the warehouse.",
    ),
    "FC0656": Entry(
        "WARNING",
        "pre-aggregation that answers nothing",
        "`{rollup}` of `{cube}` lacks {members}, by which rows are filtered. Every query is filtered, so none is answered by it: it is "
        "built and never used.",
        "Add {members} to the `dimensions` of `{rollup}`.",
    ),
    "FC0657": Entry(
        "WARNING",
        "union that needs Cube Store",
        "`{rollup}` unites a rollup with rows of the source, which Cube does in Cube Store only. Here pre-aggregations live in the "
        "database, and queries that match `{rollup}` fail.",
        "Configure `consumption.pre_aggregations.cube_store`, or set `union_with_source_data: false`.",
    ),
    "FC0658": Entry(
        "ERROR",
        "group of views given twice",
        "Two groups of views are called `{name}`, and Cube takes the name once.",
        "Declare the group in one place, with all its views, or rename one of the two.",
    ),
    "FC0659": Entry(
        "ERROR",
        "pre-aggregation of the Enterprise version",
        "`{rollup}` is an `auto_rollup`, which Cube knows in its Enterprise version only: elsewhere every query of `{cube}` fails.",
        "Declare rollups, with the measures and dimensions that people query together.",
    ),
    "FC0660": Entry(
        "NOTE",
        "column called like personal data",
        "`{marked}` is marked as personal data, and `{model}.{column}` is not: if it holds the same values, whoever sees `{model}` sees them.",
        "Mark it as well, or say `meta: {{contains_pii: false}}` on it. A model that nobody is to query can do without a cube "
        "(`meta: {{cube: {{enabled: false}}}}`).",
    ),
    # --- FC07xx: configuration ---------------------------------------------------------------------------------------
    "FC0701": Entry(
        "ERROR",
        "configuration not readable",
        "Column {char}: the text is no {format}: {problem}.",
        "Correct it there or just above; an editor that knows {format} marks the place.",
    ),
    "FC0702": Entry(
        "ERROR",
        "configuration too large",
        "The text is {excess}, more than any configuration needs.",
        "Keep the file to settings; write out what its anchors and aliases repeat.",
    ),
    "FC0703": Entry(
        "ERROR",
        "setting given twice",
        "Column {char}: `{key}` stands here for the second time; programs disagree on which one counts.",
        "Remove one of the two.",
    ),
    "FC0704": Entry(
        "ERROR",
        "unknown setting",
        "Column {char}: `{key}` is no setting of `{section}`{nearest}.",
        "`{section}` takes {known}.",
    ),
    "FC0705": Entry(
        "WARNING",
        "section not read",
        "Column {char}: the section `{key}` is not one of floe-cube's{nearest}, so nothing of it counts.",
        "Correct its name if it is meant for floe-cube; otherwise give it a name that is less alike.",
    ),
    "FC0706": Entry(
        "ERROR",
        "setting of the wrong type",
        "Column {char}: this takes {expected}, and there is {found}.",
        "Write {expected}. YAML reads quoted values as text, and `yes` and `no` as text too.",
    ),
    "FC0707": Entry(
        "ERROR",
        "setting missing",
        "Column {char}: this section needs the setting `{key}`.",
        "Add `{key}: ...`, or remove the section.",
    ),
    "FC0708": Entry(
        "ERROR",
        "setting with a value that it does not take",
        "Column {char}: the value is not {expected}.",
        "Write {expected}.",
    ),
    "FC0709": Entry(
        "ERROR",
        "setting with an unknown choice",
        "Column {char}: this is none of the values that the setting takes{nearest}.",
        "Write one of {choices}.",
    ),
    "FC0710": Entry(
        "ERROR",
        "unknown database type",
        "Column {char}: Cube cannot be set up for a database of this name{nearest}.",
        "Write one of {supported}, or leave `database_type` out: it follows from dbt's adapter.",
    ),
    "FC0711": Entry(
        "ERROR",
        "no database type for the adapter",
        "dbt built the tables through the adapter `{adapter}`, for which no database of Cube is known{nearest}.",
        "If Cube can read the tables, set `consumption: {{database_type: ...}}` to one of {supported}.",
    ),
    "FC0712": Entry(
        "ERROR",
        "schedule not understood",
        "Column {char}: {problem}.",
        "Write minute, hour, `*`, `*` and weekday (`30 5 * * 1`), or an interval (`15 minute`).",
    ),
    "FC0713": Entry(
        "ERROR",
        "schedule of unequal intervals",
        "Column {char}: Cube rebuilds pre-aggregations at equal intervals only, and refuses steps, lists, ranges, names, days and months.",
        "Write minute, hour, `*`, `*` and weekday, each as a number or `*` (`30 5 * * 1`), or an interval (`15 minute`).",
    ),
    "FC0714": Entry(
        "ERROR",
        "unknown time zone",
        "Column {char}: the IANA time zone database has no zone of this name{nearest}.",
        "Write the zone's full name, such as `UTC` or `Europe/Berlin`; abbreviations are ambiguous.",
    ),
    "FC0715": Entry(
        "ERROR",
        "not a web address",
        "Column {char}: this takes an absolute http or https URL with a host, and no user name in it.",
        "Write it in full, such as `https://collector.example.com:4318`, without spaces or quotes.",
    ),
    "FC0716": Entry(
        "ERROR",
        "keys over an open connection",
        "Column {char}: the key set is fetched by http, so whoever is on the way can replace the keys and sign any token.",
        "Write the https URL; http is taken on the loopback interface only.",
    ),
    "FC0717": Entry(
        "ERROR",
        "not the name of a Kubernetes secret",
        "Column {char}: a secret's name has lower-case letters, digits, `-` and `.`, begins and ends with a letter or digit, and has at most 253 characters.",
        "Write the name of the secret (`kubectl get secrets` lists them), not what it holds.",
    ),
    "FC0718": Entry(
        "ERROR",
        "secret in the configuration",
        "Column {char}: this looks like {kind}. What is configured ends in files and logs, so secrets are given by reference only.",
        "Remove it, and replace it where it was shared; put it into a Kubernetes secret{reference}.",
    ),
    "FC0719": Entry(
        "ERROR",
        "setting renamed",
        "Column {char}: `{key}` is now {name}.",
        "Write it so; the value stays the same.",
    ),
    "FC0720": Entry(
        "ERROR",
        "two APIs on one port",
        "Column {char}: `port` and `sql_port` are the same, and only one of the two servers would start.",
        "Give them different ports; 4000 and 15432 are the defaults.",
    ),
    "FC0721": Entry(
        "ERROR",
        "algorithms of two kinds of keys",
        "Column {char}: with both HS and public-key algorithms allowed, anybody can use the public key as the shared secret and sign tokens.",
        "Keep one kind: HS256, HS384 and HS512, or the others.",
    ),
    "FC0722": Entry(
        "ERROR",
        "key and algorithms do not fit",
        "Column {char}: {problem}.",
        "Give `jwk_url` or `key_ref` for RS, PS, ES and EdDSA; give `key_ref`, or nothing, for HS.",
    ),
    "FC0723": Entry(
        "ERROR",
        "export bucket that the database cannot fill",
        "Cube's driver for {database} cannot export to `{type}`; it can export to {able}.",
        "Choose another type of bucket, or leave `export_bucket` out.",
    ),
    "FC0724": Entry(
        "ERROR",
        "Cube Store with two storages",
        "Column {char}: Cube Store keeps its files in one place, and more than one of `s3`, `gcs` and `minio` is given.",
        "Keep one of them.",
    ),
    "FC0725": Entry(
        "NOTE",
        "switched off",
        "The configuration says `consumption: {{enabled: false}}`, so nothing is built. What stands in the output directory stays.",
        "Set `enabled: true`, or remove the setting, to build.",
    ),
    "FC0730": Entry(
        "ERROR",
        "groups without a claim that lists them",
        "Column {char}: these groups are to see personal data, but no claim of the token says who belongs to a group.",
        "Set `consumption.security.roles_claim` to the claim that lists the roles of a user.",
    ),
    "FC0731": Entry(
        "ERROR",
        "security where nobody reads it",
        "Column {char}: `{key}` is not read where it stands, and `consumption.security` is not set: everybody would see every row.",
        "Write it as `{home}`. If it is another program's, set `consumption.security` as well; its `row_level: false` means no filter.",
    ),
    "FC0732": Entry(
        "ERROR",
        "configuration that is not read",
        "`{path}` stands beside the dbt project, but no `--config` names it, and the working directory is another one: nothing of what it "
        "says, of who sees which rows perhaps, would hold.",
        "Add `--config {path}`, or run the command in `{folder}`.",
    ),
    "FC0733": Entry(
        "WARNING",
        "export bucket that is not used",
        "`{project}` states the export bucket `{bucket}`, but its data source `{source}` has another one: {other}.",
        "State one bucket for each data source, that of `default` in `pre_aggregations`; or give the project a `data_source` of its own.",
    ),
    "FC0755": Entry(
        "ERROR",
        "configuration of another name",
        "`{path}` is not read: the configuration is called `floe.yaml`. Nothing of what it says, of who sees which rows perhaps, would hold.",
        "Rename it to `floe.yaml`, or add `--config {path}`.",
    ),
    # --- FC0750: personal data -----------------------------------------------------------------------------------------
    "FC0750": Entry(
        "WARNING",
        "model marked as a whole",
        "`{model}` is marked as personal data, and none of its columns is, so all of them are treated as such.",
        "Mark the columns that hold personal data: then the others are shown. Or say `meta: {{contains_pii: false}}` on those that hold none.",
    ),
    # --- FC0751: keys ---------------------------------------------------------------------------------------------------
    "FC0751": Entry(
        "WARNING",
        "key that may hold a null",
        "The key of `{model}` is `{key}`, and nothing says that {nullable} is never null: where a join repeats its rows, those with a "
        "null there drop out of its measures.",
        "Add a not_null test or constraint to each of these columns, or a value for what is missing to the model.",
    ),
    # --- FC0752: pre-aggregations -------------------------------------------------------------------------------------
    "FC0752": Entry(
        "ERROR",
        "rollup of a member called like its cube",
        "The pre-aggregation `{rollup}` names `{member}` of the cube `{member}`. Cube takes that for the cube, and refuses every query of "
        "`{cube}`.",
        "Give the dimension another name (`meta: {{cube: {{name: ...}}}}` on the column), or the cube.",
    ),
    "FC0754": Entry(
        "ERROR",
        "rollup of an approximate count",
        "The pre-aggregation `{rollup}` keeps `{measure}`, which counts approximately. Cube cannot merge such counts of this database, and "
        "refuses every query of `{cube}`.",
        "Leave the measure out of the pre-aggregation, or count exactly: `type: count_distinct`, which a rollup of the same granularity and "
        "dimensions answers.",
    ),
    # --- FC0753: references -------------------------------------------------------------------------------------------
    "FC0753": Entry(
        "ERROR",
        "column of another cube",
        "The SQL of `{member}` in `{cube}` reads a column of `{other}` behind `{{{other}}}`. Cube takes only members of another cube there, "
        "and refuses the whole model.",
        "Name a member of it, such as `{{{other}.name}}`: the join between the two cubes brings it. A member `{other}` of `{cube}` itself is "
        "`{{CUBE.{other}}}`.",
    ),
    # --- FC08xx: writing ---------------------------------------------------------------------------------------------
    "FC0801": Entry(
        "ERROR",
        "generated file edited by hand",
        "{path} was changed since it was generated. Nothing is written.",
        "Move the change into the dbt project, or build with --force to overwrite it.",
    ),
    "FC0802": Entry(
        "ERROR",
        "file in the way",
        "{path} is not a file that floe-cube wrote. Nothing is written.",
        "Move it away, choose another --out, or build with --force to overwrite it.",
    ),
    "FC0803": Entry(
        "ERROR",
        "file to remove was edited by hand",
        "{path} is no longer generated, but was changed since. Nothing is written.",
        "Move it away if you want to keep it, or build with --force to remove it.",
    ),
    "FC0804": Entry(
        "ERROR",
        "cannot write",
        "{path}: {reason}.",
        "Check that --out can be a directory, its permissions, and the free space.",
    ),
    "FC0805": Entry(
        "ERROR",
        "no place for a file",
        "{path} is {what}, where {wanted} must be. Nothing is written.",
        "Move it away, or choose another --out. --force does not overwrite it.",
    ),
    "FC0806": Entry(
        "ERROR",
        "unfinished build",
        "A build that wrote to {path} was interrupted: some files are new, some are not yet. Cube completes it when it boots.",
        "Run `floe-cube build`, which completes it first.",
    ),
    "FC0807": Entry(
        "ERROR",
        "another build is writing",
        "Another build holds {path}, and did not end while this one waited. Nothing is written.",
        "Let it end, and build again.",
    ),
    "FC0808": Entry(
        "ERROR",
        "file edited while a build was interrupted",
        "{path} is neither what it was before the interrupted build nor what that build makes of it. Nothing is written.",
        "Move the change into the dbt project, or build with --force to overwrite it.",
    ),
    "FC0811": Entry(
        "ERROR",
        "tokens are minted in development only",
        "`consumption.dev_mode` is not true, so no token is minted: whoever can mint tokens sees everybody's rows.",
        "Set `dev_mode: true` in a configuration for your own machine, or ask your identity provider.",
    ),
    "FC0812": Entry(
        "ERROR",
        "tokens of this kind cannot be minted",
        "Tokens use {algorithm}, whose private key is the identity provider's.",
        "Use HS256 in a configuration for development, or ask your identity provider.",
    ),
    "FC0813": Entry(
        "ERROR",
        "no secret to sign with",
        "The environment variable {variable} {problem}.",
        "Set {variable} to the secret that the deployment uses; `openssl rand -hex 32` makes one.",
    ),
    "FC0814": Entry(
        "WARNING",
        "token without the claim that decides on rows",
        "The token has no claim `{claim}`, by which rows are filtered. Cube answers it with 401.",
        "Add `--claim {claim}=...`; several of them show the rows of all.",
    ),
    "FC0820": Entry(
        "ERROR",
        "file not built",
        "{path} is not there, and the build would write it.",
        "Run `floe-cube build`, and commit what it writes if the directory is under version control.",
    ),
    "FC0821": Entry(
        "ERROR",
        "file out of date",
        "{path} is not what the build would write.",
        "Run `floe-cube build`, and commit what it writes if the directory is under version control.",
    ),
    "FC0822": Entry(
        "ERROR",
        "file left over",
        "{path} was generated, and nothing in the project makes it any more.",
        "Run `floe-cube build`, which removes it, and commit that if the directory is under version control.",
    ),
    "FC0823": Entry(
        "ERROR",
        "generated file not understood",
        "{path} cannot be compared: {reason}. All that it holds counts as absent.",
        "Restore it from version control, or build with --force to overwrite it.",
    ),
    "FC0830": Entry(
        "ERROR",
        "somebody sees more",
        "{change}. After the build, somebody sees what they could not see before.",
        "If that is meant, build; if not, look at `access_policy` and `row_level` in the meta, and at the section `security`.",
    ),
    "FC0831": Entry(
        "ERROR",
        "consumers break",
        "{change}. After the build, something fails or answers otherwise for those who use it.",
        "If that is meant, tell them and build; a dimension or measure can stay under its old name beside the new one.",
    ),
    # --- FC084x: init ------------------------------------------------------------------------------------------------
    "FC0840": Entry(
        "ERROR",
        "configuration is there already",
        "{path} is there already, and nothing is written over it.",
        "Edit it, name another file with --config, or replace it with --force.",
    ),
    "FC0841": Entry(
        "ERROR",
        "no dbt project",
        "There is neither dbt_project.yml here nor {path}.",
        "Change to the directory of the dbt project, or name dbt's target directory with --target.",
    ),
    "FC0842": Entry(
        "ERROR",
        "unreadable dbt project",
        "{path} cannot be read: {reason}.",
        "Run `dbt parse` and correct what it reports.",
    ),
    "FC0843": Entry(
        "ERROR",
        "cannot write the configuration",
        "{path}: {reason}.",
        "Check that its directory exists, and the permissions, or name another file with --config.",
    ),
    # --- FC085x: verify ----------------------------------------------------------------------------------------------
    "FC0850": Entry(
        "ERROR",
        "no data model",
        "{path} is no folder, so there is nothing to verify.",
        "Run `floe-cube build` first, or name its output directory with --deployment.",
    ),
    "FC0851": Entry(
        "ERROR",
        "unreadable deployment",
        "{path} cannot be read: {reason}.",
        "Check its permissions, or run `floe-cube build` again.",
    ),
    "FC0852": Entry(
        "ERROR",
        "no Node.js",
        "Cube's compiler is JavaScript, and there is no `node` on the PATH to run it.",
        "Install Node.js 22 or newer (https://nodejs.org).",
    ),
    "FC0853": Entry(
        "ERROR",
        "no Cube",
        "Cube's compiler {package} is in none of {folders}.",
        "Run `npm install --no-save {package}@{version}` here, or name a folder that has it with --node-modules.",
    ),
    "FC0854": Entry(
        "ERROR",
        "refused by Cube",
        "Cube says: {message}",
        "Correct what `meta.cube` of {subject} says. If it says nothing about this, please report an error of floe-cube.",
    ),
    "FC0855": Entry(
        "ERROR",
        "file of yours refused by Cube",
        "Cube says: {message}",
        "Correct the file: floe-cube did not write it and will not change it.",
    ),
    "FC0856": Entry(
        "NOTE",
        "template not verified",
        "{path} is a template, which only Cube's native binary reads, and that binary is not installed. What refers to its cubes may "
        "be reported as unknown.",
        "Let npm run the install script of @cubejs-backend/native, which fetches the binary: `npm rebuild @cubejs-backend/native`.",
    ),
    "FC0857": Entry(
        "NOTE",
        "another Cube",
        "This is Cube {version}; generated deployments are tried in Cube {tested}.",
        "Install that release, or take what is reported with care.",
    ),
    "FC0858": Entry(
        "ERROR",
        "Cube's compiler failed",
        "It ended without an answer: {reason}",
        "Install Cube's packages again. If that does not help, please report it with this message.",
    ),
    # --- FC086x: files to run a deployment by ------------------------------------------------------------------------
    "FC0860": Entry(
        "WARNING",
        "file too large for a ConfigMap",
        "{path} has {size} bytes and a ConfigMap holds {limit}, so the pods do not get it. Cube does not start without access.json; "
        "without lineage.json, run events name no columns.",
        "Build an image with the whole deployment in /cube/conf and run that, or select fewer models.",
    ),
    "FC0861": Entry(
        "WARNING",
        "development mode is deployed",
        "`dev_mode` is true, so what `--emit` writes runs Cube in its development mode, with its playground open to everybody.",
        "Use a configuration of its own, without `dev_mode`, for what is deployed.",
    ),
    "FC0862": Entry(
        "NOTE",
        "DuckDB is a file",
        "What `--emit` writes does not know where the database file is, so no container has it.",
        "Mount it at the path that {variables} says, in compose.override.yaml or a kustomization.",
    ),
    "FC0863": Entry(
        "NOTE",
        "Cube Store runs elsewhere",
        "`{host}` is not a name that a service can have here, so what `--emit` writes runs no Cube Store and connects to that one.",
        "If it is to run beside Cube, give it a bare name: `host: cubestore`.",
    ),
    # --- FC09xx: the semantic layer ----------------------------------------------------------------------------------
    "FC0901": Entry(
        "WARNING",
        "filter not understood",
        "`{filter}` cannot be read: {problem}. Without it there would be other numbers, so it is left out together with what it filters.",
        "Write it as dbt documents it: SQL with `{{{{ Dimension('entity__name') }}}}`, `{{{{ TimeDimension('entity__name', 'month') }}}}` or `{{{{ Entity('name') }}}}` in it.",
    ),
    "FC0902": Entry(
        "WARNING",
        "metric of something that is not there",
        "The metric `{metric}` cannot be computed: {what}{hint}.",
        "Correct the metric; `dbt parse` checks the same.",
    ),
    "FC0903": Entry(
        "NOTE",
        "metric left out",
        "The metric `{metric}` is not served: {reason}.",
        "Select its model, or nothing if that is intended.",
    ),
    "FC0904": Entry(
        "WARNING",
        "metric of a metric that is left out",
        "The metric `{metric}` is computed from `{other}`, which is left out for a reason of its own.",
        "See what is said about `{other}`.",
    ),
    "FC0905": Entry(
        "WARNING",
        "conversion metric left out",
        "The metric `{metric}` counts events that follow on others within a time, for which Cube needs a cube of both kinds of events: {reason}.",
        "Compute the pairs of events in a dbt model, and count its rows by a metric.",
    ),
    "FC0906": Entry(
        "WARNING",
        "values that do not add up over time",
        "The metric `{metric}` takes only the rows of the first or last `{dimension}`, of each period and group that is asked for. Cube's measures do not know what is asked for: one would add up the values of all days.",
        "Mark those rows in the dbt model (for a balance at the end of the month, a boolean column) and filter a metric by it.",
    ),
    "FC0907": Entry(
        "WARNING",
        "filter that leads nowhere",
        "`{metric}` names `{reference}`, but {reason}. Without that there would be other numbers, so it is left out.",
        "Correct the reference, or make the join possible: an entity on both sides, with a key that is known to be unique.",
    ),
    "FC0908": Entry(
        "WARNING",
        "filter by a metric",
        "The metric `{metric}` is filtered by the metric `{other}` for each `{group}`: {reason}. Without the filter there would be other numbers.",
        "Compute `{other}` for each `{group}` in a dbt model, as a column of it, and filter by that.",
    ),
    "FC0909": Entry(
        "WARNING",
        "expression that is no member",
        "`{expr}` of {owner} cannot be a part of Cube's SQL: {reason}.",
        "Compute it in the dbt model, as a column, and name that.",
    ),
    "FC0910": Entry(
        "WARNING",
        "metric of several cubes",
        "The metric `{metric}` is computed from the cubes {cubes}. dbt aggregates each by itself and puts the results together, for which Cube needs a cube of the rows of all: {reason}.",
        "Ask Cube for the metrics that it is computed from, and compute it from the answers.",
    ),
    "FC0911": Entry(
        "WARNING",
        "metric of several times",
        "The metric `{metric}` is computed from what happens in `{cube}` by {times}. dbt takes each in its own time, for which Cube needs a cube of its rows by each: {reason}.",
        "Ask Cube for the metrics that it is computed from, each by its own time, and compute it from the answers.",
    ),
    "FC0912": Entry(
        "WARNING",
        "metric whose name is taken",
        "The metric `{name}` is not served: `{cube}` has another member of that name, which meta declares.",
        "Rename one of the two.",
    ),
    "FC0913": Entry(
        "NOTE",
        "metric renamed",
        "The metric `{wanted}` is called `{name}` in the cube `{cube}`: {why}.",
        "Use the new name in Cube, or rename the metric.",
    ),
    "FC0914": Entry(
        "NOTE",
        "cumulative metric in longer periods",
        "For {longer} or longer the metric `{metric}` has the value at the end of the period, where dbt takes the {of} of the period (`period_agg: {of}`). {each} by {unit} both are the same. Queries need a date range.",
        "Set `period_agg: last` if the end of the period is meant.",
    ),
    "FC0915": Entry(
        "WARNING",
        "offset of unequal length",
        "The metric `{metric}` looks back {interval}. By {unit} both are the same; by day, Cube puts the last days of a longer month on the last day of a shorter one, where dbt repeats that day.",
        "Ask for it by {unit}, or give the offset in days.",
    ),
    "FC0916": Entry(
        "NOTE",
        "days without rows",
        "The metric `{metric}` has a value on every day in dbt (`join_to_timespine`). Cube answers with the days that there are rows for; its clients fill in the others.",
        "Nothing: where there is an answer, it is the same.",
    ),
    "FC0917": Entry(
        "WARNING",
        "percentile that the warehouse does not have",
        "The metric `{metric}` needs a percentile ({method}), for which no function of {adapter} is known.",
        "Choose another kind by `use_discrete_percentile` and `use_approximate_percentile`.",
    ),
    "FC0918": Entry(
        "WARNING",
        "window that Cube does not have",
        "The metric `{metric}` is left out: {reason}. Without its window or offset it would show other numbers.",
        "Write it another way, or ask Cube for what it is computed from and compute it from the answers.",
    ),
    "FC0919": Entry(
        "NOTE",
        "rows that are valid for a time",
        "Rows of the semantic model `{name}` are valid from one time to another. Cube joins by keys alone, so nothing is joined to `{model}` by the entity `{entity}`.",
        "Add the key of the valid row in the dbt model that refers to it, or declare the join under `meta.cube.joins`.",
    ),
    "FC0920": Entry(
        "WARNING",
        "filter by a part of a date",
        "`{metric}` needs the {part} of a date, for which no function of {adapter} is known.",
        "Compute it in the dbt model, as a column, and filter by that.",
    ),
    "FC0921": Entry(
        "NOTE",
        "offset to the start of a period",
        "The metric `{metric}` is compared with the first {unit} of the {grain}. {each} by {unit} it is the same as in dbt; in longer periods Cube still takes that {unit}, where dbt takes the period that begins on it. Queries need a date range.",
        "Ask for it by {unit}.",
    ),
    "FC0922": Entry(
        "NOTE",
        "dimension renamed",
        "The dimension `{wanted}` of the semantic model `{model}` is called `{name}`: in its cube `{wanted}` is something else.",
        "Use the new name in Cube, or rename the dimension.",
    ),
    "FC0923": Entry(
        "WARNING",
        "two semantic layers over one model",
        "The semantic model `{name}` is left out with its metrics: the project `{other}` has a semantic model of `{model}` too, and it comes first.",
        "Give the metrics to one of the projects, or list this one before `{other}`.",
    ),
    "FC0924": Entry(
        "ERROR",
        "one data source, two databases",
        "The project `{project}` ({mine}) is to be read through the data source `{source}`, as the project `{other}` ({theirs}). A data source "
        "is one connection to one database.",
        "Give `{project}` a data source of its own: `data_source` under `consumption.projects`, or `--target NAME=DIR`.",
    ),
    "FC0925": Entry(
        "ERROR",
        "join between two data sources",
        "`meta.cube.joins` of `{model}` names `{parent}`, but the one is read through the data source `{mine}` and the other through `{theirs}`. No query "
        "reaches two databases.",
        "Join them by a pre-aggregation of the type `rollup_join` over a rollup of each, give both one data source if they are built in one "
        "warehouse, or copy `{parent}` over.",
    ),
    "FC0926": Entry(
        "ERROR",
        "projects named twice",
        "The file names a dbt project by `dbt_manifest_path` and others under `consumption.projects`, which lists all of them.",
        "Leave out `dbt_manifest_path`, and list its target directory first under `projects`.",
    ),
    "FC0927": Entry(
        "WARNING",
        "cube renamed: another project has one",
        "A cube of another project is called `{wanted}`, so this one, of `{project}`, is called `{name}`.",
        "Give the project a prefix for all its cubes and views: `prefix: {project}_`, under `consumption.projects`. Or choose a name on the model: "
        "`meta: {{cube: {{name: ...}}}}`.",
    ),
    "FC0928": Entry(
        "ERROR",
        "view of two projects",
        "The view `{view}` of the project `{project}` has the name of a cube or a view of another project.",
        "Give the project a prefix for all its cubes and views: `prefix: {project}_`, under `consumption.projects`. Or choose another name.",
    ),
    "FC0929": Entry(
        "ERROR",
        "no database type for a data source",
        "The data source `{source}` leads to what dbt built through the adapter `{adapter}`, for which no database of Cube is known{nearest}.",
        "If Cube can read the tables, set the `database_type` of `{project}`, under `consumption.projects`, to one of {supported}.",
    ),
    "FC0930": Entry(
        "WARNING",
        "saved query that is no view",
        "The saved query `{name}` is not served: {reason}.",
        "Split it, or write the view under `meta.cube.views` of a model.",
    ),
    "FC0931": Entry(
        "WARNING",
        "saved query without its filter",
        "The view `{name}` shows the members of the saved query, but not its filter `{filter}`: a view's filters compare a member with values, and no more.",
        "Filter in the query, or filter the metrics.",
    ),
    "FC0932": Entry(
        "WARNING",
        "exposure that is no view",
        "The exposure `{name}` asks for a view, but {reason}.",
        "Join its models, or write the view under `meta.cube.views` of a model.",
    ),
    "FC0934": Entry(
        "WARNING",
        "two projects of one name",
        "Two of the projects are called `{project}`, and dbt tells models apart by that name. An earlier one has models of the same unique_id, so "
        "these of the later one are left out: {models}.",
        "Give each project a `name` of its own in its dbt_project.yml. What one project builds twice, for two regions perhaps, wants two deployments.",
    ),
}


def where(subject: str, file: str, column: str, line: int) -> str:
    """The place of a finding as people read it."""
    spot = f"{file}:{line}" if file and line else file
    return " · ".join(part for part in (spot, f"{subject}.{column}" if column else subject) if part)
