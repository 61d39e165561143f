export {
  BrowserError,
  CompositionError,
  diskFull,
  EncodeError,
  formatLocation,
  InterruptedError,
  MediaError,
  OptionError,
  OutputError,
  PageTimeoutError,
  RenderError,
  ToolMissingError,
  VariablesError,
  type ErrorCode,
  type SourceLocation,
} from "./errors.ts";
export { explainSystemError, isDiskFull, systemCode } from "./system-error.ts";
