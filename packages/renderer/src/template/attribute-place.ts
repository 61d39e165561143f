import { refuse, type Refusal } from "./escape-name.ts";

/** An attribute: of which element, and what else that says. */
export interface AttributeOwner {
  /** In lower case. */
  readonly tag: string;
  readonly attribute: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What the text of an attribute is. */
export type AttributeLanguage =
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
  /^(?:srcdoc|ping|manifest|profile|usemap|classid|codebase|archive|data-composition-src|http-equiv|sandbox|allow|nonce|integrity|is|xml:base|xmlns|xmlns:.*|attributename|shadowrootmode)$/;
const libraryCode = /^(?:@|:|v-|x-|ng-|hx-|data-hx-|data-bind|data-ng-|\[|\(|\*ng)/;
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
  if (byElement) return refuse(byElement);
  if (attribute === "srcset" || attribute === "imagesrcset") return "srcset";
  if (addresses.test(attribute)) return media.test(tag) ? "url-image" : "url";
  const isAnimated = animation.test(tag) && animated.test(attribute);
  return isAnimated || painted.test(attribute) ? "style-value" : "plain";
}

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
    tag: /^(?:iframe|frame|object|embed|portal|fencedframe)$/,
    attribute: /^(?:src|data|type|code)$/,
    refusal: "what this element shows cannot be chosen by data",
  },
  { tag: /^annotation-xml$/, attribute: /^/, refusal: "this element decides how what is in it is read" },
  { tag: /^input$/, attribute: /^type$/, refusal: "the type of an <input> decides where it may stand" },
  { tag: /^param$/, attribute: /^value$/, refusal: "<param> cannot come from data" },
  {
    tag: /^link$/,
    attribute: /^(?:href|rel|as|type|imagesrcset)$/,
    refusal: "what <link> loads cannot be chosen by data",
  },
  { tag: /^use$/, attribute: /href$/, refusal: "what <use> shows cannot be chosen by data" },
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
  return /^(?:xlink:|on|style$|href$)/i.test(attributes.get("attributename") ?? "href")
    ? "an animation of an address cannot come from data"
    : null;
}
