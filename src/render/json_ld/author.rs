//! Nodes of authors: short in a briefing, complete on their own pages.

use super::JsonLdBuilder;
use super::nodes::{JsonLdNode, PersonNode, ProfilePageNode};
use crate::render::view::PageView;
use crate::site::{AuthorId, Profile, SubjectKind};

impl<'a> JsonLdBuilder<'a> {
    /// Returns the node of an author with name and URL.
    pub(super) fn short_author(self, id: AuthorId) -> PersonNode<'a> {
        let url = self.subject_url(SubjectKind::Author, id.index());
        PersonNode {
            kind: "Person",
            id: url.clone(),
            name: &self.views.site.author(id).name,
            url,
            alternate_name: Vec::new(),
            description: None,
            job_title: None,
            image: None,
            same_as: Vec::new(),
        }
    }

    /// Returns the node of an author's page. Its links are `sameAs`: pages that identify the person.
    pub(super) fn author_page(self, id: AuthorId, view: &'a PageView) -> JsonLdNode<'a> {
        let site = self.views.site;
        let mut person = self.short_author(id);
        if let Some(profile) = site.author(id).profile.as_deref() {
            person.alternate_name = profile.aliases();
            person.description = profile.meta.summary.as_ref().map(|summary| summary.value.as_str());
            person.job_title = profile.role.as_ref().map(|role| role.value.as_str());
            person.same_as = profile.links.iter().map(|link| link.url.value.as_str()).collect();
        }
        person.image = self.views.portrait_view(id).map(|portrait| self.url_of(&portrait.href));
        JsonLdNode::Profile(Box::new(ProfilePageNode {
            kind: "ProfilePage",
            url: self.page_url(view),
            in_language: &view.language,
            main_entity: person,
        }))
    }
}
