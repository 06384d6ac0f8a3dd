/** What a program or a page may load besides the project's own files. */

/** Node's own, as they are called without `node:`. */
export const nodeModules: ReadonlySet<string> = new Set(
  `assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events
  fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream
  string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib`.split(/\s+/),
)

/** By their bare names, as a page's `import` has them. */
export const pageModules: readonly string[] = ['socket.io-client']

/** `socket.io` of `socket.io/client-dist/x.js`, `@a/b` of `@a/b/c`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}
