/** Writes to stdout and waits until it is taken; whoever closed the pipe early (`| head`) has what they wanted. */
export function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = (error?: Error | null) => {
      if (error === null || error === undefined || ('code' in error && error.code === 'EPIPE')) resolve()
      else reject(error)
    }
    process.stdout.once('error', ended)
    process.stdout.write(text, ended)
  })
}
