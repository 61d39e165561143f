export { serve, type RunningService, type ServeOptions } from "./serve.ts";
export { configSchema, serviceConfig, type ServiceConfig } from "./config/service-config.ts";
export { defaultConfig, readConfig } from "./config/read-config.ts";
export { hostRenders, type HostSettings } from "./hosts/host-renders.ts";
export { work, type WorkOptions } from "./work.ts";
export type { ProcessOptions, RunningProcess } from "./process-options.ts";
export type { HostProgram } from "./hosts/render-host.ts";
export type { Clock } from "./clock.ts";
