//! Files for hosts that build a site themselves.

/// A host that builds the site from a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildHost {
    /// GitHub Pages, with GitHub Actions.
    GitHub,
    /// GitLab Pages, with GitLab CI.
    GitLab,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages, with GitHub Actions.
    Cloudflare,
}

/// A file of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFile {
    /// Path in the site's folder.
    pub path: &'static str,
    /// Its text.
    pub text: String,
    /// What to do after it was written, a step a line.
    pub steps: &'static str,
}

const CLOUDFLARE_STEPS: &str = "\
    Create a project at Cloudflare Pages (Direct Upload) with the name of the repository, or set the variable CLOUDFLARE_PROJECT of the repository to its name.
Set the secrets CLOUDFLARE_API_TOKEN (with the permission Cloudflare Pages: Edit) and CLOUDFLARE_ACCOUNT_ID of the repository, which must be on GitHub.
";

/// The repository with the releases of this program, if its build knew it.
const OWN_REPOSITORY: &str = env!("DATELINE_REPOSITORY");

/// Returns the URL of the repository with the releases. `stated` is a URL, or owner and name on GitHub. The error says what to
/// write.
pub fn releases_url(stated: Option<&str>) -> Result<String, String> {
    let stated = stated.unwrap_or(OWN_REPOSITORY).trim_end_matches('/');
    let stated = stated.strip_suffix("/releases").or(stated.strip_suffix(".git")).unwrap_or(stated);
    let url = match stated {
        "" => {
            return Err("this program does not know which repository has its releases; \
            add `--releases` with its URL, such as `https://github.com/NAME/dateline`"
                .to_owned());
        }
        url if url.contains("://") => url.to_owned(),
        name => format!("https://github.com/{name}"),
    };
    let rest = url.strip_prefix("https://").unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | ':');
    let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
    match parts.len() >= 3 && !parts.contains(&"NAME") && rest.chars().all(is_plain) {
        true => Ok(url),
        false => {
            Err(format!("`{url}` is not the URL of a repository, such as `https://github.com/NAME/dateline`"))
        }
    }
}

/// Returns the files of a host. `releases` is the URL of the repository with the releases, `cron` is the time of the next scheduled build, if one is due.
pub fn host_files(host: BuildHost, releases: &str, cron: Option<&str>) -> HostFile {
    let version = env!("CARGO_PKG_VERSION");
    let (path, text, steps) = match host {
        BuildHost::GitHub => (
            ".github/workflows/site.yml",
            include_str!("hosts/github.yml"),
            "In the settings of the repository, under Pages, choose \"GitHub Actions\" as source.\n",
        ),
        BuildHost::GitLab => (
            ".gitlab-ci.yml",
            include_str!("hosts/gitlab.yml"),
            "Add a pipeline schedule if the site has embargoes or coming dates.\n",
        ),
        BuildHost::Netlify => {
            ("netlify.toml", include_str!("hosts/netlify.toml"), "Connect the repository at Netlify.\n")
        }
        BuildHost::Cloudflare => {
            (".github/workflows/cloudflare.yml", include_str!("hosts/cloudflare.yml"), CLOUDFLARE_STEPS)
        }
    };
    let schedule = cron.map_or_else(String::new, |cron| format!("    - cron: \"{cron}\"\n"));
    let text = text.replace("{version}", version).replace("{repository}", releases);
    let text = text.replace("    - cron: \"{next}\"\n", &schedule);
    HostFile { path, text, steps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{parse_toml, parse_yaml};
    use crate::text::{Source, Span};

    const RELEASES: &str = "https://git.example.org/desk/dateline";

    #[test]
    fn releases_are_at_a_repository() {
        let cases = [
            ("desk/dateline", Some("https://github.com/desk/dateline")),
            ("https://git.example.org/desk/dateline/", Some("https://git.example.org/desk/dateline")),
            ("https://git.example.org/desk/dateline.git", Some("https://git.example.org/desk/dateline")),
            (
                "https://git.example.org/desk/dateline/releases/",
                Some("https://git.example.org/desk/dateline"),
            ),
            ("https://github.com/NAME/dateline", None),
            ("", None),
            ("desk", None),
            ("http://example.org/desk/dateline", None),
            ("https://example.org/desk/$(date)", None),
        ];
        for (stated, expected) in cases {
            assert_eq!(releases_url(Some(stated)).ok().as_deref(), expected, "{stated}");
        }
    }

    #[test]
    fn files_are_valid_and_complete() {
        for host in [BuildHost::GitHub, BuildHost::GitLab, BuildHost::Netlify, BuildHost::Cloudflare] {
            for cron in [None, Some("30 7 19 4 *")] {
                let file = host_files(host, RELEASES, cron);
                assert!(
                    !file.text.contains('{') || file.text.contains("${{") || file.path == "netlify.toml",
                    "{host:?}"
                );
                assert!(
                    ["{version}", "{next}", "{repository}"].iter().all(|name| !file.text.contains(name)),
                    "{host:?}"
                );
                assert!(
                    file.text.contains("https://git.example.org/desk/dateline/releases/download/"),
                    "{host:?}"
                );
                let source = Source::new(file.path, &*file.text);
                let parsed = match file.path.ends_with(".toml") {
                    true => parse_toml(&source).diagnostics.is_empty(),
                    false => parse_yaml(&source, Span::new(0, source.text.len())).value.is_some(),
                };
                assert!(parsed, "{host:?}");
            }
        }
        assert!(
            host_files(BuildHost::GitHub, RELEASES, Some("30 7 19 4 *"))
                .text
                .contains("- cron: \"30 7 19 4 *\"")
        );
    }
}
