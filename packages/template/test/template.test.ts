import fc from "fast-check";
import { parse, parseFragment, type DefaultTreeAdapterTypes } from "parse5";
import { describe, expect, it } from "vitest";
import { DataError, TemplateError } from "../src/template-error.ts";
import { Template } from "../src/template.ts";
import { everyPlace } from "./every-place.ts";
import { fillPage } from "./fill-page.ts";

const evil = `"'></p><script>x`;

describe("tags", () => {
  it.each([
    ["<p><<a>> <<u.name>> <<rows.0>></p>", "<p>1 Ann x</p>"],
    [
      "<p><<#each rows>><<@index>><<this>><<../a>><<#unless @last>>,<</unless>><</each>></p>",
      "<p>0x1,1y1</p>",
    ],
    ["<p><<#if none>>a<<else if a>>b<<else>>c<</if>></p>", "<p>b</p>"],
    ["<p><<#with u>><<name>><</with>></p>", "<p>Ann</p>"],
    ["<p><<#each none>>x<<else>>nothing<</each>><<! a remark >></p>", "<p>nothing</p>"],
    [String.raw`<p>\<<a>> <<a>></p>`, "<p><<a>> 1</p>"],
    ["<p>{{a}} {{ a | json }} {{{a}}} {% a %}</p><<a>>", "<p>{{a}} {{ a | json }} {{{a}}} {% a %}</p>1"],
    ["<p><<#each rows as |row|>><<row>><</each>></p>", "<p>xy</p>"],
    ['<p><<upper (default none "né")>></p>', "<p>NÉ</p>"],
  ])("fills in %s", (source, wanted) => {
    expect(fillPage(source, { a: 1, u: { name: "Ann" }, rows: ["x", "y"] })).toBe(wanted);
  });

  it("fills in braces only for names that are declared", () => {
    const manifest = JSON.stringify({ name: "t", data: { properties: { NAME: { type: "string" } } } });
    const source = `<p>{{NAME}} {{ NAME }} {{other}} \\{{NAME}}</p><script>const a = "{{NAME}}", b = 1<<2>>1, c=a<<b>>1;</script>`;
    const template = Template.compile(
      new Map([
        ["template.json", manifest],
        ["index.html", source],
      ]),
    );
    expect(template.fillIn({ NAME: "<b>" }).get("index.html")).toBe(
      `<p>&lt;b&gt; &lt;b&gt; {{other}} {{NAME}}</p><script>const a = "\\u003cb\\u003e", b = 1<<2>>1, c=a<<b>>1;</script>`,
    );
    expect(["template.json", "README.md", "x.json"].map(template.isOwn)).toEqual([true, true, false]);
    expect(template.uses.map(({ name }) => name)).toEqual(["NAME", "NAME", "NAME"]);
  });

  it("puts partials in before it decides how their values are escaped", () => {
    const template = Template.compile(
      new Map([
        ["partials/name.html", "<<name>>"],
        ["index.html", `<p title="<<> name>>"><<> name u>></p><script>x = "<<> name>>"</script>`],
        ["plain.html", "<p></p>"],
      ]),
    );
    expect(template.changes).toEqual(["index.html"]);
    expect(template.fillIn({ name: '"', u: { name: "<" } }).get("index.html")).toBe(
      `<p title="&#34;">&lt;</p><script>x = "\\u0022"</script>`,
    );
    const circle = new Map([
      ["partials/a.html", "<<> a>>"],
      ["index.html", "<<> a>>"],
    ]);
    expect(() => Template.compile(circle)).toThrow("includes itself");
  });

  it("tells an else from a shift of bits", () => {
    expect(fillPage("<p><<#if a>>1<<else>>2<</if>></p>", { a: 0 })).toBe("<p>2</p>");
  });

  it("takes nothing from prototypes, and nothing that data says for a tag", () => {
    const data = JSON.parse('{"a":"<<b>>{{b}}","__proto__":{"c":1},"constructor":{"name":"mine"}}') as object;
    expect(
      fillPage("<p><<a>><<c>>[<<toString>>][<<constructor.name>>][<<a.constructor.name>>]</p>", data),
    ).toBe("<p>&lt;&lt;b&gt;&gt;{{b}}[][mine][]</p>");
    expect(fillPage("<p><<#each a>>1<</each>></p>", { a: [{ toString: 5, valueOf: 5 }, 1] })).toBe(
      "<p>11</p>",
    );
  });
});

