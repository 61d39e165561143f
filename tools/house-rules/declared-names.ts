import type { Directive, Statement } from "oxc-parser";

/** The names that a statement declares, whether it exports them or not. */
export function declaredNames(statement: Directive | Statement): string[] {
  const declaration = "declaration" in statement ? statement.declaration : statement;
  if (declaration?.type === "VariableDeclaration")
    return declaration.declarations.flatMap(({ id }) => nameOf(id));
  return declaration && "id" in declaration ? nameOf(declaration.id) : [];
}

/** The name of an identifier; none of anything else. */
export function nameOf(node: object | null): string[] {
  return node && "name" in node && typeof node.name === "string" ? [node.name] : [];
}
