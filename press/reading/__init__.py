"""YAML and front matter -> validated records, every mistake with file and line.

    files    a file -> its text, or its head and its body
    yaml     a text -> plain values, each with its line
    records  values -> a record
    kept     a record -> bytes -> the record again

The only home of YAML, and of opening what writers and practices wrote.
"""

from press.reading.files import MOST_MARKDOWN as MOST_MARKDOWN
from press.reading.files import Each as Each
from press.reading.files import Headed as Headed
from press.reading.files import Load as Load
from press.reading.files import ReadAs as ReadAs
from press.reading.files import as_edited as as_edited
from press.reading.files import edited as edited
from press.reading.files import lies_inside as lies_inside
from press.reading.files import one_by_one as one_by_one
from press.reading.files import read_bytes as read_bytes
from press.reading.files import read_file as read_file
from press.reading.files import read_headed as read_headed
from press.reading.files import read_text as read_text
from press.reading.files import split_head as split_head
from press.reading.records import as_written as as_written
from press.reading.records import did_you_mean as did_you_mean
from press.reading.records import few as few
from press.reading.records import records_in as records_in
from press.reading.records import validate as validate
from press.reading.yaml import MOST_YAML as MOST_YAML
from press.reading.yaml import UNPRINTABLE as UNPRINTABLE
from press.reading.yaml import Value as Value
from press.reading.yaml import Yaml as Yaml
from press.reading.yaml import cannot_be_printed as cannot_be_printed
from press.reading.yaml import mend_of as mend_of
from press.reading.yaml import read_yaml as read_yaml
