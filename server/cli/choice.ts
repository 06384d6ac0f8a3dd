import type * as z from 'zod'
import { UsageError } from './usage-error.ts'

/** One of the values that an option takes; undefined when it was not given. */
export function parseChoice<Options extends z.core.util.EnumLike>(
  schema: z.ZodEnum<Options>,
  option: string,
  text: string | undefined,
): z.infer<z.ZodEnum<Options>> | undefined {
  if (text === undefined) return undefined
  const parsed = schema.safeParse(text)
  if (parsed.success) return parsed.data
  throw new UsageError(`--${option} takes ${schema.options.join(', ')}, not "${text}".`)
}
