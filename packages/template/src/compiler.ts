// Apart from the rest, as the parsers behind it take long to load, and a plain project needs none of them.
export { checkNames } from "./check-names.ts";
export { compileFile } from "./filler.ts";
export { openTemplate, rowFilesOf } from "./open-template.ts";
export { parseTemplate } from "./parse-template.ts";
export { Template } from "./template.ts";
