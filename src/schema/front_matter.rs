//! The keys of front matter.

#![expect(dead_code, reason = "only the schemas of the types are used")]

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::entries::{
    ChangeEntryForm, CorrectionEntryForm, DateEntryForm, SourceEntryForm, StatementEntryForm,
};
use super::values::{
    ActorName, AuthorName, DayOrInstant, DisplayName, EdtfDate, Flag, LanguageTag, List, Maybe, SeriesName,
    Slug, StatusForm, TextLine, TopicName, VenueName, WebAddress, Words,
};

/// Front matter of a briefing.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct BriefingForm {
    /// The headline.
    title: TextLine,
    /// Time of publication. A later briefing is left out of the build.
    published: DayOrInstant,
    /// The last significant change; not before `published`.
    updated: Maybe<DayOrInstant>,
    /// Significant changes after publication, shown on the page and in feeds.
    changes: List<ChangeEntryForm>,
    /// The venue the briefing is filed from. Times are shown in its zone.
    dateline: Maybe<VenueName>,
    /// One sentence.
    summary: Maybe<Words>,
    /// The authors.
    byline: List<AuthorName>,
    /// The series it belongs to.
    series: Maybe<SeriesName>,
    /// Its number in the series [default: by date of publication].
    part: Maybe<PartNumber>,
    /// The lead picture.
    picture: Maybe<LeadPictureForm>,
    /// Topics; the first one is shown above the headline.
    topics: List<TopicName>,
    /// Dated facts.
    dates: List<DateEntryForm>,
    /// Participants.
    actors: List<ActorEntryForm>,
    /// Places.
    venues: List<VenueEntryForm>,
    /// Quotations.
    statements: List<StatementEntryForm>,
    /// Publications that the facts rest on.
    sources: List<SourceEntryForm>,
    /// Errors of fact that were corrected.
    corrections: List<CorrectionEntryForm>,
    /// Where dates and names found in the prose are shown, and overrides for single words.
    found: Option<FoundForm>,
    /// The status of the briefing as a whole.
    status: Maybe<StatusForm>,
    /// Not public before this time.
    embargo: Maybe<DayOrInstant>,
    /// The build reports when this is past.
    review_by: Maybe<DayOrInstant>,
    /// A draft is not published.
    draft: Maybe<Flag>,
    /// The last part of its URL [default: the file name].
    slug: Maybe<Slug>,
    /// Old URLs that redirect here, the oldest first.
    aliases: List<TextLine>,
    /// Its language, if it differs from the site's.
    language: Maybe<LanguageTag>,
    /// Text between dollar signs is a formula in TeX.
    math: Maybe<Flag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// A whole number from 1.
#[derive(JsonSchema)]
struct PartNumber(#[schemars(range(min = 1))] u32);

/// A dated fact.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DateForm {
    /// When it happens.
    when: EdtfDate,
    /// What happens.
    what: Words,
    /// The venue.
    r#where: Maybe<VenueName>,
    /// The actors.
    who: List<ActorName>,
    /// How certain it is.
    status: Maybe<StatusForm>,
    /// The `id` of a source of this briefing.
    source: Maybe<Slug>,
}

/// A participant: a name, or a name with a role.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum ActorEntryForm {
    /// The name, perhaps with a bar and the role.
    Name(ActorName),
    /// The name with a role.
    WithRole(ActorRoleForm),
}

/// An actor with a role.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ActorRoleForm {
    /// The actor.
    actor: ActorName,
    /// The role in this briefing [default: the office held on the day of publication].
    role: Maybe<TextLine>,
}

/// A place: a name, or a name with a role.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum VenueEntryForm {
    /// The name, perhaps with a bar and the role.
    Name(VenueName),
    /// The name with a role.
    WithRole(VenueRoleForm),
}

/// A venue with a role.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct VenueRoleForm {
    /// The venue.
    venue: VenueName,
    /// The role in this briefing.
    role: Maybe<TextLine>,
}

/// A quotation.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct StatementForm {
    /// The speaker.
    who: ActorName,
    /// The quoted words, without quotation marks.
    says: Words,
    /// When it was said.
    when: Maybe<EdtfDate>,
    /// What it is about.
    about: Maybe<Words>,
    /// The venue.
    r#where: Maybe<VenueName>,
    /// The actor it is addressed to.
    to: Maybe<ActorName>,
    /// How certain it is [default: claimed].
    status: Maybe<StatusForm>,
    /// The `id` of a source of this briefing.
    source: Maybe<Slug>,
}

/// A publication.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct SourceForm {
    /// By which facts refer to it.
    id: Maybe<Slug>,
    /// Its title.
    title: Words,
    /// Its publisher.
    publisher: Maybe<TextLine>,
    /// Its URL.
    url: Maybe<WebAddress>,
    /// The URL of an archived copy.
    archived: Maybe<WebAddress>,
    /// When it was published.
    published: Maybe<EdtfDate>,
    /// When it was read.
    accessed: Maybe<EdtfDate>,
}

/// A corrected error.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct CorrectionForm {
    /// When it was corrected.
    when: EdtfDate,
    /// What was wrong, and what is right.
    what: Words,
}

/// The lead picture of a briefing.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct LeadPictureForm {
    /// A JPEG, PNG or WebP file: its path relative to the briefing.
    file: TextLine,
    /// Its alternative text.
    alt: Words,
    /// A caption.
    caption: Maybe<Words>,
    /// Who made it.
    credit: Maybe<Words>,
    /// Its licence.
    licence: Maybe<Words>,
}

/// A significant change.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ChangeForm {
    /// When the text was changed.
    when: DayOrInstant,
    /// What is new.
    what: Words,
}

/// Where dates and names found in the prose are shown, or overrides for single words.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum FoundForm {
    /// For the whole briefing.
    Mode(DisplayName),
    /// For single words: `ignore`, the right date, or the slug of the actor or venue. The key `show` takes a mode.
    Overrides(BTreeMap<String, OverrideForm>),
}

/// What words of the prose are.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum OverrideForm {
    /// A year, which YAML reads as a number.
    Year(i32),
    /// `ignore`, a date or a slug.
    Text(TextLine),
}

/// Front matter of a standalone page.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct StandaloneForm {
    /// The title.
    title: TextLine,
    /// One sentence.
    summary: Maybe<Words>,
    /// A draft is not published.
    draft: Maybe<Flag>,
    /// The last part of its URL [default: the file name].
    slug: Maybe<Slug>,
    /// Old URLs that redirect here.
    aliases: List<TextLine>,
    /// Its language, if it differs from the site's.
    language: Maybe<LanguageTag>,
    /// Text between dollar signs is a formula in TeX.
    math: Maybe<Flag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}
