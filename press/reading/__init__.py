"""YAML and front matter -> validated records, every mistake with file and line.

    files    a file -> its text, or its head and its body
    yaml     a text -> plain values, each with its line
    records  values -> a record
    kept     a record -> bytes -> the record again

The only home of YAML, and of opening what writers and practices wrote.
"""

from press.reading.files import (
    MOST_MARKDOWN,
    Each,
    Headed,
    Load,
    ReadAs,
    as_edited,
    edited,
    lies_inside,
    one_by_one,
    read_bytes,
    read_file,
    read_headed,
    read_text,
    split_head,
)
from press.reading.records import as_written, did_you_mean, few, records_in, validate
from press.reading.yaml import (
    MOST_YAML,
    UNPRINTABLE,
    Value,
    Yaml,
    cannot_be_printed,
    mend_of,
    read_yaml,
)

__all__ = [
    "MOST_MARKDOWN",
    "MOST_YAML",
    "UNPRINTABLE",
    "Each",
    "Headed",
    "Load",
    "ReadAs",
    "Value",
    "Yaml",
    "as_edited",
    "as_written",
    "cannot_be_printed",
    "did_you_mean",
    "edited",
    "few",
    "lies_inside",
    "mend_of",
    "one_by_one",
    "read_bytes",
    "read_file",
    "read_headed",
    "read_text",
    "read_yaml",
    "records_in",
    "split_head",
    "validate",
]
