export {
  checkData,
  DataFaultsError,
  describeProblem,
  problemAt,
  type DataProblem,
} from "./data/check-data.ts";
export type { NameUse } from "./syntax/check-names.ts";
export { chooseRow, type RowFiles } from "./rows/choose-row.ts";
export { meantName } from "./syntax/closest-name.ts";
export { copyData } from "./data/data-copy.ts";
export {
  readEncoding,
  readMappings,
  readValues,
  type ColumnMapping,
  type DataOptions,
} from "./rows/data-options.ts";
export type { DataRow, RowReading } from "./rows/data-row.ts";
export { declaredFiles, rowValues, type RowValue } from "./data/declared-files.ts";
export {
  describeTemplate,
  type DescribedField,
  type TemplateDescription,
} from "./project/describe-template.ts";
export { BLOCKED_ADDRESS, escapeAddress } from "./escape/escape-address.ts";
export type { PlaceEscape } from "./escape/escape-value.ts";
export { readFields, type TemplateFields } from "./project/read-fields.ts";
export { fillProject } from "./project/fill-project.ts";
export type { FillFile } from "./filler.ts";
export { SETTINGS_FILE } from "./project/find-template.ts";
export type { HelperSetting } from "./helpers/helper-call.ts";
export { lineTracer } from "./line-tracer.ts";
export type { LoadedTemplate } from "./project/load-template.ts";
export { openInput, type OpenedInput } from "./rows/open-input.ts";
export {
  openProject,
  type FilledFrom,
  type OpenedProject,
  type OpenRequest,
} from "./project/open-project.ts";
export type { FillableTemplate } from "./project/open-template.ts";
export { hashOfText, type PageRules } from "./page-rules.ts";
export { isPictureRoute } from "./escape/picture-routes.ts";
export { readPlacedJson, type PlacedJson } from "./data/placed-json.ts";
export { readRows } from "./rows/read-rows.ts";
export { resolveReading } from "./rows/resolve-reading.ts";
export { pathOf, pointerOf, type Schema } from "./data/schema.ts";
export { SeveralRowsError } from "./rows/several-rows-error.ts";
export { DataError, TemplateError } from "./template-error.ts";
export type { TemplateManifest, TemplateVariant } from "./project/template-manifest.ts";
export type { TemplateNode } from "./syntax/template-node.ts";
export { chooseSizes, SIZE_NAME, withSize, withSizeSchema } from "./project/template-size.ts";
export { TemplateText } from "./syntax/template-text.ts";
export type { FillOptions } from "./template.ts";
