//! The keys of front matter. A test checks that docs/front-matter.md lists all of them.

use crate::data::KeySchema;

/// Keys of other programs with the key that Dateline uses.
const SYNONYMS: &[(&str, &str)] = &[
    ("date", "published"),
    ("pubdate", "published"),
    ("date_published", "published"),
    ("lastmod", "updated"),
    ("modified", "updated"),
    ("description", "summary"),
    ("excerpt", "summary"),
    ("abstract", "summary"),
    ("author", "byline"),
    ("authors", "byline"),
    ("tags", "topics"),
    ("tag", "topics"),
    ("keywords", "topics"),
    ("category", "topics"),
    ("categories", "topics"),
    ("taxonomies", "topics"),
    ("location", "dateline"),
    ("place", "dateline"),
    ("people", "actors"),
    ("places", "venues"),
    ("events", "dates"),
    ("timeline", "dates"),
    ("quotes", "statements"),
    ("references", "sources"),
    ("permalink", "slug"),
    ("lang", "language"),
    ("params", "extra"),
    ("redirect_from", "aliases"),
    ("what_changed", "changes"),
    ("changelog", "changes"),
    ("editions", "changes"),
    ("image", "picture"),
    ("cover", "picture"),
    ("thumbnail", "picture"),
    ("featured_image", "picture"),
];

pub(super) static BRIEFING: KeySchema = KeySchema {
    noun: "a briefing",
    known: &[
        "title",
        "published",
        "updated",
        "changes",
        "dateline",
        "summary",
        "byline",
        "picture",
        "series",
        "part",
        "topics",
        "dates",
        "actors",
        "venues",
        "statements",
        "sources",
        "corrections",
        "found",
        "status",
        "embargo",
        "review_by",
        "draft",
        "slug",
        "aliases",
        "language",
        "math",
        "extra",
    ],
    synonyms: SYNONYMS,
    entries: &[
        ("dates", &DATE),
        ("actors", &ACTOR_ENTRY),
        ("venues", &VENUE_ENTRY),
        ("statements", &STATEMENT),
        ("sources", &SOURCE),
        ("corrections", &CORRECTION),
        ("changes", &CHANGE),
        ("picture", &PICTURE),
    ],
};

pub(super) static ACTOR: KeySchema = KeySchema {
    noun: "an actor",
    known: &[
        "name",
        "kind",
        "aliases",
        "roles",
        "family_first",
        "summary",
        "website",
        "wikidata",
        "draft",
        "slug",
        "old_addresses",
        "language",
        "extra",
    ],
    synonyms: &[
        ("title", "name"),
        ("type", "kind"),
        ("names", "aliases"),
        ("also_known_as", "aliases"),
        ("url", "website"),
        ("offices", "roles"),
        ("positions", "roles"),
        ("description", "summary"),
        ("redirect_from", "old_addresses"),
        ("lang", "language"),
    ],
    entries: &[("roles", &ROLE)],
};

pub(super) static VENUE: KeySchema = KeySchema {
    noun: "a venue",
    known: &[
        "name",
        "kind",
        "country",
        "part_of",
        "coordinates",
        "time_zone",
        "aliases",
        "summary",
        "wikidata",
        "draft",
        "slug",
        "old_addresses",
        "language",
        "extra",
    ],
    synonyms: &[
        ("title", "name"),
        ("type", "kind"),
        ("names", "aliases"),
        ("timezone", "time_zone"),
        ("city", "part_of"),
        ("in", "part_of"),
        ("location", "coordinates"),
        ("geo", "coordinates"),
        ("description", "summary"),
        ("redirect_from", "old_addresses"),
        ("lang", "language"),
    ],
    entries: &[],
};

pub(super) static TOPIC: KeySchema = KeySchema {
    noun: "a topic",
    known: &["title", "summary", "aliases", "draft", "slug", "old_addresses", "language", "extra"],
    synonyms: &[
        ("name", "title"),
        ("names", "aliases"),
        ("description", "summary"),
        ("redirect_from", "old_addresses"),
        ("lang", "language"),
    ],
    entries: &[],
};

pub(super) static AUTHOR: KeySchema = KeySchema {
    noun: "an author",
    known: &[
        "name",
        "role",
        "picture",
        "links",
        "summary",
        "aliases",
        "draft",
        "slug",
        "old_addresses",
        "language",
        "extra",
    ],
    synonyms: &[
        ("title", "name"),
        ("names", "aliases"),
        ("job", "role"),
        ("position", "role"),
        ("photo", "picture"),
        ("image", "picture"),
        ("avatar", "picture"),
        ("social", "links"),
        ("bio", "summary"),
        ("description", "summary"),
        ("redirect_from", "old_addresses"),
        ("lang", "language"),
    ],
    entries: &[("links", &PROFILE_LINK)],
};

