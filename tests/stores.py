"""The kinds of register, each by a text that another process can open: ``kind location``."""

import uuid

from satudata.issuing import JSONLinesRegister, SQLiteRegister, SQLRegister

KINDS = ("json-lines", "sqlite", "sql-sqlite", "sql-postgresql")


def opened(kind, location, *, is_pooled=False):
    """The register of a *kind* at a path or URL; *is_pooled* keeps connections to a server open."""
    if kind == "json-lines":
        return JSONLinesRegister(location)
    if kind == "sqlite":
        return SQLiteRegister(location)
    import sqlalchemy

    given = {} if is_pooled else {"poolclass": sqlalchemy.pool.NullPool}
    return SQLRegister(sqlalchemy.create_engine(location, **given))


def new_location(kind, folder, url):
    """Where a new register of a *kind* is: in *folder*, or as a schema of the server at *url*."""
    name = f"r{uuid.uuid4().hex}"
    if kind == "json-lines":
        return str(folder / f"{name}.jsonl")
    if kind == "sqlite":
        return str(folder / f"{name}.db")
    if kind == "sql-sqlite":
        return f"sqlite:///{folder / name}.db"
    import sqlalchemy

    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.pool.NullPool)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"CREATE SCHEMA {name}"))
    return f"{url}&options=-csearch_path%3D{name}"
