import { hashOfText, type PageRules } from "@hyperframes-engine/template";
import { CompositionError, formatLocation, type SourceLocation } from "../errors.ts";
import type { HostSource } from "../page/protocol.ts";
import type { CompositionPart } from "./composition-part.ts";
import type { Project } from "./find-project.ts";
import { attribute, locationOf, templateElements, type HtmlNode } from "./html-elements.ts";
import { isJsonObject, JsonError, parseJson, type JsonObject } from "./json.ts";
import { readPartContent, readTemplate, type PartContent } from "./part-content.ts";
import { findPart, partPath, readPart, type PartPlaces } from "./part-path.ts";
import { resolveVariables } from "./resolve-variables.ts";
import { readDeclarations, type VariableProblem } from "./variable-declarations.ts";
import { readGradings } from "./written-grading.ts";

/** The HTML that may hold hosts. */
interface HostFile {
  readonly file: string;
  readonly html: string;
  readonly content: Pick<PartContent, "elements" | "around">;
}

/** Every sub-composition that a composition mounts. */
interface ReadParts {
  /** The hosts in the composition's own HTML. */
  readonly hosts: readonly HostSource[];
  readonly parts: readonly CompositionPart[];
  readonly problems: readonly VariableProblem[];
}

/** One step of the way into nested sub-compositions. */
interface Step {
  readonly key: string;
  readonly host: SourceLocation;
}

const DEEPEST = 16;
const MOST_INSTANCES = 1000;

/**
 * Reads all sub-compositions, those within them too.
 *
 * @throws {CompositionError} if one is missing or empty, stands within itself, or there are too many.
 */
export async function readParts(
  { folder, entry: page, filled }: Pick<Project, "folder" | "entry" | "filled">,
  entry: HostFile,
): Promise<ReadParts> {
  const reader = new PartReader({ folder, page }, filled?.rules ?? null);
  const start = { file: entry.file, line: 1, column: 1 };
  const hosts = await reader.readHosts(entry, [{ key: entry.file, host: start }]);
  const parts = [...reader.parts.values()];
  const count = countInstances(hosts, new Map(parts.map(({ source }) => [source.key, source.hosts])));
  if (count > MOST_INSTANCES) {
    throw new CompositionError(
      `there would be ${count} sub-compositions; at most ${MOST_INSTANCES} are possible.`,
      start,
    );
  }
  return { hosts, parts, problems: reader.problems };
}

class PartReader {
  readonly parts = new Map<string, CompositionPart>();
  readonly problems: VariableProblem[] = [];
  readonly #places: PartPlaces;
  readonly #rules: PageRules | null;

  constructor(places: PartPlaces, rules: PageRules | null) {
    this.#places = places;
    this.#rules = rules;
  }

