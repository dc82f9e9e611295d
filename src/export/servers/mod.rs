//! Configuration files for web servers and hosts, all from the same redirects and headers.

mod apache;
mod caddy;
mod hosted;
mod nginx;

use crate::page::ServerFile;
use crate::settings::{PolicyDirective, Settings};
use crate::site::{Site, Unsafe, percent_encode};

/// Returns the text of a configuration file.
pub(super) fn server_file(file: ServerFile, site: &Site) -> String {
    match file {
        ServerFile::Redirects => hosted::redirects_file(site),
        ServerFile::Headers => hosted::headers_file(site),
        ServerFile::NginxMap => nginx::redirect_map(site),
        ServerFile::Nginx => nginx::server_block(site),
        ServerFile::Apache => apache::htaccess(site),
        ServerFile::Caddy => caddy::snippet(site),
    }
}

/// A redirect in the forms that servers need.
struct ServerRedirect {
    /// The old folder from the root of the host, with `/` at both ends, or the old file; not percent-encoded.
    from: String,
    /// The target from the root of the host, percent-encoded.
    to: String,
    /// The target from the root of the host, not percent-encoded.
    to_folder: String,
}

/// Chars with a special meaning in the configuration of some server. An old URL that contains one gets no server redirect,
/// only its redirect page.
const SPECIAL_CHARS: &[char] = &['"', '\'', '`', '$', '{', '}', ';', '\\', '<', '>', '*', '^', '|'];

/// Returns whether a text can be written to every configuration file without escapes.
fn is_harmless(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() || SPECIAL_CHARS.contains(&c))
}

/// Returns the redirects that can be written to configuration files.
fn server_redirects(site: &Site) -> Vec<ServerRedirect> {
    let host = site.decoded_host_path();
    let all = site.redirects.iter().map(|redirect| {
        let path = site.title_and_permalink(redirect.to).1.path;
        ServerRedirect {
            from: format!("{host}{}", redirect.from.path),
            to: encode_special(&percent_encode(&format!("{host}{path}"))),
            to_folder: format!("{host}{path}"),
        }
    });
    all.filter(|redirect| is_harmless(&redirect.from)).collect()
}

/// Percent-encodes the chars of a URL that have a special meaning in the configuration of some server.
fn encode_special(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            c if SPECIAL_CHARS.contains(&c) || c == ' ' => {
                encoded.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => encoded.push(c),
        }
    }
    encoded
}

/// Returns the paths under which an old URL may be requested: a folder with and without the final slash, and by its file.
fn request_paths(url: &str) -> Vec<String> {
    match url.strip_suffix('/') {
        Some(bare) => vec![url.to_owned(), bare.to_owned(), format!("{url}index.html")],
        None => vec![url.to_owned()],
    }
}

/// Name of the header that restricts what a page may load and run.
const POLICY: &str = "Content-Security-Policy";

/// The policy of sandboxed files: they run no scripts, and browsers give them an opaque origin.
const SANDBOX: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// Returns the policy of pages. They have no inline styles or scripts. Only the outputs of the site and the sources of `[csp]`
/// are allowed.
fn policy(settings: &Settings) -> String {
    let sources = |directive| settings.csp.of(directive).join(" ");
    // The form of the search page submits to the page itself, and its results load the pages that they name.
    let of_search = if settings.outputs.search { "'self'" } else { "" };
    let connections = [of_search, &sources(PolicyDirective::Connections)].join(" ");
    let forms = [of_search, &sources(PolicyDirective::Forms)].join(" ");
    let forms = if forms.trim().is_empty() { "'none'" } else { forms.trim() };
    let directives = [
        ("default-src", "'none'".to_owned()),
        ("style-src", format!("'self' {}", sources(PolicyDirective::Styles))),
        ("script-src", format!("'self' {}", sources(PolicyDirective::Scripts))),
        ("img-src", format!("'self' {}", sources(PolicyDirective::Pictures))),
        ("font-src", "'self'".to_owned()),
        ("frame-src", sources(PolicyDirective::Frames)),
        ("media-src", sources(PolicyDirective::Media)),
        ("base-uri", "'none'".to_owned()),
        ("frame-ancestors", "'none'".to_owned()),
        ("manifest-src", if settings.outputs.manifest { "'self'" } else { "" }.to_owned()),
        ("connect-src", connections.trim().to_owned()),
        ("form-action", forms.to_owned()),
    ];
    let given = directives.iter().filter(|(_, sources)| !sources.is_empty());
    given.map(|(name, sources)| format!("{name} {}", sources.trim())).collect::<Vec<_>>().join("; ")
}

