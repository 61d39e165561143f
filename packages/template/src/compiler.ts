// Apart from the rest, as the parsers behind it take long to load, and a plain project needs none of them.
export { checkNames } from "./syntax/check-names.ts";
export { compileFile } from "./filler.ts";
export { openTemplate, rowFilesOf } from "./project/open-template.ts";
export { parseTemplate } from "./syntax/parse-template.ts";
export { compileValue, type ValueExpression } from "./value-expression.ts";
export { Template } from "./template.ts";
