//! Whether an SVG file holds anything that runs.
//!
//! Takes the bytes of a file. Gives the first thing in it that runs something or cannot be read. In doubt a file is
//! refused: a picture needs none of this.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::scheme;

/// Elements that run something or hold a page, by the part of their name behind the prefix, in lower case.
const ACTIVE: [&str; 9] =
    ["script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "html", "body"];

/// Elements that change attributes of others.
const ANIMATIONS: [&str; 6] =
    ["animate", "set", "animatetransform", "animatemotion", "animatecolor", "discard"];

/// Namespaces whose elements are pages or formulas and not pictures.
const PAGES: [&str; 2] = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"];

/// Pictures that may stand in an address itself.
const PICTURES: [&str; 6] = ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif"];

type Fault = String;

/// What runs in an SVG file, or keeps it from being read, with its line; none where it is a picture and nothing else.
pub fn active_svg(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(_) => return Some("is not UTF-8".to_owned()),
    };
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    let fault = read(&mut reader).err()?;
    let end = (reader.buffer_position() as usize).min(text.len());
    // An event ends where the reader stands, so the fault is on the line of its last character.
    let line = text.as_bytes()[..end].iter().rev().skip(1).filter(|byte| **byte == b'\n').count() + 1;
    Some(format!("{fault} (line {line})"))
}

fn read(reader: &mut NsReader<&[u8]>) -> Result<(), Fault> {
    let (mut depth, mut has_root) = (0_usize, false);
    loop {
        let (namespace, event) =
            reader.read_resolved_event().map_err(|error| format!("cannot be read as XML: {error}"))?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                if depth == 0 {
                    root(start, has_root)?;
                    has_root = true;
                }
                element(&namespace, start)?;
                depth += usize::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) => content(text)?,
            Event::CData(text) => content(text)?,
            Event::Comment(_) => {}
            Event::Decl(declaration) => encoding(declaration)?,
            Event::PI(_) => {
                return Err("has a processing instruction, which may name a style sheet that runs".into());
            }
            Event::DocType(text) if text.contains(['[', '%']) => {
                return Err("declares entities of its own, which may hold anything".into());
            }
            Event::DocType(_) => {}
            Event::GeneralRef(name) => reference(name)?,
            Event::Eof if depth > 0 || !has_root => return Err("ends before its picture does".into()),
            Event::Eof => return Ok(()),
        }
    }
}

fn root(start: &BytesStart<'_>, has_root: bool) -> Result<(), Fault> {
    match (has_root, local(start.name().0).as_str()) {
        (false, "svg") => Ok(()),
        (false, _) => Err("holds no `svg` element".into()),
        (true, _) => Err("holds more than one picture".into()),
    }
}

fn element(namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<(), Fault> {
    let name = local(start.name().0);
    match namespace {
        ResolveResult::Bound(Namespace(uri)) if PAGES.iter().any(|page| uri.trim() == *page) => {
            return Err(format!("has an element of a page, `{name}`, in it"));
        }
        ResolveResult::Unknown(_) => {
            return Err(format!("has `{name}` in it, with a prefix nobody declares"));
        }
        _ => {}
    }
    if ACTIVE.contains(&name.as_str()) {
        return Err(format!("has an element `{name}` in it"));
    }
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("cannot be read as XML: {error}"))?;
        let value = attribute
            .normalized_value(XmlVersion::Explicit1_0)
            .map_err(|error| format!("cannot be read as XML: {error}"))?;
        self::attribute(&name, &local(attribute.key.0), &value)?;
    }
    Ok(())
}

fn attribute(element: &str, name: &str, value: &str) -> Result<(), Fault> {
    if name.starts_with("on") {
        return Err(format!("has an event handler `{name}` in it"));
    }
    if ANIMATIONS.contains(&element) && name == "attributename" {
        let changed = local(value.trim());
        if changed == "href" || changed.starts_with("on") {
            return Err(format!("changes `{changed}` by itself"));
        }
    }
    if matches!(name, "href" | "src" | "data" | "action" | "base") && !is_harmless(value) {
        return Err(format!("leads to an address that may run something, in `{name}`"));
    }
    content(value)
}

/// Whether an address is a path, one of the web, or a picture.
fn is_harmless(address: &str) -> bool {
    match scheme(address).as_deref() {
        None => true,
        Some("data") => {
            let seen: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            let seen = seen.to_ascii_lowercase();
            let kind = seen.strip_prefix("data:").unwrap_or_default();
            PICTURES
                .iter()
                .any(|picture| kind.strip_prefix(picture).is_some_and(|rest| rest.starts_with([';', ','])))
        }
        Some(scheme) => super::is_safe_scheme(scheme),
    }
}

/// Any text may be the content of a style or the value of an animation.
fn content(text: &str) -> Result<(), Fault> {
    if text.contains(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err("has a control character in it".into());
    }
    if !text.contains(':') {
        return Ok(());
    }
    let seen: String = text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let seen = seen.to_ascii_lowercase();
    let runs = [
        "javascript:",
        "vbscript:",
        "data:text/html",
        "data:text/xml",
        "data:application/xhtml",
        "data:application/xml",
        "data:image/svg",
    ];
    match runs.iter().find(|scheme| seen.contains(*scheme)) {
        Some(scheme) => Err(format!("has an address that begins with `{scheme}` in it")),
        None => Ok(()),
    }
}

