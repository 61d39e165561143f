import type { DefaultTreeAdapterTypes } from "parse5";
import { refuse, type Verdict } from "../escape/escape-name.ts";
import type { SurveySetting } from "./expand.ts";

type Element = DefaultTreeAdapterTypes.Element;

/** Attributes of Vue, petite-vue and Angular: whoever writes them lets a library read `{{…}}` in all of the page. */
const attributes = /<[^<>]*\s(?:v-[a-z]|ng-[a-z]|data-ng-|x-ng-|[@:][a-z][\w.:-]*=)/i;
/** The same libraries, where a script loads them. */
const libraries = /["'/@](?:petite-vue|vue|angular|angularjs|@vue)(?=[@/"']|[.-][\w.-]*js)|\.createApp\(/i;
/** On such an element and in it, they leave everything as it is. */
const leftAlone = /^(?:v-pre|ng-non-bindable|data-ng-non-bindable)$/;
const uncompiled = /^(?:title|head|html)$/;

/** Knows where a library in the page would read a value's braces as code. */
export class CompiledMarkup {
  readonly #isCompiled: boolean;

  constructor(page: string, { allowsEval }: SurveySetting) {
    this.#isCompiled = allowsEval || attributes.test(page) || libraries.test(page);
  }

  /** The verdict on a value in the markup of an element. */
  judge(element: Element | null, verdict: Verdict): Verdict {
    if (!this.#isCompiled || "refusal" in verdict || isLeftAlone(element)) return verdict;
    const refusal =
      "a library may compile the markup here, and run what stands in braces: give the value to a script, or put v-pre on an element around it";
    return refuse(refusal, verdict);
  }
}

function isLeftAlone(element: Element | null): boolean {
  if (element && uncompiled.test(element.tagName)) return true;
  for (let node: Element | null = element; node; node = parentOf(node)) {
    if (node.attrs.some(({ name }) => leftAlone.test(name))) return true;
  }
  return false;
}

function parentOf({ parentNode }: Element): Element | null {
  return parentNode && "attrs" in parentNode ? parentNode : null;
}
