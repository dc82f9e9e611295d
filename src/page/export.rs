//! Files for machines, planned beside the pages they belong to.

use crate::site::Site;

use super::Page;

/// A file for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {}

/// Every file for machines the settings ask for.
pub(super) fn plan(site: &Site) -> Vec<Page> {
    let _ = site;
    Vec::new()
}
