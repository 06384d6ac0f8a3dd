/**
 * `document.cookie = …`: browsers keep no plain cookie in a cross-site frame. The gateway does the same to
 * `Set-Cookie`, in frames and tabs alike, so that a cookie has one place however it was set.
 */
import { nativeApply, nativeDefine, nativeString, replaceIn, settable } from './natives.ts'

const replacedAttributes = /;\s*(?:samesite|secure|partitioned|domain)\s*(?:=[^;]*)?(?=;|$)/gi

export function mapCookies(): void {
  const cookie = settable(Document.prototype, 'cookie')
  if (!cookie) return
  nativeDefine(Document.prototype, 'cookie', {
    ...cookie.descriptor,
    set(value: unknown) {
      const kept = replaceIn(nativeString(value), replacedAttributes, '')
      nativeApply(cookie.set, this, [`${kept}; SameSite=None; Secure; Partitioned`])
    },
  })
}
