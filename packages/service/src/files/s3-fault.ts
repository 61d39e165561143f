import { S3ServiceException } from "@aws-sdk/client-s3";
import { StoreError } from "../errors.ts";

/** Whether an answer says that there is no such object. A bucket that is not there is another matter. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  return (
    error.$metadata.httpStatusCode === 404 && error.name !== "NoSuchBucket" && error.name !== "NoSuchUpload"
  );
}

/** Whether the same request may succeed later: the connection failed, or the server did. */
export function isPassing(error: unknown): boolean {
  if (error instanceof StoreError) return error.retryable;
  if (!(error instanceof S3ServiceException)) return isCut(error);
  const status = error.$metadata.httpStatusCode ?? 500;
  return status >= 500 || status === 408 || status === 429;
}

/** What a bucket has refused or broken off, in words; any other error as it is. */
export function storeFault(bucket: string, what: string, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const isAnswer = error instanceof S3ServiceException;
  if (!isAnswer && !isCut(error) && !trustFault.test(codeOf(error))) return error;
  const retryable = isPassing(error);
  const status = isAnswer ? error.$metadata.httpStatusCode : undefined;
  const reason = isAnswer
    ? `${error.name}, status ${status ?? "unknown"}`
    : `no connection, ${codeOf(error)}`;
  return new StoreError(
    `A file could not be ${what} in the bucket ${bucket} (${reason}).${adviceFor(status)}`,
    {
      cause: error,
      retryable,
    },
  );
}

function adviceFor(status: number | undefined): string {
  if (status === 403)
    return " The key must be right and may read, write, delete and list: without the latter, what is missing is refused.";
  if (status === 404) return " Name a bucket that is there.";
  return "";
}

/** Node's names for what befalls connections: https://nodejs.org/api/errors.html#common-system-errors */
const connectionFault =
  /^(?:ECONN\w+|EPIPE|ETIMEDOUT|EHOST\w+|ENET\w+|EADDRNOTAVAIL|EAI_AGAIN|ENOTFOUND|ERR_STREAM_PREMATURE_CLOSE)$/;
/** Its names for a server that is not who it should be, or speaks no TLS. */
const trustFault = /CERT|^ERR_(?:TLS|SSL)|^EPROTO$|^UNABLE_TO_VERIFY/;

function isCut(error: unknown): boolean {
  const isSilent = error instanceof Error && error.name === "TimeoutError";
  return isSilent || connectionFault.test(codeOf(error));
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : error.name;
}
