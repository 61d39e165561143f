import { parse, tokTypes, type Comment, type Options, type Token } from "acorn";
import { refuse, type EscapeName, type Spot, type Survey, type Verdict } from "../escape/escape-name.ts";
import type { StandIn, StandInWords } from "./expand.ts";
import { findScriptPlaces, type ScriptPlace } from "./script-places.ts";

/** How a script is run. */
interface ScriptKind {
  readonly words: StandInWords;
  /** An event handler is a function's body. */
  readonly isHandler: boolean;
}

interface ReadScript {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly places: ReadonlyMap<number, ScriptPlace>;
}

/** Finds where values stand in JavaScript: in a text, or where an expression may stand. */
export function surveyScript(text: string, kind: ScriptKind): Survey {
  const script = readScript(text, kind);
  if ("fault" in script) {
    const verdict = refuse(`the script around it cannot be read: ${script.fault.message}`);
    const spots = kind.words.find(text).map(({ id }) => ({ id, verdict }));
    return { spots, fault: script.fault, stateAt: () => "unreadable" };
  }
  const spots: Spot[] = kind.words
    .find(text)
    .map((standIn) => ({ id: standIn.id, verdict: judge(script, standIn) }));
  return { spots, fault: null, stateAt: (offset) => stateIn(script, offset) };
}

function readScript(
  text: string,
  { words, isHandler }: ScriptKind,
): ReadScript | { readonly fault: { readonly offset: number; readonly message: string } } {
  let fault = { offset: 0, message: "" };
  for (const sourceType of ["script", "module"] as const) {
    const tokens: Token[] = [];
    const comments: Comment[] = [];
    const options: Options = {
      ecmaVersion: "latest",
      sourceType,
      allowHashBang: true,
      allowReturnOutsideFunction: isHandler,
      onToken: tokens,
      onComment: comments,
    };
    try {
      const places = findScriptPlaces(parse(text, options), {
        holdsValue: (name) => words.find(name).length > 0,
        functions: words.setting.functions,
      });
      return { text, tokens, comments, places };
    } catch (error) {
      if (error instanceof RangeError) return { fault: { offset: 0, message: "it is nested too deeply" } };
      if (!(error instanceof SyntaxError) || !("pos" in error)) throw error;
      const message = error.message.replace(/ \(\d+:\d+\)$/, "");
      // What the script kind says counts, unless it stopped at what only modules have.
      if (Number(error.pos) >= fault.offset) fault = { offset: Number(error.pos), message };
    }
  }
  return { fault };
}

function judge({ text, tokens, comments, places }: ReadScript, { start, end }: StandIn): Verdict {
  if (comments.some((comment) => comment.start < start && end <= comment.end)) return ["comment"];
  const token = tokens.find((one) => one.start <= start && end <= one.end);
  if (!token) return refuse("this place of a script cannot hold a value");
  const isString = token.type === tokTypes.string || token.type === tokTypes.template;
  const isWhole = token.start === start && token.end === end;
  const place = places.get(token.start);
  if (place && (isString || isWhole)) return judgePlace(place, isString ? "script-string" : "script-value");
  if (isString) return refuse("here a text cannot hold a value");
  if (token.type === tokTypes.regexp) return refuse("a regular expression cannot hold a value");
  const isPart = text.slice(token.start, token.end).length > end - start;
  return refuse(
    `here a value ${isPart ? "is part of a name" : "names something"}: a script can hold values in quotes and where an expression may stand`,
  );
}

function judgePlace({ refusal, isWritable }: ScriptPlace, escape: EscapeName): Verdict {
  return refusal === null ? [escape] : refuse(refusal, isWritable ? [escape] : undefined);
}

/** The open brackets, and what kind of token goes on. */
function stateIn({ text, tokens, comments }: ReadScript, offset: number): string {
  const comment = comments.find(
    ({ type, start, end }) => start < offset && (offset < end || (type === "Line" && offset === end)),
  );
  let open = "";
  for (const { type, start, end } of tokens) {
    if (type === tokTypes.template && start <= offset && offset <= end) return `${open} in a template`;
    if (start >= offset) break;
    if (offset < end) {
      return `${open} in ${type === tokTypes.string ? `a string with ${text.charAt(start)}` : `a ${type.label}`}`;
    }
    open = afterToken(open, type.label);
  }
  return `${open}${comment ? ` in a ${comment.type.toLowerCase()} comment` : ""}`;
}

function afterToken(open: string, label: string): string {
  if (label === "`") return open.endsWith("`") ? open.slice(0, -1) : `${open}\``;
  if (label === "${" || label === "{" || label === "(" || label === "[") return open + label.at(-1);
  return label === "}" || label === ")" || label === "]" ? open.slice(0, -1) : open;
}
