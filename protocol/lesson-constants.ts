/** What readers of lessons need without the schemas. */
export const languages = ['en', 'ru'] as const
export type Language = (typeof languages)[number]
