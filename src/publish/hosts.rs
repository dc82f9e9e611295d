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

/// Returns the files of a host. `cron` is the time of the next scheduled build, if one is due.
pub fn host_files(host: BuildHost, cron: Option<&str>) -> HostFile {
    let version = env!("CARGO_PKG_VERSION");
    let (path, text, steps) = match host {
        BuildHost::GitHub => (
            ".github/workflows/site.yml",
            include_str!("hosts/github.yml"),
            "Set OWNER in the file. In the settings of the repository, under Pages, choose \"GitHub Actions\" as source.\n",
        ),
        BuildHost::GitLab => (
            ".gitlab-ci.yml",
            include_str!("hosts/gitlab.yml"),
            "Set OWNER in the file. Add a pipeline schedule if the site has embargoes or coming dates.\n",
        ),
        BuildHost::Netlify => (
            "netlify.toml",
            include_str!("hosts/netlify.toml"),
            "Set OWNER in the file, and connect the repository at Netlify.\n",
        ),
        BuildHost::Cloudflare => (
            ".github/workflows/cloudflare.yml",
            include_str!("hosts/cloudflare.yml"),
            "Set OWNER and PROJECT in the file, and the secrets CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID of the repository.\n",
        ),
    };
    let schedule = cron.map_or_else(String::new, |cron| format!("    - cron: \"{cron}\"\n"));
    let text = text.replace("{version}", version).replace("    - cron: \"{next}\"\n", &schedule);
    HostFile { path, text, steps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{parse_toml, parse_yaml};
    use crate::text::{Source, Span};

    #[test]
    fn files_are_valid_and_complete() {
        for host in [BuildHost::GitHub, BuildHost::GitLab, BuildHost::Netlify, BuildHost::Cloudflare] {
            for cron in [None, Some("30 7 19 4 *")] {
                let file = host_files(host, cron);
                assert!(
                    !file.text.contains('{') || file.text.contains("${{") || file.path == "netlify.toml",
                    "{host:?}"
                );
                assert!(!file.text.contains("{version}") && !file.text.contains("{next}"), "{host:?}");
                let source = Source::new(file.path, &*file.text);
                let parsed = match file.path.ends_with(".toml") {
                    true => parse_toml(&source).diagnostics.is_empty(),
                    false => parse_yaml(&source, Span::new(0, source.text.len())).value.is_some(),
                };
                assert!(parsed, "{host:?}");
            }
        }
        assert!(host_files(BuildHost::GitHub, Some("30 7 19 4 *")).text.contains("- cron: \"30 7 19 4 *\""));
    }
}
