//! The arguments of the command line. Doc comments are the help texts.

mod creation;
mod explain;
mod fmt;
mod import_list;
mod publish;

pub(super) use creation::{EditorChoice, InitArgs, NewArgs, NewKind, StartingLook};
pub(super) use explain::ExplainArgs;
pub(super) use fmt::FmtArgs;
pub(super) use import_list::{ImportListArgs, ListChoice};
pub(super) use publish::{PublishArgs, PublishHost};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::facts::Date;

/// Turns a folder of Markdown briefings into a linked static site that knows its dates, actors and venues.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, propagate_version = true)]
#[command(after_help = "Without a command, `dateline` builds the site in the current folder.\n\n\
    Exit codes: 0 success (with or without warnings), 1 errors in the site's files, \
    2 invalid command line, 3 file system or output folder error.")]
pub struct Cli {
    /// Command to run [default: build].
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of `build`, the default command.
    #[command(flatten)]
    pub build: BuildArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site.
    Build(BuildArgs),
    /// Show the site in a browser while you write: pages follow each change, and proposals are accepted there.
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Check the site without writing anything.
    Check(SiteArgs),
    /// Create a new site with example content.
    Init(InitArgs),
    /// Import a site of another program into a new folder.
    Import(ImportArgs),
    /// Make profiles or the dates of a draft from a table, entities or a calendar.
    ImportList(ImportListArgs),
    /// Create a new briefing, profile or standalone page.
    New(NewArgs),
    /// Create a draft briefing from wire text, with proposed front matter.
    Draft(DraftArgs),
    /// Go through the facts that the prose has and front matter does not, and add those you accept.
    Review(ReviewArgs),
    /// Show the changes that messages ask for, and make them with --write.
    Fix(FixArgs),
    /// Write the entries of lists in front matter as single texts or as mappings.
    Fmt(FmtArgs),
    /// Print the facts of the site, or of one file, as JSON.
    Facts(FactsArgs),
    /// Write JSON Schemas of front matter and site.toml, for editors.
    Schema(SchemaArgs),
    /// Publish the site, or write what its host needs.
    Publish(PublishArgs),
    /// Explain a rule such as D001, or what made a file of the output and why the last build made it again.
    Explain(ExplainArgs),
    /// Print a completion script for a shell.
    Completions {
        /// Shell to complete for.
        shell: clap_complete::Shell,
    },
    /// Print the manual page in roff format.
    Man,
}

/// Options for the site and its diagnostics.
#[derive(Args, Clone, Debug, Default)]
pub struct SiteArgs {
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Instant to build the site for, such as 2025-04-19T18:00Z [default: `as_of` in site.toml, else now].
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub as_of: Option<Timestamp>,
    /// Include drafts; `build` then writes a preview to a separate folder.
    #[arg(long)]
    pub drafts: bool,
    /// Format of diagnostics.
    #[arg(long, value_enum, default_value_t = DiagnosticFormat::Human)]
    pub format: DiagnosticFormat,
    /// When to use colours; `auto` respects NO_COLOR.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// Options of `build`.
#[derive(Args, Clone, Debug, Default)]
pub struct BuildArgs {
    /// Options for the site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Output folder [default: `public` in the site's folder, or `preview` with --drafts].
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Take over an output folder that has unknown files or belongs to another site.
    #[arg(long)]
    pub adopt: bool,
    /// Allow the build to remove most of the pages.
    #[arg(long, conflicts_with = "adopt")]
    pub allow_removal: bool,
    /// Build without a cache: delete the existing one and write none.
    #[arg(long)]
    pub no_cache: bool,
    /// Build everything a second time without the cache, and compare it with the output byte for byte.
    #[arg(long)]
    pub verify: bool,
    /// Print how long each stage and template took, and the ten slowest files.
    #[arg(long)]
    pub timings: bool,
}

/// Options of `serve`.
#[cfg(feature = "serve")]
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// Options for the site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Port to listen on, on this computer only; 0 takes any free one [default: the next free one from 4000].
    #[arg(long, short, value_name = "PORT")]
    pub port: Option<u16>,
    /// Open the site in the browser.
    #[arg(long)]
    pub open: bool,
    /// Editor that links in the preview open: vscode, vscodium, cursor, zed, idea, none, or a URL with {path}, {line} and {column}.
    #[arg(long, value_name = "EDITOR", default_value = "vscode")]
    pub editor: crate::serve::EditorLink,
    /// Scan the sources for changes every second or two; for network disks, which report no changes.
    #[arg(long)]
    pub poll: bool,
}

/// Options of `import`.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Folder of the site to import, or the export file of WordPress; it is only read.
    pub from: PathBuf,
    /// Folder for the new site; must be new or empty.
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
    /// Program that the site was written for [default: detected].
    #[arg(long, value_enum)]
    pub kind: Option<ImportKind>,
    /// Zone of times that have none, such as Europe/Rome [default: that of the site, else UTC].
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// TOML file with the Markdown for shortcodes, one `name = "Markdown"` a line.
    #[arg(long, value_name = "FILE")]
    pub shortcodes: Option<PathBuf>,
    /// Write the new site; without it, only print what would be done.
    #[arg(long)]
    pub write: bool,
}

