"""The leaflet press: from Markdown and a practice's brand to printed leaflets.

    1   content     sources/leaflets, sources/booklets  ->  Leaflet, Publication
    2   practices   sources/practices                   ->  Practice with its Brand
    2   layouts     layouts, fonts                      ->  Layout
    3   proofread   Leaflet                             ->  Findings about the words
    4   (batch)     what to make                        ->  Variant
    5   merge       Variant                             ->  Manuscript
    6   render      Manuscript                          ->  Document
    6b  imprint     shell, furniture                    ->  Document, without laying it out again
    7   impose      Document                            ->  printer's spreads

`batch` plans, makes what `memory` does not know as done, and knows this order; the
stages do not know each other. `proof` and `report` show people what came of it. The
records that pass between them stand in `model`, the mistakes in `errors`.
"""

__version__ = "0.1.0"
