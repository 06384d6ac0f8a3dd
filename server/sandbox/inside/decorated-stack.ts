/** The line that does not parse, which Node keeps from programs and shows where it prints an error itself. */
import { PassThrough } from 'node:stream'

/**
 * The stack of `error`, after the place and the text of the line when Node knows them. An ES module's error has them
 * hidden; Node's REPL, one of the places that print errors, puts them into the error that its evaluation ends with.
 * For the end of a program: it takes a twentieth of a second, and the error stays as it is then.
 */
export function decoratedStack(error: Error): string {
  const input = new PassThrough()
  // Loaded only here: it costs memory, and brings domains, which change how other errors are told.
  const repl = process.getBuiltinModule('node:repl').start({
    input,
    output: new PassThrough(),
    terminal: false,
    useGlobal: true,
    eval: (_text, _context, _file, done) => done(error, undefined),
  })
  input.write('\n')
  repl.close()
  const stack: unknown = error.stack
  return typeof stack === 'string' ? stack : ''
}
