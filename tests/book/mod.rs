//! Reading one file into cells.
mod corpus;
