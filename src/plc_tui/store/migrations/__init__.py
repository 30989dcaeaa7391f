"""Schema migrations, one module each, applied in order by `store/schema.py`."""
