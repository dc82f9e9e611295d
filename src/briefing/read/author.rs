//! The front matter of authors and series.

use crate::briefing::{Author, ProfileLink, Series};
use crate::data::MappingReader;

use super::keys;
use super::meta::{SourceAndBody, read_meta};
use super::profile::{NAMED_META_KEYS, TITLED_META_KEYS};

pub(super) fn read_author(reader: &mut MappingReader<'_>, file: SourceAndBody) -> Author {
    Author {
        meta: read_meta(reader, file, &NAMED_META_KEYS),
        role: reader.text("role"),
        picture: reader.text("picture"),
        links: read_links(reader),
        aliases: reader.texts("aliases"),
    }
}

fn read_links(reader: &mut MappingReader<'_>) -> Vec<ProfileLink> {
    let nodes = reader.values("links");
    let links = nodes.into_iter();
    links.filter_map(|node| reader.entry("links", &keys::PROFILE_LINK, node, read_link).flatten()).collect()
}

fn read_link(entry: &mut MappingReader<'_>) -> Option<ProfileLink> {
    entry.require("url");
    let (name, url) = (entry.required_text("name"), entry.url("url"));
    Some(ProfileLink { name: name?, url: url? })
}

pub(super) fn read_series(reader: &mut MappingReader<'_>, file: SourceAndBody) -> Series {
    Series { meta: read_meta(reader, file, &TITLED_META_KEYS), aliases: reader.texts("aliases") }
}
