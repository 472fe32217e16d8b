"""A brand's colours: what follows from them, and what a page's colours become.

derive       two colours of a brand -> all that layouts use, with assured contrast
inks         these -> what a print shop prints them with
separations  which colours of a laid-out page are exchanged, and for what
"""
