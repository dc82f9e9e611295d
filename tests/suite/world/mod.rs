//! Worlds for tests, and tests of reading a site.

mod faulty;
mod memory;
mod reading;

pub(crate) use faulty::FaultyWorld;
pub(crate) use memory::MemoryWorld;