fn encoding(declaration: &BytesDecl<'_>) -> Result<(), Fault> {
    let Some(named) = declaration.encoding() else { return Ok(()) };
    let named = named.map_err(|error| format!("cannot be read as XML: {error}"))?;
    let known = ["utf-8", "utf8", "us-ascii"].iter().any(|known| named.eq_ignore_ascii_case(known));
    if known { Ok(()) } else { Err("says that it is not UTF-8".into()) }
}

fn reference(name: &BytesRef<'_>) -> Result<(), Fault> {
    if matches!(&**name, "lt" | "gt" | "amp" | "apos" | "quot") {
        return Ok(());
    }
    match name.resolve_char_ref() {
        Ok(Some(_)) => Ok(()),
        _ => Err(format!("has an entity `&{};` in it that nobody declares", &**name)),
    }
}

/// The part of a name behind its prefix, in lower case.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             xmlns:h=\"http://www.w3.org/1999/xhtml\">{inside}</svg>"
        )
    }

    #[test]
    fn pictures_pass() {
        let inside = [
            "",
            "<title>A &amp; B &#x41;</title><path d=\"M0 0h1\"/>",
            "<style>.a{fill:url(#g)} @media print{.a{fill:red}}</style>",
            "<style><![CDATA[a:hover{fill:red}]]></style>",
            "<a xlink:href=\"https://example.org/\"><text>at 10:30</text></a>",
            "<use href=\"#part\"/><image href=\"photo.png\"/>",
            "<image xlink:href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "<animate attributeName=\"opacity\" values=\"0;1\"/>",
            "<m:view xmlns:m=\"http://www.inkscape.org/x\" m:zoom=\"1\"/>",
            "<!-- a comment: onload --><text>script</text>",
        ];
        for inside in inside {
            assert_eq!(active_svg(svg(inside).as_bytes()), None, "{inside}");
        }
        let whole = [
            "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">\n<svg/>\n<!-- end -->\n",
            "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:path/></s:svg>",
        ];
        for text in whole {
            assert_eq!(active_svg(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_runs_is_refused() {
        let inside = [
            "<script>alert(1)</script>",
            "<script href=\"e.js\"/>",
            "<SCRIPT/>",
            "<h:script src=\"e.js\"/>",
            "<x:script xmlns:x=\"http://www.w3.org/2000/svg\"/>",
            "<foreignObject><p/></foreignObject>",
            "<h:p>page</h:p>",
            "<p xmlns=\" http://www.w3.org/1999/xhtml \"/>",
            "<g onload=\"x()\"/>",
            "<g ONCLICK='x()'/>",
            "<a href=\"javascript:x()\"/>",
            "<a xlink:href=\"java&#10;script:x()\"/>",
            "<a href=\"&#106;avascript:x()\"/>",
            "<a href=\"data:text/html,x\"/>",
            "<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>",
            "<use href=\"blob:x\"/>",
            "<set attributeName=\"href\" to=\"x\"/>",
            "<animate attributeName=\"xlink:href\" values=\"x\"/>",
            "<set attributeName=\"onload\" to=\"x\"/>",
            "<animate values=\"#a;javascript:x()\"/>",
            "<style>a{background:url(java\nscript:x)}</style>",
            "<handler type=\"x\">y</handler>",
            "<unknown:p/>",
            "&own;",
            "<g a=\"&own;\"/>",
            "<g a=\"1\" a=\"2\"/>",
            "<g a=1/>",
            "<g><p></g></p>",
            "<g>",
            "<!-- a -- b -->",
            "<?xml-stylesheet href=\"e.xsl\"?>",
            "\u{1}",
        ];
        for inside in inside {
            assert!(active_svg(svg(inside).as_bytes()).is_some(), "{inside:?}");
        }
        let whole: [&[u8]; 12] = [
            b"",
            b"GIF89a",
            b"<html/>",
            b"<svg/><svg/>",
            b"<svg",
            b"<svg>",
            b"<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg/>",
            b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><svg/>",
            b"<!DOCTYPE svg [<!ENTITY a \"<script/>\">]><svg>&a;</svg>",
            b"\xff\xfe<\0s\0v\0g\0/\0>\0",
            b"<svg>\xff</svg>",
            b"\x1f\x8b\x08\0",
        ];
        for bytes in whole {
            assert!(active_svg(bytes).is_some(), "{bytes:?}");
        }
    }

    #[test]
    fn the_line_is_that_of_the_fault() {
        assert!(
            active_svg(b"<svg>\n<g\nonload=\"x\"/>\n</svg>").is_some_and(|fault| fault.ends_with("(line 3)"))
        );
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64), text in "[<>/!?&;#a-z:\"'= \\[\\]\n-]{0,64}") {
            let _ = active_svg(&bytes);
            let _ = active_svg(format!("<svg>{text}</svg>").as_bytes());
        }
    }
}