/// The headers of every file, besides the policy.
const HEADERS: [(&str, &str); 2] =
    [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin")];

/// Returns the headers with which hosts send a file of the site.
pub fn published_headers(site: &Site, file: &str) -> Vec<(&'static str, String)> {
    let Unsafe { endings, files } = site.unsafe_files();
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_sandboxed = endings.iter().any(|ending| ending == extension)
        || files.iter().any(|unsafe_file| unsafe_file == file);
    let policy = if is_sandboxed { SANDBOX.to_owned() } else { policy(&site.settings) };
    let all = HEADERS.iter().map(|(name, value)| (*name, (*value).to_owned()));
    all.chain([(POLICY, policy)]).collect()
}

/// The files from which browsers must not run scripts.
struct Sandboxed {
    /// Extensions that apply to all files: letters and digits, in the case used.
    extensions: Vec<String>,
    /// Paths of single files, and of folders that serve one, from the root of the host.
    paths: Vec<String>,
}

fn sandboxed(site: &Site) -> Sandboxed {
    let host = site.decoded_host_path();
    let Unsafe { endings: extensions, files } = site.unsafe_files();
    let request_paths = |file: &String| {
        let path = format!("{host}{file}");
        let folder = path.strip_suffix("index.html").map(str::to_owned);
        [Some(path), folder].into_iter().flatten()
    };
    Sandboxed { extensions, paths: files.iter().flat_map(request_paths).collect() }
}

/// Media types that servers do not know by default, by extension.
const TYPES: [(&str, &str); 3] = [
    ("webmanifest", "application/manifest+json"),
    ("ics", "text/calendar"),
    ("geojson", "application/geo+json"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::read_settings;
    use crate::text::Source;

    #[test]
    fn control_characters_are_not_harmless() {
        assert!(is_harmless("/old/a b/قديم/"));
        for text in ["a\nb", "a\rb", "a\u{0}b", "a\u{85}b", "a\"b", "a;b", "a{b", "a$b", "a\\b"] {
            assert!(!is_harmless(text), "{text:?}");
        }
    }

    #[test]
    fn special_chars_are_encoded() {
        assert_eq!(encode_special("/a$1/%D8%B9/{b};c/"), "/a%241/%D8%B9/%7Bb%7D%3Bc/");
        assert_eq!(request_paths("/old/talks/"), ["/old/talks/", "/old/talks", "/old/talks/index.html"]);
    }

    #[test]
    fn the_policy_allows_the_outputs_and_the_sources_of_the_settings() {
        let policy_of = |text: &str| {
            let text = format!("title = \"T\"\n{text}");
            policy(&read_settings(&Source::new("site.toml", text.as_str())).value.expect("settings"))
        };
        let all = policy_of("");
        assert!(
            all.contains("manifest-src 'self'") && all.ends_with("connect-src 'self'; form-action 'self'"),
            "{all}"
        );
        let few = policy_of("[outputs]\nmanifest = false\nsearch = false");
        assert!(
            few.ends_with("form-action 'none'") && !few.contains("manifest-src") && !few.contains("connect"),
            "{few}"
        );
        let others = policy_of(
            "[csp]\nframes = \"https://player.example.org/\"\nforms = [\"https://a.example.org\", \"https://*.example.net\"]\n\
             scripts = [\"https://b.example.org\"]\nconnections = [\"https://b.example.org; x\"]",
        );
        for part in [
            "; script-src 'self' https://b.example.org; ",
            "; frame-src https://player.example.org; ",
            "; form-action 'self' https://a.example.org https://*.example.net",
        ] {
            assert!(others.contains(part), "{part}: {others}");
        }
        assert!(others.contains("; connect-src 'self'; "), "{others}");
    }
}
