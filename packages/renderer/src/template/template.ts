import { formatLocation, type SourceLocation } from "../errors.ts";
import { checkData, type LocateData } from "./check-data.ts";
import { checkNames, type NameUse } from "./check-names.ts";
import { compileFile, type FillFile } from "./filler.ts";
import type { HelperSetting } from "./helper-call.ts";
import { parseTemplate } from "./parse-template.ts";
import type { Schema } from "./schema.ts";
import { isFillable, surveyFile } from "./survey-file.ts";
import { DataError, TemplateError, type TemplateProblem } from "./template-error.ts";
import {
  noManifest,
  readManifest,
  type TemplateManifest,
  type TemplateVariant,
} from "./template-manifest.ts";
import type { TemplateNode } from "./template-node.ts";
import { declaredNames, withSize, withSizeSchema } from "./template-size.ts";
import { TemplateText } from "./template-text.ts";
import { traceFile, type LinePlace, type TraceFile } from "./trace-lines.ts";

/** How a template is filled. */
export interface FillOptions {
  /**
   * Whether the author vouches for the data. If not, `<<{raw}>>` is refused.
   * @default false
   */
  readonly trusted?: boolean;
  /**
   * A BCP 47 language tag.
   * @default what template.json says, or en-US
   */
  readonly locale?: string;
  /**
   * What relative dates are counted from; without it they are an error.
   * @default none
   */
  readonly now?: Date;
  /** Where each value stands in the data's file, for messages. */
  readonly locate?: LocateData;
  /**
   * What `<<size.width>>`, `<<size.height>>` and `<<size.name>>` are.
   * @default the template's first size
   */
  readonly size?: TemplateVariant;
}

interface CompiledFile {
  readonly path: string;
  readonly fill: FillFile;
  readonly trace: () => TraceFile;
}

const manifestFile = "template.json";
/** What is said about a template, and its sample data: no page reads them. */
const ownFile = /^(?:template\.json|data\.(?:json|csv|tsv|jsonl|ndjson|yaml|yml)|readme\.\w+)$/i;
const partialFile = /^partials\/(?:.*\/)?([\w-]+)\.\w+$/;

/** A template whose places have all been decided on: filling in a row of data is quick. */
export class Template {
  readonly manifest: TemplateManifest;
  /** Which value is used where. */
  readonly uses: readonly NameUse[];
  /** Whether no project needs a file: `template.json`, sample data, what is told about it, and partials. */
  readonly isOwn: (path: string) => boolean;
  readonly #files: readonly CompiledFile[];
  readonly #raw: readonly SourceLocation[];

  private constructor(parts: {
    readonly manifest: TemplateManifest;
    readonly uses: readonly NameUse[];
    readonly isOwn: (path: string) => boolean;
    readonly files: readonly CompiledFile[];
    readonly raw: readonly SourceLocation[];
  }) {
    this.manifest = parts.manifest;
    this.uses = parts.uses;
    this.isOwn = parts.isOwn;
    this.#files = parts.files;
    this.#raw = parts.raw;
  }

  /**
   * Reads and checks the text files of a template, by path below its folder.
   *
   * @throws {TemplateError} with the faults of all files.
   */
  static compile(files: ReadonlyMap<string, string>): Template {
    const sources = Array.from(files, ([path, text]) => new TemplateText(path, text));
    const own = sources.find(({ file }) => file === manifestFile);
    const manifest = own ? readManifest(own) : noManifest;
    const partials = new Map<string, TemplateText>();
    for (const source of sources) {
      const name = partialFile.exec(source.file)?.[1];
      if (name !== undefined) partials.set(name, source);
    }
    const declared = own ? declaredNames(manifest) : null;
    const isOwn = (file: string): boolean =>
      partialFile.test(file) || (own !== undefined && ownFile.test(file));
    const compiler = new TemplateCompiler(manifest);
    for (const source of sources) {
      if (isOwn(source.file) || !isFillable(source.file)) continue;
      compiler.add(source.file, () => parseTemplate(source, { partials, declared }));
    }
    if (compiler.problems.length > 0) throw new TemplateError(compiler.problems);
    return new Template({
      uses: compiler.uses,
      files: compiler.files,
      raw: compiler.raw,
      manifest,
      isOwn,
    });
  }

  /** The paths of the files that data changes. */
  get changes(): readonly string[] {
    return this.#files.map(({ path }) => path);
  }

  /**
   * Fills in one row of data. Gives the text of each file that data changes; all others stay as they are.
   *
   * @throws {DataFaultsError} with everything in the data that does not fit.
   * @throws {DataError} if it is too much, or not to be trusted.
   */
  fillIn(data: unknown, options: FillOptions = {}): Map<string, string> {
    const { filled, setting } = this.#check(data, options);
    return new Map(this.#files.map(({ path, fill }) => [path, fill(filled, setting)]));
  }

  /**
   * Of each line of a file that `fillIn` gives, where it was written: in the same file or a partial. Others are as they were.
   *
   * @throws {DataError} as `fillIn` does.
   */
  traceLines(path: string, data: unknown, options: FillOptions = {}): readonly LinePlace[] | null {
    const file = this.#files.find((one) => one.path === path);
    if (!file) return null;
    const { filled, setting } = this.#check(data, options);
    return file.trace()(filled, setting);
  }

  #check(data: unknown, options: FillOptions): { readonly filled: object; readonly setting: HelperSetting } {
    const [raw] = this.#raw;
    if (raw && options.trusted !== true) {
      throw new DataError(
        `${formatLocation(raw)}: <<{…}>> puts data in unescaped, which needs data that is vouched for (trusted).`,
      );
    }
    const checked = checkData(this.manifest, data, options.locate);
    const setting = {
      locale: options.locale ?? this.manifest.locale,
      now: options.now?.getTime() ?? null,
    };
    return { filled: withSize(this.manifest, checked, options.size), setting };
  }
}

class TemplateCompiler {
  readonly problems: TemplateProblem[] = [];
  readonly uses: NameUse[] = [];
  readonly files: CompiledFile[] = [];
  readonly raw: SourceLocation[] = [];
  readonly #schema: Schema | null;

  constructor(manifest: TemplateManifest) {
    this.#schema = withSizeSchema(manifest);
  }

  add(path: string, parse: () => readonly TemplateNode[]): void {
    let nodes: readonly TemplateNode[];
    try {
      nodes = parse();
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.problems.push(...error.problems);
      return;
    }
    // A single text is the file as it is, unless it had `\<<` in it: then it is several.
    if (nodes.length <= 1 && nodes.every(({ kind }) => kind === "text")) return;
    const names = checkNames(nodes, this.#schema);
    const survey = surveyFile(path, nodes);
    this.problems.push(...names.problems, ...survey.problems);
    this.uses.push(...names.uses);
    this.raw.push(...rawIn(nodes));
    if (survey.problems.length > 0) return;
    const { escapes } = survey;
    const trace = (): TraceFile => traceFile(path, nodes, escapes);
    this.files.push({ path, fill: compileFile(nodes, escapes), trace });
  }
}

function rawIn(nodes: readonly TemplateNode[]): SourceLocation[] {
  return nodes.flatMap((node) => {
    if (node.kind === "block") return [...rawIn(node.body), ...rawIn(node.inverse)];
    return node.kind === "output" && node.raw ? [node.source.locate(node.offset)] : [];
  });
}
