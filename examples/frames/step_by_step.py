"""A notebook kept as a script: ``jupytext --to notebook step_by_step.py`` makes the notebook.

An editor that knows ``# %%`` runs it cell by cell.
"""

# %% [markdown]
# # From a published table to counted events, step by step

# %%
from pathlib import Path

import polars as pl

from satudata import frames

TABLE = Path(__file__).parents[1] / "kejadian-2024.csv" if "__file__" in globals() else "kejadian-2024.csv"

# %% [markdown]
# ## 1. Codes are text
#
# A spreadsheet keeps fifteen digits of a KIB, and floats are inexact for every code of Papua: read the columns of codes
# as text. A column of numbers is refused.

# %%
codes = ["Kode Identitas Bencana", "ID Kejadian", "ID Kabupaten", "Tanggal Kejadian"]
table = pl.read_csv(TABLE, schema_overrides=dict.fromkeys(codes, pl.String))
print(table.shape)

# %% [markdown]
# ## 2. Read the KIBs
#
# Every row keeps its columns; what the KIB says stands beside them, and `kib_reason` says what was repaired. What
# stands in the same row decides which place the digits name.

# %%
read = frames.read_kib(table, "Kode Identitas Bencana", region_code="ID Kabupaten", date="Tanggal Kejadian")
print(read.filter(pl.col("kib_status") != "ok").select("Kode Identitas Bencana", "kib_digits", "kib_reason"))
print(read.select("kib_system", "kib_region_name").head(3))

# %% [markdown]
# ## 3. Count
#
# One event nationally, one in each province affected and one in each kabupaten/kota affected. The event id ties the two
# rows of the Marapi lahar together; the index of a KIB does not tell events apart.

# %%
tied = read.with_columns(event=pl.coalesce("ID Kejadian", "kib_digits"))
counts = frames.count_all(tied, event="event", region="ID Kabupaten")
print({level: int(frame["events"].sum()) for level, frame in counts.items()})
print(frames.count_events(tied, event="event", region="ID Kabupaten", type="kib_type", by="type"))

# %% [markdown]
# ## 4. Judge
#
# What is not reported is not zero: such a row is undetermined, not "not met". `threshold_robust` says whether the
# verdict is the same under every interpretation of the criteria.

# %%
judged = frames.evaluate(table)
print(judged.group_by("threshold_verdict", "threshold_robust").len().sort("len"))

# %% [markdown]
# ## 5. See what is doubtful
#
# `satudata explain region-lenient` explains a code.

# %%
doubtful = frames.verify(table, "Kode Identitas Bencana", region="ID Kabupaten", date="Tanggal Kejadian")
print(doubtful.filter(pl.col("findings") != "").select("Kode Identitas Bencana", "findings"))
