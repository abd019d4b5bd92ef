"""Other statutes, few rules each: art. 35-bis D.Lgs. 165/2001, L. 136/2010, D.Lgs. 159/2011, D.P.R. 445/2000."""
