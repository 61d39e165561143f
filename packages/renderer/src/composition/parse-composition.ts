import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "parse5";
import { CompositionError, type SourceLocation } from "../errors.ts";
import type { HostSource } from "../page/protocol.ts";
import { EXPECTED_RATE, readFrameRate, type FrameRate } from "../timeline/frame-rate.ts";
import { seconds, type Seconds } from "../timeline/units.ts";
import type { CompositionPart } from "./composition-part.ts";
import type { Project } from "./find-project.ts";
import { allElements, attribute, locationOf, type HtmlNode } from "./html-elements.ts";
import { pinnedAddresses, type PinnedAddresses } from "./pinned-addresses.ts";
import { readParts } from "./read-parts.ts";
import { speaksOfTimelines } from "./speaks-of-timelines.ts";
import { readDeclarations, type VariableDeclaration, type VariableProblem } from "./variable-declarations.ts";
import { readGradings, type WrittenGrading } from "./written-grading.ts";

type Element = HtmlNode;

/** What the HTML itself says; the rest is known only by the page that runs. */
export interface Composition {
  readonly project: Project;
  readonly title: string | null;
  /** `null` on a plain page, which has no root. */
  readonly root: CompositionRoot | null;
  /** Where the elements with `data-start` stand, in document order. */
  readonly clipLocations: readonly SourceLocation[];
  /** Where the HTML says how media are graded, its sub-compositions' too. */
  readonly gradings: readonly WrittenGrading[];
  /** Every sub-composition that is mounted, each once. */
  readonly parts: readonly CompositionPart[];
  /** The hosts in the composition's own HTML. */
  readonly hosts: readonly HostSource[];
  /** The variables that the root declares. */
  readonly variables: readonly VariableDeclaration[];
  /** What the page takes from other hosts only with a certain hash. */
  readonly pinned: PinnedAddresses;
  /** What is wrong with declared and given variables in the files. */
  readonly variableProblems: readonly VariableProblem[];
}

/** The root element's attributes; `null` where there is none. */
export interface CompositionRoot {
  readonly id: string;
  /** In CSS pixels. */
  readonly width: number | null;
  readonly height: number | null;
  readonly rate: FrameRate | null;
  readonly duration: Seconds | null;
  /** Whether a timeline is to be waited for: something in the project speaks of one, and no attribute says otherwise. */
  readonly wantsTimeline: boolean;
  readonly location: SourceLocation;
}

/** H.264 level 6.2 ends there: https://www.itu.int/rec/T-REC-H.264 */
const LARGEST_SIZE = 8192;

/**
 * Reads a composition's HTML.
 *
 * @throws {CompositionError} with file, line and column if an attribute of the root is wrong, or a sub-composition is
 * missing.
 */
export async function parseComposition(project: Project): Promise<Composition> {
  const html = await readHtml(project);
  const elements = [...allElements(parse(html, { sourceCodeLocationInfo: true }).childNodes)];
  const element = elements.find((candidate) => attribute(candidate, "data-composition-id") !== null);
  const reader = (candidate: Element): SourceLocation => locationOf(candidate, project.entry);
  const declared = readDeclarations(elements, project.entry);
  const nested = await readParts(project, {
    file: project.entry,
    html,
    content: { elements, around: elements },
  });
  return {
    project,
    title: titleOf(elements),
    root: element
      ? {
          ...readRoot(element, reader(element)),
          wantsTimeline:
            attribute(element, "data-no-timeline") === null &&
            (await speaksOfTimelines({
              ...{ folder: project.folder, entry: project.entry, html, elements },
              parts: nested.parts.map(({ source }) => source),
            })),
        }
      : null,
    gradings: [...readGradings(elements, project.entry), ...nested.parts.flatMap(({ gradings }) => gradings)],
    clipLocations: elements.filter((candidate) => attribute(candidate, "data-start") !== null).map(reader),
    parts: nested.parts,
    hosts: nested.hosts,
    pinned: pinnedAddresses([html, ...nested.parts.map(({ source }) => source.html)]),
    variables: declared.declarations,
    variableProblems: [...declared.problems, ...nested.problems],
  };
}

async function readHtml({ folder, entry }: Project): Promise<string> {
  const html = await readFile(join(folder, entry), "utf8").catch((error: unknown) => {
    throw new CompositionError(`${entry} cannot be read: ${String(error)}.`);
  });
  if (html.trim() === "") throw new CompositionError(`${entry} is empty.`);
  if (!html.includes("\0")) return html;
  throw new CompositionError(
    `${entry} is not an HTML file: it holds binary data. Name an HTML file, or a folder with index.html.`,
  );
}

function readRoot(element: Element, location: SourceLocation): Omit<CompositionRoot, "wantsTimeline"> {
  const id = attribute(element, "data-composition-id")?.trim() ?? "";
  if (!id) throw new CompositionError("data-composition-id is empty. Give the composition a name.", location);
  const read = <Value>(name: string, parseValue: (text: string) => Value): Value | null => {
    const text = attribute(element, name);
    if (text === null) return null;
    try {
      return parseValue(text);
    } catch (error) {
      const place = locationOf(element, location.file, name);
      throw new CompositionError(error instanceof Error ? error.message : String(error), place);
    }
  };
  return {
    id,
    width: read("data-width", (text) => readSize("data-width", text)),
    height: read("data-height", (text) => readSize("data-height", text)),
    rate: read("data-fps", readRate),
    duration: read("data-duration", readDuration),
    location,
  };
}

function readSize(name: string, text: string): number {
  const value = Number(text.trim().replace(/px$/, ""));
  if (Number.isInteger(value) && value >= 16 && value <= LARGEST_SIZE) return value;
  throw new CompositionError(`${name} must be a whole number from 16 to ${LARGEST_SIZE}, but is "${text}".`);
}

function readRate(text: string): FrameRate {
  const rate = readFrameRate(text);
  if (rate) return rate;
  throw new CompositionError(`data-fps must be ${EXPECTED_RATE}, but is "${text}".`);
}

function readDuration(text: string): Seconds {
  const value = Number(text.trim());
  if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return seconds(value);
  throw new CompositionError(`data-duration must be a number of seconds from 0, but is "${text}".`);
}

function titleOf(elements: readonly Element[]): string | null {
  const title = elements.find((element) => element.tagName === "title")?.childNodes[0];
  return title && "value" in title ? title.value.trim().replaceAll(/\s+/g, " ") || null : null;
}