/// Kinds of sites that `import` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Zola.
    Zola,
    /// Eleventy.
    Eleventy,
    /// MkDocs.
    Mkdocs,
    /// Quartz.
    Quartz,
    /// A vault of Obsidian.
    Obsidian,
    /// An export file of WordPress (WXR).
    Wordpress,
    /// A folder of Markdown files.
    Markdown,
}

/// Options of `draft`.
#[derive(Args, Debug)]
pub struct DraftArgs {
    /// File with the text, plain or Markdown; `-` is standard input [default: standard input].
    pub file: Option<PathBuf>,
    /// Publication date: a day, or an instant with a zone [default: from the text's dateline, else today].
    #[arg(long, value_name = "DATE", value_parser = parse_day_or_instant)]
    pub published: Option<Date>,
    /// URL slug [default: derived from the title].
    #[arg(long)]
    pub slug: Option<String>,
    /// File to write; `-` prints the draft instead [default: a file under content/briefings/].
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Also create draft profiles for actors and venues that have none.
    #[arg(long)]
    pub with_profiles: bool,
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Options of `review`.
#[derive(Args, Debug)]
pub struct ReviewArgs {
    /// Briefings to review [default: all of the site, with drafts].
    pub files: Vec<PathBuf>,
    /// Accept every proposal of this grade or better, without questions.
    #[arg(long, value_enum, value_name = "GRADE")]
    pub accept: Option<AcceptedGrade>,
    /// Print the proposals and change nothing.
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with_all = ["accept", "dry_run"])]
    pub format: Option<ProposalFormat>,
    /// Change no file.
    #[arg(long)]
    pub dry_run: bool,
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Instant up to which briefings are reviewed, such as 2025-04-19T18:00Z [default: `as_of` in site.toml, else now].
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub as_of: Option<Timestamp>,
    /// When to use colours; `auto` respects NO_COLOR.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// Options of `fix`.
#[derive(Args, Debug)]
pub struct FixArgs {
    /// Files to change [default: all of the site, with drafts].
    pub files: Vec<PathBuf>,
    /// Change the files. Without it, the changes are only shown.
    #[arg(long)]
    pub write: bool,
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Grades that can be accepted without questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AcceptedGrade {
    /// Stated by the text or known to the site.
    Sure,
    /// Also what is probably correct.
    Likely,
}

/// Formats of proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProposalFormat {
    /// A JSON array.
    Json,
}

/// Options of `facts`.
#[derive(Args, Debug)]
pub struct FactsArgs {
    /// File of the site; `-` reads a briefing from standard input [default: the whole site].
    pub file: Option<PathBuf>,
    /// Read texts from standard input as JSON Lines, and write the facts found in them as JSON Lines.
    /// `dates` reads `{id, dct, text}` and writes `{id, start, end, type, value, grade, reason}`; `names` reads `{id, text}` and writes
    /// `{id, entities: [{start, end, label, entity}]}`; `statements` reads `{id, text}` and writes
    /// `{id, statements: [{parts: [[start, end]], who, mention: [start, end], grade, reason}]}`. Offsets count code points.
    #[arg(long, value_enum, conflicts_with = "file")]
    pub stream: Option<StreamKind>,
    /// Options for the site.
    #[command(flatten)]
    pub site: SiteArgs,
}

/// Options of `schema`.
#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// Print the schema of this kind of file, and write nothing.
    #[arg(long, value_enum, value_name = "KIND")]
    pub print: Option<SchemaFile>,
    /// Folder to write the schemas to [default: `schema` in the site's folder].
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Kinds of files with a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// A briefing.
    Briefing,
    /// An actor.
    Actor,
    /// A venue.
    Venue,
    /// A topic.
    Topic,
    /// An author.
    Author,
    /// A series.
    Series,
    /// A standalone page.
    Page,
    /// `site.toml`.
    Site,
}

/// What to find in a stream of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StreamKind {
    /// Time expressions with their values, in the notation of docs/dates.md.
    Dates,
    /// Persons, organisations and places; mentions of the same entity have the same number `entity`.
    Names,
    /// Quoted words with their speaker, how certain that is, and why; see docs/statements.md.
    Statements,
}

/// Formats of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DiagnosticFormat {
    /// With an excerpt of the source.
    #[default]
    Human,
    /// One line per diagnostic.
    Short,
    /// A JSON array on standard output.
    Json,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Parses a day or an instant in the format of front matter.
fn parse_day_or_instant(text: &str) -> Result<Date, String> {
    parse_instant(text).and_then(|_| Date::parse(text).map_err(|error| error.message))
}

/// Parses an instant in the format of front matter, or a day, which starts in UTC.
fn parse_instant(text: &str) -> Result<Timestamp, String> {
    match Date::parse(text) {
        Ok(Date::Instant(instant)) => Ok(instant.timestamp),
        Ok(date @ Date::Calendar(point))
            if matches!(point.precision, crate::facts::date::Precision::Day(..)) =>
        {
            Ok(date.start(&jiff::tz::TimeZone::UTC))
        }
        Ok(_) => Err("write a day or an instant: 2025-04-19, 2025-04-19T18:00Z".to_owned()),
        Err(error) => {
            Err(error.help.map_or(error.message.clone(), |help| format!("{}; {help}", error.message)))
        }
    }
}
