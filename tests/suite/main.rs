//! All integration tests in one binary, so a change in the library links only one program.
#![allow(clippy::disallowed_methods, reason = "tests look at the disk and start the program")]

mod common;
#[path = "../../benches/corpus.rs"]
mod corpus;

mod architecture;
mod as_of;
mod authors;
mod cached_build;
mod commands;
mod crawl;
mod data;
mod docs;
mod drafts;
mod editors;
mod edits;
mod errors;
mod facts;
mod feeds;
mod fix;
mod flat;
mod found;
mod growth;
mod held;
mod helps;
mod house;
mod import_sites;
mod imports;
mod input;
#[cfg(unix)]
mod kill;
mod labels;
mod lists;
mod markdown;
mod names;
mod output;
mod ownership;
mod pages;
mod pictures;
mod preview;
mod prose;
mod publish;
mod published;
mod random_edits;
mod reference;
mod review;
mod same_bytes;
mod schema;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod sites;
mod tutorial;
mod weight;
mod work;
mod workspace;
mod world;
