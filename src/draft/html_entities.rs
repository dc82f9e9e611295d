//! Character references of HTML.

/// Replaces character references by their characters. Unknown ones stay.
pub(super) fn decode_entities(text: &str) -> String {
    const MAX_NAME_BYTES: usize = 10;
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let name = &rest[at + 1..];
        let end = name.bytes().take(MAX_NAME_BYTES).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&name[..end])?, end))) {
            Some((c, end)) => {
                decoded.push(c);
                rest = &name[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = name;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| !c.is_control());
    }
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("agrave", 'à'),
        ("ccedil", 'ç'),
        ("uuml", 'ü'),
        ("ouml", 'ö'),
        ("auml", 'ä'),
        ("szlig", 'ß'),
        ("ntilde", 'ñ'),
        ("aacute", 'á'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("euro", '€'),
        ("pound", '£'),
        ("deg", '°'),
        ("bull", '•'),
        ("middot", '·'),
        ("copy", '©'),
        ("reg", '®'),
        ("sect", '§'),
        ("shy", '\u{ad}'),
    ];
    known.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}
