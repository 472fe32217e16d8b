"""A house -> a website for each practice: the pages behind the codes on its leaflets.

plan      Practice -> which page stands at which address, where old addresses lead
pages     SitePlan -> every file of a site, by its path
listings  pages -> search index, feed, sitemap, what servers are told
pictures  Brand -> the picture that stands for a site elsewhere; typefaces packed for the web
writing   files -> output/site/PRACTICE, those that are not as they were
run       all of it, practices at a time
serve     output/site -> a server on this machine, to look at it

A page is merged as print is (`press.merge.web`); the addresses ever published are kept in
the house (`press.governance.addresses`).
"""

from press.site.run import Outcome, SiteChoices, build_site
from press.site.serve import serve

__all__ = ["Outcome", "SiteChoices", "build_site", "serve"]
