"""The leaflet press: from Markdown and a practice's brand to printed leaflets.

    1   reading     sources, layouts, fonts  ->  Leaflet, Publication, Practice, Layout
    2   proofread   Leaflet                  ->  Findings about the words
    3   plan        what is asked for        ->  Variant: one file that is to be made
    4   merge       Variant                  ->  Manuscript
    5   render      Manuscript               ->  Document
    5b  imprint     shell, furniture         ->  Document, without laying it out again
    6   impose      Document                 ->  printer's spreads, crop marks
    7   preflight   Document                 ->  Findings about the pages
    8   deliver     Document                 ->  a file in output, a message by mail

`build` goes 1, 3 to 6 and 8, `check` 1 to 7. `pipeline` knows the order from 4 to 7 and
takes one variant through it; `build` plans, makes what `cache` does not know as done, and
hands the work to `workers`; the stages do not know each other. A shell is a leaflet laid
out once for all practices whose brands move text alike, furniture what stands in one
practice's slots: 5b puts them together. `proof` and `report` show people what came of it,
`mail` sends it. The records that pass between the stages stand in `model`, what a person
chooses in `choices`, the mistakes in `errors`.
"""

__version__ = "0.2.0"
