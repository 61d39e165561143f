import { htmlElementAttributes } from "html-element-attributes";
import { svgElementAttributes } from "svg-element-attributes";
import { refuse, type Refusal } from "../escape/escape-name.ts";

/** An attribute: of which element, and what else that says. */
export interface AttributeOwner {
  /** In lower case. */
  readonly tag: string;
  readonly attribute: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What the text of an attribute is. */
type AttributeLanguage =
  | "plain"
  | "script"
  | "style"
  | "style-value"
  | "url"
  | "url-image"
  | "srcset"
  | "json";

const media = /^(?:img|image|video|audio|source|track|input|feimage|body|table|tbody|thead|tfoot|tr|td|th)$/;
const addresses =
  /^(?:href|xlink:href|src|action|formaction|poster|cite|background|longdesc|lowsrc|dynsrc|icon)$/;
/** Presentation attributes of SVG that may hold `url(…)`: https://svgwg.org/svg2-draft/styling.html#PresentationAttributes */
const painted =
  /^(?:fill|stroke|filter|clip-path|mask|mask-image|marker|marker-start|marker-mid|marker-end|cursor|color|stop-color|flood-color|lighting-color)$/;
const json = /^data-(?:composition-variables|variable-values)$/;
/** What decides how a page, a script or a style is loaded and run, whatever the element. */
const neverSafe =
  /^(?:srcdoc|ping|attributionsrc|manifest|profile|usemap|classid|codebase|archive|charset|data-composition-src|http-equiv|sandbox|allow|csp|nonce|integrity|blocking|is|xml:base|xmlns|xmlns:.*|attributename|shadowroot.*)$/;
/** Whole names, so that what only begins like one is not taken for it. */
const libraryCode =
  /^(?:@|:|#|v-|x-|ng-|hx-|_$|data-hx-|data-bind|data-ng-|data-x-|data-v-|data-on|data-action$|data-controller$|data-template|data-html|\[|\(|\*ng|\{)/;
/** What elements of one's own make of their attributes, only their author knows. */
const ownElement = /-/;
const harmless = /^(?:role|data-.*|aria-[a-z]+)$/;
const ofEveryElement = new Set([...(htmlElementAttributes["*"] ?? []), "part", "exportparts", "anchor"]);
const mathAttributes =
  /^(?:display|displaystyle|mathvariant|mathsize|mathcolor|mathbackground|scriptlevel|linethickness|fence|form|stretchy|symmetric|separator|lspace|rspace|minsize|maxsize|columnspan|rowspan|accent|accentunder|width|height|depth|voffset|encoding|columnalign|rowalign)$/;
const animation = /^(?:animate|set|animatemotion|animatetransform|animatecolor)$/;
const animated = /^(?:to|from|by|values)$/;

/** What stands in an attribute, or why no value can be safe in it. */
export function attributePlace(owner: AttributeOwner): AttributeLanguage | Refusal {
  const { tag, attribute } = owner;
  if (neverSafe.test(attribute)) return refuse(`the attribute ${attribute} cannot come from data`);
  if (libraryCode.test(attribute)) return refuse(`a library would run the attribute ${attribute} as code`);
  if (attribute.startsWith("on")) return "script";
  if (attribute === "style") return "style";
  if (json.test(attribute)) return "json";
  const byElement = elementRefusal(owner);
  if (byElement) return refuse(byElement, addresses.test(attribute) ? ["url"] : undefined);
  const isAnimated = animation.test(tag) && animated.test(attribute);
  if (isAnimated || painted.test(attribute)) return "style-value";
  return addressPlace(tag, attribute) ?? plainPlace(tag, attribute);
}

function addressPlace(tag: string, attribute: string): AttributeLanguage | Refusal | null {
  if (attribute === "srcset" || attribute === "imagesrcset") return "srcset";
  if (!addresses.test(attribute)) return null;
  if (ownElement.test(tag)) return refuse(`what <${tag}> loads from an address is not known`, ["url"]);
  return media.test(tag) ? "url-image" : "url";
}

function plainPlace(tag: string, attribute: string): AttributeLanguage | Refusal {
  if (isKnown(tag, attribute)) return "plain";
  return refuse(`what <${tag}> makes of the attribute ${attribute} is not known`, ["plain"]);
}

/** Whether browsers themselves give an attribute a meaning, or none to any. */
function isKnown(tag: string, attribute: string): boolean {
  if (harmless.test(attribute) || ofEveryElement.has(attribute)) return true;
  if (ownElement.test(tag)) return false;
  const known = [htmlElementAttributes[tag], svgAttributes.get(tag), svgAttributes.get("*")];
  return known.some((names) => names?.includes(attribute)) || mathAttributes.test(attribute);
}

/** In lower case, as attributes are looked up. */
const svgAttributes: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(svgElementAttributes).map(([tag, names]) => [
    tag.toLowerCase(),
    names.map((name) => name.toLowerCase()),
  ]),
);

interface ElementRule {
  readonly tag: RegExp;
  readonly attribute: RegExp;
  readonly refusal: string;
}

const elementRules: readonly ElementRule[] = [
  {
    tag: /^base$/,
    attribute: /^/,
    refusal: "<base> cannot come from data: it moves every address of the page",
  },
  { tag: /^script$/, attribute: /^(?!data-)/, refusal: "a script cannot be chosen by data" },
  {
    tag: /^(?:iframe|frame|object|embed|applet|portal|fencedframe)$/,
    attribute: /^(?!(?:class|id|title|width|height|data-.*|aria-.*)$)/,
    refusal: "what this element shows, and what that may do, cannot be chosen by data",
  },
  { tag: /^annotation-xml$/, attribute: /^/, refusal: "this element decides how what is in it is read" },
  { tag: /^input$/, attribute: /^type$/, refusal: "the type of an <input> decides where it may stand" },
  { tag: /^param$/, attribute: /^value$/, refusal: "<param> cannot come from data" },
  {
    tag: /^link$/,
    attribute: /^(?!(?:class|id|title|data-.*)$)/,
    refusal: "what <link> loads cannot be chosen by data",
  },
  { tag: /^(?:use|mpath)$/, attribute: /href$/, refusal: "what <use> shows cannot be chosen by data" },
];

function elementRefusal(owner: AttributeOwner): string | null {
  const { tag, attribute, attributes } = owner;
  if (tag === "meta" && attribute === "content" && attributes.has("http-equiv")) {
    return "<meta http-equiv> cannot come from data";
  }
  const rule = elementRules.find((one) => one.tag.test(tag) && one.attribute.test(attribute));
  return rule?.refusal ?? animationRefusal(owner);
}

function animationRefusal({ tag, attribute, attributes }: AttributeOwner): string | null {
  if (!animation.test(tag) || !animated.test(attribute)) return null;
  // Prefixes of names can be any in SVG.
  return /:|^\s*(?:on|style|class|id|href|src)/i.test(attributes.get("attributename") ?? "href")
    ? "an animation of an address cannot come from data"
    : null;
}
