/** Questions that have no answer, and those among them that the server does not wait for any more. */
import { askerOf, idOf, type AskedEvent } from './asked-event.ts'
import type { DiagnosisBook } from './diagnosis-book.ts'
import type { Unanswered } from './explanation.ts'
import type { TimeLimit } from './patient-calls.ts'
import { RecentMap } from './recent-map.ts'

/** Kinds of questions of which some are open. */
const groupsMax = 500
/** Open questions of one kind, the newest; one or a thousand, the sentence is the same. */
const groupMax = 256
/** Questions whose time runs. */
const patientMax = 4096

const usPerMs = 1000

interface Patient {
  readonly asked: AskedEvent
  readonly timeoutMs: number
  readonly deadlineUs: number
}

interface Group {
  /** Its questions. */
  readonly asked: Set<number>
  /** No answer came in time: that stays true, whatever the trace does not tell afterwards. */
  readonly isOver: boolean
}

export class PendingAcks {
  readonly #book: DiagnosisBook
  /** By the diagnosis that speaks of them. */
  readonly #groups = new RecentMap<Group>(groupsMax)
  /** By the question. */
  readonly #patient = new Map<number, Patient>()
  #nextDeadlineUs = Number.POSITIVE_INFINITY

  constructor(book: DiagnosisBook) {
    this.#book = book
  }

  ask(asked: AskedEvent): void {
    const { client, event } = asked
    const id = idOf('pending', asked)
    const evidence = this.#add(id, asked.seq, false)
    this.#book.put(id, { what: 'ack-pending', client, event, evidence, ...askerOf(asked) })
  }

  /** The server said that it waits only so long for the answer to this. */
  limit(asked: AskedEvent, { timeoutMs, fromUs }: TimeLimit): void {
    const isOpen = this.#groups.get(idOf('pending', asked))?.asked.has(asked.seq) === true
    if (!isOpen || this.#patient.size >= patientMax) return
    const deadlineUs = Math.min(asked.at, fromUs) + timeoutMs * usPerMs
    this.#patient.set(asked.seq, { asked, timeoutMs, deadlineUs })
    this.#nextDeadlineUs = Math.min(this.#nextDeadlineUs, deadlineUs)
  }

  /** It is answered, in time or not. */
  settle(asked: AskedEvent): void {
    this.#patient.delete(asked.seq)
    for (const what of ['pending', 'timed-out', 'unheard', 'left']) this.#take(idOf(what, asked), asked.seq)
  }

  /** No answer can come any more, and it is known why: not because a handler was slow or forgot it. */
  giveUp(asked: AskedEvent, because: Unanswered): void {
    if (this.#groups.get(idOf('pending', asked))?.asked.has(asked.seq) !== true) return
    this.#patient.delete(asked.seq)
    this.#take(idOf('pending', asked), asked.seq)
    const id = idOf(because, asked)
    const { client, event } = asked
    const evidence = this.#add(id, asked.seq, true)
    this.#book.put(id, { what: 'ack-pending', client, event, because, evidence, ...askerOf(asked) })
  }

  /** It is this late now, in microseconds. */
  passTime(nowUs: number): void {
    if (nowUs <= this.#nextDeadlineUs) return
    this.#nextDeadlineUs = Number.POSITIVE_INFINITY
    for (const [seq, { asked, timeoutMs, deadlineUs }] of this.#patient) {
      if (nowUs <= deadlineUs) {
        this.#nextDeadlineUs = Math.min(this.#nextDeadlineUs, deadlineUs)
        continue
      }
      this.#patient.delete(seq)
      this.#take(idOf('pending', asked), seq)
      const id = idOf('timed-out', asked)
      const { client, event } = asked
      const evidence = this.#add(id, seq, true)
      this.#book.put(id, { what: 'ack-timed-out', client, event, afterMs: timeoutMs, evidence })
    }
  }

  /** Whether those that are open will have been answered cannot be known any more. */
  forgetOpen(): void {
    this.#patient.clear()
    for (const [id, { isOver }] of this.#groups.entries()) {
      if (isOver) continue
      this.#groups.delete(id)
      this.#book.remove(id)
    }
  }

  dropBefore(seq: number): void {
    for (const known of this.#patient.keys()) if (known < seq) this.#patient.delete(known)
    for (const [id, group] of this.#groups.entries()) {
      for (const known of group.asked) if (known < seq) group.asked.delete(known)
      if (group.asked.size === 0) {
        this.#groups.delete(id)
        this.#book.remove(id)
      }
    }
  }

  /** Gives the group's questions, the oldest first. */
  #add(id: string, seq: number, isOver: boolean): readonly number[] {
    const group = this.#groups.get(id) ?? { asked: new Set(), isOver }
    const { asked } = group
    asked.add(seq)
    this.#groups.set(id, group)
    const [oldest] = asked
    if (asked.size > groupMax && oldest !== undefined) asked.delete(oldest)
    return [...asked]
  }

  #take(id: string, seq: number): void {
    const asked = this.#groups.get(id)?.asked
    if (asked === undefined || !asked.delete(seq)) return
    if (asked.size > 0) return this.#book.keepEvidence(id, [...asked])
    this.#groups.delete(id)
    this.#book.remove(id)
  }
}
