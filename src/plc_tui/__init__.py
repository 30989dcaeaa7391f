"""plc: personal professional learning for teachers, in one file a community shares."""

__version__ = "0.3.1"
