//! What servers are told, each in its own form, from one list of old addresses and one list of headers.

mod apache;
mod caddy;
mod hosted;
mod nginx;

use crate::page::ServerFile;
use crate::settings::Outputs;
use crate::site::{Site, Unsafe, percent_encode};

/// The text of a file for a server.
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

/// An old address and where it leads.
struct ServerRedirect {
    /// The old folder from the root of the host, with `/` at both ends, as people write it.
    from: String,
    /// The address now, from the root of the host, percent-encoded.
    to: String,
    /// The same as people write it.
    to_folder: String,
}

/// Signs that mean something in the files of some server. An old address that holds one has its page alone, which leads
/// on as well.
const SPECIAL_CHARS: &[char] = &['"', '\'', '`', '$', '{', '}', ';', '\\', '<', '>', '*', '^', '|'];

/// Whether a text means to every server what it says: it would stand in a file as it is.
fn is_harmless(text: &str) -> bool {
    !text.contains(|letter: char| letter.is_control() || SPECIAL_CHARS.contains(&letter))
}

/// Every old address that servers can be told of.
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
    all.filter(|moved| is_harmless(&moved.from)).collect()
}

/// A percent-encoded address without the signs that mean something in the files of some server.
fn encode_special(address: &str) -> String {
    let mut bare = String::with_capacity(address.len());
    for letter in address.chars() {
        match letter {
            letter if SPECIAL_CHARS.contains(&letter) || letter == ' ' => {
                bare.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            letter => bare.push(letter),
        }
    }
    bare
}

/// The ways an old folder is asked for: as it stood, without its last slash, by its file.
fn request_paths(folder: &str) -> [String; 3] {
    let bare = folder.trim_end_matches('/');
    [folder.to_owned(), bare.to_owned(), format!("{folder}index.html")]
}

/// The header that says what a page may load and run.
const POLICY: &str = "Content-Security-Policy";

/// The policy of files that must run nothing: a browser shows them as if they were of another site.
const SANDBOX: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// The policy of pages. They hold no style or script of their own and ask no other host, so the strictest one fits; only
/// what is written needs leave.
fn policy(outputs: Outputs) -> String {
    let mut policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
            .to_owned();
    if outputs.manifest {
        policy.push_str("; manifest-src 'self'");
    }
    policy.push_str(match outputs.search {
        // The index of the search page is made of scripts, and its form leads to itself.
        true => "; form-action 'self'",
        false => "; form-action 'none'",
    });
    policy
}

/// The headers of every file besides the policy.
const HEADERS: [(&str, &str); 2] =
    [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin")];

/// The files that must run nothing.
struct Sandboxed {
    /// Endings all of whose files are meant: letters and digits, as they are spelt.
    endings: Vec<String>,
    /// Addresses of single files, and of folders that show one, from the root of the host.
    addresses: Vec<String>,
}

fn sandboxed(site: &Site) -> Sandboxed {
    let host = site.decoded_host_path();
    let Unsafe { endings, files } = site.unsafe_files();
    let ways = |file: &String| {
        let address = format!("{host}{file}");
        let folder = address.strip_suffix("index.html").map(str::to_owned);
        [Some(address), folder].into_iter().flatten()
    };
    Sandboxed { endings, addresses: files.iter().flat_map(ways).collect() }
}

/// Media types that servers do not know by themselves, by the end of a file's name.
const TYPES: [(&str, &str); 3] = [
    ("webmanifest", "application/manifest+json"),
    ("ics", "text/calendar"),
    ("geojson", "application/geo+json"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_not_harmless() {
        assert!(is_harmless("/old/a b/قديم/"));
        for text in ["a\nb", "a\rb", "a\u{0}b", "a\u{85}b", "a\"b", "a;b", "a{b", "a$b", "a\\b"] {
            assert!(!is_harmless(text), "{text:?}");
        }
    }

    #[test]
    fn signs_of_servers_are_encoded() {
        assert_eq!(encode_special("/a$1/%D8%B9/{b};c/"), "/a%241/%D8%B9/%7Bb%7D%3Bc/");
        assert_eq!(request_paths("/old/talks/"), ["/old/talks/", "/old/talks", "/old/talks/index.html"]);
    }

    #[test]
    fn the_policy_lets_in_what_is_written() {
        let all = policy(Outputs::ALL);
        assert!(all.contains("manifest-src 'self'") && all.ends_with("form-action 'self'"), "{all}");
        let few = policy(Outputs { manifest: false, search: false, ..Outputs::ALL });
        assert!(few.ends_with("form-action 'none'") && !few.contains("manifest-src"), "{few}");
    }
}
