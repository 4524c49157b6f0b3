//! Vietnamese text: normal form, folding, search and sort keys.
