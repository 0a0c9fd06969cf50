"""Strings by which people have broken out of sanitisers, in pieces from which Hypothesis builds more."""

from hypothesis import strategies as st

Strings = st.SearchStrategy[str]

#: Controls, spaces of every width, what joins and turns letters, private use, and what folds into ASCII.
ODD = "\0\x01\x08\t\n\x0b\x0c\r\x1b\x7f\x85\xa0\xad\u061c\u115f\u180e\u200b\u200d"
ODD += "\u200f\u2028\u202e\u2066\u2069\ufeff"
ODD += "\ue000\uf8ff\ufffd\uffff\U000e0041\U000f0000\U0010fffd\u0130\u017f\u212a\uff1c\uff1e\u02ba\u02b9"
MARKS = "<>\"'`&;:/\\()[]{}!#*_~|=-+.?@%$^, \n\t"

odd: Strings = st.text(st.sampled_from(ODD), max_size=2)
wild: Strings = st.text(st.one_of(st.sampled_from(ODD + MARKS), st.characters(codec="utf-8")), max_size=12)

SCHEMES = (
    "javascript", "vbscript", "data", "livescript", "blob", "filesystem", "file", "about", "jar", "https",
)  # fmt: skip
COLONS = (":", "&colon;", "&#58;", "&#x3a", "%3A", "\\:", ":\n", "\t:", "：", "")
PAYLOADS = (
    "alert(1)", "//%0aalert(1)", "text/html;base64,PHNjcmlwdD4=", "text/html,<script>alert(1)</script>",
    "//a.example/%0d%0a\" onmouseover=\"alert(1)", "//a.example", "\\\\a.example", "/\\a.example",
    "alert`1`//(",
)  # fmt: skip
DISGUISES = (
    "{}", "{}", "{}", "&#{code};", "&#x{code:x};", "&#0000{code}", "%{code:x}", "{}&Tab;", "{}&NewLine;",
    "{}\t", "{}\0", "{}\xad", "{}\u200b", "\\{}", "{}&#13;", "&#1;{}",
)  # fmt: skip


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """A scheme of which a few letters are disguised, and something for it to do."""
    scheme = draw(st.sampled_from(SCHEMES))
    letters = [scheme, scheme.upper(), scheme.title()][draw(st.integers(0, 2))]
    place = draw(st.integers(0, len(letters) - 1))
    disguise = draw(st.sampled_from(DISGUISES)).format(letters[place], code=ord(letters[place]))
    colon, payload = draw(st.sampled_from(COLONS)), draw(st.sampled_from(PAYLOADS))
    return f"{draw(odd)}{letters[:place]}{disguise}{letters[place + 1 :]}{colon}{payload}"


TAGS = (
    "script", "img", "svg", "svg/onload=alert(1)", "iframe", "object", "embed", "a", "base", "meta", "link",
    "form", "input", "button", "details open", "video", "audio", "body", "html", "style", "math", "marquee",
    "isindex", "p", "div", "table", "td", "h1", "template", "slot", "noscript", "xmp", "plaintext",
    "textarea", "title", "select", "frameset", "portal", "dialog open", "x-own", "ſcript", "scr\0ipt",
    "!doctype", "?xml", "/p", "/div", "/table",
)  # fmt: skip
ATTRIBUTES = (
    "src=x", "onerror=alert(1)", "ONLOAD='alert(1)'", 'onclick="alert(1)"', "onfocus=alert(1) autofocus",
    "style=x:y", "style='background:url(javascript:alert(1))'", "href=javascript:alert(1)",
    "xlink:href='data:,x'", "id=csrf", "name=cookie", "class=ds_button", "formaction=javascript:alert(1)",
    "srcdoc='<script>alert(1)</script>'", "http-equiv=refresh content='0;url=javascript:alert(1)'",
    "ping=//a.example", "target=_blank", "rel=import", "is=x-own", "slot=x", "contenteditable",
    "tabindex=1", "dir=rtl", "onbegin=alert(1)", "on\0error=alert(1)",
    'title="--><img src=x onerror=alert(1)>"', "data-x='", 'alt="', "/", "=", "'", '"', "<", "`",
)  # fmt: skip
ENDS = (">", " >", "/>", "\n>", "", " ", "<", "\0>", ">x", ">alert(1)</script>", "></svg>", "&gt;")
tags: Strings = st.builds(
    lambda name, gap, given, end: f"<{name}{gap}{gap.join(given)}{end}",
    st.sampled_from(TAGS),
    st.sampled_from([" ", "\n", "\t", "/", "\x0c", "\0", " \xa0", "//"]),
    st.lists(st.sampled_from(ATTRIBUTES), max_size=3),
    st.sampled_from(ENDS),
)

