/** The source of the check runner that a downloaded project carries (`check-runner.ts`). */
declare module 'virtual:check-runner' {
  const source: string
  export default source
}
