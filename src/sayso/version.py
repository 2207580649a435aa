"""The version of Sayso."""

VERSION = "0.1.0"