  /** Reads what is mounted in the hosts of one file. */
  async readHosts(from: HostFile, path: readonly Step[]): Promise<HostSource[]> {
    const hosts: HostSource[] = [];
    for (const element of from.content.elements) {
      const target = await this.#find(element, from, path);
      if (target) hosts.push(await this.#readHost(element, from, target));
    }
    return hosts;
  }

  async #find(element: HtmlNode, from: HostFile, path: readonly Step[]): Promise<CompositionPart | null> {
    const src = attribute(element, "data-composition-src");
    if (src === null) {
      const template = templateOf(element, from);
      if (!template) return null;
      const id = attribute(template, "id") ?? "";
      const content = readTemplate(from.html, { template, around: from.content.around });
      const step = { key: `${from.file}#${id}`, host: locationOf(element, from.file) };
      return this.#part({ ...from, content }, step, path);
    }
    const host = locationOf(element, from.file, "data-composition-src");
    const file = await findPart(partPath(src, host), this.#places);
    const known = this.parts.get(file);
    if (known && !path.some(({ key }) => key === file)) return known;
    refuseCircle([...path, { key: file, host }]);
    const html = await readPart(this.#places.folder, file, host);
    return this.#part({ file, html, content: readPartContent(html, file) }, { key: file, host }, path);
  }

  async #part(
    from: HostFile & { readonly content: PartContent },
    step: Step,
    path: readonly Step[],
  ): Promise<CompositionPart> {
    const steps = [...path, step];
    refuseCircle(steps);
    const known = this.parts.get(step.key);
    if (known) return known;
    const { elements, around, html } = from.content;
    const isTemplate = step.key !== from.file;
    const declared = readDeclarations(isTemplate ? elements : [...around, ...elements], from.file);
    this.problems.push(...declared.problems);
    const timed = elements.filter((element) => attribute(element, "data-start") !== null);
    const root = elements.find((element) => attribute(element, "data-composition-id") !== null);
    const part: CompositionPart = {
      key: step.key,
      id: root ? attribute(root, "data-composition-id") : null,
      location: root ? locationOf(root, from.file) : { file: from.file, line: 1, column: 1 },
      clipLocations: timed.map((element) => locationOf(element, from.file)),
      gradings: readGradings(elements, from.file),
      declarations: declared.declarations,
      source: {
        key: step.key,
        file: from.file,
        html,
        scripts: elements
          .filter(({ tagName }) => tagName === "script")
          .map((script) => ({ ...textStart(script), isAuthored: isAuthored(script, this.#rules) })),
        hosts: await this.readHosts(from, steps),
      },
    };
    this.parts.set(step.key, part);
    return part;
  }

  async #readHost(element: HtmlNode, { file }: HostFile, part: CompositionPart): Promise<HostSource> {
    const given = attribute(element, "data-variable-values");
    const location = locationOf(element, file, "data-variable-values");
    const from = "data-variable-values";
    const values = given === null ? {} : readGiven(given, location);
    const { set, problems } = await resolveVariables(part.declarations, { values, from, location });
    this.problems.push(...problems);
    return {
      src: attribute(element, "data-composition-src"),
      id: attribute(element, "data-composition-id"),
      given,
      key: part.key,
      variables: set,
    };
  }
}

/** A composition without content may be written in a `<template id="ID-template">` beside it. */
function templateOf(element: HtmlNode, { content }: HostFile): HtmlNode | undefined {
  const id = attribute(element, "data-composition-id");
  if (id === null || element.childNodes.some((node) => "tagName" in node)) return undefined;
  const all = [...content.around, ...content.elements];
  const template = all.find(
    (other) => other.tagName === "template" && attribute(other, "id") === `${id}-template`,
  );
  // The root of a template is no host of the template.
  return template && templateElements(template).includes(element) ? undefined : template;
}

function readGiven(text: string, location: SourceLocation): JsonObject {
  try {
    const values = parseJson(text);
    if (isJsonObject(values)) return values;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new CompositionError(`data-variable-values is not JSON: ${error.message}.`, location);
  }
  throw new CompositionError(
    'data-variable-values must be names and values: \'{"title":"Hello"}\'.',
    location,
  );
}

function refuseCircle(path: readonly Step[]): void {
  const last = path.at(-1);
  if (!last) return;
  const first = path.findIndex(({ key }) => key === last.key);
  if (first < path.length - 1) {
    const way = path.slice(first + 1).map(({ key, host }) => `${formatLocation(host)} mounts ${key}`);
    throw new CompositionError(`sub-compositions go in a circle: ${way.join(", ")}.`, last.host);
  }
  if (path.length > DEEPEST + 1)
    throw new CompositionError(`sub-compositions are nested more than ${DEEPEST} deep.`, last.host);
}

function countInstances(
  hosts: readonly HostSource[],
  inside: ReadonlyMap<string, readonly HostSource[]>,
  counts: Map<string, number> = new Map<string, number>(),
): number {
  let sum = 0;
  for (const { key } of hosts) {
    const count = counts.get(key) ?? 1 + countInstances(inside.get(key) ?? [], inside, counts);
    counts.set(key, count);
    sum += count;
  }
  return sum;
}

function textStart(script: HtmlNode): { readonly line: number; readonly column: number } {
  const tag = script.sourceCodeLocation?.startTag;
  return { line: tag?.endLine ?? 1, column: tag?.endCol ?? 1 };
}

/** Whether the author of the template wrote a script, or nothing was filled in. Files are known by where they are. */
function isAuthored(script: HtmlNode, rules: PageRules | null): boolean {
  if (!rules || attribute(script, "nonce") === rules.nonce) return true;
  if (attribute(script, "type")?.trim().toLowerCase() === "module") return false;
  if (attribute(script, "src") !== null) return true;
  const text = script.childNodes.map((node) => ("value" in node ? node.value : "")).join("");
  return rules.scripts.has(hashOfText(text));
}
