/**
 * What keeps processes from outliving this one, where nothing else does.
 *
 * A launch of bubblewrap's: `--die-with-parent` comes late: bubblewrap's first child waits for
 * its parent's word before it asks to die with anyone, and without that word it waits for ever. So a shell in a session
 * of its own holds the other end of a pipe of ours. When the pipe ends while the shell is there, it kills the launch's
 * group, which that child leaves only after the word, on the way to a program that ends with our pipes.
 *
 * A program of the level `permission`, as long as it runs: in a busy loop it does not notice that its pipes have ended.
 */
import { spawn } from 'node:child_process'

// Without "--" before the group: Debian's shell takes it for a number here.
const script = 'read -r end; kill -KILL "-$1"; test -z "$2" || rm -rf "$2"'

/**
 * Starts the guard. It must stand before bubblewrap has its arguments, without which nothing begins.
 * @param group the process group that the launch leads
 * @param folder what is removed with the group
 * @returns what dismisses the guard, once the launch is over, well or not; resolves when nothing is left of it
 */
export function guardLaunch(group: number, folder = ''): () => Promise<void> {
  const guard = spawn('/bin/sh', ['-c', script, 'wirelab-launch-guard', String(group), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    cwd: '/',
    // Whatever ends our own group, Ctrl+C for one, must not end it first.
    detached: true,
  })
  const over = new Promise<void>((resolve) => {
    // Without a shell the launch goes on unguarded: that is no reason to refuse a run.
    guard.once('close', () => resolve()).once('error', () => resolve())
  })
  return () => {
    guard.kill('SIGKILL')
    return over
  }
}
