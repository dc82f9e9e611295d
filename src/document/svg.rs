//! Detects active content in SVG files: scripts, event handlers, embedded pages.
//!
//! The check rejects everything that might be active and everything that cannot be parsed.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::scheme;

/// Elements that run scripts or embed pages: the local name in lower case.
const ACTIVE: [&str; 9] =
    ["script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "html", "body"];

/// Elements that change attributes of other elements.
const ANIMATIONS: [&str; 6] =
    ["animate", "set", "animatetransform", "animatemotion", "animatecolor", "discard"];

/// Namespaces of pages and formulas.
const PAGES: [&str; 2] = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"];

/// Image types that are allowed in `data:` URLs.
const PICTURES: [&str; 6] = ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif"];

/// Returns the first active content or syntax error of an SVG file, with its line; `None` for a safe image.
pub fn active_svg(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(_) => return Some("is not UTF-8".to_owned()),
    };
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    let problem = check_file(&mut reader).err()?;
    let end = (reader.buffer_position() as usize).min(text.len());
    // The reader is at the end of the event, so the line is that of the event's last character.
    let line = text.as_bytes()[..end].iter().rev().skip(1).filter(|byte| **byte == b'\n').count() + 1;
    Some(format!("{problem} (line {line})"))
}

fn check_file(reader: &mut NsReader<&[u8]>) -> Result<(), String> {
    let (mut depth, mut has_root) = (0_usize, false);
    loop {
        let (namespace, event) =
            reader.read_resolved_event().map_err(|error| format!("cannot be read as XML: {error}"))?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                if depth == 0 && has_root {
                    return Err("has more than one root element".into());
                }
                if depth == 0 {
                    check_root(start)?;
                    has_root = true;
                }
                check_element(&namespace, start)?;
                depth += usize::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) => check_text(text)?,
            Event::CData(text) => check_text(text)?,
            Event::Comment(_) => {}
            Event::Decl(declaration) => check_encoding(declaration)?,
            Event::PI(_) => {
                return Err("has a processing instruction, which may load an active style sheet".into());
            }
            Event::DocType(text) if text.contains(['[', '%']) => {
                return Err("declares entities, which may contain anything".into());
            }
            Event::DocType(_) => {}
            Event::GeneralRef(name) => check_reference(name)?,
            Event::Eof if depth > 0 || !has_root => {
                return Err("ends before its root element is closed".into());
            }
            Event::Eof => return Ok(()),
        }
    }
}

fn check_root(start: &BytesStart<'_>) -> Result<(), String> {
    match local_name(start.name().0).as_str() {
        "svg" => Ok(()),
        _ => Err("has no `svg` element".into()),
    }
}

fn check_element(namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<(), String> {
    let name = local_name(start.name().0);
    match namespace {
        ResolveResult::Bound(Namespace(uri)) if PAGES.iter().any(|page| uri.trim() == *page) => {
            return Err(format!("contains an HTML or MathML element, `{name}`"));
        }
        ResolveResult::Unknown(_) => {
            return Err(format!("contains an element `{name}` with an undeclared prefix"));
        }
        _ => {}
    }
    if ACTIVE.contains(&name.as_str()) {
        return Err(format!("contains an element `{name}`"));
    }
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("cannot be read as XML: {error}"))?;
        let value = attribute
            .normalized_value(XmlVersion::Explicit1_0)
            .map_err(|error| format!("cannot be read as XML: {error}"))?;
        check_attribute(&name, &local_name(attribute.key.0), &value)?;
    }
    Ok(())
}

fn check_attribute(element: &str, name: &str, value: &str) -> Result<(), String> {
    if name.starts_with("on") {
        return Err(format!("contains an event handler `{name}`"));
    }
    if ANIMATIONS.contains(&element) && name == "attributename" {
        let changed = local_name(value.trim());
        if changed == "href" || changed.starts_with("on") {
            return Err(format!("animates the attribute `{changed}`"));
        }
    }
    if matches!(name, "href" | "src" | "data" | "action" | "base") && !is_harmless(value) {
        return Err(format!("has a URL in `{name}` that may run a script"));
    }
    check_text(value)
}

/// Returns whether a URL is a path, has a safe scheme, or is an image in a `data:` URL.
fn is_harmless(url: &str) -> bool {
    match scheme(url).as_deref() {
        None => true,
        Some("data") => {
            let seen: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            let seen = seen.to_ascii_lowercase();
            let kind = seen.strip_prefix("data:").unwrap_or_default();
            PICTURES
                .iter()
                .any(|picture| kind.strip_prefix(picture).is_some_and(|rest| rest.starts_with([';', ','])))
        }
        Some(scheme) => super::is_safe_scheme(scheme),
    }
}

/// Checks a text for unsafe URLs: it may be a style or the value of an animation.
fn check_text(text: &str) -> Result<(), String> {
    if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err("contains a control character".into());
    }
    if !text.contains(':') {
        return Ok(());
    }
    let seen: String = text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let seen = seen.to_ascii_lowercase();
    let active = [
        "javascript:",
        "vbscript:",
        "data:text/html",
        "data:text/xml",
        "data:application/xhtml",
        "data:application/xml",
        "data:image/svg",
    ];
    match active.iter().find(|scheme| seen.contains(*scheme)) {
        Some(scheme) => Err(format!("contains a URL that begins with `{scheme}`")),
        None => Ok(()),
    }
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), String> {
    let Some(named) = declaration.encoding() else { return Ok(()) };
    let named = named.map_err(|error| format!("cannot be read as XML: {error}"))?;
    let known = ["utf-8", "utf8", "us-ascii"].iter().any(|known| named.eq_ignore_ascii_case(known));
    if known { Ok(()) } else { Err("declares another encoding than UTF-8".into()) }
}

fn check_reference(name: &BytesRef<'_>) -> Result<(), String> {
    if matches!(&**name, "lt" | "gt" | "amp" | "apos" | "quot") {
        return Ok(());
    }
    match name.resolve_char_ref() {
        Ok(Some(_)) => Ok(()),
        _ => Err(format!("contains an undeclared entity `&{};`", &**name)),
    }
}

/// Returns the part of a name after its prefix, in lower case.
fn local_name(name: &str) -> String {
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
    fn safe_images_are_accepted() {
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
    fn active_content_is_rejected() {
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
    fn the_line_is_that_of_the_problem() {
        assert!(
            active_svg(b"<svg>\n<g\nonload=\"x\"/>\n</svg>")
                .is_some_and(|problem| problem.ends_with("(line 3)"))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64), text in "[<>/!?&;#a-z:\"'= \\[\\]\n-]{0,64}") {
            let _ = active_svg(&bytes);
            let _ = active_svg(format!("<svg>{text}</svg>").as_bytes());
        }
    }
}
