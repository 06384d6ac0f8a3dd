/**
 * What a client's page and the page around it say to each other. The script that the gateway puts into the client's page
 * posts a {@link PaneHello} to the site's origin, without data; the site checks the message's source and origin and
 * answers with a {@link PaneWelcome} that carries a MessagePort. All further messages go through that port, so that
 * nobody else can speak in the pane's name.
 */
import * as z from 'zod'
import { paneBatchMax, paneInputMax } from './control-constants.ts'
import { paneReportSchema } from './control.ts'
import { clientActionSchema, clientAnswerSchema } from './drive.ts'

export { paneBatchMax, paneInputMax }

export const paneHelloSchema = z.object({ wirelab: z.literal('pane-hello') })
export const paneWelcomeSchema = z.object({ wirelab: z.literal('pane-welcome') })

/** To the pane, through the port. */
export const paneCommandSchema = z.discriminatedUnion('type', [
  /** What the user typed into its console. The pane runs it and reports input and result. */
  z.object({ type: z.literal('evaluate'), code: z.string().min(1).max(paneInputMax) }),
  /** What a check does to the page. The pane does it and answers under the same number. */
  z.object({ type: z.literal('drive'), id: z.int().min(1), action: clientActionSchema }),
  /** Asks whether it still answers. */
  z.object({ type: z.literal('ping') }),
])

/** From the pane, through the port. */
export const paneMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reports'), reports: z.array(paneReportSchema).min(1).max(paneBatchMax) }),
  z.object({ type: z.literal('answer'), id: z.int().min(1), answer: clientAnswerSchema }),
  z.object({ type: z.literal('pong') }),
])

export type PaneHello = z.infer<typeof paneHelloSchema>
export type PaneWelcome = z.infer<typeof paneWelcomeSchema>
export type PaneCommand = z.infer<typeof paneCommandSchema>
export type PaneMessage = z.infer<typeof paneMessageSchema>
