//! Reading one file into cells.

mod binary;
mod damage;
mod formats;
mod ods;
mod packages;
mod xlsx;
