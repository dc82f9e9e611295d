//! Dateline turns a folder of Markdown briefings into a linked static site in which every date, actor and venue
//! is a typed, checked, linked fact.

pub mod diagnostic;
pub mod facts;
pub mod text;

#[cfg(feature = "site")]
pub mod briefing;
#[cfg(feature = "site")]
pub mod cli;
#[cfg(feature = "site")]
pub mod data;
#[cfg(feature = "site")]
pub mod document;
#[cfg(feature = "site")]
pub mod draft;
#[cfg(feature = "site")]
pub mod export;
#[cfg(feature = "site")]
pub mod labels;
#[cfg(feature = "site")]
pub mod output;
#[cfg(feature = "site")]
pub mod page;
#[cfg(feature = "site")]
pub mod pipeline;
#[cfg(feature = "site")]
pub mod render;
#[cfg(feature = "site")]
pub mod settings;
#[cfg(feature = "site")]
pub mod site;
#[cfg(feature = "site")]
pub mod world;
