//! What may be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::facts::Date;

/// Turns a folder of Markdown briefings into a linked static site that knows its dates, actors and venues.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, propagate_version = true)]
#[command(after_help = "Without a command, `dateline` builds the site in this folder.\n\n\
    Exit codes: 0 all is well (warnings allowed), 1 the site's files hold errors, \
    2 the command line is wrong, 3 the disk or the output folder cannot be used.")]
pub struct Cli {
    /// What to do; `build` where nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of `build`, which is what happens without a command.
    #[command(flatten)]
    pub build: BuildArgs,
}

/// What Dateline can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site.
    Build(BuildArgs),
    /// Find every mistake, and write nothing.
    Check(SiteArgs),
    /// Make a new site that builds at once.
    Init(InitArgs),
    /// Make a new briefing, actor, venue, topic or plain page.
    New(NewArgs),
    /// Make a briefing from wire text, with its front matter filled in for you to accept.
    Draft(DraftArgs),
    /// Print the facts of the site, or of one file, as JSON.
    Facts(FactsArgs),
    /// Explain a code such as D001.
    Explain {
        /// The code or the name of its rule; all are listed without one.
        code: Option<String>,
    },
    /// Print the completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff).
    Man,
}

/// Which site, seen from when.
#[derive(Args, Clone, Debug, Default)]
pub struct SiteArgs {
    /// Folder of the site: the one that holds site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Build for this instant (2025-04-19T18:00Z) instead of the one in site.toml, or now.
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub as_of: Option<Timestamp>,
    /// Show drafts too; `build` then makes a preview in a folder of its own.
    #[arg(long)]
    pub drafts: bool,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = DiagnosticFormat::Human)]
    pub format: DiagnosticFormat,
    /// When to colour; NO_COLOR counts as never.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// How to build.
#[derive(Args, Clone, Debug, Default)]
pub struct BuildArgs {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Folder to write; `public` in the site's folder unless stated, `preview` with --drafts.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Take over an output folder that holds files no ledger knows, or those of another site.
    #[arg(long)]
    pub adopt: bool,
    /// Build also where that removes most of the pages.
    #[arg(long, conflicts_with = "adopt")]
    pub allow_removal: bool,
}

/// Where to make a site.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// Folder to make it in; must hold no site yet.
    pub dir: PathBuf,
    /// The site's name; from the folder's name unless stated.
    #[arg(long)]
    pub title: Option<String>,
}

/// What to make.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// Its kind.
    #[arg(value_enum)]
    pub kind: NewKind,
    /// Its title or name.
    pub title: String,
    /// The word that stands for it in its address; from the title unless stated.
    #[arg(long)]
    pub slug: Option<String>,
    /// Folder of the site: the one that holds site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// What can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    /// One published item.
    Briefing,
    /// A person, organisation, state or group.
    Actor,
    /// A place.
    Venue,
    /// A subject.
    Topic,
    /// A plain page, such as an imprint.
    Page,
}

/// What to draft.
#[derive(Args, Debug)]
pub struct DraftArgs {
    /// The text, plain or Markdown; standard input without it, or with `-`.
    pub file: Option<PathBuf>,
    /// When it was published, a day or an instant with its zone; from the text's dateline unless stated, else today.
    #[arg(long, value_name = "DATE", value_parser = parse_day_or_instant)]
    pub published: Option<Date>,
    /// The word that stands for it in its address; from the title unless stated.
    #[arg(long)]
    pub slug: Option<String>,
    /// File to write instead of one under content/briefings/; `-` prints the draft and writes nothing.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write files, drafts too, for actors and venues that the site does not have.
    #[arg(long)]
    pub with_profiles: bool,
    /// Folder of the site: the one that holds site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Whose facts.
#[derive(Args, Debug)]
pub struct FactsArgs {
    /// A file of the site, or `-` to read a briefing from standard input; the whole site without it.
    pub file: Option<PathBuf>,
    /// Read texts from standard input, one JSON object a line, and write what is found in them, one a line:
    /// `dates` reads `{id, dct, text}` and writes `{id, start, end, type, value}`; `names` reads `{id, text}` and writes
    /// `{id, entities: [{start, end, label, entity}]}`. Offsets are in code points.
    #[arg(long, value_enum, conflicts_with = "file")]
    pub stream: Option<StreamKind>,
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
}

/// What is looked for in a stream of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StreamKind {
    /// Expressions of time, with their TIMEX3 values.
    Dates,
    /// Persons, organisations and places; mentions of one and the same share the number `entity`.
    Names,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DiagnosticFormat {
    /// With an excerpt of the file.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON array on standard output.
    Json,
}

/// When to colour.
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

/// A day or an instant, as front matter takes it.
fn parse_day_or_instant(text: &str) -> Result<Date, String> {
    parse_instant(text).and_then(|_| Date::parse(text).map_err(|error| error.message))
}

/// An instant as the command line takes it: what front matter takes, or a plain day, which begins in UTC.
fn parse_instant(text: &str) -> Result<Timestamp, String> {
    match Date::parse(text) {
        Ok(Date::Instant(moment)) => Ok(moment.timestamp),
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
