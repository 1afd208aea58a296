"""Events, verdicts and doubts of a table on a cluster: ``spark-submit spark_job.py [INPUT.csv [OUTPUT]]``, or run it.

Nothing here is Python on the workers: what is asked of Spark is one plan of its own expressions.
"""

import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as sql

from satudata import frames

TABLE = Path(__file__).resolve().parents[1] / "kejadian-2024.csv"
FIGURES = ["Meninggal", "Hilang", "Luka / Sakit", "Rumah Rusak", "Rumah Terendam", "Fasum Rusak"]

spark = SparkSession.builder.appName("satudata").getOrCreate()
source, target = [*sys.argv[1:], *(str(TABLE), None)[len(sys.argv) - 1 :]]
table = spark.read.csv(source, header=True)  # without a schema every column is text, as codes have to be
table = table.withColumns({name: sql.col(f"`{name}`").cast("bigint") for name in FIGURES})

read = frames.read_kib(table, "Kode Identitas Bencana", region_code="ID Kabupaten", date="Tanggal Kejadian")
# An event id ties rows together; a row without one goes by its KIB.
tied = read.withColumn("event", sql.coalesce("ID Kejadian", "kib_digits"))
counts = frames.count_all(tied, event="event", region="ID Kabupaten")
judged = frames.evaluate(table)
checked = frames.verify(table, "Kode Identitas Bencana", region="ID Kabupaten", date="Tanggal Kejadian")

answers = {**counts, "judged": judged, "checked": checked}
if target is not None:
    for name, frame in answers.items():
        frame.write.mode("overwrite").parquet(f"{target}/{name}")
    answers = {name: spark.read.parquet(f"{target}/{name}") for name in answers}  # not worked out again

for level in counts:
    print(f"events, {level}:", answers[level].agg(sql.sum("events")).first()[0])
judged, checked = answers["judged"], answers["checked"]
for verdict, number in judged.groupBy("threshold_verdict").count().sort("threshold_verdict").collect():
    print(f"rows {verdict}:", number)
doubtful = checked.where("findings <> ''").groupBy("findings").count().sort("findings")
for codes, number in doubtful.collect():
    print(f"rows with {codes}:", number)
