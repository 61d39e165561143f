export {
  BrowserError,
  CompositionError,
  diskFull,
  EncodeError,
  formatLocation,
  inPhase,
  InputChangedError,
  insteadOf,
  InterruptedError,
  MediaError,
  OptionError,
  OutputError,
  PageTimeoutError,
  RenderError,
  stamped,
  ToolMissingError,
  UnknownOptionError,
  VariablesError,
  type RenderErrorJson,
  type SourceLocation,
} from "./errors.ts";
export { errorCodes, phases, type ErrorCode, type Phase } from "./error-codes.ts";
export { SourceText } from "./source-text.ts";
export { explainSystemError, isDiskFull, systemCode } from "./system-error.ts";
