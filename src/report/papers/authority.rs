//! Pages for the authority as a whole.

use super::Maker;
use super::contents::Listed;
use crate::report::sheet::PagePlan;

pub(super) fn pages<'a>(_maker: &Maker<'a>) -> (Vec<PagePlan<'a>>, Vec<Listed<'a>>) {
    (Vec::new(), Vec::new())
}
