/** A request as it came and was answered; status 0 is a connection that was cut. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  readonly status: number;
}
