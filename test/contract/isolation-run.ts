/** A learner's program in a sandbox, with everything it said kept, for tests that wait for one thing or another. */
import { request } from 'node:http'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultLimits, type Limits } from '../../server/limits.ts'
import type { Isolation, SandboxEnd, SandboxProcess } from '../../server/sandbox/isolation.ts'
import type { Files, SandboxReport } from '../../protocol/sandbox.ts'

export type ReportOf<Type extends SandboxReport['type']> = Extract<SandboxReport, { type: Type }>

export class ProgramRun implements AsyncDisposable {
  readonly sandbox: SandboxProcess
  readonly reports: SandboxReport[] = []
  readonly output = { stdout: '', stderr: '' }
  readonly dropped = { 'output-bytes': 0, reports: 0 }
  readonly eventLoop: { readonly phase: 'blocked' | 'unblocked'; readonly forMs: number }[] = []
  readonly #checks = new Set<() => void>()

  private constructor(sandbox: SandboxProcess) {
    this.sandbox = sandbox
    sandbox.observe({
      report: (report) => {
        this.reports.push(report)
        this.#check()
      },
      output: (stream, text) => {
        this.output[stream] += text
        this.#check()
      },
      dropped: (what, count) => {
        this.dropped[what] += count
        this.#check()
      },
      eventLoop: (phase, forMs) => {
        this.eventLoop.push({ phase, forMs })
        this.#check()
      },
    })
  }

  /** Runs `files`, the first of which is the entry. */
  static async start(isolation: Isolation, files: Files, limits: Partial<Limits> = {}): Promise<ProgramRun> {
    const run = new ProgramRun(await isolation.start({ ...defaultLimits, ...limits }))
    run.sandbox.send({ type: 'run', files, entry: Object.keys(files)[0] ?? '' })
    return run
  }

  get ended(): Promise<SandboxEnd> {
    return this.sandbox.ended
  }

  /** The lines of console.log so far, arguments joined as a terminal would. */
  get lines(): string[] {
    return this.of('console').map(({ parts }) => parts.join(' '))
  }

  get errors(): ReportOf<'error'>[] {
    return this.of('error')
  }

  of<Type extends SandboxReport['type']>(type: Type): ReportOf<Type>[] {
    return this.reports.filter((report): report is ReportOf<Type> => report.type === type)
  }

  /** Resolves when `value` gives something, tried after whatever the program says; rejects when it ended before. */
  async until<T>(value: () => T | undefined | false): Promise<T> {
    const found = Promise.withResolvers<T>()
    const check = (): void => {
      const result = value()
      if (result !== undefined && result !== false) found.resolve(result)
    }
    this.#checks.add(check)
    void this.ended.then((end) => {
      check()
      const said = [
        ...this.lines,
        this.output.stdout,
        this.output.stderr,
        ...this.errors.map((error) => error.message),
      ]
      found.reject(new Error(`The program ended (${JSON.stringify(end)}) after saying:\n${said.join('\n')}`))
    })
    check()
    try {
      return await found.promise
    } finally {
      this.#checks.delete(check)
    }
  }

  listening(port: number, times = 1): Promise<boolean> {
    return this.until(() => this.of('listening').filter((report) => report.port === port).length >= times)
  }

  /** The rest of the first line of console.log that begins with this word. */
  said(word: string): Promise<string> {
    return this.until(() => this.lines.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1))
  }

  /** One HTTP request through the door; gives the body of the answer. */
  async get(port: number, path = '/'): Promise<string> {
    const socket = await this.sandbox.connect(port)
    return new Promise((resolve, reject) => {
      const asked = request(
        { path, createConnection: () => socket, headers: { connection: 'close' } },
        (response) => {
          let body = ''
          response.setEncoding('utf8').on('data', (text: string) => (body += text))
          response.on('end', () => resolve(body)).on('error', reject)
        },
      )
      asked.on('error', reject).end()
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sandbox.kill('stopped')
  }

  #check(): void {
    for (const check of this.#checks) check()
  }
}

/** The text of a learner's program in test/fixtures/programs. */
export function program(name: string): string {
  return readFileSync(join(import.meta.dirname, '..', 'fixtures', 'programs', name), 'utf8')
}

/** A program that computes `expression` (which may await) and says `result …` as JSON. */
export function saysResult(expression: string): Files {
  return {
    'main.mjs': `console.log('result', JSON.stringify(await (${expression})()))\nsetInterval(() => {}, 1000)\n`,
  }
}

/** Starts programs in the implementation that is under test. */
export type Start = (files: Files, limits?: Partial<Limits>) => Promise<ProgramRun>

/** Answers each request with its path, on port 8080. */
export const echo: Files = { 'server.cjs': program('echo-server.cjs') }
