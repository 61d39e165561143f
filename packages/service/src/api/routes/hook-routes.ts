export function addHookRoutes(_a: unknown, _p: unknown): void { return; }
