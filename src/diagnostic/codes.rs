//! All rules, grouped by the stage that reports them; the first letter of the id is the group.

use super::{Code, Severity};

macro_rules! codes {
    ($($id:ident $constant:ident $name:literal $severity:ident $($silent:ident)?;)*) => {
        $(
            #[doc = concat!("Rule `", stringify!($id), "`, `", $name, "`: see `docs/errors/", stringify!($id), ".md`.")]
            pub static $constant: Code = Code {
                id: stringify!($id),
                name: $name,
                severity: Severity::$severity,
                silent: matches!(stringify!($($silent)?).as_bytes(), b"silent"),
                adjustable: !matches!(Severity::$severity, Severity::Error),
                page: include_str!(concat!("../../docs/errors/", stringify!($id), ".md")),
            };
        )*
        /// All rules, by group and number.
        pub static ALL: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    // R: reading of files
    R001 NOT_A_REGULAR_FILE "not-a-regular-file" Error;
    R002 SYMLINK_ESCAPES_SITE "symlink-escapes-site" Error;
    R003 FILE_TOO_LARGE "file-too-large" Error;
    R004 NOT_UTF8 "not-utf-8" Error;
    R005 UNREADABLE "unreadable" Error;
    R006 NO_CONTENT "no-content" Error;
    // D: data of front matter and settings
    D001 UNKNOWN_KEY "unknown-key" Error;
    D002 MISSING_KEY "missing-key" Error;
    D003 WRONG_TYPE "wrong-type" Error;
    D004 YAML_SYNTAX "yaml-syntax" Error;
    D005 TAB_INDENT "tab-indent" Error;
    D006 UNQUOTED_COLON "unquoted-colon" Error;
    D007 NO_FRONT_MATTER "no-front-matter" Error;
    D008 UNCLOSED_FRONT_MATTER "unclosed-front-matter" Error;
    D009 TOML_FRONT_MATTER "toml-front-matter" Error;
    D010 DUPLICATE_KEY "duplicate-key" Error;
    D011 IMPLICIT_YAML_TYPE "implicit-yaml-type" Error;
    D012 BAD_DATE "bad-date" Error;
    D013 NO_TIME_ZONE "no-time-zone" Error;
    D014 BAD_SLUG "bad-slug" Error;
    D015 INVALID_CHOICE "invalid-choice" Error;
    D016 FRONT_MATTER_TOO_LARGE "front-matter-too-large" Error;
    D017 NESTED_TOO_DEEP "nested-too-deep" Error;
    D018 EMPTY_VALUE "empty-value" Error;
    D019 INVALID_URL "invalid-url" Error;
    D020 BAD_VALUE "bad-value" Error;
    D021 LOST_TEXT "lost-text" Error;
    D022 UNQUOTED_TEXT "unquoted-text" Error;
    D023 CURLY_QUOTES "curly-quotes" Error;
    D024 WRONG_INDENT "wrong-indent" Error;
    D025 ONE_TEXT_FOR_A_LIST "one-text-for-a-list" Error;
    D026 UNFINISHED "unfinished" Error;
    D027 ASSUMED_TIME_ZONE "assumed-time-zone" Hint;
    // F: facts
    F001 UNKNOWN_NAME "unknown-name" Error;
    F002 AMBIGUOUS_NAME "ambiguous-name" Error;
    F003 UNKNOWN_SOURCE "unknown-source" Error;
    F004 MISSING_PROFILE "missing-profile" Hint;
    F005 UNSOURCED_STATEMENT "unsourced-statement" Warning;
    F006 REVERSED_TERM "reversed-term" Error;
    F007 UPDATED_BEFORE_PUBLISHED "updated-before-published" Error;
    F008 REVIEW_DUE "review-due" Warning;
    F009 CONTAINMENT_CYCLE "containment-cycle" Error;
    F010 WRONG_WEEKDAY "wrong-weekday" Warning;
    F011 IMPOSSIBLE_DAY "impossible-day" Warning;
    F012 RELATIVE_DATE "relative-date" Warning silent;
    F013 CONTRADICTED_DATE "contradicted-date" Warning;
    F014 TENSE_MISMATCH "tense-mismatch" Hint;
    F015 AMBIGUOUS_DATE "ambiguous-date" Warning;
    F016 AMBIGUOUS_MENTION "ambiguous-mention" Warning;
    F017 ROLE_OUTSIDE_TERM "role-outside-term" Warning;
    F018 UNLISTED_NAMES "unlisted-names" Hint;
    F019 UNLISTED_STATEMENT "unlisted-statement" Hint;
    F020 LISTED_TWICE "listed-twice" Warning;
    // L: links
    L001 BROKEN_LINK "broken-link" Error;
    L002 BROKEN_ANCHOR "broken-anchor" Error;
    L003 MISSING_ASSET "missing-asset" Error;
    L004 LINK_TO_UNPUBLISHED "link-to-unpublished" Error;
    L005 UNSAFE_URL "unsafe-url" Error;
    L006 MISSING_ALT "missing-alt" Warning;
    L007 PAGE_COLLISION "page-collision" Error;
    L008 LINK_OUTSIDE_SITE "link-outside-site" Error;
    L009 AMBIGUOUS_LINK "ambiguous-link" Error;
    L010 UNUSED_ASSET "unused-asset" Hint;
    L011 REMOTE_IMAGE "remote-image" Warning;
    L012 LINK_TO_OLD_URL "link-to-old-url" Hint;
    // M: Markdown
    M001 RAW_HTML "raw-html" Warning;
    M002 DUPLICATE_ANCHOR "duplicate-anchor" Error;
    M003 UNDEFINED_FOOTNOTE "undefined-footnote" Warning;
    M004 H1_IN_BODY "h1-in-body" Warning;
    M005 FOREIGN_SYNTAX "foreign-syntax" Warning;
    M006 UNDEFINED_REFERENCE "undefined-reference" Warning;
    M007 UNCLOSED_COMMENT "unclosed-comment" Error;
    M008 BAD_FORMULA "bad-formula" Warning;
    M009 SPACE_IN_LINK "space-in-link" Warning;
    // P: published files
    P001 UNPORTABLE_NAME "unportable-name" Error;
    P002 ASSET_TYPE "asset-type" Error;
    P003 SERVER_FILE "server-file" Error;
    P004 ACTIVE_SVG "active-svg" Error;
    P005 BAD_PICTURE "bad-picture" Error;
    P006 NO_CARD "no-card" Warning;
    P007 LONG_PATH "long-path" Hint;
    // S: settings
    S001 NO_SETTINGS "no-settings" Error;
    S002 TOML_SYNTAX "toml-syntax" Error;
    S003 UNKNOWN_RULE "unknown-rule" Error;
    S004 RULE_NOT_ADJUSTABLE "rule-not-adjustable" Error;
    S005 NO_BASE_URL "no-base-url" Hint;
    S006 SECURITY_EXPIRES "security-expires" Warning;
    S007 INTERFACE_LANGUAGE "interface-language" Warning;
    // T: templates
    T001 TEMPLATE_SYNTAX "template-syntax" Error;
    T002 UNKNOWN_FIELD "unknown-field" Error;
    T003 TEMPLATE_FAILED "template-failed" Error;
    T004 UNUSED_TEMPLATE "unused-template" Warning;
    T005 NOT_A_THEME_FILE "not-a-theme-file" Warning;
    T006 LABEL_SYNTAX "label-syntax" Error;
    T007 UNKNOWN_LABEL "unknown-label" Error;
    T008 MISSING_LABEL "missing-label" Hint;
    // O: output
    O001 OUTPUT_HOLDS_SOURCES "output-holds-sources" Error;
    O002 BUILD_RUNNING "build-running" Error;
    O003 OUTPUT_IS_SYMLINK "output-is-symlink" Error;
    O004 CANNOT_WRITE "cannot-write" Error;
    O005 UNKNOWN_OUTPUT "unknown-output" Error;
    O006 MOST_PAGES_GONE "most-pages-gone" Error;
    O007 PREVIEW_IN_PUBLISHED "preview-in-published" Error;
    O008 FILES_KEPT "files-kept" Warning;
    O009 LEFT_BEHIND "left-behind" Warning;
    O010 OUTPUT_DIFFERS "output-differs" Error;
}

/// Returns the rule with this id.
pub(super) fn rule_with_id(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id == id)
}

/// Returns the rule with this id (in any case) or name.
pub fn find_rule(id_or_name: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id_or_name) || code.name == id_or_name)
}
