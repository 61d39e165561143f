import Handlebars from "handlebars";
import type { PlaceEscape } from "./escape/escape-value.ts";
import type { PictureRoutes } from "./escape/picture-routes.ts";
import type { HelperSetting } from "./helpers/helper-call.ts";
import { callHelper, helperNames } from "./helpers/helper-table.ts";
import type { BlockNode, TemplateNode } from "./syntax/template-node.ts";
import { DataError } from "./template-error.ts";

/** A compiled file: data in, text out. Without `pictures`, addresses stay as they are. */
export type FillFile = (data: object, setting: HelperSetting, pictures?: PictureRoutes | null) => string;

/** Items that all lists of one file may have together, nested ones multiplied. */
const MOST_ITEMS = 100_000;
/** Characters that one file may become. */
const LARGEST_TEXT = 16_000_000;

/** Turns a file's pieces into a function. All values pass through the escape of their place. */
export function compileFile(
  nodes: readonly TemplateNode[],
  escapes: ReadonlyMap<number, PlaceEscape>,
): FillFile {
  const filler = new Filler(escapes);
  const template = filler.compile(nodes);
  return (data, setting, pictures = null) =>
    filler.run({ setting, pictures }, () => template(data, runtimeOptions));
}

const runtimeOptions = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
const place: hbs.AST.SourceLocation = {
  source: "",
  start: { line: 1, column: 0 },
  end: { line: 1, column: 0 },
};
const strip: hbs.AST.StripFlags = { open: false, close: false };

class Filler {
  readonly #escapes: ReadonlyMap<number, PlaceEscape>;
  readonly #engine = Handlebars.create();
  #setting: HelperSetting = { locale: "en-US", now: null };
  #pictures: PictureRoutes | null = null;
  #items = 0;
  #written = 0;

  constructor(escapes: ReadonlyMap<number, PlaceEscape>) {
    this.#escapes = escapes;
    for (const name of ["log", "lookup", "each"]) this.#engine.unregisterHelper(name);
    for (const name of helperNames) {
      this.#engine.registerHelper(name, (...given: unknown[]) => this.#call(name, given));
    }
    this.#engine.registerHelper("escape", (id: number, value: unknown) => this.#escape(id, value));
    this.#engine.registerHelper("each", this.#each());
  }

  compile(nodes: readonly TemplateNode[]): Handlebars.TemplateDelegate<object> {
    const known = Object.fromEntries([...helperNames, "escape", "each"].map((name) => [name, true]));
    return this.#engine.compile(programOf(nodes, []), {
      noEscape: true,
      knownHelpersOnly: true,
      knownHelpers: {
        ...known,
        if: true,
        unless: true,
        with: true,
        log: false,
        lookup: false,
      },
      ignoreStandalone: true,
      preventIndent: true,
    });
  }

  run(
    { setting, pictures }: { readonly setting: HelperSetting; readonly pictures: PictureRoutes | null },
    write: () => string,
  ): string {
    this.#setting = setting;
    this.#pictures = pictures;
    this.#items = 0;
    this.#written = 0;
    const text = write();
    this.#grow(Math.max(0, text.length - this.#written));
    return text;
  }

  #escape(id: number, value: unknown): string {
    const text = this.#escapes.get(id)?.(value, this.#pictures) ?? "";
    this.#grow(text.length);
    return text;
  }

  #call(name: string, given: readonly unknown[]): unknown {
    const options = given.at(-1) as Handlebars.HelperOptions;
    const named = options.hash as Record<string, unknown>;
    return callHelper({ name, values: given.slice(0, -1), named, setting: this.#setting });
  }

  #grow(characters: number): void {
    this.#written += characters;
    if (this.#written > LARGEST_TEXT) {
      throw new DataError(`A file would become longer than ${LARGEST_TEXT} characters.`);
    }
  }

  /** Handlebars' own `each`, with a limit: lists in lists grow fast. */
  #each(): Handlebars.HelperDelegate {
    const count = (text: string): string => {
      this.#items += 1;
      if (this.#items > MOST_ITEMS)
        throw new DataError(`Lists have more than ${MOST_ITEMS} items in one file.`);
      this.#grow(text.length);
      return text;
    };
    return function each(this: unknown, list: unknown, options: Handlebars.HelperOptions): string {
      const items = typeof list === "object" && list !== null ? Object.entries(list) : [];
      if (items.length === 0) return options.inverse(this);
      const isList = Array.isArray(list);
      return items
        .map(([key, item]: [string, unknown], index) => {
          const data = Handlebars.createFrame(options.data as object) as Record<string, unknown>;
          Object.assign(data, {
            index,
            key: isList ? index : key,
            first: index === 0,
            last: index === items.length - 1,
          });
          return count(options.fn(item, { data, blockParams: [item, isList ? index : key] }));
        })
        .join("");
    };
  }
}

function programOf(nodes: readonly TemplateNode[], blockParams: string[]): hbs.AST.Program {
  return { type: "Program", body: nodes.map(statementOf), blockParams, loc: place };
}

function statementOf(node: TemplateNode): hbs.AST.Statement {
  switch (node.kind) {
    case "text": {
      const content: hbs.AST.ContentStatement = {
        type: "ContentStatement",
        value: node.text,
        original: node.text as unknown as hbs.AST.StripFlags,
        loc: place,
      };
      return content;
    }
    case "output": {
      const id: hbs.AST.NumberLiteral = {
        type: "NumberLiteral",
        value: node.id,
        original: node.id,
        loc: place,
      };
      const statement: hbs.AST.MustacheStatement = {
        type: "MustacheStatement",
        path: pathTo("escape"),
        params: [id, node.expression],
        hash: { type: "Hash", pairs: [], loc: place },
        escaped: false,
        strip,
        loc: place,
      };
      return statement;
    }
    case "block":
      return blockOf(node);
  }
}

function blockOf(node: BlockNode): hbs.AST.BlockStatement {
  return {
    type: "BlockStatement",
    path: pathTo(node.helper),
    params: node.params,
    hash: { type: "Hash", pairs: [], loc: place },
    program: programOf(node.body, node.blockParams),
    inverse: programOf(node.inverse, []),
    openStrip: strip,
    inverseStrip: strip,
    closeStrip: strip,
    loc: place,
  };
}

function pathTo(name: string): hbs.AST.PathExpression {
  return { type: "PathExpression", data: false, depth: 0, parts: [name], original: name, loc: place };
}
