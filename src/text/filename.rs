//! Names of files and folders: which of them other systems cannot hold, which of them configure a server, and how a name is
//! printed.

use std::borrow::Cow;

/// Bytes of the name of a file or folder, at most: Linux, macOS and Windows hold no more.
pub const LONGEST_NAME: usize = 255;

/// Names that Windows keeps for devices, with any ending and in any case.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Files that configure web servers and hosts, in lower case.
const SERVER_FILES: [&str; 29] = [
    ".user.ini",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "_worker.mjs",
    "_middleware.js",
    "_middleware.ts",
    "_config.yml",
    "cname",
    "caddyfile",
    "nginx.conf",
    "httpd.conf",
    "php.ini",
    "web.config",
    "global.asax",
    "app.yaml",
    "firebase.json",
    "host.json",
    "netlify.toml",
    "now.json",
    "render.yaml",
    "serve.json",
    "staticwebapp.config.json",
    "vercel.json",
    "wrangler.json",
    "wrangler.jsonc",
    "wrangler.toml",
    "amplify.yml",
];

/// What keeps some system from holding a file or folder of this name, as the end of a sentence; none where all hold it.
pub fn name_fault(name: &str) -> Option<Cow<'static, str>> {
    if name.len() > LONGEST_NAME {
        let message = format!("has {} bytes, and systems hold {LONGEST_NAME}", name.len());
        return Some(message.into());
    }
    if let Some((_, letter)) = name.char_indices().find(|(at, letter)| is_unfit(name, *at, *letter)) {
        return Some(letter_fault(letter).into());
    }
    if name.ends_with(['.', ' ']) {
        return Some("ends in a dot or a blank, which Windows drops".into());
    }
    is_device(name).then_some("is the name of a device on Windows".into())
}

fn letter_fault(letter: char) -> String {
    match letter {
        letter if is_hidden(letter) || is_joiner(letter) => {
            format!("has the invisible character U+{:04X} in it", u32::from(letter))
        }
        letter => format!("has `{letter}` in it, which Windows cannot hold"),
    }
}

fn is_unfit(name: &str, at: usize, letter: char) -> bool {
    matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\' | '/')
        || is_hidden(letter)
        || (is_joiner(letter) && !joins(name, at))
}

/// A joiner and a non-joiner belong to the spelling of Persian and of Indic languages, within a word.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

fn joins(name: &str, at: usize) -> bool {
    let written = |letter: char| {
        !letter.is_ascii()
            && (letter.is_alphabetic() || unicode_normalization::char::is_combining_mark(letter))
    };
    let after = name[at..].chars().nth(1);
    name[..at].chars().next_back().is_some_and(written) && after.is_some_and(written)
}

/// Whether a character is a control character, or one that is not seen or changes the direction of those around it.
fn is_hidden(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_control();
    }
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ');
    // Longer names are no devices, and most names are longer.
    if stem.len() > 7 {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let numbered = port.is_some_and(|port| {
        matches!(port, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    });
    numbered || DEVICES.contains(&stem.as_str())
}

/// Whether a file or folder of this name configures a web server or a host.
pub fn is_server_file(name: &str) -> bool {
    let of_apache = name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(".ht"));
    of_apache || SERVER_FILES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A text with control characters and those that change its direction written as escapes; line ends stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |letter| is_hidden(letter) && letter != '\n')
}

/// The same for a text that must stay in one line, such as the name of a file.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

fn escaped(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            letter if hidden(letter) => seen.extend(letter.escape_unicode()),
            letter => seen.push(letter),
        }
    }
    Cow::Owned(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_some_system_cannot_hold_are_known() {
        let unfit = [
            "CON",
            "aux",
            "Nul.txt",
            "com1",
            "LPT9.tar.gz",
            "com².csv",
            "prn .txt",
            "CONIN$",
            "a.",
            "a ",
            "...",
            "a<b",
            "a>b",
            "a:b",
            "a\"b",
            "a|b",
            "a?b",
            "a*b",
            "a\\b",
            "a\nb",
            "a\u{1b}b",
            "a\u{7f}b",
            "a\u{85}b",
            "a\u{200b}b",
            "a\u{202e}b",
            "\u{feff}a",
            "a\u{2066}b",
            "a\u{ad}b",
            "a\u{2028}b",
            "a\u{e0041}b",
            "a\u{200c}b",
            "می\u{200c}",
            "\u{200d}می",
        ];
        for name in unfit {
            let fault = name_fault(name);
            assert!(fault.is_some(), "{name:?}");
            assert!(!fault.unwrap_or_default().contains(is_hidden), "{name:?}");
        }
        let fit = [
            "con-air",
            "console",
            "com",
            "com10",
            "lpt",
            "auxiliary.txt",
            "a.b",
            "می\u{200c}خواهم.jpg",
            "क्\u{200d}ष",
            "日本　語.png",
            "❤\u{fe0f}.png",
            "a b",
            "é",
            "index.html",
            ".well-known",
        ];
        for name in fit {
            assert_eq!(name_fault(name), None, "{name:?}");
        }
        assert_eq!(name_fault(&"n".repeat(LONGEST_NAME)), None);
        assert!(name_fault(&"語".repeat(86)).is_some());
    }

    #[test]
    fn files_that_configure_servers_are_known_in_any_case() {
        for name in
            [".htaccess", ".HTPASSWD", ".user.ini", "Web.config", "_headers", "_Worker.js", "vercel.json"]
        {
            assert!(is_server_file(name), "{name}");
        }
        for name in ["headers", "web.config.txt", "worker.js", "map.svg", "_routes.csv"] {
            assert!(!is_server_file(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_holds_nothing_hidden(text in "(\\PC|[\\x00-\\x1f\u{7f}-\u{9f}\u{200b}-\u{206f}\u{feff}]){0,24}") {
            prop_assert!(!visible_line(&text).contains(is_hidden));
            prop_assert!(!visible(&text).replace('\n', "").contains(is_hidden));
            prop_assert_eq!(visible_line(&text).len() > text.len(), text.contains(is_hidden));
        }
    }
}
