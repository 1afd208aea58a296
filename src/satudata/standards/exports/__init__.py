"""A data set for other catalogues: CKAN, DCAT, Data Package and the metadata forms of BPS."""
