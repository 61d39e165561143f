import type { SourceLocation } from "@hyperframes-engine/errors";
import { asSchema, type Schema } from "../data/schema.ts";
import type { TemplateProblem } from "../template-error.ts";
import { meantName } from "./closest-name.ts";
import { pathsOf } from "./parse-expression.ts";
import type { BlockNode, NodePlace, TemplateNode } from "./template-node.ts";

/** Where a template uses a value. */
export interface NameUse {
  /** As it is written, `user.name`; below a list, `rows.name`. */
  readonly name: string;
  readonly location: SourceLocation;
}

/** What a file's tags ask for. */
interface CheckedNames {
  readonly uses: readonly NameUse[];
  readonly problems: readonly TemplateProblem[];
}

interface Scope {
  /** `null` where the schema says nothing. */
  readonly schema: Schema | null;
  readonly name: string;
  readonly blockParams: readonly string[];
}

const specialNames = /^(?:index|key|first|last|root)$/;

/** Checks each name that a template asks for against the fields that it declares. */
export function checkNames(nodes: readonly TemplateNode[], schema: Schema | null): CheckedNames {
  const checker = new NameChecker();
  checker.visit(nodes, [{ schema, name: "", blockParams: [] }]);
  return checker;
}

class NameChecker implements CheckedNames {
  readonly uses: NameUse[] = [];
  readonly problems: TemplateProblem[] = [];

  visit(nodes: readonly TemplateNode[], scopes: readonly Scope[]): void {
    for (const node of nodes) {
      if (node.kind === "output") this.#expression(node.expression, node, scopes);
      else if (node.kind === "block") this.#block(node, scopes);
    }
  }

  #block(node: BlockNode, scopes: readonly Scope[]): void {
    const { helper, params, body, inverse, blockParams } = node;
    const [param] = params;
    const found = param ? this.#expression(param, node, scopes) : { schema: null, name: "" };
    const target: Scope = { ...found, blockParams };
    const inner = { ...target, schema: helper === "each" ? itemsOf(target.schema) : target.schema };
    this.visit(body, helper === "if" || helper === "unless" ? scopes : [...scopes, inner]);
    this.visit(inverse, scopes);
  }

  /** What the last name of an expression stands for. */
  #expression(
    expression: hbs.AST.Expression,
    place: NodePlace,
    scopes: readonly Scope[],
  ): Pick<Scope, "schema" | "name"> {
    let found: Pick<Scope, "schema" | "name"> = { schema: null, name: "" };
    for (const path of pathsOf(expression)) found = this.#path(path, place, scopes);
    return expression.type === "PathExpression" ? found : { schema: null, name: "" };
  }

  #path(
    path: hbs.AST.PathExpression,
    place: NodePlace,
    scopes: readonly Scope[],
  ): Pick<Scope, "schema" | "name"> {
    const parts = path.parts.map(String);
    const [first = "", ...rest] = parts;
    const location = place.source.locate(place.offset);
    if (path.data && !specialNames.test(first)) {
      this.problems.push({
        location,
        message: `There is no @${first}: only @index, @key, @first, @last and @root.`,
      });
    }
    if (scopes.some(({ blockParams }) => blockParams.includes(first))) return { schema: null, name: first };
    if (path.data && first !== "root") return { schema: null, name: first };
    const scope = path.data ? scopes[0] : scopes.at(-1 - path.depth);
    if (!scope) {
      this.problems.push({
        location,
        message: `<<${path.original}>> asks for what stands above the data, where nothing is.`,
      });
      return { schema: null, name: "" };
    }
    const names = path.data ? rest : parts;
    const name = [scope.name, ...names].filter(Boolean).join(".");
    if (names.length > 0) this.uses.push({ name, location });
    return { name, schema: this.#descend(scope.schema, { names, location, name }) };
  }

  #descend(
    schema: Schema | null,
    {
      names,
      location,
      name,
    }: { readonly names: readonly string[]; readonly location: SourceLocation; readonly name: string },
  ): Schema | null {
    let current = schema;
    for (const part of names) {
      const properties = current && asSchema(current["properties"]);
      const next = properties && Object.hasOwn(properties, part) ? asSchema(properties[part]) : null;
      if (properties && !next && current?.["additionalProperties"] === false) {
        const known = Object.keys(properties);
        this.problems.push({
          location,
          message: `The template declares no field ${name}: there are ${known.join(", ")}${meantName(part, known) || "."}`,
        });
        return null;
      }
      current = next;
    }
    return current;
  }
}

function itemsOf(schema: Schema | null): Schema | null {
  return schema && asSchema(schema["items"]);
}
