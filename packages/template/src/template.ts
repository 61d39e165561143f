import { formatLocation, type SourceLocation } from "@hyperframes-engine/errors";
import type { Brand } from "./brand/brand.ts";
import { checkData, type LocateData } from "./data/check-data.ts";
import { withGiven, withGivenSchema } from "./data/given-fields.ts";
import type { Schema } from "./data/schema.ts";
import { PictureRoutes } from "./escape/picture-routes.ts";
import { compileFile, type FillFile } from "./filler.ts";
import type { HelperSetting } from "./helpers/helper-call.ts";
import { hashOfCode, nonceOf, type PageRules } from "./page-rules.ts";
import { readMarks } from "./places/code-marks.ts";
import type { SurveySetting } from "./places/expand.ts";
import { namedAddresses, type NamedAddresses } from "./places/named-addresses.ts";
import { declaredFunctions } from "./places/script-names.ts";
import { isDocument, isFillable, surveyFile } from "./places/survey-file.ts";
import {
  noManifest,
  readManifest,
  type TemplateManifest,
  type TemplateVariant,
} from "./project/template-manifest.ts";
import { declaredNames, withSize, withSizeSchema } from "./project/template-size.ts";
import { checkNames, type NameUse } from "./syntax/check-names.ts";
import { parseTemplate } from "./syntax/parse-template.ts";
import type { TemplateNode } from "./syntax/template-node.ts";
import { TemplateText } from "./syntax/template-text.ts";
import { DataError, TemplateError, type TemplateProblem } from "./template-error.ts";
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

/** What a template is compiled with, beside its files. */
interface CompileSetting {
  /**
   * Pages and pictures that are too large to have values in them, but may have scripts.
   * @default none
   */
  readonly fixed?: ReadonlyMap<string, string>;
  /**
   * What fields take that the data does not give.
   * @default null
   */
  readonly brand?: Brand | null;
}

interface CompiledFile {
  readonly path: string;
  /** With marks around its author's scripts. */
  readonly fill: FillFile;
  readonly trace: () => TraceFile;
  /** Whether data change it. */
  readonly isChanging: boolean;
  readonly hasModules: boolean;
}

/** A row of data in the files of a template. */
interface FilledFiles {
  /** The text of each file that is not as the template has it. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the pages among them may do. */
  readonly rules: PageRules;
}

/** Each has 55 characters in a header, and browsers take no more than 256 kB: https://chromium.googlesource.com/chromium/src/+/HEAD/net/http/http_stream_parser.h */
const MOST_CODES = 2000;
const manifestFile = "template.json";
/** What is said about a template, and its sample data: no page reads them. */
const ownFile = /^(?:template\.json|brand\.json|data\.(?:json|csv|tsv|jsonl|ndjson|yaml|yml)|readme\.\w+)$/i;
const partialFile = /^partials\/(?:.*\/)?([\w-]+)\.\w+$/;

/** A template whose places have all been decided on: filling in a row of data is quick. */
export class Template {
  readonly manifest: TemplateManifest;
  /** Which value is used where. */
  readonly uses: readonly NameUse[];
  /** Whether no project needs a file: `template.json`, sample data, what is told about it, and partials. */
  readonly isOwn: (path: string) => boolean;
  readonly #files: readonly CompiledFile[];
  readonly #named: NamedAddresses;
  readonly #raw: readonly SourceLocation[];

  private constructor(parts: {
    readonly manifest: TemplateManifest;
    readonly uses: readonly NameUse[];
    readonly isOwn: (path: string) => boolean;
    readonly files: readonly CompiledFile[];
    readonly named: NamedAddresses;
    readonly raw: readonly SourceLocation[];
  }) {
    this.manifest = parts.manifest;
    this.uses = parts.uses;
    this.isOwn = parts.isOwn;
    this.#files = parts.files;
    this.#named = parts.named;
    this.#raw = parts.raw;
  }

  /**
   * Reads and checks the text files of a template, by path below its folder.
   *
   * @throws {TemplateError} with the faults of all files.
   */
  static compile(files: ReadonlyMap<string, string>, setting: CompileSetting = {}): Template {
    const { fixed = new Map<string, string>(), brand = null } = setting;
    const sources = Array.from(files, ([path, text]) => new TemplateText(path, text));
    const own = sources.find(({ file }) => file === manifestFile);
    const manifest = { ...(own ? readManifest(own) : noManifest), brand };
    const partials = new Map<string, TemplateText>();
    for (const source of sources) {
      const name = partialFile.exec(source.file)?.[1];
      if (name !== undefined) partials.set(name, source);
    }
    const declared = own ? declaredNames(manifest) : null;
    const isOwn = (file: string): boolean =>
      partialFile.test(file) || (own !== undefined && ownFile.test(file));
    const filled = sources.filter(({ file }) => !isOwn(file) && isFillable(file));
    const scripts = [...filled, ...partials.values()].filter(({ file }) => /\.(?:html?|m?js)$/i.test(file));
    const functions = declaredFunctions(scripts.map(({ text }) => text));
    const compiler = new TemplateCompiler(manifest, functions);
    for (const source of filled)
      compiler.add(source.file, () => parseTemplate(source, { partials, declared }));
    for (const [file, text] of fixed) {
      compiler.add(file, () => [{ kind: "text", text, source: new TemplateText(file, text), offset: 0 }]);
    }
    if (compiler.problems.length > 0) throw new TemplateError(compiler.problems);
    return new Template({
      uses: compiler.uses,
      files: compiler.files,
      named: namedAddresses(compiler.pieces),
      raw: compiler.raw,
      manifest,
      isOwn,
    });
  }

