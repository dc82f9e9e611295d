//! Dateline turns a folder of Markdown briefings into a linked static site. Dates, actors and venues are typed facts, checked
//! on every build and linked to pages of their own.
//!
//! `facts` reads dates, names and statements and is a library in its own right, without the default feature `site`. The
//! other modules are the stages of a build; `pipeline` runs them in order.

pub mod diagnostic;
pub mod facts;
pub mod text;

#[cfg(feature = "site")]
pub mod briefing;
#[cfg(feature = "site")]
pub mod cache;
#[cfg(feature = "site")]
pub mod cli;
#[cfg(feature = "site")]
pub mod data;
#[cfg(feature = "site")]
pub mod document;
#[cfg(feature = "site")]
pub mod draft;
#[cfg(feature = "site")]
pub mod edit;
#[cfg(feature = "site")]
pub mod editors;
#[cfg(feature = "site")]
pub mod export;
#[cfg(feature = "site")]
pub mod import;
#[cfg(feature = "site")]
pub mod labels;
#[cfg(feature = "site")]
pub mod output;
#[cfg(feature = "site")]
pub mod page;
#[cfg(feature = "site")]
pub mod picture;
#[cfg(feature = "site")]
pub mod pipeline;
#[cfg(feature = "site")]
pub mod publish;
#[cfg(feature = "site")]
pub mod render;
#[cfg(feature = "site")]
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "site")]
pub mod settings;
#[cfg(feature = "site")]
pub mod site;
#[cfg(feature = "site")]
pub mod workspace;
#[cfg(feature = "site")]
pub mod world;
