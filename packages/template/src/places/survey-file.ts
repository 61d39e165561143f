import { extname } from "node:path";
import type { Spot, Survey, Verdict } from "../escape/escape-name.ts";
import { composeEscapes, type PlaceEscape } from "../escape/escape-value.ts";
import type { OutputNode, TemplateNode } from "../syntax/template-node.ts";
import type { TemplateProblem } from "../template-error.ts";
import { CodeMarks } from "./code-marks.ts";
import { expandTemplate, StandInWords, type Expansion, type SurveySetting } from "./expand.ts";
import { surveyHtml } from "./survey-html.ts";
import { surveyJson } from "./survey-json.ts";
import { surveyScript } from "./survey-script.ts";
import { surveyStyle } from "./survey-style.ts";
import { surveySvg } from "./survey-svg.ts";

/** What became of a file's values. */
interface FileSurvey {
  /** By the value's id. */
  readonly escapes: ReadonlyMap<number, PlaceEscape>;
  readonly problems: readonly TemplateProblem[];
  /** Where its author's scripts and handlers are. */
  readonly marks: CodeMarks;
}

type Surveyor = (text: string, words: StandInWords) => Survey;

const surveyors: Readonly<Record<string, Surveyor>> = {
  ".html": surveyHtml,
  ".htm": surveyHtml,
  ".svg": surveySvg,
  ".css": (text, words) => surveyStyle(text, { words, kind: "stylesheet" }),
  ".js": (text, words) => surveyScript(text, { words, isHandler: false }),
  ".mjs": (text, words) => surveyScript(text, { words, isHandler: false }),
  ".json": surveyJson,
  ".txt": surveyPlain,
  ".md": surveyPlain,
  ".vtt": surveyCaptions,
  ".srt": surveyCaptions,
};

/** Whether a file may hold values; libraries have been written for others. */
export function isFillable(path: string): boolean {
  return extname(path).toLowerCase() in surveyors && !/[.-]min\.m?js$|(?:^|\/)node_modules\//.test(path);
}

/** Whether browsers run scripts in a file of this name when it is opened. */
export function isDocument(path: string): boolean {
  return /\.(?:html?|svg)$/i.test(path);
}

/** Decides, once and for all data, how each value of a file is escaped. */
export function surveyFile(path: string, nodes: readonly TemplateNode[], setting: SurveySetting): FileSurvey {
  const survey = surveyors[extname(path).toLowerCase()] ?? surveyPlain;
  const words = new StandInWords(sourceOf(nodes), setting);
  const merged = new MergedSurvey();
  for (const expansion of expandTemplate(nodes, words)) {
    merged.add(expansion, survey(expansion.text, words));
    // What was found already explains what follows from it.
    if (merged.problems.length > 0) break;
  }
  return merged;
}

class MergedSurvey implements FileSurvey {
  readonly escapes = new Map<number, PlaceEscape>();
  readonly problems: TemplateProblem[] = [];
  readonly marks = new CodeMarks();
  readonly #verdicts = new Map<number, string>();
  readonly #ends = new Map<number, string>();

  add(expansion: Expansion, survey: Survey): void {
    if (survey.fault) this.#fault(expansion, survey.fault);
    else this.#spots(expansion, survey.spots);
    for (const code of survey.authored ?? []) this.marks.add(expansion, code);
    if (this.problems.length === 0) this.#blocks(expansion, survey);
  }

  #fault(expansion: Expansion, { offset, message, what = "script" }: NonNullable<Survey["fault"]>): void {
    const found = expansion.nodeAt(offset);
    const into = found?.node.kind === "text" ? found.into : 0;
    const location = found ? found.node.source.locate(found.node.offset + into) : null;
    this.problems.push({ location, message: `The ${what} cannot be read: ${message}.` });
  }

  #spots({ outputs }: Expansion, spots: readonly Spot[]): void {
    const seen = new Map<number, Verdict>();
    for (const { id, verdict } of spots) {
      const known = seen.get(id);
      if (!known || "refusal" in verdict) seen.set(id, verdict);
      else if (JSON.stringify(known) !== JSON.stringify(verdict) && !("refusal" in known)) {
        seen.set(id, { refusal: "a browser copies it to places of several kinds" });
      }
    }
    for (const [id, output] of outputs) {
      const verdict = seen.get(id) ?? { refusal: "here a browser would ignore it" };
      if (output.raw) this.escapes.set(id, composeEscapes(["raw"]));
      else this.#settle(output, verdict);
    }
  }

  #settle({ id, vouched, source, offset }: OutputNode, found: Verdict): void {
    const location = source.locate(offset);
    const verdict = vouched && "refusal" in found ? (found.vouched ?? found) : found;
    if ("refusal" in verdict) {
      const advice = verdict.vouched ? ' If nothing can go wrong, write <<vouch … "why">>.' : "";
      this.problems.push({ location, message: `No value can be safe here: ${verdict.refusal}.${advice}` });
      return;
    }
    const text = JSON.stringify(verdict);
    const before = this.#verdicts.get(id);
    if (before !== undefined && before !== text) {
      const message =
        "The blocks before it decide what kind of place this is: put the value into each of their branches.";
      this.problems.push({ location, message });
    }
    if (before === undefined) this.escapes.set(id, composeEscapes(verdict));
    this.#verdicts.set(id, text);
  }

  #blocks({ blocks, text }: Expansion, survey: Survey): void {
    for (const { block, start, end } of blocks) {
      const location = block.source.locate(block.offset);
      // What is half written could be ended differently by each branch.
      if ([start, end].some((offset) => isHalfWritten(text, offset, survey))) {
        const message = "A block may not begin or end in the middle of a mark: write a space before it.";
        this.problems.push({ location, message });
      }
      const [from, to] = [survey.stateAt(start), survey.stateAt(end)];
      const before = this.#ends.get(block.id) ?? (block.helper === "each" ? from : to);
      this.#ends.set(block.id, before);
      if (before !== to || (block.helper === "each" && from !== to)) {
        const what = `<<#${block.helper}>> does not end where ${block.helper === "each" ? "it began" : "its other branch does"}`;
        const message = `${what}: ${shorten(to)} instead of ${shorten(block.helper === "each" ? from : before)}. Close in it what is opened in it.`;
        this.problems.push({ location, message });
      }
    }
  }
}

/** Whether `<`, `<!`, `</`, or in a comment `-` stands right before: what follows decides what they mean. */
function isHalfWritten(text: string, offset: number, survey: Survey): boolean {
  const before = text.slice(Math.max(0, offset - 2), offset);
  return /<[!/]?$/.test(before) || (before.endsWith("-") && survey.stateAt(offset).includes("comment"));
}

function shorten(state: string): string {
  const text = state.trim() || "the outermost level";
  return text.length > 120 ? `…${text.slice(-120)}` : text;
}

function sourceOf(nodes: readonly TemplateNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === "block") return sourceOf(node.body) + sourceOf(node.inverse);
      return node.kind === "text" ? node.text : "";
    })
    .join("");
}

function surveyPlain(text: string, words: StandInWords): Survey {
  return allAs(text, { words, verdict: ["plain"] });
}

function surveyCaptions(text: string, words: StandInWords): Survey {
  return allAs(text, { words, verdict: ["html-text"] });
}

function allAs(
  text: string,
  { words, verdict }: { readonly words: StandInWords; readonly verdict: Verdict },
): Survey {
  const spots = words.find(text).map(({ id }) => ({ id, verdict }));
  return { spots, fault: null, stateAt: () => "" };
}