  /** The paths of the files that data changes. */
  get changes(): readonly string[] {
    return this.#files.filter(({ isChanging }) => isChanging).map(({ path }) => path);
  }

  /**
   * Fills in one row of data. Gives the text of each file that is not as it was; all others stay as they are.
   *
   * @throws as `fillFiles` does.
   */
  fillIn(data: unknown, options: FillOptions = {}): ReadonlyMap<string, string> {
    return this.fillFiles(data, options).texts;
  }

  /**
   * The same, and what the pages in them may do.
   *
   * @throws {DataFaultsError} with everything in the data that does not fit.
   * @throws {DataError} if it is too much, or not to be trusted.
   */
  fillFiles(data: unknown, options: FillOptions = {}): FilledFiles {
    const { filled, setting } = this.#check(data, options);
    const hosts = new Set([...this.#named.hosts, ...this.manifest.hosts]);
    const pictures = new PictureRoutes(hosts);
    const marked = this.#files.map((file) => ({ ...file, text: file.fill(filled, setting, pictures) }));
    const nonce = nonceOf(marked.map(({ text }) => text));
    const read = marked.map((file) => ({ ...file, ...readMarks(file.text, ` nonce="${nonce}"`) }));
    const changed = read.filter(({ isChanging, hasModules }) => isChanging || hasModules);
    const codes = read.flatMap((file) => file.codes);
    const hashes = (isHandler: boolean): Set<string> =>
      new Set(codes.filter(({ kind }) => (kind === "handler") === isHandler).map(hashOfCode));
    const [scripts, handlers] = [hashes(false), hashes(true)];
    if (scripts.size + handlers.size > MOST_CODES) {
      throw new DataError(
        `There would be more than ${MOST_CODES} different scripts and handlers: put the values into data-… attributes, and read those.`,
      );
    }
    return {
      texts: new Map(changed.map(({ path, text }) => [path, text])),
      rules: {
        nonce,
        scripts,
        handlers,
        addresses: [...this.#named.addresses],
        hosts: [...hosts],
        allowsEval: this.manifest.allowsEval,
        hasBase: read.some(({ path, text }) => isDocument(path) && /<base\s/i.test(text)),
        pictures: pictures.found,
      },
    };
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
    const given = withGiven(checked, data, this.manifest.schema);
    return { filled: withSize(this.manifest, given, options.size), setting };
  }
}

class TemplateCompiler {
  readonly problems: TemplateProblem[] = [];
  readonly uses: NameUse[] = [];
  readonly files: CompiledFile[] = [];
  readonly raw: SourceLocation[] = [];
  /** What each file is made of. */
  readonly pieces: Array<readonly TemplateNode[]> = [];
  readonly #schema: Schema | null;
  readonly #setting: SurveySetting;

  constructor({ allowsEval, ...manifest }: TemplateManifest, functions: ReadonlySet<string>) {
    this.#schema = withGivenSchema(withSizeSchema({ ...manifest, allowsEval }));
    this.#setting = { functions, allowsEval };
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
    this.pieces.push(nodes);
    // A single text is the file as it is, unless it had `\<<` in it: then it is several.
    const isChanging = nodes.length > 1 || nodes.some(({ kind }) => kind !== "text");
    if (!isChanging && !isDocument(path)) return;
    const names = checkNames(nodes, this.#schema);
    const survey = surveyFile(path, nodes, this.#setting);
    this.problems.push(...names.problems, ...survey.problems);
    this.uses.push(...names.uses);
    this.raw.push(...rawIn(nodes));
    if (survey.problems.length > 0) return;
    const { escapes, marks } = survey;
    const trace = (): TraceFile => traceFile(path, nodes, escapes);
    const fill = compileFile(marks.write(nodes), escapes);
    this.files.push({ path, fill, trace, isChanging, hasModules: marks.hasModules });
  }
}

function rawIn(nodes: readonly TemplateNode[]): SourceLocation[] {
  return nodes.flatMap((node) => {
    if (node.kind === "block") return [...rawIn(node.body), ...rawIn(node.inverse)];
    return node.kind === "output" && node.raw ? [node.source.locate(node.offset)] : [];
  });
}
