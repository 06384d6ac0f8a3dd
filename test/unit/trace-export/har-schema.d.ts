declare module 'har-schema' {
  /** JSON Schemas of HAR 1.2, by the name of what each describes. */
  const schemas: Readonly<Record<string, object>>
  export default schemas
}
