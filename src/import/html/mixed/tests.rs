//! Cases of HTML within Markdown.

use super::*;

#[test]
fn html_in_markdown_becomes_markdown() {
    let cases = [
        ("A <b>bold </b>word, <i>x</i>.", "A **bold** word, *x*."),
        ("<a href=\"/x\"><em>Desk</em></a><em> is here</em>.", "[*Desk*](/x) *is here*."),
        ("H<sub>2</sub>O and <T> and `<b>`", "H₂O and \\<T> and `<b>`"),
        ("10<sup>6</sup> x<sup>ab</sup> c<sup><a href=\"#f1\">1</a></sup>.", "10⁶ x^(ab) c[¹](#f1)."),
        (
            "Lake<sup><a href=\"#fn1\">1</a></sup>, *so*.\n\n<ol>\n<li id=\"fn1\"><p>*North*,</p>\n<p>far.</p></li>\n</ol>\n",
            "Lake[^1], *so*.\n\n[^1]: *North*,\n\n    far.\n\n",
        ),
        (
            "```html\n<sup><a href=\"#fn1\">1</a></sup><p id=\"fn1\">North</p>\n```\n",
            "```html\n<sup><a href=\"#fn1\">1</a></sup><p id=\"fn1\">North</p>\n```\n",
        ),
        ("A <span hidden>b<span>c</span>d</span>e", "A e"),
        ("A <b style=\"display:none\">b\nc\n\nD", "A \n\nD"),
        ("<div hidden>\n\nText *a*\n\n</div>\n\nEnd", "\n\nEnd"),
        ("One<br>two<br/>\nthree", "One\\\ntwo\\\nthree"),
        ("<div class=\"x\">\n\nText\n\n</div>\n", "\n\nText\n\n\n"),
        (
            "Text\n\n<table>\n<tr><td>A</td>\n\n<td>B</td></tr>\n</table>\n\nEnd",
            "Text\n\n| A | B |\n| --- | --- |\n\n\nEnd",
        ),
        ("<!-- kept -->\n\nA", "<!-- kept -->\n\nA"),
        (
            "<a href=\"old-pier/\">\n<div>\n\n### Pier\n\n</div>\n</a>\n",
            "[old pier](old-pier/)\n\n\n### Pier\n\n\n",
        ),
        ("<q>Lake</q> <mark>b</mark> <abbr title=\"C D\">CD</abbr>", "“Lake” b CD"),
        ("<em>Lake.<br /> </em>far", "*Lake.*\\\nfar"),
        ("<code>`a.b`/**c**/d</code> <code>x</code>", "`a.b/c/d` `x`"),
        ("<strong></strong>A <img src=a.png alt=Lake>", "A ![Lake](a.png)"),
        ("<blockquote>\n\nA *b*\n\nC\n\n</blockquote>\n", "> A *b*\n>\n> C\n\n"),
        ("a <script>x</script> b", "a  b"),
        (
            "<is-land on:visible><p>Lake</p></is-land>\n\n<my-map>a</my-map> `ssh <user-name>@b`",
            "Lake\n\na `ssh <user-name>@b`",
        ),
        ("Run ssh <user-name> now", "Run ssh \\<user-name> now"),
        (
            "<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td markdown=\"span\">*b*</td><td>c</td></tr>\n</table>\n",
            "| A | B |\n| --- | --- |\n| *b* | c |\n\n",
        ),
        ("<strong><em>Lake </em></strong><em>end</em>", "***Lake*** *end*"),
        ("a<b><i> Lake</i></b> <a href=x><b>end </b></a>.", "a ***Lake*** [**end**](x) ."),
        ("<b><i></i></b>a <a href=x><img src=b.png></a>", "a [![](b.png)](x)"),
        (
            "<div>![A \"b\"](c.png \"D (e) — f\") and *[g](h) i[1]\n</div>\n",
            "![A \"b\"](c.png \"D (e) — f\") and \\*[g](h) i\\[1\\]\n\n",
        ),
        ("| a |\n|---|\n| b<br>c |\n", "| a |\n|---|\n| b c |\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(convert_mixed(text, &mut FileLog::new()), expected, "{text}");
    }
}
