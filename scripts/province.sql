-- What a level above keeps of its roll-ups when files are no longer enough: every count of every
-- unit and period, as `hoso rollup --csv` writes it. Exact counts: internal. See docs/province.md.

CREATE SCHEMA IF NOT EXISTS hoso;

-- The form's vocabulary: which number of which table. Some 250 rows; new ones come with the form.
CREATE TABLE IF NOT EXISTS hoso.figure (
    figure_id   smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_code  text NOT NULL,
    row_code    text NOT NULL,
    column_code text NOT NULL,
    UNIQUE (table_code, row_code, column_code)
);

CREATE TABLE IF NOT EXISTS hoso.unit (
    unit_code text PRIMARY KEY CHECK (unit_code ~ '^[0-9]{5}$'),
    parent    text NOT NULL
);

CREATE TABLE IF NOT EXISTS hoso.reported (
    unit_code text NOT NULL REFERENCES hoso.unit,
    -- 2026-11, 2026-Q4, 2026-H2 or 2026
    period    text NOT NULL CHECK (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$'),
    figure_id smallint NOT NULL REFERENCES hoso.figure,
    count     bigint NOT NULL CHECK (count >= 0),
    PRIMARY KEY (period, figure_id, unit_code)
);

-- The long form again, for reading.
CREATE OR REPLACE VIEW hoso.reported_long AS
SELECT unit_code, parent, period, table_code, row_code, column_code, count
FROM hoso.reported JOIN hoso.figure USING (figure_id) JOIN hoso.unit USING (unit_code);

-- The roll-up's totals: equal to those of `hoso rollup` for the same files.
CREATE OR REPLACE VIEW hoso.total AS
SELECT period, table_code, row_code, column_code, sum(count)::bigint AS count, count(*) AS units
FROM hoso.reported JOIN hoso.figure USING (figure_id)
GROUP BY period, table_code, row_code, column_code;

-- Every row's arithmetic once more: opening + ins - outs = closing. Empty is right.
CREATE OR REPLACE VIEW hoso.broken_row AS
SELECT unit_code, period, row_code
FROM hoso.reported JOIN hoso.figure USING (figure_id)
WHERE table_code = 'stock_flow'
GROUP BY unit_code, period, row_code
HAVING sum(CASE
    WHEN column_code IN ('opening', 'new', 'moved_in', 'changed_in') THEN count
    WHEN column_code IN ('moved_out', 'changed_out', 'stopped', 'ended', 'closing') THEN -count
    ELSE 0 END) <> 0;
