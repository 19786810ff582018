"""The nation's tables as SQL for DuckDB: what is told of each case comes from the hash of its number.

Comes in: nothing. Goes out: statements to be filled in by format. Refuses to know files.
"""

# Weeks after the first statement, and in how many cases of ten.
STEPS = "(0, 10), (3, 4), (7, 3)"
HEADERS = {
    "case_no": "案号", "filed_on": "立案日期", "cause": "案由", "claim_fen": "申请执行标的（元）",
    "recovered_fen": "到位金额（元）", "closed_on": "结案日期", "close_method": "结案方式",
}  # fmt: skip
# Every case once: which court's and which week's it is. `i` numbers the cases.
STORY = """
CREATE TABLE story AS
SELECT CAST(i % {courts} AS INTEGER) AS court_no, CAST(i // {courts} + 1 AS INTEGER) AS serial,
       CAST(hash(i, {seed}) % {weeks} AS INTEGER) AS week0,
       CAST(hash(i, {seed} + 1) % 10 AS INTEGER) AS luck,
       100 * (800 + CAST(hash(i, {seed} + 2) % 5000 AS BIGINT)) AS claim_fen,
       CAST(hash(i, {seed} + 3) % 60 AS INTEGER) AS age
FROM range({cases}) t(i)"""
COURTS = """
CREATE TABLE courts AS
SELECT CAST(n AS INTEGER) AS court_no, '{provinces}'[1 + n % {many}] AS province,
       province || CAST({first} + n // {many} AS VARCHAR) AS court
FROM range({courts}) t(n)"""
# A week's statements, as the columns of the table of cases that they fill.
STATED = """
SELECT {first_id} + court_no AS return_id, '台账' AS sheet,
       CAST(2 + row_number() OVER (PARTITION BY court_no ORDER BY serial) AS INTEGER) AS row,
       '（2026）' || court || '执' || serial || '号' AS case_no, court AS case_court,
       2026 AS case_year, '执' AS case_type, serial AS case_serial,
       CAST(DATE '{start}' + 7 * week0 - age AS DATE) AS filed_on,
       [{causes}][1 + (serial + court_no) % {many}] AS cause, claim_fen,
       CASE step WHEN 0 THEN 0 WHEN 3 THEN claim_fen // 200 * 100 ELSE claim_fen END
           AS recovered_fen,
       CASE WHEN step = 7 THEN CAST(DATE '{start}' + 7 * {week} + 2 AS DATE) END AS closed_on,
       CASE WHEN step = 7 THEN ['completed', 'closed_interim'][1 + age % 2] END AS close_method,
       CAST([] AS VARCHAR[]) AS cleared, CAST([] AS VARCHAR[]) AS not_applicable,
       CAST([] AS VARCHAR[]) AS rows, CAST([] AS VARCHAR[]) AS declared_actions, province
FROM story JOIN courts USING (court_no), (VALUES {steps}) s(step, tenths)
WHERE week0 + step = {week} AND luck < tenths
  AND {chosen}
ORDER BY return_id, row"""
RETURNS = """
SELECT {first_id} + court_no AS return_id, sha256(court || '{week}') AS sha256,
       court || '第{week}周.xlsx' AS file_name, court AS reporting_court, 'cases' AS form,
       'simulated' AS campaign, DATE '{monday}' AS period_start, DATE '{monday}' + 6 AS period_end,
       DATE '{monday}' + 6 AS as_of,
       CAST(DATE '{monday}' + 7 AS TIMESTAMP) + INTERVAL 9 HOUR AS received_at,
       CAST(count(serial) AS INTEGER) AS row_count, 0 AS held_count, 'accepted' AS status,
       CAST([] AS VARCHAR[]) AS measure_kinds, '' AS mapping, '' AS sender, province
FROM courts LEFT JOIN (
    SELECT court_no, serial FROM story, (VALUES {steps}) s(step, tenths)
    WHERE week0 + step = {week} AND luck < tenths) s USING (court_no)
WHERE {chosen}
GROUP BY court_no, court, province ORDER BY return_id"""
PLACES = """
SELECT return_id, '台账' AS sheet, field, column_number, header,
       CASE WHEN field LIKE '%_fen' THEN '元' ELSE '' END AS unit, '' AS stated,
       1 AS header_first, 2 AS header_last, 3 AS first_row, row_count + 2 AS last_row, province
FROM ({returns}), (VALUES {columns}) c(field, column_number, header)
ORDER BY return_id, column_number"""
TRUTH = """
SELECT court, count(*), count(*) FILTER (luck < 3 AND week0 + 7 < {weeks}),
       sum(CASE WHEN luck < 3 AND week0 + 7 < {weeks} THEN claim_fen
                WHEN luck < 4 AND week0 + 3 < {weeks} THEN claim_fen // 200 * 100 ELSE 0 END)
FROM story JOIN courts USING (court_no) GROUP BY court ORDER BY court"""
