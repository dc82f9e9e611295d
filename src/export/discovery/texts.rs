//! `robots.txt`, `security.txt` (RFC 9116) and `humans.txt`.

use crate::export::time_format::rfc3339;
use crate::settings::SecurityTxt;
use crate::site::Site;
use jiff::tz::TimeZone;

/// Returns `robots.txt`, which allows everything and names the sitemaps.
pub(in crate::export) fn robots(site: &Site) -> String {
    let sitemaps = ["sitemap.xml", "sitemap-news.xml"].into_iter().filter_map(|file| site.full_url(file));
    let lines: String = sitemaps.map(|url| format!("Sitemap: {url}\n")).collect();
    format!("User-agent: *\nAllow: /\n\n{lines}")
}

/// Returns `security.txt`; empty without security settings.
pub(in crate::export) fn security(site: &Site) -> String {
    let Some(security) = &site.settings.security else { return String::new() };
    let canonical = site.full_url(".well-known/security.txt");
    let fields = security_fields(security, canonical.as_deref());
    fields.into_iter().map(|(name, value)| format!("{name}: {}\n", one_line(&value))).collect()
}

fn security_fields(security: &SecurityTxt, canonical: Option<&str>) -> Vec<(&'static str, String)> {
    let mut fields: Vec<_> = security.contact.iter().map(|contact| ("Contact", contact.clone())).collect();
    fields.push(("Expires", rfc3339(security.expires.value, &TimeZone::UTC)));
    let optional = [
        ("Encryption", security.encryption.as_deref()),
        ("Acknowledgments", security.acknowledgments.as_deref()),
        ("Canonical", canonical),
        ("Policy", security.policy.as_deref()),
    ];
    fields.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value?.to_owned()))));
    if !security.languages.is_empty() {
        fields.push(("Preferred-Languages", security.languages.join(", ")));
    }
    fields
}

/// Returns `humans.txt`.
pub(in crate::export) fn humans(site: &Site) -> String {
    let settings = &site.settings;
    let mut text = "/* TEAM */\n".to_owned();
    for human in &settings.humans {
        text.push_str(&format!("{}: {}\n", one_line(&human.role), one_line(&human.name)));
        if let Some(contact) = &human.contact {
            text.push_str(&format!("Contact: {}\n", one_line(contact)));
        }
        text.push('\n');
    }
    text.push_str("/* SITE */\n");
    if let Some(last) = site.briefings.iter().map(|resolved| resolved.updated_at).max() {
        let day = last.to_zoned_datetime(settings.time_zone.clone()).date();
        text.push_str(&format!("Last update: {}\n", day.strftime("%Y/%m/%d")));
    }
    text.push_str(&format!("Language: {}\nSoftware: Dateline\n", settings.language));
    text
}

/// Replaces control characters by spaces, so that a value cannot start a new line.
fn one_line(value: &str) -> String {
    value.split(char::is_control).collect::<Vec<_>>().join(" ")
}