describe("escapes by place", () => {
  it.each([
    ["<p><<x>></p>", `<p>&#34;&#39;&gt;&lt;/p&gt;&lt;script&gt;x</p>`],
    ["<p title=<<x>>>", `<p title="&#34;&#39;&gt;&lt;/p&gt;&lt;script&gt;x">`],
    ["<p title=a<<x>>>", `<p title=a&#34;&#39;&gt;&lt;&#47;p&gt;&lt;script&gt;x>`],
    ["<!--<<x>>-->", "<!--_____p__script_x-->"],
    [
      "<script>a = '<<x>>'</script>",
      String.raw`<script>a = '\u0022\u0027\u003e\u003c\u002fp\u003e\u003cscript\u003ex'</script>`,
    ],
    [
      "<script>a = <<x>></script>",
      String.raw`<script>a = "\"'\u003e\u003c/p\u003e\u003cscript\u003ex"</script>`,
    ],
    ["<p style='color: <<x>>'>", "<p style='color: blocked'>"],
    ['<p style="width: <<n>>px">', '<p style="width: -1.5px">'],
    [
      "<script>a = -<<n>>, b = <<o>>, c = () => <<o>></script>",
      `<script>a = -(-1.5), b = ({"k":[null]}), c = () => ({"k":[null]})</script>`,
    ],
    ["<a href='<<j>>'>", "<a href='#blocked'>"],
    ["<a href='x?q=<<x>>'>", "<a href='x?q=%22%27%3E%3C/p%3E%3Cscript%3Ex'>"],
    ["<img src='<<d>>'>", "<img src='data:image/png;base64,AA=='>"],
    ["<a href='<<d>>'>", "<a href='#blocked'>"],
    ["<img srcset='<<s>>'>", "<img srcset='a.png 1x, #blocked 2x'>"],
    [
      '<script type="importmap-x+json">{}</script><script type="application/json">{"a":<<x>>}</script>',
      String.raw`<script type="importmap-x+json">{}</script><script type="application/json">{"a":"\"'\u003e\u003c/p\u003e\u003cscript\u003ex"}</script>`,
    ],
  ])("%s", (source, wanted) => {
    const data = {
      x: evil,
      n: -1.5,
      o: { k: [null] },
      j: " java\tscript:x",
      d: "data:image/png;base64,AA==",
      s: "a.png 1x, javascript:x 2x",
    };
    expect(fillPage(source, data)).toBe(wanted);
  });

  it("knows files by their names", () => {
    expect(fillPage(`{"a": "<<x>>", "b": <<y>>}`, { x: '"', y: [1] }, { path: "a.json" })).toBe(
      `{"a": "\\"", "b": [1]}`,
    );
    expect(fillPage(`a { color: <<x>> }`, { x: "red" }, { path: "a.css" })).toBe("a { color: red }");
    expect(fillPage(`export const a = <<x>>;`, { x: "</script>" }, { path: "a.mjs" })).toBe(
      String.raw`export const a = "\u003c/script\u003e";`,
    );
    expect(
      fillPage(
        `<?xml version="1.0"?><svg xmlns="a"><text fill="<<x>>"><<x>></text></svg>`,
        { x: "<" },
        { path: "a.svg" },
      ),
    ).toContain(`fill="blocked">&lt;</text>`);
    expect(fillPage("<<x>>", { x: "<" }, { path: "gsap.min.js" })).toBe("<<x>>");
  });

  it("ends text directions where the value ends", () => {
    expect(fillPage("<p><<x>></p>", { x: "a\u202Eb" })).toBe("<p>a\u202Eb\u202C</p>");
  });

  it("sets no prototype by a name of the data", () => {
    const data = JSON.parse('{"x":{"__proto__":{"y":"\\"__proto__\\":"}}}') as object;
    expect(fillPage("<script>a = <<x>></script>", data)).toBe(
      String.raw`<script>a = ({["__proto__"]:{"y":"\"__proto__\":"}})</script>`,
    );
  });
});