#: What changes its meaning when a parser repairs it, or when it is written out and read once more.
MUTANTS = (
    "<svg>", "<style>", "</style>", "<math>", "<mtext>", "<mglyph>", "<malignmark>",
    "<annotation-xml encoding=text/html>", "<foreignObject>", "<desc>", "<title>", "</title>", "<noscript>",
    "</noscript>", "<template>", "</template>", "<textarea>", "</textarea>", "<select>", "<option>",
    "<table>", "</table>", "<caption>", "<form>", "</form>", "<xmp>", "</xmp>", "<plaintext>", "<iframe>",
    "</iframe>", "<noembed>", "<noframes>", "<!--", "-->", "--!>", "<!-->", "<!--->", "<![CDATA[", "]]>",
    "<?", "?>", "<!", "<p>", "</p>", "<br>", "</br>", "<a>", "<nobr>", "<font color=x>", "<b>", "</",
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>",
    "<a title='</style><img src=x onerror=alert(1)>'>", "&lt;img src=x onerror=alert(1)&gt;",
    "&#60;script&#62;", "&amp;lt;b onclick=x&amp;gt;", "\ufeff", "\0",
)  # fmt: skip
mutants: Strings = st.lists(st.sampled_from(MUTANTS), min_size=1, max_size=6).map("".join)

PIECES = (
    "# ", "## ", "###### ", "\n# ", "\n===\n", "\n---\n", "- ", "1. ", "7) ", "> ", "    ", "\t", "\n",
    "\n\n", "***", "**", "*", "__", "_", "~~", "`", "``", "```\n", "~~~html\n", "|", "|-|", "\n|:-|-:|\n",
    "[", "]", "](", ")", "![", "[x]: ", "[x]", "[x][x]", "<https://", "<mailto:", "<a@b.example>", "\\",
    "  \n", "&", "&#", "&#x", ";", '"', "'", "![](x)", "![a](javascript:alert(1) \"b\")", "[](<x y>)",
    "[a](/b 'c')", "x", "^", ":", "é", "://a.example",
)  # fmt: skip
markdown: Strings = st.lists(st.sampled_from(PIECES), min_size=2, max_size=8).map("".join)

#: Where in Markdown a string stands.
SHELLS = (
    "@", "@", "[x](@)", "[x](<@>)", "[@](/y)", "[x](/y '@')", "![x](@)", "![@](y)", "[![@](y)](@)", "<@>",
    "`@`", "``` @\nx", "```\n@\n```", "    @", "> @", "- @\n- x", "1. @", "# @", "# x\n### @", "@\n===",
    "**@**", "~~@~~", "*x @*", "\\@", "&@;", "| @ | b |\n|-|-|\n| c | @ |", "| |\n|-|\n| @",
    "[x]: @\n\n[x]", "[@]: /y\n\n[@]", "[x]: /y '@'\n\n[x]", "<a href='@'>x</a>", '<a href="@">x</a>',
    "<div @>", "<!-- @ -->", "<![CDATA[@]]>", "<svg><style>@", "<math><mtext>@", "<template>@", "x@x\n@",
)  # fmt: skip


def nested(given: list[str]) -> str:
    """Each within the one before."""
    whole = "@"
    for one in given:
        whole = whole.replace("@", one)
    return whole


shells: Strings = st.lists(st.sampled_from(SHELLS), min_size=1, max_size=3).map(nested)