pub(super) static PROFILE_LINK: KeySchema = KeySchema {
    noun: "an entry of `links`",
    known: &["name", "url"],
    synonyms: &[("title", "name"), ("text", "name"), ("label", "name"), ("link", "url"), ("address", "url")],
    entries: &[],
};

pub(super) static SERIES: KeySchema =
    KeySchema { noun: "a series", known: TOPIC.known, synonyms: TOPIC.synonyms, entries: &[] };

pub(super) static STANDALONE_PAGE: KeySchema = KeySchema {
    noun: "a standalone page",
    known: &["title", "summary", "draft", "slug", "aliases", "language", "math", "extra"],
    synonyms: &[
        ("name", "title"),
        ("description", "summary"),
        ("redirect_from", "aliases"),
        ("lang", "language"),
    ],
    entries: &[],
};

pub(super) static DATE: KeySchema = KeySchema {
    noun: "an entry of `dates`",
    known: &["when", "what", "where", "who", "status", "source"],
    synonyms: &[
        ("date", "when"),
        ("event", "what"),
        ("title", "what"),
        ("venue", "where"),
        ("actors", "who"),
        ("actor", "who"),
    ],
    entries: &[],
};

pub(super) static ACTOR_ENTRY: KeySchema = KeySchema {
    noun: "an entry of `actors`",
    known: &["actor", "role"],
    synonyms: &[("name", "actor"), ("who", "actor"), ("as", "role")],
    entries: &[],
};

pub(super) static VENUE_ENTRY: KeySchema = KeySchema {
    noun: "an entry of `venues`",
    known: &["venue", "role"],
    synonyms: &[("name", "venue"), ("where", "venue"), ("as", "role")],
    entries: &[],
};

pub(super) static STATEMENT: KeySchema = KeySchema {
    noun: "an entry of `statements`",
    known: &["who", "says", "when", "about", "where", "to", "status", "source"],
    synonyms: &[
        ("actor", "who"),
        ("speaker", "who"),
        ("quote", "says"),
        ("said", "says"),
        ("text", "says"),
        ("date", "when"),
        ("venue", "where"),
    ],
    entries: &[],
};

pub(super) static SOURCE: KeySchema = KeySchema {
    noun: "an entry of `sources`",
    known: &["id", "title", "publisher", "url", "archived", "published", "accessed"],
    synonyms: &[
        ("name", "title"),
        ("link", "url"),
        ("address", "url"),
        ("date", "published"),
        ("archive", "archived"),
        ("retrieved", "accessed"),
    ],
    entries: &[],
};

pub(super) static CORRECTION: KeySchema = KeySchema {
    noun: "an entry of `corrections`",
    known: &["when", "what"],
    synonyms: &[("date", "when"), ("text", "what")],
    entries: &[],
};

pub(super) static CHANGE: KeySchema = KeySchema {
    noun: "an entry of `changes`",
    known: &["when", "what"],
    synonyms: &[("date", "when"), ("text", "what")],
    entries: &[],
};

pub(super) static PICTURE: KeySchema = KeySchema {
    noun: "`picture`",
    known: &["file", "alt", "caption", "credit", "licence"],
    synonyms: &[
        ("src", "file"),
        ("path", "file"),
        ("url", "file"),
        ("image", "file"),
        ("title", "caption"),
        ("by", "credit"),
        ("photographer", "credit"),
        ("license", "licence"),
    ],
    entries: &[],
};

pub(super) static ROLE: KeySchema = KeySchema {
    noun: "an entry of `roles`",
    known: &["title", "of", "from", "to"],
    synonyms: &[
        ("role", "title"),
        ("office", "title"),
        ("name", "title"),
        ("in", "of"),
        ("since", "from"),
        ("until", "to"),
    ],
    entries: &[],
};

/// Returns the keys of each mapping, with the name of its type in [`schema`](crate::schema).
#[cfg(test)]
pub(crate) fn key_schemas() -> [(&'static str, &'static KeySchema); 17] {
    [
        ("BriefingForm", &BRIEFING),
        ("ActorForm", &ACTOR),
        ("VenueForm", &VENUE),
        ("TopicForm", &TOPIC),
        ("AuthorForm", &AUTHOR),
        ("ProfileLinkForm", &PROFILE_LINK),
        ("SeriesForm", &SERIES),
        ("StandaloneForm", &STANDALONE_PAGE),
        ("DateForm", &DATE),
        ("ActorRoleForm", &ACTOR_ENTRY),
        ("VenueRoleForm", &VENUE_ENTRY),
        ("StatementForm", &STATEMENT),
        ("SourceForm", &SOURCE),
        ("CorrectionForm", &CORRECTION),
        ("ChangeForm", &CHANGE),
        ("LeadPictureForm", &PICTURE),
        ("RoleForm", &ROLE),
    ]
}

#[cfg(test)]
mod tests;