describe("bounds", () => {
  it("puts in raw data only if it is vouched for", () => {
    expect(fillPage("<p><<{x}>></p>", { x: "<b>" }, { trusted: true })).toBe("<p><b></p>");
    expect(() => fillPage("<p>\n<<{x}>></p>", { x: "<b>" })).toThrow(/^index\.html:2:1: .*trusted/);
  });

  it("stops at too much data, text, depth and repetition", () => {
    const rows = Array.from({ length: 400 }, () => "x");
    const nested = "<p><<#each a>><<#each ../a>><<#each ../../a>>.<</each>><</each>><</each>></p>";
    expect(() => fillPage(nested, { a: rows })).toThrow("items");
    const long = `<p><<#each a>>${"<<@root.t>>".repeat(5)}<</each>></p>`;
    expect(() => fillPage(long, { a: rows, t: "x".repeat(100_000) })).toThrow("longer than");
    let deep: object = {};
    for (let level = 0; level < 50; level += 1) deep = { deep };
    expect(() => fillPage("<<deep>>", deep)).toThrow(DataError);
    expect(() => fillPage("<<f>>", { f: () => 1 })).toThrow(DataError);
    expect(() => fillPage("<<#if a>>".repeat(100), {})).toThrow(TemplateError);
  });
});

type Node = DefaultTreeAdapterTypes.Node;

function shapeOf(node: Node): unknown {
  const attributes = "attrs" in node ? node.attrs.map(({ name }) => name) : [];
  const parent = "content" in node ? node.content : node;
  const children = "childNodes" in parent ? parent.childNodes : [];
  return [node.nodeName, attributes, children.filter(({ nodeName }) => nodeName !== "#text").map(shapeOf)];
}

describe("any value", () => {
  const page = Template.compile(
    new Map([["index.html", `<script>var f = () => {}, run = f;</script>${everyPlace("x", 0)}`]]),
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          "<",
          ">",
          '"',
          "'",
          "`",
          "\\",
          "/",
          "-->",
          "<!--",
          "</script",
          "</style",
          "${",
          "*/",
          "]]>",
          "&#",
          "\n",
          "\0",
          "url(",
          "x",
          ")",
          "}",
          ";",
          "\u2028",
          "\uD800",
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join("")),
  );
  const wanted = JSON.stringify(shapeOf(parse(page.fillIn({ x: "harmless" }).get("index.html") ?? "")));

  it("leaves the tree as it is", () => {
    fc.assert(
      fc.property(text, (x) => {
        expect(JSON.stringify(shapeOf(parse(page.fillIn({ x }).get("index.html") ?? "")))).toBe(wanted);
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  it("is read again as it was in texts, scripts and JSON", () => {
    const one = Template.compile(
      new Map([
        ["a.html", `<p><<x>></p>`],
        ["a.js", "'<<x>>'"],
        ["b.js", "a = <<x>>"],
        ["a.json", `["<<x>>", <<x>>]`],
      ]),
    );
    fc.assert(
      fc.property(text, (x) => {
        const filled = one.fillIn({ x });
        expect(JSON.parse(filled.get("a.json") ?? "")).toEqual([x, x]);
        expect(JSON.parse(filled.get("b.js")?.slice(4) ?? "")).toBe(x);
        expect(filled.get("a.js")).toMatch(/^'[^'\n\r<>&\u2028\u2029]*'$/);
        const plain = x.toWellFormed().replaceAll(/[^\P{C}\n\t]|\s|\p{Cn}/gu, "");
        const [node] = parseFragment(filled.get("a.html") ?? "").childNodes;
        const read =
          node && "childNodes" in node && node.childNodes[0]
            ? (node.childNodes[0] as { value: string }).value
            : "";
        expect(read.replaceAll(/[^\P{C}\n\t]|\s|\p{Cn}|\uFFFD/gu, "")).toBe(plain.replaceAll("\uFFFD", ""));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it("takes any structure where a script has a value", () => {
    const script = Template.compile(new Map([["a.js", "a = <<x>>"]]));
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (x) => {
        const filled = script
          .fillIn({ x })
          .get("a.js")
          ?.slice(4)
          .replace(/^\((.*)\)$/s, "$1")
          .replaceAll('["__proto__"]:', '"__proto__":');
        expect(JSON.stringify(JSON.parse(filled ?? ""))).toBe(JSON.stringify(x));
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
