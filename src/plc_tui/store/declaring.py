"""What every table is declared with."""

from sqlalchemy import BigInteger, Integer
from sqlalchemy.ext.declarative import DeferredReflection
from sqlmodel import SQLModel

#: A number of 62 bits; on SQLite it is the row's own.
RANDOM = BigInteger().with_variant(Integer(), "sqlite")


class Row(DeferredReflection, SQLModel):
    """What every table is declared with.

    Rows come as SQLAlchemy Core reads them and become values of the domain: none is ever an object of these classes. So
    the two dearest parts of declaring one wait for someone who asks, and nobody does: SQLAlchemy's mapper, pydantic's
    validator. Without them a third of what the tables cost at every start is saved.
    """

    __abstract__ = True
    model_config = {"defer_build": True}
