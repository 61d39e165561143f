/** Properties that read a text as HTML or code, whatever object has them. */
const markupNames =
  /^(?:innerHTML|outerHTML|srcdoc|dangerouslySetInnerHTML|__html|unsafeHTML|__proto__|prototype|constructor)$/i;
/** Properties that do so, or load something, or leave the page, if the object is an element or a window. */
const elementNames =
  /^(?:src|srcset|href|xlink:?href|action|formAction|code|codeBase|text|html|style|cssText|location|protocol|host|hostname|pathname|nonce|integrity|baseURL|url|on.*)$/i;
/** Words that begin like the name of a handler and are none. */
const noHandlers = /^(?:on|once|only|one|ones|ongoing|online|onboarding)$/;
/** Functions that run, load, open or fetch what they are given, also where a script has a variable of the same name. */
const takers =
  /^(?:eval|Function|AsyncFunction|GeneratorFunction|setTimeout|setInterval|setImmediate|execScript|importScripts|Worker|SharedWorker|open|fetch|fetchLater|WebSocket|EventSource|XMLHttpRequest|Request|require|Image|Audio|jQuery|postMessage)$/;
const pureFunctions =
  /^(?:String|Number|Boolean|BigInt|parseInt|parseFloat|isNaN|isFinite|encodeURI|encodeURIComponent|decodeURI|decodeURIComponent|structuredClone|Array|Date|Map|Set|WeakMap|WeakSet|Error|TypeError|RangeError)$/;
const pureOwners =
  /^(?:JSON|Math|console|Number|String|Array|Date|Intl|Temporal|BigInt|performance|localStorage|sessionStorage)$/;
const pureOfObject = /^(?:keys|values|entries|freeze|fromEntries|hasOwn)$/;
/** Methods of texts, lists, maps and canvases that neither run, nor read as markup, nor load what they are given. */
const pureMethods =
  /^(?:push|unshift|concat|fill|includes|indexOf|lastIndexOf|startsWith|endsWith|at|slice|splice|join|split|map|filter|find|findIndex|findLast|some|every|reduce|flat|flatMap|forEach|sort|toSorted|toReversed|reverse|keys|values|entries|toString|toFixed|toLowerCase|toUpperCase|toLocaleString|trim|trimStart|trimEnd|padStart|padEnd|repeat|replace|replaceAll|normalize|charAt|codePointAt|localeCompare|match|test|get|has|getElementById|getElementsByClassName|toggle|contains|fillText|strokeText|measureText|format|formatToParts|resolve|of|from)$/;
/** What an object that is given to these says by its names is set on elements. */
const setters = /^(?:to|from|fromTo|set|timeline|quickTo|quickSetter|animate|assign)$/;
/** They call a function, and drop what it returns. */
const callers =
  /^(?:setTimeout|setInterval|requestAnimationFrame|requestIdleCallback|queueMicrotask|addEventListener|forEach|then|catch|finally|call|ready)$/;
const plainAttributes =
  /^(?:class|id|title|alt|lang|dir|role|width|height|viewBox|d|x|y|r|cx|cy|rx|ry|x1|x2|y1|y2|points|transform|opacity|stroke-width|text-anchor|value|aria-[\w-]+|data-(?!composition-src|hx|ng|bind|x-)[\w-]+)$/i;

/** What a property does with its value: nothing; reads it as markup; or loads or runs it if its object is an element. */
export function useOfProperty(name: string): "plain" | "markup" | "element" {
  if (markupNames.test(name)) return "markup";
  return elementNames.test(name) && !noHandlers.test(name) ? "element" : "plain";
}

/** Whether a function runs, loads or fetches what it is given. */
export function isTaker(name: string): boolean {
  return takers.test(name);
}

/** Whether a function only makes something new of its arguments. */
export function isPureFunction(name: string): boolean {
  return pureFunctions.test(name);
}

/** Whether a method keeps its arguments, or makes something new of them, and no more. */
export function isPureMethod(owner: string, name: string): boolean {
  return owner === "Object" ? pureOfObject.test(name) : pureOwners.test(owner) || pureMethods.test(name);
}

/** Whether objects that are given to a method may be set on elements, name by name. */
export function isSetter(name: string): boolean {
  return setters.test(name);
}

/** Whether a function calls another one, and has no use for what that returns. */
export function isCaller(name: string): boolean {
  return callers.test(name);
}

/** Whether nothing reads an attribute as an address, code or style, whatever element has it. */
export function isPlainAttribute(name: string): boolean {
  return plainAttributes.test(name);
}

const declarations = [
  /\b(?:function\s*\*?|class)\s+([\w$]+)/g,
  /([\w$]+)\s*[=:]\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*=>|[\w$]+\s*=>)/g,
];
const aliases = /([\w$]+)\s*=\s*([\w$]+)\s*(?=[,;\n])/g;

/** The functions that the scripts in some texts declare: what these do with data is their author's own. */
export function declaredFunctions(texts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const pattern of declarations) for (const [, name = ""] of text.matchAll(pattern)) found.add(name);
  }
  for (const text of texts) {
    for (const [, name = "", other = ""] of text.matchAll(aliases)) if (found.has(other)) found.add(name);
  }
  return found;
}
